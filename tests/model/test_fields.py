"""What a table is: how its rows are called, of which class they are, and which columns it has."""

from __future__ import annotations

from kg.model.fields import Cell, Field, TableSchema

THINGS = TableSchema("things", (Field("id", Cell.SLUG), Field("label")), cls="Thing")
LINKS = TableSchema(
    "links",
    (Field("one"), Field("other"), Field("was")),
    key=("one", "other"),
)


def test_a_row_is_called_by_its_id_or_by_the_cells_of_its_key() -> None:
    assert THINGS.name_row(["a", "A thing"]) == "a"
    assert LINKS.name_row(["a", "b", "c"]) == "a|b"


def test_only_a_table_whose_first_column_is_an_id_has_ids() -> None:
    assert THINGS.has_id
    assert not LINKS.has_id


def test_a_word_of_a_column_puts_a_row_into_another_class() -> None:
    apart = TableSchema(
        "advice",
        (Field("id", Cell.SLUG), Field("number")),
        "Advice",
        apart=("number", "m", "Whole"),
    )
    assert apart.classes == ("Advice", "Whole")
    assert [apart.class_of(["x", word]) for word in ("M", "m", "z", "a", "number", "")] == [
        "Whole", "Whole", "Advice", "Advice", "Advice", "Advice",
    ]  # fmt: skip
    assert THINGS.class_of(["a", "A thing"]) == "Thing"
    assert LINKS.class_of(["a", "b", ""]) == ""
