"""Take decisions into the tables: all of them, checked as a whole build checks, or none.

Everything is written in a copy inside the inbox, and one exchange of names puts it live. Whoever
is stopped at any moment leaves the tables as they were.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from kg.errors import KgError, OutputError, TableErrors, UsageError
from kg.ingest.judging.decisions import Decision
from kg.ingest.judging.standing import RecordRows, refs_of
from kg.ingest.judging.taking import Taken, take
from kg.ingest.proposals import Proposal, begin_inbox
from kg.make.checked_graph import Tell, make_graph
from kg.make.going_live import hold
from kg.make.swapping import FRESH, OLD, settle, swap
from kg.model.schema import BY_NAME
from kg.read.table_lines import TableLines

WORK = ".accept"
"""The folder of an inbox in which tables are made ready."""
_BUSY = "another kg accept is at work here; wait for it"
_PLACE = re.compile(r"(\w+)\.csv:(\d+)")


class NotAccepted(KgError):
    """What was decided cannot stand in the tables, which are as they were."""

    exit_code = 1


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What decisions made of the tables: each, the lines that differ, and what is warned of."""

    taken: list[Taken]
    diff: str
    warnings: list[str]


def accept(
    inbox: Path,
    data: Path,
    ontology: Path,
    decided: Sequence[tuple[Proposal, Decision]],
    sources: Sequence[Mapping[str, str]] = (),
    *,
    is_dry: bool = False,
    tell: Tell = lambda _: None,
) -> Acceptance:
    """Write decisions and new sources into the tables of a folder, if all checks hold.

    Raises NotAccepted, with the proposals, where they do not; the folder is then as it was, as it
    is where `is_dry`.
    """
    live = data.resolve()
    work = inbox.resolve() / WORK
    if not live.is_dir() and not work.exists():
        raise UsageError(f"{data}: no such folder; give one with the tables, for instance data/")
    try:
        begin_inbox(inbox)
        with hold(inbox, f"{inbox}: {_BUSY}"):
            settle(live, work)
            try:
                return _accept(live, work, ontology, decided, sources, is_dry, tell)
            finally:
                settle(live, work)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise OutputError(f"{error.filename or inbox}: cannot be written: {reason}") from None


def recover(inbox: Path, data: Path) -> None:
    """Bring back the tables where somebody was stopped between two renames."""
    live, work = data.resolve(), inbox.resolve() / WORK
    if not live.exists() and (work / OLD).is_dir():
        with hold(inbox, f"{inbox}: {_BUSY}"):
            settle(live, work)


def _accept(
    live: Path,
    work: Path,
    ontology: Path,
    decided: Sequence[tuple[Proposal, Decision]],
    sources: Sequence[Mapping[str, str]],
    is_dry: bool,
    tell: Tell,
) -> Acceptance:
    before = _look(live)
    record = RecordRows.read(live)
    for cells in sources:
        record.add("sources", cells)
    taken = take(record, decided)
    changed = [table for table in record.tables.values() if table.is_changed]
    fresh = work / FRESH
    _copy(live, fresh)
    for table in changed:
        _write(fresh / f"{table.table.name}.csv", table.to_bytes())
    warnings = _check(fresh, live, ontology, record, taken, tell)
    diff = "".join(_differ(live, table) for table in changed)
    if not is_dry and changed:
        if _look(live) != before:
            raise OutputError(f"{live}: was changed meanwhile; nothing is accepted, try again")
        swap(live, work)
    return Acceptance(taken, diff, warnings)


def _look(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Return what would tell that a file was changed."""
    found = {}
    for path in sorted(folder.rglob("*")):
        state = path.lstat()
        found[str(path)] = state.st_ino, state.st_size, state.st_mtime_ns
    return {name: state for name, state in found.items() if not Path(name).is_dir()}


def _copy(folder: Path, fresh: Path) -> None:
    """Give every file of a folder a second name; a copy where the system cannot."""

    def duplicate(source: str, target: str) -> None:
        try:
            os.link(source, target)
        except (OSError, NotImplementedError):
            shutil.copy2(source, target)

    fresh.parent.mkdir()
    shutil.copytree(folder, fresh, copy_function=duplicate, symlinks=True)


def _write(file: Path, content: bytes) -> None:
    """Write a file anew, on the disk before anything else happens; its other names keep theirs."""
    mode = file.stat().st_mode if file.exists() else None
    file.unlink(missing_ok=True)
    with file.open("xb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    if mode is not None:
        file.chmod(mode)


def _check(
    fresh: Path, live: Path, ontology: Path, record: RecordRows, taken: Sequence[Taken], tell: Tell
) -> list[str]:
    """Return what is warned of for rows that were written; NotAccepted tells all that is wrong."""
    blame = _Blame(record, taken)
    try:
        findings = make_graph(fresh, ontology, tell).findings
    except TableErrors as error:
        told = [text.replace(str(fresh), live.name) for text in error.problems]
        raise NotAccepted("\n".join(map(blame.name, told))) from None
    wrong = [str(one) for one in findings if one.severity == "violation"]
    if wrong:
        raise NotAccepted("\n".join(map(blame.name, wrong)))
    return [blame.name(str(one)) for one in findings if blame.find(str(one))]


class _Blame:
    """Finds the proposals that a finding comes from."""

    def __init__(self, record: RecordRows, taken: Sequence[Taken]) -> None:
        self._tables = record.tables
        self._rows: dict[tuple[str, int], list[str]] = {}
        self._named: dict[str, list[str]] = {}
        for one in taken:
            for name, line in one.rows:
                place = name, record.tables[name].number(line)
                self._rows.setdefault(place, []).append(one.decision.proposal)
            if one.row is not None:
                for slug in refs_of(BY_NAME[one.proposal.table], one.row):
                    self._named.setdefault(slug, []).append(one.decision.proposal)

    def find(self, text: str) -> list[str]:
        """Return the proposals of the row that a text names; else of rows that name its thing."""
        found = _PLACE.search(text)
        if not found or found[1] not in self._tables:
            return []
        name, number = found[1], int(found[2])
        direct = self._rows.get((name, number), [])
        lines = self._tables[name].lines
        if direct or not 0 <= number - 2 < len(lines) or not lines[number - 2].cells:
            return direct
        return self._named.get(lines[number - 2].cells[0], [])

    def name(self, text: str) -> str:
        """Return a text with the proposals that it comes from."""
        found = ", ".join(dict.fromkeys(self.find(text)))
        return f"{text} (proposal {found})" if found else text


def _differ(live: Path, table: TableLines) -> str:
    """Return the lines that differ of a table, as a patch."""
    file = live / f"{table.table.name}.csv"
    old = file.read_bytes().decode("utf8") if file.is_file() else ""
    new = table.to_bytes().decode("utf8")
    name = f"{live.name}/{file.name}"
    lines = unified_diff(_lines(old), _lines(new), f"a/{name}", f"b/{name}", n=0, lineterm="")
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _lines(text: str) -> list[str]:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
