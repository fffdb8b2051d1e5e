"""Give changed inputs to a door of the program: `python -m tests.fuzz rdf --minutes 30 --seed 1`.

    python -m tests.fuzz NAME --case 1234 --seed 1      one input again, in this process

Each input is a number of a seed. They are tried in another process: an end by a signal, too long a
time and too much memory are faults as an error that no user should see is. Exits 1 for any.
"""

from __future__ import annotations

import argparse
import multiprocessing
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

from tests.fuzz.changes import Changes

SECONDS, WAITED, GIGABYTES = 20, 300, 3
"""What one input may take of the processor, by the clock, and of memory."""
_DOORS = ("rdf", "query", "tables", "remote")


def main(arguments: Sequence[str] | None = None) -> int:
    """Try inputs for a time, or one of them, and print every fault once with the case."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("name", choices=_DOORS)
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--case", type=int, help="try this one alone")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as place:
        if asked.case is not None:
            try_cases(asked.name, Path(place), asked.seed, asked.case, 1, is_shown=True)
            return 0
        return _fuzz(asked.name, Path(place), asked.seed, asked.minutes * 60)


def try_cases(
    name: str, folder: Path, seed: int, first: int, count: int, is_shown: bool = False
) -> None:
    """Try some cases of a seed in this process; what no user should see is raised."""
    for number, error in _tried(name, folder, seed, first, count, is_shown):
        if error is not None:
            raise AssertionError(f"--seed {seed} --case {number}: {error!r}") from error


def _tried(
    name: str, folder: Path, seed: int, first: int, count: int, is_shown: bool = False
) -> Any:
    """Yield the number of each case before it is tried, and again with what went wrong."""
    from tests.fuzz.targets import TARGETS

    with TARGETS[name](folder) as target:
        changes = Changes(target.seeds, target.words)
        for number in range(first, first + count):
            random = Random(f"{seed}/{number}")
            base, data = changes.make(random)
            if is_shown:
                print(base, data, sep="\n", flush=True)
            yield number, None
            try:
                target.attempt(base, data, random)
            except Exception as error:
                yield number, error


def _fuzz(name: str, folder: Path, seed: int, seconds: float) -> int:
    fork = multiprocessing.get_context("fork")  # the engine has begun no thread in this process
    at = fork.Value("q", -1)
    faults: Counter[str] = Counter()
    again = -1
    last = time.monotonic() + seconds
    while time.monotonic() < last:
        told = fork.SimpleQueue()
        first = at.value + 1
        worker = fork.Process(target=_work, args=(name, folder, seed, first, at, told))
        worker.start()
        seen, since = at.value, time.monotonic()
        while worker.is_alive() and time.monotonic() < last:
            worker.join(0.2)
            _tell(told, faults)
            if at.value != seen:
                seen, since = at.value, time.monotonic()
            elif time.monotonic() - since > WAITED:
                _count(faults, "waits for ever", at.value, "")
                break
        if worker.is_alive():
            worker.kill()
        elif at.value == first - 1:
            _count(faults, f"does not begin: {_name(worker.exitcode)}", at.value, "")
            break
        elif at.value != again:  # once more alone: the machine may have been at its end
            print(f"--case {at.value}: ends with {_name(worker.exitcode)}; again", flush=True)
            again, at.value = at.value, at.value - 1
        else:
            _count(faults, f"ends with {_name(worker.exitcode)}", at.value, "")
        worker.join()
        _tell(told, faults)
    print(f"{name}: {at.value + 1:,} cases of seed {seed}, {len(faults)} kinds of fault")
    return bool(faults)


def _work(name: str, folder: Path, seed: int, first: int, at: Any, told: Any) -> None:
    import resource

    size = GIGABYTES << 30
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    for number, error in _tried(name, folder, seed, first, 1 << 40):
        at.value = number
        last = int(time.process_time()) + SECONDS
        resource.setrlimit(resource.RLIMIT_CPU, (last, resource.RLIM_INFINITY))
        if error is not None:
            place = traceback.extract_tb(error.__traceback__)[-1]
            kind = f"{type(error).__name__} at {Path(place.filename).name}:{place.lineno}"
            told.put((kind, number, "".join(traceback.format_exception(error))[-3000:]))


def _name(code: int | None) -> str:
    return signal.Signals(-code).name if code is not None and code < 0 else str(code)


def _tell(told: Any, faults: Counter[str]) -> None:
    while not told.empty():
        _count(faults, *told.get())


def _count(faults: Counter[str], kind: str, number: int, told: str) -> None:
    faults[kind] += 1
    if faults[kind] == 1:
        print(f"--case {number}: {kind}\n{told}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
