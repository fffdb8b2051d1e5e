"""What the record lacks: each kind of gap found where it is, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.ask.worklist import find_facts, find_lacks, load_kinds, read_kinds
from kg.engine.store import LocalGraph, open_graph
from kg.errors import UsageError
from kg.index.index import index_of
from kg.make.pipeline import build
from kg.model.terms import SHIPPED
from tests.conftest import ROOT, write_tables
from tests.lacking import LACKING


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> LocalGraph:
    folder = tmp_path_factory.mktemp("gaps")
    build(write_tables(folder, LACKING), folder / "output")
    return open_graph(folder / "output")


FOUND = {
    "plan-passed": [("late", "2015")],
    "unknown-unsought": [("r1-implementation-unknown-project-2012", "")],
    "national-undated": [("never", "")],
    "contract-overrun": [("over", "2014")],
    "verdict-before-sources": [("r4-implementation-enacted-project-2012", "2012")],
    "report-numbers-missing": [("rep", "3 of 4")],
    "report-incomplete": [("rep", "3 of 5")],
    "body-no-start": [("never", "")],
    "verdict-not-found": [("r1", ""), ("r2", "")],
}


@pytest.mark.parametrize("name", sorted(FOUND))
def test_a_gap_is_found_where_it_is_and_nowhere_else(graph: LocalGraph, name: str) -> None:
    lacks = find_lacks(graph, index_of(graph), load_kinds(graph, [name]))
    assert [(one.fact, one.what) for one in lacks] == FOUND[name]


def test_a_lack_says_its_row_and_what_it_is(graph: LocalGraph) -> None:
    (one,) = find_lacks(graph, index_of(graph), load_kinds(graph, ["plan-passed"]))
    assert (one.label, one.row) == ("Late", "events.csv:3")


def test_on_a_topic_is_the_advice_its_report_and_the_views_on_it(graph: LocalGraph) -> None:
    lacks = find_lacks(graph, index_of(graph), load_kinds(graph), "topic-a")
    assert {one.fact for one in lacks} == {"rep", "r1", "r1-implementation-unknown-project-2012"}


def test_an_unknown_kind_has_a_suggestion(graph: LocalGraph) -> None:
    with pytest.raises(UsageError, match="there is no kind of gap 'plan-past'; did you mean"):
        load_kinds(graph, ["plan-past"])


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("# title: x\n# weight: work", "has no '# description"),
        ("# title: x\n# weight: heavy\n# description: y", "'heavy' is no weight; expected warning"),
    ],
)
def test_a_gap_without_a_proper_header_says_what_is_wrong(
    tmp_path: Path, head: str, told: str
) -> None:
    (tmp_path / "gaps").mkdir()
    (tmp_path / "gaps" / "odd.rq").write_text(f"{head}\nSELECT ?fact WHERE {{ }}\n", "utf8")
    with pytest.raises(UsageError, match=told):
        read_kinds(tmp_path, SHIPPED)


def test_every_shipped_gap_explains_itself() -> None:
    kinds = read_kinds(ROOT / "ontology", SHIPPED)
    assert len({kind.title for kind in kinds}) == len(kinds) >= 20
    assert all(kind.description.endswith(".") for kind in kinds)


def test_what_one_fact_lacks_is_what_the_whole_list_says_of_it(graph: LocalGraph) -> None:
    for kind in load_kinds(graph):
        every = find_facts(graph, kind)
        for fact in [*[*every][:5], SHIPPED.entity("rep"), SHIPPED.entity("r1")]:
            one = find_facts(graph, kind, {"fact": ox.NamedNode(fact)})
            assert one == {iri: what for iri, what in every.items() if iri == fact}
