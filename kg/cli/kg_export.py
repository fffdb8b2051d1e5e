"""`kg export`: the graph, or a part of it, in another form."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote

import typer

from kg.cli.options import BaseUrl, GraphOption
from kg.cli.terminal import send, tell
from kg.errors import UsageError
from kg.make.formats import ExportFormat

if TYPE_CHECKING:
    from kg.make.formats import Part

Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", help="File (a folder for csv, facts); default standard output."),
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

    RDF: ttl, nt, nq, trig, jsonld, rdfxml. Networks: graphml, gexf. Tables: csv, a folder; facts,
    the tables that kg build reads, into a new folder. Page: html. For large work: parquet and
    neo4j, folders; sqlite, a file. A part keeps the sources of what it keeps. With --base-url a
    page knows where it will stand, so that the links that it copies can be opened by others.

        kg export ttl --about nhsx --depth 2 -o nhsx.ttl
        kg export csv --as-of 2013-06 -o tables/
        kg export facts --about nhsx -o nhsx/
        kg export html --story data/stories/1-what-happened-to-npfit.md -o story.html
        kg export html --sparql FOLDER -o asked.html
        kg export parquet -o tables.parquet
    """
    from kg.engine.derivation import open_complete
    from kg.export.files import write_file
    from kg.make.formats import RDF_12, render, take_part
    from kg.pages.page_paths import read_base_url

    _check_page(format, {"--story": story, "--base-url": base_url, "--sparql": sparql})
    if annotations and format not in RDF_12:
        raise UsageError(f"--annotations cannot be used with {format.value}; it is for RDF 1.2")
    base = read_base_url(base_url)
    opened, kinds = open_complete(graph), type or []
    part = take_part(
        opened, about=about, depth=depth, types=kinds, as_of=as_of, is_annotated=annotations
    )
    if _write_many(part, format, output):
        return
    is_file = output is not None and str(output) != "-"
    address = base + quote(output.name) if base and output is not None and is_file else base
    text = render(
        part, format, projection, _tell, address=address, stories=story or [], engine=sparql
    )
    write_file(output, text) if output is not None and is_file else send(text)


def _write_many(part: Part, format: ExportFormat, output: Path | None) -> bool:
    """Write what is no text on standard output; return False for what is one."""
    from kg.export.files import write_folder
    from kg.make.formats import ON_DISK, render_tables, write_on_disk

    if format in ON_DISK:
        if output is None or str(output) == "-":
            raise UsageError(f"kg export {format.value} is written to disk; name where with -o")
        for line in write_on_disk(part, format, output, _tell):
            tell(line)
        return True
    if format not in (ExportFormat.csv, ExportFormat.facts):
        return False
    if output is None:
        raise UsageError(
            f"kg export {format.value} writes a folder of tables; name it with -o FOLDER"
        )
    if format is ExportFormat.facts:
        _write_facts(part, output)
        return True
    write_folder(output, files := render_tables(part))
    tell(f"wrote {len(files)} tables to {output}")
    return True


def _write_facts(part: Part, output: Path) -> None:
    from kg.export.files import write_new_folder
    from kg.make.formats import render_facts, say_left

    found = render_facts(part)
    write_new_folder(output, found.files)
    along = f", {found.taken_along:,} of them because others refer to them"
    tell(f"wrote {found.rows:,} rows to {output}{along if found.taken_along else ''}")
    if found.left:
        _tell(say_left(found).removeprefix("; "))
    if found.has_own_ontology:
        beside = output.parent / "ontology"
        tell(f"it has an ontology of its own, to stand beside it: copy it to {beside}")


def _tell(line: str) -> None:
    tell(f"kg: {line}")


def _check_page(format: ExportFormat, given: dict[str, object]) -> None:
    """Raise UsageError for an option of a page that is given to another form."""
    for option, value in given.items():
        if value and format is not ExportFormat.html:
            raise UsageError(f"{option} cannot be used with {format.value}; it is for html")
