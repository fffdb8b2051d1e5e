"""`kg review`: each proposal on a slip, judged with one key; what is decided is kept at once."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.inbox_options import (
    ByOption,
    DataOption,
    InboxOption,
    SourcesOption,
    StateOption,
    TablesOption,
    narrow,
    open_inbox,
    sign,
)
from kg.cli.terminal import is_plain, show, tell, width
from kg.errors import NothingThere, UsageError
from kg.model.spelling import count

if TYPE_CHECKING:
    from kg.ingest.decisions import Decision
    from kg.ingest.inbox import Inbox, Waiting
    from kg.ingest.slips import Slip


_FEW = 8
"""Words that a cell may hold, up to which they are shown where it is asked for."""


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
    unsure: Annotated[
        bool, typer.Option("--unsure", help="Ask again about what was left unsure.")
    ] = False,
    page: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write a page to judge them on, in any browser."),
    ] = None,
    by: ByOption = None,
    inbox: InboxOption = Path("inbox"),
    data: DataOption = None,
) -> None:
    """Judge proposals one by one, each with one key; whatever is decided is kept at once.

    Conflicts with the record come first. What is stopped goes on where it was; kg accept then
    takes the decisions into the tables. --page makes one HTML file that asks the same.

        kg review --table identities
        kg review --page review.html
    """
    opened, _, _ = open_inbox(inbox, data)
    if ids:
        waiting = opened.find(ids)
    else:
        asked = (one for one in opened.all() if one.is_asked or (unsure and one.is_unsure))
        waiting = narrow(asked, table, source, state)
    if not waiting:
        raise NothingThere(f"nothing waits to be judged in {inbox}; kg inbox counts what it holds")
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
        from kg.ingest.slips import make_slip

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
        from kg.ingest.inbox import ACCEPTED, REJECTED, UNSURE

        if key == "y" and slip.open_columns:
            return False
        if key == "y" and slip.lacks:
            self._edit(slip, slip.lacks)
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
        elif not self._choose(key, slip):
            return False
        return True

    def _choose(self, key: str, slip: Slip) -> bool:
        """Take a candidate by its number; with the last one the proposal is accepted."""
        from kg.ingest.inbox import ACCEPTED

        column = next(iter(slip.open_columns), "")
        found = slip.choices.get(column, ())
        if not key.isdecimal() or not 0 < int(key) <= len(found):
            return False
        self.cells[column] = found[int(key) - 1].id
        now = self._slip()
        if not now.open_columns and not now.lacks:
            self._decide(ACCEPTED)
        return True

    def _decide(self, judgement: str, *, is_apart: bool = False) -> None:
        from kg.ingest.decisions import keep_decision
        from kg.ingest.inbox import ACCEPTED

        digest = self.waiting[self.at].proposal.digest
        cells = self.cells if judgement == ACCEPTED else {}
        decision = sign(digest, judgement, self.by, cells, is_apart)
        keep_decision(self.inbox.folder, self.inbox.base, decision)
        self.made[digest] = decision
        show(f"  {judgement}")
        self._go(1)

    def _go(self, steps: int) -> None:
        self.at += steps
        self._begin()

    def _edit(self, slip: Slip, columns: tuple[str, ...] = ()) -> None:
        """Ask for cells, each until it can stand; an empty answer keeps what is there."""
        from kg.ingest.slips import editable

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
                    show(f"  {column.name}{known} [{now}]: ", end="")
                    sys.stdout.flush()
                    answer = self._read_line()
                    if not answer:
                        break
                    cell = "" if answer == "-" else self.inbox.identify(column, answer)
                    problems = list(self.inbox.reader.problems(column, cell)) if cell else []
                    if not problems:
                        given[column.name] = cell
                        break
                    show(f"    {problems[0]}")
        except EOFError:
            show()
        self.cells = given

    def _read_line(self) -> str:
        line = sys.stdin.readline()
        if not line:
            raise EOFError
        return line.strip()
