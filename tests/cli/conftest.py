"""The small history, built once a session."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from tests.conftest import write_tables
from tests.memory import MEMORY


@pytest.fixture(scope="session")
def memory_output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("memory")
    kg.build(write_tables(folder, MEMORY), folder / "output")
    return folder / "output"
