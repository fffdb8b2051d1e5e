"""What is read around a thing alone gives the part that reading everything gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.engine.store import open_graph
from kg.export.around import select_around
from kg.export.rdf import read_lines
from kg.export.select import select
from kg.make.formats import take_part


@pytest.fixture(scope="module")
def lines(shipped_output: Path) -> list[str]:
    """Return all lines of the shipped record."""
    return read_lines(open_graph(shipped_output))


@pytest.mark.parametrize("depth", [0, 1, 2])
@pytest.mark.parametrize(
    ("about", "as_of"), [("nhsx", None), ("nhsx", "2019-08"), ("pac-npfit-2009-r3", None)]
)
def test_a_part_is_the_same_whether_all_is_read_or_what_is_near(
    shipped_output: Path, lines: list[str], about: str, as_of: str | None, depth: int
) -> None:
    part = take_part(open_graph(shipped_output), about=about, depth=depth, as_of=as_of)
    found = select_around(open_graph(shipped_output), part.selection)
    assert found == select(lines, part.selection)
    assert any(line.startswith(f"<{part.selection.about}>") for line in found)
