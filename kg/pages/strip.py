"""A life as a strip of time: names, heads, contracts, reports and events on one axis of years.

It is drawn as SVG whose places are shares of its width, so that it fits a telephone and a wide
screen, and its letters keep their size.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kg.model.dates import PartialDate, period, say

_ROW, _TICK_ROW, _HEAD = 22, 18, 20
_MOST_ROWS, _MOST_TICKS = 3, 24
_LONGEST = 140
"""Letters of what is told of a mark."""
_GAP = 0.4
"""Per cent of the width between two bars of one row."""


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


@dataclass(frozen=True, slots=True)
class Mark:
    """A bar or a tick as it is drawn; `left` and `width` in per cent, `top` in pixels."""

    left: str
    width: str
    top: int
    words: str
    title: str
    is_open: bool = False


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


def stretch(words: str, start: str, end: str) -> Stretch | None:
    """Return a stretch of time from dates as stated (EDTF); None where its beginning is no date."""
    first = _days(start)
    if first is None:
        return None
    last = _days(end)
    return Stretch(words, first[0], last[1] if last else "", period(start, end))


def moment(words: str, stated: str) -> Stretch | None:
    """Return a moment from a date as stated; None where it is none."""
    days = _days(stated)
    return Stretch(words, days[0], days[1], say(stated), is_brief=True) if days else None


def draw(lanes: Iterable[Lane]) -> Strip | None:
    """Return the strip of some lanes; None where there is too little to draw."""
    lanes = [lane for lane in lanes if lane.stretches]
    days = [day for lane in lanes for s in lane.stretches for day in (s.start, s.end) if day]
    if len(days) < 3:
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
    free = [-1.0] * _MOST_ROWS
    bars: list[Mark] = []
    ticks: dict[str, Mark] = {}
    left_out = 0
    for one in sorted(lane.stretches, key=lambda s: (s.start, s.end, s.words)):
        left = place(one.start)
        title = f"{one.words}, {one.when}" if one.when else one.words
        if one.is_brief:
            key = _share(left)
            if key in ticks:
                title = f"{ticks[key].title}; {title}"
            elif len(ticks) == _MOST_TICKS:
                left_out += 1
                continue
            ticks[key] = Mark(key, "", 0, "", _short(title))
            continue
        width = max(0.8, (place(one.end) if one.end else left + 1.6) - left)
        row = next((n for n, end in enumerate(free) if end <= left), None)
        if row is None:
            left_out += 1
            continue
        free[row] = left + width + _GAP
        y = top + _HEAD + row * _ROW
        bars.append(Mark(_share(left), _share(width), y, one.words, title, not one.end))
    rows = sum(end >= 0 for end in free)
    y = top + _HEAD + rows * _ROW
    marks = tuple(Mark(m.left, "", y + 8, "", m.title) for m in ticks.values())
    height = _HEAD + rows * _ROW + (_TICK_ROW if marks else 0) + 4
    return Band(lane.name, top + 13, tuple(bars), marks, left_out), height


def _short(title: str) -> str:
    return title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1]}…"


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
