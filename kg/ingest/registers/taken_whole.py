"""A register taken whole, as tables of its own: for a record that begins with it.

Reviewing asks of each row what it means for a record that somebody keeps. A register of hundreds of
thousands of organisations has nobody to ask; who takes it whole decides once, for all its rows,
that the register is believed, and every row cites the line that it came from. It is therefore
never written into tables that are kept by hand.

Rows are written as they are read; what is held is the codes with their bearers, what
memberships were told by their digests, and successions.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

from kg.errors import OutputError, UsageError
from kg.ingest.registers.drafts import Linked, after, in_title_case, make_slug, read_day, reject
from kg.ingest.registers.ods import (
    ABBREVIATIONS,
    CLOSE,
    OPEN,
    SCHEME,
    is_membership,
    is_organisation,
    is_succession,
)
from kg.ingest.registers.opening import read_rows
from kg.ingest.registers.successions import StatedSuccession
from kg.model.schema import BY_NAME

GROUPS = {
    "etr": "NHS trusts",
    "ect": "Care trusts",
    "epct": "Primary care trusts",
    "eccg": "Clinical commissioning groups",
    "eauth": "Strategic health authorities",
    "epraccur": "General practices",
}
"""Name of a file of the register -> the group of bodies that it lists."""
PUBLISHER = "Organisation Data Service"
ADDRESS = "https://digital.nhs.uk/services/organisation-data-service"
"""Who publishes the register, and where, as the row of its source says."""
_TABLES = ("bodies", "identities", "claims", "events", "sources")
_Bearer = tuple[str, str, str, str]
"""Who bears a code: its id, its name, from when and until when."""


@dataclass
class TakenWhole:
    """What was written, by table, and what could not be."""

    rows: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_TABLES, 0))
    left_out: dict[str, int] = field(default_factory=lambda: defaultdict(int))


def take_whole(
    paths: Sequence[Path], source: str, title: str, date: str, folder: Path
) -> TakenWhole:
    """Write the tables of a record that is a register of ODS, into a new or empty folder.

    Lists of organisations are read first, then who was a member of whom and who followed whom.
    Raises UsageError for a file of another layout, OutputError where the folder holds anything.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise OutputError(f"{folder}: is not empty; a register taken whole has a folder of its own")
    part = folder.with_name(f".{folder.name}.part")
    kinds = {path: _kind_of(path) for path in paths}
    part.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        taking = _Taking(part, source, stack)
        taking.note_ends([p for p in paths if kinds[p] == "successions"])
        for path in (p for p in paths if kinds[p] == "organisations"):
            taking.add_organisations(path)
        for path in (p for p in paths if kinds[p] == "memberships"):
            taking.add_memberships(path)
        taking.add_successions([p for p in paths if kinds[p] == "successions"])
        about = {"id": source, "title": title, "publisher": PUBLISHER, "url": ADDRESS}
        taking.write("sources", about | {"kind": "Data", "date": date})
    if folder.exists():
        folder.rmdir()
    part.rename(folder)
    return taking.done


def _kind_of(path: Path) -> str:
    first = next(read_rows(path), None)
    if first is None:
        raise reject(path, "is empty")
    for kind, fits in (
        ("organisations", is_organisation),
        ("memberships", is_membership),
        ("successions", is_succession),
    ):
        if fits(first[1]):
            return kind
    raise reject(path, f"row 1 begins '{first[1][0][:30]}'; is no list of ODS without header")


