"""What a cluster of two workers finds is what one process finds, cell for cell."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import networkx as nx
import pytest

from kg.analysis import analyse
from kg.cluster.jobs import JOBS, run_job
from kg.cluster.parquet_record import ParquetRecord
from kg.engine.store import LocalGraph
from kg.history.actors import read_network
from kg.history.existence import find_existing
from kg.history.lineage import find_closure
from kg.index.index import index_of
from kg.index.steps import SUCCESSION, read_steps

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = pytest.mark.spark

LOCAL = {"components": "structure"}
"""Job -> the local analysis that has its tables, where that is called otherwise."""
OF_ANALYSES = [
    (job, table)
    for job, tables in JOBS.items()
    for table in tables
    if job != "as-of" and table not in ("heirs", "states", "parts")
]
DAYS = ("1950", "1974-04-01", "1999-12-31", "2005-06", "2013-04-01", "2016", "2026-01-01", "2031")


@pytest.fixture(scope="module", params=["shipped", "synthetic"])
def graph(request: pytest.FixtureRequest) -> LocalGraph:
    """A record as one process reads it."""
    found: LocalGraph = request.getfixturevalue(request.param)[0]
    return found


@pytest.fixture(scope="module")
def record(
    graph: LocalGraph,
    request: pytest.FixtureRequest,
    spark: SparkSession,
    tmp_path_factory: pytest.TempPathFactory,
) -> ParquetRecord:
    """The same record as the cluster reads it."""
    found = {
        id(pair[0]): pair[1] for pair in map(request.getfixturevalue, ("shipped", "synthetic"))
    }
    scratch = tmp_path_factory.mktemp("scratch") / "rounds"
    return ParquetRecord(spark, str(found[id(graph)]), str(scratch))


@pytest.mark.parametrize(("job", "table"), OF_ANALYSES)
def test_a_table_is_that_of_the_local_analysis(
    record: ParquetRecord, graph: LocalGraph, job: str, table: str
) -> None:
    found = run_job(record, job, table)
    local = analyse(graph, LOCAL.get(job, job)).table(table)
    assert found.rows == local.rows
    assert (found.name, found.title, found.columns) == (local.name, local.title, local.columns)


def test_everything_that_came_after_a_thing_is_found_at_any_distance(
    record: ParquetRecord, graph: LocalGraph
) -> None:
    found = run_job(record, "lineage", "heirs").rows
    index = index_of(graph)
    bodies = {step.before for step in read_steps(graph, (SUCCESSION,))}
    local = {(body, heir) for body in bodies for heir in find_closure(index, body)}
    assert len(found) == len(local)
    assert {row[:2] for row in found} == local


def test_the_parts_of_the_network_are_those_that_networkx_finds(
    record: ParquetRecord, graph: LocalGraph
) -> None:
    found = run_job(record, "components", "parts").rows
    network = nx.Graph([*read_network(graph).links])
    parts = [network.subgraph(part) for part in nx.connected_components(network)]
    assert Counter(row[2:] for row in found) == Counter(
        (part.number_of_nodes(), part.number_of_edges()) for part in parts
    )


def test_what_existed_on_a_day_is_as_many_as_as_of_lists(
    record: ParquetRecord, graph: LocalGraph
) -> None:
    found = run_job(record, "as-of", "counts", DAYS).rows
    index, local = index_of(graph), []
    for day in DAYS:
        held = Counter((one.entity.kind, one.how.value) for one in find_existing(index, day).found)
        for kind in sorted({kind for kind, _ in held}):
            counts = (held[kind, how] for how in ("certain", "going on", "possible"))
            local.append((day, kind, *counts))
    assert list(found) == local


def test_the_states_of_advice_are_those_of_the_ledger(
    record: ParquetRecord, graph: LocalGraph
) -> None:
    from kg.ask.balance import By, draw_balance
    from kg.history.advice import STATES, read_advice

    found = run_job(record, "recurrence", "states").rows
    drawn = draw_balance(read_advice(graph)[0], By.topic, {})
    assert list(found) == [
        (b.label, len(b.held), *(len(b.states[s]) for s in STATES), len(b.contested), b.date, b.id)
        for b in drawn
    ]
