"""Lines of succession: what happened counts, and the index says what SPARQL says."""

from __future__ import annotations

import re
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.engine.store import LocalGraph, open_graph
from kg.history.lineage import find_closure, find_lineage
from kg.history.trees import to_dot, to_mermaid, to_tree
from kg.index.index import Index, index_of, open_index
from kg.index.packing import LARGE, group_steps
from kg.index.steps import STRICT, WIDE
from kg.model import terms

History = tuple[str, str, str, str]
"""What came before, what after, in which way, on which day."""
THINGS = ("a", "b", "c", "d", "e", "f")
LABELS = {"a": "A\x1fl\x1epha", "b": "Bëta", "c": "", "d": "D"}
"""The things that the graph describes: one without a label, one with what stands between cells."""


def histories() -> st.SearchStrategy[list[History]]:
    thing = st.sampled_from(THINGS)
    how = st.sampled_from(["succession", "acquired"])
    day = st.sampled_from(["", "2001-04-01", "2013-04-01"])
    return st.lists(st.tuples(thing, thing, how, day), max_size=12)


def store_of(steps: list[History]) -> ox.Store:
    """Return a graph of some things, and of steps by the events and claims `e00`, `e01` and on."""
    facts = [f'id:{slug} a nhsit:Body ; skos:prefLabel "{text}" .' for slug, text in LABELS.items()]
    for n, (before, after, how, day) in enumerate(steps):
        if how == "succession":
            facts.append(f"id:e{n:02} nhsit:counts true ; nhsit:endedBody id:{before} ; ")
            facts.append(f"nhsit:createdBody id:{after} .")
        else:
            facts.append(
                f"id:e{n:02} nhsit:counts true ; rdf:predicate nhsit:acquired ; rdf:object id:{before} ; "
            )
            facts.append(f"rdf:subject id:{after} .")
        if day:
            facts.append(f'id:e{n:02} nhsit:dateEarliest "{day}" .')
    store = ox.Store()
    store.update("INSERT DATA { " + "\n".join(facts) + "}", prefixes=terms.SHIPPED.prefixes)
    return store


def plain_walk(steps: list[History], root: str, down: bool, ways: tuple[str, ...]) -> list[str]:
    """Return the events of a closure by a breadth-first walk over a plain list of steps."""
    here, there = (0, 1) if down else (1, 0)
    order = sorted(range(len(steps)), key=lambda n: (steps[n][3], steps[n][there], f"e{n:02}"))
    found, todo = [], [root]
    for current in todo:
        for n in order:
            if steps[n][here] == current and steps[n][2] in ways:
                found.append(f"e{n:02}")
                if steps[n][there] not in todo:
                    todo.append(steps[n][there])
    return found


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
        "Oldest Body (until 31 March 2001)\n"
        "came after:\n"
        "└─ Old Body (1 April 2001 to 31 March 2013)\n"
        "       1 April 2001; under An Act 2000; because of A Report\n"
        "   └─ New Body (from 1 April 2013, end not known)\n"
        "          1 April 2013\n"
    )


def test_mermaid_and_dot_hold_every_step(index: Index) -> None:
    found = find_lineage(index, "oldest-body")
    assert to_mermaid(found).count("-->") == 2
    assert to_dot(found).count("->") == 2
    assert '"old-body" -> "new-body" [label="1 April 2013", style=solid];' in to_dot(found)


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
def test_a_line_is_the_same_whatever_was_asked_before(shipped_output: Path) -> None:
    many = index_of(open_graph(shipped_output))
    slugs = sorted(entity.slug for entity in many.of_kinds(["Body", "Programme"]))
    lines = {slug: find_lineage(many, slug, wide=True) for slug in slugs}
    long = [slug for slug in slugs if len(lines[slug].up) > 3]
    assert len(long) > 10
    for slug in long:
        one = open_index(shipped_output)
        assert one is not None
        assert find_lineage(one, slug, wide=True) == lines[slug]


@given(
    histories(),
    st.sampled_from([0, 3, LARGE]),
    st.booleans(),
    st.sampled_from([STRICT, WIDE, ("acquired",)]),
)
@settings(max_examples=60)
def test_a_family_is_walked_as_its_steps_are(
    steps: list[History], large: int, down: bool, ways: tuple[str, ...]
) -> None:
    """Kept whole or read thing by thing, circles and things that followed themselves included."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kg.index.packing.LARGE", large)
        index = index_of(LocalGraph(store_of(steps), "memory"))
    for root in (*THINGS, "nobody"):
        links = index.closure(root, down, ways)
        ends = {root}.union(*((link.before, link.after) for link in links))
        assert [link.via for link in links] == plain_walk(steps, root, down, ways)
        assert find_closure(index, root, down, ways) == sorted(
            {link.after if down else link.before for link in links}
        )
        outlines = index.outlines(ends)
        assert outlines.keys() == ends & LABELS.keys()
        assert all(outlines[s] == (re.sub("[\x1e\x1f]", " ", LABELS[s]), "", "") for s in outlines)


@given(histories())
def test_no_step_leads_out_of_a_family(steps: list[History]) -> None:
    rows = [(before, after, how) for before, after, how, _ in steps]
    families = group_steps(rows)
    assert sorted(row for family in families for row in family) == sorted(rows)
    things = [{thing for row in family for thing in row[:2]} for family in families]
    assert sum(map(len, things)) == len(set().union(*things))
    for family in families:
        joined = nx.Graph([row[:2] for row in family])
        assert nx.is_connected(joined)


def test_a_graph_without_an_index_gets_one_in_memory(graph: LocalGraph, index: Index) -> None:
    file = open_graph(f"{graph.place}/nhs-it.ttl")
    assert find_lineage(index_of(file), "old-body") == find_lineage(index, "old-body")
