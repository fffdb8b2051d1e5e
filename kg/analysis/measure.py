"""What an analysis is made of: definitions, tables, sentences, figures, limits.

All are plain frozen values: an analysis computes them once, and the command line, Python and the
report only show them. Values in cells are words, numbers, booleans or None (not known); days are
ISO text. Floats are rounded to the digits of their column on entry, so that every surface shows
the same number and the same input gives the same bytes.

The shapes for machines:

    Analysis.to_rows()   one dict a cell: analysis, table, row, column, unit, value, ids
    Table.to_rows()      one dict a row, keyed by column; what `--table NAME -f csv` prints
    Analysis.to_json()   {name, title, question, as_of, measures: [{name, title, definition,
                         formula, source, dates}], tables: [{name, title, measure, note, columns:
                         [{name, unit}], rows: [{…}], ids: [[…]], query}], sentences: [{text,
                         measure, ids}], limits: […]}
    Analysis.to_markdown()  a section: sentences, tables with units, definitions, limits
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TypeVar

Value = str | int | float | bool | None
"""What a cell holds; None where it is not known or cannot be computed."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Measure:
    """The definition of a number: enough to compute it again by hand.

    `formula` is plain text. `source` names the paper or standard, or says that the measure is
    ours. `dates` says how dates that are missing or imprecise are treated.
    """

    name: str
    title: str
    definition: str
    formula: str = ""
    source: str = "own definition"
    dates: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its unit (empty for words and names), the decimals of its floats."""

    name: str
    unit: str = ""
    digits: int = 1

    @property
    def heading(self) -> str:
        """The name with its unit, as tables print it; a unit that says the same is left out."""
        return self.name if self.unit in ("", self.name) else f"{self.name} ({self.unit})"


@dataclass(frozen=True, slots=True)
class Table:
    """Numbers, one row a thing counted, and where each row comes from.

    `ids` holds, for each row, the slugs of the entities, events or claims it was made of; `query`
    is the SPARQL that found them. `measure` names the definition that the columns follow. `name`
    is unique in its analysis.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    ids: tuple[tuple[str, ...], ...]
    query: str
    measure: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        if len(self.ids) != len(self.rows):
            raise ValueError(f"{self.name}: {len(self.rows)} rows but {len(self.ids)} lists of ids")
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"{self.name}: a row of {len(row)} cells: {row}")
        rounded = tuple(
            tuple(
                round(value, column.digits) if isinstance(value, float) else value
                for column, value in zip(self.columns, row, strict=True)
            )
            for row in self.rows
        )
        object.__setattr__(self, "rows", rounded)

    def to_rows(self) -> list[dict[str, Value]]:
        """Return the rows as dicts, keyed by the names of the columns."""
        names = [column.name for column in self.columns]
        return [dict(zip(names, row, strict=True)) for row in self.rows]

    def to_json(self) -> dict[str, object]:
        """Return the table as one object, its rows as dicts."""
        return {
            "name": self.name,
            "title": self.title,
            "measure": self.measure,
            "note": self.note,
            "columns": [{"name": column.name, "unit": column.unit} for column in self.columns],
            "rows": self.to_rows(),
            "ids": [list(ids) for ids in self.ids],
            "query": self.query,
        }

    def column(self, name: str) -> list[Value]:
        """Return the cells of one column; ValueError where there is none of that name."""
        at = [column.name for column in self.columns].index(name)
        return [row[at] for row in self.rows]


Cells = Sequence[tuple[Column, Callable[[T], Value]]]
"""The columns of a table of things, each with what it says of one thing."""


def tabulate(
    name: str,
    title: str,
    things: Iterable[T],
    cells: Cells[T],
    ids: Callable[[T], Iterable[str]],
    *,
    query: str,
    measure: str = "",
    note: str = "",
) -> Table:
    """Return a table of one row a thing, in their order; `ids` gives what each was made of."""
    listed = list(things)
    return Table(
        name,
        title,
        tuple(column for column, _ in cells),
        tuple(tuple(value(thing) for _, value in cells) for thing in listed),
        tuple(tuple(ids(thing)) for thing in listed),
        query,
        measure,
        note,
    )


@dataclass(frozen=True, slots=True)
class Sentence:
    """A claim in words, computed from the numbers, with the ids that bear it out."""

    text: str
    measure: str = ""
    ids: tuple[str, ...] = ()


class FigureKind(StrEnum):
    """How a figure draws its series."""

    steps = "steps"
    """Survival curves: x numeric, y holds from x to the next x; bands shaded."""
    lines = "lines"
    """x numeric, points joined."""
    bars = "bars"
    """x are categories or years; several series stand side by side."""
    stacked = "stacked"
    """As bars, series on top of each other."""
    ranges = "ranges"
    """One category a row: a dot at y, a line from low to high."""


