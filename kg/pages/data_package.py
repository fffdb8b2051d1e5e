"""The tables of a record as a Frictionless data package: what each column holds, and its keys.

The schemas are those that the tables are read by, so the package cannot say otherwise than the
checks of a build do.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from kg.model import schema
from kg.model.fields import Cell, Field, TableSchema
from kg.model.record import Dataset
from kg.model.terms import SLUG
from kg.model.vocabulary import Vocabulary

PROFILE = "tabular-data-package"
_LIST = "Several values stand with | between them."
_DATE = "A date at the precision known (EDTF): 2019, 2019-07, 2019-07-01, 2022~, 2019?, 199X, '..'."
_SAID: Mapping[Cell, str] = {
    Cell.DATE: _DATE,
    Cell.EVIDENCE: "Ids of sources, each with an optional #locator.",
    Cell.LINK: "A web address, or words that say where the thing is kept.",
    Cell.RELATION: "A property of properties.csv.",
}
_TYPES = {Cell.DAY: "date", Cell.INTEGER: "integer", Cell.NUMBER: "number", Cell.FLAG: "boolean"}
_WHOLE_NUMBERS = (Cell.INTEGER, Cell.NUMBER)


def describe_package(
    record: Dataset, vocabulary: Vocabulary, tables: Mapping[str, bytes], folder: str, version: str
) -> dict[str, Any]:
    """Return the descriptor of a package of tables, given by name with what their files hold.

    `folder` is where the files stand beside it, with a slash at its end. A column that a file
    lacks, as it may, is not in its schema.
    """
    found: dict[str, Any] = {
        "profile": PROFILE,
        "name": record.name.lower(),
        "id": record.space.dataset,
        "title": record.title,
        "version": version,
        "resources": [
            _resource(table, vocabulary, tables, folder)
            for table in schema.TABLES
            if table.name in tables
        ],
    }
    if record.description:
        found["description"] = record.description
    if record.licence_url:
        found["licenses"] = [{"path": record.licence_url, "title": record.licence}]
    makers = [(record.publisher, "publisher"), *((name, "author") for name in record.creators)]
    if any(name for name, _ in makers):
        found["contributors"] = [{"title": name, "role": role} for name, role in makers if name]
    return found


def write_package(package: Mapping[str, Any]) -> str:
    """Return a descriptor as the text of `datapackage.json`."""
    return json.dumps(package, ensure_ascii=False, indent=1) + "\n"


def _resource(
    table: TableSchema, vocabulary: Vocabulary, tables: Mapping[str, bytes], folder: str
) -> dict[str, Any]:
    content = tables[table.name]
    header = content.removeprefix(b"\xef\xbb\xbf").partition(b"\n")[0].decode().strip().split(",")
    columns = [column for column in table.columns if column.name in header]
    fields = sorted(columns, key=lambda column: header.index(column.name))
    described: dict[str, Any] = {
        "fields": [_field(column, vocabulary) for column in fields],
        "missingValues": [""],
    }
    if table.has_id:
        described["primaryKey"] = table.columns[0].name
    keys = [key for column in fields if (key := _foreign_key(column, table, tables)) is not None]
    if keys:
        described["foreignKeys"] = keys
    return {
        "profile": "tabular-data-resource",
        "name": table.name.lower(),
        "path": f"{folder}{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "schema": described,
    }


def _field(column: Field, vocabulary: Vocabulary) -> dict[str, Any]:
    kind = "string" if column.many else _TYPES.get(column.cell, "string")
    found: dict[str, Any] = {"name": column.name, "type": kind}
    coercion = vocabulary.terms.get(column.term)
    if coercion is not None:
        found["rdfType"] = coercion.iri
    said = " ".join(filter(None, (_SAID.get(column.cell), _LIST if column.many else "")))
    if said:
        found["description"] = said
    if kind == "boolean":
        found["trueValues"] = [word for word, value in schema.FLAGS.items() if value == "true"]
        found["falseValues"] = [word for word, value in schema.FLAGS.items() if value == "false"]
    constraints = _constraints(column, vocabulary)
    if constraints:
        found["constraints"] = constraints
    return found


def _constraints(column: Field, vocabulary: Vocabulary) -> dict[str, Any]:
    found: dict[str, Any] = {"required": True} if column.required else {}
    if column.many:
        return found
    match column.cell:
        case Cell.SLUG:
            found |= {"unique": True, "pattern": SLUG.pattern}
        case Cell.CHOICE:
            found["enum"] = sorted(vocabulary.by_notation.get(column.scheme, ()))
        case Cell.CLASS:
            found["enum"] = _classes(column, vocabulary)
        case Cell.WORD:
            found["enum"] = list(column.words)
        case Cell.DIGEST:
            found["pattern"] = f"[0-9a-f]{{{column.digits}}}"
        case _ if column.least and column.cell in _WHOLE_NUMBERS:
            found["minimum"] = column.least
    return found


def _classes(column: Field, vocabulary: Vocabulary) -> list[str]:
    """Return the classes that a cell may name: those of the column, and what is declared below."""
    below = (vocabulary.kinds_below(vocabulary.space.ns + name) for name in column.classes)
    return sorted({*column.classes, *(name for names in below for name in names)})


def _foreign_key(
    column: Field, table: TableSchema, tables: Mapping[str, bytes]
) -> dict[str, Any] | None:
    """Return the key of a column that names one row, where one table holds all that it may name."""
    if column.cell is not Cell.REF or column.many or not column.refers:
        return None
    holding = [t for t in schema.TABLES if t.has_id and {*t.classes} & {*column.refers}]
    if len(holding) != 1 or holding[0].name not in tables:
        return None
    target = "" if holding[0] is table else holding[0].name.lower()
    reference = {"resource": target, "fields": holding[0].columns[0].name}
    return {"fields": column.name, "reference": reference}
