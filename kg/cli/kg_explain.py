"""`kg explain`: how a fact is known."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.completion import complete_entity, complete_property
from kg.cli.options import GraphOption, TextFormat, TextOption, thing
from kg.cli.output import open_both, print_json
from kg.cli.terminal import show_wrapped, tell

if TYPE_CHECKING:
    from kg.ask.explain import Explanation, Ground


def register(app: typer.Typer) -> None:
    """Add the command to an application."""
    app.command()(explain)


def explain(
    subject: Annotated[str, thing("What the fact is about.")],
    predicate: Annotated[
        str,
        typer.Argument(
            help="A property, such as replacedBy or 'parent body'.",
            autocompletion=complete_property,
            show_default=False,
        ),
    ],
    object_: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[OBJECT]",
            help="Its value; without it, every value.",
            autocompletion=complete_entity,
            show_default=False,
        ),
    ] = None,
    form: TextOption = TextFormat.text,
    graph: GraphOption = None,
) -> None:
    """Say how a fact is known: claims, sources, rank, who says otherwise, the row, where read.

    Exits 1 where the graph does not state it.

        kg explain nhs-digital replacedBy nhs-england
    """
    from kg.ask.explain import explain as asked

    opened, index = open_both(graph)
    found = asked(opened, index, subject, predicate, " ".join(object_ or ()) or None)
    if form is TextFormat.json:
        print_json([asdict(e) for e in found])
    else:
        for explanation in found:
            _print_explanation(explanation)
    if not any(e.is_stated for e in found):
        if not found:
            tell(f"the graph gives '{subject}' no '{predicate}'")
        raise typer.Exit(1)


def _print_explanation(e: Explanation) -> None:
    show_wrapped(e.sentence + ("" if e.is_stated else " — the graph does not state this"), "  ", "")
    for ground in e.grounds:
        _print_ground(ground)
    for ground in e.against:
        _print_ground(ground)


def _print_ground(g: Ground) -> None:
    show_wrapped(f"{g.role}: {g.says}{f' ({g.when})' if g.when else ''}", "    ", "  ")
    for label, value in (
        ("row", g.row), ("node", g.node), ("rank", g.rank), ("confidence", g.confidence),
        ("note", g.note), ("sources", "; ".join(map(str, g.sources))),
        ("read in", "; ".join(map(str, g.read))),
        ("against it", "; ".join(map(str, g.against))),
    ):  # fmt: skip
        if value:
            show_wrapped(f"{label}: {value}", "      ", "    ")
