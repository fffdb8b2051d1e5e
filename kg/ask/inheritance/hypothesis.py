"""What is supposed to happen: which bodies end on which day, and who takes their place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.engine.graph import SparqlGraph
from kg.errors import UsageError
from kg.history.existence import read_day
from kg.history.lives import kinds_of_bodies
from kg.index.entries import Entity
from kg.index.index import Index
from kg.index.names import find_entity
from kg.model.dates import PartialDate, Span, period, say


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """Bodies that end on a day, and the heirs that take their place; no graph knows of it."""

    ended: tuple[Entity, ...]
    heirs: tuple[Entity, ...]
    day: PartialDate
    on: Span


def read_hypothesis(
    graph: SparqlGraph,
    index: Index,
    ended: Sequence[str],
    heirs: Sequence[str],
    on: str | None,
) -> Hypothesis:
    """Return what some names and a day suppose.

    Raises UnknownEntity for a name that no body has, UsageError for a body that ends and inherits
    at once, or that does not exist on the day.
    """
    kinds = kinds_of_bodies(graph)
    gone = _find(index, ended, kinds)
    taking = _find(index, heirs, kinds)
    for heir in taking:
        if heir in gone:
            raise UsageError(f"'{heir.label}' ({heir.slug}) cannot end and be its own heir")
    if on is None and index.read_up_to is None:
        raise UsageError("--on: this record has no dated source, so that a day has to be named")
    day = read_day(on if on is not None else str(index.read_up_to))
    assert day.days is not None
    for body in gone:
        _check(index, body, day.days, day.text, "cannot end")
    for heir in taking:
        _check(index, heir, day.days, day.text, "cannot be an heir")
    return Hypothesis(gone, taking, day, day.days)


def read_merger(
    graph: SparqlGraph,
    index: Index,
    merged: Sequence[str],
    into: Sequence[str],
    on: str | None,
) -> Hypothesis:
    """Return what a merger supposes: a body that is merged into itself goes on.

    Raises as `read_hypothesis` does, and UsageError where it takes fewer than two bodies.
    """
    kinds = kinds_of_bodies(graph)
    bodies, heirs = _find(index, merged, kinds), _find(index, into, kinds)
    if len(bodies) < 2:
        raise UsageError("a merger takes two bodies or more; for one say kg what-if end")
    ended = [body.slug for body in bodies if body not in heirs]
    return read_hypothesis(graph, index, ended, [heir.slug for heir in heirs], on)


def _find(index: Index, names: Sequence[str], kinds: Sequence[str]) -> tuple[Entity, ...]:
    found = [find_entity(index, name, kinds) for name in names]
    return tuple(dict.fromkeys(found))


def _check(index: Index, body: Entity, on: Span, text: str, what: str) -> None:
    born, ended = body.life
    named = f"'{body.label or body.slug}' ({body.slug})"
    if ended is not None and ended.days is not None and ended.days.latest <= on.latest:
        lived = period(body.start, body.end)
        raise UsageError(
            f"{named} {what} by {say(text)}: it ended before ({lived}); {_say_heirs(index, body)}"
        )
    if born is not None and born.days is not None and on.is_before(born.days):
        raise UsageError(f"{named} {what} by {say(text)}: it begins only on {say(born.text)}")


def _say_heirs(index: Index, body: Entity) -> str:
    """Say who has the duty of a body that has ended; nobody has where its heirs have ended too."""
    after = index.outlines(index.living_heirs(body.slug))
    if after:
        named = (f"{outline[0]} ({slug})" for slug, outline in after.items())
        return f"its heirs today: {', '.join(named)}"
    return "no heir of it is left" if index.reached(body.slug) else "nothing took its place"
