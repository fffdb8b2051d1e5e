"""`kg gaps`: what the record lacks, by kind, and the work list."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import FormatOption, GraphOption, RowFormat
from kg.cli.output import open_both
from kg.cli.terminal import tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.ask.worklist import GapKind, Lack

_COUNTED = ("kind", "facts", "weight", "what is missing")
_LISTED = ("kind", "id", "label", "what", "row")


def register(app: typer.Typer) -> None:
    """Add the command to an application."""
    app.command()(gaps)


def gaps(
    kind: Annotated[
        list[str] | None,
        typer.Option("--kind", "-k", help="List what has a gap of this kind.", show_default=False),
    ] = None,
    topic: Annotated[
        str | None,
        typer.Option(help="Only advice on this topic, who gave it and whom it asks."),
    ] = None,
    csv: Annotated[
        Path | None, typer.Option("--csv", metavar="FILE", help="Write the work list to a file.")
    ] = None,
    form: FormatOption = RowFormat.table,
    graph: GraphOption = None,
) -> None:
    """Count what the record lacks by kind, or list what lacks it, each with its row.

    kg gaps --kind plan-passed --csv work.csv
    """
    from kg.ask.worklist import COUNT, find_lacks, load_kinds
    from kg.cli.rows import print_rows
    from kg.index.names import find_entity

    opened, index = open_both(graph)
    kinds = load_kinds(opened, kind or ())
    about = find_entity(index, topic, ("Concept",)).slug if topic else ""
    lacks = list(find_lacks(opened, index, kinds, about))
    if csv is not None:
        listed = [one for one in lacks if kind or one.kind.weight != COUNT]
        _write(csv, listed)
        tell(f"wrote {len(listed):,} rows to {csv}")
    elif kind:
        print_rows(_LISTED, map(_row, lacks), form)
    else:
        print_rows(_COUNTED, _count(kinds, lacks), form)


def _count(kinds: Sequence[GapKind], lacks: Sequence[Lack]) -> list[tuple[str, int, str, str]]:
    """Return a row for each kind that anything has: warnings first, then the most."""
    numbers = {kind.name: sum(one.kind is kind for one in lacks) for kind in kinds}
    found = [(kind, numbers[kind.name]) for kind in kinds if numbers[kind.name]]
    found.sort(key=lambda pair: (pair[0].weight != "warning", -pair[1], pair[0].name))
    return [(kind.name, number, kind.weight, kind.title) for kind, number in found]


def _row(one: Lack) -> tuple[str, str, str, str, str]:
    return one.kind.name, one.fact, one.label, one.what, one.row


def _write(path: Path, lacks: Sequence[Lack]) -> None:
    import csv as tables
    import io

    from kg.export.files import write_file
    from kg.model.formulas import make_text

    stream = io.StringIO()
    writer = tables.writer(stream, lineterminator="\n")
    writer.writerow(_LISTED)
    writer.writerows([*map(make_text, _row(one))] for one in lacks)
    write_file(path, stream.getvalue())
