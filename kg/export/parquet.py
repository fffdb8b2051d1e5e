"""Write a graph as Parquet: nodes by class, edges by property, claims and sources.

Four tables in one folder, in the layout of Hive (`nodes/class=Body/part-0.parquet`), which DuckDB,
polars and Spark read as they stand. All files of a table have the same columns; the one that
names the folder stands in no file. docs/tables.md describes the columns.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from kg.errors import MissingExtra
from kg.export.content_rows import Bounds, Citing, ClaimRow, Edge, NodeRow, SourceRow
from kg.export.contents import Contents
from kg.export.folders import writing_folder
from kg.export.parquet_header import HEADER, write_header
from kg.export.typed_columns import TableColumn, ValueType
from kg.model.dates import Span

if TYPE_CHECKING:
    from kg.engine.graph import SparqlGraph
    from kg.model.vocabulary import Vocabulary

TABLES = ("nodes", "edges", "claims", "sources")
_GROUP = 50_000
"""Rows that are written at once, as one row group."""
_HELD = 100_000
"""Rows of all files that wait to be written."""
_OPEN = 64
"""Files that are open at once."""
_LONGEST = 240
"""Letters of the name of a folder, after `property=`; systems take 255 of all."""

_CUT = re.compile("%.?$")
_NOTHING = "__HIVE_DEFAULT_PARTITION__"
"""What Hive calls the folder of no value: where there is no edge, its file says which columns."""

Counts = dict[str, int]
"""Table -> its rows."""


def write_parquet(graph: SparqlGraph, vocabulary: Vocabulary, folder: Path) -> Counts:
    """Write the tables of a graph into a folder; return how many rows each has.

    Raises NothingThere for a graph without things, OutputError where it cannot be written, and
    MissingExtra without pyarrow.
    """
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        raise MissingExtra("kg export parquet", "parquet") from None
    with writing_folder(folder, (*TABLES, HEADER)) as fresh:
        contents = Contents(graph, vocabulary, fresh.parent)
        try:
            (fresh / HEADER).write_text(write_header(graph, vocabulary), "utf8")
            return _ParquetTables(contents.columns, fresh).write(contents)
        finally:
            contents.close()


class _ParquetTables:
    """Puts the rows of a graph into the files where they belong."""

    def __init__(self, columns: tuple[TableColumn, ...], folder: Path) -> None:
        self._columns = columns
        self._files = PartFiles(folder)
        self._schemas = _schemas(columns)

    def write(self, contents: Contents) -> Counts:
        """Write all rows; each table has a file, if it be empty."""
        classes, properties = PartNames("nodes/class"), PartNames("edges/property")
        for row in contents.rows():
            if isinstance(row, ClaimRow):
                self._add("claims", "claims", _of_claim(row))
                continue
            self._add("nodes", classes.place(row.kind), self._of_node(row))
            for edge in row.edges:
                self._add("edges", properties.place(edge.property), _of_edge(edge))
            if row.source is not None:
                self._add("sources", "sources", _of_source(row.source))
        for source in contents.unknown_sources():
            self._add("sources", "sources", _of_source(source))
        edges = [] if properties else [properties.place(_NOTHING)]
        for place in ("claims", "sources", *edges):
            self._files.begin(place, self._schemas[place.partition("/")[0]])
        return self._files.finish()

    def _add(self, table: str, place: str, row: Mapping[str, Any]) -> None:
        self._files.add(place, self._schemas[table], row)

    def _of_node(self, row: NodeRow) -> dict[str, Any]:
        found: dict[str, Any] = {
            "id": row.id,
            "label": row.label,
            "types": list(row.types),
            **_days(row.days),
            **_bounds("date", row.date),
            "sources": _cited(row.sources),
        }
        for column in self._columns:
            values = row.values.get(column.name)
            if values is not None:
                found[column.name] = values if column.is_many else values[0]
        return found


class PartNames:
    """Folders of values, as Hive names them: `nodes/class=Body`.

    What no system takes is written as a percent sign and its number, and so is the beginning of a
    name that differs from another in case alone. Of one that is too long only a part is kept.

    >>> names = PartNames("nodes/class")
    >>> names.place("Body"), names.place("body"), names.place("foaf:Person")
    ('nodes/class=Body', 'nodes/class=%62ody', 'nodes/class=foaf%3APerson')
    """

    def __init__(self, begin: str) -> None:
        self._begin = begin
        self._places: dict[str, str] = {}
        self._taken: set[str] = set()

    def __len__(self) -> int:
        """Return how many values have a folder."""
        return len(self._places)

    def place(self, value: str) -> str:
        """Return the folder of a value."""
        if value not in self._places:
            hidden, name = 0, quote(value, safe="")
            while name.lower() in self._taken:
                hidden += 1
                head = "".join(f"%{byte:02X}" for byte in value[:hidden].encode())
                name = head + quote(value[hidden:], safe="")
            if len(name) > _LONGEST:
                digest = sha256(value.encode()).hexdigest()[:12]
                name = f"{_CUT.sub('', name[: _LONGEST - 13])}-{digest}"
            self._taken.add(name.lower())
            self._places[value] = f"{self._begin}={name}"
        return self._places[value]


class PartFiles:
    """Files of rows by the folder they stand in: few are open, and few rows wait, at any time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._waiting: dict[str, list[Mapping[str, Any]]] = {}
        self._schemas: dict[str, Any] = {}
        self._held = 0
        self._writers: dict[str, Any] = {}
        self._parts: Counts = {}
        self._counts: Counts = {}

    def add(self, place: str, schema: Any, row: Mapping[str, Any]) -> None:
        """Add a row to the file of a folder; what it does not name is not known."""
        rows = self._waiting.get(place)
        if rows is None:
            rows = self._waiting[place] = []
            self._schemas[place] = schema
        rows.append(row)
        self._held += 1
        if len(rows) >= _GROUP:
            self._put(place)
        elif self._held >= _HELD:
            self._put(max(self._waiting, key=lambda name: (len(self._waiting[name]), name)))

    def begin(self, place: str, schema: Any) -> None:
        """Let a folder have a file, if it be without rows."""
        self._waiting.setdefault(place, [])
        self._schemas[place] = schema

    def finish(self) -> Counts:
        """Write what waits; return how many rows each table has."""
        for place in sorted(self._waiting):
            if self._waiting[place] or place not in self._parts:
                self._put(place)
        for place in list(self._writers):
            self._writers.pop(place).close()
        return {table: self._counts.get(table, 0) for table in TABLES}

    def _put(self, place: str) -> None:
        import pyarrow as pa

        rows, self._waiting[place] = self._waiting[place], []
        self._held -= len(rows)
        schema = self._schemas[place]
        table = place.partition("/")[0]
        self._counts[table] = self._counts.get(table, 0) + len(rows)
        columns = [
            pa.array([row.get(field.name) for row in rows], field.type)
            if any(field.name in row for row in rows)
            else pa.nulls(len(rows), field.type)
            for field in schema
        ]
        self._writer(place).write_table(pa.Table.from_arrays(columns, schema=schema))

    def _writer(self, place: str) -> Any:
        import pyarrow.parquet as pq

        if place not in self._writers:
            if len(self._writers) >= _OPEN:
                self._writers.pop(next(iter(self._writers))).close()
            number = self._parts.get(place, 0)
            self._parts[place] = number + 1
            path = self._folder / place / f"part-{number}.parquet"
            path.parent.mkdir(parents=True, exist_ok=True)
            self._writers[place] = pq.ParquetWriter(
                path, self._schemas[place], compression="zstd", version="2.6"
            )
        return self._writers[place]


