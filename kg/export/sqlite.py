"""Write a graph as one SQLite database: a table a class, sources beside, search and views ready.

Rows are written as they are read, so that a graph of any size needs the same memory; the same graph
gives the same bytes. What Datasette wants to know beside is written to a second file.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.export.content_rows import Bounds, ClaimRow, NodeRow, SourceRow
from kg.export.contents import Contents
from kg.export.datasette import describe
from kg.export.files import write_file
from kg.export.folders import writing_file
from kg.export.sqlite_tables import (
    CREATE,
    FIXED,
    INDEX,
    ClassTable,
    find_tables,
    quote,
    store_value,
)
from kg.export.sqlite_views import find_views
from kg.model.dates import Span

if TYPE_CHECKING:
    from kg.engine.graph import SparqlGraph
    from kg.model.record import Dataset
    from kg.model.vocabulary import Vocabulary

METADATA = ".metadata.json"
"""What the name of the second file ends with, after the name of the database."""
_AT_ONCE = 5_000
"""Rows that wait to be written."""
_SETTINGS = """
PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
PRAGMA cache_size = -65536; PRAGMA temp_store = FILE; PRAGMA locking_mode = EXCLUSIVE;
"""


def write_sqlite(
    graph: SparqlGraph, vocabulary: Vocabulary, dataset: Dataset, file: Path
) -> dict[str, int]:
    """Write a graph to a database, and beside it what Datasette wants to know of it.

    Returns how many rows each table that is always there has. Raises NothingThere for a graph
    without things, OutputError where a file cannot be written.
    """
    with writing_file(file) as fresh:
        contents = Contents(graph, vocabulary, fresh.parent)
        tables = find_tables(contents)
        views = find_views(tables.values())
        with closing(sqlite3.connect(fresh, isolation_level=None)) as db:
            db.executescript(_SETTINGS + CREATE)
            db.executescript("".join(table.create() for table in tables.values()))
            counts = _Rows(db, tables, contents).write()
            db.executescript(INDEX + "".join(table.index() for table in tables.values()))
            db.executescript("".join(f"CREATE VIEW {v.name} AS{v.text};" for v in views))
            db.executescript("ANALYZE;")
        contents.close()
    told = describe(file.stem, dataset, vocabulary, tables.values(), views)
    write_file(metadata_file(file), json.dumps(told, indent=1, ensure_ascii=False) + "\n")
    return counts


def metadata_file(file: Path) -> Path:
    """Return where that stands which Datasette wants to know of a database."""
    return file.with_name(file.stem + METADATA)


class _Rows:
    """Puts the rows of a graph into the tables of a database."""

    def __init__(
        self, db: sqlite3.Connection, tables: dict[str, ClassTable], contents: Contents
    ) -> None:
        self._db = db
        self._tables = tables
        self._contents = contents
        self._slug = contents.space.slug
        self._waiting: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        self._held = 0
        self._counts = dict.fromkeys(FIXED, 0)

    def write(self) -> dict[str, int]:
        """Write all rows; return how many each table that is always there has."""
        contents = self._contents
        self._db.execute("BEGIN")
        for iri, one in sorted(contents.vocabulary.concepts.items()):
            local = contents.space.local
            self._add("terms", local(iri), one.label, local(one.scheme), one.definition or None)
        for row in contents.rows():
            if isinstance(row, ClaimRow):
                self._add_claim(row)
            else:
                self._add_node(row)
        for source in contents.unknown_sources():
            self._add_source(source)
        self._put()
        self._db.execute("COMMIT")
        return self._counts

    def _add_node(self, row: NodeRow) -> None:
        name = self._slug(row.id)
        docid = self._counts["things"] + 1
        days = (*_bounds(row.days), *_days(row.date))
        prose = [text for c in self._contents.columns if c.is_prose and c.name in row.values
                 for text in map(str, row.values[c.name]) if text not in row.names]  # fmt: skip
        self._add("things", name, docid, row.id, row.kind, row.label, _lines(row.names[1:]),
                  _json(row.types), *days, _lines(prose))  # fmt: skip
        table = self._tables[row.kind]
        ends = {edge.property: self._slug(edge.object) for edge in row.edges}
        links = (ends.get(property) for _, property in table.links)
        self._add(table.name, name, docid, row.label, *days, *_values(table, row), *links)
        for edge in row.edges:
            ends_of = self._slug(edge.subject), edge.property, self._slug(edge.object)
            flags = int(edge.is_derived), int(edge.is_mirror)
            self._add("relations", *ends_of, *_bounds(edge.days), *flags)
        for source, locator in row.sources:
            self._add("evidence", name, self._slug(source), locator or None)
        if row.source is not None:
            self._add_source(row.source)

    def _add_source(self, row: SourceRow) -> None:
        texts = [text or None for text in (row.publisher, row.date)]
        name = self._slug(row.id)
        last = (row.kind or None, row.url or None)
        self._add("sources", name, row.id, row.title or name, *texts, *_days(row.days), *last)

    def _add_claim(self, row: ClaimRow) -> None:
        name, is_thing = self._slug(row.id), self._contents.is_thing
        ends = [self._slug(end) if is_thing(end) else None for end in (row.subject, row.object)]
        texts = [text or None for text in (row.value, row.rank, row.confidence)]
        stated = [text or None for text in (row.start, row.end)]
        self._add("claims", name, ends[0], row.property, ends[1], *texts, int(row.counts), *stated,
                  *_bounds(row.days), row.note or None)  # fmt: skip
        for source, locator in row.sources:
            self._add("claim_evidence", name, self._slug(source), locator or None)

    def _add(self, table: str, *values: Any) -> None:
        self._waiting[table].append(values)
        if table in self._counts:
            self._counts[table] += 1
        self._held += 1
        if self._held >= _AT_ONCE:
            self._put()

    def _put(self) -> None:
        for table, rows in self._waiting.items():
            if rows:
                marks = ",".join("?" * len(rows[0]))
                self._db.executemany(f"INSERT INTO {quote(table)} VALUES ({marks})", rows)
                rows.clear()
        self._held = 0


def _values(table: ClassTable, row: NodeRow) -> Iterable[Any]:
    for column in table.columns:
        found = [store_value(value) for value in row.values.get(column.name, ())]
        if column.name in table.lists:
            yield _json(found)
        else:
            yield found[0] if found else None


def _bounds(days: Bounds) -> tuple[str | None, ...]:
    return *_days(days.start), *_days(days.end)


def _days(span: Span | None) -> tuple[str | None, str | None]:
    return (str(span.earliest), str(span.latest)) if span else (None, None)


def _json(values: Iterable[Any]) -> str | None:
    found = list(values)
    return json.dumps(found, ensure_ascii=False) if found else None


def _lines(texts: Iterable[str]) -> str | None:
    return "\n".join(texts) or None
