"""A rule waits for every earlier one that derives what it asks for, and for no other."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

import pyoxigraph as ox
import pytest

from kg.model import terms
from kg.read.ontology import load_rules
from kg.triples.infer import infer
from kg.triples.rule_order import find_waits, run_in_order

ROOT = Path(__file__).parents[2]
RULES = load_rules(ROOT / "ontology")


def _waits(*rules: tuple[str, str]) -> list[list[int]]:
    texts = [f"CONSTRUCT {{ {made} }} WHERE {{ {asked} }}" for made, asked in rules]
    return find_waits([(str(i), text) for i, text in enumerate(texts)])


def test_a_rule_waits_for_what_it_asks_for_alone() -> None:
    assert _waits(("?a x:b ?c", "?a x:a ?c"), ("?a x:d ?c", "?a x:b ?c"), ("?a x:e ?c", "?a x:a ?c")) == [[], [0], []]  # fmt: skip


@pytest.mark.parametrize(
    "asked",
    [
        "?a ?p ?c",
        "?a x:a ?b ; ?p ?c",
        "FILTER(?a = 1) ?a ?p ?c",
        "{ ?a ?p ?c } UNION { ?a x:a ?c }",
        "SELECT ?a WHERE { OPTIONAL { <x:s> ?p ?c } }",
        "MINUS { ?a (x:a|x:c)+ ?b . ?b ?p ?c }",
        "FILTER NOT EXISTS { ?a ?p ?c }",
    ],
)
def test_one_that_asks_for_any_property_waits_for_all(asked: str) -> None:
    assert _waits(("?a x:b ?c", "?a x:a ?c"), ("?a x:d ?c", asked)) == [[], [0]]


@pytest.mark.parametrize(
    "asked",
    [
        "VALUES ?k { x:k x:l } ?a x:a ?k",
        "SELECT ?a (MAX(?c) AS ?d) WHERE { ?a x:a ?c } GROUP BY ?a",
        '?a x:a "?a ?p ?c" . # ?a x:b ?c',
        "?a x:a/x:c ?c . FILTER(?c IN (x:k, x:l))",
        "BIND(IF(?a = ?c, ?a, ?c) AS ?d) ?a x:a ?c",
    ],
)
def test_one_that_names_each_property_does_not(asked: str) -> None:
    assert _waits(("?a x:b ?c", "?a x:a ?c"), ("?a x:d ?c", asked)) == [[], []]


def test_whoever_derives_any_property_is_waited_for() -> None:
    assert _waits(("?a ?p ?c", "?p x:a ?c"), ("?a x:d ?c", "?a x:b ?c")) == [[], [0]]


def test_classes_count_one_by_one_unless_any_is_meant() -> None:
    made = ("?a a x:K", "?a x:a ?c")
    assert _waits(made, ("?a x:d ?c", "?a a x:L")) == [[], []]
    assert _waits(made, ("?a x:d ?c", "?a a x:K")) == [[], [0]]
    assert _waits(made, ("?a x:d ?c", "?a a ?k")) == [[], [0]]
    assert _waits(("?a a ?k", "?a x:a ?k"), ("?a x:d ?c", "?a a x:L")) == [[], [0]]


def test_the_rules_of_the_record_wait_for_what_their_words_say() -> None:
    names = [name[:2] for name, _ in RULES]
    waits = dict(zip((name for name, _ in RULES), find_waits(RULES), strict=True))
    assert names[0] in {names[i] for i in waits["01-succession"]}
    assert [RULES[i][0] for i in waits["03-lineage"]] == ["01-succession"]
    assert {"09-standing", "10-contested"} <= {RULES[i][0] for i in waits["11-outcome"]}


def test_nothing_begins_before_what_it_waits_for_has_ended() -> None:
    waits = [[], [0], [0], [1, 2], [], [4, 3]]
    ended: list[int] = []
    lock = Lock()

    def run(place: int) -> None:
        with lock:
            assert set(waits[place]) <= set(ended)
        with lock:
            ended.append(place)

    for jobs in (1, 2, 6):
        ended.clear()
        run_in_order(waits, run, jobs)
        assert sorted(ended) == list(range(6))


def test_what_a_call_raises_is_raised() -> None:
    def run(place: int) -> None:
        if place == 1:
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        run_in_order([[], [0], [1]], run)


def test_many_at_once_derive_what_one_after_another_does() -> None:
    layer = ox.NamedNode(terms.SHIPPED.layer("inferred"))
    found = []
    for jobs in (1, 4):
        store = ox.Store()
        store.bulk_load(path=str(ROOT / "tests" / "example.ttl"), format=ox.RdfFormat.TURTLE)
        infer(store, RULES, layer=layer, jobs=jobs)
        found.append({str(quad) for quad in store})
    assert found[0] == found[1]
