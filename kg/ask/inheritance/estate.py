"""What would be orphaned: each thing once, with who had it first, who has it too, its sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.ask.inheritance.duties import find_duties
from kg.ask.inheritance.holdings import find_contracts, find_running
from kg.ask.inheritance.kin import Kin
from kg.ask.inheritance.promised import find_promised
from kg.ask.inheritance.statement import HEADINGS, Inherited, Remark
from kg.ask.inheritance.under import find_parts, find_posts
from kg.history.nodes import NodeReader
from kg.index.index import Index


@dataclass(slots=True)
class Estate:
    """What some bodies leave, by heading, and what the record cannot tell of it."""

    line: dict[str, str]
    sections: dict[str, tuple[Inherited, ...]] = field(default_factory=dict)
    unknown: tuple[Remark, ...] = ()


def find_estate(facts: NodeReader, line: Kin) -> Estate:
    """Return what a line would leave."""
    told: list[tuple[str, Inherited]] = []
    unknown: list[Remark] = []
    for find in (
        find_promised,
        find_duties,
        find_contracts,
        find_running,
        find_parts,
        find_posts,
    ):
        found, doubts = find(facts, line)
        told += found
        unknown += doubts
    once: dict[str, tuple[str, Inherited]] = {}
    for name, one in told:
        once.setdefault(one.id, (name, one))
    sections = {
        heading: tuple(one for name, one in once.values() if name == heading)
        for heading in HEADINGS
    }
    unknown += _doubted(one for things in sections.values() for one in things)
    kept = {heading: things for heading, things in sections.items() if things}
    return Estate(_labels(facts.index, line), kept, tuple(unknown))


def _doubted(things: Iterable[Inherited]) -> Iterable[Remark]:
    ids = tuple(one.id for one in things if one.doubt)
    if ids:
        yield Remark(
            f"Of {len(ids):,} of the things above nothing read shows that they are still there; "
            "each says when it was last seen.",
            ids,
        )


def _labels(index: Index, line: Kin) -> dict[str, str]:
    known = index.outlines(line.members)
    return {slug: known[slug][0] or slug if slug in known else slug for slug in line.members}
