"""`kg search`: the things that some words may mean."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.options import FormatOption, GraphOption, RowFormat
from kg.cli.output import open_both, open_only_index
from kg.cli.terminal import tell


def register(app: typer.Typer) -> None:
    """Add the command to an application."""
    app.command()(search)


def search(
    words: Annotated[list[str], typer.Argument(help="Words of a name.", show_default=False)],
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="Rows at most.")] = 20,
    kind: Annotated[
        list[str] | None, typer.Option("--type", "-t", help="Only of this class, such as Report.")
    ] = None,
    text: Annotated[
        bool, typer.Option("--text", help="Also what descriptions, notes and advice say.")
    ] = False,
    form: FormatOption = RowFormat.table,
    graph: GraphOption = None,
) -> None:
    """Find entities by label, alias, former name or initials, whatever the spelling.

    With --text, those of which something is said in these words come after. Exits 1 where nothing
    is like it.

        kg search connecting for heath
    """
    from kg.cli.rows import print_rows
    from kg.index import search as asking
    from kg.index.kinds import find_kinds
    from kg.index.texts import search_all

    asked = " ".join(words)
    if text:
        opened, index = open_both(graph)
        hits = search_all(opened, index, asked, find_kinds(index, kind or []), limit)
    else:
        index = open_only_index(graph)
        hits = asking.search(index, asked, find_kinds(index, kind or []), limit)
    if not hits:
        tell(f"nothing is like '{asked}'")
        if form is not RowFormat.table:
            print_rows(_SEARCH, [], form)
        raise typer.Exit(1)
    rows = [tuple(hit.to_dict().values()) for hit in hits]
    if form is RowFormat.table:
        print_rows(_SEARCH[:-1], [row[:-1] for row in rows], form)
    else:
        print_rows(_SEARCH, rows, form)


_SEARCH = ("id", "label", "kind", "start", "end", "found as", "score")
