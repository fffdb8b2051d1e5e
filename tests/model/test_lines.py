"""Text for people: nothing hidden, no line too wide."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.lines import dress, faint, make_visible, measure, shorten, strong, wrap


@pytest.mark.parametrize(
    ("hidden", "shown"),
    [
        pytest.param("\x1b[2J", "<U+001B>[2J", id="clears the screen"),
        pytest.param("\x9b31m", "<U+009B>31m", id="C1: colours without an escape"),
        pytest.param("a\rb", "a<U+000D>b", id="writes over the line"),
        pytest.param("\u202egnp.exe", "<U+202E>gnp.exe", id="reads from right to left"),
        pytest.param("\u2066a\u2069", "<U+2066>a<U+2069>", id="an isolate"),
        pytest.param("a\u2028b", "a<U+2028>b", id="a separator of lines"),
        pytest.param("\U000e0041", "<U+E0041>", id="a tag"),
        pytest.param("\ud800", "<U+D800>", id="half a pair"),
        pytest.param("\ufeffa", "<U+FEFF>a", id="a byte-order mark"),
    ],
)
def test_what_a_terminal_would_obey_is_shown(hidden: str, shown: str) -> None:
    assert make_visible(hidden) == shown


@pytest.mark.parametrize("text", ["Bwrdd Iechyd Lleol", "a\nb\tc", "記録", "é", "👩‍⚕️"])
def test_what_an_eye_sees_stays(text: str) -> None:
    assert make_visible(text) == text


def test_emphasis_is_dressed_and_that_of_the_data_is_not() -> None:
    text = f"{strong('Body')} {faint('source')} \x1b[1mbold"
    assert dress(text, is_plain=True) == "Body source <U+001B>[1mbold"
    assert dress(text, is_plain=False) == (
        "\x1b[1mBody\x1b[0m \x1b[2msource\x1b[0m <U+001B>[1mbold"
    )


@given(st.text(), st.integers(1, 40))
def test_no_line_is_wider_than_it_may_be_but_for_a_single_word(text: str, width: int) -> None:
    lines = list(wrap(text, width, "  ", "- "))
    assert "".join(lines).replace(" ", "").removeprefix("-") == "".join(text.split())
    for line in lines:
        assert measure(line) <= width or len(line[2:].split()) == 1


def test_a_line_takes_the_words_that_fit_to_the_last_column() -> None:
    assert list(wrap("a bb ccc dddddddd e", 6, "", "-")) == ["-a bb", "ccc", "dddddddd", "e"]
    assert list(wrap("a bb ccc", 7, " ", "-")) == ["-a bb", " ccc"]
    assert list(wrap("a bb ccc", 9, " ", "-")) == ["-a bb ccc"]


@given(st.text(st.characters(categories=["L", "N", "Zs"])), st.integers(2, 40))
def test_what_is_cut_says_so_and_fits(text: str, width: int) -> None:
    short = shorten(text, width)
    assert measure(short) <= width
    assert short == text or short.endswith("…")


def test_wide_letters_take_two_columns() -> None:
    assert measure("記録") == 4
    assert measure(strong("NHS")) == 3
    assert shorten("記録記録", 5) == "記録…"
    assert list(wrap("記録 記録", 6, "")) == ["記録", "記録"]
