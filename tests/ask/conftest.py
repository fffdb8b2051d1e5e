"""The small history, built once a session."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.graph.index import Index, index_of
from kg.graph.store import LocalGraph, open_graph
from tests.conftest import write_tables
from tests.memory import MEMORY


@pytest.fixture(scope="session")
def memory_output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("memory")
    kg.build(write_tables(folder, MEMORY), folder / "output")
    return folder / "output"


@pytest.fixture(scope="session")
def graph(memory_output: Path) -> LocalGraph:
    return open_graph(memory_output)


@pytest.fixture
def index(graph: LocalGraph) -> Index:
    return index_of(graph)
