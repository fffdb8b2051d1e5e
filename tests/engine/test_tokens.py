"""A query as tokens: nothing is lost, and what is only said is told from what is meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.engine.tokens import bare, read_code, read_tokens

SOUP = st.lists(
    st.sampled_from(
        ["'", '"', "'''", '"""', "\\", "#", "<", ">", "\n", " ", "a", ":", "?", ".", "{", "é", "1"]
    )
).map("".join)


@given(st.text() | SOUP)
def test_the_tokens_make_up_the_whole(text: str) -> None:
    assert "".join(token.text for token in read_tokens(text)) == text
    assert len(bare(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("'#' # '", ["string"]),
        ("'it\\'s' x", ["string", "word"]),
        ("'''a'b''c''' x", ["string", "word"]),
        ('"""a"b""c\n""" x', ["string", "word"]),
        ("'' 'a'", ["string", "string"]),
        ("<a#b> <c", ["iri", "mark", "word"]),
        ("?a<?b && ?c>1", ["variable", "mark", "variable", "mark", "variable", "mark", "number"]),
        ("a:b.c\\#d%2F. x", ["name", "mark", "word"]),
        (":a _:b.c ?d", ["name", "blank", "variable"]),
        ("'x'@en-GB^^xsd:date", ["string", "language", "mark", "name"]),
        ("1.5e3 .5 1.", ["number", "number", "number", "mark"]),
        ("# a\rb\n# c", ["word"]),
        ("<<( ?a ?b ?c )>>", ["mark", "variable", "variable", "variable", "mark"]),
    ],
)
def test_each_token_has_its_kind(text: str, kinds: list[str]) -> None:
    assert [token.kind for token in read_code(text)] == kinds


def test_what_is_blanked_keeps_its_length() -> None:
    text = 'SELECT * { ?s <a#b> "x # y" , \'z # "\' } # end'
    assert len(bare(text)) == len(text)
    assert bare(text).split() == ["SELECT", "*", "{", "?s", ",", "}"]
