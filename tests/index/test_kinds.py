"""One look-up says which kind of thing is meant, however it is written."""

from __future__ import annotations

import pytest

from kg.ask import meaning
from kg.engine.store import LocalGraph
from kg.errors import UsageError
from kg.history.existence import read_kind
from kg.index.index import Index
from kg.index.kinds import find_kind, find_kinds
from kg.model.terms import SHIPPED

KINDS = {"BodyGroup": "body group", "Body": "body", "Report": "", "Concept": "concept"}


@pytest.mark.parametrize(
    "text",
    ["BodyGroup", "bodygroup", "body group", "Body-Group", "nhsit:BodyGroup", " body  group ",
     "https://w3id.org/nhs-it/ns#BodyGroup", "<https://w3id.org/nhs-it/ns#BodyGroup>"],
)  # fmt: skip
def test_a_kind_is_found_however_it_is_written(text: str) -> None:
    assert find_kind(text, KINDS, SHIPPED) == "BodyGroup"


def test_a_label_that_is_no_name_finds_its_kind() -> None:
    assert find_kind("quango", KINDS | {"Body": "quango"}, SHIPPED) == "Body"


def test_a_name_goes_before_the_label_of_another() -> None:
    assert find_kind("report", KINDS | {"Body": "report"}, SHIPPED) == "Report"


def test_what_is_nothing_is_refused_with_the_nearest() -> None:
    with pytest.raises(UsageError, match=r"^nothing is a 'Bodygrup'; did you mean 'BodyGroup'\?$"):
        find_kind("Bodygrup", KINDS, SHIPPED)
    with pytest.raises(UsageError, match=r"expected Body, BodyGroup, Concept, Report$"):
        find_kind("zzz", KINDS, SHIPPED)


def test_every_asker_takes_the_same_words(graph: LocalGraph, index: Index) -> None:
    for text in ("body", "nhsit:Body", "BODY"):
        assert find_kinds(index, [text]) == ["Body"]
        assert read_kind(index, text) == "Body"
        assert meaning.find_kind(graph, text) == "https://w3id.org/nhs-it/ns#Body"


def test_a_class_of_another_vocabulary_keeps_its_own_address(graph: LocalGraph) -> None:
    assert meaning.find_kind(graph, "concept") == "http://www.w3.org/2004/02/skos/core#Concept"
