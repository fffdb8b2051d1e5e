"""Successions that registers state, often from both ends and once for each heir: events, each once.

What the record already says is proposed as what was read of its own event, so that a person sees
another date beside the record's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.ingest.proposals import Proposal
from kg.ingest.registers.drafts import Cells, Drafts, Linked, make_slug
from kg.model.dates import PartialDate


@dataclass(frozen=True, slots=True)
class StatedSuccession:
    """One thing that came after another, on what day, and where a register says so."""

    before: Linked
    after: Linked
    date: str
    locator: str
    quote: str

    @property
    def pair(self) -> tuple[str, str]:
        """The two ends, by id where it is known."""
        return self.before.id or self.before.name, self.after.id or self.after.name


def draft_successions(drafts: Drafts, found: Iterable[StatedSuccession]) -> Iterator[Proposal]:
    """Yield the events that some successions make; those of two things nobody knows are none."""
    once: dict[tuple[str, str], StatedSuccession] = {}
    for one in found:
        if one.before.id or one.after.id:
            known = once.get(one.pair)
            if known is None or (one.date and not known.date):
                once[one.pair] = one
    left = []
    for one in once.values():
        event = _event_of(drafts, one)
        if event:
            cells = {"id": event, "date": one.date}
            yield drafts.draft("events", one.locator, one.quote, cells)
        elif one.before.id != one.after.id:
            left.append(one)
    for group in _groups(left):
        yield _draft(drafts, group)


def _event_of(drafts: Drafts, one: StatedSuccession) -> str:
    """Return the event by which the record says the same, or nothing."""
    for link in drafts.index.closure(one.before.id) if one.before.id else ():
        if (link.before, link.after) == one.pair:
            return link.via
    return ""


def _groups(left: list[StatedSuccession]) -> Iterator[list[StatedSuccession]]:
    """Yield successions that are one event: several into one, one into several, or one into one."""
    into: dict[tuple[str, str], list[StatedSuccession]] = defaultdict(list)
    outof: dict[tuple[str, str], list[StatedSuccession]] = defaultdict(list)
    for one in left:
        into[one.pair[1], one.date].append(one)
    for group in into.values():
        if len(group) > 1 and group[0].date:
            yield group
        else:
            for one in group:
                outof[one.pair[0], one.date].append(one)
    for group in outof.values():
        yield from [group] if group[0].date else [[one] for one in group]


def _draft(drafts: Drafts, group: list[StatedSuccession]) -> Proposal:
    first = group[0]
    ended = list({one.pair[0]: one.before for one in group}.values())
    heirs = list({one.pair[1]: one.after for one in group}.values())
    created = [heir for heir in heirs if _is_born(drafts, heir, first.date)]
    gaining = [heir for heir in heirs if heir not in created]
    if len(heirs) > 1:
        kind = "Split"
    elif gaining:
        kind = "Absorption"
    else:
        kind = "Merger" if len(ended) > 1 else "Replacement"
    label = f"{_list(drafts, ended)} followed by {_list(drafts, heirs)}"
    words = "-".join([*(one.id or one.name for one in ended), "to", heirs[0].id or heirs[0].name])
    cells: Cells = {
        "id": make_slug(f"{words} {first.date[:4]}"),
        "kind": kind,
        "label": label,
        "date": first.date,
        "ended": ended,
        "status": "happened",
    }
    cells |= {role: some for role, some in (("created", created), ("gaining", gaining)) if some}
    quote = "; ".join(one.quote for one in group)
    return drafts.draft("events", first.locator, quote, cells)


def _is_born(drafts: Drafts, heir: Linked, day: str) -> bool:
    entity = drafts.index.entity(heir.id) if heir.id else None
    start = entity.life[0] if entity else None
    if start is None or not day:
        return False
    return start.is_before(PartialDate.parse(day)) is None or start.text == day


def _list(drafts: Drafts, linked: Iterable[Linked]) -> str:
    entities = [(one, drafts.index.entity(one.id) if one.id else None) for one in linked]
    return ", ".join(entity.label if entity else one.name for one, entity in entities)
