"""The tables of `lineage`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise

from kg.analysis.lineage.finding import (
    GROUPS,
    TAKEN_UP,
    Descent,
    Heirless,
    LineageFinding,
    NameAgain,
    TogetherAgain,
    Tree,
)
from kg.analysis.measure import Cells, Column, Table, Value, tabulate
from kg.history.families import LIVES, QUERY, Families
from kg.history.projections import SUCCESSIONS
from kg.history.returns import LABELS, NAMES
from kg.model.dates import in_words

YEARS = (Column("years at least", "years"), Column("years at most", "years"))


def make_tables(found: LineageFinding) -> tuple[Table, ...]:
    """Return the tables of a finding, in the order in which they are shown."""
    made = found.families
    return (
        _trees(made, found.trees),
        _descents(made, found.descents),
        _heirless(made, found.heirless),
        _reunited(made, found.reunited),
        _revivals(made, found.revivals),
        tabulate(
            "cycles",
            "Cycles of succession",
            found.cycles,
            (
                (Column("bodies"), lambda cycle: _names(made, cycle)),
                (Column("size", "bodies"), lambda cycle: len(cycle)),
            ),
            lambda cycle: cycle,
            query=SUCCESSIONS,
            measure="cycle",
        ),
    )


def _names(made: Families, bodies: Iterable[str]) -> str:
    return "; ".join(made.label(body) for body in bodies)


def _trees(made: Families, trees: Iterable[Tree]) -> Table:
    def of_today(tree: Tree) -> str | None:
        return "; ".join(sorted(made.label(body) for body in tree.alive)) or None

    cells: Cells[Tree] = (
        (Column("oldest member"), lambda tree: made.label(tree.oldest)),
        (Column("known since"), lambda tree: tree.since),
        (Column("bodies", "bodies"), lambda tree: len(tree.shape.members)),
        (Column("depth", "successions"), lambda tree: tree.shape.depth),
        (Column("width", "bodies"), lambda tree: tree.shape.width),
        (Column("mergers", "bodies"), lambda tree: len(tree.shape.merged)),
        (Column("splits", "bodies"), lambda tree: len(tree.shape.split)),
        (Column("of today", "bodies"), lambda tree: len(tree.alive)),
        (Column("who"), of_today),
    )
    return tabulate(
        "families",
        "Family trees",
        trees,
        cells,
        lambda tree: tree.shape.members,
        query=QUERY,
        measure="family",
    )


def _descents(made: Families, descents: Iterable[Descent]) -> Table:
    def line(descent: Descent) -> str:
        return made.label(descent.oldest) + "".join(
            f" → {made.label(b)}" + (f" ({in_words(day)})" if (day := made.day(a, b)) else "")
            for a, b in pairwise(descent.line)
        )

    cells: Cells[Descent] = (
        (Column("body"), lambda descent: made.label(descent.body)),
        (Column("oldest forerunner"), lambda descent: made.label(descent.oldest)),
        (Column("known since"), lambda descent: descent.since),
        (YEARS[0], lambda descent: descent.least),
        (YEARS[1], lambda descent: descent.most),
        (Column("steps", "successions"), lambda descent: descent.steps),
        (Column("line"), line),
        (Column("laws"), lambda descent: "; ".join(descent.laws) or None),
    )
    return tabulate(
        "oldest",
        "The oldest forerunner of each body of today",
        descents,
        cells,
        lambda descent: dict.fromkeys([*descent.line, *descent.events]),
        query=QUERY,
        measure="oldest",
        note="Laws as recorded for the steps of the line; a step without one names none.",
    )


def _heirless(made: Families, bodies: Iterable[Heirless]) -> Table:
    cells: Cells[Heirless] = (
        (Column("body"), lambda lost: made.label(lost.body)),
        (Column("kind"), lambda lost: lost.kind),
        (Column("ended"), lambda lost: in_words(lost.ended)),
        (
            Column("functions or ownership went to"),
            lambda lost: "; ".join(lost.takers) or None,
        ),
        (Column("heirs of its group"), lambda lost: "; ".join(lost.group_heirs) or None),
    )
    return tabulate(
        "heirless",
        "Ended without a recorded successor",
        bodies,
        cells,
        lambda lost: (lost.body,),
        query=QUERY + TAKEN_UP + GROUPS,
        measure="heirless",
    )


def _apart(end: int) -> Callable[[TogetherAgain], Value]:
    return lambda again: again.apart and again.apart[end]


def _reunited(made: Families, reunited: Iterable[TogetherAgain]) -> Table:
    cells: Cells[TogetherAgain] = (
        (Column("body"), lambda again: made.label(again.reunion.split)),
        (Column("split"), lambda again: in_words(again.parted)),
        (Column("into"), lambda again: _names(made, again.reunion.parts)),
        (Column("together again in"), lambda again: made.label(again.reunion.reunited)),
        (Column("since"), lambda again: in_words(again.met)),
        (YEARS[0], _apart(0)),
        (YEARS[1], _apart(1)),
    )
    return tabulate(
        "reunited",
        "Split and put together again",
        reunited,
        cells,
        lambda again: again.ids,
        query=QUERY,
        measure="reunion",
    )


def _revivals(made: Families, revivals: Iterable[NameAgain]) -> Table:
    cells: Cells[NameAgain] = (
        (Column("name"), lambda again: again.revival.name),
        (Column("borne by"), lambda again: made.label(again.revival.first)),
        (Column("until"), lambda again: in_words(again.revival.ended)),
        (Column("then by"), lambda again: _names(made, again.revival.then)),
        (Column("from"), lambda again: in_words(again.revival.since)),
        (YEARS[0], lambda again: again.revival.years[0]),
        (YEARS[1], lambda again: again.revival.years[1]),
        (Column("order"), lambda again: "certain" if again.revival.is_certain else "possible"),
        (Column("descent"), lambda again: again.descent),
    )
    return tabulate(
        "revivals",
        "Names that came back",
        revivals,
        cells,
        lambda again: again.ids,
        query=LIVES + LABELS + NAMES,
        measure="revival",
    )
