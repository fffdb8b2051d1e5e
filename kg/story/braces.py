"""Braces in a text: each holds what the record is asked, and may hold what the sentence says.

    {count: recommendations verdict="not enacted" = 82}
    {ask: attempts aim-single-patient-record | rows = five times}
    {explain: npfit start}
    {name: npfit = the National Programme}

A brace begins with what is asked (`count`, `ask`, `explain`, `name`) and a colon, then names it.
After each `|` stands what is taken of the answer, after ` = ` what the sentence says. Braces in
code (between backticks, or fenced) are left alone; `\\{` writes one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.model.lines import shorten
from kg.model.nearest import did_you_mean

KINDS = ("count", "ask", "explain", "name")
"""What a brace may ask."""

_CODE = re.compile(
    r"^(```|~~~)[^\n]*\n.*?^\1[^\n]*$|(?<!`)(`+)(?!`)[^\n]*?(?<!`)\2(?!`)", re.M | re.S
)
_WORD = re.compile(r'\||(?:[^\s|"]|"[^"]*")+|"')
_SAID = re.compile(r'\s=(?:\s|$)(?=(?:[^"]*"[^"]*")*[^"]*$)')
_SHOWN = 60
"""Letters of a brace that a message quotes."""
_STOP = re.compile(r"[\\{`~]")
_QUOTED = re.compile(r"\n[ \t]*>")
"""Where a line of a quotation begins."""
_PARAGRAPH = re.compile(r"\n[ \t]*\n")


@dataclass(frozen=True, slots=True)
class Binding:
    """What a brace holds: `subject` is the question, list or thing, `words` what it is told.

    `picks` are what is taken of the answer, in their order; `said` is what the sentence says,
    None where it says whatever the record does.
    """

    line: int
    text: str
    kind: str
    subject: str
    words: tuple[str, ...]
    picks: tuple[tuple[str, ...], ...]
    said: str | None

    @property
    def options(self) -> dict[str, str]:
        """The words that are given by name."""
        pairs = (word.partition("=") for word in self.words if "=" in word)
        return {name: value for name, _, value in pairs}


@dataclass(frozen=True, slots=True)
class TextProblem:
    """What is wrong in a line of a text."""

    line: int
    words: str


Piece = str | Binding


def split_braces(text: str, line: int = 1) -> tuple[list[Piece], list[TextProblem]]:
    """Return a text as words and braces in their order, with every problem; `line` is its first.

    >>> pieces, problems = split_braces("It was advised {count: recommendations = twice}.")
    >>> pieces[0], pieces[1].said, pieces[2], problems
    ('It was advised ', 'twice', '.', [])
    """
    spared = {match.start(): match.end() for match in _CODE.finditer(text)}
    pieces: list[Piece] = []
    problems: list[TextProblem] = []
    words: list[str] = []
    at = 0
    while at < len(text):
        if at in spared:
            end, kept = spared[at], text[at : spared[at]]
        elif text[at] == "\\" and text[at + 1 : at + 2] in ("{", "}"):
            end, kept = at + 2, text[at + 1]
        elif text[at] != "{":
            stop = _STOP.search(text, at + 1)
            end = stop.start() if stop else len(text)
            kept = text[at:end]
        else:
            here = line + text.count("\n", 0, at)
            found, end = _read_at(text, at, here)
            kept = ""
            if isinstance(found, TextProblem):
                problems.append(found)
            else:
                pieces += ["".join(words), found]
                words = []
        words.append(kept)
        at = end
    return [piece for piece in (*pieces, "".join(words)) if piece != ""], problems


def _read_at(text: str, at: int, line: int) -> tuple[Binding | TextProblem, int]:
    """Return the brace that opens somewhere, or what is wrong with it, and where to read on."""
    end = _find_end(text, at)
    if end is None:
        return TextProblem(line, _unclosed(text, at)), at + 1
    return read_brace(text[at + 1 : end], line), end + 1


def _find_end(text: str, at: int) -> int | None:
    """Return where a brace closes, in its paragraph and before another opens; else None."""
    paragraph = _PARAGRAPH.search(text, at)
    stop = paragraph.start() if paragraph else len(text)
    end, other = text.find("}", at, stop), text.find("{", at + 1, stop)
    return None if end < 0 or 0 <= other < end else end


def _unclosed(text: str, at: int) -> str:
    begun = shorten(text[at:].partition("\n")[0], _SHOWN)
    return f"a brace is not closed: '{begun}'; close it with }}, or write \\{{ for a plain one"


def read_brace(text: str, line: int) -> Binding | TextProblem:
    """Return what a brace holds, or what is wrong with it."""
    whole = " ".join(_QUOTED.sub("\n", text).split())
    shown = shorten(f"{{{whole}}}", _SHOWN)
    kind, colon, rest = whole.partition(":")
    kind = kind.strip()
    if not colon or kind not in KINDS:
        hint = did_you_mean(kind.split(" ")[0], KINDS) or f"; expected {', '.join(KINDS)}"
        return TextProblem(
            line, f"'{shown}' does not say what is asked{hint}; write {{name: nhsx}}"
        )
    asked, *said = _SAID.split(rest.rstrip(), maxsplit=1)
    parts: list[list[str]] = [[]]
    for word in _WORD.findall(asked):
        if word == "|":
            parts.append([])
        elif word == '"':
            return TextProblem(line, f"a quotation mark is not closed in '{shown}'")
        else:
            parts[-1].append(word.replace('"', ""))
    first, *picks = parts
    if not first:
        return TextProblem(line, f"'{shown}' names nothing after '{kind}:'")
    if not all(picks):
        return TextProblem(line, f"nothing stands after '|' in '{shown}'")
    if said and not said[0].strip():
        return TextProblem(line, f"nothing stands after '=' in '{shown}'")
    told = said[0].strip() if said else None
    return Binding(line, whole, kind, first[0], tuple(first[1:]), _tuples(picks), told)


def _tuples(parts: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(part) for part in parts)