def _schemas(columns: tuple[TableColumn, ...]) -> dict[str, Any]:
    import pyarrow as pa

    text, day, flag = pa.string(), pa.date32(), pa.bool_()
    cited = pa.list_(pa.struct([("source", text), ("locator", text)]))
    dated = [(f"{end}_{bound}", day) for end in ("start", "end") for bound in _BOUNDS]
    once = [(f"date_{bound}", day) for bound in _BOUNDS]
    own = [(column.name, _type(column)) for column in columns]
    return {
        "nodes": pa.schema([("id", text), ("label", text), ("types", pa.list_(text)), *dated,
                            *once, ("sources", cited), *own]),
        "edges": pa.schema([("subject", text), ("object", text), *dated, ("derived", flag),
                            ("mirrors", flag), ("claims", pa.list_(text))]),
        "claims": pa.schema([("id", text), ("subject", text), ("property", text), ("object", text),
                             ("value", text), ("rank", text), ("confidence", text),
                             ("counts", flag), ("start", text), ("end", text), *dated,
                             ("note", text), ("sources", cited)]),
        "sources": pa.schema([("id", text), ("title", text), ("publisher", text), ("date", text),
                              *once, ("kind", text), ("url", text)]),
    }  # fmt: skip


def _type(column: TableColumn) -> Any:
    import pyarrow as pa

    made = {
        ValueType.BOOLEAN: pa.bool_(),
        ValueType.INTEGER: pa.int64(),
        ValueType.DECIMAL: pa.decimal128(38, column.scale),
        ValueType.DOUBLE: pa.float64(),
        ValueType.DATE: pa.date32(),
        ValueType.MOMENT: pa.timestamp("us", "UTC"),
        ValueType.CLOCK: pa.timestamp("us"),
        ValueType.TEXT: pa.string(),
    }[column.type]
    return pa.list_(made) if column.is_many else made


_BOUNDS = ("earliest", "latest")


def _bounds(name: str, span: Span | None) -> dict[str, Any]:
    if span is None:
        return {}
    return {f"{name}_earliest": span.earliest, f"{name}_latest": span.latest}


def _days(days: Bounds) -> dict[str, Any]:
    return _bounds("start", days.start) | _bounds("end", days.end)


def _cited(sources: tuple[Citing, ...]) -> list[dict[str, str | None]]:
    return [{"source": one.source, "locator": one.locator or None} for one in sources]


def _of_edge(edge: Edge) -> dict[str, Any]:
    return {
        "subject": edge.subject,
        "object": edge.object,
        **_days(edge.days),
        "derived": edge.is_derived,
        "mirrors": edge.is_mirror,
        "claims": list(edge.claims),
    }


def _of_claim(row: ClaimRow) -> dict[str, Any]:
    texts = ("subject", "property", "object", "value", "rank", "confidence", "start", "end", "note")
    known = {name: getattr(row, name) or None for name in texts}
    return {
        "id": row.id,
        **known,
        "counts": row.counts,
        **_days(row.days),
        "sources": _cited(row.sources),
    }


def _of_source(row: SourceRow) -> dict[str, Any]:
    texts = ("title", "publisher", "date", "kind", "url")
    known = {name: getattr(row, name) or None for name in texts}
    return {"id": row.id, **known, **_bounds("date", row.days)}
