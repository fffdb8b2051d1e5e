"""What an inheritance statement holds: what would be orphaned, what became of such before."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from kg.history.nodes import Source

ADVICE, PROMISES, DUTIES, CONTRACTS, SYSTEMS, PROGRAMMES, PARTS, POSTS = (
    "open recommendations",
    "promises",
    "duties and functions",
    "contracts that run on",
    "systems",
    "programmes",
    "bodies and units under it",
    "posts",
)
HEADINGS = {
    ADVICE: ("open recommendation", "open recommendations"),
    PROMISES: ("open promise", "open promises"),
    DUTIES: ("duty or function", "duties and functions"),
    CONTRACTS: ("contract that runs on", "contracts that run on"),
    SYSTEMS: ("system", "systems"),
    PROGRAMMES: ("programme", "programmes"),
    PARTS: ("body or unit under it", "bodies and units under it"),
    POSTS: ("post that is held", "posts that are held"),
}
"""The headings of a statement in reading order, each with the words for one and for many."""


@dataclass(frozen=True, slots=True)
class Inherited:
    """One thing that would be orphaned, told once in a statement.

    `id` is the thing, `node` what says that the body has it (a claim, an event, the thing itself).
    `holder` is who had it first, where that was not the body itself but one whose place it took.
    `others` are those who have it as well, and go on. `doubt` says why it is not sure that the
    body still has it; empty where it is.
    """

    id: str
    label: str
    text: str
    when: str
    node: str
    holder: str = ""
    holder_label: str = ""
    doubt: str = ""
    others: tuple[tuple[str, str], ...] = ()
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence that was computed, with the ids of all that it counts."""

    text: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Precedent:
    """A body of the same tier and country that ended, who got what it had, and what became of it.

    `advice` was open when it ended, `enacted` of it was found enacted afterwards; `running` ran
    then and `stopped` of it has ended since; `contracts` ran on over that day and `cut` of them
    did not run their term. `next_id` is the reorganisation that touched an heir next, after
    `years` at the shortest and the longest; empty where none has come by the day up to which the
    record was read.
    """

    body: str
    label: str
    ended: str
    event: str
    heirs: tuple[tuple[str, str], ...]
    advice: tuple[str, ...]
    enacted: tuple[str, ...]
    running: tuple[str, ...]
    stopped: tuple[str, ...]
    contracts: tuple[str, ...]
    cut: tuple[str, ...]
    next_id: str
    next_label: str
    years: tuple[float, float] | None
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Inheritance:
    """An inheritance statement: what some bodies would leave if they ended on a day.

    `line` is all that stands for them: themselves, their `units`, and those whose place they took.
    `sections` are the things by heading, in reading order, none of them empty; `told` says what
    became of such things at earlier reorganisations, `unknown` what the record cannot tell.
    `addresses` are where sources can be read, by their id.
    """

    ended: dict[str, str]
    heirs: dict[str, str]
    day: str
    read_up_to: str
    line: dict[str, str]
    units: tuple[str, ...]
    sections: dict[str, tuple[Inherited, ...]]
    precedents: tuple[Precedent, ...]
    told: tuple[Remark, ...]
    unknown: tuple[Remark, ...]
    addresses: dict[str, str]

    @property
    def summary(self) -> tuple[Remark, ...]:
        """How much there is under each heading, with the ids."""
        found = []
        for heading, things in self.sections.items():
            one, many = HEADINGS[heading]
            words = f"{len(things):,} {one if len(things) == 1 else many}"
            found.append(Remark(words, tuple(thing.id for thing in things)))
        return tuple(found)

    def to_dict(self) -> dict[str, Any]:
        """Return plain values: the fields of the statement, its summary first."""
        return {"summary": [asdict(remark) for remark in self.summary], **asdict(self)}
