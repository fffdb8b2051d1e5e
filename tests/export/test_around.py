"""What is read around a thing alone gives the part that reading everything gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.engine.store import open_graph
from kg.export.around import select_around, select_near
from kg.export.rdf import read_lines
from kg.export.select import select
from kg.make.formats import take_part
from kg.model.vocabulary import Vocabulary


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


def test_a_wide_thing_brings_nothing_along_and_is_joined_to_what_is_there(
    shipped_output: Path, vocabulary: Vocabulary
) -> None:
    graph = open_graph(shipped_output)
    links = vocabulary.kinds_with("links")
    wide, other = (graph.space.iri(slug) for slug in ("nhs-england", "nhsx"))
    alone, full = select_near(graph, links, [(5, [(wide, True)])])
    assert not full and _bodies(alone) == {wide}
    joined, full = select_near(graph, links, [(5, [(wide, True), (other, False)])])
    assert full == {other} and wide in _bodies(joined)
    of_wide = {line for line in joined if line.startswith(f"<{wide}> ")}
    assert any(f" <{other}> " in line for line in of_wide)
    assert len(of_wide) < sum(line.startswith(f"<{wide}> ") for line in read_lines(graph)) / 2


def _bodies(lines: list[str]) -> set[str]:
    """Return the IRIs of the bodies of a part."""
    return {line.split("> ")[0][1:] for line in lines if line.endswith("ns#Body> .")}
