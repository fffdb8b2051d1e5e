"""A life as a strip of time: which words stand in a bar, go beyond it, or are left to its title."""

from __future__ import annotations

from kg.pages.strip import Lane, Stretch, draw


def _bars(*lives: tuple[str, str, str]) -> list[tuple[str, bool]]:
    stretches = [Stretch(words, start, end, "") for words, start, end in lives]
    days = ("1950-01-01", "1950-01-02")
    axis = Lane("Life", tuple(Stretch("All of it", day, "2049-12-31", "") for day in days))
    strip = draw([axis, Lane("Heads", tuple(stretches), is_chief=True)])
    assert strip is not None
    return [(bar.words, bar.spills) for bar in strip.bands[1].bars]


def test_words_that_fit_stand_in_their_bar() -> None:
    assert _bars(("Ann Lee", "1960-01-01", "1990-01-01")) == [("Ann Lee", False)]


def test_words_go_beyond_a_short_bar_where_nothing_follows() -> None:
    assert _bars(("Ann Lee", "1960-01-01", "1961-01-01")) == [("Ann Lee", True)]


def test_words_never_run_into_the_next_bar_nor_out_of_the_picture() -> None:
    short = ("Ann Lee", "1960-01-01", "1961-01-01")
    assert _bars(short, ("Ben", "1963-01-01", "1990-01-01")) == [("", False), ("Ben", False)]
    assert _bars(("Ann Lee", "2048-01-01", "2049-01-01")) == [("", False)]
