"""`kg query`: SPARQL from the command line."""

from __future__ import annotations

import sys
from codecs import getincrementaldecoder
from collections.abc import Mapping
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any, cast

import typer

from kg.cli.limits import TimeoutOption
from kg.cli.options import GraphOption, ParamOption, RowFormat, read_params
from kg.cli.terminal import SentBytes, send, tell
from kg.errors import QueryError, UsageError
from kg.model.notation import NOT_XML

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kg.engine.graph import SparqlGraph, Term
    from kg.model.terms import Space


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
    nq = "nq"
    trig = "trig"
    jsonld = "jsonld"
    rdfxml = "rdfxml"


_TABLE_ROWS = 10_000
"""Rows that a table shows; it must be held in memory, the other formats stream."""
_ROWS = ("table", "csv", "tsv", "json", "xml", "md")
_TRIPLES = ("ttl", "nt", "nq", "trig", "jsonld", "rdfxml")
_TRUTH = ("table", "json", "xml", "md")
_ENGINE = {"csv": "CSV", "tsv": "TSV", "json": "JSON", "xml": "XML"}


class _SentXml(SentBytes):
    """XML of the engine as every reader takes it, which the engine does not see to."""

    def __init__(self) -> None:
        super().__init__()
        self.lost = 0
        self._read = getincrementaldecoder("utf8")()

    def write(self, data: Any) -> int:
        text, lost = NOT_XML.subn("\ufffd", self._read.decode(bytes(data)))
        self.lost += lost
        super().write(text.replace("\r", "&#13;").encode())
        return len(data)


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
    param: ParamOption = None,
    format: Annotated[
        AnswerFormat | None,
        typer.Option("--format", "-f", help="Default: table for rows, ttl for triples."),
    ] = None,
    labels: Annotated[bool, typer.Option("--labels", help="Say what things are called.")] = False,
    rows: Annotated[
        int, typer.Option(metavar="N", min=1, help="Rows that a table shows.")
    ] = _TABLE_ROWS,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show what each pattern matches; answer nothing.")
    ] = False,
    timeout: TimeoutOption = None,
    service: Annotated[
        list[str] | None,
        typer.Option(
            metavar="URL", help="A server that SERVICE may call; no other.", show_default=False
        ),
    ] = None,
    graph: GraphOption = None,
) -> None:
    """Answer a SPARQL query: SELECT, ASK, CONSTRUCT or DESCRIBE.

    The prefixes of the project are known (nhsit, id, org, prov, skos, dct …). JSON and XML are
    the SPARQL 1.1 results formats; CSV and TSV are the engine's, cells as they are. --param binds
    a variable to a term: id:nhsx, <https://…>, "word"@en, 12, 2019-07-01; all else is a string.
    Numbers, booleans and dates of a file are known by value ("01" is 1); exports keep their form.
    --labels adds a column of names after each column of things (in a table, in its place), and
    JSON is then a list of rows. Exits 1 where ASK is false or nothing matched.

        kg query -e 'SELECT ?b WHERE { ?b a nhsit:Body } LIMIT 5'
        kg query question.rq --param body=id:nhsx -f csv
    """
    from kg.engine.store import open_any

    asked = _read(file, text)
    opened = open_any(graph, timeout, service or ())
    bindings = _bind(asked, param, opened)
    if explain:
        _explain(opened, asked, bindings)
        return
    _warn(opened, asked)
    try:
        found = _print(opened, opened.query(asked, bindings), format, labels, rows)
    except (RuntimeError, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise  # the output, not the answer
        raise _explain_end(error, opened) from None
    if found is None:
        tell(_why_nothing(opened, asked, bindings) or "nothing matched")
    raise typer.Exit(0 if found else 1)


def _explain_end(error: Exception, opened: SparqlGraph) -> Exception:
    """Return what ends an answer that broke off; that of a damaged cache puts it away."""
    is_cached = getattr(opened, "cache", None) is not None
    return RuntimeError(str(error)) if is_cached else QueryError(f"query: {error}")


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


def _bind(text: str, param: list[str] | None, graph: SparqlGraph) -> dict[str, Term]:
    if not param:
        return {}
    from kg.engine.parameters import check_used, read_term

    bindings = {name: read_term(value, graph.space) for name, value in read_params(param).items()}
    check_used(text, bindings)
    return bindings


def _warn(graph: SparqlGraph, text: str) -> None:
    from kg.engine.guard import find_refusal
    from kg.engine.store import LocalGraph

    if isinstance(graph, LocalGraph) and find_refusal(text, graph.services) is None:
        from kg.ask.unknown import find_unknown

        for line in find_unknown(graph, text):
            tell(f"kg: {line}")


def _why_nothing(graph: SparqlGraph, text: str, bindings: Mapping[str, Term]) -> str:
    from kg.engine.patterns import explain_empty

    return explain_empty(graph, text, bindings)


def _explain(graph: SparqlGraph, text: str, bindings: Mapping[str, Term]) -> None:
    from kg.cli.rows import print_rows
    from kg.engine.patterns import count_matches, find_patterns

    graph.query(text, bindings)  # what is no query is told as such
    patterns = find_patterns(text, graph.space)
    rows = [(p.text, p.role, count_matches(graph, p, bindings)) for p in patterns]
    print_rows(("pattern", "role", "matches alone"), rows, RowFormat.table)
    tell("the engine shows no plan; it joins the patterns in an order of its own")


def _print(
    graph: SparqlGraph,
    answer: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples,
    form: AnswerFormat | None,
    labels: bool,
    most: int,
) -> bool | None:
    """Print an answer; return None where nothing matched, else whether it is not false."""
    import pyoxigraph as ox

    if isinstance(answer, ox.QueryBoolean):
        send(_boolean(answer, form))
        return bool(answer)
    if isinstance(answer, ox.QueryTriples):
        return _print_triples(graph, answer, form)
    form = form or AnswerFormat.table
    if form not in _ROWS:
        raise UsageError(f"rows cannot be written as {form}; use one of {', '.join(_ROWS)}")
    if labels:
        return _print_labelled(graph, answer, form)
    if form in _ENGINE:
        return _serialize(answer, form)
    return _print_table(answer, RowFormat(form), graph.space, most)


def _boolean(answer: ox.QueryBoolean, form: AnswerFormat | None) -> str:
    import pyoxigraph as ox

    if form is not None and form not in _TRUTH:
        raise UsageError(
            f"the answer is {'true' if answer else 'false'}, which cannot be written as {form}; "
            f"use one of {', '.join(_TRUTH)}"
        )
    if form in (AnswerFormat.json, AnswerFormat.xml):
        wanted = ox.QueryResultsFormat.JSON if form == "json" else ox.QueryResultsFormat.XML
        return bytes(answer.serialize(format=wanted) or b"").decode() + "\n"
    return f"{'true' if answer else 'false'}\n"


def _serialize(answer: ox.QuerySolutions, form: AnswerFormat) -> bool | None:
    """Let the engine write the rows as they come."""
    import pyoxigraph as ox

    wanted = getattr(ox.QueryResultsFormat, _ENGINE[form])
    written = _SentXml() if form is AnswerFormat.xml else SentBytes()
    names = [variable.value for variable in answer.variables]
    answer.serialize(cast("IO[bytes]", written), format=wanted)
    if form in (AnswerFormat.json, AnswerFormat.xml):
        send("\n")
    written.flush()
    if isinstance(written, _SentXml) and written.lost:
        tell(f"kg: letters that XML cannot hold became U+FFFD: {written.lost:,}; -f json has them")
    nothing: Any = ox.Store().query(
        f"SELECT {' '.join(f'?{n}' for n in names)} {{ FILTER(false) }}"
    )
    return written.size > len(nothing.serialize(format=wanted)) or None


def _print_labelled(
    graph: SparqlGraph, answer: ox.QuerySolutions, form: AnswerFormat
) -> bool | None:
    from kg.cli.rows import print_rows
    from kg.engine.result import Result

    if form is AnswerFormat.xml:
        raise UsageError("--labels goes with table, csv, tsv, json and md")
    result = Result.of(answer, graph)
    if form is AnswerFormat.table:
        print_rows(result.columns, result.labelled_rows(), RowFormat.table)
    else:
        labelled = result.with_labels()
        print_rows(labelled.columns, labelled, RowFormat(form))
    return bool(result) or None


def _print_table(
    answer: ox.QuerySolutions, form: RowFormat, space: Space, most: int
) -> bool | None:
    from kg.cli.rows import print_rows

    names = [variable.value for variable in answer.variables]
    solutions = iter(answer)
    rows = [[_show(term, space) for term in s] for s in islice(solutions, most)]
    print_rows(names, rows, form)
    if next(solutions, None) is not None:
        tell(f"… only the first {most:,} rows; --rows shows more, -f csv has them all")
    return bool(rows) or None


def _print_triples(
    graph: SparqlGraph, answer: ox.QueryTriples, form: AnswerFormat | None
) -> bool | None:
    from kg.engine.canonical import canonical_lines
    from kg.export import rdf

    form = form or AnswerFormat.ttl
    if form not in _TRIPLES:
        raise UsageError(f"triples cannot be written as {form}; use {', '.join(_TRIPLES)}")
    lines, space = canonical_lines((f"{triple} ." for triple in answer), graph.place), graph.space
    match form:
        case AnswerFormat.nt | AnswerFormat.nq:
            send(rdf.write_ntriples(lines))
        case AnswerFormat.rdfxml:
            send(rdf.write_rdfxml(lines, space))
        case AnswerFormat.jsonld:
            from kg.engine.about import ontology_of
            from kg.read.ontology import load_context, load_vocabulary

            folder = ontology_of(graph)
            vocabulary, context = load_vocabulary(folder, space), load_context(folder, space)
            send(rdf.write_jsonld(lines, vocabulary, context, space))
        case _:  # Turtle is TriG too
            send(rdf.write_turtle(lines, space))
    return bool(lines) or None


def _show(term: object, space: Space) -> str | None:
    """Return a term as people read it: a CURIE, the text of a literal, a triple in brackets."""
    from kg.engine.graph import write
    from kg.model.notation import show

    return None if term is None else show(write(term), space)
