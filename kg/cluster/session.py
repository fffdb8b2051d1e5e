"""A session on a Spark cluster, which begins within bounded time or says in one line why not.

What Spark itself prints goes into a file, from where the cause of a failure is told.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any
from warnings import catch_warnings, filterwarnings

from kg.errors import GraphError, KgError, MissingExtra, UsageError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

OLDEST_JAVA = 17
_MASTER = re.compile(
    r"local(\[(\d+|\*)(,\d+)?\])?|local-cluster\[.+\]|yarn|k8s://\S+"
    r"|spark://(?P<hosts>[^\s/,:]+:\d+(,[^\s/,:]+:\d+)*)"
)
_LOOPBACK = ("127.", "localhost")
SETTINGS: Mapping[str, str] = {
    "spark.app.name": "kg",
    "spark.ui.port": "0",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.shuffle.partitions": "64",
    "spark.sql.adaptive.advisoryPartitionSizeInBytes": "16m",
    "spark.sql.adaptive.skewJoin.skewedPartitionThresholdInBytes": "16m",
    "spark.sql.adaptive.forceOptimizeSkewedJoin": "true",
    "spark.sql.sources.parallelPartitionDiscovery.threshold": "10000",
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
    "spark.sql.debug.maxToStringFields": "1000",
}
"""What a session is set to, unless the user sets it otherwise.

Partitions that are small are put together while a job runs, and one far larger than the others (a
thing with a million relations) is split.
"""


def check_master(master: str) -> None:
    """Raise UsageError for what is no address of a cluster, GraphError where none answers there."""
    found = _MASTER.fullmatch(master)
    if found is None:
        raise UsageError(
            f"--master '{master}': expected spark://HOST:PORT, local[2], yarn or k8s://URL"
        )
    problems = []
    for place in (found["hosts"] or "").split(",") if found["hosts"] else ():
        host, _, port = place.rpartition(":")
        try:
            socket.create_connection((host, int(port)), timeout=5).close()
            return
        except (OSError, OverflowError) as error:
            problems.append(str(getattr(error, "strerror", None) or error).lower())
    if problems:
        raise GraphError(f"{master}: no Spark cluster answers ({problems[0]}); is it started?")


def check_libraries() -> None:
    """Raise MissingExtra without PySpark, UsageError without a Java that it can run on."""
    if find_spec("pyspark") is None:
        raise MissingExtra("kg cluster", "spark")
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java", path=str(Path(home) / "bin") if home else None)
    where = f"JAVA_HOME={home}" if home else "the PATH"
    mend = f"Spark runs on Java {OLDEST_JAVA} or newer: apt install openjdk-17-jre-headless"
    if java is None:
        raise UsageError(f"there is no java in {where}; {mend}")
    told = subprocess.run([java, "-version"], capture_output=True, text=True).stderr
    version = re.search(r'version "(?:1\.)?(\d+)', told)
    if version is None or int(version[1]) < OLDEST_JAVA:
        raise UsageError(f"the java in {where} is {version[1] if version else 'none'}; {mend}")


@contextmanager
def connect(
    master: str, log: Path, wait: float, settings: Mapping[str, str] | None = None
) -> Iterator[SparkSession]:
    """Give a session on a cluster, with a worker at the least; GraphError after `wait` seconds.

    What Spark prints is appended to `log`.
    """
    check_libraries()
    check_master(master)
    until = monotonic() + wait
    gateway = None
    with log.open("ab") as stream, catch_warnings():
        # about libraries that its functions of rows in Python use, of which there is none here
        filterwarnings("ignore", module="pyspark")
        try:
            gateway, spark = _start(master, stream, until, dict(settings or {}))
            _await_workers(spark, master, until, wait)
            yield spark
        except Exception as error:
            if isinstance(error, KgError) or not is_of_spark(error):
                raise
            raise GraphError(f"{master}: {find_cause(error)}") from None
        finally:
            if gateway is not None:
                _stop(gateway)


def is_of_spark(error: Exception) -> bool:
    """Return whether an error comes from Spark, its cluster or the way to it."""
    names = {cls.__module__.partition(".")[0] for cls in type(error).__mro__}
    return not names.isdisjoint({"py4j", "pyspark"}) or isinstance(error, ConnectionError)


def find_cause(error: Exception) -> str:
    """Return in one line why Spark failed: without the stack of Java, which the log holds."""
    text = str(getattr(error, "java_exception", None) or error)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    shown = [line for line in lines if not line.startswith(("at ", "Py4J", "An error occurred"))]
    cause = next((line for line in lines if line.startswith("Caused by:")), "")
    first = (cause.removeprefix("Caused by:") or (shown or ["it ended without a word"])[0]).strip()
    plain = re.sub(r"^(?:: )?(?:[a-z]\w*\.)+[A-Z]\w*(?:Exception|Error)?: ", "", first)
    return f"the job failed: {plain[:300]}"


def _start(master: str, stream: Any, until: float, settings: dict[str, str]) -> tuple[Any, Any]:
    """Start Spark's own process and a session in it; GraphError where the cluster is mute."""
    from pyspark import SparkConf, SparkContext
    from pyspark.java_gateway import launch_gateway
    from pyspark.sql import SparkSession

    wanted = {**SETTINGS, "spark.master": master, **_at_home(master), **settings}
    conf = SparkConf(loadDefaults=False).setAll(list(wanted.items()))
    with _own_spark():
        gateway = launch_gateway(conf, {"stdout": stream, "stderr": stream})
    made: list[SparkContext] = []
    failed: list[Exception] = []

    def begin() -> None:
        try:
            made.append(SparkContext(conf=conf, gateway=gateway))
        except Exception as error:
            failed.append(error)

    thread = threading.Thread(target=begin, daemon=True)
    thread.start()
    thread.join(max(1.0, until - monotonic()))
    if made:
        return gateway, SparkSession(made[0])
    is_mute = not failed
    _stop(gateway)
    if is_mute:
        raise GraphError(
            f"{master}: no Spark cluster answers in time; is it one? (--wait SECONDS waits longer)"
        )
    raise failed[0]


