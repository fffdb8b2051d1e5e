"""The ministers database of the Institute for Government: its tables, as CSV files in one folder.

Its ends are the day on which the next began, or the day before; they are kept as they stand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.errors import UsageError
from kg.ingest.proposals import Proposal
from kg.ingest.registers.drafts import Drafts, Register, read_day
from kg.ingest.registers.ministers import HeldOffice, Ministers
from kg.ingest.registers.opening import read_records

_TABLES = {
    "appointment": ("id", "person_id", "post_id", "start_date", "end_date"),
    "person": ("id", "name"),
    "post": ("id", "organisation_id", "name"),
    "organisation": ("id", "name"),
}
"""The tables that are needed, with their columns."""
_MORE = {"appointment_characteristics": ("appointment_id", "is_acting")}

Records = list[tuple[int, dict[str, str]]]


def read(paths: Sequence[Path], drafts: Drafts) -> Iterator[Proposal]:
    """Yield the tenures of ministers."""
    files = _files(paths)
    tables = {name: list(read_records(files[name], columns)) for name, columns in _TABLES.items()}
    posts = {row["id"]: row for _, row in tables["post"]}
    bodies = {row["id"]: row["name"] for _, row in tables["organisation"]}
    names = _names(tables["person"])
    acting = _acting(files)
    ministers = Ministers(drafts)
    for line, row in tables["appointment"]:
        post, place = posts.get(row["post_id"]), f"{files['appointment']}:{line}"
        if post is None or row["person_id"] not in names:
            raise UsageError(f"{place}: names a post or person that no other table has")
        start, end = (read_day(row.get(name, ""), place) for name in ("start_date", "end_date"))
        office = HeldOffice(
            _at_the_time(names[row["person_id"]], start),
            post["name"],
            bodies.get(post["organisation_id"], ""),
            start,
            end,
            row["id"],
            row["id"] in acting,
        )
        yield from ministers.draft(office)


def _files(paths: Sequence[Path]) -> dict[str, Path]:
    """Return the files of the tables, of a folder or as named one by one."""
    listed = [
        f for path in paths for f in (sorted(path.glob("*.csv")) if path.is_dir() else [path])
    ]
    wanted = (*_TABLES, *_MORE)
    found = {path.stem: path for path in listed if path.stem in wanted}
    missing = [f"{name}.csv" for name in _TABLES if name not in found]
    if missing:
        raise UsageError(f"{paths[0]}: lacks {', '.join(missing)}; name the folder of all tables")
    return found


def _names(rows: Records) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    for _, row in rows:
        found[row["id"]].append(row)
    return found


def _at_the_time(rows: list[dict[str, str]], day: str) -> list[str]:
    """Return the names of a person, those borne on a day first."""

    def was_borne(row: dict[str, str]) -> bool:
        start, end = row.get("start_date", ""), row.get("end_date", "")
        return start <= day and (not end or day < end)

    ordered = sorted(rows, key=lambda row: not was_borne(row))
    shown = (name for row in ordered for name in (row["name"], row.get("display_name", "")) if name)
    return list(dict.fromkeys(shown))


def _acting(files: dict[str, Path]) -> set[str]:
    """Return the appointments in which somebody only acted."""
    path = files.get("appointment_characteristics")
    if path is None:
        return set()
    rows = read_records(path, _MORE["appointment_characteristics"])
    return {row["appointment_id"] for _, row in rows if row["is_acting"] in ("1", "true", "True")}


REGISTER = Register(
    "ifg", "Ministers (Institute for Government)",
    "the folder of its tables: appointment, person, post and organisation", read,
)  # fmt: skip
