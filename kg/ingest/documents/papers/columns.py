"""The order in which what stands on a page is read: lines, columns of prose, and rows of tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

_SAME_LINE = 0.5
"""How much of its height two runs of one line share at the least."""
_GUTTER = 0.6
"""How wide a gutter is at the least, in heights of a letter."""
_RULED = 0.1
"""The same where lines are drawn."""
_NEAR = 3.0
"""Points by which lines of one cell begin apart at the most."""
_MOST_ABOVE = 4
"""Lines by which columns begin one below the other at the most."""
_LARGER = 1.12
"""Letters of a heading are larger than this, of those above it."""
_FILLED, _MOSTLY = 0.65, 0.6
"""In columns of prose, most lines fill that much of their column."""
_FEWEST = 5
"""Lines that a column of prose has at the least."""
_ALIKE = 1.6
"""How many times as wide as another a column of prose is at the most."""
_PITCH = 1.3
"""From how many usual distances on lines are of two rows or paragraphs."""
_SHARED = 0.6
"""Which part of their gaps the columns of a table share at the least."""
_ROW = 1.12
"""From how many usual distances on lines are of two rows of a table."""
_MARK = re.compile(
    r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-z]|[ivx]{1,5})[.):]?|[•▪●◦‣·–—*-]", re.IGNORECASE
)
_HEADS = re.compile(
    r"\b(recommendations?|responses?|status|number|no|ref|action|owner|date|position)\b",
    re.IGNORECASE,
)
_FEWEST_HEADS = 2


@dataclass(slots=True)
class Run:
    """Words on one line with no gap between them, from the top of the page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float


@dataclass(slots=True)
class Rules:
    """Lines that are drawn on a page: upright (x, top, bottom) and level (y, left, right)."""

    upright: list[tuple[float, float, float]] = field(default_factory=list)
    level: list[tuple[float, float, float]] = field(default_factory=list)

    def part(self, left: float, right: float, y: float) -> bool:
        """Return whether an upright line stands between two places at a height."""
        return any(left - 1 <= x <= right + 1 and top <= y <= end for x, top, end in self.upright)

    def divide(self, above: float, below: float, x: float) -> bool:
        """Return whether a level line runs between two heights at a place."""
        return any(above - 2 <= y <= below + 2 and a <= x <= b for y, a, b in self.level)

    def frames(self, row: Row) -> bool:
        """Return whether a line of words stands between upright lines."""
        y = (row[0].top + row[0].bottom) / 2
        return any(top <= y <= end and x <= row[0].left for x, top, end in self.upright)


Row = list[Run]
"""What stands on one line of a page, from left to right."""


@dataclass(slots=True)
class Flow:
    """Lines that are read one after the other: a column of prose, or all of a page."""

    lines: list[Row]


@dataclass(slots=True)
class TableRow:
    """A row of a table: the lines of each of its cells."""

    cells: list[list[Row]]


def in_rows(runs: Sequence[Run]) -> list[Row]:
    """Return runs by the lines on which they stand, from the top of a page."""
    rows: list[Row] = []
    for run in sorted(runs, key=lambda run: (run.bottom, run.left)):
        row = rows[-1] if rows else None
        if row is not None and _share(row[-1], run) >= _SAME_LINE:
            row.append(run)
        else:
            rows.append([run])
    for row in rows:
        row.sort(key=lambda run: run.left)
    return rows


def _share(one: Run, other: Run) -> float:
    both = min(one.bottom, other.bottom) - max(one.top, other.top)
    return both / max(min(one.bottom - one.top, other.bottom - other.top), 0.1)


Gutter = tuple[float, float]
_LEFT, _RIGHT = Run("", -1e6, 0, -1e6, 0, 0), Run("", 1e6, 0, 1e6, 0, 0)
"""What stands for the margins."""


def read_pages(
    pages: Iterable[tuple[Sequence[Run], Rules]],
) -> Iterator[list[Flow | TableRow]]:
    """Yield what stands on each page in the order in which it is read.

    A row of a table that a page ended goes on at the top of the next, without its first cell.
    """
    columns = _Columns()
    for runs, rules in pages:
        rows = in_rows(runs)
        held = columns.going_on(rows)
        found: list[Flow | TableRow] = []
        if held:
            found.append(TableRow(_in_cells(rows[:held], columns.gutters)))
        columns = _Columns()
        for part, its_columns in _read_order(rows[held:], rules):
            found.append(part)
            columns = its_columns
        yield found


