"""A lineage in a frame: lives as bars on a time axis, and who followed whom, drawn in SVG.

What the picture shows stands below it in words, with the sources.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.api import Graph
from kg.history.trees import Lineage
from kg.index.entries import Link
from kg.model.dates import PartialDate, period, say
from kg.model.lines import shorten
from kg.serve.embedding.framed import frame, link
from kg.serve.plain_page import as_text

_MOST = 60
"""Things that are drawn; the nearest to the root come first."""
_WIDTH, _ROW, _TOP, _SIDE = 800.0, 34.0, 28.0, 12.0
_BAR = 9.0
_LETTER, _LETTERS = 7.2, 100
"""How wide a letter is at the most, and how many a line holds."""


@dataclass(frozen=True, slots=True)
class _Life:
    """When a thing was, in years; whether both ends are known."""

    id: str
    label: str
    words: str
    start: float
    end: float
    is_begun: bool
    is_ended: bool


def view_lineage(graph: Graph, name: str) -> str:
    """Return the view of a lineage; UnknownEntity for a name that nothing has."""
    line = graph.lineage(name)
    label = line.labels.get(line.root) or line.root
    head = f"<h1>{link(line.root, label)}: what came before and after</h1>"
    if not line.up and not line.down:
        return frame(graph, label, f"{head}<p>Nothing is known to have come before or after.</p>")
    steps = [*line.up, *line.down]
    near = list(dict.fromkeys([line.root, *(end for s in steps for end in (s.before, s.after))]))
    drawn = near[:_MOST]
    more = len(near) - len(drawn)
    note = f"<p>{more} more are not drawn.</p>" if more > 0 else ""
    words = "".join(_step(step, line) for step in steps)
    picture = draw_lineage(line, drawn, f"{label}: what came before and after")
    return frame(graph, label, f"{head}<figure tabindex=0>{picture}</figure>{note}<ul>{words}</ul>")


def draw_lineage(line: Lineage, drawn: Sequence[str], title: str) -> str:
    """Return the picture as SVG: a bar for each life, a line where one took over from another."""
    steps = [s for s in (*line.up, *line.down) if s.before in drawn and s.after in drawn]
    lives = sorted(_lives(line, drawn, steps), key=lambda life: (life.start, life.end, life.id))
    first = min(life.start for life in lives)
    last = max(max(life.end for life in lives), first + 1)
    scale = (_WIDTH - 2 * _SIDE) / (last - first)

    def x(year: float) -> float:
        return round(_SIDE + (year - first) * scale, 1)

    rows = {life.id: _TOP + _ROW * n for n, life in enumerate(lives)}
    height = _TOP + _ROW * len(lives) + 8
    parts = [_axis(first, last, x, height)]
    by_id = {life.id: life for life in lives}
    for step in steps:
        before, after = by_id[step.before], by_id[step.after]
        at = x(_year(step.date) or before.end)
        parts.append(
            f'<path d="M{at} {rows[before.id] + 22:g}V{rows[after.id] + 22:g}" class="step"/>'
        )
    parts += [_bar(life, rows[life.id], x, life.id == line.root) for life in lives]
    return (
        f'<svg viewBox="0 0 {_WIDTH:g} {height:g}" role="img" width="100%" '
        f'xmlns="http://www.w3.org/2000/svg"><title>{as_text(title)}</title>'
        f"<style>{_STYLE}</style>{''.join(parts)}</svg>"
    )


_STYLE = (
    "svg{min-width:36rem}text{font:13px system-ui,sans-serif;fill:currentColor;"
    "paint-order:stroke;stroke:var(--paper);stroke-width:3px}.bar{fill:#41729f}.root{fill:#b4531a}"
    ".open{stroke:currentColor;stroke-dasharray:2 3}.step{stroke:currentColor;fill:none;"
    "stroke-opacity:.6}.grid{stroke:currentColor;stroke-opacity:.18}"
)


def _lives(line: Lineage, drawn: Iterable[str], steps: Sequence[Link]) -> Iterable[_Life]:
    """Yield the lives, where an end is not known as far as the steps show it."""
    years = [year for step in steps if (year := _year(step.date)) is not None]
    known = [
        y for id in drawn for text in line.lives.get(id, ("", "")) if (y := _year(text)) is not None
    ]
    latest = max((*years, *known), default=2000.0) + 2
    for id in drawn:
        begun, ended = line.lives.get(id, ("", ""))
        start, end = _year(begun), _year(ended)
        came = [y for s in steps if s.after == id and (y := _year(s.date)) is not None]
        went = [y for s in steps if s.before == id and (y := _year(s.date)) is not None]
        first = start if start is not None else min((*came, *went, end or latest)) - 1
        over = end if end is not None else max((*went, first + 1)) if went else latest
        words = period(begun, ended)
        label = line.labels.get(id) or id
        yield _Life(id, label, words, first, max(over, first), start is not None, end is not None)


def _year(text: str) -> float | None:
    """Return a date as a number of years, None for what is none or has no bounds."""
    try:
        days = PartialDate.parse(text).days if text else None
    except ValueError:
        return None
    return days.earliest.year + (days.earliest.timetuple().tm_yday - 1) / 366 if days else None


def _axis(first: float, last: float, x: object, height: float) -> str:
    assert callable(x)
    step = next((s for s in (1, 2, 5, 10, 20) if (last - first) / s <= 10), 50)
    years = [y for y in range(int(first) // step * step, int(last) + 2, step) if first <= y <= last]
    return "".join(
        f'<path d="M{x(y)} 16V{height:g}" class="grid"/>'
        f'<text x="{min(x(y), _WIDTH - 18)}" y="12" text-anchor="middle">{y}</text>'
        for y in years
    )


def _bar(life: _Life, top: float, x: object, is_root: bool) -> str:
    assert callable(x)
    left, right = x(life.start), x(life.end)
    wide = max(right - left, 2)
    name = "root" if is_root else "bar"
    text = shorten(life.label + (f" ({life.words})" if life.words else ""), _LETTERS)
    fits = left + _LETTER * len(text) < _WIDTH
    place = f'x="{left}"' if fits else f'x="{_WIDTH - _SIDE}" text-anchor="end"'
    words = as_text(text)
    opens = [] if life.is_begun else [left]
    opens += [] if life.is_ended else [left + wide]
    marks = "".join(f'<path d="M{at:g} {top + 15:g}v14" class="open"/>' for at in opens)
    return (
        f'<text {place} y="{top + 12:g}">{words}</text>'
        f'<rect x="{left}" y="{top + 18:g}" width="{wide:g}" height="{_BAR:g}" class="{name}"/>'
        f"{marks}"
    )


def _step(step: Link, line: Lineage) -> str:
    before, after = (line.labels.get(end) or end for end in (step.before, step.after))
    laws = f", under {', '.join(step.laws)}" if step.laws else ""
    said = as_text("; ".join(step.sources))
    sources = f"<br><small>sources: {said}</small>" if said else ""
    when = f"{say(step.date)}: " if step.date else ""
    return (
        f"<li>{as_text(when)}{link(step.before, before)} → {link(step.after, after)}: "
        f"{as_text(step.event + laws)}{sources}</li>"
    )
