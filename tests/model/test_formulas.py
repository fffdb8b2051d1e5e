"""Cells that a spreadsheet would run: told apart in one place, for what is read and written."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from kg.cli.options import RowFormat
from kg.cli.rows import print_rows
from kg.errors import TableErrors
from kg.export.spreadsheet import write_tables
from kg.model import schema, terms
from kg.model.formulas import SIGNS, is_formula, make_text
from kg.model.vocabulary import Vocabulary
from kg.read.tables import load_facts
from tests.conftest import SMALL
from tests.conftest import write_tables as write_input

EACH_SIGN = pytest.mark.parametrize(
    "sign", ["=", "+", "-", "@", "\t", "\r"], ids=["is", "plus", "minus", "at", "tab", "return"]
)


@EACH_SIGN
def test_what_begins_with_a_sign_is_a_formula_and_becomes_text(sign: str) -> None:
    cell = f"{sign}1"
    assert is_formula(cell)
    assert make_text(cell) == f"'{cell}".replace("\r", "\n")


def test_a_carriage_return_does_not_end_a_row() -> None:
    assert make_text("one\r\ntwo\rthree\n") == "one\ntwo\nthree\n"


def test_no_other_sign_is_held_for_one() -> None:
    assert len(SIGNS) == len(set(SIGNS)) == 6


@pytest.mark.parametrize("cell", ["", "1", "a=1", "'=1", " =1", "–1"])
def test_what_begins_otherwise_is_text_as_it_is(cell: str) -> None:
    assert not is_formula(cell)
    assert make_text(cell) == cell


@pytest.mark.parametrize(
    ("cell", "runs"),
    [("-a", True), ("-(1)", True), ("--1", True), ("-=1", True), ("-+1", True), ("-@a", True),
     ("-", False), ("- a", False), ("-“a”", False)],
)  # fmt: skip
def test_a_dash_that_begins_no_expression_may_be_read(cell: str, runs: bool) -> None:
    assert is_formula(cell) is runs
    assert make_text(cell) == f"'{cell}", "what is written takes no risk"


@EACH_SIGN
@pytest.mark.parametrize("form", [RowFormat.csv, RowFormat.tsv])
def test_a_printed_row_holds_no_formula(
    sign: str, form: RowFormat, capsys: pytest.CaptureFixture[str]
) -> None:
    print_rows(("cell", "number"), [(f"{sign}1", -1)], form)
    printed = capsys.readouterr().out
    delimiter = "," if form is RowFormat.csv else "\t"
    [_, row] = csv.reader(io.StringIO(printed, newline=""), delimiter=delimiter)
    assert row == [make_text(f"{sign}1"), "-1"], "a number is no text and stays one"


@EACH_SIGN
def test_an_exported_table_holds_no_formula(sign: str, vocabulary: Vocabulary) -> None:
    quoted = f"{sign}1".replace("\t", "\\t").replace("\r", "\\r")
    lines = [
        f"<{terms.SHIPPED.things}a> <{terms.RDF}type> <{terms.SHIPPED.ns}Body> .",
        f'<{terms.SHIPPED.things}a> <{terms.SKOS}prefLabel> "{quoted}"@en .',
    ]
    text = write_tables(lines, vocabulary)["Body.csv"]
    assert make_text(f"{sign}1") in text
    assert f",{sign}1" not in text


@EACH_SIGN
def test_a_table_with_a_formula_is_refused(
    sign: str, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    [first, *rest] = SMALL["bodies"]
    tables = SMALL | {"bodies": [first | {"label": f"{sign}1"}, *rest]}
    folder = write_input(tmp_path, tables)
    with (folder / "bodies.csv").open("w", encoding="utf8", newline="") as stream:
        writer = csv.writer(stream, quoting=csv.QUOTE_ALL)
        names = schema.BY_NAME["bodies"].names
        writer.writerows([names, *([row.get(n, "") for n in names] for row in tables["bodies"])])
    # a tab and a return are white space too, which is told first
    told = "white space" if sign.isspace() else "would run as a formula"
    with pytest.raises(TableErrors, match=rf"bodies\.csv:2:label: .*{told}"):
        load_facts(folder, vocabulary)