@contextmanager
def _own_spark() -> Iterator[None]:
    """Let the Spark that PySpark brings be the one that starts, whatever else is installed."""
    import pyspark

    known = os.environ.get("SPARK_HOME")
    os.environ["SPARK_HOME"] = str(Path(pyspark.__file__).parent)
    try:
        yield
    finally:
        os.environ.pop("SPARK_HOME")
        if known is not None:
            os.environ["SPARK_HOME"] = known


def _at_home(master: str) -> dict[str, str]:
    """Return the settings by which only this machine reaches a session for itself alone."""
    place = master.removeprefix("spark://")
    if not place.startswith((*_LOOPBACK, "local")):
        return {}
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    return {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}


def _await_workers(spark: SparkSession, master: str, until: float, wait: float) -> None:
    """Wait for the first worker: a job without one would wait for ever."""
    if master.startswith("local"):
        return
    context: Any = spark.sparkContext
    while context._jsc.sc().getExecutorMemoryStatus().size() < 2:
        if monotonic() > until:
            raise GraphError(
                f"{master}: gave no worker within {wait:g} s; none is free, or none has the memory "
                "that is asked for (--set spark.executor.memory=1g)"
            )
        sleep(0.1)


def _stop(gateway: Any) -> None:
    """End Spark's own process, whatever it is at."""
    from pyspark import SparkContext

    context = SparkContext._active_spark_context
    if context is not None and gateway.proc.poll() is None:
        timer = threading.Timer(20, gateway.proc.kill)
        timer.start()
        with suppress(Exception):
            context.stop()
        timer.cancel()
    with suppress(Exception):
        gateway.shutdown()
    gateway.proc.stdin.close()
    with suppress(subprocess.TimeoutExpired):
        gateway.proc.wait(5)
    gateway.proc.kill()
    gateway.proc.wait()
    SparkContext._gateway = SparkContext._jvm = None
    SparkContext._active_spark_context = None
