"""What the commands about an inbox share: its options, how it is opened, and who decides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.ingest.judging.decisions import Decision
    from kg.ingest.judging.inbox import Inbox, Waiting

InboxOption = Annotated[Path, typer.Option(help="Folder that keeps proposals and decisions.")]
DataOption = Annotated[
    Path | None, typer.Option(help="Folder of tables; default data/ here.", show_default=False)
]
ByOption = Annotated[
    str | None, typer.Option(help="Who decides; default your login.", show_default=False)
]
TablesOption = Annotated[
    list[str] | None,
    typer.Option("--table", "-t", help="Only proposals for this table.", show_default=False),
]
SourcesOption = Annotated[
    list[str] | None,
    typer.Option("--source", help="Only what was read in this source.", show_default=False),
]


TypesOption = Annotated[
    list[str] | None,
    typer.Option("--type", help="Only proposals of this type or kind.", show_default=False),
]
BelowOption = Annotated[
    float | None,
    typer.Option(
        metavar="SCORE",
        help="Only names for which nothing in the record scores so much.",
        show_default=False,
    ),
]
StateOption = Annotated[
    str | None,
    typer.Option(
        help="Only what is in this state: conflict, open, more, new, known, decided or done.",
        show_default=False,
    ),
]


def open_inbox(inbox: Path, data: Path | None) -> tuple[Inbox, Path, Path]:
    """Open an inbox beside the tables that it is for: they, and the ontology, are returned too."""
    from kg.ingest.judging.inbox import Inbox
    from kg.make.accepting import recover
    from kg.make.pipeline import find_ontology

    place = data or Path("data")
    recover(inbox, place)
    if not place.is_dir():
        raise UsageError(f"{place}: no such folder; name the tables by --data")
    ontology = find_ontology(place)
    return Inbox.open(inbox, place, ontology), place, ontology


def narrow(
    waiting: Iterable[Waiting],
    tables: list[str] | None,
    sources: list[str] | None,
    state: str | None,
    types: list[str] | None = None,
    below: float | None = None,
) -> list[Waiting]:
    """Return what is for some tables, was read in some sources, is in a state and of some types.

    With `below`, only names to be matched that nothing of the record is so much like.

    Raises UsageError for what is no table and no state.
    """
    from kg.ingest.judging.inbox import STATES, likeliest, type_of
    from kg.model.nearest import did_you_mean
    from kg.model.schema import BY_NAME

    for name in tables or []:
        if name not in BY_NAME:
            raise UsageError(f"--table {name}: is no table{did_you_mean(name, BY_NAME)}")
    if state and state not in STATES:
        raise UsageError(f"--state {state}: expected {', '.join(STATES)}")
    return [
        one
        for one in waiting
        if (not tables or one.proposal.table in tables)
        and (not sources or any(p.source in sources for p in one.proposal.passages))
        and (not state or one.state == state)
        and (not types or type_of(one.proposal) in types)
        and (below is None or (one.proposal.is_open and likeliest(one.proposal) < below))
    ]


def sign(
    digest: str,
    judgement: str,
    by: str | None,
    cells: Mapping[str, str] | None = None,
    is_apart: bool = False,
) -> Decision:
    """Return a decision of today, by whom an option names, or who is logged in."""
    from datetime import date
    from getpass import getuser

    from kg.ingest.judging.decisions import Decision

    who = (by or getuser()).strip()
    today = date.today().isoformat()
    return Decision(digest, judgement, who, today, cells=cells or {}, is_apart=is_apart)
