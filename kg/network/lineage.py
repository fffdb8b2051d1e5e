"""What came before and after a thing, as a tree with dates, laws and triggers.

Read from the successions that the index holds, made once per build; no SPARQL. The strict line
is succession alone: an event that happened ended the one and created the other or let it take
over. The wide line also follows functions that moved, closures continued elsewhere, programmes
that followed, later documents and systems, and companies bought.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from kg.graph.entries import Happening, Step
from kg.graph.index import STRICT, Index

WIDE = ("succession", "functions", "continued", "followed", "superseded", "acquired")


@dataclass(frozen=True, slots=True)
class Link:
    """One step of a line: who, to whom, by what, when, under which laws, because of what, says who.

    `laws`, `triggers` and `sources` are labels; `how` is `succession` or a looser way.
    """

    before: str
    after: str
    how: str
    via: str
    event: str
    date: str
    laws: tuple[str, ...]
    triggers: tuple[str, ...]
    sources: tuple[str, ...]


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

        from kg.network.trees import to_tree

        return f"<pre>{escape(to_tree(self))}</pre>"


def find_closure(
    index: Index, slug: str, down: bool = True, ways: tuple[str, ...] = STRICT
) -> list[str]:
    """Return all heirs (or forerunners) of a thing at first or further hand, in order."""
    return sorted({s.after if down else s.before for s in index.closure(slug, down, ways)})


def find_lineage(
    index: Index, slug: str, *, up: bool = True, down: bool = True, wide: bool = False
) -> Lineage:
    """Return the line of a thing, up, down or both; a thing nothing followed has no links."""
    ways = WIDE if wide else STRICT
    above = index.closure(slug, False, ways) if up else []
    below = index.closure(slug, True, ways) if down else []
    steps = above + below
    events = index.happenings(step.via for step in steps)
    named = {slug} | {s for step in steps for s in (step.before, step.after)}
    cited = {s for e in events.values() for s in (*e.laws, *e.triggers, *e.sources)}
    entities = index.entities(named | cited)
    labels = {s: (entities[s].label or s) if s in entities else s for s in named | cited}
    return Lineage(
        slug,
        tuple(_link(step, events[step.via], labels) for step in above),
        tuple(_link(step, events[step.via], labels) for step in below),
        {s: labels[s] for s in sorted(named)},
        {s: (entities[s].start, entities[s].end) for s in sorted(named) if s in entities},
    )


def _link(step: Step, event: Happening, labels: dict[str, str]) -> Link:
    return Link(
        step.before, step.after, step.how, step.via, event.label, event.date,
        _words(event.laws, labels), _words(event.triggers, labels), _words(event.sources, labels),
    )  # fmt: skip


def _words(found: tuple[str, ...], labels: dict[str, str]) -> tuple[str, ...]:
    return tuple(sorted([labels[s] for s in found])) if found else ()
