"""What the index holds: entities, their names, and the steps between them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from kg.model.dates import OPEN, PartialDate, Span

CODE = " code"
"""What the kind of a name ends with that is a code; the word for its register goes before."""

INITIALS = "initials"
"""The kind of a name that nobody gave: what people may make of one that somebody did."""


@dataclass(frozen=True, slots=True)
class Entity:
    """What the index knows of an entity; texts that are not known are empty.

    `start` and `end` are as stated (EDTF); the bounds of its life are ISO days. `weight` is how
    many statements mention it.
    """

    slug: str
    kind: str
    label: str
    about: str = ""
    start: str = ""
    end: str = ""
    born_earliest: str = ""
    born_latest: str = ""
    ended_earliest: str = ""
    ended_latest: str = ""
    weight: int = 0

    @property
    def life(self) -> tuple[PartialDate | None, PartialDate | None]:
        """When it began and ended: by its events, else as stated; None where not known."""
        born = _bounds(self.start, self.born_earliest, self.born_latest)
        ended = _bounds(self.end, self.ended_earliest, self.ended_latest)
        return born, ended or (PartialDate.parse(OPEN) if self.end == OPEN else None)

    def has_ended(self, by: date | None) -> bool:
        """Return whether it has certainly ended by a day; by any day where None is given."""
        end = self.life[1]
        days = end.days if end is not None else None
        return days is not None and (by is None or days.latest <= by)


@dataclass(frozen=True, slots=True)
class Name:
    """One name of an entity: a label, alias, former name, given-up id, code or initials."""

    entity: str
    text: str
    kind: str


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


@lru_cache(4096)
def _bounds(text: str, earliest: str, latest: str) -> PartialDate | None:
    if not earliest or not latest:
        return None
    return PartialDate(text, Span(date.fromisoformat(earliest), date.fromisoformat(latest)))
