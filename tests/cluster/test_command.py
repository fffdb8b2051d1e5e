"""`kg cluster analyse` as a user runs it: the bytes of the local command, and a cluster that fails."""

from __future__ import annotations

import socket
import threading
from pathlib import Path
from time import monotonic, sleep

import pytest

from kg.cluster.jobs import run_job
from kg.cluster.parquet_record import ParquetRecord
from kg.cluster.session import connect
from kg.cluster.work_done import measure_work
from kg.engine.store import LocalGraph
from tests.cluster.conftest import EXECUTOR
from tests.spark import SparkCluster, run_cluster, run_kg_apart

pytestmark = pytest.mark.spark

Record = tuple[LocalGraph, Path]
SMALL = ("--set", "spark.executor.memory=900m")


@pytest.mark.parametrize(
    ("job", "table", "form"), [("lineage", "families", "csv"), ("suppliers", "by-buyer", "json")]
)
def test_it_prints_the_bytes_that_the_local_command_prints(
    cluster: SparkCluster, synthetic: Record, tmp_path: Path, job: str, table: str, form: str
) -> None:
    graph, tables = synthetic
    local = run_kg_apart(
        "analyse", job, "--table", table, "-f", form, "--graph", str(graph.place), folder=tmp_path
    )
    ran = run_kg_apart(
        "cluster", "analyse", job, "--table", table, "-f", form, "--input", str(tables),
        "--master", cluster.address, "--wait", "300", *SMALL, folder=tmp_path,
    )  # fmt: skip
    assert ran.returncode == local.returncode == 0, ran.stderr
    assert ran.stdout == local.stdout
    (told,) = ran.stderr.splitlines()
    assert "tasks on 2 workers" in told
    assert list(tmp_path.iterdir()) == []


def test_the_stages_and_the_share_of_each_worker_are_told_when_asked(
    cluster: SparkCluster, synthetic: Record, tmp_path: Path
) -> None:
    ran = run_kg_apart(
        "cluster", "analyse", "as-of", "--on", "2013-04-01", "--on", "1974", "--explain",
        "--input", str(synthetic[1]), "--master", cluster.address, "--wait", "300",
        "--log", "spark.log", "--scratch", "rounds", *SMALL, folder=tmp_path,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    lines = ran.stderr.splitlines()
    assert sum(line.startswith("worker ") for line in lines) == 2
    assert any(line.startswith("stage ") and "shuffle" in line for line in lines)
    assert "log4j" in (tmp_path / "spark.log").read_text("utf8")
    assert list((tmp_path / "rounds").iterdir()) == []


def test_a_worker_that_is_killed_changes_nothing_but_the_time(
    synthetic: Record, tmp_path: Path
) -> None:
    """The worker dies in the middle of a round, with what it had passed on so far."""
    (tmp_path / "cluster").mkdir()
    with (
        run_cluster(tmp_path / "cluster") as cluster,
        connect(cluster.address, tmp_path / "log", 300, EXECUTOR) as spark,
    ):
        whole = ParquetRecord(spark, str(synthetic[1]), str(tmp_path / "whole"))
        expected = run_job(whole, "lineage", "families")
        tracker = spark.sparkContext.statusTracker()
        killed = threading.Event()

        def kill() -> None:
            while not (tmp_path / "broken" / "6").exists() or not tracker.getActiveStageIds():
                sleep(0.01)
            cluster.kill_worker(0)
            killed.set()

        threading.Thread(target=kill, daemon=True).start()
        broken = ParquetRecord(spark, str(synthetic[1]), str(tmp_path / "broken"))
        found = run_job(broken, "lineage", "families")
        assert killed.is_set()
        assert found.rows == expected.rows
        work = measure_work(spark)
        assert work is not None
        assert [worker.is_lost for worker in work.workers].count(True) == 1
        assert "1 lost" in work.summary


def test_what_is_no_master_ends_in_time_and_in_one_line(synthetic: Record, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"spark://127.0.0.1:{server.getsockname()[1]}"
        begun = monotonic()
        ran = run_kg_apart(
            "cluster", "analyse", "churn", "--input", str(synthetic[1]), "--master", address,
            "--wait", "10", folder=tmp_path,
        )  # fmt: skip
    assert monotonic() - begun < 100
    assert ran.returncode == 2
    assert ran.stderr == (
        f"kg: {address}: no Spark cluster answers in time; is it one? (--wait SECONDS waits longer)\n"
    )


def test_a_cluster_without_a_free_worker_ends_in_time_and_in_one_line(
    synthetic: Record, tmp_path: Path
) -> None:
    (tmp_path / "cluster").mkdir()
    with run_cluster(tmp_path / "cluster", workers=0) as cluster:
        ran = run_kg_apart(
            "cluster", "analyse", "churn", "--input", str(synthetic[1]),
            "--master", cluster.address, "--wait", "30", folder=tmp_path,
        )  # fmt: skip
    assert ran.returncode == 2
    assert ran.stderr.startswith(f"kg: {cluster.address}: gave no worker within 30 s")
    assert ran.stderr.count("\n") == 1


def test_a_table_that_is_damaged_is_told_in_one_line(synthetic: Record, tmp_path: Path) -> None:
    import shutil

    tables = tmp_path / "tables"
    shutil.copytree(synthetic[1], tables)
    for part in (tables / "nodes").rglob("*.parquet"):
        part.write_bytes(b"no Parquet")
    ran = run_kg_apart(
        "cluster", "analyse", "churn", "--input", str(tables), "--master", "local[2]",
        "--wait", "300", folder=tmp_path,
    )  # fmt: skip
    assert ran.returncode == 2
    assert ran.stderr.startswith("kg: ")
    assert ran.stderr.count("\n") == 1
    assert "\tat " not in ran.stderr
