"""The box of the page that asks what was said before ranks as the program does, and asks nobody."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from kg.engine.store import open_graph
from kg.explorer.ledger_data import search_data
from kg.retrieval.preparing import ranker_of
from kg.retrieval.ranker import SAME
from kg.retrieval.stems import RULES, words_of
from tests.explorer.conftest import Open
from tests.retrieval.measuring import load_queries

pytestmark = pytest.mark.browser

Module = Callable[..., Page]
ODD = (
    "", "zebra", "IT for the NHS’s co-operation, by 2015", "e-prescribing & APIs", "Ünïcode ﬁ ½",
    "policies bought built communities universities productivity sses ies eed", "constructor",
    "NHS England should agree; NHS Digital's board must not", "GP practices", "ab a a1 1a",
)  # fmt: skip


def test_words_have_the_same_stems_in_the_page(module: Module) -> None:
    texts = [*ODD, *(query.text for query in load_queries())]
    found = module("model/stems").evaluate(
        "([rules, texts]) => texts.map($stems.createStemmer(rules))",
        [json.loads(json.dumps(RULES)), texts],
    )
    assert found == [[list(pair) for pair in words_of(text)] for text in texts]


@pytest.mark.slow
def test_advice_is_ranked_alike_in_the_page(module: Module, shipped_output: Path) -> None:
    graph = open_graph(shipped_output)
    ranker = ranker_of(graph)
    queries = load_queries()
    asked = [(q.text, q.before) for q in queries] + [(text, None) for text in ODD]
    days = [span.earliest.isoformat() if span else "" for _, span in asked]
    page = module("model/sameness")
    page.evaluate("(held) => { window.rank = $sameness.createRanker(held) }", search_data(graph))
    found: list[list[dict[str, Any]]] = page.evaluate(
        "(asked) => asked.map(([text, day]) => rank(text, day))",
        [[text, day] for (text, _), day in zip(asked, days, strict=True)],
    )
    for (text, before), rows in zip(asked, found, strict=True):
        expected = ranker.rank(text, before)
        assert [row["id"] for row in rows] == [match.id for match in expected], text
        assert [row["isSame"] for row in rows] == [m.grade == SAME for m in expected], text
        for row, match in zip(rows, expected, strict=True):
            assert row["score"] == pytest.approx(match.score, abs=1e-6)


def test_a_sentence_is_answered_in_the_page(open_page: Open, memory_output: Path) -> None:
    opened = open_page(memory_output / "nhs-it.html", "#view=recommendations")
    page = opened.page
    page.click(".said-before summary")
    page.fill("#said-text", "Do the thing")
    page.click(".said-before button")
    items = page.locator(".said li")
    assert items.first.get_attribute("data-id") in ("advice-1", "advice-2")
    assert "Told: Old Body" in page.locator(".said li[data-id=advice-1]").inner_text()
    page.fill("#said-day", "1990")
    page.click(".said-before button")
    assert page.locator(".said").inner_text() == "Nothing in the same sense is in the record."
    page.fill("#said-day", "soon")
    page.click(".said-before button")
    assert "is no date" in page.locator(".said").inner_text()
    assert (opened.asked, opened.said) == ([], [])
