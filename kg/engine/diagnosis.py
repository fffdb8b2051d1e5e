"""Say what is wrong with a query: the line, the place, what was expected, what was meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from kg.engine.tokens import bare
from kg.model.nearest import did_you_mean

_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_WORDS = re.compile(r'"[^"]*"|[A-Za-z][A-Za-z ]+[A-Za-z]')
_PREFIXED = re.compile(r"(?<![\w<:])([A-Za-z][\w.-]*):[\w-]")
_DECLARED = re.compile(r"\bPREFIX\s+([\w.-]*):", re.IGNORECASE)
_RELATIVE = re.compile(r"<[\w./#~-]*>")
_SCHEME = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:")
_BASE = re.compile(r"\bBASE\b", re.IGNORECASE)
_SHOWN = 8
_NO_WORD = re.compile(r"_|F[0-9A-F]{2,4}|VERSION")
"""What the engine lists besides words that help: the ends of ranges of letters, and the word that
it would take before any query."""


def complaint(text: str, prefixes: Mapping[str, str], base: str | None = None) -> str | None:
    """Return what is wrong with the syntax of a query, or None where it is well formed."""
    import pyoxigraph as ox

    try:
        ox.Store().query(text, prefixes=dict(prefixes), base_iri=base)
    except SyntaxError as error:
        return explain_syntax(text, str(error.msg), prefixes)
    return None


def explain_syntax(text: str, message: str, prefixes: Iterable[str] = ()) -> str:
    """Return the engine's complaint about a query in words, with the line and a caret.

    A prefix that nobody declared is named, with the nearest that is known.
    """
    found = _PLACE.match(message)
    if found is None:
        return f"query: {message}"
    line, column = int(found[1]), int(found[2])
    source = text.split("\n")[line - 1]
    told = _explain_address(text, found[3], line, column) or _complaint(text, found[3], prefixes)
    head = f"query line {line}, column {column}: {told}"
    start = max(0, column - 60)
    shown = source[start : start + 100]
    return f"{head}\n  {shown}\n  {' ' * (column - 1 - start)}^"


def _explain_address(text: str, expected: str, line: int, column: int) -> str:
    """Return what is wrong with the last address before the place of an error, or nothing."""
    import pyoxigraph as ox

    before = "\n".join([*text.split("\n")[: line - 1], ""])
    before += text[len(before) :][: column - 1]
    if "IRI parsing failed" in expected:
        address = before[before.rfind("<") :]
        if "\n" in address:
            return "what stands between < and > is no address"
    else:
        address = (_RELATIVE.findall(before) or [""])[-1]
    try:
        ox.NamedNode(address[1:-1])
    except ValueError:
        if _SCHEME.match(address):
            return f"{address} is no address"
        if address and not _BASE.search(bare(text)):
            return f"{address} is relative to nothing; write it whole, or BASE <…> before the query"
    return ""


def _complaint(text: str, expected: str, prefixes: Iterable[str]) -> str:
    if "Prefix not found" in expected:
        known = {*prefixes, *_DECLARED.findall(text)}
        for prefix in _PREFIXED.findall(bare(text)):
            if prefix not in known:
                return f"unknown prefix '{prefix}:'{did_you_mean(prefix, known)}"
    if "variable that is unbound" in expected:
        return "a variable is selected that is neither grouped by nor aggregated"
    listed = expected.removeprefix("expected ").removeprefix("one of ")
    words = [word.strip('"') for word in _WORDS.findall(listed)]
    words = [word for word in words if not _NO_WORD.fullmatch(word)]
    shown = ", ".join(f"'{word}'" for word in words[:_SHOWN])
    return f"expected {'one of ' if len(words) > 1 else ''}{shown}" if shown else "is not SPARQL"