@dataclass(slots=True)
class _Columns:
    """The columns of the table that a page ends with: the gutters, and where each cell begins."""

    gutters: list[Gutter] = field(default_factory=list)
    lefts: list[float] = field(default_factory=list)

    def going_on(self, rows: Sequence[Row]) -> int:
        """Return how many of the first lines of the next page belong to the last row."""
        count = 0
        for row in rows if self.gutters else ():
            fits = all(
                run.left >= self.gutters[0][1] - 1
                and any(abs(run.left - x) < _NEAR for x in self.lefts)
                for run in row
            )
            if not fits:
                break
            count += 1
        return count


def _read_order(rows: Sequence[Row], rules: Rules) -> Iterator[tuple[Flow | TableRow, _Columns]]:
    """Yield what stands on a page in order, each with the columns of its table, if it is of one."""
    plain: list[Row] = []
    i = 0
    while i < len(rows):
        zone, gutters = _zone(rows, i, rules)
        if zone == i:
            plain.append(rows[i])
            i += 1
            continue
        above = _above(plain, gutters)
        if len(plain) > above:
            yield Flow(plain[: len(plain) - above]), _Columns()
        plain = []
        for part in _read_zone(rows[i - above : zone], gutters, rules):
            lefts = []
            if isinstance(part, TableRow):
                lefts = [min(line[0].left for line in cell) for cell in part.cells if cell]
            yield part, _Columns(gutters if lefts else [], lefts)
        i = zone
    if plain:
        yield Flow(plain), _Columns()


def _zone(rows: Sequence[Row], begin: int, rules: Rules) -> tuple[int, list[Gutter]]:
    """Return where a zone of lines that leave the same gutters free ends; 0 lines are none."""
    gutters: list[Gutter] = []
    framed = rules.frames(rows[begin])
    end = split = begin
    for i in range(begin, len(rows)):
        row = rows[i]
        if rules.frames(row) != framed or (i > begin and _is_heading(row, rows[i - 1])):
            break
        least = (_RULED if framed else _GUTTER) * row[0].size
        if i == begin:
            ends = [*([_LEFT] if framed else []), *row, *([_RIGHT] if framed else [])]
            gaps = ((a.right, b.left) for a, b in pairwise(ends))
            kept = [gap for gap in gaps if _is_gutter(gap, row, least, rules)]
        else:
            kept = _common(gutters, row, least)
        if len(kept) <= 2 * framed and (i == begin or not framed):
            break
        gutters = kept
        if len(row) > 1:
            split = i
        end = i + 1
    if framed:
        gutters = gutters[1:-1]
    if not gutters or (split == begin and not framed):
        return begin, []
    pitch = _pitch(rows[begin : split + 1])
    last = split + 1  # lines of one column may follow the last line that both have
    while last < end and (
        framed or rows[last][0].top - max(run.top for run in rows[last - 1]) < _PITCH * pitch
    ):
        last += 1
    return last, gutters


def _is_gutter(gap: Gutter, row: Row, least: float, rules: Rules) -> bool:
    """Return whether a gap parts columns: by its width, or narrow with a line drawn in it."""
    width = gap[1] - gap[0]
    middle = (row[0].top + row[0].bottom) / 2
    return width >= _GUTTER * row[0].size or (width >= least and rules.part(*gap, middle))


def _above(plain: Sequence[Row], gutters: Sequence[Gutter]) -> int:
    """Return how many lines above a zone belong to it: those that begin a column further right."""
    least = 0
    for count, row in enumerate(reversed(plain), start=1):
        is_within = all(
            run.right <= left + 1 or run.left >= right - 1 for run in row for left, right in gutters
        )
        if not is_within or count > _MOST_ABOVE:
            break
        if row[-1].left >= gutters[0][1] - 1:
            least = count
    return least


def _is_heading(row: Row, before: Row) -> bool:
    return len(row) == 1 and row[0].size > _LARGER * min(run.size for run in before)


def _common(gutters: Sequence[Gutter], row: Row, least: float) -> list[Gutter]:
    """Return what a line leaves of gutters."""
    found: list[Gutter] = []
    for left, right in gutters:
        parts = [(left, right)]
        for run in row:
            parts = [
                piece
                for a, b in parts
                for piece in ((a, min(b, run.left)), (max(a, run.right), b))
                if piece[1] - piece[0] >= least
            ]
        found += dict.fromkeys(parts)
    return found


