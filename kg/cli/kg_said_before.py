"""`kg said-before`: what was advised before in the same sense, and what became of it."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import GraphOption
from kg.cli.output import open_both, print_json
from kg.cli.terminal import show, show_wrapped, tell
from kg.errors import UsageError
from kg.model.lines import strong
from kg.model.spelling import count

if TYPE_CHECKING:
    from kg.ask.said_before import Asked, Earlier, SaidBefore
    from kg.model.dates import PartialDate

_MOST = 500
"""Recommendations that are asked for at once."""
_ENDINGS = (".pdf", ".docx", ".html", ".htm", ".md", ".txt")


class SaidFormat(StrEnum):
    """How earlier advice is printed."""

    text = "text"
    json = "json"


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
    form: Annotated[SaidFormat, typer.Option("--format", "-f", help="How to print it.")] = (
        SaidFormat.text
    ),
    graph: GraphOption = None,
) -> None:
    """Say what was advised before in the same sense, to whom, and what became of it.

    Exits 1 where nothing in the same sense was.

        kg said-before "Appoint a chief information officer for every trust"
    """
    from kg.ask.said_before import find_said_before

    asked = _read(what)
    if len(asked) > _MOST:
        tell(f"kg: {len(asked):,} recommendations; the first {_MOST} are asked for")
        asked = asked[:_MOST]
    day = _read_day(before)
    opened, index = open_both(graph)
    found = find_said_before(opened, index, asked, day, limit)
    if form is SaidFormat.json:
        print_json([one.to_dict() for one in found])
    else:
        for one in found:
            _print(one)
    tell(f"{count(len(found), 'recommendation')}; {_say(found)}")
    raise typer.Exit(0 if any(one.same for one in found) else 1)


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
        import sys

        return read_words(sys.stdin.read(), "standard input")
    path = Path(words)
    try:
        is_file = path.is_file()
    except (OSError, ValueError):
        is_file = False
    if is_file:
        return read_draft(path)
    if len(what) == 1 and " " not in words and words.lower().endswith(_ENDINGS):
        raise UsageError(f"{words}: no such file")
    return read_words(words, "the text")


def _print(one: SaidBefore) -> None:
    """Print what was said before of one recommendation, oldest first."""
    where = ", ".join(part for part in (one.asked.number, one.asked.place) if part)
    show_wrapped(strong(f"{where}: {one.asked.text}" if where else one.asked.text))
    show_wrapped(str(one.summary), "  ")
    for grade, some in (("the same", one.same), ("related", one.related)):
        if some:
            show(f"\n  {grade}")
        for earlier in some:
            _print_earlier(earlier)
    show()


def _print_earlier(earlier: Earlier) -> None:
    from kg.ask.said_before import say_outcome, say_told, say_when

    advice = earlier.advice
    show_wrapped(f"{say_when(advice)}  {advice.id}", "      ", "    ")
    show_wrapped(advice.text, "      ")
    told = "; ".join(map(say_told, earlier.told)) or advice.addressee_note
    if told:
        show_wrapped(f"told: {told}", "        ", "      ")
    show_wrapped(f"outcome: {say_outcome(advice)}", "        ", "      ")
    show_wrapped(f"source: {'; '.join(map(str, advice.sources))}", "        ", "      ")
