"""What the editor completes for a graph with a vocabulary of its own, or none that is declared."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.ask.known_terms import PROPERTY, read_terms
from kg.engine.store import LocalGraph, open_graph
from kg.serve.query_page.asked import fill_question
from kg.serve.query_page.query_html import example_query


def test_a_graph_that_declares_nothing_is_known_by_what_it_uses() -> None:
    store = ox.Store()
    store.load(
        b"<http://e.org/a> a <http://e.org/v#Ship> ; <http://e.org/v#sails> <http://e.org/b> .",
        format=ox.RdfFormat.TURTLE,
    )
    terms = {term[0]: term[1:5] for term in read_terms(LocalGraph(store, "ships"))["terms"]}
    assert terms["http://e.org/v#Ship"] == ("class", "", "", 1)
    assert terms["http://e.org/v#sails"] == ("property", "", "", 1)


def test_the_most_used_come_first_and_no_term_twice(memory_output: Path) -> None:
    terms = read_terms(open_graph(memory_output))["terms"]
    uses = [term[4] for term in terms]
    assert uses == sorted(uses, reverse=True)
    names = [term[0] for term in terms]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("prefix", ["nhsit", "rail"])
def test_the_example_speaks_the_vocabulary_of_the_record(prefix: str) -> None:
    assert f"?body a {prefix}:Body" in example_query(prefix)


def check_offered(graph: LocalGraph, thing: str) -> None:
    """Raise what a question says that does not take what its form offers."""
    terms = read_terms(graph)
    assert terms["kinds"]
    for kind, _ in terms["kinds"]:
        fill_question(graph, "undated", {"kind": kind})
    for name, kind, label, _, uses, scheme in terms["terms"]:
        if kind == PROPERTY and uses and label:
            fill_question(graph, "evidence", {"subject": thing, "property": name})
        if scheme in ("implementations", "responses"):
            fill_question(graph, "with-verdict", {"verdict": name.partition(":")[2]})


def test_what_forms_offer_questions_take(memory_output: Path) -> None:
    check_offered(open_graph(memory_output), "id:old-body")
