"""Running a module's own tests on a changed text of it, which exists in memory only.

Each mutant has a process of its own, forked from one that has loaded the heavy libraries and
nothing of `kg`; no file of the working folder is touched.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from time import monotonic
from types import CodeType
from typing import Any

from tests.mutation.sites import Change

ROOT = Path(__file__).parents[2]
_LONGEST = 300
"""Seconds of the clock that a run may take, however busy the machine."""
_SAID = (0, 1, 2, 4)
"""What pytest ends with where tests passed, failed, could not be read or not even be begun."""
_BROKEN = 70
"""What a process ends with that could not run its tests: such a mutant is not killed by them."""
_HEAVY = ("hypothesis", "networkx", "numpy", "pyoxigraph", "pytest", "rapidfuzz.process",
          "rdflib", "scipy.stats", "sqlite3")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a run: whether its tests passed, and the seconds of processor that it took."""

    passed: bool
    seconds: float


def load_libraries() -> None:
    """Import what all tests need, so that each fork has it."""
    from importlib import import_module

    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = tempfile.mkdtemp(prefix="kg-mutants-")
    for name in _HEAVY:
        import_module(name)


def run_all(
    tasks: Sequence[tuple[Path, Sequence[str], Change | None, float]], jobs: int
) -> Iterator[tuple[int, Outcome]]:
    """Yield (number of the task, outcome) as they end; some run at once.

    A task is a module, its tests, the change (None: as it is) and the seconds of processor that
    the tests may take.
    """
    running: dict[int, tuple[int, float]] = {}
    waiting = list(enumerate(tasks))[::-1]
    while waiting or running:
        while waiting and len(running) < jobs:
            number, (path, tests, change, seconds) = waiting.pop()
            running[_fork(path, tests, change, seconds)] = (number, monotonic())
        process, status, used = os.wait4(-1, 0)
        if process in running:
            number, _ = running.pop(process)
            _end_group(process)
            if os.WIFEXITED(status) and os.WEXITSTATUS(status) not in _SAID:
                raise RuntimeError(f"the tests of {tasks[number][0]} could not be run at all")
            yield number, Outcome(status == 0, used.ru_utime + used.ru_stime)


def _fork(path: Path, tests: Sequence[str], change: Change | None, seconds: float) -> int:
    process = os.fork()
    if process:
        return process
    code: Any = _BROKEN
    try:
        os.setsid()
        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 2))
        signal.alarm(_LONGEST)
        with tempfile.TemporaryFile() as silent:
            for stream in range(3):
                os.dup2(silent.fileno(), stream)
        code = _test(tests, _Mutated(path, change.text) if change else None)
    finally:
        os._exit(int(code))


def _test(tests: Sequence[str], mutated: _Mutated | None) -> int:
    import pytest

    sys.dont_write_bytecode = True
    os.chdir(ROOT)
    folder = tempfile.mkdtemp(prefix="kg-mutant-")
    options = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--hypothesis-seed=1",
               "-W", "ignore::pytest.PytestAssertRewriteWarning",
               "-m", "not slow and not browser", f"--basetemp={folder}"]  # fmt: skip
    try:
        return int(pytest.main([*options, *tests], [mutated] if mutated else []))
    finally:
        import shutil

        shutil.rmtree(folder, ignore_errors=True)


def _end_group(process: int) -> None:
    try:
        os.killpg(process, signal.SIGKILL)
    except ProcessLookupError:
        return


class _Mutated(MetaPathFinder):
    """A plugin of pytest that finds one module, with another text than its file has."""

    def __init__(self, path: Path, text: str) -> None:
        self._path, self._text = path, text
        self._name = ".".join(path.relative_to(ROOT).with_suffix("").parts)

    def pytest_load_initial_conftests(self) -> None:
        """Come before the finder of pytest, which takes what it collects from its file."""
        sys.meta_path.insert(0, self)

    def find_spec(self, name: str, path: Any, target: Any = None) -> ModuleSpec | None:
        if name != self._name:
            return None
        loader = _Loader(name, str(self._path), self._text)
        return spec_from_file_location(name, self._path, loader=loader)


class _Loader(SourceFileLoader):
    def __init__(self, name: str, path: str, text: str) -> None:
        super().__init__(name, path)
        self._text = text

    def get_data(self, path: Any) -> bytes:
        return self._text.encode()

    def get_code(self, fullname: str) -> CodeType:
        code: CodeType = compile(self._text, self.path, "exec", dont_inherit=True)
        return code
