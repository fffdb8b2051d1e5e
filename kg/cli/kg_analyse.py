"""`kg analyse`: one analysis as tables, with its definitions and the ids behind each number."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import FormatOption, GraphOption, RowFormat
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.analysis.measure import Analysis, Table


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
        _print(found, format)
    raise typer.Exit(1 if found.is_empty else 0)


def _table(found: Analysis, name: str) -> Table:
    from kg.model.nearest import did_you_mean

    try:
        return found.table(name)
    except KeyError:
        known = [table.name for table in found.tables]
        hint = did_you_mean(name, known) or f"; expected {', '.join(known)}"
        raise UsageError(f"{found.name} has no table '{name}'{hint}") from None


def _print(found: Analysis, form: RowFormat) -> None:
    from kg.cli.output import print_json
    from kg.cli.rows import print_rows

    if form is RowFormat.json:
        print_json(found.to_json())
    elif form is RowFormat.md:
        sys.stdout.write(found.to_markdown())
    elif form is RowFormat.table:
        typer.echo(found.title + (f" (as of {found.as_of})" if found.as_of else "") + "\n")
        if found.is_empty:
            typer.echo("  The graph holds nothing that this analysis counts.")
        for sentence in found.sentences:
            typer.echo(f"  {sentence.text}")
        for table in (table for table in found.tables if table.rows):
            typer.echo(f"\n{table.title} [{table.name}]")
            print_rows([c.heading for c in table.columns], table.rows[:15], form)
            if len(table.rows) > 15:
                typer.echo(f"… {len(table.rows) - 15} more rows: --table {table.name}")
        for limit in found.limits:
            typer.echo(f"\nLimit: {limit}")
    else:
        rows = found.to_rows()
        names = list(rows[0]) if rows else ["analysis", "table", "row", "column", "value"]
        print_rows(names, ([row[n] for n in names] for row in rows), form)


def _explain(found: Analysis, table: str | None) -> None:
    for measure in found.measures:
        typer.echo(f"{measure.title}: {measure.definition} {measure.formula}")
        typer.echo(f"  source: {measure.source}. {measure.dates}")
    for shown in found.tables if table is None else [_table(found, table)]:
        typer.echo(f"\n{shown.title} [{shown.name}]\n{shown.query.strip()}")
        for row, ids in zip(shown.rows, shown.ids, strict=True):
            typer.echo(f"  {row[0]}: {' '.join(ids)}")


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
    typer.echo(f"drew '{found.figures[0].title}' to {path}", err=True)
