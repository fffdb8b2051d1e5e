"""`kg what-if`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.make import pipeline
from tests.ask.estates import estate
from tests.conftest import RunKg, write_tables


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("estate")
    pipeline.build(write_tables(folder, estate()), folder / "output")
    return folder / "output"


def test_a_statement_is_printed_as_text_and_as_json(run_kg: RunKg, built: Path) -> None:
    said = ("what-if", "end", "New Body", "--to", "other-body", "--on", "2021", "--graph", built)
    ran = run_kg(*said)
    assert ran.code == 0
    assert ran.stdout.startswith("If New Body ended in 2021 and Other Body took over\n")
    assert "    also with Other Body\n" in ran.stdout
    found = json.loads(run_kg(*said, "-f", "json").stdout)
    assert found["summary"][0] == {"text": "2 open recommendations", "ids": ["rep-r2", "rep-r1"]}
    assert run_kg(*said, "-f", "md").stdout.startswith("# If New Body ended")
    assert run_kg(*said, "-f", "html").stdout.startswith("<!doctype html>")


def test_a_merger_names_the_body_into_which_others_go(run_kg: RunKg, built: Path) -> None:
    ran = run_kg("what-if", "merge", "new-body", "other-body", "--into", "other-body",
                 "--on", "2021", "--graph", built)  # fmt: skip
    assert ran.stdout.startswith("If New Body ended in 2021 and Other Body took over\n")


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        pytest.param(("end", "old-body"), "kg: 'Old Body' (old-body) cannot end", id="ended"),
        pytest.param(("end", "new-body", "x"), "kg: kg what-if end takes one body", id="two"),
        pytest.param(("merge", "new-body"), "kg: a merger takes two", id="one"),
        pytest.param(("move", "new-body"), "Usage:", id="neither"),
    ],
)
def test_bad_input_is_one_line_and_exit_2(
    run_kg: RunKg, built: Path, arguments: tuple[str, ...], problem: str
) -> None:
    ran = run_kg("what-if", *arguments, "--graph", built)
    assert (ran.code, ran.stdout) == (2, "")
    assert ran.stderr.startswith(problem)
