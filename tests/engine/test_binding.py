"""A query that is bound answers as the same query would of all values, for those alone."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.engine.parameters import insert_values

TERMS = [ox.NamedNode(f"x:{name}") for name in "abcde"]
QUERIES = [
    "SELECT ?s ?o WHERE { ?s <x:a> ?o }",
    "SELECT ?s ?n WHERE { { SELECT ?s (COUNT(?o) AS ?n) WHERE { ?s <x:a> ?o } GROUP BY ?s } }",
    "SELECT ?s WHERE { ?s <x:a> ?o MINUS { ?s <x:b> ?p } }",
    "SELECT ?s WHERE { ?s <x:a> ?o MINUS { ?p <x:b> ?o } }",
    "SELECT ?s ?o WHERE { ?s <x:a> ?o MINUS { ?p <x:b> ?o FILTER(?p != ?s) } }",
    "SELECT ?s ?p WHERE { ?s <x:a> ?o OPTIONAL { ?o <x:b> ?p MINUS { ?s <x:a> ?p } } }",
    "SELECT ?s ?o WHERE { { ?s <x:a> ?o } UNION { SELECT ?s ?o WHERE { ?o <x:b> ?s } } }",
    "SELECT ?s ?o WHERE { ?s <x:a> ?o { SELECT ?o WHERE { ?s <x:b> ?o } } }",
    "SELECT ?s ?o WHERE { ?s <x:a> ?o { SELECT * WHERE { ?s <x:b> ?o } } }",
    "SELECT ?s ?o WHERE { ?s <x:a> ?q . { SELECT ?s ?o WHERE { ?s <x:b> ?o "
    "{ SELECT ?s (MAX(?m) AS ?o) WHERE { ?s <x:b> ?m } GROUP BY ?s } } } }",
    "SELECT ?s WHERE { { SELECT ?s WHERE { ?s <x:a> ?o MINUS { ?s <x:b> ?o } } } }",
    "SELECT ?s ?o WHERE { ?s <x:a> ?o MINUS { ?s <x:b> ?p FILTER NOT EXISTS { ?o <x:a> ?p } } }",
    "SELECT ?s ?o WHERE { ?s <x:a> ?o MINUS { ?o <x:b> ?p OPTIONAL { ?s <x:b> ?p } } }",
    "SELECT ?s ?o WHERE { ?s <x:a> ?o MINUS { { ?s <x:b> ?o } UNION { ?o <x:b> ?p } } }",
    "SELECT ?s ?o WHERE { ?s <x:a> ?o FILTER NOT EXISTS { { SELECT ?s WHERE { ?s <x:b> ?p } } } }",
    "SELECT ?s ?o WHERE { ?s <x:a> ?o MINUS { ?s <x:b> ?p { SELECT ?p WHERE { ?s <x:a> ?p } } } }",
]
"""With subqueries, unions, what is taken away and what is not there, of the variable ?s."""
GRAPHS = st.lists(
    st.tuples(*(st.sampled_from(part) for part in (TERMS, TERMS[:2], TERMS))), max_size=12
)


def _rows(store: ox.Store, query: str) -> list[tuple[str, ...]]:
    return sorted(tuple(map(str, solution)) for solution in store.query(query))  # type: ignore[union-attr]


@pytest.mark.parametrize("query", QUERIES)
@settings(max_examples=60)
@given(GRAPHS)
def test_the_answers_are_those_of_all_that_are_of_the_value(
    query: str, triples: list[tuple[ox.NamedNode, ...]]
) -> None:
    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in triples)
    every = _rows(store, query)
    for term in TERMS:
        wanted = [row for row in every if row[0] == str(term)]
        assert _rows(store, insert_values(query, {"s": term})) == wanted


def test_rows_that_a_subquery_counts_off_stay_as_they_are() -> None:
    query = "SELECT ?s WHERE { { SELECT ?s WHERE { ?s ?p ?o } ORDER BY ?s LIMIT 1 } }"
    assert insert_values(query, {"s": TERMS[0]}).count("VALUES") == 1


def test_of_several_variables_those_are_bound_that_are_known_there() -> None:
    query = "SELECT ?s ?o WHERE { ?s ?p ?o { SELECT ?s WHERE { ?s ?q ?o } } }"
    bound = insert_values(query, {"o": TERMS[0], "s": TERMS[1]})
    assert "VALUES (?o ?s) { (<x:a> <x:b>) }" in bound
    assert "VALUES (?s) { (<x:b>) }" in bound
