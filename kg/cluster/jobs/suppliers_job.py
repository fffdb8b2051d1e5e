"""Suppliers on a cluster: how contract values are spread over suppliers, buyers and years."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from kg.analysis.measure import Table, Value
from kg.cluster.forms import fill, form_of
from kg.cluster.parquet_record import ParquetRecord
from kg.history.contracts import NOT_RECORDED, UNSTATED

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, Row

PARTIES = {"supplier": "supplier", "buyer": "buyer", "programme": "contractFor"}
"""What contracts are split by -> the relation to those that a contract falls to."""
_UNDATED = "not certain"


def measure_concentration(record: ParquetRecord) -> Table:
    """Return how concentrated each kind of value is, as `kg analyse suppliers` has it.

    The index is formed from whole pounds, as exact as numbers of 38 digits are.
    """
    from pyspark.sql import functions as F

    contracts = _split(record, "supplier").where(
        ~F.col("kind").isin(*UNSTATED)
        & F.col("value").isNotNull()
        & (F.col("part") != NOT_RECORDED)
    )
    paid = contracts.groupBy("kind", "part").agg(
        F.count("*").alias("contracts"), F.sum("value").alias("paid")
    )
    exact = F.col("paid").cast("decimal(19,0)")
    found = paid.groupBy("kind").agg(
        F.sum("contracts").alias("contracts"),
        F.count("*").alias("suppliers"),
        F.sum(exact).alias("total"),
        F.sum(exact * exact).alias("squares"),
        F.min(F.struct((-F.col("paid")).alias("less"), F.col("part"))).alias("first"),
    )
    rows = sorted(found.where("total <> 0").collect(), key=lambda row: row["kind"])
    return fill(form_of("suppliers", "concentration"), map(_concentration, rows))


def _concentration(row: Row) -> tuple[Value, ...]:
    total, n = int(row["total"]), row["suppliers"]
    index = int(row["squares"]) / total**2
    share = 100 * -row["first"]["less"] / total
    return (row["kind"], row["contracts"], n, total, index, 1 / n, row["first"]["part"], share)


def sum_by(record: ParquetRecord, name: str) -> Table:
    """Return the contracts by one split and kind of value, as `kg analyse suppliers` has them."""
    from pyspark.sql import functions as F

    found = (
        _split(record, name)
        .groupBy("kind", "part")
        .agg(
            F.count("*").alias("contracts"),
            F.count("value").alias("values"),
            F.sum("value").alias("sum"),
        )
    )
    return fill(form_of("suppliers", f"by-{name}"), _spending(found.collect(), name == "year"))


sum_by_supplier = partial(sum_by, name="supplier")
sum_by_buyer = partial(sum_by, name="buyer")
sum_by_year = partial(sum_by, name="year")
sum_by_programme = partial(sum_by, name="programme")


def _spending(rows: list[Row], is_by_year: bool) -> Iterator[tuple[Value, ...]]:
    def place(row: Row) -> tuple[str, int, str]:
        return row["kind"], 0 if is_by_year else -(row["sum"] or 0), row["part"]

    for row in sorted(rows, key=place):
        is_mixed = row["values"] > 1 and row["kind"] in UNSTATED
        total = None if is_mixed else row["sum"]
        yield row["kind"], row["part"], row["contracts"], row["values"], total


def _split(record: ParquetRecord, name: str) -> DataFrame:
    """Return the contracts that count, with the kind of their value and the part they fall in."""
    from pyspark.sql import functions as F

    held = record.nodes("Contract", counts="boolean", valueKind="string", valueGBP="bigint")
    kind = F.lower(F.regexp_replace(F.coalesce("valueKind", F.lit("not stated")), "Value$", ""))
    first, last = F.year("start_earliest"), F.year("start_latest")
    contracts = held.where("counts").select(
        "id",
        kind.alias("kind"),
        F.when(F.col("valueGBP") >= 0, F.col("valueGBP")).alias("value"),
        F.when(first == last, first.cast("string")).otherwise(_UNDATED).alias("year"),
    )
    if name == "year":
        return contracts.withColumn("part", F.col("year"))
    parties = record.edges(PARTIES[name]).select(F.col("subject").alias("id"), "object")
    named = record.nodes().select(F.col("id").alias("object"), "label")
    called = F.coalesce("label", record.slug(F.col("object")))
    joint = (
        parties.join(named, "object", "left")
        .groupBy("id")
        .agg(F.array_join(F.array_sort(F.collect_set(called)), " + ").alias("part"))
    )
    part = F.coalesce("part", F.lit(NOT_RECORDED))
    return contracts.join(joint, "id", "left").withColumn("part", part)
