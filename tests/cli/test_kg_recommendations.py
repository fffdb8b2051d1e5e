"""`kg recommendations` and `kg diff`."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from tests.conftest import RunKg


def test_the_ledger_says_who_was_told_what_and_who_says_what_became_of_it(
    run_kg: RunKg, memory_output: Path
) -> None:
    done = run_kg("recommendations", "--contested", "--graph", memory_output)
    assert done.code == 0
    assert "    to: Old Body\n    duty now with: New Body\n" in done.stdout
    assert "    enacted: Old Body, 2004 [Another source]\n" in done.stdout
    assert done.stderr == "1 recommendation\n"


def test_the_ledger_prints_rows_and_json(run_kg: RunKg, memory_output: Path) -> None:
    text = run_kg("recommendations", "-f", "csv", "--graph", memory_output).stdout
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["id"] for row in rows] == ["advice-1", "advice-2"]
    found = json.loads(run_kg("recommendations", "-f", "json", "--graph", memory_output).stdout)
    assert found[0]["views"][0]["verdict"] == "enacted"


def test_no_recommendation_is_exit_1_and_a_wrong_verdict_exit_2(
    run_kg: RunKg, memory_output: Path
) -> None:
    assert run_kg("recommendations", "--text", "zzz", "--graph", memory_output).code == 1
    done = run_kg("recommendations", "--verdict", "enactd", "--graph", memory_output)
    assert (done.code, done.stdout) == (2, "")
    assert "did you mean 'enacted'" in done.stderr


def test_diff_of_the_same_is_silent_and_exit_0(run_kg: RunKg, memory_output: Path) -> None:
    done = run_kg("diff", memory_output, memory_output / "nhs-it.ttl")
    assert (done.code, done.stdout) == (0, "")


def test_diff_tells_changes_and_exits_1(run_kg: RunKg, memory_output: Path, tmp_path: Path) -> None:
    text = (memory_output / "nhs-it.ttl").read_text("utf8").replace('"Ann Smith"', '"Anne Smith"')
    (tmp_path / "new.ttl").write_text(text, "utf8")
    done = run_kg("diff", memory_output, tmp_path / "new.ttl")
    assert done.code == 1
    assert "~ Person: Anne Smith  ann-smith\n" in done.stdout
    assert "Ann Smith → Anne Smith" in done.stdout
    found = json.loads(run_kg("diff", memory_output, tmp_path / "new.ttl", "-f", "json").stdout)
    assert set(found) == {
        "changes",
        "derived_added",
        "derived_removed",
        "statements_added",
        "statements_removed",
        "vocabulary_changed",
    }


def test_diff_with_a_file_that_is_not_there_is_exit_2(run_kg: RunKg, memory_output: Path) -> None:
    done = run_kg("diff", memory_output, "nowhere.ttl")
    assert (done.code, done.stdout, done.stderr.count("\n")) == (2, "", 1)
