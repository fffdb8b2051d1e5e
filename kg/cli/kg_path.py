"""`kg path`: how two things are connected."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import GraphOption, TextFormat, TextOption, thing
from kg.cli.output import open_both, print_json
from kg.cli.terminal import show, show_wrapped, tell
from kg.errors import UnknownEntity, UsageError

if TYPE_CHECKING:
    from kg.ask.paths import Way
    from kg.engine.store import LocalGraph
    from kg.index.index import Index


def register(app: typer.Typer) -> None:
    """Add the command to an application."""
    app.command()(path)


def path(
    ends: Annotated[list[str], thing("Where to begin, and where to end.")],
    ways: Annotated[int, typer.Option("--ways", min=1, max=50, help="Ways to show.")] = 4,
    form: TextOption = TextFormat.text,
    graph: GraphOption = None,
) -> None:
    """Show how two entities are connected: the shortest way and the next ones.

    Each step is one fact with its sources. Exits 1 where nothing connects them.

        kg path "Richard Granger" nhs-england
    """
    from kg.ask.paths import find_paths

    opened, index = open_both(graph)
    begin, target = _find_ends(ends, opened, index)
    found = find_paths(opened, index, begin, target, ways)
    if form is TextFormat.json:
        print_json([[asdict(hop) for hop in way] for way in found])
    elif found == [()]:
        tell("they are the same")
    else:
        for number, way in enumerate(found, start=1):
            _print_way(number, way)
    if not found:
        tell(f"nothing connects {begin} and {target}")
        raise typer.Exit(1)


def _find_ends(words: list[str], graph: LocalGraph, index: Index) -> tuple[str, str]:
    """Return the two things that words name: one each, or parted in the one way that names two."""
    from kg.index.names import find_node

    parted = [(" ".join(words[:i]), " ".join(words[i:])) for i in range(1, len(words))]
    found = []
    for start, end in parted:
        try:
            found.append((find_node(graph, index, start), find_node(graph, index, end)))
        except UnknownEntity:
            if len(parted) == 1:
                raise
    if len(found) == 1:
        return found[0]
    raise UsageError(f"'{' '.join(words)}' are not two things; write each name in quotes")


def _print_way(number: int, way: Way) -> None:
    show(f"{number}. {len(way)} step{'s' if len(way) > 1 else ''}")
    for hop in way:
        show_wrapped(f"{hop.start_label} → {hop.end_label}", "     ", "   ")
        more = f" (and {hop.others} more facts)" if hop.others else ""
        fact = f"{hop.fact}{f' ({hop.when})' if hop.when else ''}{more}"
        show_wrapped(fact, "        ", "      ")
        show_wrapped(f"source: {'; '.join(map(str, hop.sources)) or 'none'}", "        ", "      ")
