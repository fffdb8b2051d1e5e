"""What an ontology says of classes, as it is read from a graph."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.engine.classes import classes_of
from kg.engine.store import LocalGraph
from kg.model.terms import FOAF, ORG
from tests.inference import vocabulary

PREFIXES = """
@prefix nhsit: <https://w3id.org/nhs-it/ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
ADDED = """
nhsit:Quango a owl:Class ; rdfs:label "quango"@en ; rdfs:subClassOf nhsit:Body ;
  nhsit:plural "quangos"@en .
nhsit:Fund a owl:Class ; rdfs:label "fund"@en ; rdfs:subClassOf nhsit:Quango .
"""


def _graph(turtle: str, *, is_declared: bool = True) -> LocalGraph:
    store = ox.Store()
    if is_declared:
        store.extend(vocabulary())
    store.load((PREFIXES + turtle).encode(), ox.RdfFormat.TURTLE)
    return LocalGraph(store, "here")


@pytest.mark.parametrize("is_declared", [True, False])
def test_a_graph_with_and_without_its_ontology_knows_the_same_classes(is_declared: bool) -> None:
    classes = classes_of(_graph("", is_declared=is_declared))
    assert classes.kinds_with("isPublic") == ("Body", "Unit")
    assert classes.kinds_below(ORG + "Organization") == ("Body", "BodyGroup", "Company", "Unit")
    assert classes.kinds_below(FOAF + "Person") == ("Person",)
    assert sorted(classes.marked("sameBy", "Tenure")) == [
        ORG + "member",
        "https://w3id.org/nhs-it/ns#post",
    ]


def test_a_class_that_a_record_adds_takes_the_marks_of_the_one_above() -> None:
    classes = classes_of(_graph(ADDED))
    assert classes.kinds_with("isPublic") == ("Body", "Fund", "Quango", "Unit")
    assert "Fund" in classes.kinds_below(ORG + "Organization")
    assert classes.word("heading", "Fund") == "Bodies and companies"
    assert classes.word("plural", "Fund") == "quangos"
    assert classes.word("plural", "Body") == "bodies"


def test_what_nobody_marks_has_no_word() -> None:
    classes = classes_of(_graph(""))
    assert classes.word("heading", "Citation") == ""
    assert classes.word("heading", "NoSuchClass") == ""
    assert classes.marked("noSuchMark", "Body") == ()


def test_what_a_mark_says_is_not_so_is_not_marked() -> None:
    denied = "nhsit:Guild a owl:Class ; nhsit:isPublic false ."
    assert "Guild" not in classes_of(_graph(denied)).kinds_with("isPublic")


def test_each_graph_is_read_anew() -> None:
    first, second = _graph(""), _graph(ADDED)
    assert classes_of(first).kinds_with("isPublic") != classes_of(second).kinds_with("isPublic")
    assert classes_of(first) is classes_of(first)
