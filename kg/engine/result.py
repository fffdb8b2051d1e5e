"""What a query gives: rows with named columns, whatever kind of query it was."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any, overload

from kg.engine.graph import text_of, write
from kg.errors import MissingExtra, QueryError
from kg.model.notation import show
from kg.model.terms import SHIPPED, XSD, Space

if TYPE_CHECKING:
    import pandas
    import polars

    from kg.engine.graph import Answer, SparqlGraph, Term

Value = str | int | float | bool | date | None
Row = tuple[Value, ...]

_WHOLE = frozenset(
    XSD + name
    for name in ("integer", "int", "long", "short", "nonNegativeInteger", "positiveInteger")
)
_REAL = frozenset(XSD + name for name in ("decimal", "double", "float"))
_SHOWN = 100
"""Rows that a notebook shows."""
MOST_ROWS, MOST_SECONDS = 1_000_000, 600.0
"""What an answer may take that is read in this process, where nobody says otherwise."""
_BATCH = 1000


class Result(Sequence[Row]):
    """The rows of an answer, each a tuple of plain values in the order of `columns`.

    An entity is its id (`nhsx`), any other IRI its CURIE where it has one; numbers, booleans and
    `xsd:date`s are Python's; every other literal is its text, a blank node its name, a triple its
    three terms between `<<(` and `)>>`, an unbound value None. SELECT gives
    its variables as columns; CONSTRUCT and DESCRIBE give subject, predicate, object; ASK gives
    one row with one column, `answer`. A result is true where it has rows, and ASK was not false.
    """

    def __init__(
        self,
        columns: Sequence[str],
        solutions: Sequence[Any],
        graph: SparqlGraph | None = None,
        entities: Sequence[str] | None = None,
    ) -> None:
        self.columns = tuple(columns)
        self._solutions = solutions  # tuples of terms, or the engine's solutions
        self._graph = graph
        self._entities = entities

    @classmethod
    def of(
        cls,
        answer: Answer,
        graph: SparqlGraph | None = None,
        entities: Sequence[str] | None = None,
        rows: int | None = None,
        seconds: float | None = None,
    ) -> Result:
        """Return an answer of the engine, read to its end; `graph` is where labels are found.

        `entities` declares the columns that hold entities, whatever is in them. Raises QueryError
        for more than so many rows, or where they have not all come after so many seconds.
        """
        import pyoxigraph as ox

        if isinstance(answer, ox.QueryBoolean):
            return cls(["answer"], [(ox.Literal(bool(answer)),)], graph)
        found = _read(answer, rows, seconds)
        if isinstance(answer, ox.QuerySolutions):
            columns = [variable.value for variable in answer.variables]
            return cls(columns, found, graph, entities)
        triples = [(t.subject, t.predicate, t.object) for t in found]
        return cls(["subject", "predicate", "object"], triples, graph)

    def __len__(self) -> int:
        return len(self._solutions)

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> list[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | list[Row]:
        if isinstance(at, slice):
            return [self._row(s) for s in self._solutions[at]]
        return self._row(self._solutions[at])

    def __iter__(self) -> Iterator[Row]:
        space = self._space
        return (tuple([plain(term, space) for term in row]) for row in self._solutions)

    def __bool__(self) -> bool:
        if self.columns == ("answer",) and len(self) == 1:
            return self[0][0] is not False
        return bool(self._solutions)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Result):
            return NotImplemented
        return self.columns == other.columns and list(self) == list(other)

    @property
    def terms(self) -> list[tuple[Term | None, ...]]:
        """The same rows as RDF terms of pyoxigraph, with datatypes and languages."""
        return [tuple(solution) for solution in self._solutions]

    @property
    def entity_columns(self) -> tuple[str, ...]:
        """The columns whose values are IRIs: as declared, else those that hold one."""
        if self._entities is not None:
            return tuple(self._entities)
        import pyoxigraph as ox

        return tuple(
            name
            for i, name in enumerate(self.columns)
            if any(isinstance(solution[i], ox.NamedNode) for solution in self._solutions)
        )

    def with_labels(self) -> Result:
        """Return the result with a column `…_label` after each column of entities.

        The label is the id where the graph has none, and None where the value is none.
        """
        import pyoxigraph as ox

        known = self._labels()
        named = set(self.entity_columns)
        columns: list[str] = []
        for name in self.columns:
            columns += [name, f"{name}_label"] if name in named else [name]
        rows = []
        for solution in self._solutions:
            row: list[Any] = []
            for name, term in zip(self.columns, solution, strict=True):
                row.append(term)
                if name in named:
                    label = self._label(term, known)
                    row.append(ox.Literal(label) if label is not None else None)
            rows.append(tuple(row))
        return Result(columns, rows, self._graph, self.entity_columns)

    def labelled_rows(self) -> Iterator[Row]:
        """Yield the rows with labels in the place of ids, as people read them."""
        known = self._labels()
        for solution in self._solutions:
            yield tuple(self._label(t, known) if _is_iri(t) else plain(t) for t in solution)

    def to_dicts(self) -> list[dict[str, Value]]:
        """Return the rows as dictionaries by column."""
        return [dict(zip(self.columns, row, strict=True)) for row in self]

    def to_pandas(self) -> pandas.DataFrame:
        """Return a pandas DataFrame; MissingExtra where pandas is not installed."""
        try:
            import pandas
        except ImportError:
            raise MissingExtra("a pandas frame", "frames") from None
        return pandas.DataFrame(list(self), columns=list(self.columns))

    def to_polars(self) -> polars.DataFrame:
        """Return a polars DataFrame; MissingExtra where polars is not installed."""
        try:
            import polars
        except ImportError:
            raise MissingExtra("a polars frame", "frames") from None
        return polars.DataFrame(
            list(self),
            schema=list(self.columns),
            orient="row",
            strict=False,
            infer_schema_length=None,
        )

    def _row(self, solution: Any) -> Row:
        space = self._space
        return tuple([plain(term, space) for term in solution])

    @property
    def _space(self) -> Space:
        return self._graph.space if self._graph is not None else SHIPPED

    def _label(self, term: Term | None, known: Mapping[str, str]) -> str | None:
        found = plain(term, self._space)
        if found is None:
            return None
        return known.get(text_of(term), str(found)) if _is_iri(term) else str(found)

    def _labels(self) -> Mapping[str, str]:
        if self._graph is None:
            return {}
        from kg.engine.labels import labels_of

        found = {t.value: None for s in self._solutions for t in s if _is_iri(t)}
        return labels_of(self._graph, found)

    def _repr_html_(self) -> str:
        from html import escape

        def cell(value: Value) -> str:
            side = ' style="text-align:right"' if isinstance(value, int | float) else ""
            return f"<td{side}>{escape(str(value)) if value is not None else ''}</td>"

        head = "".join(f"<th>{escape(name)}</th>" for name in self.columns)
        shown = [row for row, _ in zip(self.labelled_rows(), range(_SHOWN), strict=False)]
        body = "".join(f"<tr>{''.join(map(cell, row))}</tr>" for row in shown)
        more = len(self) - len(shown)
        rest = f"<p>… and {more:,} more rows</p>" if more > 0 else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{rest}"

    def __repr__(self) -> str:
        return f"<kg.Result {len(self):,} rows: {', '.join(self.columns)}>"


def plain(term: Term | None, space: Space = SHIPPED) -> Value:
    """Return a term as a plain value; see `Result`."""
    import pyoxigraph as ox

    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return space.slug(term.value)
    if not isinstance(term, ox.Literal):
        return show(write(term), space)
    text, kind = term.value, term.datatype.value
    try:
        if kind in _WHOLE:
            return int(text)
        if kind in _REAL:
            return float(text)
        if kind == XSD + "date":
            return date.fromisoformat(text)
    except ValueError:
        return text  # an ill-typed literal, or a year that Python has not
    return text in ("true", "1") if kind == XSD + "boolean" else text


def _is_iri(term: Any) -> bool:
    import pyoxigraph as ox

    return isinstance(term, ox.NamedNode)


def _read(answer: Iterable[Any], rows: int | None, seconds: float | None) -> list[Any]:
    """Return the rows of an answer within limits, which are looked at between rows."""
    found: list[Any] = []
    coming, begun = iter(answer), time.monotonic()
    while batch := list(islice(coming, _BATCH)):
        found += batch
        if rows is not None and len(found) > rows:
            raise QueryError(f"query: more than {rows:,} rows; ask for less, or open with rows=")
        if seconds is not None and time.monotonic() > begun + seconds:
            raise QueryError(
                f"query: {len(found):,} rows in {seconds:g} s, and there are more; "
                "ask for less, or open with seconds="
            )
    return found
