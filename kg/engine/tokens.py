"""A query in tokens, as the grammar of SPARQL has them (19.8): what is code, what is only said.

The engine gives no parsed form of a query, and its parser knows no words: a keyword may touch what
stands beside it (`SERVICEx:y {` calls, `trueSERVICE` too). So words are not taken to be whole here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_LOCAL = r"(?:[\w:]|%[0-9A-Fa-f]{2}|\\.)"
_TOKEN = re.compile(
    rf"""
      (?P<comment>\#[^\r\n]*+)
    | (?P<string>
          \"\"\"(?:[^"\\]|\\.|"(?!""))*+\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*+'''
        | "(?:[^"\\\r\n]|\\.)*+" | '(?:[^'\\\r\n]|\\.)*+')
    | (?P<iri><[^<>"{{}}|^`\\\x00-\x20]*+>|<(?:[^<>"{{}}|^`\\\x00-\x20]|\\[uU][0-9A-Fa-f]+)*+>)
    | (?P<variable>[?$]\w+)
    | (?P<blank>_:\w(?:[\w-]|\.+(?=[\w-]))*+)
    | (?P<name>(?:[^\W\d_](?:[\w-]|\.+(?=[\w-]))*+)?:(?:{_LOCAL}(?:{_LOCAL}|-|\.+(?=[\w:%\\-]))*+)?)
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*+)
    | (?P<number>(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?)
    | (?P<word>[^\W\d]\w*+)
    | (?P<mark><<\(|\)>>|<<|>>|\{{\||\|\}}|\^\^|&&|\|\||!=|<=|>=|[^\s\w])
    | (?P<space>\s++)
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """A token: the name of its kind, its text and where it begins."""

    kind: str
    text: str
    start: int


def read_tokens(text: str) -> Iterator[Token]:
    """Yield all of a query, white space and comments too, so that the texts make up the whole."""
    for found in _TOKEN.finditer(text):
        yield Token(str(found.lastgroup), found[0], found.start())


def read_code(text: str) -> Iterator[Token]:
    """Yield the tokens of a query that mean something."""
    return (token for token in read_tokens(text) if token.kind not in ("space", "comment"))


def bare(text: str) -> str:
    """Return a query without its strings, IRIs and comments, each a blank of the same length."""
    return "".join(
        " " * len(token.text) if token.kind in ("comment", "string", "iri") else token.text
        for token in read_tokens(text)
    )
