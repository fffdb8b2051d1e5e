"""Say which queries are not even tried: those that change, call out, or end the engine.

The parser and the planner of the engine go down into what is nested, and into long chains: past
some thousands of steps the whole process ends by a signal. The limits below lie at a third of
the fewest that did on a stack of 8 MB, most at a sixth.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from kg.engine.tokens import Token, read_code

DEEPEST = 200
"""Brackets of any kind around each other."""
OPERATORS = 1000
"""Signs between or before the parts of expressions and paths."""
WORDS = 500
"""Words of the language: each OPTIONAL, FILTER, UNION, function and alias is one."""
TOKENS = 5000
"""All that a query says; values of a VALUES block and of lists in brackets are not counted."""
LONGEST = 4_000_000
"""Characters."""

_OPEN, _CLOSE = {"{", "(", "[", "<<", "<<(", "{|"}, {"}", ")", "]", ">>", ")>>", "|}"}
_OPERATORS = {"!", "+", "-", "*", "/", "|", "^", "||", "&&", "=", "!=", "<", ">", "<=", ">="}
_UPDATES = {
    *("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"),
}
_SIGNS = re.compile(r"[^\w:.]")
_ASKS = re.compile(r"\s*+(?:SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)
"""How a query begins that has no prologue."""
_SHORT = 2000
"""Characters in which nothing but brackets can be too many."""


@lru_cache(256)
def find_refusal(text: str, services: frozenset[str] = frozenset()) -> str | None:
    """Return why a query is not even tried, or None; `services` are the servers it may call."""
    calls = "service" in text.lower()
    brackets = sum(map(text.count, "{([<"))
    is_small = len(text) <= _SHORT and brackets <= DEEPEST and not calls
    if is_small and _ASKS.match(text):
        return None
    if len(text) > LONGEST:
        return f"query: is longer than {LONGEST:,} characters"
    begins = _first_word(text)
    if begins is None:
        return "query: is empty"
    if begins in _UPDATES:
        return f"query: {begins} would change the graph; it can only be asked"
    if is_small:
        return None
    excess = _find_excess(read_code(text))
    return (_find_call(list(read_code(text)), services) if calls else None) or excess


def _first_word(text: str) -> str | None:
    """Return the first word after the prologue in capitals; "" for a sign, None for nothing."""
    is_prologue = False
    for token in read_code(text):
        if token.kind == "word" and token.text.upper() in ("PREFIX", "BASE", "VERSION"):
            is_prologue = True
        elif not (is_prologue and token.kind in ("name", "iri", "string")):
            return token.text.upper() if token.kind == "word" else ""
    return None


def _find_call(tokens: list[Token], services: frozenset[str]) -> str | None:
    """Return why a query may not call the servers that it calls."""
    for token, after in pairwise([*tokens, Token("", "", 0)]):
        if token.kind == "name":
            # the engine reads `SERVICEx:y {` as a call of x:y
            is_call = "service" in token.text.partition(":")[0].lower() and after.text == "{"
        else:
            is_call = token.kind == "word" and "service" in token.text.lower()
        if is_call and _called(tokens, token) not in services:
            return _refuse_call(_called(tokens, token), services)
    return None


def _called(tokens: list[Token], word: Token) -> str | None:
    """Return the address that follows SERVICE, or None where it is not written out in full."""
    rest = iter(tokens[tokens.index(word) :])
    said = next(rest).text.upper()
    after = next(rest, None)
    if after is not None and after.text.upper() == "SILENT":
        after = next(rest, None)
    is_plain = said in ("SERVICE", "SERVICESILENT") and after is not None and after.kind == "iri"
    return after.text[1:-1] if is_plain and after is not None else None


def _refuse_call(address: str | None, services: Iterable[str]) -> str:
    if services and address is None:
        return "query: SERVICE must name its server by its whole address, <https://…>"
    server = f"the server {address}" if address else "another server"
    hint = f"allow it with --service {address or 'URL'}"
    return f"query: SERVICE would call {server}; {hint}, or ask it with --graph"


def _find_excess(tokens: Iterable[Token]) -> str | None:
    """Return what a query has too much of for the engine; no more is read than tells it."""
    inside: list[str] = []
    operators = words = size = 0
    data: int | None = None  # how deep the block of a VALUES lies; -1 until it opens
    described = False
    for token in tokens:
        if token.text in _OPEN:
            inside.append(token.text)
            if len(inside) > DEEPEST:
                return f"query: is nested more than {DEEPEST} deep"
            if token.text == "{":
                data, described = len(inside) if data == -1 else data, False
        elif token.text in _CLOSE:
            data = None if data == len(inside) else data
            del inside[-1:]
        if data is not None and data > 0:
            continue
        if token.kind == "word" and token.text.lower() not in ("true", "false"):
            words += 1
            data = -1 if token.text.upper() == "VALUES" else data
            described = described or token.text.upper() == "DESCRIBE"
        elif described:  # each thing that is described is a part of its own
            words += token.kind in ("iri", "name", "variable")
        elif token.text in _OPERATORS:
            operators += 1
        elif token.kind == "iri" and len(token.text) > _SHORT:
            operators += len(_SIGNS.findall(token.text))  # `1<!!…!1>0` looks like one
        size += -1 if token.text == "," and inside[-1:] == ["("] else 1
        if operators > OPERATORS:
            return f"query: has more than {OPERATORS:,} operators"
        if words > WORDS:
            return f"query: has more than {WORDS:,} words such as OPTIONAL, FILTER and functions"
        if size > TOKENS:
            return f"query: has more than {TOKENS:,} parts; write long lists as VALUES"
    return None
