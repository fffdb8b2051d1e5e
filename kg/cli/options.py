"""Options that several commands share, declared once."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from kg.errors import UsageError


class RowFormat(StrEnum):
    """How rows are printed."""

    table = "table"
    csv = "csv"
    tsv = "tsv"
    json = "json"
    md = "md"


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
FormatOption = Annotated[RowFormat, typer.Option("--format", "-f", help="How to print rows.")]


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
