"""What changed between two days: what began, ended, was renamed, and which functions moved.

It is certain where the whole of a stated date lies between the two days, possible where only a
part of it does. A thing that ends on the first day had ended by then; one that begins on it had
begun.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kg.engine.graph import SparqlGraph
from kg.errors import UsageError
from kg.history.existence import FIRST_TIERS, Held, exists_on, name_on, read_day, read_kind
from kg.history.solutions import rows
from kg.index.entries import Entity
from kg.index.index import Index
from kg.index.presence import Borne, Presence
from kg.index.steps import FUNCTIONS, read_steps
from kg.model.dates import PartialDate, Span, say, say_last

_DATES = """
SELECT ?event ?date WHERE {
  ?event nhsit:losingBody ?body ; nhsit:date ?date }"""


class Turn(StrEnum):
    """What a change is."""

    BEGUN = "begun"
    ENDED = "ended"
    RENAMED = "renamed"
    MOVED = "functions moved"


@dataclass(frozen=True, slots=True)
class Changed:
    """A change between two days: of which thing, when in words, and from what to what.

    `before` and `after` are names, or bodies between which functions moved; `is_sure` is whether
    it certainly happened between the two days.
    """

    turn: Turn
    entity: Entity
    tier: str
    when: str
    before: str
    after: str
    is_sure: bool

    def to_dict(self) -> dict[str, object]:
        """Return plain values: a row for a machine."""
        e = self.entity
        return {
            "change": self.turn.value,
            "held": "certain" if self.is_sure else "possible",
            "id": e.slug,
            "label": e.label,
            "kind": e.kind,
            "tier": self.tier or None,
            "when": self.when or None,
            "before": self.before or None,
            "after": self.after or None,
        }

    @property
    def is_national(self) -> bool:
        """Whether the thing acts for a nation or a region, or has no tier and belongs to none."""
        return self.tier in FIRST_TIERS or (not self.tier and self.entity.kind != "Company")


def find_changes(
    graph: SparqlGraph, index: Index, first: str, second: str, kinds: Sequence[str] = ()
) -> list[Changed]:
    """Return what changed between two days: the certain first, then by kind of change and name.

    Raises UsageError for a date or kind that does not exist, or where the second day is not later.
    """
    start, end = read_day(first), read_day(second)
    if start.latest is None or end.earliest is None or start.latest >= end.earliest:
        raise UsageError(f"--to: '{second}' is not after '{first}'; the later day comes second")
    wanted = [read_kind(index, kind) for kind in kinds] or index.living
    names = index.borne("borne")
    found: list[Changed] = []
    known: dict[str, Presence] = {}
    for thing in index.presences(wanted):
        known[thing.entity.slug] = thing
        found += _turns(thing, start, end)
        found += _renamed(thing, start, end, names.get(thing.entity.slug, ()))
    found += _moved(graph, known, start, end)
    turns = list(Turn)
    return sorted(
        found,
        key=lambda c: (not c.is_sure, turns.index(c.turn), not c.is_national, _name(c)),
    )


def _name(change: Changed) -> tuple[str, str, str]:
    return change.entity.label.casefold(), change.entity.slug, change.when


def _turns(thing: Presence, start: PartialDate, end: PartialDate) -> Iterator[Changed]:
    entity = thing.entity
    born, ended = (day.days if day is not None else None for day in entity.life)
    for turn, day, stated in (
        (Turn.BEGUN, born, say(entity.start)),
        (Turn.ENDED, ended, say_last(entity.end) if entity.end else ""),
    ):
        is_sure = falls_between(day, start, end)
        if day is not None and is_sure is not None:
            yield Changed(turn, entity, thing.tier, stated or _tell(day), "", "", is_sure)


def falls_between(day: Span | None, start: PartialDate, end: PartialDate) -> bool | None:
    """Return whether a day certainly lies after one day and by another; None where it does not.

    >>> days = [PartialDate.parse(text) for text in ("2013-04-01", "2023-04-01")]
    >>> falls_between(PartialDate.parse("2016").days, *days)
    True
    >>> falls_between(PartialDate.parse("2013").days, *days)
    False
    >>> falls_between(PartialDate.parse("2013-04-01").days, *days) is None
    True
    """
    if day is None or start.latest is None or end.earliest is None:
        return None
    if day.latest <= start.latest or day.earliest > end.earliest:
        return None
    return day.earliest > start.latest and day.latest <= end.earliest


def _tell(day: Span) -> str:
    if day.is_exact:
        return say(day.earliest.isoformat())
    return f"between {say(day.earliest.isoformat())} and {say(day.latest.isoformat())}"


def _renamed(
    thing: Presence, start: PartialDate, end: PartialDate, names: Iterable[Borne]
) -> Iterator[Changed]:
    borne = list(names)
    if not borne or Held.NO in (exists_on(start, thing)[0], exists_on(end, thing)[0]):
        return
    before, after = name_on(start, borne), name_on(end, borne) or thing.entity.label
    if before and before != after:
        yield Changed(Turn.RENAMED, thing.entity, thing.tier, "", before, after, True)


def _moved(
    graph: SparqlGraph, known: dict[str, Presence], start: PartialDate, end: PartialDate
) -> Iterator[Changed]:
    dates = {row["event"]: row["date"] for row in rows(graph, _DATES)}
    for step in read_steps(graph, [FUNCTIONS]):
        thing, other = known.get(step.before), known.get(step.after)
        try:
            day = PartialDate.parse(dates.get(step.via, "")).days
        except ValueError:
            continue
        is_sure = falls_between(day, start, end)
        if thing is not None and other is not None and is_sure is not None:
            yield Changed(
                Turn.MOVED, thing.entity, thing.tier, say(dates[step.via]),
                thing.entity.label, other.entity.label, is_sure,
            )  # fmt: skip
