"""A short run of every fuzzer: what comes is taken, or refused in a line."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from tests.fuzz.__main__ import main, try_cases
from tests.fuzz.changes import Changes

CASES = {"rdf": 150, "query": 60, "tables": 40, "remote": 300}


@pytest.mark.parametrize("name", CASES)
def test_a_door_takes_what_comes_or_says_why_not(name: str, tmp_path: Path) -> None:
    """`python -m tests.fuzz` goes on for as long as it is asked to."""
    try_cases(name, tmp_path, 1, 0, CASES[name])


def test_an_input_is_the_same_for_the_same_number_of_a_seed() -> None:
    changes = Changes({"a": b"one, two\n<x:y> three", "b": b'"four" five'}, (b"=1", b"{"))
    made = [[changes.make(Random(f"5/{n}")) for n in range(200)] for _ in range(2)]
    assert made[0] == made[1]
    assert len({data for _, data in made[0]}) > 100


def test_a_case_is_shown_and_tried_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["remote", "--seed", "1", "--case", "3"]) == 0
    assert "HTTP" in capsys.readouterr().out
