"""`kg query`: SPARQL from the command line."""

from __future__ import annotations

import sys
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.options import GraphOption
from kg.errors import UsageError

if TYPE_CHECKING:
    import pyoxigraph as ox


class AnswerFormat(StrEnum):
    """How an answer is printed: rows in the first six, triples in the others."""

    table = "table"
    csv = "csv"
    tsv = "tsv"
    json = "json"
    xml = "xml"
    md = "md"
    ttl = "ttl"
    nt = "nt"
    rdfxml = "rdfxml"


_TABLE_ROWS = 10_000
"""Rows that a table shows; it must be held in memory, the other formats stream."""
_ROWS = ("table", "csv", "tsv", "json", "xml", "md")


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(query)


def query(
    file: Annotated[
        str | None,
        typer.Argument(help="File with a query; - for standard input.", show_default=False),
    ] = None,
    text: Annotated[
        str | None, typer.Option("--text", "-e", help="The query itself.", show_default=False)
    ] = None,
    format: Annotated[
        AnswerFormat | None,
        typer.Option("--format", "-f", help="Default: table for rows, ttl for triples."),
    ] = None,
    graph: GraphOption = None,
) -> None:
    """Answer a SPARQL query: SELECT, ASK, CONSTRUCT or DESCRIBE.

    The prefixes of the project are known (nhsit, id, org, prov, skos, dct …). JSON and XML are
    the SPARQL 1.1 results formats; CSV and TSV are the engine's, cells as they are. Exits 1 where
    ASK is false, or where a table or a graph comes out empty.

        kg query -e 'SELECT ?b WHERE { ?b a nhsit:Body } LIMIT 5'
        kg query question.rq -f csv
    """
    import pyoxigraph as ox

    from kg.graph.store import open_any

    answer = open_any(graph).query(_read(file, text))
    if isinstance(answer, ox.QueryBoolean):
        found = bool(answer)
        sys.stdout.write(_boolean(answer, format))
    elif isinstance(answer, ox.QueryTriples):
        found = _print_triples(answer, format)
    else:
        found = _print_rows(answer, format)
    if not found and not isinstance(answer, ox.QueryBoolean):
        typer.echo("nothing matched", err=True)
    raise typer.Exit(0 if found else 1)


def _read(file: str | None, text: str | None) -> str:
    if (file is None) == (text is None):
        raise UsageError("kg query takes a file, - for standard input, or -e TEXT; one of them")
    if text is not None:
        return text
    try:
        if file == "-":
            return sys.stdin.buffer.read().decode()
        return Path(str(file)).read_text("utf8")
    except UnicodeDecodeError:
        raise UsageError(f"{file}: is not UTF-8 text") from None
    except OSError as error:
        hint = "; write the query itself with -e" if "{" in str(file) else ""
        raise UsageError(f"{file}: cannot be read: {error.strerror}{hint}") from None


def _boolean(answer: ox.QueryBoolean, form: AnswerFormat | None) -> str:
    import pyoxigraph as ox

    if form in (AnswerFormat.json, AnswerFormat.xml):
        wanted = ox.QueryResultsFormat.JSON if form == "json" else ox.QueryResultsFormat.XML
        return bytes(answer.serialize(format=wanted) or b"").decode() + "\n"
    return f"{'true' if answer else 'false'}\n"


def _print_rows(answer: ox.QuerySolutions, form: AnswerFormat | None) -> bool:
    import pyoxigraph as ox

    form = form or AnswerFormat.table
    if form not in _ROWS:
        raise UsageError(f"rows cannot be written as {form}; use one of {', '.join(_ROWS)}")
    if form in (AnswerFormat.table, AnswerFormat.md):
        from kg.cli.options import RowFormat
        from kg.cli.rows import print_rows

        names = [variable.value for variable in answer.variables]
        solutions = iter(answer)
        rows = [[_show(term) for term in s] for s in islice(solutions, _TABLE_ROWS)]
        print_rows(names, rows, RowFormat(form))
        if next(solutions, None) is not None:
            typer.echo(f"… only the first {_TABLE_ROWS:,} rows; -f csv has them all", err=True)
        return bool(rows)
    engine = {"csv": "CSV", "tsv": "TSV", "json": "JSON", "xml": "XML"}[form]
    answer.serialize(sys.stdout.buffer, format=getattr(ox.QueryResultsFormat, engine))
    if form in (AnswerFormat.json, AnswerFormat.xml):
        sys.stdout.buffer.write(b"\n")
    sys.stdout.buffer.flush()
    return True  # the engine writes the rows itself and does not say how many there were


def _print_triples(answer: ox.QueryTriples, form: AnswerFormat | None) -> bool:
    from kg.export import rdf

    form = form or AnswerFormat.ttl
    lines = [f"{triple} ." for triple in answer]
    if form is AnswerFormat.nt:
        sys.stdout.write(rdf.write_ntriples(lines))
    elif form is AnswerFormat.rdfxml:
        sys.stdout.write(rdf.write_rdfxml(lines))
    elif form is AnswerFormat.ttl:
        sys.stdout.write(rdf.write_turtle(lines))
    else:
        raise UsageError(f"triples cannot be written as {form}; use ttl, nt or rdfxml")
    return bool(lines)


def _show(term: Any) -> str | None:
    """Return a term as people read it: a CURIE, or the text of a literal."""
    import pyoxigraph as ox

    from kg.model import terms

    if isinstance(term, ox.NamedNode):
        return terms.compress(term.value)
    return None if term is None else str(term.value if isinstance(term, ox.Literal) else term)
