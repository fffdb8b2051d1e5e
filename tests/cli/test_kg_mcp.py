"""`kg mcp`: what it cannot do is told in one line."""

from __future__ import annotations

import importlib.util

import pytest

from tests.conftest import RunKg


def test_a_graph_that_is_not_there_is_told(run_kg: RunKg) -> None:
    ran = run_kg("mcp", "--graph", "nowhere")
    assert (ran.code, ran.stdout) == (2, "")
    assert ran.stderr.startswith("kg: nowhere: no such graph") and ran.stderr.count("\n") == 1


def test_without_its_library_it_says_how_to_have_it(
    run_kg: RunKg, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.cli.kg_mcp.find_spec", lambda name: None)
    ran = run_kg("mcp")
    assert ran.code == 2
    assert ran.stderr.startswith("kg: kg mcp needs more libraries: pip install '")
    assert "[mcp]'" in ran.stderr
    assert importlib.util.find_spec("mcp") is not None
