"""The figures of `churn`: reorganisations by year and by holder of an office."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from kg.analysis.churn.finding import ChurnFinding, OfficeCount, Tally
from kg.analysis.measure import Figure, FigureKind, Series
from kg.history.reorganisations import LARGE, Reorganisation
from kg.model.dates import in_words

KINDS: dict[str, Callable[[Reorganisation], bool]] = {
    "large": lambda one: one.is_large,
    "others": lambda one: not one.is_large and not one.only_creates,
    "only create": lambda one: not one.is_large and one.only_creates,
}


def draw_figures(found: ChurnFinding) -> Iterable[Figure]:
    """Yield the figures for which the finding holds anything."""
    yield from _by_year(found)
    if found.reorganisations:
        yield from (_by_holder(counted) for counted in found.offices if counted.terms)


def _by_year(found: ChurnFinding) -> Iterable[Figure]:
    known = [(year.year, year.held) for year in found.years if year.year is not None]
    if not known:
        return
    span = range(min(year for year, _ in known), max(year for year, _ in known) + 1)
    series = []
    for label, fits in KINDS.items():
        per_year = Counter({year: sum(map(fits, held)) for year, held in known})
        series.append(Series(label, tuple(span), tuple(float(per_year[year]) for year in span)))
    missing = len(found.reorganisations) - sum(len(held) for _, held in known)
    yield Figure(
        "years",
        "Reorganisations by year",
        FigureKind.stacked,
        tuple(series),
        "year",
        "reorganisations",
        f"Large: at least {LARGE} bodies. Left out for want of a certain year: {missing}.",
    )


def _by_holder(counted: OfficeCount) -> Figure:
    terms = counted.terms
    names = tuple(f"{t.term.name}, {str(in_words(t.term.start))[:7]}" for t in terms)
    return Figure(
        f"by-{counted.office.name}",
        f"Reorganisations by {counted.office.label}",
        FigureKind.ranges,
        (
            _to_series("took effect", names, [term.took_effect for term in terms]),
            _to_series("decided", names, [term.decided for term in terms]),
        ),
        "reorganisations in office",
        "",
        "Dots: certain; lines: to what is possible, where dates are not known to the day. "
        "Decided: date of the first law, or else report.",
    )


def _to_series(label: str, names: tuple[str, ...], tallies: Iterable[Tally]) -> Series:
    counts = [(float(len(t.certain)), float(len(t.possible))) for t in tallies]
    certain = tuple(low for low, _ in counts)
    return Series(label, names, certain, certain, tuple(high for _, high in counts))
