"""The rules derive what they say, from events that happened, and nothing twice."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import UsageError
from kg.model import terms
from kg.read.ontology import load_rules
from kg.triples.infer import infer

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def derived() -> set[tuple[str, str, str]]:
    store = ox.Store()
    store.bulk_load(path=str(ROOT / "tests" / "example.ttl"), format=ox.RdfFormat.TURTLE)
    found = infer(store, load_rules(ROOT / "ontology"))
    triples = [quad.triple for quad in ox.parse("\n".join(found).encode(), ox.RdfFormat.N_TRIPLES)]
    assert all(ox.Quad(*triple) in store for triple in triples)
    return {
        (terms.compress(t.subject.value), terms.compress(t.predicate.value), _short(t.object))
        for t in triples
    }


def _short(term: ox.NamedNode | ox.Literal) -> str:
    return terms.compress(term.value) if isinstance(term, ox.NamedNode) else term.value


def _pairs(derived: set[tuple[str, str, str]], predicate: str) -> set[tuple[str, str]]:
    return {(s, o) for s, p, o in derived if p == predicate}


def test_what_ended_was_replaced_by_what_took_its_place(
    derived: set[tuple[str, str, str]],
) -> None:
    assert _pairs(derived, "nhsit:replacedBy") == {
        ("id:region", "id:region-east"),
        ("id:region", "id:region-west"),
        ("id:north-trust", "id:joint-trust"),
        ("id:south-trust", "id:joint-trust"),
        ("id:records-centre", "id:data-agency"),
        ("id:data-agency", "id:national-board"),
        ("id:old-net", "id:new-net"),
    }


def test_what_is_only_planned_ends_nothing(derived: set[tuple[str, str, str]]) -> None:
    assert not any(s == "id:national-board" and "ended" in p for s, p, _ in derived)


def test_lineage_reaches_beyond_the_next_heir(derived: set[tuple[str, str, str]]) -> None:
    assert ("id:records-centre", "id:national-board") in _pairs(derived, "nhsit:precedes")
    assert ("id:national-board", "id:records-centre") in _pairs(derived, "nhsit:follows")


def test_a_life_is_that_of_the_event_and_only_else_that_of_the_row(
    derived: set[tuple[str, str, str]],
) -> None:
    assert _pairs(derived, "nhsit:bornEarliest") >= {
        ("id:data-agency", "2013-04-01"),
        ("id:records-programme", "2003-06-01"),
        ("id:digital-unit", "2015-01-01"),
    }
    assert ("id:data-agency", "2013-01-01") not in _pairs(derived, "nhsit:bornEarliest")
    assert ("id:digital-unit", "2020-06-30") in _pairs(derived, "nhsit:endedLatest")


def test_latest_views_that_differ_are_contested(derived: set[tuple[str, str, str]]) -> None:
    """Of recommendation 8 the early view was given up, and unknown disputes nobody."""
    assert _pairs(derived, "nhsit:contested") == {("id:rec-7", "true")}


def test_functions_pass_between_bodies_that_go_on(derived: set[tuple[str, str, str]]) -> None:
    assert _pairs(derived, "nhsit:functionsTo") == {("id:department", "id:national-board")}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("CONSTRUCT {", "rules/01-bad.rq: ", id="a rule that does not parse"),
        pytest.param("ASK {}", "is not a CONSTRUCT query", id="a rule that constructs nothing"),
    ],
)
def test_a_broken_rule_is_named(text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        infer(ox.Store(), [("01-bad", text)])
