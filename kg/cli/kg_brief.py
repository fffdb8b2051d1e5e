"""`kg brief`: a paper whose sentences are bound to the record, with its numbers filled in."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import GraphOption
from kg.cli.output import open_both
from kg.cli.terminal import send, tell
from kg.errors import UsageError
from kg.model.spelling import count

if TYPE_CHECKING:
    from kg.engine.store import LocalGraph
    from kg.story.stories import FilledText


class BriefFormat(StrEnum):
    """How a paper is written."""

    md = "md"
    html = "html"
    docx = "docx"
    json = "json"
    bibtex = "bibtex"
    ris = "ris"
    csl = "csl"


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command()(brief)


def brief(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="A paper in Markdown; - for stdin.", show_default=False
        ),
    ],
    form: Annotated[
        BriefFormat | None,
        typer.Option(
            "--format", "-f", help="How to write it; by the name of the output, else Markdown."
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write it to a file."),
    ] = None,
    graph: GraphOption = None,
) -> None:
    """Fill in a paper whose sentences are bound to the record, with footnotes and sources.

    A brace asks: {count: recommendations told=nhsx}, {ask: attempts aim-standards | rows},
    {explain: npfit start}, {name: nhsx}. After " = " it may hold what the sentence says, in digits
    or in words. Exits 1 where a sentence says other than the record, and says how; 2 where a brace
    cannot be read or asked. bibtex, ris and csl are the sources that it rests on.

        kg brief data/stories/2-said-ten-times.md -o paper.docx
    """
    from kg.story.stories import bind_paper

    form = _read_form(form, output)
    place = "standard input" if str(file) == "-" else str(file)
    text = _read(file)
    opened, index = open_both(graph)
    bound = bind_paper(opened, index, text, place)
    _give(_write(bound, form, opened), output)
    for line, words in bound.disagreements:
        tell(f"kg: {place}:{line}: {words}")
    tell(f"{count(len(bound.paper.bindings), 'number or name', 'numbers and names')} filled in")
    raise typer.Exit(1 if bound.disagreements else 0)


def _read(file: Path) -> str:
    from kg.story.bound_text import read_text_of

    if str(file) != "-":
        return read_text_of(file)
    try:
        return sys.stdin.buffer.read().decode("utf8").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise UsageError("standard input is no text in UTF-8") from None


def _read_form(form: BriefFormat | None, output: Path | None) -> BriefFormat:
    if form is None and output is not None:
        ending = output.suffix.lower().removeprefix(".")
        if ending not in BriefFormat.__members__:
            known = ", ".join(f".{form}" for form in BriefFormat)
            raise UsageError(f"{output}: says no form; end it in {known}, or give --format")
        return BriefFormat(ending)
    if form is BriefFormat.docx and output is None:
        raise UsageError("a DOCX is no text for a terminal; name a file with -o")
    return form or BriefFormat.md


def _give(written: str | bytes, output: Path | None) -> None:
    if output is None:
        send(written if isinstance(written, str) else written.decode())
        return
    from kg.export.files import write_file

    write_file(output, written)
    tell(f"wrote {output}")


def _write(bound: FilledText, form: BriefFormat, graph: LocalGraph) -> str | bytes:
    """Return a paper as the content of a file."""
    from kg.engine.about import dataset_of
    from kg.export import annex
    from kg.history.solutions import find_as_of
    from kg.history.source_addresses import read_addresses
    from kg.story.brief import cited_by, make_brief, write_brief

    about = dataset_of(graph)
    if form is BriefFormat.json:
        return _write_json(bound)
    if form in (BriefFormat.bibtex, BriefFormat.ris, BriefFormat.csl):
        from kg.export.citations import CitationFormat, write_citations
        from kg.story.works import cite_works

        return write_citations(
            cite_works(graph, cited_by(bound), about.title), CitationFormat(form.value)
        )
    day = find_as_of(graph)
    addresses = read_addresses(graph, graph.space, cited_by(bound))
    given = (bound, addresses, about.title, f"{about.name}.html", day.isoformat() if day else "")
    if form is BriefFormat.md:
        return write_brief(*given)
    blocks = make_brief(*given)
    return annex.to_html(blocks) if form is BriefFormat.html else annex.to_docx(blocks)


def _write_json(bound: FilledText) -> str:
    """Return each number and name of a paper: what stands there, and what the record says."""
    import json

    found = [
        {
            "line": binding.line,
            "asked": binding.text,
            "says": one.text,
            "value": str(one.value),
            "agrees": not one.disagreement,
            "command": one.command,
            "taken": one.taken,
            "sources": [source.slug for source in one.sources],
        }
        for binding in bound.paper.bindings
        for one in (bound.bounds[binding],)
    ]
    return json.dumps(found, indent=1, ensure_ascii=False) + "\n"
