"""Terms as N-Triples writes them: what the engine writes is taken apart and read by people."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.engine.graph import text_of, write
from kg.model import notation
from kg.model.terms import Space

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
TRIPLE = ox.Triple(
    ox.NamedNode("x:a"), ox.NamedNode("x:b"), ox.Literal('c " )>> \\ d', language="en")
)
NESTED = ox.Triple(ox.BlankNode("e"), ox.NamedNode("x:f"), TRIPLE)


@given(WORDS)
def test_a_text_comes_back_from_its_term(text: str) -> None:
    for literal in (ox.Literal(text), ox.Literal(text, language="en"),
                    ox.Literal(text, datatype=ox.NamedNode("x:t"))):  # fmt: skip
        found = notation.read_literal(write(literal))
        assert found.text == text
        assert found.language == (literal.language or "")
        assert found.datatype == ("x:t" if literal.datatype.value == "x:t" else "")


def test_a_direction_is_no_part_of_the_language() -> None:
    literal = ox.Literal("abc", language="ar", direction=ox.BaseDirection.RTL)
    assert notation.read_literal(write(literal)) == notation.Text("abc", "ar", "rtl")


@pytest.mark.parametrize(
    ("term", "kind"),
    [
        (ox.NamedNode("x:a"), notation.is_iri),
        (ox.BlankNode("a"), notation.is_blank),
        (ox.Literal("<x:a>"), notation.is_literal),
        (TRIPLE, notation.is_triple),
        (NESTED, notation.is_triple),
    ],
)
def test_a_term_is_of_one_kind(term: object, kind: object) -> None:
    tests = (notation.is_iri, notation.is_blank, notation.is_literal, notation.is_triple)
    assert [test for test in tests if test(write(term))] == [kind]


@pytest.mark.parametrize("triple", [TRIPLE, NESTED])
def test_a_triple_comes_apart_into_its_three_terms(triple: ox.Triple) -> None:
    parts = notation.split_triple(write(triple))
    assert parts == (write(triple.subject), write(triple.predicate), write(triple.object))


@pytest.mark.parametrize("triple", [TRIPLE, NESTED])
def test_a_line_is_split_before_its_object_whatever_that_holds(triple: ox.Triple) -> None:
    line = f"{ox.Quad(ox.BlankNode('s'), ox.NamedNode('x:p'), triple)} ."
    assert notation.split_line(line) == ("_:s", "<x:p>", write(triple))


def test_people_read_curies_texts_and_triples_in_brackets() -> None:
    space = Space()
    assert notation.show("<https://w3id.org/nhs-it/ns#Body>", space) == "nhsit:Body"
    assert notation.show('"a\\nb"@en', space) == "a\nb"
    assert notation.show("_:b1", space) == "_:b1"
    assert notation.show(write(NESTED), space) == '<<( _:e x:f <<( x:a x:b c " )>> \\ d )>> )>>'
    assert notation.show("<x:a>", space, {"x:a": "Ann"}.__getitem__) == "Ann"


def test_names_go_to_terms_and_back() -> None:
    for term in ("<x:a>", "_:b0"):
        assert notation.write_name(notation.name_of(term)) == term


def test_what_a_term_is_known_by() -> None:
    assert text_of(None) == ""
    assert text_of(ox.NamedNode("x:a")) == "x:a"
    assert text_of(ox.Literal("a", language="en")) == "a"
    assert text_of(ox.BlankNode("b")) == "_:b"
    assert text_of(TRIPLE).startswith("<<( <x:a> <x:b> ")
