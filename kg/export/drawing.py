"""Draw the figures of an analysis with matplotlib, in one style for screen and paper.

Series differ by shade, dash, marker and hatch as well as by colour (Okabe and Ito, 2008), so that
they survive a black-and-white printer and colour-blind eyes; lines carry their names at their ends
instead of in a legend. SVG text stays text, and the same figure gives the same bytes. Texts are
drawn as they are, not as formulas, on one line, with nothing hidden in them.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from textwrap import fill
from typing import TYPE_CHECKING, Any

from kg.analysis.measure import Figure, FigureKind, Series
from kg.errors import MissingExtra
from kg.model.lines import make_label

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_COLOURS = ("#000000", "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#7f7f7f")
_DASHES: Any = ("-", "--", "-.", ":", (0, (5, 1)), (0, (3, 1, 1, 1)), (0, (1, 1)), (0, (8, 2)))
_MARKERS = ("o", "s", "^", "D", "v", "P", "X", "*")
_HATCHES = ("", "////", "....", "xxxx", "\\\\\\\\", "----", "++++", "oooo")
_STYLE: Any = {
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "axes.axisbelow": True,
    "grid.color": "#dddddd",
    "hatch.linewidth": 0.6,
    "svg.fonttype": "none",
    "text.parse_math": False,
    "svg.hashsalt": "nhs-it-kg",
    "figure.dpi": 100,
}
_WIDTH, _HEIGHT = 8.0, 4.5
_LEGIBLE = 30
"""Categories that fit beside each other; above that the rest would be a smear."""
_LONGEST_NAME, _LONGEST = 100, 500
"""Letters of a name in a figure, and of its title or caption."""


def draw(figure: Figure, form: str, note: str = "") -> bytes:
    """Return a figure as `svg` or `png`.

    `note` stands under the figure, after its caption: the source and the date of the data.
    Raises MissingExtra where matplotlib is not installed.
    """
    try:
        import matplotlib as mpl
        from matplotlib.figure import Figure as Canvas
    except ImportError:
        raise MissingExtra("drawing figures", "plots") from None
    with mpl.rc_context(_STYLE), warnings.catch_warnings():
        # SVG keeps a letter that the font lacks, and a name too long for its place is still whole
        warnings.filterwarnings(
            "ignore", "Glyph .* missing from font|constrained_layout not applied"
        )
        canvas = Canvas(figsize=(_WIDTH, _height(figure)), layout="constrained")
        axes = canvas.add_subplot()
        canvas.suptitle(
            fill(make_label(figure.title, _LONGEST), 74),
            x=0.01,
            ha="left",
            fontsize=12,
            fontweight="bold",
        )
        narrow = figure.kind is FigureKind.ranges  # the names of the rows take their room
        axes.set_xlabel(fill(figure.x_label, 46 if narrow else 90))
        axes.set_ylabel(figure.y_label)
        _DRAW[figure.kind](axes, [replace(s, label=_word(s.label)) for s in figure.series])
        caption = make_label(f"{figure.caption} {note}", _LONGEST)
        if caption:
            canvas.supxlabel(fill(caption, 110), x=0.01, ha="left", fontsize=8, color="#333333")
        stream = io.BytesIO()
        metadata = {"Date": None, "Creator": None} if form == "svg" else {"Software": None}
        canvas.savefig(stream, format=form, metadata=metadata)
    return stream.getvalue()


def _height(figure: Figure) -> float:
    if figure.kind is FigureKind.ranges:
        rows = max((len(s.x) for s in figure.series), default=0)
        return max(2.5, 1.6 + 0.28 * rows)
    return _HEIGHT


def _steps(axes: Axes, all_series: Sequence[Series]) -> None:
    """Survival curves: a value holds until the next one; bounds are a shaded band."""
    for i, series in enumerate(all_series):
        x, y = _known(series)
        look: dict[str, Any] = {"color": _COLOURS[i % 8], "linestyle": _DASHES[i % 8]}
        axes.step(x, y, where="post", linewidth=1.8, **look)
        if series.low and series.high:
            axes.fill_between(
                _numbers(series.x),
                _or_nan(series.low),
                _or_nan(series.high),
                step="post",
                color=_COLOURS[i % 8],
                alpha=0.12,
                linewidth=0,
            )
    axes.set_ylim(0, 1.02)
    axes.set_xlim(left=0)
    _label_ends(axes, all_series)


def _lines(axes: Axes, all_series: Sequence[Series]) -> None:
    for i, series in enumerate(all_series):
        x, y = _known(series)
        axes.plot(
            x,
            y,
            color=_COLOURS[i % 8],
            linestyle=_DASHES[i % 8],
            marker=_MARKERS[i % 8],
            markersize=3.5,
            linewidth=1.5,
        )
        if series.low and series.high:
            axes.fill_between(
                _numbers(series.x),
                _or_nan(series.low),
                _or_nan(series.high),
                color=_COLOURS[i % 8],
                alpha=0.12,
                linewidth=0,
            )
    axes.set_ylim(bottom=0)
    _label_ends(axes, all_series)


def _bars(axes: Axes, all_series: Sequence[Series]) -> None:
    categories = _categories(all_series)
    width = 0.8 / max(1, len(all_series))
    for i, series in enumerate(all_series):
        value = dict(zip(series.x, series.y, strict=True))
        heights = [value.get(c) or 0.0 for c in categories]
        places = [n - 0.4 + width * (i + 0.5) for n in range(len(categories))]
        axes.bar(places, heights, width, label=series.label, **_fill(i))
        if series.low and series.high:
            _whiskers(axes, series, dict(zip(categories, places, strict=True)))
    _name_categories(axes, categories)
    _legend(axes, all_series)


def _stacked(axes: Axes, all_series: Sequence[Series]) -> None:
    categories = _categories(all_series)
    bottom = [0.0] * len(categories)
    for i, series in enumerate(all_series):
        value = dict(zip(series.x, series.y, strict=True))
        heights = [value.get(c) or 0.0 for c in categories]
        axes.bar(range(len(categories)), heights, 0.8, bottom, label=series.label, **_fill(i))
        bottom = [b + h for b, h in zip(bottom, heights, strict=True)]
    _name_categories(axes, categories)
    _legend(axes, all_series)


def _ranges(axes: Axes, all_series: Sequence[Series]) -> None:
    """One category a row, the first at the top: a dot at the value, a line from low to high."""
    categories = _categories(all_series)
    at = {c: len(categories) - 1 - n for n, c in enumerate(categories)}
    spread = 0.5 / max(1, len(all_series))
    for i, series in enumerate(all_series):
        shift = spread * ((len(all_series) - 1) / 2 - i)
        for n, category in enumerate(series.x):
            y = at[category] + shift
            low = series.low[n] if series.low else None
            high = series.high[n] if series.high else None
            dot = series.y[n]
            if low is not None and high is not None:
                axes.plot([low, high], [y, y], color=_COLOURS[i % 8], linewidth=1.2)
            elif dot is not None and series.high:  # no upper bound: the line goes on
                axes.annotate(
                    "",
                    (1, y),
                    (dot, y),
                    xycoords=axes.get_yaxis_transform(),
                    textcoords="data",
                    arrowprops={"arrowstyle": "->", "color": _COLOURS[i % 8], "linewidth": 1.0},
                )
            if dot is not None:
                axes.plot([dot], [y], color=_COLOURS[i % 8], marker=_MARKERS[i % 8], markersize=5)
    axes.set_yticks(list(at.values()), [_word(c) for c in categories], fontsize=8)
    axes.set_ylim(-0.7, len(categories) - 0.3)
    axes.grid(axis="x")
    axes.grid(visible=False, axis="y")
    if len(all_series) > 1:
        from matplotlib.lines import Line2D

        axes.legend(
            [
                Line2D([], [], color=_COLOURS[i % 8], marker=_MARKERS[i % 8])
                for i in range(len(all_series))
            ],
            [s.label for s in all_series],
            frameon=False,
            fontsize=8,
            borderaxespad=0.2,
            loc="lower left",
            bbox_to_anchor=(0, 1),
            ncols=len(all_series),
        )


_DRAW = {
    FigureKind.steps: _steps,
    FigureKind.lines: _lines,
    FigureKind.bars: _bars,
    FigureKind.stacked: _stacked,
    FigureKind.ranges: _ranges,
}


def _known(series: Series) -> tuple[list[float], list[float]]:
    pairs = [(float(x), y) for x, y in zip(series.x, series.y, strict=True) if y is not None]
    return [x for x, _ in pairs], [y for _, y in pairs]


def _numbers(values: Sequence[str | float]) -> list[float]:
    return [float(value) for value in values]


def _or_nan(values: Sequence[float | None]) -> list[float]:
    return [float("nan") if value is None else value for value in values]


def _categories(all_series: Sequence[Series]) -> list[str | float]:
    """Return every category, numbers in their order, words in that of their first use."""
    found = list(dict.fromkeys(x for series in all_series for x in series.x))
    if all(isinstance(x, int | float) for x in found):
        return sorted(found, key=float)
    return found


def _name_categories(axes: Axes, categories: Sequence[str | float]) -> None:
    step = max(1, -(-len(categories) // _LEGIBLE))
    places = list(range(0, len(categories), step))
    names = [_word(categories[n]) for n in places]
    tilt = max((len(name) for name in names), default=0) * len(names) > 90
    axes.set_xticks(
        places, names, rotation=45 if tilt else 0, ha="right" if tilt else "center", fontsize=8
    )


def _word(value: str | float) -> str:
    whole = isinstance(value, float) and value.is_integer()
    return str(int(value)) if whole else make_label(str(value), _LONGEST_NAME)


def _fill(i: int) -> dict[str, Any]:
    shade = _COLOURS[i % 8] if i else "#333333"
    hatch = _HATCHES[i % 8]
    return {"facecolor": "white" if hatch else shade, "edgecolor": shade, "hatch": hatch}


def _whiskers(axes: Axes, series: Series, places: dict[str | float, float]) -> None:
    for x, low, high in zip(series.x, series.low, series.high, strict=True):
        if low is not None and high is not None:
            axes.plot([places[x]] * 2, [low, high], color="#777777", linewidth=1)


def _legend(axes: Axes, all_series: Sequence[Series]) -> None:
    if len(all_series) > 1:
        axes.legend(  # above the bars, which may fill the axes
            frameon=False,
            fontsize=8,
            ncols=min(4, len(all_series)),
            borderaxespad=0.2,
            loc="lower left",
            bbox_to_anchor=(0, 1),
        )


def _label_ends(axes: Axes, all_series: Sequence[Series]) -> None:
    """Write each line's name at its end, pushed apart so that no two overlap."""
    if len(all_series) < 2:
        return
    ends = []
    for i, series in enumerate(all_series):
        x, y = _known(series)
        if x:
            ends.append((y[-1], x[-1], i, series.label))
    low, high = axes.get_ylim()
    gap = (high - low) * 0.055
    ends.sort()
    heights = [max(y, low + gap * 0.6) for y, *_ in ends]  # clear of the axis
    for n, m in pairwise(range(len(heights))):
        heights[m] = max(heights[m], heights[n] + gap)
    for (_, x_end, i, label), height in zip(ends, heights, strict=True):
        axes.annotate(
            label,
            (x_end, height),
            (6, 0),
            textcoords="offset points",
            va="center",
            fontsize=8,
            color=_COLOURS[i % 8],
            annotation_clip=False,
            bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.7, "pad": 0.5},
        )
