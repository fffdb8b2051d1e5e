"""`kg what-if`: what would be orphaned by a reorganisation."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli import terminal
from kg.cli.completion import complete_entity
from kg.cli.options import GraphOption
from kg.cli.output import open_both, print_json
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.ask.inheritance.statement import Inheritance


class Reorganisation(StrEnum):
    """What is supposed to happen."""

    end = "end"
    merge = "merge"


class StatementFormat(StrEnum):
    """How a statement is printed."""

    text = "text"
    json = "json"
    md = "md"
    html = "html"


def register(app: typer.Typer) -> None:
    """Add the command to an application."""
    app.command("what-if")(what_if)


def what_if(
    what: Annotated[Reorganisation, typer.Argument(metavar="end|merge", show_default=False)],
    bodies: Annotated[
        list[str],
        typer.Argument(
            metavar="BODY",
            help="The body that ends; of a merger all that do, names of several words in quotes.",
            autocompletion=complete_entity,
            show_default=False,
        ),
    ],
    to: Annotated[
        list[str] | None,
        typer.Option(
            "--to",
            "--into",
            metavar="BODY",
            autocompletion=complete_entity,
            show_default=False,
            help="The body that takes its place; may be given several times.",
        ),
    ] = None,
    on: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", help="When; default: when the record was last read.", show_default=False
        ),
    ] = None,
    full: Annotated[bool, typer.Option("--all", "-a", help="Cut no list.")] = False,
    form: Annotated[StatementFormat, typer.Option("--format", "-f", help="How to print it.")] = (
        StatementFormat.text
    ),
    graph: GraphOption = None,
) -> None:
    """Say what a reorganisation would orphan, and what became of such things before.

    Lists what a body and those whose place it took leave: open recommendations and promises,
    duties and functions, contracts that run on, systems, programmes, units and posts, each with
    its sources. The reorganisation is only supposed: nothing is written.

        kg what-if end nhs-england --to dhsc --on 2027-04-01

        kg what-if merge "NHS Digital" nhsx --into nhs-england --on 2021-12-01
    """
    from kg.ask.inheritance import what_if_end, what_if_merge

    if what is Reorganisation.end and len(bodies) > 1:
        raise UsageError(
            f"kg what-if end takes one body, not {len(bodies)}; put a name of several words in "
            "quotes, or say merge"
        )
    opened, index = open_both(graph)
    if what is Reorganisation.end:
        found = what_if_end(opened, index, bodies[0], to or (), on)
    else:
        found = what_if_merge(opened, index, bodies, to or (), on)
    _print(found, form, full)


def _print(found: Inheritance, form: StatementFormat, full: bool) -> None:
    from kg.ask.inheritance.text import to_markdown, to_text

    match form:
        case StatementFormat.json:
            print_json(found.to_dict())
        case StatementFormat.md:
            terminal.send(to_markdown(found))
        case StatementFormat.html:
            from kg.ask.inheritance.page import to_page

            terminal.send(to_page(found))
        case StatementFormat.text:
            plain = terminal.is_plain()
            terminal.show_dressed(to_text(found, terminal.width(), full, is_plain=plain))
