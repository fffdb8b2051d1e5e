"""Names that the record does not know are offered once, with what they may be names of."""

from __future__ import annotations

import pytest

from kg.ingest.documents.gazetteer import Gazetteer
from kg.ingest.documents.mentions import Linker
from kg.ingest.documents.newcomers import Newcomer, find_newcomers
from kg.ingest.documents.papers.plain import split
from kg.ingest.match import Matcher


@pytest.fixture(scope="module")
def gazetteer(matcher: Matcher) -> Gazetteer:
    return Gazetteer(matcher.index)


def _new(gazetteer: Gazetteer, text: str) -> list[Newcomer]:
    paper = split(text)
    return find_newcomers(paper, gazetteer, Linker(gazetteer).link(paper))


@pytest.mark.parametrize(
    ("text", "name", "table"),
    [
        ("Then Dr Ada Brown of the trust spoke.", "Ada Brown", "people"),
        ("Then Brian Green left.", "Brian Green", "people"),
        ("It joined the Hedge Layers' Society last year.", "Hedge Layers' Society", "bodies"),
        ("It bought from Plumb Software Ltd.", "Plumb Software Ltd", "bodies"),
        ("It was done under the Hedges Act 1997.", "Hedges Act 1997", "legislation"),
        ("It was part of the Green Lanes Programme.", "Green Lanes Programme", "programmes"),
        ("It wrote the Brown Review of this.", "Brown Review", "documents"),
        ("They moved to HedgeTrack after that.", "HedgeTrack", "systems"),
    ],
)
def test_a_name_is_offered_with_what_it_may_be(
    gazetteer: Gazetteer, text: str, name: str, table: str
) -> None:
    assert [(one.name, one.table) for one in _new(gazetteer, text)] == [(name, table)]


def test_what_is_known_or_no_name_is_not_offered(gazetteer: Gazetteer) -> None:
    assert (
        _new(
            gazetteer,
            "The Parish Regulator met in March. However, Recommendation 3 says: The Government",
        )
        == []
    )


@pytest.mark.parametrize(
    "text",
    [
        "It is told at https://example.org/Brown-Review and nowhere else.",
        "It is told in Part III and Module A2, and many CEOs knew it.",
        "| Brown | Green |\n|---|---|\n| left | Hedge |",
    ],
)
def test_addresses_parts_of_a_document_and_neighbouring_cells_are_no_names(
    gazetteer: Gazetteer, text: str
) -> None:
    assert [one.name for one in _new(gazetteer, text) if " " in one.name] == []
    assert all(one.name in ("Brown", "Green", "Hedge") for one in _new(gazetteer, text))


def test_a_date_before_a_name_is_no_part_of_it(gazetteer: Gazetteer) -> None:
    [one] = _new(gazetteer, "It met on 1 June 2025 Plumb Software Ltd and left.")
    assert one.name == "Plumb Software Ltd"


def test_a_name_is_offered_once_with_how_often_it_stands_and_its_surname_not_again(
    gazetteer: Gazetteer,
) -> None:
    [one] = _new(gazetteer, "Then Ada Brown spoke.\n\nThey told Brown that Ada Brown was right.")
    assert (one.name, one.places[0][0], len(one.places)) == ("Ada Brown", 5, 2)
