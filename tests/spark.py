"""A standalone cluster of Spark on this machine: a master and its workers, each a process."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

NO_PYTHON = "/nowhere/python"
"""The Python of the workers: there is none, as no row may pass through one."""
_READY = 300.0
"""Seconds that a process of it may take to begin, on a machine that is busy."""


@dataclass
class SparkCluster:
    """Where the master answers, and the processes of the workers."""

    address: str
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def kill_worker(self, number: int) -> None:
        """Kill a worker with all that it runs, as a machine that fails would."""
        os.killpg(self.workers[number].pid, signal.SIGKILL)
        self.workers[number].wait()


@contextmanager
def run_cluster(folder: Path, workers: int = 2) -> Iterator[SparkCluster]:
    """Give a cluster of workers with one core each, which ends at the end."""
    started: list[subprocess.Popen[bytes]] = []
    try:
        master = _start(folder, "master", "master.Master", "--host", "127.0.0.1", "--port", "0")
        started.append(master)
        cluster = SparkCluster(_await(folder / "master.log", r"at (spark://\S+:\d+)"))
        for number in range(workers):
            cluster.workers.append(
                _start(
                    folder, f"worker-{number}", "worker.Worker", "--host", "127.0.0.1",
                    "--cores", "1", "--memory", "1g", "--work-dir", str(folder / f"work-{number}"),
                    cluster.address,
                )
            )  # fmt: skip
            started.append(cluster.workers[-1])
        for number in range(workers):
            _await(folder / f"worker-{number}.log", "(Successfully registered)")
        yield cluster
    finally:
        for process in started:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _start(folder: Path, name: str, daemon: str, *arguments: str) -> subprocess.Popen[bytes]:
    """Start a part of Spark in a group of its own."""
    found = find_spec("pyspark")
    assert found is not None and found.origin is not None
    home = Path(found.origin).parent
    command = [str(home / "bin" / "spark-class"), f"org.apache.spark.deploy.{daemon}"]
    with (folder / f"{name}.log").open("wb") as log:
        return subprocess.Popen(
            [*command, "--webui-port", "0", *arguments],
            stdout=log,
            stderr=log,
            env={**os.environ, "SPARK_HOME": str(home), "SPARK_LOCAL_DIRS": str(folder)},
            start_new_session=True,
        )


def _await(log: Path, pattern: str) -> str:
    until = time.monotonic() + _READY
    while time.monotonic() < until:
        found = re.search(pattern, log.read_text("utf8", errors="replace"))
        if found:
            return found[1]
        time.sleep(0.1)
    raise AssertionError(f"{log.name} says nothing of it:\n{log.read_text('utf8')[-2000:]}")


def run_kg_apart(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run `kg` as a user does, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "kg", *arguments],
        capture_output=True,
        text=True,
        timeout=900,
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": str(Path(__file__).parents[1]),
            "PYSPARK_PYTHON": NO_PYTHON,
        },
    )
