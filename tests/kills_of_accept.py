"""Kill `kg accept` at any moment, and look at the tables: `python -m tests.kills_of_accept 200`.

They must be those before or those after, whole, and the next accept must go on from there.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.ingest.judging.inboxes import AGAINST, CLOSER, CODE, OPEN, SAID, Place, make_place


def kill_accepts(folder: Path, times: int, seed: int = 1) -> dict[str, Any]:
    """Return what was seen: accepts that were killed, those that were done, faults in words."""
    place = make_place(folder / "place")
    for proposal in (AGAINST, CLOSER, CODE, SAID):
        place.decide(proposal)
    place.decide(OPEN, entity="line-direct")
    shutil.copytree(place.data, folder / "before")
    before = place.files()
    fork = multiprocessing.get_context("fork")
    begun = time.monotonic()
    _run(fork, place)
    usual = time.monotonic() - begun
    after = place.files()
    assert before != after
    moments = random.Random(seed)
    faults: list[str] = []
    killed = done = 0
    for number in range(times):
        _renew(place.data, folder / "before")
        process = fork.Process(target=_accept, args=(place,))
        process.start()
        earliest = moments.choice([0.0, 0.8])  # half of the moments near the exchange of names
        process.join(moments.uniform(usual * earliest, usual * 1.2))
        if process.is_alive() and process.pid is not None:
            os.kill(process.pid, signal.SIGKILL)
            killed += 1
        process.join()
        seen = place.files()
        done += seen == after
        if seen not in (before, after):
            faults.append(f"accept {number}: the tables are neither those before nor after")
        _run(fork, place)
        if place.files() != after or (place.inbox / ".accept").exists():
            faults.append(f"accept {number}: the next one does not go on from there")
    return {"killed": killed, "done": done, "faults": faults}


def _renew(data: Path, saved: Path) -> None:
    shutil.rmtree(data)
    shutil.copytree(saved, data)


def _run(fork: Any, place: Place) -> None:
    process = fork.Process(target=_accept, args=(place,))
    process.start()
    process.join()
    assert process.exitcode == 0, f"accept ended with {process.exitcode}"


def _accept(place: Place) -> None:
    place.accept()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as where:
        found = kill_accepts(Path(where), int(sys.argv[1]))
    print(found)
    sys.exit(bool(found["faults"]))
