"""A life as a strip of time: names, heads, contracts, reports and events on one axis of years.

It is drawn as SVG whose places are shares of its width, so that it fits a telephone and a wide
screen, and its letters keep their size.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kg.model.dates import OPEN, PartialDate, period, say

_ROW, _TICK_ROW, _HEAD = 22, 18, 20
"""Pixels of a row of bars, of the row of ticks, and of the name of a band."""
_MOST_ROWS, _MOST_BARS, _MOST_TICKS = 4, 12, 24
_FEWEST_DRAWN = 3
"""Stretches and moments, each of other days, that are worth a strip."""
_LONGEST, _IN_BAR = 90, 60
"""Letters of what is told of a mark, and of what stands in a bar."""
_GAP, _THIN, _NARROW, _LETTER = 0.4, 0.8, 5.0, 1.0
"""Per cent of the width: between bars, of the thinnest bar, of one that has no room for words, and
of a letter on a wide screen."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time, or a moment where it is `brief`: days as ISO, dates as stated.

    Without an `end` it is not known when it ended.
    """

    words: str
    start: str
    end: str
    when: str
    is_brief: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """What is drawn in one band of the strip."""

    name: str
    stretches: tuple[Stretch, ...]
    is_chief: bool = False
    """Whether all that has room is drawn; else the longest."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A bar or a tick as it is drawn; `left` and `width` in per cent, `top` in pixels."""

    left: str
    width: str
    top: int
    words: str
    title: str
    is_open: bool = False
    spills: bool = False
    """Whether its words may go beyond it on a wide screen: nothing follows there."""


@dataclass(frozen=True, slots=True)
class Band:
    """A lane as it is drawn: where its name stands, its bars and its ticks."""

    name: str
    top: int
    bars: tuple[Mark, ...]
    ticks: tuple[Mark, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class Strip:
    """A strip as it is drawn; `years` are the years of the axis with their places."""

    height: int
    first: int
    last: int
    years: tuple[tuple[int, str], ...]
    bands: tuple[Band, ...]

    @property
    def has_open(self) -> bool:
        """Whether it draws what has no known end."""
        return any(mark.is_open for band in self.bands for mark in band.bars)


def stretch(words: str, start: str, end: str, now: date | None) -> Stretch | None:
    """Return a stretch of time from dates as stated (EDTF); None where its beginning is no date.

    What goes on is drawn to the day that counts as now.
    """
    first = _days(start)
    if first is None:
        return None
    last = (str(now), str(now)) if end == OPEN and now is not None else _days(end)
    return Stretch(words, first[0], max(first[0], last[1]) if last else "", period(start, end))


def moment(words: str, stated: str) -> Stretch | None:
    """Return a moment from a date as stated; None where it is none."""
    days = _days(stated)
    return Stretch(words, days[0], days[1], say(stated), is_brief=True) if days else None


def draw(lanes: Iterable[Lane]) -> Strip | None:
    """Return the strip of some lanes; None where there is too little to draw."""
    lanes = [lane for lane in lanes if lane.stretches]
    days = [day for lane in lanes for s in lane.stretches for day in (s.start, s.end) if day]
    if len({(s.start, s.end) for lane in lanes for s in lane.stretches}) < _FEWEST_DRAWN:
        return None
    first, last = int(min(days)[:4]), int(max(days)[:4]) + 1
    begin, length = date(first, 1, 1).toordinal(), max(1, last - first) * 365.25

    def at(day: str) -> float:
        return min(100.0, max(0.0, (date.fromisoformat(day).toordinal() - begin) / length * 100))

    bands, top = [], 26
    for lane in lanes:
        band, height = _draw_band(lane, top, at)
        bands.append(band)
        top += height
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 1000) if (last - first) / step <= 8)
    marked = range(first + -first % step, last, step)
    years = tuple((year, _share(at(f"{year:04}-01-01"))) for year in marked)
    return Strip(top + 4, first, last - 1, years, tuple(bands))


def _draw_band(lane: Lane, top: int, place: Callable[[str], float]) -> tuple[Band, int]:
    """Return a lane as it is drawn below some pixels, and how many it takes."""
    bars, rows = _draw_bars(lane, top + _HEAD, place)
    y = top + _HEAD + rows * _ROW
    ticks = _draw_ticks(lane, y + 8, place)
    left_out = sum(not one.is_brief for one in lane.stretches) - len(bars)
    height = _HEAD + rows * _ROW + (_TICK_ROW if ticks else 0) + 4
    return Band(lane.name, top + 13, bars, ticks, left_out), height


def _draw_bars(lane: Lane, top: int, place: Callable[[str], float]) -> tuple[tuple[Mark, ...], int]:
    """Return the bars of a lane, each in the first row with room for it, and how many rows."""
    long = [one for one in lane.stretches if not one.is_brief]
    if not lane.is_chief:
        long = sorted(long, key=lambda one: (-_length(one), one.start, one.words))[:_MOST_BARS]
    free = [-1.0] * _MOST_ROWS
    rows: list[list[tuple[float, float, Stretch]]] = [[] for _ in free]
    for one in sorted(long, key=lambda one: (one.start, one.end, one.words)):
        left = place(one.start)
        width = max(_THIN, (place(one.end) if one.end else left + 2 * _THIN) - left)
        row = next((n for n, end in enumerate(free) if end <= left), None)
        if row is None:
            continue
        free[row] = left + width + _GAP
        rows[row].append((left, width, one))
    bars = [bar for n, row in enumerate(rows) for bar in _draw_row(row, top + n * _ROW)]
    return tuple(bars), sum(end >= 0 for end in free)


def _draw_row(row: Sequence[tuple[float, float, Stretch]], top: int) -> Iterator[Mark]:
    """Yield the bars of a row; words too long for one go on as far as nothing follows."""
    following = [left for left, _, _ in row[1:]] + [100.0]
    for (left, width, one), end in zip(row, following, strict=False):
        words = one.words[:_IN_BAR]
        spills = width < _LETTER * len(words) < end - left
        words = words if spills or width >= _NARROW else ""
        title = _say(one.words, one.when)
        yield Mark(_share(left), _share(width), top, words, title, not one.end, spills)


def _draw_ticks(lane: Lane, y: int, place: Callable[[str], float]) -> tuple[Mark, ...]:
    """Return the moments of a lane; those that fall together share a tick."""
    told: dict[str, list[str]] = {}
    for one in sorted(lane.stretches, key=lambda one: (one.start, one.words)):
        if one.is_brief:
            told.setdefault(_share(place(one.start)), []).append(_say(one.words, one.when))
    marks = []
    for left, words in told.items():
        more = f"; {len(words) - 1} more" if len(words) > 1 else ""
        marks.append(Mark(left, "", y, "", words[0] + more))
    return tuple(marks[:: -(-len(marks) // _MOST_TICKS) or 1])


def _say(words: str, when: str) -> str:
    short = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
    return f"{short}, {when}" if when else short


def _length(one: Stretch) -> int:
    """Return how many days a stretch is known to have lasted."""
    return (date.fromisoformat(one.end) - date.fromisoformat(one.start)).days if one.end else 0


def _share(value: float) -> str:
    return f"{value:.1f}%"


def _days(stated: str) -> tuple[str, str] | None:
    try:
        days = PartialDate.parse(stated).days
    except ValueError:
        return None
    return (days.earliest.isoformat(), days.latest.isoformat()) if days else None


def names(lanes: Sequence[Lane]) -> str:
    """Return what is drawn, in words."""
    return ", ".join(lane.name.lower() for lane in lanes if lane.stretches)
