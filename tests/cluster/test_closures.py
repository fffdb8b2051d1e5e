"""What takes rounds: against networkx on graphs with circles, long lines and one crowded thing."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx
import pytest

from kg.cluster.closures import close, find_components, find_generations
from kg.cluster.parquet_record import ParquetRecord
from kg.cluster.work_done import measure_work
from kg.history.families import without_cycles

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

pytestmark = pytest.mark.spark

Pairs = list[tuple[str, str]]


def _random(seed: int, things: int, pairs: int) -> Pairs:
    chance = random.Random(seed)
    return [(f"n{chance.randrange(things)}", f"n{chance.randrange(things)}") for _ in range(pairs)]


GRAPHS: dict[str, Pairs] = {
    "a line": [(f"n{i}", f"n{i + 1}") for i in range(7)],
    "a circle with a tail": [("a", "b"), ("b", "c"), ("c", "a"), ("c", "d"), ("d", "e")],
    "two circles in a row": [("a", "b"), ("b", "a"), ("b", "c"), ("c", "d"), ("d", "c")],
    "one that follows itself": [("a", "a"), ("a", "b")],
    "sparse": _random(1, 40, 30),
    "dense": _random(2, 12, 40),
}


@pytest.fixture
def record(spark: SparkSession, tmp_path: Path) -> ParquetRecord:
    return ParquetRecord(spark, "", str(tmp_path / "rounds"))


def _frame(spark: SparkSession, pairs: Pairs, one: str, other: str) -> DataFrame:
    rows = ", ".join(f"('{a}', '{b}')" for a, b in pairs)
    return spark.sql(f"SELECT * FROM VALUES {rows} AS t({one}, {other})")


def test_rounds_find_what_networkx_finds(record: ParquetRecord, spark: SparkSession) -> None:
    pairs = [
        (f"{name} {one}", f"{name} {other}")
        for name, found in GRAPHS.items()
        for one, other in found
    ]
    graph = nx.DiGraph(pairs)
    steps = _frame(spark, pairs, "before", "after")

    closed = {(r["before"], r["after"]): r["steps"] for r in close(record, steps).collect()}
    assert closed == _closure(graph)

    dag = without_cycles(graph)
    known: dict[str, int] = {}
    for node in nx.topological_sort(dag):
        known[node] = max((known[b] + 1 for b in dag.predecessors(node)), default=0)
    generations, straight = find_generations(record, steps)
    assert {r["after"]: r["generation"] for r in generations.collect()} == {
        node: generation for node, generation in known.items() if generation
    }
    assert {(r["before"], r["after"]) for r in straight.collect()} == set(dag.edges)

    parts: dict[str, set[str]] = {}
    for row in find_components(record, _frame(spark, pairs, "one", "other")).collect():
        parts.setdefault(row["part"], set()).add(row["id"])
    undirected = nx.Graph((one, other) for one, other in pairs if one != other)
    assert sorted(map(sorted, parts.values())) == sorted(
        map(sorted, nx.connected_components(undirected))
    )


def _closure(graph: nx.DiGraph[str]) -> dict[tuple[str, str], int]:
    """Return who comes before whom, with the least steps: at least one, back to itself too."""
    found: dict[tuple[str, str], int] = {}
    for start in graph:
        level, distance = set(graph.successors(start)), 1
        while level:
            for node in level:
                found[start, node] = distance
            level = {n for node in level for n in graph.successors(node)} - {
                n for s, n in found if s == start
            }
            distance += 1
    return found


def test_a_thing_with_very_many_links_is_work_for_both_workers(
    record: ParquetRecord, spark: SparkSession
) -> None:
    from pyspark.sql import functions as F

    many = 400_000
    hub = spark.range(many).select(
        F.lit("hub").alias("one"), F.format_string("thing-%d", "id").alias("other")
    )
    line = spark.range(100).select(
        F.format_string("thing-%d", F.col("id") + many).alias("one"),
        F.format_string("thing-%d", F.col("id") + many + 1).alias("other"),
    )
    before = measure_work(spark)
    parts = find_components(record, hub.union(line))
    sizes = sorted(row["count"] for row in parts.groupBy("part").count().collect())
    assert sizes == [101, many + 1]
    after = measure_work(spark)
    assert before is not None and after is not None
    last = max((stage.number for stage in before.stages), default=-1)
    heavy = [s for s in after.stages if s.number > last and s.read and s.rows > many]
    assert heavy
    assert max(stage.largest_share for stage in heavy) < 3
