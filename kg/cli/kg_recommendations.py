"""`kg recommendations`: who was told what, and what became of it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.completion import complete_entity
from kg.cli.ledger_options import (
    BeforeOption,
    CountOption,
    JudgeOption,
    LateOption,
    LikeOption,
    MakerOption,
    PeriodOption,
    ResponseOption,
    StateOption,
    TextOption,
)
from kg.cli.options import GraphOption
from kg.cli.output import open_both, print_json
from kg.cli.terminal import tell

if TYPE_CHECKING:
    from kg.engine.store import LocalGraph
    from kg.history.advice import Advice


class LedgerFormat(StrEnum):
    """How the ledger is printed."""

    text = "text"
    table = "table"
    csv = "csv"
    tsv = "tsv"
    json = "json"
    md = "md"
    bibtex = "bibtex"
    ris = "ris"
    csl = "csl"


def register(app: typer.Typer) -> None:
    """Add the command to an application."""
    app.command()(recommendations)


def _name(option: str, help: str, *others: str) -> typer.models.OptionInfo:
    found: typer.models.OptionInfo = typer.Option(
        option, *others, help=help, autocompletion=complete_entity, show_default=False
    )
    return found


def recommendations(
    report: Annotated[str | None, _name("--report", "Made in this document.")] = None,
    topic: Annotated[str | None, _name("--topic", "On this topic or one below it.")] = None,
    addressee: Annotated[
        str | None, _name("--addressee", "Addressed to it; --told says the same.", "--told")
    ] = None,
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
    text: TextOption = None,
    like: LikeOption = None,
    before: BeforeOption = None,
    state: StateOption = None,
    response: ResponseOption = None,
    judge: JudgeOption = None,
    maker: MakerOption = None,
    late: LateOption = None,
    period: PeriodOption = None,
    by: CountOption = None,
    form: Annotated[LedgerFormat, typer.Option("--format", "-f", help="How to print them.")] = (
        LedgerFormat.text
    ),
    graph: GraphOption = None,
) -> None:
    """List recommendations: who was told what, what became of it, who says so and when.

    Exits 1 where none fits. Each has a number that others can cite, its id.

        kg recommendations --told nhsx --state open

        kg recommendations --by report --period 2016..2020

        kg recommendations --report wachter-review-2016 -f bibtex
    """
    from kg.ask.ledger import Wanted, list_recommendations
    from kg.cli.ledger_rows import print_balance
    from kg.history.counts import say_advice

    opened, index = open_both(graph)
    wanted = Wanted(
        report, topic, addressee, verdict, contested, heir, text,
        state=state, response=response, judge=judge, period=period, before=before, like=like,
        maker=maker, late=late,
    )  # fmt: skip
    found = list_recommendations(opened, index, wanted)
    if by is not None:
        print_balance(opened, index, found, by.value, form.value, wanted == Wanted())
        raise typer.Exit(0 if found else 1)
    _print(opened, found, form)
    whole = [advice for advice in found if advice.is_whole]
    single = [advice for advice in found if not advice.is_whole]
    tell(say_advice(single, whole))
    raise typer.Exit(0 if found else 1)


def _print(graph: LocalGraph, found: list[Advice], form: LedgerFormat) -> None:
    from kg.cli.ledger_rows import print_ledger
    from kg.cli.ledger_text import print_advice
    from kg.history.solutions import find_as_of

    match form:
        case LedgerFormat.json:
            now, iri = find_as_of(graph), graph.space.iri
            print_json([
                {**a.to_dict(), "iri": iri(a.id), "days_late": a.days_late(now)} for a in found
            ])  # fmt: skip
        case LedgerFormat.text:
            now = find_as_of(graph)
            for advice in found:
                print_advice(advice, now)
        case LedgerFormat.bibtex | LedgerFormat.ris | LedgerFormat.csl:
            from kg.cli.kg_cite import print_citations

            print_citations(graph, found, form.value)
        case _:
            print_ledger(graph, found, form.value)
