"""The tables that a graph was built from, as they are offered beside it."""

from __future__ import annotations

from pathlib import Path

from kg.errors import UsageError
from kg.index.index import Index
from kg.model import schema
from kg.read.sheets import read_sheet


def read_built_tables(folder: Path, index: Index) -> dict[str, bytes]:
    """Return the tables of a folder by name, as they stand in their files.

    Raises UsageError where they cannot be read, or where the graph was not built from them: each
    of its things must stand in the row that it came from.
    """
    found: dict[str, bytes] = {}
    try:
        for table in schema.TABLES:
            path = folder / f"{table.name}.csv"
            if path.is_file():
                found[table.name] = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{error.filename}: cannot be read: {error.strerror}") from None
    if not found:
        raise UsageError(
            f"{folder}: holds no table; expected the folder that the graph was built from"
        )
    _check(folder, index, found)
    return found


def _check(folder: Path, index: Index, tables: dict[str, bytes]) -> None:
    rows: dict[str, dict[int, str]] = {}
    for table in schema.TABLES:
        if table.has_id and table.name in tables:
            sheet = read_sheet(table, tables[table.name])
            rows[table.name] = {row.number: row.cells[0] for row in sheet.rows}
    for iri, (name, number) in index.all_origins().items():
        slug = index.space.slug(iri)
        if name in rows and iri == index.space.entity(slug) and index.entity(slug) is not None:
            there = rows[name].get(number)
            if there != slug:
                raise UsageError(
                    f"{folder / name}.csv:{number}: is {f'{there!r}' if there else 'missing'}, "
                    f"where the graph was built from '{slug}'; run 'kg build' again"
                )
