"""What came before and after a thing, as a tree with dates, laws and triggers.

Read from the successions that the index holds, made once per build; no SPARQL. The strict line
is succession alone: an event that happened ended the one and created the other or let it take
over. The wide line also follows functions that moved, closures continued elsewhere, programmes
that followed, later documents and systems, and companies bought.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from kg.index.entries import Link
from kg.index.index import STRICT, Index

WIDE = ("succession", "functions", "continued", "followed", "superseded", "acquired")


@dataclass(frozen=True, slots=True)
class Lineage:
    """The line of one thing: `up` leads to forerunners, `down` to heirs, nearest first.

    `labels` gives the words for each id, `lives` when it existed, as stated.
    """

    root: str
    up: tuple[Link, ...]
    down: tuple[Link, ...]
    labels: dict[str, str]
    lives: dict[str, tuple[str, str]]

    @property
    def forerunners(self) -> list[str]:
        """The ids of all forerunners, in order."""
        return sorted({link.before for link in self.up})

    @property
    def heirs(self) -> list[str]:
        """The ids of all heirs, in order."""
        return sorted({link.after for link in self.down})

    def to_dict(self) -> dict[str, Any]:
        """Return plain values: the fields of Lineage and Link."""
        return asdict(self)

    def _repr_html_(self) -> str:
        from html import escape

        from kg.history.trees import to_tree

        return f"<pre>{escape(to_tree(self))}</pre>"


def find_closure(
    index: Index, slug: str, down: bool = True, ways: tuple[str, ...] = STRICT
) -> list[str]:
    """Return all heirs (or forerunners) of a thing at first or further hand, in order."""
    return index.reached(slug, down, ways)


def find_lineage(
    index: Index, slug: str, *, up: bool = True, down: bool = True, wide: bool = False
) -> Lineage:
    """Return the line of a thing, up, down or both; a thing nothing followed has no links."""
    ways = WIDE if wide else STRICT
    above = index.closure(slug, False, ways) if up else []
    below = index.closure(slug, True, ways) if down else []
    named = {slug}
    for link in above + below:
        named.add(link.before)
        named.add(link.after)
    order = sorted(named)
    known = index.outlines(order)
    return Lineage(
        slug,
        tuple(above),
        tuple(below),
        {s: known[s][0] or s if s in known else s for s in order},
        {s: (known[s][1], known[s][2]) for s in order if s in known},
    )
