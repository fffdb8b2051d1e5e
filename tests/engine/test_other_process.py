"""A call in a process beside gives what the call here would, whatever becomes of the process."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.engine.other_process import beside
from kg.engine.store import LocalGraph, open_graph


def add(one: int, other: int) -> int:
    return one + other


def tell_process() -> int:
    return os.getpid()


def end_the_other(home: int) -> str:
    if os.getpid() != home:
        os._exit(3)
    return "called here"


def refuse() -> None:
    raise ValueError("no")


def count(some: Iterator[int]) -> int:
    return sum(1 for _ in some)


def size(graph: LocalGraph) -> int:
    return len(graph.store)


def write_late(file: Path) -> None:
    time.sleep(0.5)
    file.write_text("late")


def test_a_call_is_made_by_another_process() -> None:
    with beside(add, 2, 3) as added, beside(tell_process) as told:
        assert added() == 5
        assert told() != os.getpid()


def test_a_process_that_dies_is_made_up_for_here() -> None:
    with beside(end_the_other, os.getpid()) as made:
        assert made() == "called here"


def test_without_an_interpreter_to_start_the_call_is_made_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with beside(tell_process) as told:
        assert told() == os.getpid()


def test_what_a_call_raises_is_raised_where_it_is_waited_for() -> None:
    with beside(refuse) as refused, pytest.raises(ValueError, match="no"):
        refused()


def test_nothing_goes_on_after_the_block(tmp_path: Path) -> None:
    with beside(write_late, tmp_path / "late"):
        pass
    time.sleep(0.8)
    assert not (tmp_path / "late").exists()


def test_a_folder_of_the_user_gives_the_process_no_modules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pickle.py").write_text("raise SystemExit('taken from the folder')")
    monkeypatch.chdir(tmp_path)
    with beside(tell_process) as told:
        assert told() != os.getpid()


def test_what_cannot_be_handed_over_is_called_here() -> None:
    with beside(count, iter([1, 2])) as counted, beside(size, LocalGraph(ox.Store(), "m")) as held:
        assert counted() == 2
        assert held() == 0


def test_a_built_graph_is_opened_again_by_another_process(shipped_output: Path) -> None:
    graph = open_graph(shipped_output)
    with beside(size, graph) as held, beside(tell_process) as told:
        assert held() == len(graph.store)
        assert told() != os.getpid()
