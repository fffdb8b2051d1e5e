"""The legacy CSV files of the Organisation Data Service: no header, codes first.

`etr`, `eccg` and their like list organisations; `succ` and `succarc` say who followed whom. The day
on which a code was opened is no birth, and a code passes to heirs. Closing days are the last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from kg.errors import TableErrors
from kg.ingest.match import Sought
from kg.ingest.proposals import Proposal
from kg.ingest.registers.drafts import (
    Cells,
    Drafts,
    Linked,
    Register,
    after,
    in_title_case,
    life_of,
    read_day,
    reject,
)
from kg.ingest.registers.opening import read_rows
from kg.ingest.registers.successions import StatedSuccession, draft_successions

KINDS = ("Body", "Unit")
"""What an organisation of the register may be here."""
SCHEME = "ods"
_CODE = re.compile(r"[A-Z0-9]{3,8}")
_DAY = re.compile(r"\d{8}|")
_LEAST, OPEN, CLOSE = 12, 10, 11
"""Columns that a list of organisations has at the least, and where its two days stand."""
_MEMBERSHIP = 6
"""Columns of a row that says who was a part of whom: two codes, a kind, two days, a mark."""
ABBREVIATIONS = frozenset(("nhs", "ccg", "icb", "nhsft", "uk", "it"))


def read(paths: Sequence[Path], drafts: Drafts) -> Iterator[Proposal]:
    """Yield the codes, names, ends and successions that some files say."""
    for path in paths:
        rows = read_rows(path)
        first = next(rows, None)
        if first is None:
            raise reject(path, "is empty")
        whole = chain([first], rows)
        if is_organisation(first[1]):
            yield from _organisations(path, whole, drafts)
        elif is_succession(first[1]):
            yield from draft_successions(drafts, _successions(path, whole, drafts))
        else:
            raise reject(
                path,
                f"row 1 has {len(first[1])} columns and begins '{first[1][0][:30]}'; expected a"
                " file of ODS without header: code, name, region, board, address, postcode,"
                " open, close; or old code, new code, reason, date",
            )


def is_organisation(row: list[str]) -> bool:
    """Return whether a row is of a list of organisations."""
    return len(row) >= _LEAST and bool(
        _CODE.fullmatch(row[0]) and row[1] and _DAY.fullmatch(row[OPEN]) and _DAY.fullmatch(
            row[CLOSE]
        )
    )  # fmt: skip


def is_membership(row: list[str]) -> bool:
    """Return whether a row says from when until when one organisation was a part of another."""
    return (
        len(row) == _MEMBERSHIP
        and all(_CODE.fullmatch(code) for code in row[:2])
        and all(_DAY.fullmatch(day) for day in row[3:5])
    )


def is_succession(row: list[str]) -> bool:
    """Return whether a row says that one organisation followed another."""
    return (
        4 <= len(row) < _MEMBERSHIP
        and all(_CODE.fullmatch(code) for code in row[:2])
        and bool(row[3] and _DAY.fullmatch(row[3]))
    )


def _organisations(
    path: Path, rows: Iterator[tuple[int, list[str]]], drafts: Drafts
) -> Iterator[Proposal]:
    problems = []
    for line, row in rows:
        if not is_organisation(row):
            problems.append(f"{path}:{line}: is no row of ODS: {', '.join(row)[:60]}")
            continue
        code, name = row[0], row[1]
        start = read_day(row[OPEN], f"{path}:{line}")
        end = after(read_day(row[CLOSE], f"{path}:{line}"))
        sought = Sought(name, KINDS, life_of(start, end), (SCHEME, code))
        linked = drafts.link(sought)
        if linked.id or linked.candidates:
            quote = f"{code}, {name}, open {row[OPEN]}, close {row[CLOSE] or 'none'}"
            yield drafts.code(linked, SCHEME, code, (start, end), code, quote)
            yield from _more(drafts, linked, end, code, quote)
    if problems:
        raise TableErrors(problems)


def _more(drafts: Drafts, linked: Linked, end: str, code: str, quote: str) -> Iterator[Proposal]:
    """Yield what else a row says of a body that is known: another name, and its end."""
    if not linked.id:
        return
    if linked.how == "stem":
        name = in_title_case(linked.name, ABBREVIATIONS)
        cells: Cells = {"entity": linked, "name": name, "kind": "Alias"}
        yield drafts.draft("names", code, quote, cells)
    if end:
        yield drafts.draft("bodies", code, quote, {"id": linked.id, "end": end})


def _successions(
    path: Path, rows: Iterator[tuple[int, list[str]]], drafts: Drafts
) -> Iterator[StatedSuccession]:
    problems = []
    for line, row in rows:
        if not is_succession(row):
            problems.append(f"{path}:{line}: is no row of successions: {', '.join(row)[:60]}")
            continue
        old, new, reason, day = row[:4]
        date = read_day(day, f"{path}:{line}")
        quote = f"{old} to {new}, reason {reason or 'none'}, {day}"
        before, heir = (link_code(drafts, code, date) for code in (old, new))
        yield StatedSuccession(before, heir, date, f"{old} {new}", quote)
    if problems:
        raise TableErrors(problems)


def link_code(drafts: Drafts, code: str, day: str, name: str = "") -> Linked:
    """Return what a code meant about a day on which somebody followed somebody."""
    found = drafts.matcher.bearer(SCHEME, code, day)
    return Linked(name or f"{SCHEME}:{code}", found.id, found.how, found.candidates)


REGISTER = Register(
    "ods",
    "NHS organisations and successions (ODS, legacy CSV)",
    "etr.csv, eccg.csv, succ.csv, succarc.csv and others without header",
    read,
)
