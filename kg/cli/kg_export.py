"""`kg export`: the graph, or a part of it, in another form."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import GraphOption
from kg.errors import OutputError, UsageError

if TYPE_CHECKING:
    from kg.engine.graph import SparqlGraph
    from kg.export.select import Selection
    from kg.model.vocabulary import Vocabulary


class ExportFormat(StrEnum):
    """What a graph can be exported as."""

    ttl = "ttl"
    nt = "nt"
    nq = "nq"
    trig = "trig"
    jsonld = "jsonld"
    rdfxml = "rdfxml"
    graphml = "graphml"
    gexf = "gexf"
    csv = "csv"
    html = "html"


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(export)


def export(
    format: Annotated[ExportFormat, typer.Argument(help="What to write.", show_default=False)],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="File (a folder for csv); default standard output."),
    ] = None,
    about: Annotated[
        str | None, typer.Option(metavar="ID", help="Only what is about this entity.")
    ] = None,
    depth: Annotated[int, typer.Option(min=0, help="With --about: how many relations away.")] = 1,
    type: Annotated[
        list[str] | None, typer.Option(metavar="TYPE", help="Only entities of this class.")
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Only what held, or may have held, then."),
    ] = None,
    projection: Annotated[
        str, typer.Option(help="For graphml and gexf: which projection.")
    ] = "whole",
    graph: GraphOption = None,
) -> None:
    """Write the graph, or a part of it, in another form.

    RDF: ttl, nt, nq, trig, jsonld, rdfxml. Networks: graphml, gexf. Tables: csv, a folder. Page:
    html. A part keeps the sources of what it keeps.

        kg export ttl --about nhsx --depth 2 -o nhsx.ttl
        kg export csv --as-of 2013-06 -o tables/
    """
    from kg.engine.store import open_any
    from kg.make.pipeline import find_data, find_ontology
    from kg.read.ontology import load_vocabulary

    opened = open_any(graph)
    ontology = find_ontology(find_data(None))
    vocabulary = load_vocabulary(ontology)
    selection = _selection(opened, vocabulary, about, depth, type or [], as_of)
    if format is ExportFormat.csv:
        _write_folder(opened, vocabulary, selection, output)
        return
    text = _render(format, opened, vocabulary, selection, projection, ontology)
    if output is None or str(output) == "-":
        sys.stdout.write(text)
        return
    try:
        _write_atomically(output, text)
    except OSError as error:
        raise OutputError(f"{output}: cannot be written: {error.strerror or error}") from None


def _render(
    format: ExportFormat,
    graph: SparqlGraph,
    vocabulary: Vocabulary,
    selection: Selection,
    projection: str,
    ontology: Path,
) -> str:
    from kg.export import rdf
    from kg.export.select import select

    lines = select(rdf.read_lines(graph), selection)
    match format:
        case ExportFormat.ttl:
            return rdf.write_turtle(lines)
        case ExportFormat.nt:
            return rdf.write_ntriples(lines)
        case ExportFormat.nq:
            return rdf.write_nquads(lines, rdf.read_layers(graph))
        case ExportFormat.trig:
            return rdf.write_trig(lines, rdf.read_layers(graph))
        case ExportFormat.jsonld:
            return rdf.write_jsonld(lines, vocabulary, ontology / "context.jsonld")
        case ExportFormat.rdfxml:
            return rdf.write_rdfxml(lines)
    part = graph if selection.is_whole else _load(lines, graph.place)
    if format is ExportFormat.html:
        from kg.explorer import write_page

        return write_page(part, vocabulary, selection.words)
    from kg.export.networks import write_gexf, write_graphml
    from kg.history.projections import project

    network = project(part, projection)
    return write_graphml(network) if format is ExportFormat.graphml else write_gexf(network)


def _load(lines: list[str], place: str) -> SparqlGraph:
    import pyoxigraph as ox

    from kg.engine.store import LocalGraph

    store = ox.Store()
    store.bulk_load("\n".join([*lines, ""]).encode(), ox.RdfFormat.N_TRIPLES)
    return LocalGraph(store, place)


def _selection(
    graph: SparqlGraph,
    vocabulary: Vocabulary,
    about: str | None,
    depth: int,
    types: list[str],
    as_of: str | None,
) -> Selection:
    from kg.export.select import Selection
    from kg.model.dates import PartialDate

    node = None
    if about is not None:
        from kg.index.index import index_of
        from kg.index.names import find_entity

        node = find_entity(index_of(graph), about).iri
    day = None
    if as_of is not None:
        try:
            day = PartialDate.parse(as_of)
        except ValueError as error:
            raise UsageError(f"--as-of: {error}") from None
        if day.earliest is None:
            raise UsageError("--as-of: '..' is not a day; write 2013, 2013-06 or 2013-06-30")
    return Selection(
        node,
        depth,
        frozenset(c for name in types for c in _classes(name, vocabulary)),
        day,
    )


def _classes(name: str, vocabulary: Vocabulary) -> list[str]:
    """Return the class of a name, and those below it; words and capitals do not matter."""
    from kg.model import terms
    from kg.model.nearest import did_you_mean

    def plain(text: str) -> str:
        return text.lower().replace(" ", "").replace("-", "")

    known = {plain(iri.removeprefix(terms.NS)): iri for iri in vocabulary.classes}
    iri = known.get(plain(name))
    if iri is None:
        names = [c.removeprefix(terms.NS) for c in vocabulary.classes]
        raise UsageError(f"--type: there is no class '{name}'{did_you_mean(name, names)}")
    return vocabulary.descendants(iri)


def _write_folder(
    graph: SparqlGraph, vocabulary: Vocabulary, selection: Selection, output: Path | None
) -> None:
    from kg.export.rdf import read_lines
    from kg.export.select import select
    from kg.export.spreadsheet import write_tables

    if output is None:
        raise UsageError("kg export csv writes a folder of tables; name it with -o FOLDER")
    files = write_tables(select(read_lines(graph), selection), vocabulary)
    try:
        output.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (output / name).write_text(text, "utf8", newline="\n")
    except OSError as error:
        raise OutputError(f"{output}: cannot be written: {error.strerror or error}") from None
    typer.echo(f"wrote {len(files)} tables to {output}", err=True)


def _write_atomically(path: Path, text: str) -> None:
    """Write a file whole or not at all; devices and pipes are written as they are."""
    if path.exists() and not path.is_file():
        path.write_text(text, "utf8", newline="\n")
        return
    fresh = path.with_name(f".{path.name}.part")
    try:
        fresh.write_text(text, "utf8", newline="\n")
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
