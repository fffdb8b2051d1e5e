"""How the work of a job was divided: its stages, what they passed on, the share of each worker.

All is asked of the address at which Spark tells of itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any
from urllib.request import ProxyHandler, build_opener

from kg.model.spelling import count

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_QUANTILES = "0.5,1.0"
_PATIENCE, _SILENCE = 5.0, 30.0
"""Seconds that the last stage may take until Spark tells of it, and that Spark may be silent."""
_ENDED = ("COMPLETE", "FAILED")


@dataclass(frozen=True, slots=True)
class WorkStage:
    """A stage: its tasks, how many failed, bytes and rows passed on, seconds of tasks.

    `largest_share` is how many times as many rows the task with the most had as the one in the
    middle had (0 where that has none).
    """

    number: int
    tasks: int
    failed: int
    rows: int
    read: int
    written: int
    median: float
    longest: float
    largest_share: float

    @property
    def line(self) -> str:
        """All of it in one line."""
        words = [
            f"stage {self.number}: {count(self.tasks, 'task')}, {count(self.rows, 'row')}",
            f"shuffle {_size(self.read)} read, {_size(self.written)} written",
            f"a task {self.median:.2f} s in the middle, {self.longest:.2f} s at most",
        ]
        if self.tasks > 1 and self.largest_share:
            words.append(f"most rows {self.largest_share:.1f} x the middle")
        words += [f"{self.failed} failed"] if self.failed else []
        return "; ".join(words)


@dataclass(frozen=True, slots=True)
class WorkerShare:
    """What one worker did: tasks, seconds of tasks, bytes read from others and written for them."""

    name: str
    tasks: int
    seconds: float
    read: int
    written: int
    is_lost: bool

    @property
    def line(self) -> str:
        """All of it in one line."""
        return (
            f"worker {self.name}: {count(self.tasks, 'task')}, {self.seconds:.1f} s of tasks; "
            f"shuffle {_size(self.written)} written, {_size(self.read)} read"
            f"{'; lost' * self.is_lost}"
        )


@dataclass(frozen=True, slots=True)
class WorkDone:
    """What a job took."""

    stages: tuple[WorkStage, ...]
    workers: tuple[WorkerShare, ...]

    @property
    def summary(self) -> str:
        """All of it in one line."""
        shares = " + ".join(f"{one.tasks:,}" for one in self.workers)
        tasks = sum(one.tasks for one in self.workers)
        read, written = (sum(getattr(s, n) for s in self.stages) for n in ("read", "written"))
        failed = sum(stage.failed for stage in self.stages)
        lost = sum(one.is_lost for one in self.workers)
        words = [
            f"{len(self.stages):,} stages",
            f"{tasks:,} tasks on {len(self.workers)} workers ({shares})",
            f"shuffle {_size(written)} written, {_size(read)} read",
        ]
        words += [f"{failed:,} tasks failed and were run again"] if failed else []
        words += [f"{lost} lost"] if lost else []
        return "; ".join(words)

    def lines(self) -> Iterator[str]:
        """Yield a line a worker, and one a stage that passed something on."""
        yield from (one.line for one in self.workers)
        yield from (s.line for s in self.stages if s.read or s.written or s.failed)


def measure_work(spark: SparkSession) -> WorkDone | None:
    """Return what the jobs of a session took; None where Spark does not tell."""
    context = spark.sparkContext
    try:
        stages = _settled(context)
        executors = _ask(context, "allexecutors")
        done = [_stage(one, _tasks(context, one)) for one in stages if one["status"] in _ENDED]
    except (OSError, ValueError):
        return None
    workers = (_share(one) for one in sorted(executors, key=_name) if _works(one))
    return WorkDone(tuple(sorted(done, key=lambda stage: stage.number)), tuple(workers))


def _settled(context: Any) -> Sequence[dict[str, Any]]:
    """Return the stages when Spark has told of the end of all."""
    until = monotonic() + _PATIENCE
    while True:
        stages: list[dict[str, Any]] = _ask(context, "stages")
        if monotonic() > until or all(one["status"] != "ACTIVE" for one in stages):
            return stages
        sleep(0.2)


def _tasks(context: Any, stage: dict[str, Any]) -> dict[str, Any]:
    """Return what the task in the middle and the largest took; of one task it is the stage's."""
    if stage["numTasks"] < 2:
        return {"executorRunTime": [stage["executorRunTime"]] * 2}
    place = f"stages/{stage['stageId']}/{stage['attemptId']}/taskSummary"
    found: dict[str, Any] = _ask(context, f"{place}?quantiles={_QUANTILES}")
    return found


def _ask(context: Any, what: str) -> Any:
    address = f"{context.uiWebUrl}/api/v1/applications/{context.applicationId}/{what}"
    with build_opener(ProxyHandler({})).open(address, timeout=_SILENCE) as answer:
        return json.load(answer)


def _stage(told: dict[str, Any], spread: dict[str, Any]) -> WorkStage:
    middle, most = spread["executorRunTime"]
    read = (spread.get("shuffleReadMetrics") or {}).get("readRecords") or (0, 0)
    return WorkStage(
        number=told["stageId"],
        tasks=told["numTasks"],
        failed=told["numFailedTasks"],
        rows=told["shuffleReadRecords"] or told["inputRecords"],
        read=told["shuffleReadBytes"],
        written=told["shuffleWriteBytes"],
        median=middle / 1000,
        longest=most / 1000,
        largest_share=read[1] / read[0] if read[0] else 0.0,
    )


def _name(told: dict[str, Any]) -> str:
    return str(told["id"])


def _works(told: dict[str, Any]) -> bool:
    return bool(told["id"] != "driver" or told["totalTasks"])


def _share(told: dict[str, Any]) -> WorkerShare:
    return WorkerShare(
        name=f"{told['id']} at {told['hostPort']}",
        tasks=told["totalTasks"],
        seconds=told["totalDuration"] / 1000,
        read=told["totalShuffleRead"],
        written=told["totalShuffleWrite"],
        is_lost=not told["isActive"],
    )


def _size(size: float) -> str:
    """Return bytes in words.

    >>> _size(512), _size(3_400_000)
    ('512 B', '3.4 MB')
    """
    units = iter(("B", "kB", "MB", "GB"))
    unit = next(units)
    while size >= 1000 and unit != "GB":
        size, unit = size / 1000, next(units)
    return f"{size:.0f} B" if unit == "B" else f"{size:.1f} {unit}"
