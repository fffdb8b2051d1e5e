"""`kg report`: all analyses with their figures in one document."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import GraphOption
from kg.cli.terminal import send, tell
from kg.errors import UsageError


def register(app: typer.Typer) -> None:
    """Add the command to an application."""
    app.command()(report)


def report(
    graph: GraphOption = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help="Where to write; .html or .md, - for Markdown here; default NAME-report.html, "
            "by the name of the record.",
            show_default=False,
        ),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Only this analysis; may be given again."),
    ] = None,
    coverage: Annotated[
        Path | None,
        typer.Option(
            help="A table of what should be held (where, surface_form, id); for a built graph, by "
            "default, that of its record.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Write all analyses with figures, definitions and limits into one document.

    The HTML needs no other file and no network; its form follows the name of the file.

        kg report -o report.html
    """
    from kg.analysis import ANALYSES
    from kg.engine.about import dataset_of
    from kg.engine.derivation import open_complete
    from kg.export import report as document
    from kg.export.files import write_file

    form = ".md" if str(output) == "-" else output.suffix.lower() if output else ".html"
    if form not in (".html", ".htm", ".md"):
        raise UsageError(f"{output}: unknown form '{form}'; expected .html or .md")
    opened = open_complete(graph)
    record = dataset_of(opened)
    output = output or Path(f"{record.name}-report.html")
    analyses = document.run_all(opened, only or list(ANALYSES), coverage)
    write = document.to_markdown if form == ".md" else document.to_html
    text = write(analyses, record.report_title)
    if str(output) == "-":
        send(text)
    else:
        write_file(output, text)
        tell(f"{output}: {len(analyses)} analyses")
    if all(analysis.is_empty for analysis in analyses):
        tell("kg: the graph holds nothing that the analyses count")
        raise typer.Exit(1)
