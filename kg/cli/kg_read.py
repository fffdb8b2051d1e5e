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
    from kg.ingest.documents.language_model import Door
    from kg.ingest.documents.readings import Origin, Reading
    from kg.ingest.proposals import Proposal
    from kg.model.dates import PartialDate


class Shown(StrEnum):
    """What of a document is shown."""

    names = "names"
    new = "new"
    recommendations = "recommendations"
    responses = "responses"
    happenings = "happenings"


_COUNTED = ("what", "found", "matched", "to match")
_SAID = ("recommendations", "assessments")
_FEW = 20
"""Numbers that are told to be missing at the most."""
_SENTENCES = ("patterns", "model")
"""Words in the reader of a proposal that is of a sentence."""
_NAMED = ("where", "start", "end", "words", "id", "how", "may be")
_ADVISED = ("number", "where", "words", "addressed to", "topics", "said before", "how")
_ANSWERED = ("number", "where", "verdict", "by", "words")
_HAPPENED = ("where", "modality", "table", "cells", "words")
_NEW = ("where", "start", "end", "words", "times", "table", "type")


FilesArgument = Annotated[
    list[Path], typer.Argument(metavar="FILE…", help="PDF, HTML, DOCX, Markdown or text.")
]
SourceOption = Annotated[
    str | None, typer.Option(help="Id of the source that the files are.", show_default=False)
]
ReportOption = Annotated[
    str | None,
    typer.Option(
        help="Id of the document that recommends; default the source, or SOURCE-report.",
        show_default=False,
    ),
]
DateOption = Annotated[
    str | None,
    typer.Option(help="Date of the document; default the source's.", show_default=False),
]
ShowOption = Annotated[
    Shown | None, typer.Option("--show", help="Show what was found.", show_default=False)
]
ModelOption = Annotated[
    str | None,
    typer.Option(
        metavar="URL",
        help="Also ask a model behind an OpenAI-compatible address, such as "
        "http://localhost:8000/v1. It is sent each paragraph that names two things, with these "
        "names, and nothing else; without this option nothing is sent to anybody.",
        show_default=False,
    ),
]
ModelNameOption = Annotated[str, typer.Option(help="What the server calls the model.")]


def register(app: typer.Typer) -> None:
    """Add the command to an application."""
    app.command()(read)


