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


def test_a_name_is_offered_once_with_how_often_it_stands_and_its_surname_not_again(
    gazetteer: Gazetteer,
) -> None:
    [one] = _new(gazetteer, "Then Ada Brown spoke.\n\nThey told Brown that Ada Brown was right.")
    assert (one.name, one.places[0][0], len(one.places)) == ("Ada Brown", 5, 2)
