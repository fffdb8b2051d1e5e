"""Families kept whole in the index: what steps join, in order, and back from their text."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.index import packing
from kg.index.packing import (
    LARGE,
    fill_families,
    group_steps,
    join_words,
    read_steps,
    read_things,
    split_words,
    to_link,
)


def _step(before: str, after: str, how: str = "succession") -> tuple[str, ...]:
    return (before, after, how, f"{before}-{after}", "An event", "2001", "", "", "A source")


@pytest.fixture
def db() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as made:
        made.executescript(
            "CREATE TABLE family(id INTEGER PRIMARY KEY, things TEXT, steps TEXT);"
            "CREATE TABLE member(slug TEXT PRIMARY KEY, family INTEGER);"
        )
        yield made


def test_what_steps_join_is_one_family_whatever_their_order() -> None:
    rows = [_step("a", "b"), _step("x", "y"), _step("c", "b"), _step("y", "c"), _step("p", "q")]
    assert [[(r[0], r[1]) for r in family] for family in group_steps(rows)] == [
        [("a", "b"), ("x", "y"), ("c", "b"), ("y", "c")], [("p", "q")],
    ]  # fmt: skip


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=25))
def test_families_are_the_connected_parts(pairs: list[tuple[int, int]]) -> None:
    import networkx as nx

    rows = [_step(str(a), str(b)) for a, b in pairs]
    families = group_steps(rows)
    assert sorted(row for family in families for row in family) == sorted(rows)
    found = {frozenset(end for row in family for end in row[:2]) for family in families}
    network = nx.Graph((str(a), str(b)) for a, b in pairs)
    assert found == {frozenset(part) for part in nx.connected_components(network)}
    assert len(found) == len(families)


def test_a_family_is_written_with_its_outlines_and_read_back(db: sqlite3.Connection) -> None:
    rows = [_step("a", "b"), _step("c", "b", "functions"), _step("x", "y")]
    fill_families(db, rows, {"a": join_words(["Label", "2001", ""])})
    found = db.execute("SELECT id, things, steps FROM family ORDER BY id").fetchall()
    assert [number for number, _, _ in found] == [0, 1]
    things, outlines = read_things(found[0][1])
    assert (things, outlines) == (["a", "b", "c"], [join_words(["Label", "2001", ""]), "", ""])
    assert list(read_steps(found[0][2])) == rows[:2]
    members = dict(db.execute("SELECT slug, family FROM member"))
    assert members == {"a": 0, "b": 0, "c": 0, "x": 1, "y": 1}


@pytest.mark.parametrize(("steps", "is_kept"), [(LARGE - 1, True), (LARGE, False)])
def test_a_large_family_is_not_kept_whole(
    db: sqlite3.Connection, steps: int, is_kept: bool
) -> None:
    rows = [_step("hub", f"part-{number}") for number in range(steps)]
    fill_families(db, rows, {})
    [(count,)] = db.execute("SELECT COUNT(*) FROM family")
    assert count == is_kept
    [(members,)] = db.execute("SELECT COUNT(*) FROM member")
    assert members == (steps + 1 if is_kept else 0)


def test_where_the_limit_lies_is_measured_and_stated() -> None:
    assert packing.LARGE == 500


def test_a_step_becomes_a_link() -> None:
    row = (
        "a",
        "b",
        "functions",
        "e",
        "Event",
        "2001",
        join_words(["L1", "L2"]),
        "",
        join_words(["S"]),
    )
    link = to_link(row)
    assert (link.before, link.after, link.how, link.via, link.event, link.date) == row[:6]
    assert (link.laws, link.triggers, link.sources) == (("L1", "L2"), (), ("S",))


@given(st.lists(st.text(min_size=1), min_size=1))
def test_words_survive_the_trip_but_for_the_signs_between_them(words: list[str]) -> None:
    blank = [word.replace("\x1e", " ").replace("\x1f", " ") for word in words]
    assert split_words(join_words(words)) == tuple(blank)
    assert "\x1e" not in join_words(words)


def test_no_words_are_no_text() -> None:
    assert join_words([]) == ""
    assert split_words("") == ()
