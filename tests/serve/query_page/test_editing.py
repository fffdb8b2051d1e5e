"""The editor reads a query as it is written: its parts, its prefixes, what may be meant."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox
import pytest
from playwright.sync_api import Browser, Page

from kg.ask.questions import find_questions
from kg.model.terms import SHIPPED
from tests.explorer.conftest import load_modules

pytestmark = pytest.mark.browser

TERMS = {
    "prefixes": SHIPPED.written,
    "things": SHIPPED.things,
    "terms": [
        ["nhsit:start", "property", "start", "When it began.", 900, ""],
        ["nhsit:Body", "class", "body", "An organisation.", 700, ""],
        ["nhsit:status", "property", "status", "", 300, ""],
        ["nhsit:startsLike", "class", "never used", "", 0, ""],
        ["skos:prefLabel", "property", "preferred label", "", 100, ""],
    ],
}


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield load_modules(context, "editing/tokens", "editing/suggestions", "editing/prefixes")
    context.close()


def test_the_parts_of_any_text_make_up_the_text(page: Page) -> None:
    rnd = random.Random(7)
    pieces = ['"', "'''", '"""', "\\", "#", "\n", "<", ">", "?", "a", "id:x", ".", "é", "😀", "@en",
              "^^", "_:", "1.5", " ", "{", "SELECT", "-", "\ud7ff", "\x00"]  # fmt: skip
    texts = ["".join(rnd.choices(pieces, k=rnd.randrange(30))) for _ in range(500)]
    texts += [question.query for question in find_questions().values()]
    joined = page.evaluate(
        "(texts) => texts.map((text) => $tokens.readTokens(text).map((t) => t.text).join(''))",
        texts,
    )
    assert joined == texts


def test_each_part_is_known_for_what_it_is(page: Page) -> None:
    query = (
        'SELECT ?a { id:nhs-digital a nhsit:Body . ?a ?p "x # y"@en, 1.5 , <http://e/#b> } # end'
    )
    tokens = page.evaluate("(query) => $tokens.readTokens(query)", query)
    found = [(t["kind"], t["text"]) for t in tokens if t["kind"] not in ("space", "sign")]
    assert found == [
        ("keyword", "SELECT"), ("variable", "?a"), ("name", "id:nhs-digital"), ("keyword", "a"),
        ("name", "nhsit:Body"), ("variable", "?a"), ("variable", "?p"), ("string", '"x # y"'),
        ("tag", "@en"), ("number", "1.5"), ("address", "<http://e/#b>"), ("comment", "# end"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("PREFIX select: <http://e/ask> \n# ASK\nconstruct { ?s ?p ?o } { ?s ?p ?o }", "CONSTRUCT"),
        ("ASK {}", "ASK"),
        ("{ SELECT }", ""),
        ("", ""),
    ],
)
def test_the_form_of_a_query_is_its_first_word(page: Page, query: str, form: str) -> None:
    assert page.evaluate("(query) => $tokens.queryForm(query)", query) == form


def test_a_query_with_its_prefixes_declared_runs_anywhere(page: Page) -> None:
    for question in find_questions().values():
        bare = "\n".join(x for x in question.query.splitlines() if not x.startswith("PREFIX"))
        told = page.evaluate(
            "([text, prefixes]) => $prefixes.declarePrefixes(text, prefixes)",
            [bare, SHIPPED.written],
        )
        ox.Store().query(told)
        again = page.evaluate(
            "([text, prefixes]) => $prefixes.declarePrefixes(text, prefixes)",
            [told, SHIPPED.written],
        )
        assert again == told


def suggest(page: Page, text: str) -> dict[str, Any] | None:
    """Return what is suggested where `|` stands in a query."""
    found: dict[str, Any] | None = page.evaluate(
        "([text, caret, terms]) => $suggestions.suggest(text, caret, terms)",
        [text.replace("|", ""), text.index("|"), TERMS],
    )
    return found


def first(page: Page, text: str) -> str:
    found = suggest(page, text)
    assert found is not None
    return str(found["items"][0]["insert"])


def test_what_comes_first_is_what_the_place_asks_for(page: Page) -> None:
    assert first(page, "SELECT * { ?x a nhsit:sta|") == "nhsit:startsLike"
    assert first(page, "SELECT * { ?x nhsit:sta| }") == "nhsit:start"
    assert first(page, "SELECT * { ?x a nhsit:Body ; pref| }") == "skos:prefLabel"
    assert first(page, "SELECT * { ?x a bod|") == "nhsit:Body"
    assert first(page, "SEL|") == "SELECT"
    assert first(page, "SELECT ?body { ?b| a nhsit:Body }") == "?body"


def test_a_name_in_the_middle_is_replaced_as_a_whole(page: Page) -> None:
    found = suggest(page, "SELECT * { ?x nhsit:sta|tuses ?y }")
    assert found is not None
    assert (found["from"], found["to"], found["word"]) == (14, 28, "nhsit:sta")


def test_things_are_asked_for_by_words_not_by_prefixes(page: Page) -> None:
    def things(text: str) -> str:
        found = suggest(page, text)
        return str(found["things"]) if found else "-"

    assert things("SELECT * { id:nhs-dig|") == "nhs dig"
    assert things("SELECT * { ?x ?y Connect|") == "Connect"
    assert things("SELECT * { nhsit:Bo|") == ""
    assert things("SELECT * { ?xy|") == ""


@pytest.mark.parametrize("text", ['{ ?x ?y "bod|', "# bod|", "<http://bod|", "{ ?x ?y 12|", "|"])
def test_nothing_is_suggested_inside_words_that_are_not_the_language_s(
    page: Page, text: str
) -> None:
    assert suggest(page, text) is None