@dataclass(frozen=True, slots=True)
class Series:
    """One line, set of bars or set of dots, with the bounds of each value where it has them.

    A bound of None is not known: a range without `high` is open, drawn as an arrow.
    """

    label: str
    x: tuple[str | float, ...]
    y: tuple[float | None, ...]
    low: tuple[float | None, ...] = ()
    high: tuple[float | None, ...] = ()

    def __post_init__(self) -> None:
        for values in (self.y, self.low or self.x, self.high or self.x):
            if len(values) != len(self.x):
                raise ValueError(f"{self.label}: x and its values differ in length")


@dataclass(frozen=True, slots=True)
class Figure:
    """What a figure shows; `kg.export.drawing` draws it. Axis labels carry their unit."""

    name: str
    title: str
    kind: FigureKind
    series: tuple[Series, ...]
    x_label: str
    y_label: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Analysis:
    """A question and what the record says to it.

    `as_of` is the day that counts as "now", ISO text, taken from the data and never from the
    clock; None where nothing is dated. `limits` say what the numbers leave out, with counts.
    """

    name: str
    title: str
    question: str
    as_of: str | None
    measures: tuple[Measure, ...]
    tables: tuple[Table, ...]
    sentences: tuple[Sentence, ...] = ()
    limits: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the graph held nothing that this analysis counts."""
        return not any(table.rows for table in self.tables)

    def table(self, name: str) -> Table:
        """Return a table by name; KeyError where there is none."""
        return {table.name: table for table in self.tables}[name]

    def to_rows(self) -> list[dict[str, Value]]:
        """Return every cell of every table as a row of its own, ids joined by `|`."""
        return list(self._cells())

    def _cells(self) -> Iterator[dict[str, Value]]:
        for table in self.tables:
            for i, (row, ids) in enumerate(zip(table.rows, table.ids, strict=True), start=1):
                for column, value in zip(table.columns, row, strict=True):
                    yield {
                        "analysis": self.name,
                        "table": table.name,
                        "row": i,
                        "column": column.name,
                        "unit": column.unit,
                        "value": value,
                        "ids": "|".join(ids),
                    }

    def to_json(self) -> dict[str, object]:
        """Return the whole analysis as the object that the module describes; no figures."""
        return {
            "name": self.name,
            "title": self.title,
            "question": self.question,
            "as_of": self.as_of,
            "measures": [asdict(measure) for measure in self.measures],
            "tables": [table.to_json() for table in self.tables],
            "sentences": [
                {"text": s.text, "measure": s.measure, "ids": list(s.ids)} for s in self.sentences
            ],
            "limits": list(self.limits),
        }

    def to_markdown(self, level: int = 1) -> str:
        """Return the analysis as a section, its title at a heading level."""
        lines = [f"{'#' * level} {self.title}", "", self.question, ""]
        lines += [f"- {sentence.text}" for sentence in self.sentences]
        for table in self.tables:
            lines += ["", f"{'#' * (level + 1)} {table.title}", "", *_markdown_table(table)]
            lines += ["", table.note] if table.note else []
        lines += ["", f"{'#' * (level + 1)} Definitions", ""]
        for m in self.measures:
            formula = m.formula and f"Formula: {m.formula}."
            parts = [m.definition, formula, f"Source: {m.source}.", m.dates]
            lines.append(f"- **{m.title}.** {' '.join(part for part in parts if part)}")
        if self.limits:
            lines += ["", f"{'#' * (level + 1)} Limits", "", *(f"- {x}" for x in self.limits)]
        return "\n".join([*lines, ""])


def show(value: Value, column: Column) -> str:
    """Return a cell as people read it: thousands separated, fixed decimals, a dash for None.

    >>> show(12345.678, Column("value", "£", 2)), show(None, Column("median", "years"))
    ('12,345.68', '–')
    """
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}" if column.unit not in ("", "year") else str(value)
    return f"{value:,.{column.digits}f}" if isinstance(value, float) else value


def _markdown_table(table: Table) -> list[str]:
    if not table.rows:
        return ["Nothing to count."]

    def line(cells: list[str]) -> str:
        return (
            f"| {' | '.join(c.replace('|', chr(92) + '|').replace(chr(10), ' ') for c in cells)} |"
        )

    numeric = [
        all(isinstance(row[i], int | float | None) for row in table.rows)
        for i in range(len(table.columns))
    ]
    return [
        line([column.heading for column in table.columns]),
        f"|{'|'.join('---:' if n else '---' for n in numeric)}|",
        *(
            line([show(v, c) for c, v in zip(table.columns, row, strict=True)])
            for row in table.rows
        ),
    ]
