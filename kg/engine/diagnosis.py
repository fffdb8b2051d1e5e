"""Say what is wrong with a query: the line, the place, what was expected, what was meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from kg.model.nearest import did_you_mean

_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_WORDS = re.compile(r'"[^"]*"|[A-Za-z][A-Za-z ]+[A-Za-z]')
_PREFIXED = re.compile(r"(?<![\w<:])([A-Za-z][\w.-]*):[\w-]")
_DECLARED = re.compile(r"\bPREFIX\s+([\w.-]*):", re.IGNORECASE)
_SERVICE = re.compile(r"\bSERVICE\b", re.IGNORECASE)
_UPDATE = re.compile(
    r"\s*(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\b", re.IGNORECASE
)
_QUIET = re.compile(r'"""(?:.|\n)*?"""|"(?:[^"\\\n]|\\.)*"|<[^<>\s]*>|#[^\n]*')
_DEEPEST = 200
_SHOWN = 8


def bare(text: str) -> str:
    """Return a query without its strings, IRIs and comments, each a blank of the same length."""
    return _QUIET.sub(lambda found: " " * len(found[0]), text)


@lru_cache(256)
def find_refusal(text: str) -> str | None:
    """Return why a query is not even tried: it would change, call out, or crash the parser."""
    plain = bare(text)
    without_prologue = re.sub(r"\b(PREFIX\s+[\w.-]*:|BASE)", " ", plain, flags=re.IGNORECASE)
    if not without_prologue.strip():
        return "query: is empty"
    update = _UPDATE.match(without_prologue)
    if update:
        return f"query: {update[1].upper()} would change the graph; it can only be asked"
    if _SERVICE.search(plain):
        return "query: SERVICE would call another server; ask that one with --graph URL"
    if plain.count("{") + plain.count("(") <= _DEEPEST:
        return None
    depth = deepest = 0
    for character in plain:
        depth += (character in "{(") - (character in "})")
        deepest = max(deepest, depth)
    return f"query: is nested more than {_DEEPEST} deep" if deepest > _DEEPEST else None


def complaint(text: str, prefixes: Mapping[str, str]) -> str | None:
    """Return what is wrong with the syntax of a query, or None where it is well formed."""
    import pyoxigraph as ox

    try:
        ox.Store().query(text, prefixes=dict(prefixes))
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
    source = (text.splitlines() or [""])[min(line, len(text.splitlines()) or 1) - 1]
    head = f"query line {line}, column {column}: {_complaint(text, found[3], prefixes)}"
    start = max(0, column - 60)
    shown = source[start : start + 100]
    return f"{head}\n  {shown}\n  {' ' * (column - 1 - start)}^"


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
    shown = ", ".join(f"'{word}'" for word in words[:_SHOWN] if word != "_")
    return f"expected {'one of ' if len(words) > 1 else ''}{shown}" if shown else "is not SPARQL"
