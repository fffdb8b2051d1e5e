"""`kg review`: each proposal on a slip, judged with one key; what is decided is kept at once."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.inbox_options import (
    BelowOption,
    ByOption,
    DataOption,
    InboxOption,
    SourcesOption,
    StateOption,
    TablesOption,
    TypesOption,
    narrow,
    open_inbox,
    sign,
)
from kg.cli.terminal import is_plain, show, tell, width
from kg.errors import NothingThere, UsageError
from kg.model.lines import shorten
from kg.model.spelling import count

if TYPE_CHECKING:
    from kg.ingest.judging.decisions import Decision
    from kg.ingest.judging.inbox import Inbox, Waiting
    from kg.ingest.judging.slips import Slip


class BulkJudgement(StrEnum):
    """What may be given to many proposals at once: whatever is accepted is looked at."""

    rejected = "rejected"
    unsure = "unsure"


_SHOWN = 70
"""Letters of a cell that are shown where it is asked for."""
_FEW = 8
"""Words that a cell may hold, up to which they are shown where it is asked for."""


GiveOption = Annotated[
    BulkJudgement | None,
    typer.Option(help="Judge all of them so, after asking once.", show_default=False),
]
UnsureOption = Annotated[
    bool, typer.Option("--unsure", help="Ask again about what was left unsure.")
]
PageOption = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Write a page to judge them on, in any browser.")
]


def register(app: typer.Typer) -> None:
    """Add the command to an application."""
    app.command()(review)


def review(
    ids: Annotated[
        list[str] | None,
        typer.Argument(metavar="ID…", help="Only these, decided or not.", show_default=False),
    ] = None,
    table: TablesOption = None,
    source: SourcesOption = None,
    state: StateOption = None,
    types: TypesOption = None,
    below: BelowOption = None,
    give: GiveOption = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before --give.")] = False,
    unsure: UnsureOption = False,
    page: PageOption = None,
    by: ByOption = None,
    inbox: InboxOption = Path("inbox"),
    data: DataOption = None,
) -> None:
    """Judge proposals one by one, each with one key; whatever is decided is kept at once.

    Conflicts with the record come first. What is stopped goes on where it was; kg accept then
    takes the decisions into the tables. --page makes one HTML file that asks the same. --give
    judges at once what nobody would look at one by one.

        kg review --table identities
        kg review --state open --below 60 --give rejected
        kg review --page review.html
    """
    opened, _, _ = open_inbox(inbox, data)
    if ids:
        waiting = opened.find(ids)
    else:
        asked = (one for one in opened.all() if one.is_asked or (unsure and one.is_unsure))
        waiting = narrow(asked, table, source, state, types, below)
    if not waiting:
        raise NothingThere(f"nothing waits to be judged in {inbox}; kg inbox counts what it holds")
    if give is not None:
        _judge_all(opened, waiting, give, by, is_sure=yes)
        return
    if page is not None:
        from kg.explorer.review_page import write_review
        from kg.export.files import write_file

        write_file(page, write_review(opened, waiting))
        wrote = count(len(waiting), "proposal")
        tell(f"wrote {wrote} to {page}; kg accept takes the file that it saves")
        return
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            f"kg review asks at a terminal about {count(len(waiting), 'proposal')};"
            " --page FILE asks in a browser, kg inbox lists them"
        )
    decided = _Review(opened, waiting, by).run()
    tell(f"{decided:,} decided of {len(waiting):,}; kg accept takes them into the tables")


def _judge_all(
    opened: Inbox, waiting: list[Waiting], give: BulkJudgement, by: str | None, *, is_sure: bool
) -> None:
    """Judge all of some proposals alike, a decision each, once somebody has said so."""
    from kg.ingest.judging.decisions import keep_decisions
    from kg.ingest.judging.slips import kin_of

    for kin, number in Counter(map(kin_of, waiting)).most_common():
        tell(f"{number:,} {kin}")
    told = f"{count(len(waiting), 'proposal')} {give}"
    if not is_sure:
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            raise UsageError(f"--give asks at a terminal before {told}; --yes says so beforehand")
        if not typer.confirm(f"{told}: do it?", err=True):
            tell("nothing is decided")
            return
    decisions = [sign(one.proposal.digest, str(give), by) for one in waiting]
    keep_decisions(opened.folder, opened.base, decisions)
    tell(f"{told}; kg accept keeps each of these judgements")


class _Review:
    """One sitting: which slip is shown, and what was given for it by now."""

    def __init__(self, inbox: Inbox, waiting: list[Waiting], by: str | None) -> None:
        self.inbox = inbox
        self.waiting = waiting
        self.by = by
        self.made: dict[str, Decision] = {}
        self.at = 0
        self._begin()

    def run(self) -> int:
        """Ask until all is asked or somebody stops; return how many were decided."""
        key = ""
        try:
            while self.at < len(self.waiting) and key != "q":
                slip = self._slip()
                self._show(slip, has_reasons=key == "w")
                key = typer.getchar().casefold()
                while key not in ("q", "w") and not self._act(key, slip):
                    key = typer.getchar().casefold()
        except (KeyboardInterrupt, EOFError):
            show()
        return len(self.made)

    def _begin(self) -> None:
        """Begin with the cells that were given for the proposal before, if it was decided."""
        if self.at < len(self.waiting):
            one = self.waiting[self.at]
            before = self.made.get(one.proposal.digest, one.decision)
            self.cells = dict(before.cells) if before else {}

    def _slip(self) -> Slip:
        from kg.ingest.judging.slips import make_slip

        return make_slip(self.inbox, self.waiting[self.at], self.cells)

    def _show(self, slip: Slip, *, has_reasons: bool) -> None:
        from kg.cli.slip_text import draw

        place = f"{self.at + 1} of {len(self.waiting)}"
        show()
        for line in draw(slip, place, width(), is_plain=is_plain(), has_reasons=has_reasons):
            show(line)

    def _act(self, key: str, slip: Slip) -> bool:
        """Do what a key says; return whether another slip is to be shown, or this one anew."""
        from kg.cli.slip_text import APART
        from kg.ingest.judging.inbox import ACCEPTED, REJECTED, UNSURE

        is_taken = key in ("y", APART)
        if key == "y" and (slip.open_columns or slip.is_beside):
            return False
        if is_taken and (slip.lacks or slip.copied):
            self._edit(slip, (*slip.lacks, *slip.copied))
            return True
        if key in ("y", "n", "u") or (key == APART and slip.may_stand_apart):
            judgement = {"n": REJECTED, "u": UNSURE}.get(key, ACCEPTED)
            self._decide(judgement, is_apart=key == APART)
        elif key == "s":
            self._go(1)
        elif key == "p" and self.at:
            self._go(-1)
        elif key == "e":
            self._edit(slip)
        elif key == "a":
            self._judge_all_like(slip)
        elif not self._choose(key, slip):
            return False
        return True

    def _choose(self, key: str, slip: Slip) -> bool:
        """Take a candidate by its number; with the last one the proposal is accepted."""
        from kg.ingest.judging.inbox import ACCEPTED

        column = next(iter(slip.open_columns), "")
        found = slip.choices.get(column, ())
        if not key.isdecimal() or not 0 < int(key) <= len(found):
            return False
        self.cells[column] = found[int(key) - 1].id
        now = self._slip()
        if not (now.open_columns or now.lacks or now.copied or now.is_beside):
            self._decide(ACCEPTED)
        return True

    def _decide(self, judgement: str, *, is_apart: bool = False) -> None:
        from kg.ingest.judging.inbox import ACCEPTED

        cells = self.cells if judgement == ACCEPTED else {}
        self._keep(self.waiting[self.at], judgement, cells, is_apart=is_apart)
        show(f"  {judgement}")
        self._go(1)

    def _keep(
        self, one: Waiting, judgement: str, cells: Mapping[str, str], *, is_apart: bool = False
    ) -> None:
        from kg.ingest.judging.decisions import keep_decision

        digest = one.proposal.digest
        decision = sign(digest, judgement, self.by, cells, is_apart)
        keep_decision(self.inbox.folder, self.inbox.base, decision)
        self.made[digest] = decision

    def _judge_all_like(self, slip: Slip) -> None:
        """Reject, or leave unsure, what waits from here on that is like a slip, when confirmed."""
        from kg.ingest.judging.inbox import REJECTED, UNSURE
        from kg.ingest.judging.slips import is_like

        alike = [
            one
            for one in self.waiting[self.at :]
            if one.proposal.digest not in self.made and is_like(one, slip)
        ]
        most = f", nothing likelier than {slip.likeliest:.0f}" if slip.open_columns else ""
        show(f"  {count(len(alike), 'proposal')} like it: {slip.kin}{most}")
        show("  [n] reject them all  [u] unsure of them all  any other key: neither ", end="")
        sys.stdout.flush()
        judgement = {"n": REJECTED, "u": UNSURE}.get(typer.getchar().casefold())
        show()
        for one in alike if judgement else ():
            self._keep(one, judgement or "", {})
        if judgement:
            show(f"  {count(len(alike), 'proposal')} {judgement}")
            self._go(1)
            while self.at < len(self.waiting) and self._digest() in self.made:
                self._go(1)

    def _digest(self) -> str:
        return self.waiting[self.at].proposal.digest

    def _go(self, steps: int) -> None:
        self.at += steps
        self._begin()

    def _edit(self, slip: Slip, columns: tuple[str, ...] = ()) -> None:
        """Ask for cells, each until it can stand; an empty answer keeps what is there."""
        from kg.ingest.judging.slips import editable

        show("  Enter keeps a cell, - empties it, Ctrl-D stops.")
        given = dict(self.cells)
        held = {cell.column: cell.proposed for cell in slip.cells}
        try:
            for column in editable(slip):
                if columns and column.name not in columns:
                    continue
                while True:
                    now = given.get(column.name, held.get(column.name, ""))
                    words = self.inbox.words_of(column)
                    known = f" ({', '.join(words)})" if 0 < len(words) <= _FEW else ""
                    show(f"  {column.name}{known} [{shorten(now, _SHOWN)}]: ", end="")
                    sys.stdout.flush()
                    answer = self._read_line()
                    if not answer:
                        break
                    cell = "" if answer == "-" else self.inbox.identify(column, answer)
                    problems = list(self.inbox.reader.problems(column, cell)) if cell else []
                    problems += self._copies(column.name, cell)
                    if not problems:
                        given[column.name] = cell
                        break
                    show(f"    {problems[0]}")
        except EOFError:
            show()
        self.cells = given

    def _copies(self, column: str, cell: str) -> list[str]:
        """Return what is wrong with words that are still those of the document."""
        from kg.ingest.judging.own_words import TOLD, is_copied

        proposal = self.waiting[self.at].proposal
        if column not in TOLD or not is_copied(cell, proposal):
            return []
        return ["these are still the document's own words; say it in yours"]

    def _read_line(self) -> str:
        line = sys.stdin.readline()
        if not line:
            raise EOFError
        return line.strip()