class _Taking:
    """The tables that are being written, and who bears which code."""

    def __init__(self, folder: Path, source: str, stack: ExitStack) -> None:
        self.done = TakenWhole()
        self._source = source
        self._bearers: dict[str, list[_Bearer]] = {}
        self._groups: set[str] = set()
        self._followed: dict[str, set[str]] = defaultdict(set)
        self._said: set[bytes] = set()
        self._created: set[str] = set()
        self._tables: dict[str, Any] = {}
        for name in _TABLES:
            stream = stack.enter_context((folder / f"{name}.csv").open("w", encoding="utf8"))
            table = csv.DictWriter(stream, BY_NAME[name].names, restval="", lineterminator="\n")
            table.writeheader()
            self._tables[name] = table

    def write(self, table: str, cells: dict[str, str], locator: str = "") -> None:
        """Write a row, which cites where it was read."""
        if locator:
            cells["sources"] = f"{self._source}#{locator}"
        self._tables[table].writerow(cells)
        self.done.rows[table] += 1

    def note_ends(self, paths: Sequence[Path]) -> None:
        """Note on which days the bearer of a code was followed by another."""
        for path in paths:
            for line, row in _rows(path, is_succession):
                self._followed[row[0]].add(read_day(row[3], f"{path}:{line}"))

    def _end_of(self, code: str, start: str, end: str) -> str:
        """Return the end of a body; none where it was followed on another day than its code closed.

        The code keeps the day on which it closed, the event the day on which the body was followed.
        """
        days = {day for day in self._followed.get(code, ()) if not start or start <= day}
        if end and days - {end}:
            self.done.left_out["ends of bodies that were followed on another day"] += 1
            return ""
        return end

    def add_organisations(self, path: Path) -> None:
        """Write the organisations of a list, their codes and the group that they are of."""
        group = self._group_of(path)
        for line, row in _rows(path, is_organisation):
            code, start = row[0], read_day(row[OPEN], f"{path}:{line}")
            end = after(read_day(row[CLOSE], f"{path}:{line}"))
            known = self._bearers.setdefault(code, [])
            if any(one[2] == start for one in known):
                self.done.left_out["lines that name a bearer of a code again"] += 1
                continue
            if start and end and end <= start:
                self.done.left_out["organisations that closed before they opened"] += 1
                continue
            slug = f"ods-{code.lower()}" + (f"-{len(known) + 1}" if known else "")
            label = in_title_case(row[1], ABBREVIATIONS)
            known.append((slug, label, start, end))
            tier = "local" if group else "other"
            body = {"id": slug, "type": "Body", "tier": tier, "it_role": "none", "label": label}
            ended = self._end_of(code, start, end)
            self.write("bodies", body | {"start": start, "end": ended}, code)
            days = {"start": start, "end": end}
            self.write("identities", {"entity": slug, "scheme": SCHEME, "code": code} | days, code)
            if group:
                self._claim(slug, "inGroup", group, days, code)

    def add_memberships(self, path: Path) -> None:
        """Write who was a part of whom, and when, each once."""
        for line, row in _rows(path, is_membership):
            start, end = (read_day(day, f"{path}:{line}") for day in row[3:5])
            member, whole = (self._bearer(code, start) for code in row[:2])
            if member is None or whole is None:
                self.done.left_out["memberships of a code that no list has"] += 1
            elif end and after(end) <= start:
                self.done.left_out["memberships that ended before they began"] += 1
            elif (said := _digest(member[0], whole[0], start, end)) in self._said:
                self.done.left_out["memberships that stand there twice"] += 1
            else:
                self._said.add(said)
                days = {"start": start, "end": after(end)}
                self._claim(member[0], "partOf", whole[0], days, f"{row[0]} {row[1]}")

    def add_successions(self, paths: Sequence[Path]) -> None:
        """Write who followed whom, as events."""
        once: dict[tuple[str, str], StatedSuccession] = {}
        for path in paths:
            for line, row in _rows(path, is_succession):
                day = read_day(row[3], f"{path}:{line}")
                old, new = self._bearer(row[0], day), self._bearer(row[1], day, is_heir=True)
                if old is None or new is None or old[0] == new[0]:
                    self.done.left_out["successions of a code that no list has"] += 1
                    continue
                before, heir = (Linked(one[1], one[0], "identifier") for one in (old, new))
                stated = StatedSuccession(before, heir, day, f"{row[0]} {row[1]}", "")
                once.setdefault(stated.pair, stated)
        starts = {one[0]: one[2] for several in self._bearers.values() for one in several}
        taken: set[str] = set()
        for group in _join(self._last_of([*once.values()])):
            self._event(group, starts, taken)

    def _last_of(self, found: Sequence[StatedSuccession]) -> Iterator[StatedSuccession]:
        """Yield the successions of each body on the last day of its own, as it ends but once."""
        last: dict[str, str] = {}
        for one in found:
            last[one.before.id] = max(one.date, last.get(one.before.id, ""))
        heirs: dict[str, list[str]] = defaultdict(list)
        for one in sorted(found, key=lambda one: (one.date, one.pair)):
            before, heir = one.pair
            if one.date != last[before]:
                self.done.left_out["successions of a body that was followed again later"] += 1
            elif _leads_to(heirs, heir, before):
                self.done.left_out["successions that lead back to where they began"] += 1
            else:
                heirs[before].append(heir)
                yield one

    def _event(
        self, group: Sequence[StatedSuccession], starts: dict[str, str], taken: set[str]
    ) -> None:
        day = group[0].date
        ended = list({one.pair[0]: one.before for one in group}.values())
        heirs = list({one.pair[1]: one.after for one in group}.values())
        created = [one for one in heirs if starts[one.id] == day and one.id not in self._created]
        gaining = [one for one in heirs if one not in created]
        self._created.update(one.id for one in created)
        kind = _kind_of_event(len(ended), len(heirs), bool(gaining))
        slug = make_slug(f"{ended[0].id} to {heirs[0].id} {day[:4]}", taken)
        taken.add(slug)
        cells = {"id": slug, "kind": kind, "date": day, "status": "happened"}
        names = (", ".join(one.name for one in some) for some in (ended, heirs))
        cells["label"] = " followed by ".join(names)
        for role, some in (("ended", ended), ("created", created), ("gaining", gaining)):
            cells[role] = "|".join(one.id for one in some)
        self.write("events", cells, group[0].locator)

    def _bearer(self, code: str, day: str, *, is_heir: bool = False) -> _Bearer | None:
        """Return who bore a code on a day; where nobody did, who bore it last."""
        known = self._bearers.get(code)
        if not known:
            return None
        for one in known:
            _, _, start, end = one
            if (not start or start <= day) and (
                not end or day < end or (day == end and not is_heir)
            ):
                return one
        return known[-1]

    def _claim(self, s: str, name: str, o: str, days: dict[str, str], locator: str) -> None:
        cells = {"subject": s, "property": name, "object": o, **days}
        self.write("claims", cells | {"rank": "normal", "confidence": "high"}, locator)

    def _group_of(self, path: Path) -> str:
        """Return the group that a list is of, whose row is written once; nothing of other lists."""
        label = GROUPS.get(path.name.split(".")[0].casefold(), "")
        slug = make_slug(label) if label else ""
        if slug and slug not in self._groups:
            self._groups.add(slug)
            cells = {"id": slug, "type": "BodyGroup", "tier": "local", "it_role": "none"}
            self.write("bodies", cells | {"label": label}, path.name.split(".")[0])
        return slug


