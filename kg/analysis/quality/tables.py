"""The tables of `quality`."""

from __future__ import annotations

from collections.abc import Iterable

from kg.analysis.measure import Cells, Column, Table, tabulate
from kg.analysis.quality.finding import (
    CONTRADICTIONS,
    DATED,
    READINGS,
    SOURCED,
    Contradiction,
    Decade,
    FactsOf,
    QualityFinding,
    Readings,
    Stated,
)
from kg.analysis.quality.gaps import HELD, Gap, HeldAt, ListHeld, Thing
from kg.analysis.quality.measures import Measured

REST_ON: Cells[FactsOf] = (
    (Column("facts", "facts"), lambda one: len(one.facts)),
    (Column("with one source", "facts"), lambda one: one.with_one_source),
    (Column("on one weak source", "facts"), lambda one: len(one.weak)),
    (Column("share that is weak", "%"), lambda one: 100 * len(one.weak) / len(one.facts)),
)
DECADES: Cells[Decade] = (
    (Column("decade"), lambda one: one.decade),
    (Column("kind"), lambda one: one.kind),
    (Column("facts", "facts"), lambda one: len(one.facts)),
)
VERDICTS: Cells[Readings] = (
    (Column("verdict"), lambda one: one.verdict),
    (Column("stated by others", "verdicts"), lambda one: one.by_others),
    (Column("own reading", "verdicts"), lambda one: one.own),
)
CONTRADICTED: Cells[Contradiction] = (
    (Column("what"), lambda one: one.what),
    (Column("kind"), lambda one: one.kind),
    (Column("fact"), lambda one: one.fact),
    (Column("about"), lambda one: one.about),
)
MISSING: Cells[Gap] = (
    (Column("gap"), lambda one: one.name),
    (Column("things", "things"), lambda one: len(one.things)),
)
WORK: Cells[tuple[Gap, Thing]] = (
    (Column("gap"), lambda one: one[0].name),
    (Column("thing"), lambda one: one[1].id),
    (Column("label"), lambda one: one[1].label),
)
MEASURED: Cells[Measured] = (
    (Column("name"), lambda one: one.stick.name),
    (Column("measure"), lambda one: one.stick.title),
    (Column("facts", "facts"), lambda one: len(one.facts)),
    (Column("of", "facts"), lambda one: one.whole),
    (Column("share", "%"), lambda one: None if one.whole is None else one.value),
    (Column("limit"), lambda one: one.limit),
)
COVERED: Cells[HeldAt] = (
    (Column("where"), lambda one: one.place),
    (Column("named", "things"), lambda one: one.named),
    (Column("in the graph", "things"), lambda one: one.in_graph),
    (Column("missing"), lambda one: "; ".join(one.missing) or None),
)


def make_tables(found: QualityFinding) -> Iterable[Table]:
    """Yield what facts rest on, how dates are stated, what is contradicted, and what is missing."""
    for name, title, column, groups in (
        ("source-kinds", "Facts by kind of source", "kind of source", found.by_source),
        ("fact-kinds", "Facts by kind", "kind of fact", found.by_kind),
    ):
        yield _rest_on(name, title, column, groups)
    yield from _dates(found)
    yield tabulate(
        "readings",
        "Verdicts stated by others and read by this project",
        found.readings,
        VERDICTS,
        lambda one: one.assessments,
        query=READINGS,
        measure="readings",
    )
    yield tabulate(
        "contradictions",
        "Where the record contradicts itself",
        found.contradictions,
        CONTRADICTED,
        lambda one: (one.fact,),
        query=CONTRADICTIONS,
        measure="contradictions",
    )
    yield tabulate(
        "measures",
        "How far the record has come",
        found.measured,
        MEASURED,
        lambda one: one.facts,
        query="\n".join(one.stick.query for one in found.measured),
        measure="measures",
        note="A limit is the least that a release may have, or the most of what should be few.",
    )
    yield from _gaps(found.gaps)
    if found.held is not None:
        yield _coverage(found.held)


def _rest_on(name: str, title: str, column: str, groups: Iterable[FactsOf]) -> Table:
    cells: Cells[FactsOf] = ((Column(column), lambda one: one.kind), *REST_ON)
    return tabulate(
        name,
        title,
        groups,
        cells,
        lambda one: (fact.id for fact in one.facts),
        query=SOURCED,
        measure="sources",
    )


def _dates(found: QualityFinding) -> Iterable[Table]:
    cells: Cells[Stated] = (
        (Column("precision"), lambda one: one.precision),
        (Column("dates", "dates"), lambda one: one.dates),
        (Column("share", "%"), lambda one: 100 * one.dates / found.dates),
    )
    yield tabulate(
        "precision",
        "How precise dates are",
        found.stated,
        cells,
        lambda one: one.facts,
        query=DATED,
        measure="precision",
    )
    yield tabulate(
        "decades",
        "Dated facts by decade and kind",
        found.decades,
        DECADES,
        lambda one: one.facts,
        query=DATED,
        measure="gaps",
    )


def _gaps(gaps: Iterable[Gap]) -> Iterable[Table]:
    listed = list(gaps)
    query = "\n".join(gap.query for gap in listed)
    yield tabulate(
        "gaps",
        "What is missing",
        listed,
        MISSING,
        lambda gap: (thing.id for thing in gap.things),
        query=query,
        measure="gaps",
    )
    yield tabulate(
        "work",
        "Work list",
        ((gap, thing) for gap in listed if gap.is_listed for thing in gap.things),
        WORK,
        lambda one: (one[1].id,),
        query=query,
        measure="gaps",
    )


def _coverage(held: ListHeld) -> Table:
    return tabulate(
        "coverage",
        f"What the graph holds of {held.title}",
        held.places,
        COVERED,
        lambda place: place.held,
        query=HELD,
        measure="coverage",
    )
