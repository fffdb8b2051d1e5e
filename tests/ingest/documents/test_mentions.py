"""What a document names is linked where there is no doubt, and offered where there is."""

from __future__ import annotations

import pytest

from kg.ingest.documents.gazetteer import Gazetteer
from kg.ingest.documents.mentions import Linker, Mention
from kg.ingest.documents.papers.plain import split
from kg.ingest.match import Matcher
from kg.model.dates import PartialDate


@pytest.fixture(scope="module")
def gazetteer(matcher: Matcher) -> Gazetteer:
    return Gazetteer(matcher.index)


def _link(gazetteer: Gazetteer, text: str, on: str = "") -> list[Mention]:
    day = PartialDate.parse(on) if on else None
    return Linker(gazetteer, day).link(split(text))


def _found(gazetteer: Gazetteer, text: str, on: str = "") -> list[tuple[str, str]]:
    return [(mention.text, mention.id) for mention in _link(gazetteer, text, on)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Parish Regulator's plan", [("Parish Regulator", "regulator")]),
        ("It met NHS Hill and Dale PCG.", [("NHS Hill and Dale PCG", "pcg-hill")]),
        ("NHS Vale Parish Clinic Group grew", [("NHS Vale Parish Clinic Group", "pcg-vale")]),
        ("ACME SYSTEMS LIMITED sold it", [("ACME SYSTEMS LIMITED", "acme")]),
        ("He saw Acme Systems Limited and the Parish\nRegulator.",
         [("Acme Systems Limited", "acme"), ("Parish\nRegulator", "regulator")]),
    ],
)  # fmt: skip
def test_a_name_is_linked_whatever_its_case_marks_and_shared_words(
    gazetteer: Gazetteer, text: str, found: list[tuple[str, str]]
) -> None:
    assert _found(gazetteer, text) == found


@pytest.mark.parametrize(
    "text",
    [
        "The parish regulator of old",
        "South North Hospital NHS Trust was another",
        "The Parish Regulator Dashboard is a product",
        "It met the Great and North Hospital NHS Trust.",
        "The Department of Parishes of Ireland",
    ],
)
def test_a_name_is_not_linked_in_small_letters_nor_within_a_longer_one(
    gazetteer: Gazetteer, text: str
) -> None:
    assert _found(gazetteer, text) == []


@pytest.mark.parametrize(
    ("text", "on", "id"),
    [
        ("The Bureau of Parishes said so.", "1995-06-01", "bureau-1"),
        ("The Bureau of Parishes said so.", "2010-06-01", "bureau-2"),
        ("The Bureau of Parishes said so.", "", ""),
        ("The Bureau of Parishes said so.", "2000", ""),
        ("In 1995 the Bureau of Parishes said so.", "2010-06-01", "bureau-1"),
        ("In 1995 the Bureau of Parishes said so.", "", "bureau-1"),
        ("The Bureau of Parishes replaced what was bought in 1995.", "2010-06-01", ""),
        ("The Bureau of Parishes, of 1995 and 2005, said so.", "2010-06-01", "bureau-2"),
    ],
)
def test_a_name_of_two_is_told_by_its_date_and_else_only_offered(
    gazetteer: Gazetteer, text: str, on: str, id: str
) -> None:
    [mention] = _link(gazetteer, text, on)
    assert mention.id == id
    assert id or {one.id for one in mention.candidates} == {"bureau-1", "bureau-2"}


def test_what_began_after_the_document_is_offered_and_not_linked(gazetteer: Gazetteer) -> None:
    [mention] = _link(gazetteer, "A body such as NHS Vale PCG may come.", "2010")
    assert (mention.id, [one.id for one in mention.candidates]) == ("", ["pcg-vale"])


def test_what_a_document_calls_something_holds_in_it(gazetteer: Gazetteer) -> None:
    text = (
        "The Department of Parishes (the Department) met. The Department went on. The Department of "
        "Fish did not. The Old Brass Society (OBS) played. OBS won. New Body (NB) came, and NB went."
    )
    assert _found(gazetteer, text) == [
        ("Department of Parishes", "department"), ("Department", "department"),
        ("Department", "department"), ("New Body", "new-body"), ("NB", "new-body"), ("NB", "new-body"),
    ]  # fmt: skip


def test_a_surname_means_whom_the_document_named_before_and_nobody_else(
    gazetteer: Gazetteer,
) -> None:
    text = "Smith left. Dr Ann Smith said no. Smith's plan failed. Mr Smith went; John Smith stayed. The Smith Report"
    assert _found(gazetteer, text) == [
        ("Ann Smith", "ann-smith"), ("Smith", "ann-smith"), ("Smith", "ann-smith")
    ]  # fmt: skip


def test_letters_are_those_of_the_text(gazetteer: Gazetteer) -> None:
    text = "First.\n\n| 1 | The Parish Regulator |\n"
    [mention] = _link(gazetteer, text)
    assert text[mention.start : mention.end] == mention.text == "Parish Regulator"
