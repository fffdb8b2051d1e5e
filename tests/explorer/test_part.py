"""A graph that no page can hold is drawn as its most important part, and the page says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.engine.store import LocalGraph, open_graph
from kg.explorer import draw_page, is_too_large, write_page
from kg.explorer import part as parts
from kg.explorer.card_lives import make_lives
from kg.explorer.headline import headline
from kg.explorer.part import ANOTHER, ShownPart, take_important
from kg.index.index import index_of
from kg.make.agreeing import bind_files
from kg.model.vocabulary import Vocabulary


@pytest.fixture(scope="module")
def shown(shipped_output: Path, vocabulary: Vocabulary) -> ShownPart:
    """Return a small important part of the shipped record."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "SHOWN", 1_500)
        return take_important(open_graph(shipped_output), vocabulary)


def test_the_shipped_record_is_drawn_whole(shipped_output: Path) -> None:
    assert not is_too_large(open_graph(shipped_output))


def test_a_part_is_a_graph_of_its_own_smaller_than_the_whole(
    shown: ShownPart, shipped_output: Path
) -> None:
    whole = index_of(open_graph(shipped_output)).kinds()
    mine = index_of(shown.graph).kinds()
    assert 0 < mine["Body"] < whole["Body"]
    assert mine["Recommendation"] > 0 and mine["Programme"] > 0


def test_what_is_told_in_full_begins_with_the_most_mentioned_national_bodies(
    shown: ShownPart, shipped_output: Path
) -> None:
    index = index_of(open_graph(shipped_output))
    first = next(one for one in index.ranked(["Body", "Unit"], ["NationalTier"])).slug
    assert shown.full & {first, *index.reached(first), *index.reached(first, down=False)}
    assert shown.full & {one.slug for one in index.ranked(["Programme"])}


def test_a_part_says_how_it_was_chosen_and_how_another_is_drawn(shown: ShownPart) -> None:
    assert "most important" in shown.words and "the most mentioned first" in shown.words
    assert f"{len(shown.full):,} are told in full" in shown.words
    assert shown.words.endswith(ANOTHER)


def test_nothing_is_said_to_be_lacked_by_what_is_not_told_in_full(shown: ShownPart) -> None:
    lacks = make_lives(shown.graph, index_of(shown.graph), shown.full)["lacks"]
    assert {*lacks} <= shown.full


def test_the_numbers_of_a_part_say_that_they_are_of_it(shown: ShownPart) -> None:
    for row in headline(shown.graph, None, ["NationalTier"], is_part=True):
        assert row["label"].endswith("in this part") and "this part" in row["note"]


def test_a_thing_has_its_tier_and_its_dates_also_where_others_only_mention_it(
    shown: ShownPart, shipped_output: Path
) -> None:
    whole = {one.slug: one for one in index_of(open_graph(shipped_output)).ranked(["Body"])}
    for one in index_of(shown.graph).ranked(["Body"]):
        assert (one.start, one.end) == (whole[one.slug].start, whole[one.slug].end)


def test_the_page_of_a_graph_that_is_too_large_is_that_of_its_part(
    memory_output: Path, vocabulary: Vocabulary, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph = open_graph(memory_output)
    assert isinstance(graph, LocalGraph)
    monkeypatch.setattr(parts, "MOST", 10)
    text = draw_page(graph, vocabulary)
    assert ANOTHER in text and '"edge"' in text
    assert text == draw_page(open_graph(memory_output), vocabulary)
    assert ANOTHER not in write_page(graph, vocabulary)


def test_the_page_of_a_part_says_which_stories_it_does_not_tell(
    told: Path, vocabulary: Vocabulary, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph = open_graph(told.parent)
    stories = bind_files(graph, sorted((told.parent.parent / "data" / "stories").glob("*.md")))
    assert "not told here" not in draw_page(graph, vocabulary, stories=stories)
    monkeypatch.setattr(parts, "MOST", 3)
    monkeypatch.setattr(parts, "SHOWN", 10)
    page = draw_page(graph, vocabulary, stories=stories)
    assert "2 stories of this record are not told here: what they count" in page
    assert "not told here" not in draw_page(graph, vocabulary)
