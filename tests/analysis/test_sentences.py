"""What the analyses say of the shipped facts is read in review when it changes, by fact or rule."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg.analysis import ANALYSES


@pytest.mark.parametrize("name", ANALYSES)
def test_the_published_sentences_are_those_that_were_reviewed(
    name: str, shipped_output: Path, golden: Callable[[str], Callable[[str], None]]
) -> None:
    said = kg.open(shipped_output).analyse(name).sentences
    assert all("\n" not in sentence.text for sentence in said)
    golden(f"sentences/{name}.txt")("".join(f"{sentence.text}\n" for sentence in said))