def read(
    files: FilesArgument,
    source: SourceOption = None,
    report: ReportOption = None,
    date: DateOption = None,
    shown: ShowOption = None,
    model: ModelOption = None,
    model_name: ModelNameOption = "default",
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
    from kg.ingest.documents.language_model import Door
    from kg.ingest.documents.papers.opener import read_paper
    from kg.ingest.documents.reader import DocumentReader

    papers = [read_paper(path) for path in files]
    opened, index = open_both(graph)
    origin = _origin(opened, index, source, report, date)
    reader = DocumentReader(opened, index)
    door = Door(model, model_name, inbox) if model else None
    readings = [reader.read(paper, origin, door) for paper in papers]
    proposals = [proposal for reading in readings for proposal in reader.propose(reading)]
    _print(readings, proposals, shown, form)
    for path, reading in zip(files, readings, strict=True):
        _tell_gaps(path, reading)
    if door is not None:
        _tell_refusals(door)
    if not preview:
        _keep(inbox, readings, proposals, door)


def _origin(
    graph: SparqlGraph, index: Index, source: str | None, report: str | None, date: str | None
) -> Origin:
    """Return what the files are; UsageError where that is not said."""
    from kg.ingest.documents.readings import Origin
    from kg.model.dates import PartialDate
    from kg.model.schema import classes_in
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
    known = index.entity(source or "")
    if known is None:
        tell(f"the record has no source '{source}' yet; it will need a row in sources.csv")
    is_document = known is not None and known.kind in classes_in("documents")
    own = f"{source}" if is_document else f"{source}-report"
    return Origin(source or "", report or own, on)


def _date_of(graph: SparqlGraph, source: str) -> PartialDate | None:
    from kg.engine.graph import text_of
    from kg.model.dates import PartialDate

    iri = graph.space.iri(source)
    solutions: Any = graph.query(f"SELECT ?date WHERE {{ <{iri}> nhsit:date ?date }}")
    for solution in solutions:
        return PartialDate.parse(text_of(solution[0]))
    return None


def _print(
    readings: Sequence[Reading], proposals: Sequence[Proposal], shown: Shown | None, form: RowFormat
) -> None:
    from kg.cli.rows import print_rows

    match shown:
        case Shown.names:
            print_rows(_NAMED, [row for one in readings for row in _named(one)], form)
        case Shown.new:
            print_rows(_NEW, [row for one in readings for row in _new(one)], form)
        case Shown.recommendations:
            print_rows(
                _ADVISED, [row for one in readings for row in _advised(one, proposals)], form
            )
        case Shown.responses:
            print_rows(_ANSWERED, [row for one in readings for row in _answered(one)], form)
        case Shown.happenings:
            print_rows(_HAPPENED, _happened(proposals), form)
        case _:
            print_rows(_COUNTED, _count(readings, proposals), form)


def _tell_gaps(path: Path, reading: Reading) -> None:
    """Tell the numbers that a report's own numbering leaves out."""
    from kg.ingest.documents.stated_advice import missing_numbers

    missing = missing_numbers(reading.advice)
    if missing:
        few = ", ".join(missing[:_FEW]) + (" …" if len(missing) > _FEW else "")
        tell(f"{path}: its numbering has gaps; not found: {few}")


def _tell_refusals(door: Door) -> None:
    """Tell what a model said that did not stand, each with its reason."""
    tell(f"{door.name}: {door.facts} stand, {len(door.refused)} refused")
    for one in door.refused[:_FEW]:
        tell(f"  refused: {one.said}: {one.reason}")


def _named(reading: Reading) -> list[tuple[object, ...]]:
    place = reading.paper.place
    return [
        (
            place(m.start),
            m.start,
            m.end,
            m.text,
            m.id,
            m.how,
            "; ".join(f"{c.id} ({c.reason})" for c in m.candidates),
        )
        for m in reading.mentions
    ]


def _new(reading: Reading) -> list[tuple[object, ...]]:
    place = reading.paper.place
    return [
        (place(n.places[0][0]), *n.places[0], n.name, len(n.places), n.table, n.cls)
        for n in reading.newcomers
    ]


def _advised(reading: Reading, proposals: Sequence[Proposal]) -> list[tuple[object, ...]]:
    how = {(one.start, one.end): one.how for one in reading.advice}
    found: list[tuple[object, ...]] = []
    for one in proposals:
        passage = one.passages[0]
        if one.table == "recommendations" and passage.text == reading.text:
            to = one.cells.get("addressed_to") or one.named.get("addressed_to", "")
            topics, before = (_offered(one, column) for column in ("topics", "reiterates"))
            number, said = one.cells["number"], one.cells["summary"]
            told = how.get((passage.start, passage.end), "")
            found.append((number, passage.locator, said, to, topics, before, told))
    return found


def _offered(proposal: Proposal, column: str) -> str:
    return "; ".join(candidate.id for candidate in proposal.candidates.get(column, ()))


def _answered(reading: Reading) -> list[tuple[object, ...]]:
    place = reading.paper.place
    return [(r.advice.number, place(r.start), r.verdict, r.by, r.text) for r in reading.responses]


def _happened(proposals: Sequence[Proposal]) -> list[tuple[object, ...]]:
    found: list[tuple[object, ...]] = []
    for one in proposals:
        if _is_happening(one):
            known = {**one.named, **one.cells}
            cells = ", ".join(f"{k}={v}" for k, v in known.items() if k not in ("sources", "id"))
            passage = one.passages[0]
            found.append((passage.locator, one.modality, one.table, cells, passage.quote))
    return found


def _is_happening(proposal: Proposal) -> bool:
    return any(word in proposal.reader.split() for word in _SENTENCES)


def _count(
    readings: Sequence[Reading], proposals: Sequence[Proposal]
) -> list[tuple[str, int, int, int]]:
    mentions = [mention for reading in readings for mention in reading.mentions]
    linked = sum(bool(mention.id) for mention in mentions)
    happened = [one for one in proposals if _is_happening(one)]
    others = [one for one in proposals if not _is_happening(one)]
    rows = [("names of the record", len(mentions), linked, len(mentions) - linked)]
    for what, some in (
        ("names new to it", [one for one in others if one.table not in _SAID]),
        ("recommendations", [one for one in others if one.table == "recommendations"]),
        ("responses", [one for one in others if one.table == "assessments"]),
        ("happenings (experimental)", happened),
    ):
        open_ = sum(one.is_open for one in some)
        rows.append((what, len(some), len(some) - open_, open_))
    return rows


def _keep(
    inbox: Path, readings: Sequence[Reading], proposals: Sequence[Proposal], door: Door | None
) -> None:
    from kg.errors import OutputError
    from kg.ingest.days_read import note_reading
    from kg.ingest.documents.reader import keep_reading
    from kg.ingest.proposals import write_proposals

    try:
        new, held = write_proposals(inbox, proposals)
        for reading in readings:
            keep_reading(inbox, reading)
            origin = reading.origin
            note_reading(inbox, origin.source, origin.on.text if origin.on else "")
        if door is not None:
            door.keep()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise OutputError(f"{inbox}: cannot be written: {reason}") from None
    tell(f"{new:,} new of {len(proposals):,} read; {held:,} in {inbox}")
