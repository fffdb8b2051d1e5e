"""Where in a query the values of its variables may stand, so that it is answered for them alone.

An engine answers a subquery, and what a MINUS takes away, before it looks at what is outside. The
values are repeated there where that changes no answer: in a subquery that selects the variable and
counts no rows off, and in a MINUS that stands where the variable is bound and that names it in its
patterns (SPARQL 1.1, 8.3 and 12).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Place = tuple[int, frozenset[str]]
"""Where values may be put into a query, and of which variables."""

_SUBQUERY = re.compile(
    r"\{\s*SELECT\b(?P<selected>[^{}]*?)(?:\bWHERE\s*)?\{(?P<inside>)", re.IGNORECASE
)
_MINUS = re.compile(r"\bMINUS\s*\{(?P<inside>)", re.IGNORECASE)
_GROUP = re.compile(r"\{[^{}]*\}")
_APART = re.compile(r"\b(?:MINUS|EXISTS)\s*\{", re.IGNORECASE)
_COUNTED_OFF = re.compile(r"\b(?:LIMIT|OFFSET)\b", re.IGNORECASE)
_VARIABLE = re.compile(r"[?$](\w+)")
_BRACKETS = re.compile(r"\([^()]*\)")


def find_places(plain: str, start: int, end: int, names: frozenset[str]) -> Iterator[Place]:
    """Yield the places of a pattern, between its braces, where the values of variables may stand.

    `plain` is the query without strings, IRIs and comments (see `kg.engine.tokens.bare`).

    >>> query = "{ { SELECT ?a WHERE { ?a ?b ?c } } MINUS { ?a ?d ?e } }"
    >>> [query[at:].split()[1] for at, _ in find_places(query, 1, len(query) - 1, frozenset("a"))]
    ['SELECT', '?b', '?d']
    """
    yield start, names
    apart = [(m.end(), _close(plain, m.end())) for m in _APART.finditer(plain, start, end)]
    inner = []
    at = start
    while found := _SUBQUERY.search(plain, at, end):
        at = found.start("inside")
        close, whole = _close(plain, at), _close(plain, found.start() + 1)
        inner.append((found.start(), whole))
        if not any(first <= found.start() < last for first, last in apart):
            known = names & _selected(found["selected"], plain[at:close])
            if known and not _COUNTED_OFF.search(plain, close, whole):
                yield from find_places(plain, at, close, known)
        at = whole
    for minus in _MINUS.finditer(plain, start, end):
        before = plain[start : minus.start()]
        is_own = not any(first <= minus.start() < last for first, last in inner)
        if is_own and before.count("{") == before.count("}"):
            at = minus.start("inside")
            named = names & _named(_own(plain[at : _close(plain, at)]))
            if named:
                yield at, named


def _selected(head: str, inside: str) -> frozenset[str]:
    return _named(inside) if "*" in _plain(head) else _named(head)


def _named(text: str) -> frozenset[str]:
    """Return the variables of a text that stand in no brackets."""
    return frozenset(_VARIABLE.findall(_plain(text)))


def _own(text: str) -> str:
    """Return a pattern without the groups in it: what is named there is bound in each answer."""
    while (fewer := _GROUP.sub(" ", text)) != text:
        text = fewer
    return text


def _plain(text: str) -> str:
    while (fewer := _BRACKETS.sub(" ", text)) != text:
        text = fewer
    return text


def _close(plain: str, at: int) -> int:
    """Return where the brace stands that closes what was opened before a place."""
    depth = 1
    for brace in re.finditer(r"[{}]", plain[at:]):
        depth += 1 if brace[0] == "{" else -1
        if not depth:
            return at + brace.start()
    return len(plain)
