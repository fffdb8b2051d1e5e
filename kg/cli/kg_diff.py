"""`kg diff`: what changed between two graphs."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import TextFormat, TextOption
from kg.cli.output import print_json
from kg.cli.terminal import show, tell

if TYPE_CHECKING:
    from kg.ask.diff import Change


def register(app: typer.Typer) -> None:
    """Add the command to an application."""
    app.command()(diff)


def diff(
    old: Annotated[str, typer.Argument(help="A folder, file or URL.", show_default=False)],
    new: Annotated[str, typer.Argument(help="A folder, file or URL.", show_default=False)],
    form: TextOption = TextFormat.text,
) -> None:
    """Tell what changed between two graphs, in facts. Exits 1 where they differ.

    kg diff old/output output
    """
    from kg.ask.diff import compare
    from kg.engine.store import open_graph

    found = compare(open_graph(old), open_graph(new))
    if form is TextFormat.json:
        print_json(asdict(found))
    else:
        for change in found.changes:
            _print_change(change)
    count = {w: sum(c.what == w for c in found.changes) for w in ("added", "removed", "changed")}
    told = ", ".join(f"{n} {what}" for what, n in count.items())
    derived = f"{found.derived_added} derived statements came, {found.derived_removed} went"
    tell(f"{told}; {derived}")
    if found.statements_added or found.statements_removed:
        tell(
            f"{found.statements_added} statements in other vocabularies came, "
            f"{found.statements_removed} went"
        )
    if found.vocabulary_changed:
        tell(f"{found.vocabulary_changed} statements of the vocabulary differ")
    raise typer.Exit(0 if found.is_empty else 1)


_SIGNS = {"added": "+", "removed": "-", "changed": "~"}


def _print_change(change: Change) -> None:
    show(f"{_SIGNS[change.what]} {change.kind}: {change.text}  {change.node}")
    for line in change.detail:
        show(f"    {line}")
