"""The reorganisations as tables: by year, one by one, by what they rest on, and the large ones."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from kg.analysis.measure import Column, Table, Value
from kg.history import reorganisations as ro
from kg.history.record import Span
from kg.history.reorganisations import Cause, Reorganisation
from kg.history.spans import in_words

LARGE = 10
"""The bodies that a large reorganisation touches, at least."""

NONE_RECORDED = "none recorded"
NOT_CERTAIN = "not certain"


def year_of(day: Span | None) -> int | None:
    """Return the year of a day; None where it is not certain."""
    return day.earliest.year if day and day.earliest.year == day.latest.year else None


def years_table(found: Sequence[Reorganisation]) -> Table:
    """Return how many there were in each year that had any."""
    groups: dict[str, list[Reorganisation]] = {}
    for one in found:
        groups.setdefault(str(year_of(one.day) or NOT_CERTAIN), []).append(one)
    return Table(
        "years", "Reorganisations by year",
        (Column("year"), Column("reorganisations", "events"), Column("large", "events"),
         Column("only create", "events"), Column("bodies and groups ended", "bodies"),
         Column("bodies and groups created", "bodies")),
        tuple(
            (name, len(group), sum(r.size >= LARGE for r in group),
             sum(r.only_creates for r in group),
             len({b for r in group for b in r.with_role(ro.ENDED)}),
             len({b for r in group for b in r.with_role(ro.CREATED)}))
            for name, group in groups.items()
        ),
        tuple(tuple(i for r in group for i in r.ids) for group in groups.values()),
        ro.QUERY, "reorganisations", "Years with none are left out.",
    )  # fmt: skip


def list_table(found: Sequence[Reorganisation]) -> Table:
    """Return every reorganisation with what it rests on, in order of days."""

    def labels(one: Reorganisation, kind: str) -> str:
        return "; ".join(ground.label for ground in one.grounds if ground.kind == kind)

    return Table(
        "reorganisations", "The reorganisations",
        (Column("reorganisation"), Column("date"), Column("bodies touched, at least", "bodies"),
         Column("ended", "bodies"), Column("created", "bodies"), Column("only creates"),
         *(Column(kind) for kind in ro.GROUNDS), Column("decided")),
        tuple(
            (r.label, in_words(r.day), r.size, len(r.with_role(ro.ENDED)),
             len(r.with_role(ro.CREATED)), r.only_creates,
             *(labels(r, kind) for kind in ro.GROUNDS), in_words(r.decided))
            for r in found
        ),
        tuple((*r.ids, *r.bodies) for r in found), ro.QUERY, "reorganisations",
    )  # fmt: skip


def grounds_table(found: Sequence[Reorganisation]) -> Table:
    """Return how many reorganisations rest on what, and how long after it they came."""
    groups = {
        kind: [(r, [g for g in r.grounds if g.kind == kind]) for r in found]
        for kind in ro.GROUNDS
    }  # fmt: skip
    held = {kind: [pair for pair in pairs if pair[1]] for kind, pairs in groups.items()}
    held[NONE_RECORDED] = [(r, []) for r in found if not r.grounds]
    held = {kind: pairs for kind, pairs in held.items() if pairs}
    rows: list[tuple[Value, ...]] = []
    for kind, pairs in held.items():
        waits = _waits(pairs) if kind in (ro.LAW, ro.REPORT) else []
        rows.append((
            kind, len(pairs), 100 * len(pairs) / len(found), sum(r.size >= LARGE for r, _ in pairs),
            sum(not r.only_creates for r, _ in pairs),
            median(low for low, _ in waits) if waits else None,
            median(high for _, high in waits) if waits else None,
        ))  # fmt: skip
    return Table(
        "grounds", "What reorganisations rest on",
        (Column("ground"), Column("reorganisations", "events"), Column("of all", "%", 0),
         Column("large", "events"), Column("not only creations", "events"),
         Column("median from the first of them, at least", "years"), Column("at most", "years")),
        tuple(rows),
        tuple(
            tuple(i for r, grounds in pairs for i in (r.id, *(g.id for g in grounds)))
            for pairs in held.values()
        ),
        ro.QUERY, "grounds", "A reorganisation with several grounds stands in several rows.",
    )  # fmt: skip


def _waits(pairs: Sequence[tuple[Reorganisation, list[Cause]]]) -> list[tuple[float, float]]:
    """Return the years from the first dated ground to each dated reorganisation."""
    found = []
    for one, grounds in pairs:
        days = sorted((g.day for g in grounds if g.day), key=lambda d: (d.earliest, d.latest))
        if one.day and days:
            found.append(days[0].years_to(one.day))
    return found


def large_table(found: Sequence[Reorganisation]) -> Table:
    """Return the years between each large reorganisation and the next."""
    dated = [r for r in found if r.size >= LARGE and r.day is not None]
    pairs = [(one, other, one.day.years_to(other.day))
             for one, other in pairwise(dated) if one.day and other.day]  # fmt: skip
    return Table(
        "large", "From one large reorganisation to the next",
        (Column("reorganisation"), Column("date"), Column("the next"), Column("date of the next"),
         Column("at least", "years"), Column("at most", "years")),
        tuple((one.label, in_words(one.day), other.label, in_words(other.day), *wait)
              for one, other, wait in pairs),
        tuple((one.id, other.id) for one, other, _ in pairs), ro.QUERY, "waiting",
    )  # fmt: skip
