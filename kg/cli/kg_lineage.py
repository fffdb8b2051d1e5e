"""`kg lineage`."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from kg.cli.options import GraphOption, Words
from kg.cli.output import open_only_index, print_json
from kg.cli.terminal import send, show, tell, width


class LineageFormat(StrEnum):
    """How a lineage is printed."""

    tree = "tree"
    mermaid = "mermaid"
    dot = "dot"
    json = "json"


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(lineage)


def lineage(
    words: Words,
    up: Annotated[bool, typer.Option("--up", help="Only what came before.")] = False,
    down: Annotated[bool, typer.Option("--down", help="Only what came after.")] = False,
    wide: Annotated[
        bool,
        typer.Option(
            "--wide",
            "-w",
            help="Also functions that moved, later documents, programmes and systems, purchases.",
        ),
    ] = False,
    sources: Annotated[bool, typer.Option("--sources", "-s", help="Name the sources.")] = False,
    form: Annotated[LineageFormat, typer.Option("--format", "-f", help="How to print it.")] = (
        LineageFormat.tree
    ),
    graph: GraphOption = None,
) -> None:
    """Show the family tree of a body, programme or system, with dates, laws and causes.

    Only events that happened count. Exits 1 where nothing came before or after.

        kg lineage nhs-digital --up
    """
    from kg.history import trees
    from kg.history.lineage import find_lineage
    from kg.index.names import find_entity

    index = open_only_index(graph)
    slug = find_entity(index, " ".join(words)).slug
    both = up == down
    found = find_lineage(index, slug, up=up or both, down=down or both, wide=wide)
    match form:
        case LineageFormat.tree:
            show(trees.to_tree(found, sources, width()), end="")
        case LineageFormat.mermaid:
            send(trees.to_mermaid(found))
        case LineageFormat.dot:
            send(trees.to_dot(found))
        case LineageFormat.json:
            print_json(found.to_dict())
    if not found.up and not found.down:
        loose = find_lineage(index, slug, up=up or both, down=down or both, wide=True)
        more = len(loose.up) + len(loose.down)
        hint = f"; --wide finds {more} looser steps" if more and not wide else ""
        if not hint:
            hint = ": no event that happened ended one and created another (endedBody, createdBody)"
        tell(f"nothing is known to have come before or after{hint}")
        raise typer.Exit(1)
