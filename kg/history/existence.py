"""What existed on a day: certainly or possibly, by the one rule for time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.errors import UsageError
from kg.index.entries import Entity
from kg.index.index import Index
from kg.model.dates import Holds, PartialDate, holds_on
from kg.model.nearest import did_you_mean

LIVING = ("Body", "BodyGroup", "Unit", "Company", "Programme", "System")
"""The kinds of things that begin and end."""


@dataclass(frozen=True, slots=True)
class Existence:
    """A thing and how sure it is that it existed on the day: `certain` or `possible`."""

    entity: Entity
    how: Holds


def find_existing(index: Index, day: str, kinds: Sequence[str] = ()) -> list[Existence]:
    """Return what existed on a day, month or year: the certain first, each by label.

    An end that is not known makes a thing possible, never certain, and so does a start; things
    of which no date is known are possible on any day and come last. Raises UsageError for a date
    or a kind that does not exist.
    """
    on = read_day(day)
    wanted = [read_kind(index, kind) for kind in kinds] or list(LIVING)
    found = []
    for entity in index.of_kinds(wanted):
        start, end = entity.life
        how = holds_on(on, start, end)
        if how is not Holds.NO:
            found.append(Existence(entity, how))
    return sorted(
        found,
        key=lambda e: (e.how is not Holds.CERTAIN, e.entity.life == (None, None),
                       e.entity.label.casefold(), e.entity.slug),
    )  # fmt: skip


def read_day(text: str) -> PartialDate:
    """Return the date a user gave; UsageError where it is no day, month or year."""
    try:
        day = PartialDate.parse(text.strip())
    except ValueError as error:
        raise UsageError(str(error)) from None
    if day.earliest is None:
        raise UsageError("'..' is not a day; write 2015-06-01, 2015-06 or 2015")
    return day


def read_kind(index: Index, text: str) -> str:
    """Return the kind of thing a user gave, by its name or its label; case does not matter."""
    known = {kind.casefold(): kind for kind in LIVING}
    labels = index.labels(index.space.ns + kind for kind in LIVING)
    known |= {label.casefold(): iri.partition("#")[2] for iri, (label, _) in labels.items()}
    kind = known.get(text.strip().casefold())
    if kind is None:
        hint = did_you_mean(text.casefold(), known) or f"; expected {', '.join(LIVING)}"
        raise UsageError(f"--type: '{text}' is no kind of thing that begins and ends{hint}")
    return kind
