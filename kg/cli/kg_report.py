"""`kg report`: all analyses with their figures in one document."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import GraphOption
from kg.errors import UsageError


def register(app: typer.Typer) -> None:
    """Add the command to an application."""
    app.command()(report)


def report(
    graph: GraphOption = None,
    output: Annotated[
        Path,
        typer.Option("--output", "-o", help="Where to write; .html or .md, - for Markdown here."),
    ] = Path("nhs-it-report.html"),
    only: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Only this analysis; may be given again."),
    ] = None,
    coverage: Annotated[
        Path | None,
        typer.Option(
            help="A table of what should be held (where, surface_form, id); for a built graph, by "
            "default, that of the article of December 2022.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Write all analyses with figures, definitions and limits into one document.

    The HTML needs no other file and no network; its form follows the name of the file.

        kg report -o report.html
    """
    from kg.analysis import ANALYSES
    from kg.engine.store import open_any
    from kg.export import report as document
    from kg.export.files import write_file

    form = "md" if str(output) == "-" else output.suffix.lower().removeprefix(".")
    if form not in ("html", "htm", "md"):
        raise UsageError(f"{output}: unknown form '{output.suffix}'; expected .html or .md")
    analyses = document.run_all(open_any(graph), only or list(ANALYSES), coverage)
    text = document.to_markdown(analyses) if form == "md" else document.to_html(analyses)
    if str(output) == "-":
        typer.echo(text, nl=False)
    else:
        write_file(output, text)
        typer.echo(f"{output}: {len(analyses)} analyses", err=True)
    if all(analysis.is_empty for analysis in analyses):
        typer.echo("kg: the graph holds nothing that the analyses count", err=True)
        raise typer.Exit(1)
