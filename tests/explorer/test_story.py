"""The story: numbers that the graph yields and questions that it can answer."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.engine.store import open_graph
from kg.explorer.data import make_data, pairs
from kg.explorer.headline import headline
from kg.history.solutions import find_as_of
from kg.model.vocabulary import Vocabulary
from tests.explorer.conftest import Open


def test_the_numbers_are_those_counted_by_hand(memory_output: Path) -> None:
    graph = open_graph(memory_output)
    found = {row["id"]: row for row in headline(graph, find_as_of(graph))}
    # four bodies and a unit
    assert found["national-bodies"]["value"] == "5"
    # bodies gave way to others in 2001 and in 2013: two changes in twelve years
    assert found["reorganisations"]["value"] == "1.7"
    assert found["reorganisations"]["ids"] == ["first", "succession"]
    # Old Body alone has both ends: 1 April 2001 to 1 April 2013, twelve years
    assert found["lifetimes"]["value"] == "12.0"
    assert found["lifetimes"]["ids"] == ["old-body"]
    # one recommendation is contested, of the other nobody has said anything
    assert "not-enacted" not in found


def test_an_opinion_relates_nothing_in_the_network(
    memory_output: Path, vocabulary: Vocabulary
) -> None:
    found = set(pairs(make_data(open_graph(memory_output), vocabulary)))
    assert ("old-body", "new-body") in found
    assert ("ann-smith", "old-body") in found, "she headed it"
    assert not [pair for pair in found if "undated" in pair], "only an opinion was about it"


@pytest.mark.browser
def test_each_number_leads_to_what_makes_it_up(open_page: Open, shipped_output: Path) -> None:
    page = open_page(shipped_output / "nhs-it.html").page
    for i in range(page.locator(".numbers a").count()):
        page.click("#home")
        link = page.locator(".numbers a").nth(i)
        value = link.locator("b").inner_text()
        link.click()
        assert page.locator("#story").is_hidden()
        assert page.locator(".chip").count() == 1
        page.click("#tab-recommendations" if "not-enacted" in page.url else "#tab-table")
        if "not-enacted" in page.url:
            page.get_by_role("button", name="Ledger").click()
        caption = page.inner_text(".grid:visible caption")
        if "national-bodies" in page.url or "not-enacted" in page.url:
            assert caption.endswith((f": {value} rows", f"of {value}"))


@pytest.mark.browser
def test_each_question_sets_a_view_that_shows_something(
    open_page: Open, shipped_output: Path
) -> None:
    opened = open_page(shipped_output / "nhs-it.html")
    page = opened.page
    questions = page.locator(".questions a").all_inner_texts()
    assert len(questions) == 5
    assert "What became of NPfIT?" in questions
    for words in questions:
        page.click("#home")
        page.get_by_role("link", name=words, exact=True).click()
        told = page.locator(".answer-said").inner_text()
        assert re.search(r"\d", told), words
        assert page.locator(".view-answers tbody tr").count() > 0, words
    assert opened.said == []


@pytest.mark.browser
def test_a_graph_is_asked_only_what_it_can_answer(open_page: Open, memory_output: Path) -> None:
    page = open_page(memory_output / "nhs-it.html").page
    questions = page.locator(".questions a").all_inner_texts()
    # no programme, no supplier and nothing that was not enacted
    assert questions == [
        "What did Old Body replace, and what replaced it?",
        "Who told whom what to do about topic A, and was it done?",
        "Who has been Head of Old Body?",
        "What existed in April 2001?",
    ]
    page.get_by_role("link", name="What did Old Body replace").click()
    assert "through the line of Old Body" in page.inner_text(".answer-said")
