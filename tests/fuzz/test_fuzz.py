"""A short run of every fuzzer: what comes is taken, or refused in a line."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from tests.conftest import ROOT
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


BROKEN = """
import os, signal, sys
from contextlib import contextmanager
from tests.fuzz import targets
from tests.conftest import ROOT
from tests.fuzz.__main__ import main

@contextmanager
def broken(folder):
    def attempt(name, data, random):
        match random.randrange(100):
            case 0: os.kill(os.getpid(), signal.SIGSEGV)
            case 1: raise ValueError("not for people")
            case 2: bytearray(1 << 33)
    yield targets.Target({"a": b"one, two"}, (b"x",), attempt)

targets.TARGETS["rdf"] = broken
sys.exit(main(["rdf", "--minutes", "0.04", "--seed", "3"]))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_an_end_by_a_signal_an_error_and_too_much_memory_are_told_with_their_case() -> None:
    done = subprocess.run(
        [sys.executable, "-c", BROKEN], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert (done.returncode, done.stderr) == (1, "")
    for kind in ("ends with SIGSEGV\n", "ValueError at <string>", "MemoryError at <string>"):
        assert re.search(rf"--case \d+: {kind}", done.stdout), done.stdout
    assert done.stdout.endswith("of seed 3, 3 kinds of fault\n")
