"""`kg accept`: what was decided becomes rows, all of it or nothing."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.inbox_options import ByOption, DataOption, InboxOption, open_inbox, sign
from kg.cli.terminal import send, tell
from kg.errors import NothingThere, UsageError
from kg.model.spelling import count

if TYPE_CHECKING:
    from kg.ingest.judging.decisions import Decision
    from kg.ingest.judging.inbox import Inbox
    from kg.ingest.proposals import Proposal
    from kg.make.accepting import Acceptance

    Decided = list[tuple[Proposal, Decision]]

_UNKNOWN = re.compile(r"unknown id '([^']+)'")
_FEW = 5
"""Proposals that are named at the most."""
_ASKED = ("title", "publisher", "kind", "url")
"""The cells that a new source must have."""


def register(app: typer.Typer) -> None:
    """Add the command to an application."""
    app.command()(accept)


def accept(
    what: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FILE|ID…",
            help="Judgements that the page saved, or proposals by their ids; default all decided.",
            show_default=False,
        ),
    ] = None,
    known: Annotated[
        bool, typer.Option("--known", help="Add where was read what rows say already, too.")
    ] = False,
    source: Annotated[
        list[str] | None,
        typer.Option(metavar="CELL=WORDS", help="A cell of a new source; ID:CELL=… of several."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Check and show the difference; write nothing.")
    ] = False,
    by: ByOption = None,
    inbox: InboxOption = Path("inbox"),
    data: DataOption = None,
) -> None:
    """Take what was decided into the tables, if all checks hold; print the lines that differ.

    Each row keeps where it was read (evidence.csv), and each decision is kept (judgements.csv).
    Where a check fails nothing is written, and the proposals at fault are named.

        kg accept --dry-run
    """
    from kg.ingest.days_read import days_read
    from kg.ingest.judging.taking import missing_sources
    from kg.make.accepting import NotAccepted
    from kg.make.accepting import accept as take_in

    opened, place, ontology = open_inbox(inbox, data)
    decided = _without_copied(opened, _choose(opened, what or [], known, by))
    missing = missing_sources(opened.record, decided)
    sources = _describe(missing, source or [], days_read(inbox))
    try:
        done = take_in(inbox, place, ontology, decided, sources, is_dry=dry_run)
    except NotAccepted as error:
        told = "\n".join([str(error), *_awaited(opened, str(error))])
        raise NotAccepted(f"{told}\nnothing is accepted; kg review ID decides anew") from None
    send(done.diff)
    for line in done.warnings:
        tell(line)
    _sum_up(done, dry_run)


def _choose(opened: Inbox, what: Sequence[str], known: bool, by: str | None) -> Decided:
    """Return what is to be taken in: the decisions of files, of some proposals, or of all."""
    from kg.ingest.judging.decisions import read_decisions
    from kg.ingest.judging.inbox import ACCEPTED, DUPLICATE, is_final
    from kg.ingest.judging.standing import State

    every = opened.all()
    files = [Path(one) for one in what if Path(one).is_file()]
    named = opened.find(one for one in what if not Path(one).is_file())
    decided = {one.proposal.digest: one.decision for one in every if not what and one.decision}
    for one in named:
        found = opened.decisions.get(one.proposal.digest)
        if found is None:
            raise UsageError(f"{one.proposal.digest}: is not decided; kg review decides it")
        if one.judged in (ACCEPTED, DUPLICATE):
            raise UsageError(f"{one.proposal.digest}: is taken in already; mend its row by hand")
        decided[one.proposal.digest] = found
    for file in files:
        given = read_decisions(file, opened.base)
        lost = [digest for digest in given if digest not in opened.proposals]
        if lost:
            raise UsageError(f"{file}: no proposal {', '.join(lost[:3])} is in {opened.folder}")
        decided |= {d: one for d, one in given.items() if not is_final(one, opened.judged.get(d))}
    if known:
        for one in every:
            digest = one.proposal.digest
            if one.standing.state is State.known and not one.judged and digest not in decided:
                decided[digest] = sign(digest, DUPLICATE, by)
    if not decided:
        asked = sum(one.is_asked for one in every)
        more = f"; kg review asks about {asked:,} proposals" if asked else ""
        raise NothingThere(f"no decision waits in {opened.folder}{more}")
    return [(opened.proposals[digest], one) for digest, one in decided.items()]


def _without_copied(opened: Inbox, decided: Decided) -> Decided:
    """Return what is decided but for rows with a document's own sentence, which are told."""
    from kg.ingest.judging.taking import copied_cells

    copied = {
        proposal.digest: cells
        for proposal, decision in decided
        if (cells := copied_cells(opened.record, proposal, decision))
    }
    if not copied:
        return decided
    ids = list(copied)
    told = (
        f"{count(len(ids), 'row')} left out: still in the document's own words "
        f"({', '.join(sorted({cell for cells in copied.values() for cell in cells}))}); "
        f"kg review {' '.join(ids[:_FEW])}{' …' if len(ids) > _FEW else ''} asks for yours"
    )
    kept = [(proposal, one) for proposal, one in decided if proposal.digest not in copied]
    if not kept:
        raise UsageError(told)
    tell(told)
    return kept


