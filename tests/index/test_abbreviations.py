"""Words that names share: what the names of groups say of them, and names spelt by it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.engine.store import open_graph
from kg.index.abbreviations import find_spelt, spellings
from kg.index.index import Index, index_of
from kg.index.names import find_entity
from kg.index.search import search
from kg.make import pipeline
from tests.conftest import SMALL, write_tables

_NAMED = {"north-cb": "North CB", "south-care-board": "South Care Board", "carers": "Carers"}


@pytest.fixture
def grouped(tmp_path: Path) -> Index:
    """A group and two of its members, one short and one spelt out."""
    plain = {"tier": "local", "it_role": "none", "sources": "src"}
    group = {"id": "care-boards", "type": "BodyGroup", "label": "Care Boards", "aliases": "CBs"}
    rows = [{"id": i, "type": "Body", "label": label} for i, label in _NAMED.items()]
    bodies = [*SMALL["bodies"], *(row | plain for row in (group, *rows))]
    pipeline.build(write_tables(tmp_path, SMALL | {"bodies": bodies}), tmp_path / "output")
    return index_of(open_graph(tmp_path / "output"))


def test_a_group_says_what_its_initials_stand_for_without_a_word_that_initials_leave_out() -> None:
    assert find_spelt(["NHS foundation trusts", "FTs"], ["NHS"]) == [
        ("ft", "nhs foundation trust"), ("ft", "nhs foundation trusts"),
    ]  # fmt: skip
    assert find_spelt(["NHS foundation trusts", "Acute trusts"], ["NHS"]) == []
    assert find_spelt(["Strategic Authorities", "SAs"]) == [
        ("sa", "strategic authority"), ("sa", "strategic authorities"),
    ]  # fmt: skip


def test_a_name_is_shortened_and_spelt_out_where_it_holds_such_a_word() -> None:
    pairs = find_spelt(["Local Bodies", "Local Boards", "LBs"])
    assert spellings("north local board", pairs) == ["north local board", "north lb"]
    assert spellings("north lb", pairs)[1:] == ["north local board"]
    assert spellings("northlb", pairs) == ["northlb"]


def test_a_member_is_found_whichever_way_its_name_has_the_words_of_its_group(
    grouped: Index,
) -> None:
    for words in ("North Care Board", "North Care Boards", "NORTH CB", "north cb"):
        assert search(grouped, words)[0].entity.slug == "north-cb", words
        assert find_entity(grouped, words).slug == "north-cb"
    assert search(grouped, "South CB")[0].entity.slug == "south-care-board"
    assert search(grouped, "Care Boards")[0].entity.slug == "care-boards"
