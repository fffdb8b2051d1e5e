"""A cluster of two workers, a session on it, and records as Parquet with what they were built to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.engine.about import ontology_of
from kg.engine.store import LocalGraph, open_graph
from kg.read.ontology import load_vocabulary
from tests.spark import NO_PYTHON, SparkCluster, run_cluster

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

EXECUTOR = {"spark.executor.memory": "900m"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what starts a cluster, unless it is asked for."""
    if "spark" in config.option.markexpr:
        return
    for item in items:
        if "spark" in item.keywords and item.get_closest_marker("spark"):
            item.add_marker(pytest.mark.skip(reason="run by make test-spark"))


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkCluster]:
    """A master and two workers."""
    with run_cluster(tmp_path_factory.mktemp("cluster")) as cluster:
        yield cluster


@pytest.fixture(scope="module")
def spark(
    cluster: SparkCluster, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SparkSession]:
    """A session on both workers."""
    from kg.cluster.session import connect

    log = tmp_path_factory.mktemp("session") / "log"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", NO_PYTHON)
        with connect(cluster.address, log, 300, EXECUTOR) as spark:
            yield spark


def export(out: Path, folder: Path) -> tuple[LocalGraph, Path]:
    """Return a built graph, and where its tables stand."""
    from kg.export.parquet import write_parquet

    graph = open_graph(out)
    tables = folder / "tables.parquet"
    write_parquet(graph, load_vocabulary(ontology_of(graph), graph.space), tables)
    return graph, tables


@pytest.fixture(scope="session")
def shipped(
    shipped_output: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[LocalGraph, Path]:
    """The shipped record and its tables."""
    return export(shipped_output, tmp_path_factory.mktemp("shipped-tables"))


@pytest.fixture(scope="session")
def synthetic(tmp_path_factory: pytest.TempPathFactory) -> tuple[LocalGraph, Path]:
    """A synthetic record of 30,000 triples and its tables."""
    from kg.make import pipeline
    from tests.bench.generate import generate

    folder = tmp_path_factory.mktemp("synthetic")
    generate(30_000, folder / "data")
    pipeline.build(folder / "data", folder / "output")
    return export(folder / "output", folder)
