"""What existed on a cluster: how many things of each kind on each of some days, and how surely."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.analysis.measure import Column, Table
from kg.cluster.forms import make_table
from kg.cluster.parquet_record import ParquetRecord
from kg.history.existence import Held, read_day
from kg.index.presence import BEGINS, ENDS

if TYPE_CHECKING:
    from pyspark.sql import Column as SparkColumn
    from pyspark.sql import DataFrame

_HELD = (Held.CERTAIN, Held.GOING_ON, Held.POSSIBLE)


def count_existing(record: ParquetRecord, days: Sequence[str] = ()) -> Table:
    """Return how many things existed on some days, by kind, as `kg as-of` finds them.

    Without any day, on that which counts as now.
    """
    asked = list(days) or ([record.now.isoformat()] if record.now else [])
    found = _count(record, asked).collect() if asked else []
    columns = (Column("day"), Column("kind"), *(Column(how.value, "things") for how in _HELD))
    cells = (
        (row["day"], row["kind"], *(row[how.value] for how in _HELD))
        for row in sorted(found, key=lambda row: (row["number"], row["kind"]))
    )
    return make_table("counts", "What existed", columns, cells)


def _count(record: ParquetRecord, days: Sequence[str]) -> DataFrame:
    """Return a row a day, numbered as they are asked for, and kind of which anything existed."""
    from pyspark.sql import functions as F

    asked = [
        F.struct(
            F.lit(number).alias("number"),
            F.lit(text).alias("day"),
            F.lit(span.earliest).alias("from"),
            F.lit(span.latest).alias("to"),
        )
        for number, text in enumerate(days)
        if (span := read_day(text).days)
    ]
    held = _presences(record).select("*", F.inline(F.array(*asked))).withColumn("held", _held())
    counted = held.groupBy("number", "day", "kind").agg(
        *(F.count_if(F.col("held") == how.value).alias(how.value) for how in _HELD)
    )
    return counted.where(" OR ".join(f"`{how.value}` > 0" for how in _HELD))


def _presences(record: ParquetRecord) -> DataFrame:
    """Return what begins and ends, with what shows that it was there and what was planned."""
    from pyspark.sql import functions as F

    things = record.nodes(
        *record.classes.kinds_with("begins"),
        attestedFirst="date", attestedLast="date", aliveWhenRead="boolean", end="string",
    )  # fmt: skip
    return (
        things.join(_plans(record, BEGINS, "begins"), "id", "left")
        .join(_plans(record, ENDS, "ends"), "id", "left")
        .select(
            "kind",
            *(
                F.col(day)
                for day in ("start_earliest", "start_latest", "end_earliest", "end_latest")
            ),
            F.col("attestedFirst").alias("first"),
            F.col("attestedLast").alias("last"),
            F.coalesce("aliveWhenRead", F.lit(False)).alias("is_alive"),
            "begins",
            "ends",
        )
    )


def _plans(record: ParquetRecord, roles: str, name: str) -> DataFrame:
    """Return the first day and the last of what was planned first for each thing."""
    from pyspark.sql import functions as F

    properties = [role.removeprefix("nhsit:") for role in roles.split("|")]
    plans = record.nodes(status="string", date="string").where("status = 'Planned'")
    dated = plans.where("date_latest IS NOT NULL AND date IS NOT NULL").select(
        F.col("id").alias("subject"), "date_latest", "date", "date_earliest"
    )
    place = F.struct("date_latest", "date", "date_earliest")
    found = record.edges(*properties).join(dated, "subject").groupBy(F.col("object").alias("id"))
    day = F.col("place")
    return found.agg(F.min(place).alias("place")).select(
        "id",
        F.struct(day["date_earliest"].alias("from"), day["date_latest"].alias("to")).alias(name),
    )


def _held() -> SparkColumn:
    """Return how surely a thing existed on a day: `kg.history.existence.exists_on` in columns."""
    from pyspark.sql import functions as F

    def true(test: SparkColumn) -> SparkColumn:
        return F.coalesce(test, F.lit(False))

    col = F.col
    is_over = (col("end_latest") < col("from")) | (
        (col("end_earliest") == col("end_latest")) & (col("from") == col("end_latest"))
    )
    only_planned = col("start_latest").isNull() & col("first").isNull()
    is_not_there = (
        true(col("to") < col("start_earliest"))
        | true(is_over)
        | (only_planned & true(col("to") < col("begins")["from"]))
    )
    is_begun = true(F.least("start_latest", "first") <= col("from"))
    is_seen_after = true(col("to") <= col("last")) | true(col("to") < col("end_earliest"))
    is_missed = (
        true(col("ends")["to"] <= col("to"))
        & ~true(col("last") >= col("ends")["to"])
        & col("end_latest").isNull()
    )
    goes_on = col("is_alive") & col("end_latest").isNull() & ~is_missed
    return (
        F.when(is_not_there, Held.NO.value)
        .when(is_begun & is_seen_after, Held.CERTAIN.value)
        .when(is_begun & goes_on, Held.GOING_ON.value)
        .otherwise(Held.POSSIBLE.value)
    )
