"""What came before and after a thing, as a tree with dates, laws and triggers.

Read from the successions that the index holds, made once per build; no SPARQL. The strict line
is succession alone: an event that happened ended the one and created the other or let it take
over. The wide line also follows functions that moved, closures continued elsewhere, programmes
that followed, later documents and systems, and companies bought.
"""

from __future__ import annotations

from kg.history.trees import Lineage
from kg.index.index import Index
from kg.index.steps import STRICT, WIDE


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
