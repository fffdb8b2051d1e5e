"""Advice whose addressee ended after it was given, and who has the duty since."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kg.engine.graph import SparqlGraph
from kg.history.advice import Advice
from kg.index.index import index_of
from kg.model.dates import Span


@dataclass(frozen=True, slots=True)
class Orphaned:
    """Advice to a body that ended after it was reported, and the heirs of that body today."""

    advice: Advice
    reported: Span
    body: str
    ended: Span
    heirs: tuple[str, ...]

    @property
    def addressee(self) -> str:
        """What the body was called."""
        return self.advice.addressees[self.body]


def find_orphaned(
    graph: SparqlGraph, advice: Iterable[Advice], as_of: date | None
) -> list[Orphaned]:
    """Return the advice whose addressee ended after it, for certain and by the day that is now."""
    index = index_of(graph)
    return [
        Orphaned(one, one.day, body, end, tuple(index.living_heirs(body)))
        for one in advice
        for body, end in sorted(one.ends.items())
        if one.day and one.day.is_before(end) and (as_of is None or end.latest <= as_of)
    ]
