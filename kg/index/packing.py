"""Families of things, kept whole in the index, so that a whole line is read at once.

A family is what steps join, in whatever direction and way; no line leaves it.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.index.entries import Link

LARGE = 500
"""Steps from which a family is not kept whole, and its lines are read thing by thing.

A family costs about half a microsecond a step to read, however short the line that is asked for.
"""

Row = tuple[str, ...]
"""A step as the index keeps it: the fields of a link as texts, its ends first."""

_CELL, _WORD = "\x1e", "\x1f"
"""What stands between cells, and between the words of one; splitting is much faster than JSON."""
_BLANKS = str.maketrans(_CELL + _WORD, "  ")
_WIDTH = 9
"""Cells of a step."""


def fill_families(db: sqlite3.Connection, rows: Sequence[Row], outlines: Mapping[str, str]) -> None:
    """Write each family that is not large: its things, what they are called, its steps in order.

    `outlines` gives the joined words for each entity.
    """
    for number, family in enumerate(group_steps(rows)):
        if len(family) < LARGE:
            things = list(dict.fromkeys(thing for row in family for thing in row[:2]))
            called = _CELL.join(f"{t}{_CELL}{outlines.get(t, '')}" for t in things)
            steps = _CELL.join(map(_CELL.join, family))
            db.execute("INSERT INTO family VALUES (?, ?, ?)", (number, called, steps))
            db.executemany("INSERT INTO member VALUES (?, ?)", ((t, number) for t in things))


def group_steps(rows: Sequence[Row]) -> list[list[Row]]:
    """Return the steps of each family, in the order given."""
    members: dict[str, list[str]] = {}  # thing -> all things of its family, one list for them all
    for row in rows:
        few, many = sorted((members.setdefault(thing, [thing]) for thing in row[:2]), key=len)
        if many is not few:
            many += few
            members.update(dict.fromkeys(few, many))
    families: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        families[id(members[row[0]])].append(row)
    return list(families.values())


def read_things(text: str) -> tuple[list[str], list[str]]:
    """Return the things of a family as written, and for each its joined words."""
    cells = text.split(_CELL)
    return cells[::2], cells[1::2]


def read_steps(text: str) -> Iterator[Row]:
    """Yield the steps of a family as written."""
    cells = iter(text.split(_CELL))
    return zip(*[cells] * _WIDTH, strict=True)


def to_link(row: Row) -> Link:
    """Return a step as a link."""
    before, after, how, via, event, date, laws, triggers, sources = row
    return Link(
        before, after, how, via, event, date,
        split_words(laws), split_words(triggers), split_words(sources),
    )  # fmt: skip


def join_words(words: Iterable[str]) -> str:
    """Return words as one text, from which `split_words` gets them back."""
    return _WORD.join([word.translate(_BLANKS) for word in words])


def split_words(text: str) -> tuple[str, ...]:
    """Return the words of one text; none where it is empty."""
    return tuple(text.split(_WORD)) if text else ()
