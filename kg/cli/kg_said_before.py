"""`kg said-before`: what was advised before in the same sense, and what became of it."""

from __future__ import annotations

import json
import re
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import GraphOption
from kg.cli.output import open_both
from kg.cli.terminal import send, show, show_wrapped, tell
from kg.errors import UsageError
from kg.model.lines import strong
from kg.model.spelling import count

if TYPE_CHECKING:
    from kg.ask.said_before import Asked, Earlier, SaidBefore
    from kg.engine.store import LocalGraph
    from kg.model.dates import PartialDate

_MOST = 500
"""Recommendations that are asked for at once."""
_NAMES_A_FILE = re.compile(
    r"[^\n]*\.(?:pdf|docx?|odt|rtf|html?|md|txt)|(?:\.{0,2}|~)/\S*", re.IGNORECASE
)
"""What is meant as the name of a file: it ends as one, or is a path without blanks."""


class SaidFormat(StrEnum):
    """How earlier advice is printed."""

    text = "text"
    json = "json"
    csv = "csv"
    tsv = "tsv"
    md = "md"
    html = "html"
    docx = "docx"


def register(app: typer.Typer) -> None:
    """Add the command to an application."""
    app.command("said-before")(said_before)


def said_before(
    what: Annotated[
        list[str],
        typer.Argument(
            metavar="TEXT|FILE",
            help="A recommendation, or a draft: PDF, DOCX, HTML, Markdown or text; - for stdin.",
            show_default=False,
        ),
    ],
    before: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Only what was advised earlier.", show_default=False),
    ] = None,
    limit: Annotated[
        int, typer.Option(min=1, help="Related advice to make up, for each recommendation.")
    ] = 10,
    form: Annotated[
        SaidFormat | None,
        typer.Option(
            "--format", "-f", help="How to print it; by the name of the output, else text."
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write it to a file."),
    ] = None,
    graph: GraphOption = None,
) -> None:
    """Say what was advised before in the same sense, to whom, and what became of it.

    Exits 1 where nothing in the same sense was.

        kg said-before "Appoint a chief information officer for every trust"

        kg said-before draft.docx -o annex.docx
    """
    from kg.ask.said_before import find_said_before

    form = _read_form(form, output)
    asked = _read(what)
    if len(asked) > _MOST:
        tell(f"kg: {len(asked):,} recommendations; the first {_MOST} are asked for")
        asked = asked[:_MOST]
    missing = _missing(asked)
    if missing:
        tell(f"kg: numbers that were not found: {', '.join(map(str, missing))}")
    day = _read_day(before)
    opened, index = open_both(graph)
    found = find_said_before(opened, index, asked, day, limit)
    _give(found, form, output, opened)
    tell(f"{count(len(found), 'recommendation')}; {_say(found)}")
    raise typer.Exit(0 if any(one.same for one in found) else 1)


def _missing(asked: list[Asked]) -> list[int]:
    """Return the numbers that a draft leaves out, where most of them are there."""
    numbers = {int(one.number) for one in asked if one.number.isdecimal()}
    last = max(numbers, default=0)
    if 2 * len(numbers) <= last:
        return []
    return [number for number in range(1, last) if number not in numbers]


def _read_form(form: SaidFormat | None, output: Path | None) -> SaidFormat:
    """Return the form that is wanted, by the name of the file where none is given."""
    if form is None and output is not None:
        ending = output.suffix.lower().removeprefix(".")
        if ending not in SaidFormat.__members__ or ending == SaidFormat.text:
            known = ", ".join(f".{form}" for form in SaidFormat if form is not SaidFormat.text)
            raise UsageError(f"{output}: says no form; end it in {known}, or give --format")
        return SaidFormat(ending)
    if form is SaidFormat.docx and output is None:
        raise UsageError("a DOCX is no text for a terminal; name a file with -o")
    if form is SaidFormat.text and output is not None:
        raise UsageError("--format text cannot be used with -o; md is text for a file")
    return form or SaidFormat.text