def _digest(*words: str) -> bytes:
    """Return what some words are known by, in less room than they take."""
    return blake2b("\n".join(words).encode(), digest_size=10).digest()


def _kind_of_event(ended: int, heirs: int, is_gained: bool) -> str:
    """Return what a change is called, of how many into how many, of which one was there before."""
    if heirs > 1:
        return "Split"
    return "Absorption" if is_gained else "Merger" if ended > 1 else "Replacement"


def _leads_to(heirs: Mapping[str, Sequence[str]], start: str, end: str) -> bool:
    """Return whether one thing has come of another, at first or further hand."""
    todo, seen = [start], {start}
    while todo:
        here = todo.pop()
        if here == end:
            return True
        fresh = [one for one in heirs.get(here, ()) if one not in seen]
        seen.update(fresh)
        todo += fresh
    return False


def _join(found: Iterable[StatedSuccession]) -> Iterator[list[StatedSuccession]]:
    """Yield what is one event: several into one heir, or one into several.

    Where several became several, each that ended has an event of its own, since who followed one
    did not follow all.
    """
    of: dict[str, list[StatedSuccession]] = defaultdict(list)
    for one in found:
        of[one.before.id].append(one)
    into: dict[tuple[str, str], list[StatedSuccession]] = defaultdict(list)
    for several in of.values():
        if len(several) > 1:
            yield several
        else:
            into[several[0].after.id, several[0].date] += several
    yield from into.values()


def _rows(path: Path, fits: Any) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a file; UsageError, with the line, for one of another layout."""
    for line, row in read_rows(path):
        if not fits(row):
            raise UsageError(f"{path}:{line}: is no row like the first: {', '.join(row)[:60]}")
        yield line, row
