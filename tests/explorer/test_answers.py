"""The ready questions in the page: asked in words or from the list, answered as the terminal does."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from kg.ask.matching import find_meant, match
from kg.ask.questions import Question, ask, bind, find_asked, find_questions
from kg.engine.result import Result
from kg.engine.store import LocalGraph, open_graph
from kg.explorer import write_page
from kg.explorer.engine import Engine
from kg.explorer.template import policy_of
from kg.model.vocabulary import Vocabulary
from tests.ask.test_matching import WORDED
from tests.conftest import ROOT, RunKg
from tests.explorer.conftest import Open, load_modules, read_part

pytestmark = pytest.mark.browser

SENTENCES = [
    "who has moved to suppliers?", "who led NPfIT", "what was NHS England told", "", "the of a",
    "which companies were bought", "contracts of Palantir", "what replaced the NHS Information Authority",
    "what did wachter recommend", "advice on interoperability", "How much was paid to CSC?",
    "zzz qqq", "short lived bodies", "Who has been chief executive of NHS England?",
]  # fmt: skip
OF_DAYS = {
    "existed-on": [{"on": d} for d in ("1974", "1999-04-01", "2013-06", "2013-06-01", "2026-11")]
    + [{"on": "2005", "kind": "Unit"}],
    "held-post": [
        {"post": post, "on": day}
        for post in ("sos-health-social-care", "nhs-england-ceo", "nhsx-ceo")
        for day in ("2002-06", "2017-05-12", "2020", "2024-07-05", "2026-11-29")
    ],
    "timeline": [{"from": "2013-04-01", "to": "2023-04-01"}, {"from": "1990", "to": "1999-06"}],
}
EACH = 6
"""Values for which each question is compared."""


@pytest.fixture(scope="module")
def shipped(shipped_output: Path) -> LocalGraph:
    return open_graph(shipped_output)


@pytest.fixture(scope="module")
def held(browser: Browser, shipped_output: Path) -> Iterator[Page]:
    """A page in which `book` holds the questions of the shipped page."""
    context = browser.new_context()
    page = load_modules(
        context, "model/model", "answers/book", "answers/filling", "answers/asking", "model/search"
    )
    page.evaluate(
        """([data, answers]) => {
          window.model = $model.createModel(data);
          window.book = $book.createBook(model, answers);
        }""",
        [read_part(shipped_output, "data"), read_part(shipped_output, "answers")],
    )
    yield page
    context.close()


@pytest.mark.slow
def test_each_answer_in_the_page_is_that_of_the_query(
    held: Page, shipped: LocalGraph, shipped_output: Path
) -> None:
    packed = read_part(shipped_output, "answers")["questions"]
    questions = find_questions(shipped)
    told = {name: _values(held, packed[name], q) for name, q in questions.items()}
    wrong = {}
    for name, values in told.items():
        page = held.evaluate(
            "([name, values]) => values.map((given) => book.answer(name, given))", [name, values]
        )
        for given, rows in zip(values, page, strict=True):
            answer = ask(shipped, questions[name], given)
            if _sorted(rows) != _sorted(_plain(shipped, row) for row in answer.terms):
                wrong[name] = given
    assert wrong == {}
    assert sum(len(values) for values in told.values()) > 200


def _sorted(rows: Iterable[list[Any]]) -> list[str]:
    """Return rows in one order: what a query leaves open, another store may order otherwise."""
    return sorted(
        repr([sorted(cell.split("; ")) if isinstance(cell, str) else _number(cell) for cell in row])
        for row in rows
    )


def _number(cell: Any) -> Any:
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


def _values(page: Page, packed: dict[str, Any], question: Question) -> list[dict[str, str]]:
    """Return what to tell a question: nothing, values that have an answer and others, each kind."""
    if packed.get("isOfDays"):
        return OF_DAYS[question.name]
    if "rows" not in packed:
        return []
    needed = next((p for p in question.parameters if p.need == "required"), None)
    optional = next((p for p in question.parameters if p.need == "optional"), None)
    if needed is None:
        known = {"kind": "Programme", "report": "wachter-review-2016", "supplier": "accenture"}
        return [{}] + ([{optional.name: known[optional.name]}] if optional else [])
    chance = random.Random(question.name)
    found = page.evaluate(
        """([by, kinds, type]) => {
          const ids = [...new Set([...model.things.keys(),
            ...[model.events, model.recommendations, model.opinions, model.contracts, model.sources]
              .flatMap((rows) => rows.map(({ id }) => id))])];
          if (type === "verdict") return [["Rejected", "Unknown", "Enacted", "Accepted"], []];
          const fits = [...model.things.values()].filter((t) => !kinds.length || kinds.includes(t.kind));
          return [by.map((n) => ids[n]), fits.map(({ id }) => id)];
        }""",
        [packed["by"], ["Concept"] if needed.type == "topic" else [*needed.kinds], needed.type],
    )
    some = [value for all_ in found for value in chance.sample(all_, min(EACH, len(all_)))]
    return [{needed.name: value} for value in some]


def _plain(graph: LocalGraph, row: tuple[Any, ...]) -> list[Any]:
    found = []
    for term, value in zip(row, Result(["x"] * len(row), [row], graph)[0], strict=True):
        iri = getattr(term, "value", "")
        if type(term).__name__ == "NamedNode" and iri.startswith(graph.space.ns):
            found.append(iri.removeprefix(graph.space.ns))
        else:
            found.append(value if not hasattr(value, "isoformat") else value.isoformat())
    return found


@pytest.mark.slow
def test_the_query_that_is_shown_is_that_of_the_terminal(held: Page, shipped: LocalGraph) -> None:
    for name, question in find_questions(shipped).items():
        given = {p.name: p.example for p in question.parameters if p.need != "default"}
        shown = held.evaluate(
            "([name, given]) => $filling.fillQuery(book.questions[name], given)", [name, given]
        )
        assert shown == bind(shipped, question, given), name


@pytest.mark.slow
def test_words_are_matched_as_the_terminal_matches_them(held: Page, shipped: LocalGraph) -> None:
    texts = {n: (q.title, q.description) for n, q in find_questions(shipped).items()}
    for sentence in SENTENCES:
        found = match(sentence, texts)
        page = held.evaluate("(words) => book.match(words)", sentence)
        assert [(m["name"], m["rest"], m["isEnough"]) for m in page] == [
            (m.name, m.rest, m.is_enough) for m in found
        ]
        assert [m["score"] for m in page] == pytest.approx([m.score for m in found])
        meant = held.evaluate("(found) => $matching.findMeant(found)?.name ?? null", page)
        assert meant == getattr(find_meant(found), "name", None)


@pytest.mark.slow
def test_a_wording_asks_in_the_page_what_it_asks_in_the_terminal(
    held: Page, shipped: LocalGraph
) -> None:
    told = held.evaluate(
        """(sentences) => {
          const find = $search.createSearch(model);
          return sentences.map((words) => $asking.findWorded(model, book, find, words)?.name);
        }""",
        [sentence for sentence, _, _ in WORDED],
    )
    assert told == [find_asked(sentence, shipped)[0].name for sentence, _, _ in WORDED]


@pytest.mark.slow
@pytest.mark.parametrize("box", ["#ask-words", "#find"])
def test_what_became_of_a_thing_is_answered_from_either_box(
    open_page: Open, shipped_output: Path, box: str
) -> None:
    page = open_page(shipped_output / "nhs-it.html", "#view=answers").page
    page.wait_for_selector(".themes")
    page.fill(box, "What became of NPfIT?")
    page.locator(".near li, #found li.ready").first.wait_for()
    page.press(box, "Enter")
    page.wait_for_selector(".answer-said")
    assert "ask=programme-fate" in page.url
    assert "ask.thing=npfit" in page.url


def test_words_that_no_question_clearly_means_are_offered_what_is_near_and_not_answered(
    open_page: Open, memory_output: Path
) -> None:
    page = open_page(memory_output / "nhs-it.html", "#view=answers").page
    page.fill("#ask-words", "What is known about Ann Smith?")
    page.press("#ask-words", "Enter")
    assert page.inner_text("#status") == "Which of these is meant?"
    assert "ask=" not in page.url
    page.get_by_role("link", name="Ann Smith – what is known of it").click()
    assert page.inner_text("#panel h2") == "Ann Smith"


def test_a_question_is_asked_in_words_and_answered_in_a_sentence_with_sources(
    open_page: Open, memory_output: Path
) -> None:
    opened = open_page(memory_output / "nhs-it.html", "#view=answers")
    page = opened.page
    page.fill("#ask-words", "who led Old Body")
    page.press("#ask-words", "Enter")
    assert page.inner_text(".answer-said") == (
        "1 person led Old Body or held a post in it: Ann Smith."
    )
    assert "ask=leaders" in page.url
    assert "ask.thing=old-body" in page.url
    assert page.locator(".view-answers tbody tr").count() == 1
    assert page.inner_text(".command code") == "kg ask leaders thing=old-body"
    page.click(".row-sources summary")
    assert "A source" in page.inner_text(".row-sources")
    page.reload()
    page.wait_for_selector(".answer-said")
    assert page.locator("#told-thing").input_value() == "Old Body"
    page.click(".view-answers tbody a >> nth=0")
    assert page.inner_text("#panel h2") == "Ann Smith"
    page.go_back()
    page.get_by_role("button", name="All questions").click()
    assert page.locator(".themes a").count() == len(find_questions())
    assert opened.said == []


def test_the_form_of_a_question_finds_what_fits_and_the_answer_can_be_saved(
    open_page: Open, memory_output: Path
) -> None:
    page = open_page(memory_output / "nhs-it.html", "#view=answers&ask=successors").page
    assert "Say body first" in page.inner_text(".answer-said")
    page.fill("#told-body", "old")
    page.wait_for_selector("#told-body-list [role=option]")
    page.press("#told-body", "Enter")
    assert page.inner_text(".answer-said").startswith("1 body took over from Old Body: New Body")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as CSV").click()
    text = Path(saved.value.path()).read_text("utf-8-sig")
    assert text.startswith("successor,successor id,successor address,")
    assert "New Body,new-body,https://w3id.org/nhs-it/id/new-body" in text
    assert "https://example.org/a" in text
    page.click("text=See it in the picture")
    assert "#id=old-body" in page.url


def test_what_the_page_does_not_answer_it_says_with_the_command(
    open_page: Open, memory_output: Path
) -> None:
    page = open_page(
        memory_output / "nhs-it.html", "#view=answers&ask=thing-by-code&ask.code=X1"
    ).page
    assert "in a terminal" in page.inner_text(".answer-said")
    assert page.inner_text(".command code") == "kg ask thing-by-code code=X1"


def test_the_search_box_offers_a_question_and_nonsense_in_the_address_is_let_go(
    open_page: Open, memory_output: Path
) -> None:
    page = open_page(memory_output / "nhs-it.html", "#view=answers&ask=nothing&ask.body=x").page
    assert page.inner_text(".answer-main h2") == "All questions"
    page.focus("#find")
    page.fill("#find", "who led Old Body?")
    page.wait_for_selector("#found li.ready")
    assert page.locator("#found li").first.inner_text().startswith("Who led a programme")
    page.press("#find", "Enter")
    assert "Ann Smith" in page.inner_text(".answer-said")


def test_the_search_says_how_many_names_there_are_and_finds_what_is_said(
    open_page: Open, shipped_output: Path
) -> None:
    page = open_page(shipped_output / "nhs-it.html").page
    page.fill("#find", "trust")
    assert re.search(r"12 of \d+ names", page.inner_text("#found .all"))
    page.fill("#find", "stop pointless")
    assert "says:" in page.inner_text("#found") or "Article" in page.inner_text("#found")
    page.fill("#find", "SNOMED")
    assert "SNOMED CT" in page.locator("#found li").first.inner_text()


def test_a_page_with_an_engine_answers_any_query_under_its_policy(
    open_page: Open, memory_output: Path, run_kg: RunKg, tmp_path: Path
) -> None:
    if not (ROOT / "node_modules" / "oxigraph").is_dir():
        pytest.skip("npm ci brings the engine")
    path = tmp_path / "asked.html"
    result = run_kg("export", "html", "--sparql", ROOT, "--graph", memory_output, "-o", path)
    assert (result.code, result.stdout) == (0, "")
    opened = open_page(path, "#view=answers&ask=holders&ask.post=head-of-old-body")
    page = opened.page
    assert "'wasm-unsafe-eval'" in policy_of(path.read_text("utf8"))
    assert "'unsafe-eval'" not in policy_of(path.read_text("utf8"))
    page.evaluate("location.hash = '#view=answers&ask=names-of&ask.thing=old-body'")
    expect(page.locator(".answer-said").first).to_contain_text("Old Body", timeout=20000)
    answer = ask(open_graph(memory_output), find_questions()["names-of"], {"thing": "old-body"})
    assert page.locator(".view-answers tbody tr").count() == len(answer)
    page.evaluate("location.hash = '#view=answers'")
    page.click(".own > summary")
    page.fill("#own-query", "SELECT ?x WHERE { ?x a nhsit:Bo")
    page.wait_for_selector("#completions li >> text=nhsit:Body")
    page.fill("#own-query", "SELECT ?x WHERE { ?x a nhsit:Body }")
    page.click("text=Declare prefixes")
    page.click("text=Ask the graph")
    page.wait_for_selector(".own tbody a >> text=Old Body")
    assert "sparql=PREFIX" in page.url
    page.fill("#own-query", "SELECT nonsense")
    page.click("text=Ask the graph")
    expect(page.locator(".own .answer-said")).to_contain_text("expected")
    assert (opened.said, opened.asked) == ([], [])


def test_a_browser_without_webassembly_is_told_so(
    browser: Browser, memory_output: Path, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    path = tmp_path / "asked.html"
    engine = Engine("window.oxigraph = {};", b"")
    path.write_text(write_page(open_graph(memory_output), vocabulary, engine=engine), "utf8")
    context = browser.new_context()
    context.add_init_script("delete window.WebAssembly")
    page = context.new_page()
    page.goto(path.as_uri() + "#view=answers&ask=names-of&ask.thing=old-body")
    page.wait_for_selector(".answer-said >> text=no WebAssembly")
    context.close()
