"""Figures: text stays text, bytes repeat, and no series hides behind colour alone."""

from __future__ import annotations

import sys

import pytest

from kg.analysis.measure import Figure, FigureKind, Series
from kg.errors import MissingExtra
from kg.export.drawing import draw

KINDS = {
    FigureKind.steps: (
        Series("national", (0, 2, 5), (1.0, 0.6, 0.2), (1.0, 0.4, 0.1), (1.0, 0.8, 0.5)),
        Series("local", (0, 3, 9), (1.0, 0.7, 0.7)),
    ),
    FigureKind.lines: (Series("all", (1990, 1991, 1993), (1.0, None, 4.0)),),
    FigureKind.bars: (
        Series("begun", ("1990s", "2000s"), (3, 5), (2, 4), (4, 6)),
        Series("ended", ("1990s", "2000s"), (1, 2)),
    ),
    FigureKind.stacked: (
        Series("enacted", ("a", "b"), (3, 5)),
        Series("not enacted", ("a", "b"), (1, None)),
    ),
    FigureKind.ranges: (
        Series("tenure", ("Ann & Ben <x>", "Cat"), (3.0, 2.0), (2.0, 2.0), (4.0, None)),
        Series("other", ("Cat",), (1.0,)),
    ),
}


def _figure(kind: FigureKind) -> Figure:
    return Figure("f", "How long they live", kind, KINDS[kind], "years", "share", "A caption.")


@pytest.mark.parametrize("kind", list(FigureKind))
def test_svg_text_stays_text_and_bytes_repeat(kind: FigureKind) -> None:
    svg = draw(_figure(kind), "svg", "Data of 2026-11-23.")
    assert svg == draw(_figure(kind), "svg", "Data of 2026-11-23.")
    text = svg.decode()
    for word in ("How long they live", "A caption. Data of 2026-11-23."):
        assert word in text
    assert "<script" not in text


@pytest.mark.parametrize("kind", list(FigureKind))
def test_png_bytes_repeat(kind: FigureKind) -> None:
    png = draw(_figure(kind), "png")
    assert png.startswith(b"\x89PNG")
    assert png == draw(_figure(kind), "png")


def test_lines_carry_their_names_at_their_ends() -> None:
    text = draw(_figure(FigureKind.steps), "svg").decode()
    assert ">national<" in text
    assert ">local<" in text


def test_without_matplotlib_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(MissingExtra, match=r"\[plots\]"):
        draw(_figure(FigureKind.bars), "svg")


def test_a_long_title_and_a_long_axis_are_broken_into_lines() -> None:
    long = "The lowest and the highest value that anybody ever stated of the same thing at once"
    figure = Figure("f", long, FigureKind.ranges, KINDS[FigureKind.ranges], long, "")
    text = draw(figure, "svg").decode()
    assert long not in text
    assert "The lowest and the highest" in text


def test_a_name_with_mark_up_is_shown_as_text() -> None:
    assert "Ann &amp; Ben &lt;x&gt;" in draw(_figure(FigureKind.ranges), "svg").decode()


@pytest.mark.parametrize("kind", list(FigureKind))
def test_a_figure_without_series_is_drawn_empty(kind: FigureKind) -> None:
    assert b"Nothing here" in draw(Figure("f", "Nothing here", kind, (), "x", "y"), "svg")