def _awaited(opened: Inbox, error: str) -> list[str]:
    """Return what a row names that only waits in the inbox, with the proposals that make it."""
    proposed = {one.cells.get("id"): digest for digest, one in opened.proposals.items()}
    unknown = dict.fromkeys(_UNKNOWN.findall(error))
    return [
        f"'{slug}' is itself proposed and not accepted yet: kg review {proposed[slug]}"
        for slug in unknown
        if slug in proposed
    ]


def _describe(
    missing: Sequence[str], given: Sequence[str], days: Mapping[str, Mapping[str, str]]
) -> list[Mapping[str, str]]:
    """Return the rows of sources that the record lacks: of options, or asked for at a terminal.

    When they were read, and of which day they are, is known from the reading.
    """
    stated = _stated(missing, given)
    can_ask = sys.stdin.isatty() and sys.stderr.isatty()
    found: list[Mapping[str, str]] = []
    lacking: list[str] = []
    for one in missing:
        cells = {**days.get(one, {}), **stated.get(one, {})}
        lacks = [name for name in _ASKED if not cells.get(name)]
        if lacks and not can_ask:
            begin = "" if len(missing) == 1 else f"{one}:"
            words = " ".join(f"--source {begin}{name}=…" for name in lacks)
            lacking.append(f"source '{one}' is not in sources.csv; add its row, or give {words}")
            continue
        if lacks:
            tell(f"source '{one}' is new")
        asked = {name: typer.prompt(f"  {name}", err=True).strip() for name in lacks}
        found.append({"id": one, **cells, **asked})
    if lacking:
        raise UsageError("\n".join(lacking))
    return found


def _stated(missing: Sequence[str], given: Sequence[str]) -> dict[str, dict[str, str]]:
    """Return the cells of options by the source that they are of; one alone need not be named."""
    from kg.model.schema import BY_NAME

    found: dict[str, dict[str, str]] = {}
    for text in given:
        name, equals, words = text.partition("=")
        source, colon, cell = name.rpartition(":")
        if not equals or cell not in BY_NAME["sources"].names or cell == "id":
            expected = ", ".join(BY_NAME["sources"].names[1:])
            raise UsageError(f"--source '{text}': expected CELL=WORDS, of {expected}")
        if not colon and len(missing) != 1:
            new = ", ".join(missing) or "none"
            raise UsageError(f"--source {text}: say of which source, ID:CELL=WORDS; new are {new}")
        if colon and source not in missing:
            raise UsageError(f"--source {text}: '{source}' is no new source of what is accepted")
        found.setdefault(source or missing[0], {})[cell] = words.strip()
    return found


def _sum_up(done: Acceptance, is_dry: bool) -> None:
    from kg.ingest.judging.inbox import DUPLICATE

    judged = Counter(one.judgement for one in done.taken)
    rows = {id(one.row): one for one in done.taken if one.row is not None}
    new = sum(one.is_new for one in rows.values())
    words = ", ".join(
        f"{n:,} {'said already' if name == DUPLICATE else name}" for name, n in judged.items()
    )
    tell(f"{words}; {count(new, 'new row')}")
    tell("nothing is written: --dry-run" if is_dry else "kg build makes the graph of them")
