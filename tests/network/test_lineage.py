"""Lines of succession: what happened counts, and the index says what SPARQL says."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.graph.index import Index, index_of, open_index
from kg.graph.store import LocalGraph, open_graph
from kg.network.lineage import find_closure, find_lineage
from kg.network.trees import to_dot, to_mermaid, to_tree


def test_the_line_goes_up_and_down_with_law_and_cause(index: Index) -> None:
    found = find_lineage(index, "old-body")
    assert (found.forerunners, found.heirs) == (["oldest-body"], ["new-body"])
    (link,) = found.up
    assert (link.date, link.laws, link.triggers, link.sources) == (
        "2001-04-01", ("An Act 2000",), ("A Report",), ("A source",),
    )  # fmt: skip


def test_one_side_can_be_left_out(index: Index) -> None:
    assert find_lineage(index, "old-body", up=False).up == ()
    assert find_lineage(index, "old-body", down=False).down == ()


def test_a_plan_is_no_succession(index: Index) -> None:
    assert find_lineage(index, "new-body", up=False, wide=True).down == ()


def test_the_tree_is_drawn_with_dates(index: Index) -> None:
    assert to_tree(find_lineage(index, "oldest-body")) == (
        "Oldest Body (until 2001-04-01)\n"
        "came after:\n"
        "└─ Old Body (2001-04-01 to 2013-04-01)  "
        "[2001-04-01; under An Act 2000; because of A Report]\n"
        "   └─ New Body (from 2013-04-01, end not known)  [2013-04-01]\n"
    )


def test_mermaid_and_dot_hold_every_step(index: Index) -> None:
    found = find_lineage(index, "oldest-body")
    assert to_mermaid(found).count("-->") == 2
    assert to_dot(found).count("->") == 2
    assert '"old-body" -> "new-body" [label="2013-04-01", style=solid];' in to_dot(found)


@pytest.mark.slow
def test_the_index_follows_every_line_that_sparql_follows(shipped_output: Path) -> None:
    graph = open_graph(shipped_output)
    index = index_of(graph)
    pairs: dict[str, set[str]] = {}
    for solution in graph.query("SELECT ?a ?b { ?a nhsit:precedes ?b }"):  # type: ignore[union-attr]
        a, b = (solution[n].value.rpartition("/")[2] for n in ("a", "b"))  # type: ignore[index]
        pairs.setdefault(a, set()).add(b)
    assert len(pairs) > 100
    for slug, heirs in pairs.items():
        assert find_closure(index, slug) == sorted(heirs)
        for heir in heirs:
            assert slug in find_closure(index, heir, down=False)


@pytest.mark.slow
def test_who_asks_for_many_lines_gets_what_who_asks_for_one_gets(shipped_output: Path) -> None:
    """One index reads all steps at once after some; a fresh one reads each by itself."""
    many = index_of(open_graph(shipped_output))
    slugs = sorted(entity.slug for entity in many.of_kinds(["Body", "Programme"]))
    lines = {slug: find_lineage(many, slug, wide=True) for slug in slugs}
    long = [slug for slug in slugs if len(lines[slug].up) > 3]
    assert len(long) > 10
    for slug in long:
        one = open_index(shipped_output)
        assert one is not None
        assert find_lineage(one, slug, wide=True) == lines[slug]


def test_a_graph_without_an_index_gets_one_in_memory(graph: LocalGraph, index: Index) -> None:
    file = open_graph(f"{graph.place}/nhs-it.ttl")
    assert find_lineage(index_of(file), "old-body") == find_lineage(index, "old-body")
