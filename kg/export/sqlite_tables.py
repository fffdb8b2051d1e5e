"""The tables of an SQLite export: which there are, with their columns, and how they hang together.

`things` has a row a node, and so has the table of its class, with its values and, where a node of
the class has never more than one of a property, the node that it leads to. All other relations
stand in `relations` alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from kg.export.contents import RESERVED, Contents, Most
from kg.export.typed_columns import TableColumn, Value, ValueType, name_columns
from kg.model.notation import name_of
from kg.model.terms import Space

FIXED = ("things", "relations", "claims", "claim_evidence", "evidence", "sources", "terms")
"""The tables that every export has."""
DAYS = tuple(f"{end}_{bound}" for end in ("start", "end") for bound in ("earliest", "latest"))
DATE = ("date_earliest", "date_latest")
_DAYS = ", ".join(f"{name} TEXT" for name in DAYS)
_DATE = ", ".join(f"{name} TEXT" for name in DATE)

CREATE = f"""
CREATE TABLE things(id TEXT PRIMARY KEY NOT NULL, docid INTEGER NOT NULL UNIQUE, iri TEXT NOT NULL,
  class TEXT NOT NULL, label TEXT NOT NULL, names TEXT, types TEXT, {_DAYS}, {_DATE}, text TEXT);
CREATE TABLE relations(subject TEXT NOT NULL REFERENCES things(id), property TEXT NOT NULL,
  object TEXT NOT NULL REFERENCES things(id), {_DAYS}, derived INTEGER NOT NULL,
  mirrors INTEGER NOT NULL, PRIMARY KEY(subject, property, object));
CREATE TABLE sources(id TEXT PRIMARY KEY NOT NULL, iri TEXT NOT NULL, title TEXT NOT NULL,
  publisher TEXT, date TEXT, {_DATE}, kind TEXT, url TEXT);
CREATE TABLE evidence(thing TEXT NOT NULL REFERENCES things(id),
  source TEXT NOT NULL REFERENCES sources(id), locator TEXT);
CREATE TABLE claims(id TEXT PRIMARY KEY NOT NULL, subject TEXT REFERENCES things(id),
  property TEXT NOT NULL, object TEXT REFERENCES things(id), value TEXT, rank TEXT,
  confidence TEXT, counts INTEGER NOT NULL, start TEXT, "end" TEXT, {_DAYS}, note TEXT);
CREATE TABLE claim_evidence(claim TEXT NOT NULL REFERENCES claims(id),
  source TEXT NOT NULL REFERENCES sources(id), locator TEXT);
CREATE TABLE terms(id TEXT PRIMARY KEY NOT NULL, label TEXT NOT NULL, scheme TEXT, definition TEXT);
"""
INDEX = """
CREATE INDEX things_class ON things(class);
CREATE INDEX relations_property ON relations(property);
CREATE INDEX relations_object ON relations(object);
CREATE INDEX evidence_thing ON evidence(thing);
CREATE INDEX evidence_source ON evidence(source);
CREATE INDEX claims_subject ON claims(subject);
CREATE INDEX claims_object ON claims(object);
CREATE INDEX claim_evidence_claim ON claim_evidence(claim);
CREATE INDEX claim_evidence_source ON claim_evidence(source);
CREATE VIRTUAL TABLE things_fts USING fts5(label, names, text, content='things',
  content_rowid='docid', tokenize='porter unicode61 remove_diacritics 2');
