"""Fold tables for the page: the names of their fields stand once, not in every row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

_MANY = 20
"""Rows from which on it is worth it."""


def fold_tables(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the data of the page with its longer tables folded; the page unfolds them.

    >>> fold_tables({"now": "2026", "things": [{"id": "a", "w": 1}, {"id": "b"}] * 10})["things"][
    ...     "fields"
    ... ]
    ['id', 'w']
    """
    return {name: _fold(value) if _is_table(value) else value for name, value in data.items()}


def _is_table(value: Any) -> bool:
    return (
        isinstance(value, list) and len(value) >= _MANY and all(isinstance(r, dict) for r in value)
    )


def _fold(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return `fields`, the commonest first, and `rows`, each without the fields that end it empty.

    What a row does not have is null, which no row holds.
    """
    told = Counter(name for row in rows for name in row)
    fields = sorted(told, key=lambda name: (-told[name], name))
    return {"fields": fields, "rows": [_cells(row, fields) for row in rows]}


def _cells(row: Mapping[str, Any], fields: Sequence[str]) -> list[Any]:
    cells = [row.get(name) for name in fields]
    while cells and cells[-1] is None:
        cells.pop()
    return cells
