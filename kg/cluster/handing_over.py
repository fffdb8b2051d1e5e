"""Run a job from beginning to end: what is wrong is told before a cluster is troubled."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from kg.cluster.jobs import DAYS, find_job, run_job
from kg.cluster.parquet_record import ParquetRecord, check_tables
from kg.cluster.session import check_libraries, connect
from kg.errors import OutputError, UsageError

if TYPE_CHECKING:
    from kg.analysis.measure import Table
    from kg.cluster.work_done import WorkDone


@dataclass(frozen=True, slots=True)
class ClusterOptions:
    """Where a job runs: how long it may wait for the cluster, in what folder it sets things aside.

    `scratch` must be seen by all workers; without one it is a folder of this machine, which is
    enough where all workers run on it.
    """

    master: str
    wait: float = 60.0
    scratch: str = ""
    log: Path | None = None
    settings: Mapping[str, str] = field(default_factory=dict)


def analyse_on(
    options: ClusterOptions,
    place: str,
    name: str,
    table: str | None = None,
    days: Sequence[str] = (),
) -> tuple[Table, WorkDone | None]:
    """Return a table of a job over the tables in a folder, and what it took."""
    from kg.cluster.work_done import measure_work
    from kg.history.existence import read_day

    name, table = find_job(name, table)
    if days and name != DAYS:
        raise UsageError(f"--on: only '{DAYS}' is asked about days, not '{name}'")
    for day in days:
        read_day(day)
    check_tables(place)
    check_libraries()
    where = place if "://" in place else str(Path(place).resolve())
    with (
        _unwinding(),
        _room(options) as (scratch, log),
        connect(options.master, log, options.wait, options.settings) as spark,
    ):
        found = run_job(ParquetRecord(spark, where, scratch), name, table, days)
        return found, measure_work(spark)


@contextmanager
def _unwinding() -> Iterator[None]:
    """Let who is asked to end (SIGTERM) stop Spark and leave nothing that was set aside."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def _room(options: ClusterOptions) -> Iterator[tuple[str, Path]]:
    """Give a folder for what is set aside, gone afterwards, and the file that Spark prints into."""
    from secrets import token_hex

    if "://" in options.scratch:
        with TemporaryDirectory(prefix="kg-spark-") as folder:
            yield f"{options.scratch}/kg-{token_hex(8)}", options.log or Path(folder) / "log"
        return
    try:
        if options.scratch:
            Path(options.scratch).mkdir(parents=True, exist_ok=True)
        room = TemporaryDirectory(prefix="kg-spark-", dir=options.scratch or None,
                                  ignore_cleanup_errors=True)  # fmt: skip
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise OutputError(f"{options.scratch}: cannot be written: {reason}") from None
    with room as folder:
        # workers may run as another user
        Path(folder).chmod(0o777)
        yield f"{Path(folder).resolve()}/rounds", options.log or Path(folder) / "log"
