"""Terms as N-Triples: whatever the text, an engine reads back the same."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.terms import XSD
from kg.triples.ntriples import iri, literal


def _read(term: str) -> ox.Literal:
    line = f"<x:s> <x:p> {term} .\n"
    [quad] = ox.parse(line.encode(), ox.RdfFormat.N_TRIPLES)
    assert isinstance(quad.object, ox.Literal)
    return quad.object


@given(st.text())
def test_a_text_survives_the_trip(text: str) -> None:
    assert _read(literal(text)) == ox.Literal(text)
    assert _read(literal(text, language="en")) == ox.Literal(text, language="en")
    assert "\n" not in literal(text) and "\r" not in literal(text)


@pytest.mark.parametrize(
    ("term", "written"),
    [
        (literal("a"), '"a"'),
        (literal("a", XSD + "string"), '"a"'),
        (literal("1", XSD + "integer"), f'"1"^^<{XSD}integer>'),
        (literal("a", language="cy"), '"a"@cy'),
        (literal('\\ " \n \r \t'), '"\\\\ \\" \\n \\r \\t"'),
        (iri("x:a"), "<x:a>"),
    ],
)
def test_a_term_is_written_so(term: str, written: str) -> None:
    assert term == written
