"""What happened when: the beginnings, ends and days of things, for lists by time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from kg.index.entries import Entity
from kg.model.dates import PartialDate, Span, say, say_last
from kg.pages.library import Library
from kg.pages.listing import Group, Item
from kg.pages.of_kinds import listed_kinds

ENDED = " that ended"
BEGAN = " that began"
_NO_EVENT = "Source"
"""The kind whose days say nothing of what happened."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A thing with a day of it: under which heading it stands, and the day in words."""

    heading: str
    entity: Entity
    day: Span
    when: str

    def to_item(self) -> Item:
        """Return its line."""
        return Item(self.entity.slug, self.entity.label or self.entity.slug, self.when)


def read_dated(library: Library) -> list[Dated]:
    """Return every beginning, end and day of what the record lists by kind, the first day first."""
    kinds = {k: words for k, (words, _) in listed_kinds(library).items() if k != _NO_EVENT}
    living = library.index.living
    found: list[Dated] = []
    for entity in library.index.of_kinds([*kinds]):
        found += _days(entity, kinds[entity.kind], entity.kind in living)
    return sorted(found, key=lambda d: (d.day, d.entity.label, d.entity.slug, d.heading))


def _days(entity: Entity, words: str, is_living: bool) -> Iterator[Dated]:
    begun, ended = entity.life
    first = _span(begun) or _parse(entity.start)
    if first is not None:
        heading = words + (BEGAN if is_living else "")
        yield Dated(heading, entity, first, say(entity.start) if entity.start else _tell(first))
    last = _span(ended) if is_living else None
    if last is not None:
        day = say_last(entity.end) if entity.end else _tell(last)
        yield Dated(words + ENDED, entity, last, f"until {day}")


def _span(date: PartialDate | None) -> Span | None:
    return date.days if date is not None else None


def _parse(text: str) -> Span | None:
    try:
        return PartialDate.parse(text).days if text else None
    except ValueError:
        return None


def _tell(day: Span) -> str:
    if day.is_exact:
        return say(day.earliest.isoformat())
    return f"between {say(day.earliest.isoformat())} and {say(day.latest.isoformat())}"


def group_dated(dated: Iterable[Dated], fits: Callable[[Span], bool]) -> tuple[Group, ...]:
    """Return what has its day within some time, by heading; in each the first day first."""
    found: dict[str, list[Item]] = {}
    for one in dated:
        if fits(one.day):
            found.setdefault(one.heading, []).append(one.to_item())
    order = sorted(found, key=lambda heading: (heading.endswith(ENDED), heading.lower()))
    return tuple(Group(heading, tuple(found[heading])) for heading in order)
