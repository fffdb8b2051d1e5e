"""The basic data of companies that Companies House publishes, as CSV.

Headers have leading blanks. A previous name is dated by the day on which it was given up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from kg.ingest.match import Sought
from kg.ingest.proposals import Proposal
from kg.ingest.registers.drafts import (
    Cells,
    Drafts,
    Linked,
    Register,
    in_title_case,
    life_of,
    read_day,
)
from kg.ingest.registers.opening import read_records

SCHEME = "companies-house"
_COLUMNS = ("CompanyName", "CompanyNumber", "IncorporationDate", "DissolutionDate")
_KINDS = ("Company", "Body")
_PREVIOUS = 10
_SAME = 100.0
"""Likeness of what is offered of millions of companies: the same name alone."""


def read(paths: Sequence[Path], drafts: Drafts) -> Iterator[Proposal]:
    """Yield the numbers, days and former names of companies that the record knows."""
    for path in paths:
        for line, row in read_records(path, _COLUMNS):
            name, number = row["CompanyName"], row["CompanyNumber"].zfill(8)
            sought = Sought(name, _KINDS, (None, None), (SCHEME, number))
            linked = drafts.link(sought, _SAME)
            if not linked.id and not linked.candidates:
                continue
            place = f"{path}:{line}"
            start, end = (
                read_day(row.get(c) or "", place) for c in ("IncorporationDate", "DissolutionDate")
            )
            linked = drafts.link(Sought(name, _KINDS, life_of(start, end), (SCHEME, number)), _SAME)
            quote = f"{name} ({number}), {start or '?'} to {end or 'now'}"
            yield drafts.code(linked, SCHEME, number, (start, end), number, quote)
            if linked.id:
                for column, day in (("start", start), ("end", end)):
                    if day:
                        cells = {"id": linked.id, column: day}
                        yield drafts.draft("bodies", number, quote, cells)
                yield from _former(linked, row, start, number, place, drafts)


def _former(
    linked: Linked, row: Mapping[str, str], born: str, number: str, place: str, drafts: Drafts
) -> Iterator[Proposal]:
    """Yield the former names; each began when the one before was given up."""
    names = []
    for i in range(1, _PREVIOUS + 1):
        name = row.get(f"PreviousName_{i}.CompanyName") or ""
        if name:
            names.append((name, read_day(row.get(f"PreviousName_{i}.CONDATE") or "", place)))
    for i, (name, end) in enumerate(names):
        start = names[i + 1][1] if i + 1 < len(names) else born
        cells: Cells = {"entity": linked, "name": in_title_case(name, {"plc", "uk", "nhs", "it"})}
        cells |= {"kind": "FormerName", "start": start, "end": end}
        quote = f"{linked.name} ({number}): {name} to {end}"
        yield drafts.draft("names", number, quote, cells)


REGISTER = Register(
    "companies-house", "Companies (Companies House)", "CSV of basic company data", read
)
