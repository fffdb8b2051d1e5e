"""`kg recommendations`: who was told what, and what became of it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.completion import complete_entity
from kg.cli.options import GraphOption
from kg.cli.output import open_both, print_json
from kg.cli.terminal import show, tell, width
from kg.model.lines import wrap

if TYPE_CHECKING:
    from kg.history.advice import Advice, View


class LedgerFormat(StrEnum):
    """How the ledger is printed."""

    text = "text"
    table = "table"
    csv = "csv"
    tsv = "tsv"
    json = "json"
    md = "md"


def register(app: typer.Typer) -> None:
    """Add the command to an application."""
    app.command()(recommendations)


def _name(option: str, help: str) -> typer.models.OptionInfo:
    found: typer.models.OptionInfo = typer.Option(
        option, help=help, autocompletion=complete_entity, show_default=False
    )
    return found


def recommendations(
    report: Annotated[str | None, _name("--report", "Made in this document.")] = None,
    topic: Annotated[str | None, _name("--topic", "On this topic or one below it.")] = None,
    addressee: Annotated[str | None, _name("--addressee", "Addressed to it.")] = None,
    verdict: Annotated[
        str | None,
        typer.Option(
            help="With this outcome, such as 'not enacted', or response; none: no outcome."
        ),
    ] = None,
    contested: Annotated[
        bool | None, typer.Option("--contested/--uncontested", help="Where assessors differ.")
    ] = None,
    heir: Annotated[str | None, _name("--heir", "Whose duty is now with it.")] = None,
    text: Annotated[str | None, typer.Option(help="With these words.")] = None,
    form: Annotated[LedgerFormat, typer.Option("--format", "-f", help="How to print them.")] = (
        LedgerFormat.text
    ),
    graph: GraphOption = None,
) -> None:
    """List recommendations: who was told what, what became of it, who says so and when.

    Exits 1 where none fits.

        kg recommendations --addressee nhsx --verdict "not enacted"
    """
    from kg.ask.ledger import Wanted, list_recommendations
    from kg.history.counts import say_advice

    opened, index = open_both(graph)
    wanted = Wanted(report, topic, addressee, verdict, contested, heir, text)
    found = list_recommendations(opened, index, wanted)
    match form:
        case LedgerFormat.json:
            print_json([advice.to_dict() for advice in found])
        case LedgerFormat.text:
            for advice in found:
                _print_advice(advice)
        case _:
            _print_rows(found, form)
    whole = [advice for advice in found if advice.is_whole]
    single = [advice for advice in found if not advice.is_whole]
    tell(say_advice(single, whole))
    raise typer.Exit(0 if found else 1)


_COLUMNS = (
    "id", "date", "report", "number", "text", "addressed to", "heirs", "outcome", "outcome by",
    "outcome date", "contested", "response", "views", "sources",
)  # fmt: skip


def _print_rows(found: list[Advice], form: LedgerFormat) -> None:
    from kg.cli.options import RowFormat
    from kg.cli.rows import print_rows

    print_rows(_COLUMNS, map(_row, found), RowFormat(form.value))


def _row(a: Advice) -> tuple[str, ...]:
    from kg.history.advice import spell

    decides = a.decides
    return (
        a.id,
        a.date,
        a.report_label,
        a.number,
        a.text,
        "; ".join(a.addressees.values()) or a.addressee_note,
        "; ".join(a.heirs.values()),
        spell(a.outcome),
        decides.by_label if decides else "",
        decides.date if decides else "",
        "yes" if a.is_contested else "no",
        spell(a.response.verdict) if a.response else "",
        "; ".join(f"{spell(v.verdict)} ({v.by_label}, {v.date})" for v in a.latest),
        "; ".join(map(str, a.sources)),
    )


def _print_advice(a: Advice) -> None:

    number = "" if not a.number or a.is_whole else f" {a.number}"
    head = f"{a.report_label}{f' ({a.date})' if a.date else ''},{number}  {a.id}"
    lines = [*wrap(head, width(), "  ", ""), *wrap(a.text, width(), "  ", "  ")]
    if a.is_whole:
        lines.append("    stands for the whole document, and counts as no recommendation")
    to = "; ".join(a.addressees.values()) or a.addressee_note
    if to:
        lines += wrap(f"to: {to}", width(), "      ", "    ")
    if a.heirs:
        lines += wrap(f"duty now with: {'; '.join(a.heirs.values())}", width(), "      ", "    ")
    lines += wrap(_outcome(a), width(), "      ", "    ")
    for view in a.latest:
        lines += wrap(_view(view), width(), "        ", "      ")
    lines += wrap(f"source: {'; '.join(map(str, a.sources))}", width(), "      ", "    ")
    show("\n".join(lines) + "\n")


def _outcome(a: Advice) -> str:
    """Return what became of it, who says so and when, and whether that is in dispute."""
    from kg.history.advice import UNKNOWN, spell

    if a.decides is None:
        looked = a.verdict == UNKNOWN
        return "outcome: unknown; looked for, not found" if looked else (
            "outcome: nobody has said what became of it"
        )  # fmt: skip
    when = f", {a.decides.date}" if a.decides.date else ""
    dispute = "; contested" if a.is_contested else ""
    return f"outcome: {spell(a.outcome)} ({a.decides.by_label}{when}){dispute}"


def _view(view: View) -> str:
    from kg.history.advice import spell

    said = f"{spell(view.verdict)}: {view.by_label}"
    said += f", {view.date}" if view.date else ""
    said += f". {view.note}" if view.note else ""
    return said + (f" [{'; '.join(map(str, view.sources))}]" if view.sources else "")
