"""The server that publications are tested against, one a session, and what it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pyoxigraph as ox
import pytest

from tests.server import read_all, send_update, serve_writable


@pytest.fixture(scope="session")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real server for reading and writing."""
    with serve_writable(tmp_path_factory.mktemp("oxigraph")) as address:
        yield address


@pytest.fixture
def server(oxigraph: str) -> str:
    """The same, empty."""
    send_update(oxigraph, "DROP ALL")
    return oxigraph


@pytest.fixture
def no_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what broke be sent again at once."""
    monkeypatch.setattr("kg.publish.staging._WAITS", (0.0, 0.0, 0.0))


@pytest.fixture
def held() -> Callable[[str], ox.Dataset]:
    """All that a server holds, blank nodes canonically named."""
    return read_all
