"""Differences between graphs in any vocabulary: statements are named and counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.ask.diff import Difference, compare
from kg.engine.store import open_graph

HEAD = """
@prefix ex: <http://example.org/> . @prefix org: <http://www.w3.org/ns/org#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix nhsit: <https://w3id.org/nhs-it/ns#> .
"""
NESTED = "ex:a ex:site [ ex:address [ ex:no 1 ] ] ; ex:list ( 1 [ ex:p 2 ] ) ."


def _compare(folder: Path, old: str, new: str) -> Difference:
    for name, text in (("old.trig", old), ("new.trig", new)):
        (folder / name).write_text(HEAD + text, "utf8")
    return compare(open_graph(folder / "old.trig"), open_graph(folder / "new.trig"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(NESTED, NESTED, id="the same"),
        pytest.param("_:x ex:p _:y .", "_:p ex:p _:q .", id="other names of blank nodes"),
        pytest.param(
            "_:a ex:p _:b . _:b ex:p _:a .", "_:b ex:p _:c . _:c ex:p _:b .", id="circles"
        ),
        pytest.param("ex:g { ex:a ex:b 1 }", "GRAPH ex:g { ex:a ex:b 1 }", id="graphs"),
        pytest.param("ex:a ex:b 'x'@EN .", "ex:a ex:b 'x'@en .", id="case of a language"),
    ],
)
def test_what_says_the_same_does_not_differ(tmp_path: Path, old: str, new: str) -> None:
    assert _compare(tmp_path, old, new).is_empty


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        pytest.param("ex:a ex:n 10 .", "ex:a ex:n 20 .", "n: 10 → 20", id="a value"),
        pytest.param("ex:a ex:n 01 .", "ex:a ex:n 1 .", "n: 01 → 1", id="how it is written"),
        pytest.param("ex:a ex:n 'x'@en .", "ex:a ex:n 'x'@cy .", '"x"@en → "x"@cy', id="language"),
        pytest.param("ex:a ex:n 1 .", "ex:a ex:n 1 ; ex:m 2 .", "m: now 2", id="more"),
        pytest.param("ex:a ex:n 1 ; ex:m 2 .", "ex:a ex:n 1 .", "m: no longer 2", id="less"),
        pytest.param("ex:g { ex:a ex:n 1 }", "ex:h { ex:a ex:n 1 }", "(in ex:h)", id="the graph"),
        pytest.param(NESTED, NESTED.replace("no 1", "no 2"), "[address [no 2]]", id="far inside"),
        pytest.param(NESTED, NESTED.replace("p 2", "p 3"), "(1, [p 3])", id="inside a list"),
        pytest.param("ex:a ex:n [] .", "ex:a ex:n [] , [] .", "n: ", id="one blank node more"),
        pytest.param(
            "ex:a ex:n <<( ex:a ex:b 1 )>> .", "ex:a ex:n <<( ex:a ex:b 2 )>> .",
            "<<( ex:a ex:b 2 )>>", id="a triple term",
        ),
    ],
)  # fmt: skip
def test_what_is_other_is_named(tmp_path: Path, old: str, new: str, told: str) -> None:
    found = _compare(tmp_path, old, new)
    (change,) = found.changes
    assert change.what == "changed"
    assert any(told in line for line in change.detail), change.detail
    assert found.statements_added + found.statements_removed > 0


def test_one_change_leaves_what_has_no_name_alone(tmp_path: Path) -> None:
    found = _compare(tmp_path, NESTED, f"{NESTED} ex:a ex:m [ ex:new 1 ] .")
    (change,) = found.changes
    assert change.detail == ("m: now [new 1]",)


def test_things_that_came_and_went_are_called_by_their_names(tmp_path: Path) -> None:
    found = _compare(
        tmp_path,
        "ex:a a org:Site ; rdfs:label 'Site A' . [] ex:p 1 .",
        "ex:b a org:Site ; rdfs:label 'Site B' .",
    )
    first = found.changes[0]
    assert (first.what, first.kind, first.text) == ("added", "org:Site", "Site B")
    assert {c.what for c in found.changes[1:]} == {"removed"}
    assert (found.statements_added, found.statements_removed) == (2, 3)


def test_facts_in_our_vocabulary_are_told_as_facts_whatever_their_address(tmp_path: Path) -> None:
    body = "ex:a a nhsit:Body ; skos:prefLabel 'Trust'@en ; nhsit:end '2010' ."
    (change,) = _compare(tmp_path, body, body.replace("2010", "2011")).changes
    assert (change.kind, change.detail) == ("Body", ("end: 2010 → 2011",))
    (change,) = _compare(tmp_path, body, body.replace("@en", "@cy")).changes
    assert change.detail == ('prefLabel: "Trust"@en → "Trust"@cy',)
