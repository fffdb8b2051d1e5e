"""Kill publications at any moment: `python -m tests.kills_of_publish 20 [FOLDER [BATCH]]`.

Each time the server is emptied, a run is killed by a signal that it cannot catch, and a second run
of the same command must end with all of the graph on the server, and nothing else.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.engine.store import open_graph
from tests.conftest import ROOT
from tests.server import serve_writable


def kill_publications(
    output: Path, address: str, runs: int, batch: int, seed: int = 1
) -> dict[str, Any]:
    """Return what was seen: runs, how many were killed before their end, and every fault."""
    moments = random.Random(seed)
    want = set(open_graph(output).store)
    command = [sys.executable, "-m", "kg", "publish", address, "-q", "--graph", str(output),
               "--batch", str(batch)]  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    _empty(address)
    begun = time.monotonic()
    subprocess.run(command, env=environment, check=True)
    usual = time.monotonic() - begun
    killed, faults = 0, []
    while killed < runs and len(faults) < runs:
        _empty(address)
        run = subprocess.Popen(command, env=environment)
        try:
            run.wait(moments.uniform(0.2, usual))
        except subprocess.TimeoutExpired:
            run.send_signal(signal.SIGKILL)
            killed += 1
        run.wait()
        again = subprocess.run(command, env=environment, capture_output=True, text=True)
        if again.returncode:
            faults.append(again.stderr)
        elif _read(address) != want:
            faults.append(f"kill {killed}: the server holds something else")
    return {"runs": runs, "killed": killed, "faults": faults}


def _empty(address: str) -> None:
    request = urllib.request.Request(f"{address}/store", method="DELETE")
    with urllib.request.urlopen(request):
        pass


def _read(address: str) -> set[ox.Quad]:
    request = urllib.request.Request(f"{address}/store", headers={"Accept": "application/n-quads"})
    with urllib.request.urlopen(request) as reply:
        return set(ox.parse(reply.read(), ox.RdfFormat.N_QUADS))  # type: ignore[arg-type]


if __name__ == "__main__":
    given = sys.argv[2:]
    with tempfile.TemporaryDirectory() as place, serve_writable(Path(place)) as served:
        folder = Path(given[0]) if given else ROOT / "output"
        size = int(given[1]) if given[1:] else 10_000
        found = kill_publications(folder, served, int(sys.argv[1]), size)
    print(found)
    sys.exit(bool(found["faults"]))
