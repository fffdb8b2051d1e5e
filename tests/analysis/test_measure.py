"""Tables: a row a thing, a column a cell, the ids beside; floats as their column says."""

from __future__ import annotations

import pytest

from kg.analysis.measure import Cells, Column, Table, show, tabulate

WORDS: Cells[str] = (
    (Column("word"), lambda word: word),
    (Column("length", "letters"), len),
    (Column("third", "", 2), lambda word: len(word) / 3),
)


def test_a_thing_is_a_row_with_its_ids() -> None:
    made = tabulate("w", "Words", iter(["a", "bb"]), WORDS, lambda word: [*word], query="Q")
    assert made.to_rows() == [
        {"word": "a", "length": 1, "third": 0.33},
        {"word": "bb", "length": 2, "third": 0.67},
    ]
    assert made.ids == (("a",), ("b", "b"))
    assert (made.query, made.measure, made.note) == ("Q", "", "")


def test_of_nothing_a_table_has_its_columns() -> None:
    made = tabulate("w", "Words", [], WORDS, lambda word: [word], query="")
    assert [column.name for column in made.columns] == ["word", "length", "third"]
    assert (made.rows, made.column("length")) == ((), [])


@pytest.mark.parametrize(
    ("rows", "ids"),
    [
        pytest.param((("a", 1),), (), id="a row without ids"),
        pytest.param((("a",),), (("a",),), id="a row too short"),
    ],
)
def test_a_row_has_a_cell_a_column_and_its_ids(
    rows: tuple[tuple[str | int, ...], ...], ids: tuple[tuple[str, ...], ...]
) -> None:
    with pytest.raises(ValueError, match="w: "):
        Table("w", "Words", (Column("word"), Column("length")), rows, ids, "")


def test_a_year_is_not_parted_and_a_number_of_things_is() -> None:
    assert show(2013, Column("year", "year")) == "2013"
    assert show(2013, Column("bodies", "bodies")) == "2,013"
    assert show(True, Column("only creates")) == "yes"
