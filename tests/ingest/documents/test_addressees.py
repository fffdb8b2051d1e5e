"""To whom advice is addressed: by the words before "should", and what these mean."""

from __future__ import annotations

import pytest

from kg.ingest.documents.addressees import find_addressed
from kg.ingest.documents.gazetteer import Gazetteer
from kg.ingest.match import Matcher
from kg.model.dates import PartialDate


@pytest.fixture(scope="module")
def gazetteer(matcher: Matcher) -> Gazetteer:
    return Gazetteer(matcher.index)


@pytest.mark.parametrize(
    ("text", "words", "ids"),
    [
        ("The Parish Regulator should publish it.", "The Parish Regulator", ("regulator",)),
        ("We recommend that the Parish Regulator and NHS Vale PCG should meet.",
         "the Parish Regulator and NHS Vale PCG", ("regulator", "pcg-vale")),
        ("By March 2021, every Parish Clinic Group must publish it.", "every Parish Clinic Group", ("clinics",)),
        ("All parish clinic groups should publish it.", "All parish clinic groups", ("clinics",)),
        ("The plan should be published by the Parish Regulator.", "the Parish Regulator", ("regulator",)),
        ("The Department should publish it.", "The Department", ("department",)),
        ("We urge the Parish Regulator to act.", "the Parish Regulator", ("regulator",)),
        ("The East and West NHS Trust should act.", "The East and West NHS Trust", ("merged-trust",)),
        ("Suppliers should open their systems.", "Suppliers", ()),
        ("The Bureau of Parishes should act.", "The Bureau of Parishes", ("bureau-2",)),
    ],
)  # fmt: skip
def test_those_who_should_act_are_found(
    gazetteer: Gazetteer, text: str, words: str, ids: tuple[str, ...]
) -> None:
    on = PartialDate.parse("2021-05")
    found = find_addressed(text, gazetteer, on, {"Department": "department"})
    assert found is not None
    assert (found.words, found.ids, found.is_whole) == (words, ids, bool(ids))


@pytest.mark.parametrize(
    "text",
    ["Publish the plan.", "The plan should be clear.", "It should be done.", "This must end."],
)
def test_where_nobody_is_named_nobody_is_found(gazetteer: Gazetteer, text: str) -> None:
    assert find_addressed(text, gazetteer, None, {}) is None