def _give(
    found: list[SaidBefore], form: SaidFormat, output: Path | None, graph: LocalGraph
) -> None:
    """Print what was found, or write it to a file."""
    if output is None and form is SaidFormat.text:
        for one in found:
            _print(one)
        return
    written = _write(found, form, graph)
    if output is None:
        send(str(written))
        return
    from kg.export.files import write_file

    write_file(output, written)
    tell(f"wrote {output}")


def _write(found: list[SaidBefore], form: SaidFormat, graph: LocalGraph) -> str | bytes:
    """Return what was found as the content of a file."""
    from kg.ask.said_before import cited
    from kg.engine.about import dataset_of
    from kg.export import annex
    from kg.history.solutions import find_as_of
    from kg.history.source_addresses import read_addresses
    from kg.model.dates import say

    if form is SaidFormat.json:
        return json.dumps([one.to_dict() for one in found], indent=1, ensure_ascii=False) + "\n"
    addresses = read_addresses(graph, graph.space, cited(found))
    if form in (SaidFormat.csv, SaidFormat.tsv):
        return annex.to_table(
            found, graph.space, addresses, "," if form is SaidFormat.csv else "\t"
        )
    day = find_as_of(graph)
    blocks = annex.make_annex(
        found, dataset_of(graph).title, say(str(day)) if day else "", addresses
    )
    if form is SaidFormat.html:
        return annex.to_html(blocks)
    return annex.to_docx(blocks) if form is SaidFormat.docx else annex.to_markdown(blocks)


def _say(found: list[SaidBefore]) -> str:
    """Return of how many something was said before."""
    again = sum(bool(one.same) for one in found)
    return f"{again} said before in the same sense" if again else "none said before that is known"


def _read_day(text: str | None) -> PartialDate | None:
    if text is None:
        return None
    from kg.history.existence import read_day

    return read_day(text)


def _read(what: list[str]) -> list[Asked]:
    """Return what is asked for: a sentence, or the recommendations of a text or a draft."""
    from kg.ingest.documents.advice_of_drafts import read_draft, read_words

    words = " ".join(what)
    if words == "-":
        return _read_stdin()
    path = Path(words)
    try:
        is_there = path.exists()
    except (OSError, ValueError):
        is_there = False
    if is_there:
        if path.is_dir():
            raise UsageError(f"{words}: is a folder; give a file")
        return read_draft(path)
    if len(what) == 1 and _NAMES_A_FILE.fullmatch(words):
        raise UsageError(f"{words}: no such file")
    return read_words(words, "the text")


def _read_stdin() -> list[Asked]:
    """Return what standard input asks for: a text, or a draft in any format that is read."""
    import sys

    from kg.ingest.documents.advice_of_drafts import read_bytes

    return read_bytes(sys.stdin.buffer.read(), "standard input")


def _print(one: SaidBefore) -> None:
    """Print what was said before of one recommendation, oldest first."""
    where = one.asked.where
    show_wrapped(strong(f"{where}: {one.asked.text}" if where else one.asked.text))
    show_wrapped(str(one.summary), "  ")
    for grade, some in (("the same", one.same), ("related", one.related)):
        if some:
            show(f"\n  {grade}")
        for earlier in some:
            _print_earlier(earlier)
    show()


def _print_earlier(earlier: Earlier) -> None:
    from kg.ask.said_before import name_advice, say_addressees, say_outcome

    advice = earlier.advice
    show_wrapped(f"{name_advice(advice)}  {advice.id}", "      ", "    ")
    show_wrapped(advice.text, "      ")
    if told := say_addressees(earlier):
        show_wrapped(f"told: {told}", "        ", "      ")
    show_wrapped(f"outcome: {say_outcome(advice)}", "        ", "      ")
    show_wrapped(f"source: {'; '.join(map(str, advice.sources))}", "        ", "      ")
