"""`kg gaps` and `kg check --release` as a person meets them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.conftest import SMALL, RunKg, write_tables

DEAL = {"id": "c", "label": "C", "buyer": "old-body", "supplier": "new-body", "sources": "src"}


@pytest.fixture
def built(run_kg: RunKg, tmp_path: Path) -> Path:
    data = write_tables(tmp_path, {**SMALL, "contracts": [DEAL]})
    assert run_kg("build", "-q").code == 0
    return data


def test_gaps_are_counted_by_kind_warnings_first(run_kg: RunKg, built: Path) -> None:
    lines = run_kg("gaps", "-f", "csv").stdout.splitlines()
    assert lines[0] == "kind,facts,weight,what is missing"
    assert "contract-no-value,1,work,contract without a value" in lines


def test_a_kind_lists_what_has_the_gap_with_its_row(run_kg: RunKg, built: Path) -> None:
    ran = run_kg("gaps", "--kind", "contract-no-start", "-f", "csv")
    assert ran.stdout.splitlines() == [
        "kind,id,label,what,row", "contract-no-start,c,C,,contracts.csv:2",
    ]  # fmt: skip


def test_the_work_list_is_written_to_a_file_without_what_there_are_thousands_of(
    run_kg: RunKg, built: Path
) -> None:
    ran = run_kg("gaps", "--csv", "work.csv")
    assert ran.stdout == ""
    with Path("work.csv").open(encoding="utf8", newline="") as stream:
        kinds = {row["kind"] for row in csv.DictReader(stream)}
    assert "contract-no-value" in kinds
    assert "no-locator" not in kinds


def test_an_unknown_kind_or_topic_is_one_line(run_kg: RunKg, built: Path) -> None:
    assert run_kg("gaps", "--kind", "nothing").stderr.startswith("kg: there is no kind of gap")
    assert run_kg("gaps", "--topic", "nothing").code == 2


def test_a_release_fails_where_a_measure_falls_below_its_floor(run_kg: RunKg, built: Path) -> None:
    assert run_kg("check", "--release", "-q").code == 0
    with (built / "dataset.toml").open("a", encoding="utf8") as stream:
        stream.write("\n[floors]\nfigures = 1\nnational-dateless = 5\nnational-started = 100\n")
    ran = run_kg("check", "--release", "-q")
    assert (ran.code, ran.stdout) == (1, "figures: 0 figures; its floor is 1\n")
    assert run_kg("check", "-q").code == 0


def test_a_floor_of_nothing_that_is_measured_is_told(run_kg: RunKg, built: Path) -> None:
    with (built / "dataset.toml").open("a", encoding="utf8") as stream:
        stream.write("\n[floors]\nfigure = 1\n")
    ran = run_kg("check", "--release", "-q")
    assert ran.code == 2
    assert "'figure' is no measure; did you mean 'figures'?" in ran.stderr


def test_a_floor_that_is_no_number_is_told(run_kg: RunKg, built: Path) -> None:
    with (built / "dataset.toml").open("a", encoding="utf8") as stream:
        stream.write('\n[floors]\nfigures = "many"\n')
    ran = run_kg("check", "-q")
    assert (ran.code, "floors.figures: is 'many'; expected a number" in ran.stderr) == (2, True)
