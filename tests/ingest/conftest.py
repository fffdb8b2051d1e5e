"""The record of parishes, built once, and its registers read in process."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.engine.store import open_graph
from kg.ingest.match import Matcher, matcher_of
from kg.ingest.proposals import Proposal
from kg.ingest.registers.catalogue import find_registers, read_register
from kg.make import pipeline
from tests.conftest import write_tables
from tests.ingest.parishes import PARISHES, WORDS

Import = Callable[..., list[Proposal]]


@pytest.fixture(scope="session")
def parishes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built record of parishes."""
    folder = tmp_path_factory.mktemp("parishes")
    data = write_tables(folder, PARISHES)
    about = data / "dataset.toml"
    about.write_text(re.sub("(?m)^words = .*$", WORDS, about.read_text("utf8")), "utf8")
    pipeline.build(data, folder / "output")
    return folder / "output"


@pytest.fixture(scope="session")
def matcher(parishes: Path) -> Matcher:
    return matcher_of(open_graph(parishes))


@pytest.fixture
def read(matcher: Matcher, tmp_path: Path) -> Import:
    """Read a text as a file of a format: its proposals; other files by name."""

    def read(name: str, text: str, **others: str) -> list[Proposal]:
        paths = []
        for stem, words in {"register": text, **others}.items():
            paths.append(tmp_path / f"{stem}.csv")
            paths[-1].write_text(words, "utf8")
        return read_register(find_registers()[name], paths, matcher, "src")

    return read


def cells_of(proposals: list[Proposal], table: str) -> list[dict[str, str]]:
    """Return the cells of the proposals for a table, sources apart."""
    return [
        {name: cell for name, cell in one.cells.items() if name != "sources"}
        for one in proposals
        if one.table == table
    ]
