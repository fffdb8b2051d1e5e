"""`kg recommendations`: who was told what, and what became of it."""

from __future__ import annotations

from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.completion import complete_entity
from kg.cli.options import GraphOption
from kg.cli.output import open_both, print_json, width

if TYPE_CHECKING:
    from kg.ask.ledger import Advice


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
        typer.Option(help="With this latest verdict, such as 'not enacted'; none: no view."),
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

    opened, index = open_both(graph)
    wanted = Wanted(report, topic, addressee, verdict, contested, heir, text)
    found = list_recommendations(opened, index, wanted)
    match form:
        case LedgerFormat.json:
            print_json([asdict(advice) for advice in found])
        case LedgerFormat.text:
            for advice in found:
                _print_advice(advice)
        case _:
            _print_rows(found, form)
    plural = "" if len(found) == 1 else "s"
    typer.echo(f"{len(found)} recommendation{plural}", err=True)
    raise typer.Exit(0 if found else 1)


_COLUMNS = (
    "id", "date", "report", "number", "text", "addressed to", "heirs", "contested", "views",
    "sources",
)  # fmt: skip


def _print_rows(found: list[Advice], form: LedgerFormat) -> None:
    from kg.cli.options import RowFormat
    from kg.cli.rows import print_rows

    rows = (
        (a.id, a.date, a.report_label, a.number, a.text,
         "; ".join(a.addressed_to) or a.addressee_note, "; ".join(a.heir_labels),
         "yes" if a.contested else "no",
         "; ".join(f"{v.verdict} ({v.by_label}, {v.date})" for v in a.views),
         "; ".join(map(str, a.sources)))
        for a in found
    )  # fmt: skip
    print_rows(_COLUMNS, rows, RowFormat(form.value))


def _print_advice(a: Advice) -> None:
    from kg.ask.cardtext import wrap

    number = f" {a.number}" if a.number else ""
    head = f"{a.report_label}{f' ({a.date})' if a.date else ''},{number}  {a.id}"
    lines = [head, *wrap(a.text, width(), "  ", "  ")]
    to = "; ".join(a.addressed_to) or a.addressee_note
    if to:
        lines += wrap(f"to: {to}", width(), "      ", "    ")
    if a.heir_labels:
        lines += wrap(f"duty now with: {'; '.join(a.heir_labels)}", width(), "      ", "    ")
    for view in a.views:
        said = f"{view.verdict}: {view.by_label}, {view.date}"
        said += f". {view.note}" if view.note else ""
        said += f" [{'; '.join(map(str, view.sources))}]" if view.sources else ""
        lines += wrap(said, width(), "      ", "    ")
    if not a.views:
        lines.append("    nobody has said what became of it")
    if a.contested:
        lines.append("    contested")
    lines += wrap(f"source: {'; '.join(map(str, a.sources))}", width(), "      ", "    ")
    typer.echo("\n".join(lines) + "\n")
