"""Differences between two graphs, in facts: added, removed, changed."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg.ask.diff import Difference, compare
from kg.engine.store import LocalGraph, open_graph
from tests.conftest import Tables, write_tables
from tests.memory import MEMORY

Compare = Callable[[Callable[[dict[str, list[dict[str, str]]]], None]], Difference]


@pytest.fixture
def change(graph: LocalGraph, tmp_path: Path) -> Compare:
    """Return what differs once the tables have been edited."""

    def run(edit: Callable[[dict[str, list[dict[str, str]]]], None]) -> Difference:
        tables: Tables = copy.deepcopy(MEMORY)
        edit(tables)  # type: ignore[arg-type]
        kg.build(write_tables(tmp_path, tables), tmp_path / "output")
        return compare(graph, open_graph(tmp_path / "output"))

    return run


def test_a_graph_does_not_differ_from_itself(graph: LocalGraph) -> None:
    assert compare(graph, graph).is_empty
    assert compare(graph, open_graph(f"{graph.place}/nhs-it.ttl")).is_empty


def test_a_corrected_end_is_one_change(change: Compare) -> None:
    found = change(lambda tables: tables["claims"][0].update(end="2011"))
    (told,) = found.changes
    assert (told.what, told.kind, told.detail) == ("changed", "Claim", ("end: 2010 → 2011",))
    assert told.text == "Old Body parent body Gone Body (2006 to 2011)"


def test_a_new_person_is_added(change: Compare) -> None:
    found = change(
        lambda t: t["people"].append({"id": "bob", "label": "Bob Jones", "sources": "src"})
    )
    assert [(c.what, c.node, c.text) for c in found.changes] == [("added", "bob", "Bob Jones")]


def test_a_claim_that_went_is_removed_once(change: Compare) -> None:
    found = change(lambda tables: tables["claims"].pop(0))
    assert [(c.what, c.kind) for c in found.changes] == [("removed", "Claim")]


def test_a_further_source_is_told_by_its_title(change: Compare) -> None:
    found = change(lambda tables: tables["people"][0].update(sources="src|src-2#p. 9"))
    assert found.changes[0].detail == ("evidence: now Another source, p. 9",)


def test_what_rules_derive_is_counted_apart(change: Compare) -> None:
    found = change(lambda tables: tables["events"].pop(0))
    assert found.derived_removed > 0
    assert {c.what for c in found.changes} == {"removed"}
