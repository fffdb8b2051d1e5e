"""Options that narrow the ledger down as an auditor does, or count it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from kg.cli.completion import complete_entity


class CountBy(StrEnum):
    """What the ledger is counted by."""

    report = "report"
    told = "told"
    heir = "heir"
    topic = "topic"
    judge = "judge"


StateOption = Annotated[
    str | None,
    typer.Option(
        help="In this state: open, closed, closed done, no longer possible …", show_default=False
    ),
]
ResponseOption = Annotated[
    str | None,
    typer.Option(help="Answered so, such as 'rejected'; none: no answer.", show_default=False),
]
JudgeOption = Annotated[
    str | None,
    typer.Option(
        help="Of which it has said what became.",
        autocompletion=complete_entity,
        show_default=False,
    ),
]
PeriodOption = Annotated[
    str | None,
    typer.Option(help="Of reports of this time: 2012, 2010..2015, 2020..", show_default=False),
]
CountOption = Annotated[
    CountBy | None,
    typer.Option(
        "--by", help="Count them by this, in each state, instead of listing.", show_default=False
    ),
]
