"""`kg export`: the graph, or a part of it, in another form."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated
from urllib.parse import quote

import typer

from kg.cli.options import BaseUrl, GraphOption
from kg.cli.terminal import send, tell
from kg.errors import UsageError
from kg.make.formats import ExportFormat

Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", help="File (a folder for csv); default standard output."),
]
About = Annotated[str | None, typer.Option(metavar="ID", help="Only what is about this entity.")]
Held = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Only what held, or may have held, then."),
]
Annotations = Annotated[
    bool,
    typer.Option("--annotations", help="For RDF: claims as RDF 1.2 has them, beside their triple."),
]
Stories = Annotated[
    list[Path] | None,
    typer.Option(metavar="FILE", help="For html: a story that the page opens on."),
]
EngineFolder = Annotated[
    Path | None,
    typer.Option(
        metavar="FOLDER",
        help="For html: where 'npm install oxigraph' ran; the page then answers queries.",
        show_default=False,
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(export)


def export(
    format: Annotated[ExportFormat, typer.Argument(help="What to write.", show_default=False)],
    output: Output = None,
    about: About = None,
    depth: Annotated[int, typer.Option(min=0, help="With --about: how many relations away.")] = 1,
    type: Annotated[
        list[str] | None,
        typer.Option("--type", "-t", metavar="TYPE", help="Only entities of this class."),
    ] = None,
    as_of: Held = None,
    projection: Annotated[
        str, typer.Option(help="For graphml and gexf: which projection.")
    ] = "whole",
    base_url: BaseUrl = "",
    annotations: Annotations = False,
    story: Stories = None,
    sparql: EngineFolder = None,
    graph: GraphOption = None,
) -> None:
    """Write the graph, or a part of it, in another form.

    RDF: ttl, nt, nq, trig, jsonld, rdfxml. Networks: graphml, gexf. Tables: csv, a folder. Page:
    html. For large work: parquet and neo4j, folders; sqlite, a file. A part keeps the sources of
    what it keeps. With --base-url a page knows where it will stand, so that the links that it
    copies can be opened by others.

        kg export ttl --about nhsx --depth 2 -o nhsx.ttl
        kg export csv --as-of 2013-06 -o tables/
        kg export html --story data/stories/1-what-happened-to-npfit.md -o story.html
        kg export html --sparql FOLDER -o asked.html
        kg export parquet -o tables.parquet
    """
    from kg.engine.derivation import open_complete
    from kg.export.files import write_file, write_folder
    from kg.make.formats import ON_DISK, RDF_12, render, render_tables, take_part, write_on_disk
    from kg.pages.page_paths import read_base_url

    _check_page(format, {"--story": story, "--base-url": base_url, "--sparql": sparql})
    if annotations and format not in RDF_12:
        raise UsageError(f"--annotations cannot be used with {format.value}; it is for RDF 1.2")
    base = read_base_url(base_url)
    part = take_part(
        open_complete(graph),
        about=about,
        depth=depth,
        types=type or [],
        as_of=as_of,
        is_annotated=annotations,
    )
    if format in ON_DISK:
        if output is None or str(output) == "-":
            raise UsageError(f"kg export {format.value} is written to disk; name where with -o")
        for line in write_on_disk(part, format, output, _tell):
            tell(line)
        return
    if format is ExportFormat.csv:
        if output is None:
            raise UsageError("kg export csv writes a folder of tables; name it with -o FOLDER")
        write_folder(output, files := render_tables(part))
        tell(f"wrote {len(files)} tables to {output}")
        return
    is_file = output is not None and str(output) != "-"
    address = base + quote(output.name) if base and output is not None and is_file else base
    text = render(
        part, format, projection, _tell, address=address, stories=story or [], engine=sparql
    )
    write_file(output, text) if output is not None and is_file else send(text)


def _tell(line: str) -> None:
    tell(f"kg: {line}")


def _check_page(format: ExportFormat, given: dict[str, object]) -> None:
    """Raise UsageError for an option of a page that is given to another form."""
    for option, value in given.items():
        if value and format is not ExportFormat.html:
            raise UsageError(f"{option} cannot be used with {format.value}; it is for html")
