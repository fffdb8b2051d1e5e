"""Options that several commands share, declared once."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from kg.cli.completion import complete_entity
from kg.errors import UsageError


class RowFormat(StrEnum):
    """How rows are printed."""

    table = "table"
    csv = "csv"
    tsv = "tsv"
    json = "json"
    md = "md"


class TextFormat(StrEnum):
    """How steps and reasons are printed."""

    text = "text"
    json = "json"


GraphOption = Annotated[
    str | None,
    typer.Option(
        "--graph",
        metavar="GRAPH",
        help="A built folder, an RDF file or the URL of a SPARQL endpoint; default output/.",
        show_default=False,
    ),
]
ParamOption = Annotated[
    list[str] | None,
    typer.Option("--param", "-p", metavar="NAME=VALUE", help="A parameter.", show_default=False),
]
TextOption = Annotated[TextFormat, typer.Option("--format", "-f", help="How to print it.")]
FormatOption = Annotated[RowFormat, typer.Option("--format", "-f", help="How to print rows.")]


def thing(help: str) -> typer.models.ArgumentInfo:
    """Return an argument that names an entity."""
    argument: typer.models.ArgumentInfo = typer.Argument(
        help=help, autocompletion=complete_entity, show_default=False
    )
    return argument


Words = Annotated[
    list[str],
    typer.Argument(
        metavar="NAME",
        help="Id, label, alias, former name, CURIE or IRI.",
        autocompletion=complete_entity,
        show_default=False,
    ),
]
"""A name of one or more words, with or without quotes around them."""


def read_params(given: list[str] | None) -> dict[str, str]:
    """Return parameters by name; UsageError for one that is not NAME=VALUE or is given twice."""
    found: dict[str, str] = {}
    for text in given or []:
        name, equals, value = text.partition("=")
        name = name.strip().removeprefix("?").removeprefix("$")
        if not equals or not name.isidentifier():
            raise UsageError(f"--param '{text}': expected NAME=VALUE, such as body=nhsx")
        if name in found:
            raise UsageError(f"--param {name}: is given twice")
        found[name] = value
    return found
