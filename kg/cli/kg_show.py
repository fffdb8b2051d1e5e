"""`kg show`: all that is known of one thing."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from kg.cli import terminal
from kg.cli.options import GraphOption, Words
from kg.cli.output import open_both, print_json


class CardFormat(StrEnum):
    """How a card is printed."""

    text = "text"
    json = "json"
    md = "md"


def register(app: typer.Typer) -> None:
    """Add the command to an application."""
    app.command()(show)


def show(
    words: Words,
    form: Annotated[CardFormat, typer.Option("--format", "-f", help="How to print it.")] = (
        CardFormat.text
    ),
    full: Annotated[bool, typer.Option("--all", "-a", help="Cut no list.")] = False,
    graph: GraphOption = None,
) -> None:
    """Show all that is known of an entity, each line with its sources.

    kg show "NHS Connecting for Health"
    """
    from kg.ask.cards import make_card
    from kg.ask.cardtext import to_json, to_markdown, to_text
    from kg.index.names import find_node

    opened, index = open_both(graph)
    card = make_card(opened, index, find_node(opened, index, " ".join(words)))
    match form:
        case CardFormat.json:
            print_json(to_json(card))
        case CardFormat.md:
            terminal.send(to_markdown(card))
        case CardFormat.text:
            terminal.show_dressed(
                to_text(card, terminal.width(), full, is_plain=terminal.is_plain())
            )
