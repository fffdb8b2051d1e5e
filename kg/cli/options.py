"""Options that several commands share, declared once."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


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
FormatOption = Annotated[RowFormat, typer.Option("--format", "-f", help="How to print rows.")]
