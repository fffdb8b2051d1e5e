"""`kg as-of`: what existed on a day."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.completion import complete_kind
from kg.cli.options import FormatOption, GraphOption, RowFormat
from kg.cli.output import open_only_index


def register(app: typer.Typer) -> None:
    """Add the command to an application."""
    app.command("as-of")(as_of)


def as_of(
    date: Annotated[str, typer.Argument(help="A day, month or year.", show_default=False)],
    kind: Annotated[
        list[str] | None,
        typer.Option("--type", "-t", help="Only this kind.", autocompletion=complete_kind),
    ] = None,
    certain: Annotated[bool, typer.Option("--certain", help="Leave out the possible.")] = False,
    form: FormatOption = RowFormat.table,
    graph: GraphOption = None,
) -> None:
    """List what existed on a day: certainly or possibly.

    What has no known end is never certain: the sources do not say that it went on. Exits 1 where
    nothing existed.

        kg as-of 2015-06 --type Body
    """
    from kg.cli.rows import print_rows
    from kg.history.existence import find_existing

    found = find_existing(open_only_index(graph), date, kind or [])
    sure = sum(e.how == "certain" for e in found)
    rows = [
        (e.how.value, e.entity.slug, e.entity.label, e.entity.kind, e.entity.start, e.entity.end)
        for e in found
        if e.how == "certain" or not certain
    ]
    print_rows(("held", "id", "label", "kind", "start", "end"), rows, form)
    typer.echo(f"{sure} certain, {len(found) - sure} possible", err=True)
    raise typer.Exit(0 if rows else 1)
