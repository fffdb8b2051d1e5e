"""`kg ask`: the ready questions."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.completion import complete_question
from kg.cli.limits import TimeoutOption
from kg.cli.options import FormatOption, GraphOption, ParamOption, RowFormat, read_params
from kg.cli.terminal import send, show, show_wrapped, tell
from kg.errors import GraphError, UsageError
from kg.model.lines import strong

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.ask.questions import Parameter, Question
    from kg.engine.graph import SparqlGraph
    from kg.engine.result import Row

_SOURCE = "source"
_VALUES = typer.Argument(
    metavar="[VALUE]...",
    help="Its parameters, in their order or as NAME=VALUE.",
    show_default=False,
)
_NAMED = re.compile(r"[A-Za-z]\w*=")


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command(add_help_option=False)(ask)


def ask(
    context: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[QUESTION]",
            help="A ready question; without one, all are listed.",
            autocompletion=complete_question,
            show_default=False,
        ),
    ] = None,
    values: Annotated[list[str] | None, _VALUES] = None,
    param: ParamOption = None,
    sparql: Annotated[
        bool, typer.Option("--sparql", help="Print the query, ready to change, and ask nothing.")
    ] = False,
    ids: Annotated[bool, typer.Option("--ids", help="In a table, ids in place of names.")] = False,
    form: FormatOption = RowFormat.table,
    graph: GraphOption = None,
    timeout: TimeoutOption = None,
    help: Annotated[
        bool, typer.Option("--help", "-h", help="Explain the command, or a question.")
    ] = False,
) -> None:
    """Answer a ready question, or list them; kg ask QUESTION --help explains one.

    Things are named in words: id, label, alias or former name. In CSV, TSV, JSON and Markdown a
    column of things holds ids, and a column …_label after it their names. Exits 1 where nothing
    is found.

        kg ask successors "NHS Connecting for Health"
        kg ask existed-on on=2013-06 kind=Unit -f csv
    """
    from kg.ask.questions import bind, find_questions
    from kg.engine.derivation import open_complete

    if name is None:
        if help:
            show(context.get_help())
        else:
            _list(list(find_questions(_open(graph, timeout)).values()), form)
        return
    opened = _open(graph, timeout)
    question, given = _find(name, values or [], param, opened)
    if help:
        _explain(question)
        return
    if sparql:
        query = bind(opened, question, given) if given and opened is not None else question.query
        send(f"# {question.title}\n{query}")
        return
    _answer(question, given, ids, form, opened or open_complete(graph, timeout, live=True))


def _find(
    name: str, values: list[str], param: list[str] | None, graph: SparqlGraph | None
) -> tuple[Question, dict[str, str]]:
    """Return the question that is named, or the one that the words ask, and what it is told."""
    from kg.ask.questions import find_asked, find_question

    try:
        question = find_question(name, graph)
    except UsageError as unknown:
        named = [value for value in values if _NAMED.match(value)]
        sentence = " ".join((name, *(value for value in values if value not in named)))
        if " " not in sentence and "did you mean" in str(unknown):
            raise
        question, told = find_asked(sentence, graph)
        tell(f"{question.name}: {question.title}")
        return question, told | read_params([*(param or []), *named])
    return question, _given(question, values, param)


def _open(graph: str | None, timeout: float | None) -> SparqlGraph | None:
    """Return the graph whose questions are meant; None where none is named and none built."""
    from kg.engine.derivation import open_complete

    try:
        return open_complete(graph, timeout, live=True)
    except GraphError:
        if graph is not None:
            raise
        return None


def _answer(
    question: Question, given: dict[str, str], ids: bool, form: RowFormat, graph: SparqlGraph
) -> None:
    from kg.ask.questions import ask as answer
    from kg.cli.rows import print_rows

    result = answer(graph, question, given)
    if form is not RowFormat.table:
        labelled = result.with_labels()
        print_rows(labelled.columns, labelled, form)
    elif result:
        rows = result if ids else result.labelled_rows()
        print_rows(result.columns, _fold(result.columns, rows), form)
    if not result:
        tell("nothing found")
        raise typer.Exit(1)


def _fold(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[Row]:
    """Yield rows that differ only in their source as one, with all sources in its cell."""
    at = columns.index(_SOURCE) if _SOURCE in columns else None
    if at is None:
        yield from rows
        return
    for rest, group in groupby(rows, key=lambda row: (*row[:at], *row[at + 1 :])):
        sources = "; ".join(str(row[at]) for row in group if row[at] is not None)
        yield (*rest[:at], sources, *rest[at:])


def _given(question: Question, values: list[str], param: list[str] | None) -> dict[str, str]:
    """Return the parameters by name: those named (`body=nhsx`), then the others in their order."""
    named = [value for value in values if _NAMED.match(value)]
    given = read_params([*(param or []), *named])
    free = [p.name for p in question.parameters if p.name not in given]
    rest = [value for value in values if value not in named]
    if len(rest) > len(free):
        takes = ", ".join(p.name for p in question.parameters) or "no parameters"
        raise UsageError(f"{question.name} takes {takes}; '{rest[len(free)]}' is one too many")
    return given | dict(zip(free, rest, strict=False))


def _list(questions: list[Question], form: RowFormat) -> None:
    from kg.cli.rows import print_rows

    ordered = sorted(questions, key=lambda q: (q.theme, q.name))
    if form is not RowFormat.table:
        rows = [(q.name, q.theme, q.title, ", ".join(map(_usage, q.parameters))) for q in ordered]
        print_rows(("question", "theme", "title", "parameters"), rows, form)
        return
    wide = max((len(q.name) for q in ordered), default=0)
    for theme, group in groupby(ordered, key=lambda q: q.theme):
        show(strong(theme))
        for q in group:
            show_wrapped(q.title, " " * (wide + 4), f"  {q.name:{wide}}  ")
    tell("kg ask QUESTION --help explains one")


def _usage(parameter: Parameter) -> str:
    return parameter.name if parameter.need == "required" else f"[{parameter.name}]"


def _explain(question: Question) -> None:
    show(strong(question.title))
    show()
    show_wrapped(question.description)
    show()
    for p in question.parameters:
        kinds = f" ({', '.join(p.kinds)})" if p.kinds else ""
        shown = p.example
        value = f"default {shown}" if p.need == "default" else f"{p.need}, such as {shown}"
        show_wrapped(f"{p.name}: {p.type}{kinds}; {value}", "      ", "  ")
        show_wrapped(p.description, "      ")
    if question.parameters:
        show()
    show_wrapped(f"Columns: {', '.join(question.columns)}", "  ", "")
    show("Example: " + _example(question))


def _example(question: Question) -> str:
    import shlex

    given = [
        f"{p.name}={shlex.quote(p.example)}" for p in question.parameters if p.need == "required"
    ]
    return " ".join([f"kg ask {question.name}", *given])
