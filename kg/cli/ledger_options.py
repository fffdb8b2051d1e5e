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


TextOption = Annotated[
    str | None,
    typer.Option(help="With these words, or what means the same in the field.", show_default=False),
]
LikeOption = Annotated[
    str | None,
    typer.Option(
        metavar="ID|TEXT",
        help="In the sense of this text or recommendation, the likest first.",
        show_default=False,
    ),
]
BeforeOption = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Certainly given before this day.", show_default=False),
]
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
MakerOption = Annotated[
    str | None,
    typer.Option(
        help="Of documents that it wrote or published.",
        autocompletion=complete_entity,
        show_default=False,
    ),
]
LateOption = Annotated[
    bool | None,
    typer.Option(
        "--late/--not-late", help="Open, and its day has certainly passed.", show_default=False
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
