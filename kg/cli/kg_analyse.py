"""`kg analyse`: one analysis as tables, with its definitions and the ids behind each number."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import FormatOption, GraphOption, RowFormat
from kg.cli.terminal import send, show, show_wrapped, tell
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.analysis.measure import Analysis, Table

SHOWN = 5
"""Rows of a table that are shown unless all are asked for."""


def register(app: typer.Typer) -> None:
    """Add the command to an application."""
    app.command()(analyse)


def analyse(
    name: Annotated[str | None, typer.Argument(help="Which; without a name, the list.")] = None,
    graph: GraphOption = None,
    format: FormatOption = RowFormat.table,
    table: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only this table, all of its rows.")
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="The query and the ids behind each number.")
    ] = False,
    full: Annotated[bool, typer.Option("--all", "-a", help="All rows of all tables.")] = False,
    figure: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Draw its figure: .svg or .png.")
    ] = None,
) -> None:
    """Say what the record shows, with definitions, and the ids behind each number.

    Exits 1 where the graph holds nothing that the analysis counts.

        kg analyse recurrence
        kg analyse suppliers --table buyers -f csv
    """
    from kg import analysis
    from kg.cli.rows import print_rows
    from kg.engine.about import dataset_of
    from kg.engine.derivation import open_complete

    if name is None:
        print_rows(["name", "answers"], list(analysis.ANALYSES.items()), format)
        return
    opened = open_complete(graph)
    found = analysis.analyse(opened, name)
    if figure is not None:
        _draw(found, figure, dataset_of(opened).citation)
    elif explain:
        _explain(found, table)
    elif table is not None:
        chosen = _table(found, table)
        print_rows([c.heading for c in chosen.columns], chosen.rows, format)
    else:
        _print(found, format, full)
    raise typer.Exit(1 if found.is_empty else 0)


def _table(found: Analysis, name: str) -> Table:
    from kg.model.nearest import did_you_mean

    try:
        return found.table(name)
    except KeyError:
        known = [table.name for table in found.tables]
        hint = did_you_mean(name, known) or f"; expected {', '.join(known)}"
        raise UsageError(f"{found.name} has no table '{name}'{hint}") from None


def _print(found: Analysis, form: RowFormat, full: bool) -> None:
    from kg.cli.output import print_json
    from kg.cli.rows import print_rows

    if form is RowFormat.json:
        print_json(found.to_json())
    elif form is RowFormat.md:
        send(found.to_markdown())
    elif form is RowFormat.table:
        show(found.title + (f" (as of {found.as_of})" if found.as_of else "") + "\n")
        if found.is_empty:
            show("  The graph holds nothing that this analysis counts.")
        for sentence in found.sentences:
            show_wrapped(sentence.text, "    ", "  ")
        for table in (table for table in found.tables if table.rows):
            show(f"\n{table.title} [{table.name}]")
            first = table.rows if full else table.rows[:SHOWN]
            print_rows([c.heading for c in table.columns], first, form)
            if len(first) < len(table.rows):
                show(f"… {len(table.rows) - len(first)} more rows: --table {table.name}, or --all")
        for limit in found.limits:
            show()
            show_wrapped(f"Limit: {limit}", "  ", "")
    else:
        rows = found.to_rows()
        names = list(rows[0]) if rows else ["analysis", "table", "row", "column", "value"]
        print_rows(names, ([row[n] for n in names] for row in rows), form)


def _explain(found: Analysis, table: str | None) -> None:
    for measure in found.measures:
        show_wrapped(f"{measure.title}: {measure.definition} {measure.formula}", "  ", "")
        show_wrapped(f"source: {measure.source}. {measure.dates}", "    ", "  ")
    for shown in found.tables if table is None else [_table(found, table)]:
        show(f"\n{shown.title} [{shown.name}]\n{shown.query.strip()}")
        for row, ids in zip(shown.rows, shown.ids, strict=True):
            show_wrapped(f"{row[0]}: {' '.join(ids)}", "    ", "  ")


def _draw(found: Analysis, path: Path, citation: str) -> None:
    from kg.export.drawing import draw
    from kg.export.files import write_file

    form = path.suffix.lower().removeprefix(".")
    if form not in ("svg", "png"):
        raise UsageError(f"--figure {path}: expected a name that ends in .svg or .png")
    if not found.figures:
        raise UsageError(f"{found.name} has no figure")
    note = f"Data: {citation}, as of {found.as_of}."
    write_file(path, draw(found.figures[0], form, note))
    tell(f"drew '{found.figures[0].title}' to {path}")
