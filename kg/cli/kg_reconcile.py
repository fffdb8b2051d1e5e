"""`kg reconcile`: the names of a spreadsheet, matched to things of the record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import FormatOption, GraphOption, RowFormat
from kg.cli.output import open_both
from kg.cli.terminal import tell

if TYPE_CHECKING:
    from kg.ingest.reconcile import Query, Reconciled

_SHOWN = ("row", "name", "on", "id", "heir today", "may be")
_ADDED = ("kg_id", "kg_label", "kg_how", "kg_heir", "kg_heir_label", "kg_may_be")
"""Columns that are put behind those of the file."""


def register(app: typer.Typer) -> None:
    """Add the command to an application."""
    app.command()(reconcile)


def reconcile(
    file: Annotated[Path, typer.Argument(help="A CSV file with a header.", show_default=False)],
    column: Annotated[str, typer.Option(help="The column of names.", show_default=False)],
    date_column: Annotated[
        str | None, typer.Option(help="The column of dates.", show_default=False)
    ] = None,
    kind: Annotated[
        list[str] | None, typer.Option("--type", "-t", help="Only of this class, such as Body.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="Candidates a name.")] = 3,
    form: FormatOption = RowFormat.table,
    graph: GraphOption = None,
) -> None:
    """Match the names in a column to things of the record, and to who has their duty today.

    Only a name that is the same, and one thing's alone, is matched: with dates, of what existed on
    the day. The rest is listed with what it may be. csv, tsv, json and md keep the file's columns.

        kg reconcile spending.csv --column Payee --date-column Paid -f csv
    """
    from kg.cli.rows import print_rows
    from kg.index.kinds import find_kinds
    from kg.ingest.match import matcher_of
    from kg.ingest.reconcile import Reconciler

    rows, queries = _read(file, column, date_column)
    opened, index = open_both(graph)
    kinds = find_kinds(index, kind or [])
    reconciler = Reconciler(matcher_of(opened))
    asked = (query.narrowed(kinds, limit) for query in queries)
    found = list(reconciler.all(asked))
    if form is RowFormat.table:
        print_rows(
            _SHOWN, [_row(line, one) for (line, _), one in zip(rows, found, strict=True)], form
        )
    else:
        columns = [*(rows[0][1] if rows else ()), *_ADDED]
        full = [
            [*cells.values(), *_added(one)] for (_, cells), one in zip(rows, found, strict=True)
        ]
        print_rows(columns, full, form)
    matched = sum(one.meant is not None for one in found)
    tell(f"{matched:,} of {len(found):,} names matched; the rest is for a person to decide")


def _read(
    file: Path, column: str, date_column: str | None
) -> tuple[list[tuple[int, dict[str, str]]], list[Query]]:
    """Return the rows of a file, and what each asks; TableErrors tells all dates that are none."""
    from kg.errors import TableErrors, UsageError
    from kg.ingest.reconcile import Query
    from kg.ingest.registers.drafts import read_day
    from kg.ingest.registers.opening import read_records
    from kg.model.dates import PartialDate

    wanted = (column,) if date_column is None else (column, date_column)
    rows = list(read_records(file, wanted))
    queries, problems = [], []
    for line, cells in rows:
        try:
            day = read_day(cells.get(date_column or "") or "", f"{file}:{line}")
        except UsageError as error:
            problems.append(str(error))
            continue
        on = PartialDate.parse(day) if day else None
        queries.append(Query(cells.get(column) or "", on=on))
    if problems:
        raise TableErrors(problems)
    return rows, queries


def _row(line: int, one: Reconciled) -> tuple[object, ...]:
    meant = one.meant.slug if one.meant else ""
    heirs = ", ".join(heir.slug for heir in one.heirs if heir.slug != meant)
    on = one.query.on.text if one.query.on else ""
    return line, one.query.name, on, meant, heirs, "" if meant else _options(one)


def _added(one: Reconciled) -> tuple[str, ...]:
    meant = (one.meant.slug, one.meant.label) if one.meant else ("", "")
    heirs = ("|".join(h.slug for h in one.heirs), "|".join(h.label for h in one.heirs))
    return (*meant, one.how, *heirs, "" if one.meant else _options(one))


def _options(one: Reconciled) -> str:
    return "; ".join(f"{o.entity.slug} ({o.score:.0f}, {o.reason})" for o in one.options)
