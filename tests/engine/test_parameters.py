"""Terms from words, and terms into the text of a query for endpoints."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.engine.parameters import insert_values, read_term
from kg.errors import QueryError, UsageError
from kg.model import terms

NHSX = ox.NamedNode(terms.SHIPPED.things + "nhsx")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("id:nhsx", f"<{terms.SHIPPED.things}nhsx>"),
        ("<https://example.org/a>", "<https://example.org/a>"),
        ("https://example.org/a", "<https://example.org/a>"),
        ('"Wort"@de', '"Wort"@de'),
        ('"2019"^^xsd:gYear', f'"2019"^^<{terms.XSD}gYear>'),
        ("12", f'"12"^^<{terms.XSD}integer>'),
        ("-1.5", f'"-1.5"^^<{terms.XSD}decimal>'),
        ("true", f'"true"^^<{terms.XSD}boolean>'),
        ("2019-07-01", f'"2019-07-01"^^<{terms.XSD}date>'),
        ("nhsx", '"nhsx"'),
        ("NHS Connecting for Health", '"NHS Connecting for Health"'),
        ("nosuch:thing", '"nosuch:thing"'),
        ("", '""'),
        ("[]", '"[]"'),
        ("1 . <a:a> <b:b> 2", '"1 . <a:a> <b:b> 2"'),
    ],
)
def test_a_text_means_a_term(text: str, written: str) -> None:
    assert str(read_term(text)) == written


@given(st.text())
def test_any_text_is_a_term_or_a_usage_error(text: str) -> None:
    try:
        assert isinstance(read_term(text), ox.NamedNode | ox.Literal)
    except UsageError:
        assert text.startswith(("<", '"', "http"))


@pytest.mark.parametrize("text", ["<no iri>", '"no end', '"a" , "b"', "http://a b"])
def test_what_begins_like_a_term_must_be_one(text: str) -> None:
    with pytest.raises(UsageError, match="neither an IRI nor a quoted literal"):
        read_term(text)


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        pytest.param("SELECT ?o WHERE { ?s ?p ?o }", 1, id="select"),
        pytest.param("SELECT ?o { ?s ?p ?o # { \n }", 1, id="without WHERE"),
        pytest.param("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", 1, id="construct"),
        pytest.param('SELECT ?o { ?s ?p ?o FILTER(?o != "WHERE {") }', 1, id="braces in a text"),
    ],
)
def test_values_are_put_into_the_outermost_pattern(query: str, rows: int) -> None:
    store = ox.Store()
    store.load(
        f"<{terms.SHIPPED.things}nhsx> <a:p> 1 . <a:other> <a:p> 2 .", format=ox.RdfFormat.TURTLE
    )
    found = store.query(insert_values(query, {"s": NHSX}), prefixes=terms.SHIPPED.prefixes)
    assert len(list(found)) == rows  # type: ignore[arg-type]


def test_a_query_without_a_pattern_cannot_be_bound() -> None:
    for query in ("DESCRIBE ?s", "CONSTRUCT { ?s ?p ?o }"):
        with pytest.raises(QueryError, match="no WHERE"):
            insert_values(query, {"s": NHSX})
