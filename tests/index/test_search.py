"""Search: ranked, tolerant of spelling, and the same whatever the order of words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.index.index import Index
from kg.index.search import search


def test_a_label_comes_before_longer_names_that_hold_it(index: Index) -> None:
    hits = [hit.entity.slug for hit in search(index, "old body")]
    assert hits[0] == "old-body"
    assert set(hits) > {"succession", "first"}


@pytest.mark.parametrize("words", ["oldd body", "old bdoy", "oldbody", "body old", "OLD-BODY"])
def test_a_slip_of_the_pen_still_finds_it(index: Index, words: str) -> None:
    assert search(index, words)[0].entity.slug == "old-body"


def test_a_hit_says_by_which_name_it_was_found(index: Index) -> None:
    hit = search(index, "former bureau")[0]
    assert (hit.entity.slug, hit.name, hit.name_kind) == (
        "old-body", "Former Bureau", "former name",
    )  # fmt: skip


@pytest.mark.parametrize("words", ["", "  ", "!?", "qqqqzzzz"])
def test_nothing_asked_or_nothing_like_it_gives_nothing(index: Index, words: str) -> None:
    assert search(index, words) == []


def test_each_entity_is_found_once_and_the_limit_holds(index: Index) -> None:
    hits = [hit.entity.slug for hit in search(index, "body", limit=3)]
    assert len(hits) == len(set(hits)) == 3


def test_a_kind_narrows_the_search(index: Index) -> None:
    assert {h.entity.kind for h in search(index, "old body", ("Replacement",))} == {"Replacement"}


VECTORS = Path(__file__).parents[1] / "vectors" / "search.json"
"""What the words find in the small history, the best first; the page is held to the same."""


def test_words_find_what_they_find_on_the_page(index: Index) -> None:
    expected: dict[str, list[str]] = json.loads(VECTORS.read_text("utf8"))
    unnamed = {"Source", "Opinion", "Tenure", "Assessment", "DatedName"}
    kinds = index.kinds().keys() - unnamed
    found = {words: [h.entity.slug for h in search(index, words, kinds, 12)] for words in expected}
    assert found == expected


def test_things_come_before_sources_about_them(index: Index) -> None:
    kinds = [hit.entity.kind for hit in search(index, "a source report")]
    assert {"Source", "Report"} <= set(kinds)
    assert kinds == sorted(kinds, key=lambda kind: kind == "Source")
    assert search(index, "another source")[0].entity.slug
    assert {h.entity.kind for h in search(index, "another source", ("Source",))} == {"Source"}
