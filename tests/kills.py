"""Kill builds at any moment while ten readers look on: `python -m tests.kills links 250`.

Each reader opens the graph anew, again and again, and what it sees must be one build: the store,
the index and the manifest of the same number.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
import traceback
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

from kg.engine.store import open_graph
from kg.index.index import index_of
from kg.make import pipeline
from tests.conftest import SMALL, write_tables

READERS = 10
LABEL = "SELECT ?l { id:new-body skos:prefLabel ?l }"
LAYOUTS = ("links", "file")


def kill_builds(folder: Path, layout: str, builds: int, seed: int = 1) -> dict[str, Any]:
    """Return what was seen: builds killed, reads, and every fault in words."""
    data, out = write_tables(folder, SMALL), folder / "output"
    table = data / "bodies.csv"
    original = table.read_text("utf8")
    moments = random.Random(seed)
    if layout == "file":
        Path.symlink_to = _refuse  # type: ignore[method-assign,assignment]
    table.write_text(original.replace("New Body", "Body 0"), "utf8")
    # this process never opens a store: the engine's threads would be missing in what it forks
    fork = multiprocessing.get_context("fork")
    _run(fork, _build, data, out)
    begun = time.monotonic()
    _run(fork, _build, data, out, True)
    usual = time.monotonic() - begun
    stop = fork.Event()
    readers = [
        fork.Process(target=_read, args=(out, stop, folder / f"seen-{n}")) for n in range(READERS)
    ]
    for reader in readers:
        reader.start()
    faults: list[str] = []
    killed, live = 0, 0
    try:
        for number in range(1, builds + 1):
            table.write_text(original.replace("New Body", f"Body {number}"), "utf8")
            build = fork.Process(target=_build, args=(data, out))
            build.start()
            build.join(moments.uniform(0, usual * 2.5))
            if build.is_alive() and build.pid is not None:
                os.kill(build.pid, signal.SIGKILL)
                killed += 1
            build.join()
            _run(fork, _tell, out, folder / "number")
            seen = int((folder / "number").read_text("utf8"))
            if seen not in (live, number):
                faults.append(f"build {number}: {seen} is live, {live} was")
            live = seen
    finally:
        stop.set()
        for reader in readers:
            reader.join()
    reads = 0
    for path in sorted(folder.glob("seen-*")):
        count, _, said = path.read_text("utf8").partition("\n")
        reads += int(count)
        faults += [said] if said else []
    return {"killed": killed, "live": live, "reads": reads, "faults": faults}


def _refuse(*_: object, **__: object) -> None:
    raise OSError("a required privilege is not held by the client")


def _run(fork: Any, work: Any, *arguments: Any) -> None:
    process = fork.Process(target=work, args=arguments)
    process.start()
    process.join()
    assert process.exitcode == 0, f"{work.__name__} ended with {process.exitcode}"


def _build(data: Path, out: Path, force: bool = False) -> None:
    pipeline.build(data, out, force=force)


def _tell(out: Path, told: Path) -> None:
    told.write_text(str(_number(out)), "utf8")


def _number(out: Path) -> int:
    """Return the number of the build that a reader sees, all of it the same."""
    graph = open_graph(out)
    [row] = graph.query(LABEL)  # type: ignore[misc,union-attr]
    time.sleep(random.random() / 50)  # a build may go live in between
    in_store, in_index = row[0].value, index_of(graph).entities(["new-body"])["new-body"].label
    assert in_store == in_index, f"store {in_store}, index {in_index}"
    turtle = next(out.glob("*.ttl")).read_text("utf8")
    assert turtle.endswith(".\n")
    return int(in_store.removeprefix("Body "))


def _read(out: Path, stop: Event, told: Path) -> None:
    reads, last, fault = 0, 0, ""
    while not stop.is_set() and not fault:
        try:
            number = _number(out)
            assert number >= last, f"{number} after {last}"
            reads, last = reads + 1, number
        except BaseException:
            fault = traceback.format_exc()
        time.sleep(0.5)
    told.write_text(f"{reads}\n{fault}", "utf8")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        found = kill_builds(Path(place), sys.argv[1], int(sys.argv[2]))
    print(found)
    sys.exit(bool(found["faults"]))