INSERT INTO things_fts(things_fts) VALUES('rebuild');
INSERT INTO things_fts(things_fts) VALUES('optimize');
"""
"""Made when all rows are there."""
_TYPES = {
    ValueType.BOOLEAN: "INTEGER",
    ValueType.INTEGER: "INTEGER",
    ValueType.DECIMAL: "NUMERIC",
    ValueType.DOUBLE: "REAL",
}
_WIDEST = 1900
"""Columns of a table; the engine takes 2,000."""


@dataclass(frozen=True, slots=True)
class ClassTable:
    """The table of a class: columns of values, some of them lists, and links to other things."""

    name: str
    kind: str
    columns: tuple[TableColumn, ...]
    lists: frozenset[str]
    """Columns that hold several values, as a list of JSON."""
    links: tuple[tuple[str, str], ...]
    """Column and property, as an edge names it, of what a thing leads to at most once."""

    @property
    def names(self) -> tuple[str, ...]:
        """All columns, in order."""
        values = [column.name for column in self.columns]
        return ("id", "docid", "label", *DAYS, *DATE, *values, *(name for name, _ in self.links))

    def facets(self) -> Iterator[TableColumn]:
        """Yield the columns of few different values."""
        found = (c for c in self.columns if c.is_concept or c.type is ValueType.BOOLEAN)
        return (column for column in found if column.name not in self.lists)

    def create(self) -> str:
        """Return what makes the table."""
        values = (self._declare(column) for column in self.columns)
        links = (f"{quote(name)} TEXT REFERENCES things(id)" for name, _ in self.links)
        first = "id TEXT PRIMARY KEY NOT NULL REFERENCES things(id), docid INTEGER NOT NULL UNIQUE"
        declared = ", ".join([first, "label TEXT NOT NULL", _DAYS, _DATE, *values, *links])
        return f"CREATE TABLE {quote(self.name)}({declared});\n"

    def index(self) -> str:
        """Return what makes its indexes: one for each link, and for each value of few."""
        names = [name for name, _ in self.links] + [column.name for column in self.facets()]
        return "".join(
            f"CREATE INDEX {quote(f'{self.name}_{name}')} ON {quote(self.name)}({quote(name)});\n"
            for name in names
        )

    def _declare(self, column: TableColumn) -> str:
        if column.name in self.lists:
            return f"{quote(column.name)} TEXT"
        terms = " REFERENCES terms(id)" if column.is_concept else ""
        return f"{quote(column.name)} {_TYPES.get(column.type, 'TEXT')}{terms}"


def find_tables(contents: Contents) -> dict[str, ClassTable]:
    """Return the table of each class."""
    space = contents.space
    names = _name_tables(contents.shapes, space)
    return {kind: _find_table(kind, names[kind], contents) for kind in contents.shapes}


def _find_table(kind: str, name: str, contents: Contents) -> ClassTable:
    shape, space = contents.shapes[kind], contents.space
    columns = [c for c in contents.columns if shape.get(c.predicate, Most()).values][:_WIDEST]
    lists = frozenset(c.name for c in columns if shape[c.predicate].values > 1)
    single = [
        predicate
        for predicate, most in sorted(shape.items())
        if most.edges == 1 and name_of(predicate) not in contents.mirrors
    ][: _WIDEST - len(columns)]
    named = name_columns(single, space, (*RESERVED, *(column.name for column in columns)))
    order = sorted(single, key=named.__getitem__)
    links = tuple((named[predicate], space.local(name_of(predicate))) for predicate in order)
    return ClassTable(name, kind, tuple(columns), lists, links)


def _name_tables(kinds: Iterable[str], space: Space) -> dict[str, str]:
    """Return the name of the table of each class."""
    terms = {f"<{space.term(kind)}>": kind for kind in kinds}
    named = name_columns(terms, space, (*FIXED, "things_fts", *VIEW_NAMES))
    return {terms[term]: name for term, name in named.items()}


VIEW_NAMES = (
    "sourced", "related", "lives", "successions", "recommendations", "said_again", "who_held_what",
    "contracts_by_supplier",
)  # fmt: skip
"""The names of the views; see `kg.export.sqlite_views`."""


def quote(name: str) -> str:
    """Return a name as SQL writes it.

    >>> quote('a"b')
    '"a""b"'
    """
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


def store_value(value: Value) -> str | int | float:
    """Return a value as SQLite holds it.

    >>> store_value(True), store_value(Decimal("1.50")), store_value(date(2013, 4, 1))
    (1, '1.50', '2013-04-01')
    """
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, date | Decimal):
        return str(value)
    return value
