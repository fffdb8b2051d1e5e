"""`kg read`: what a document names and says, as proposals for a person to judge."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.options import FormatOption, GraphOption, RowFormat
from kg.cli.output import open_both
from kg.cli.terminal import tell
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.engine.graph import SparqlGraph
    from kg.index.index import Index
    from kg.ingest.proposals import Proposal
    from kg.ingest.reader import Origin, Reading
    from kg.model.dates import PartialDate


class Shown(StrEnum):
    """What of a document is shown."""

    names = "names"
    new = "new"


_COUNTED = ("what", "found", "beyond doubt", "to review")
_NAMED = ("where", "start", "end", "words", "id", "how", "may be")
_NEW = ("where", "start", "end", "words", "times", "table", "type")


def register(app: typer.Typer) -> None:
    """Add the command to an application."""
    app.command()(read)


def read(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE…", help="PDF, HTML, DOCX, Markdown or text.")
    ],
    source: Annotated[
        str | None, typer.Option(help="Id of the source that the files are.", show_default=False)
    ] = None,
    report: Annotated[
        str | None,
        typer.Option(help="Document whose recommendations they are; default the source."),
    ] = None,
    date: Annotated[
        str | None,
        typer.Option(help="Date of the document; default the source's.", show_default=False),
    ] = None,
    shown: Annotated[
        Shown | None, typer.Option("--show", help="Show what was found.", show_default=False)
    ] = None,
    inbox: Annotated[Path, typer.Option(help="Folder that keeps proposals.")] = Path("inbox"),
    preview: Annotated[
        bool, typer.Option("--preview", help="Show what would be proposed; write nothing.")
    ] = False,
    form: FormatOption = RowFormat.table,
    graph: GraphOption = None,
) -> None:
    """Read documents into proposals: names, recommendations, responses, and what happened.

    Nothing becomes a fact before a person accepts it. A name is linked only where there is no
    doubt of which thing is meant; the date of the document tells names of two things apart.

        kg read report.pdf --source pac-npfit-2013 --date 2013-09-18
    """
    from kg.ingest.papers.opener import read_paper
    from kg.ingest.reader import DocumentReader

    papers = [read_paper(path) for path in files]
    opened, index = open_both(graph)
    origin = _origin(opened, index, source, report, date)
    reader = DocumentReader(index)
    readings = [reader.read(paper, origin) for paper in papers]
    proposals = [proposal for reading in readings for proposal in reader.propose(reading)]
    _print(readings, shown, form)
    if not preview:
        _keep(inbox, readings, proposals)


def _origin(
    graph: SparqlGraph, index: Index, source: str | None, report: str | None, date: str | None
) -> Origin:
    """Return what the files are; UsageError where that is not said."""
    from kg.ingest.reader import Origin
    from kg.model.dates import PartialDate
    from kg.model.terms import is_slug

    for option, given in (("--source", source or ""), ("--report", report or source or "")):
        if not is_slug(given):
            raise UsageError(
                f"{option} '{given}': say by its id which source the files are, such as"
                " pac-npfit-2013"
            )
    try:
        on = PartialDate.parse(date) if date else _date_of(graph, source or "")
    except ValueError as error:
        raise UsageError(f"--date: {error}") from None
    if on is None:
        tell("no date is known: names that several things bore are not linked; give --date")
    if index.entity(source or "") is None:
        tell(f"the record has no source '{source}' yet; it will need a row in sources.csv")
    return Origin(source or "", report or source or "", on)


def _date_of(graph: SparqlGraph, source: str) -> PartialDate | None:
    from kg.engine.graph import text_of
    from kg.model.dates import PartialDate

    iri = graph.space.iri(source)
    solutions: Any = graph.query(f"SELECT ?date WHERE {{ <{iri}> nhsit:date ?date }}")
    for solution in solutions:
        return PartialDate.parse(text_of(solution[0]))
    return None


def _print(readings: Sequence[Reading], shown: Shown | None, form: RowFormat) -> None:
    from kg.cli.rows import print_rows

    match shown:
        case Shown.names:
            print_rows(_NAMED, [row for one in readings for row in _named(one)], form)
        case Shown.new:
            print_rows(_NEW, [row for one in readings for row in _new(one)], form)
        case _:
            print_rows(_COUNTED, _count(readings), form)


def _named(reading: Reading) -> list[tuple[object, ...]]:
    place = reading.paper.place
    return [
        (place(m.start), m.start, m.end, m.text, m.id, m.how,
         "; ".join(f"{c.id} ({c.reason})" for c in m.candidates))
        for m in reading.mentions
    ]  # fmt: skip


def _new(reading: Reading) -> list[tuple[object, ...]]:
    place = reading.paper.place
    return [
        (place(n.start), n.start, n.end, n.name, n.times, n.table, n.cls) for n in reading.newcomers
    ]


def _count(readings: Sequence[Reading]) -> list[tuple[object, ...]]:
    mentions = [mention for reading in readings for mention in reading.mentions]
    linked = sum(bool(mention.id) for mention in mentions)
    new = sum(len(reading.newcomers) for reading in readings)
    return [
        ("names of the record", len(mentions), linked, len(mentions) - linked),
        ("names new to it", new, 0, new),
    ]


def _keep(inbox: Path, readings: Sequence[Reading], proposals: Sequence[Proposal]) -> None:
    from kg.errors import OutputError
    from kg.ingest.proposals import write_proposals
    from kg.ingest.reader import keep_reading

    try:
        new, held = write_proposals(inbox, proposals)
        for reading in readings:
            keep_reading(inbox, reading)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise OutputError(f"{inbox}: cannot be written: {reason}") from None
    tell(f"{new:,} new of {len(proposals):,} read; {held:,} in {inbox}")
