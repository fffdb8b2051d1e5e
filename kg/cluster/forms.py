"""The form of the tables: taken from the local analyses, so that both print the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from kg.analysis.measure import Column, Table, Value


@cache
def form_of(analysis: str, table: str) -> Table:
    """Return a table of a local analysis without any row."""
    import pyoxigraph as ox

    from kg.analysis import analyse
    from kg.engine.store import LocalGraph

    return analyse(LocalGraph(ox.Store(), "memory"), analysis).table(table)


def fill(form: Table, rows: Iterable[Sequence[Any]]) -> Table:
    """Return a table of some form with rows, which the cluster found."""
    held = tuple(tuple(row) for row in rows)
    return Table(form.name, form.title, form.columns, held, ((),) * len(held), form.query)


def make_table(
    name: str, title: str, columns: Sequence[Column], rows: Iterable[Sequence[Value]]
) -> Table:
    """Return a table that no local analysis has in this form."""
    return fill(Table(name, title, tuple(columns), (), (), ""), rows)
