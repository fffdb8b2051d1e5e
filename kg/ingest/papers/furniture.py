"""Headers, footers and page numbers, told by their place; and footnotes, told by their size."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median

from kg.ingest.papers.columns import Row, Rules, Run, in_rows
from kg.ingest.papers.marks import is_page_number, sameness

_EDGE = 3
"""Lines at either end of a page that may be furniture."""
_MARGIN = 0.14
"""The share of the page's height, at either end, in which furniture stands."""
_NEAR = 4.0
"""Points by which the same piece of furniture stands elsewhere on another page at the most."""
_FEWEST, _RECURS = 2, 3
"""Pages on which furniture stands at the least, in a document of two and in any other."""
_APART = 1.35
"""How far, in heights of a letter, furniture stands from the text at the least."""
_SMALL = 0.9
"""Footnotes are smaller than this, of the size of the text."""
_NOTE = re.compile(r"(?:\d{1,3}|[*†‡§])\s*\S")


@dataclass(slots=True)
class PageLayout:
    """A page: its number, its height, the runs and rules on it, and its footnotes."""

    number: int
    height: float
    runs: list[Run]
    rules: Rules = field(default_factory=Rules)
    notes: list[Row] = field(default_factory=list)


def without_furniture(sheets: Sequence[PageLayout]) -> list[PageLayout]:
    """Return pages without their furniture, and with their footnotes apart."""
    held = [(sheet, in_rows(sheet.runs)) for sheet in sheets]
    seen: Counter[tuple[str, int]] = Counter()
    for sheet, rows in held:
        groups = (group for end in _ends(sheet, rows) for group in end)
        seen.update({key for group in groups for row in group for key in _keys(row, sheet.number)})
    least = max(_FEWEST, min(_RECURS, len(sheets)))
    sizes = [run.size for sheet in sheets for run in sheet.runs for _ in range(len(run.text) // 10)]
    usual = median(sizes) if sizes else 0.0
    found = []
    for sheet, rows in held:
        cut: set[int] = set()
        for end in _ends(sheet, rows):
            for group in end:
                if not all(_recurs(row, sheet.number, seen, least) for row in group):
                    break
                cut |= set(map(id, group))
        kept = [row for row in rows if id(row) not in cut]
        notes = _notes(kept, usual)
        runs = [run for row in kept[: len(kept) - notes] for run in row]
        found.append(
            PageLayout(sheet.number, sheet.height, runs, sheet.rules, kept[len(kept) - notes :])
        )
    return found


def _ends(sheet: PageLayout, rows: Sequence[Row]) -> Iterator[list[list[Row]]]:
    """Yield what may be furniture at either end of a page: groups of lines, the outermost first."""
    for order in (rows, rows[::-1]):
        groups: list[list[Row]] = []
        group: list[Row] = []
        for i, row in enumerate(order[:_EDGE]):
            middle = (row[0].top + row[0].bottom) / 2
            if _MARGIN * sheet.height < middle < (1 - _MARGIN) * sheet.height:
                break
            group.append(row)
            following = order[i + 1] if i + 1 < len(order) else None
            if following is None or _distance(row, following) > _APART * row[0].size:
                groups.append(group)
                group = []
        yield groups


def _distance(one: Row, other: Row) -> float:
    return abs(one[0].bottom - other[0].bottom)


def _keys(row: Row, page: int) -> Iterator[tuple[str, int]]:
    """Yield what furniture is known by, in two ways so that none falls between places."""
    place = row[0].bottom / _NEAR
    for words in sameness(" ".join(run.text for run in row), page):
        yield words, int(place)
        yield words, -int(place + 0.5) - 1


def _recurs(row: Row, page: int, seen: Counter[tuple[str, int]], least: int) -> bool:
    is_number = is_page_number(" ".join(run.text for run in row))
    return is_number or max(seen[key] for key in _keys(row, page)) >= least


def _notes(rows: Sequence[Row], usual: float) -> int:
    """Return how many of the last lines of a page are footnotes."""
    count = 0
    for row in reversed(rows):
        if max(run.size for run in row) > _SMALL * usual:
            break
        count += 1
    while count and not _NOTE.match(" ".join(run.text for run in rows[len(rows) - count])):
        count -= 1
    return count if count < len(rows) else 0
