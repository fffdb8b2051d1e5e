"""`kg reconcile`: a spreadsheet with what its names mean."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from tests.conftest import RunKg

FILE = "Payee,Paid,Note\nOLD BODY,01/02/2005,a\nOld Bdoy,2005,b\nOld Body,2014-01-01,c\n"


def test_columns_are_kept_and_what_names_mean_is_put_behind(
    run_kg: RunKg, memory_output: Path, tmp_path: Path
) -> None:
    (tmp_path / "paid.csv").write_text(FILE, "utf8")
    given = ("reconcile", "paid.csv", "--column", "Payee", "--date-column", "Paid",
             "--graph", memory_output)  # fmt: skip
    ran = run_kg(*given, "-f", "csv")
    rows = list(csv.DictReader(io.StringIO(ran.stdout)))
    assert [row["Note"] for row in rows] == ["a", "b", "c"]
    assert [(row["kg_id"], row["kg_heir"]) for row in rows] == [
        ("old-body", "new-body"), ("", ""), ("", ""),
    ]  # fmt: skip
    assert rows[1]["kg_may_be"].startswith("old-body (")
    assert "ended 1 April 2013, before" in rows[2]["kg_may_be"]
    assert "1 of 3 names matched" in ran.stderr
    assert run_kg(*given).stdout.splitlines()[1].split()[:3] == ["2", "OLD", "BODY"]


def test_a_column_that_is_missing_and_dates_that_are_none_are_told(
    run_kg: RunKg, memory_output: Path, tmp_path: Path
) -> None:
    (tmp_path / "paid.csv").write_text(
        FILE.replace("2005,b", "soon,b").replace("2014", "20x4"), "utf8"
    )
    common = ("--graph", memory_output)
    ran = run_kg("reconcile", "paid.csv", "--column", "Payee", "--date-column", "Paid", *common)
    assert (ran.code, ran.stdout) == (2, "")
    assert [line[:22] for line in ran.stderr.splitlines()] == [
        "kg: paid.csv:3: 'soon'",
        "kg: paid.csv:4: '20x4-0"[:22],
    ]
    ran = run_kg("reconcile", "paid.csv", "--column", "Payer", *common)
    assert ran.stderr == "kg: paid.csv: has no column Payer; found Payee, Paid, Note\n"
