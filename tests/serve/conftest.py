"""Servers that the tests of a module share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serving import Running, kg_serve


@pytest.fixture(scope="module")
def server(memory_output: Path) -> Iterator[Running]:
    """The small history, served as a person would on their own machine."""
    with kg_serve(memory_output, "--quiet") as running:
        yield running
