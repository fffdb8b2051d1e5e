"""Churn on a cluster: reorganisations by year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.analysis.churn.tables import NOT_CERTAIN
from kg.analysis.measure import Table
from kg.cluster.closures import AFTER, BEFORE, close
from kg.cluster.forms import fill, form_of
from kg.cluster.parquet_record import ParquetRecord
from kg.history.reorganisations import CREATED, ENDED, LARGE, ROLES
from kg.model import schema

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

GROUP = "BodyGroup"
_BODIES = tuple(kind for kind in schema.BODIES if kind != "Company")
_REORGANISATION = "Reorganisation"


def count_by_year(record: ParquetRecord) -> Table:
    """Return the reorganisations by year as `kg analyse churn --table years` has them."""
    from pyspark.sql import functions as F

    touches = record.settle(_touches(record))
    held = _reorganisations(record, touches)
    if record.now is not None:
        is_ahead = F.coalesce(F.col("day")["first"] > F.lit(record.now).cast("date"), F.lit(False))
        held = held.where(~is_ahead)
    first, last = F.year(F.col("day")["first"]), F.year(F.col("day")["last"])
    held = record.settle(held.withColumn("year", F.when(first == last, first)))
    none = F.struct(F.lit("9999-12-31").cast("date").alias("first"),
                    F.lit("9999-12-31").cast("date").alias("last"))  # fmt: skip
    place = F.struct(F.coalesce("day", none).alias("day"), F.col("top"))
    years = held.groupBy("year").agg(
        F.min(place).alias("place"),
        F.count("*").alias("held"),
        F.count_if("is_large").alias("large"),
        F.count_if("only_creates").alias("only_create"),
    )
    bodies = held.select("top", "year").join(touches, "top").groupBy("year")
    moved = bodies.agg(
        *(F.count_distinct(F.when(F.col("role") == role, F.col("body"))).alias(role)
          for role in (ENDED, CREATED)),
    )  # fmt: skip
    other = F.broadcast(moved.withColumnRenamed("year", "of"))
    rows = years.join(other, F.col("year").eqNullSafe(F.col("of")))
    ordered = sorted(rows.collect(), key=lambda row: row["place"])
    return fill(
        form_of("churn", "years"),
        (
            (str(r["year"] or NOT_CERTAIN), r["held"], r["large"], r["only_create"],
             r[ENDED], r[CREATED])
            for r in ordered
        ),
    )  # fmt: skip


def _touches(record: ParquetRecord) -> DataFrame:
    """Return what events did to bodies: the outermost event, body, its size, role and day."""
    from pyspark.sql import functions as F

    events = record.nodes(types="array<string>", status="string", counts="boolean")
    events = record.settle(events.where("counts").drop("label"))
    edges = record.edges(*ROLES)
    pairs = [F.lit(part) for item in ROLES.items() for part in item]
    done = edges.select(
        F.col("subject").alias("event"),
        F.col("object").alias("body"),
        F.create_map(*pairs)[F.col("property")].alias("role"),
    ).join(events.withColumnRenamed("id", "event"), "event")
    is_one = F.array_contains("types", _REORGANISATION)
    done = done.where((F.col("role") != ROLES["concerns"]) | is_one)
    day = F.when(
        F.col("status").isNotNull() & F.col("date_latest").isNotNull(),
        F.struct(F.col("date_earliest").alias("first"), F.col("date_latest").alias("last")),
    )
    bodies = record.nodes(*_BODIES, groupSize="bigint").select(
        F.col("id").alias("body"),
        F.when(F.col("kind") == GROUP, F.coalesce("groupSize", F.lit(1)))
        .otherwise(F.lit(1))
        .alias("size"),
    )
    own = done.select("event", "body", "role", day.alias("day")).join(bodies, "body")
    tops = _outermost(record, events)
    return own.join(tops, "event", "left").withColumn("top", F.coalesce("top", "event"))


def _outermost(record: ParquetRecord, events: DataFrame) -> DataFrame:
    """Return of each part of an event the event of which it is in the end a part.

    Where events are parts of each other in a circle, the first of them stands for all.
    """
    from pyspark.sql import functions as F

    held = events.where(F.col("status").isNotNull()).select("id")
    counted = events.select("id")
    parts = (
        record.edges("partOfEvent")
        .join(held.withColumnRenamed("id", "subject"), "subject", "left_semi")
        .join(counted.withColumnRenamed("id", "object"), "object", "left_semi")
        .groupBy("subject")
        .agg(F.min("object").alias(AFTER))
        .withColumnRenamed("subject", BEFORE)
    )
    parts = record.settle(parts)
    above = close(record, parts)
    circular = above.where(F.col(BEFORE) == F.col(AFTER)).select(F.col(BEFORE).alias(AFTER))
    ends = above.join(parts.select(F.col(BEFORE).alias(AFTER)), AFTER, "left_anti")
    last = ends.union(above.join(circular, AFTER, "left_semi"))
    return last.groupBy(F.col(BEFORE).alias("event")).agg(F.min(AFTER).alias("top"))


def _reorganisations(record: ParquetRecord, touches: DataFrame) -> DataFrame:
    """Return a row an outermost event: its day, whether it is large, whether it only creates."""
    from pyspark.sql import functions as F

    whole = record.nodes(status="string", counts="boolean").where("counts AND status IS NOT NULL")
    own = whole.where("date_latest IS NOT NULL").select(
        F.col("id").alias("top"),
        F.struct(F.col("date_earliest").alias("first"), F.col("date_latest").alias("last")).alias(
            "own"
        ),
    )
    found = touches.groupBy("top").agg(
        F.min("day").alias("part"),
        F.greatest(F.count_distinct("body"), F.max("size")).alias("size"),
        F.every(F.col("role") == CREATED).alias("only_creates"),
    )
    return found.join(own, "top", "left").select(
        "top",
        F.coalesce("own", "part").alias("day"),
        (F.col("size") >= LARGE).alias("is_large"),
        "only_creates",
    )