def _pitch(rows: Sequence[Row]) -> float:
    """Return the usual distance of lines."""
    steps = [b[0].top - a[0].top for a, b in pairwise(rows)]
    size = median(run.size for row in rows for run in row)
    near = [step for step in steps if 0.5 * size < step < 2.2 * size]
    return median(near) if near else 1.25 * size


def _read_zone(
    rows: Sequence[Row], gutters: Sequence[Gutter], rules: Rules
) -> Iterator[Flow | TableRow]:
    columns = _in_cells(rows, gutters)
    if len(columns) == 2 and all(_MARK.fullmatch(_words(line)) for line in columns[0]):
        yield Flow([list(row) for row in rows])  # numbers that hang beside their paragraphs
    elif not rules.frames(rows[0]) and _is_prose(rows, columns):
        for column in columns:
            yield Flow(column)
    else:
        yield from _table(rows, gutters, rules)


def _in_cells(rows: Sequence[Row], gutters: Sequence[Gutter]) -> list[list[Row]]:
    """Return the lines of each column."""
    columns: list[list[Row]] = [[] for _ in range(len(gutters) + 1)]
    for row in rows:
        for i, cell in enumerate(_cells(row, gutters)):
            if cell:
                columns[i].append(cell)
    return columns


def _cells(row: Row, gutters: Sequence[Gutter]) -> list[Row]:
    cells: list[Row] = [[] for _ in range(len(gutters) + 1)]
    for run in row:
        cells[sum(run.left >= right - 1 for _, right in gutters)].append(run)
    return cells


def _words(row: Row) -> str:
    return " ".join(run.text for run in row)


def _is_prose(rows: Sequence[Row], columns: Sequence[Sequence[Row]]) -> bool:
    """Return whether columns are of prose, each read to its end, rather than of a table."""
    if not 2 <= len(columns) <= 3 or min(map(len, columns)) < _FEWEST:
        return False
    if (
        len(set(m.casefold() for row in rows[:2] for m in _HEADS.findall(_words(row))))
        >= _FEWEST_HEADS
    ):
        return False
    widths = []
    for column in columns:
        left = min(line[0].left for line in column)
        width = max(line[-1].right for line in column) - left
        widths.append(width)
        full = sum(line[-1].right - left >= _FILLED * width for line in column)
        if full < _MOSTLY * len(column):
            return False
    if max(widths) > _ALIKE * min(widths):
        return False
    return not _begin_together(columns)


def _begin_together(columns: Sequence[Sequence[Row]]) -> bool:
    """Return whether what begins after a gap in one column mostly does so in another: a table."""
    pitch = min(_pitch(column) for column in columns)
    begins = [
        [b[0].top for a, b in pairwise(column) if b[0].top - a[0].top > _PITCH * pitch]
        for column in columns
    ]
    fewest, *others = sorted(begins, key=len)
    near = _SAME_LINE * pitch
    shared = sum(any(abs(x - y) < near for other in others for y in other) for x in fewest)
    return shared > 1 and shared >= _SHARED * len(fewest)


def _table(rows: Sequence[Row], gutters: Sequence[Gutter], rules: Rules) -> Iterator[TableRow]:
    """Yield the rows of a table, with the lines of each cell."""
    begins = [0, *_begins(rows, gutters, rules), len(rows)]
    for a, b in pairwise(begins):
        yield TableRow(_in_cells(rows[a:b], gutters))


def _begins(rows: Sequence[Row], gutters: Sequence[Gutter], rules: Rules) -> list[int]:
    """Return the lines with which rows of a table begin, after its first.

    They begin below a drawn line, or after a gap in all columns, or else with a number.
    """
    pitch = _pitch(rows)
    ruled, spaced, numbered = [], [], []
    for i in range(1, len(rows)):
        above, below = max(run.bottom for run in rows[i - 1]), min(run.top for run in rows[i])
        if rules.divide(min(above, below), max(above, below), rows[i][0].left):
            ruled.append(i)
        if rows[i][0].top - max(run.top for run in rows[i - 1]) > _ROW * pitch:
            spaced.append(i)
        first = _cells(rows[i], gutters)[0]
        if first and _MARK.fullmatch(_words(first)):
            numbered.append(i)
    if ruled:
        return ruled
    return spaced if len(spaced) >= len(numbered) else numbered
