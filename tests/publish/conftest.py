"""The server that publications are tested against, and what it holds."""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph as ox
import pytest

from tests.server import read_all, send_update


@pytest.fixture
def server(oxigraph: str) -> str:
    """A server that holds nothing."""
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
