"""Lineage on a cluster: everything that came after everything, and family trees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.analysis.measure import Column, Table
from kg.cluster.closures import AFTER, BEFORE, close, find_components, find_generations
from kg.cluster.day_columns import words_of
from kg.cluster.forms import fill, form_of, make_table
from kg.cluster.parquet_record import ParquetRecord
from kg.history.projections import SUCCEEDING

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

REPLACED = "replacedBy"
"""The relation by which the rules say who took whose place."""


def count_families(record: ParquetRecord) -> Table:
    """Return the family trees as `kg analyse lineage --table families` has them."""
    from pyspark.sql import functions as F

    steps = _steps_of_bodies(record)
    generations, dag = find_generations(record, steps)
    links = steps.select(F.col(BEFORE).alias("one"), F.col(AFTER).alias("other"))
    members = find_components(record, links)
    known = (
        members.join(_bodies(record), "id")
        .join(generations.withColumnRenamed(AFTER, "id"), "id", "left")
        .join(_degrees(dag, AFTER, "came_from"), "id", "left")
        .join(_degrees(dag, BEFORE, "went_to"), "id", "left")
        .fillna(0, ["generation", "came_from", "went_to"])
    )
    known = record.settle(known)
    rows = _families(known).collect()
    ordered = sorted(rows, key=lambda row: (-row["size"], row["first"]))
    return fill(
        form_of("lineage", "families"),
        (
            (r["oldest"], r["since"], r["size"], r["depth"], r["width"], r["merged"], r["split"],
             r["alive"], r["who"] or None)
            for r in ordered
        ),
    )  # fmt: skip


def find_all_heirs(record: ParquetRecord) -> Table:
    """Return who came after whom at any distance, as `kg lineage --down` finds it of each."""
    from pyspark.sql import functions as F

    found = close(record, _steps(record)).where(F.col(BEFORE) != F.col(AFTER))
    named = found.select(record.slug(F.col(BEFORE)), record.slug(F.col(AFTER)), "steps")
    columns = (Column("body"), Column("heir"), Column("steps", "successions"))
    title = "Everything that came after a thing, by successions"
    return make_table("heirs", title, columns, sorted(map(tuple, named.collect())))


def _steps(record: ParquetRecord) -> DataFrame:
    from pyspark.sql import functions as F

    edges = record.edges(REPLACED)
    return edges.select(F.col("subject").alias(BEFORE), F.col("object").alias(AFTER)).distinct()


def _steps_of_bodies(record: ParquetRecord) -> DataFrame:
    """Return the successions of which both ends can be members of a family."""
    from pyspark.sql import functions as F

    bodies = record.nodes(*SUCCEEDING).select("id")
    steps = _steps(record).join(bodies.select(F.col("id").alias(BEFORE)), BEFORE, "left_semi")
    return record.settle(steps.join(bodies.select(F.col("id").alias(AFTER)), AFTER, "left_semi"))


def _bodies(record: ParquetRecord) -> DataFrame:
    """Return the bodies with since when each is known, and whether it is of today."""
    from pyspark.sql import functions as F

    now = F.lit(record.now).cast("date")
    is_born = F.col("start_latest").isNotNull()
    by = F.coalesce("start_latest", "end_earliest")
    ended = F.concat(F.lit("by "), words_of(F.col("end_earliest"), F.col("end_latest")))
    since = F.when(is_born, words_of(F.col("start_earliest"), F.col("start_latest"))).otherwise(
        ended
    )
    has_ended = F.col("end_latest").isNotNull()
    if record.now is not None:
        has_ended = has_ended & (F.col("end_earliest") <= now)
        has_ended = has_ended | F.coalesce(F.col("start_earliest") > now, F.lit(False))
    slug = record.slug(F.col("id"))
    place = F.struct(by.alias("by"), since.alias("since"), slug.alias("slug"), F.col("label"))
    return record.nodes(*SUCCEEDING).select(
        "id",
        F.when(by.isNotNull(), place).alias("known"),
        F.struct(slug.alias("slug"), F.col("label")).alias("member"),
        (~has_ended).alias("is_alive"),
    )


def _degrees(steps: DataFrame, end: str, name: str) -> DataFrame:
    from pyspark.sql import functions as F

    return steps.groupBy(F.col(end).alias("id")).agg(F.count("*").alias(name))


def _families(members: DataFrame) -> DataFrame:
    """Return a row a family; the generations are counted before, so that none is gathered."""
    from pyspark.sql import functions as F

    layers = members.groupBy("part", "generation").agg(F.count("*").alias("size"))
    width = layers.groupBy("part").agg(F.max("size").alias("width"))
    alive = F.when(F.col("is_alive"), F.col("member")["label"])
    found = members.groupBy("part").agg(
        F.coalesce(F.min("known")["label"], F.min("member")["label"]).alias("oldest"),
        F.min("known")["since"].alias("since"),
        F.min("member")["slug"].alias("first"),
        F.count("*").alias("size"),
        F.max("generation").alias("depth"),
        F.count_if(F.col("came_from") > 1).alias("merged"),
        F.count_if(F.col("went_to") > 1).alias("split"),
        F.count(alive).alias("alive"),
        F.array_join(F.array_sort(F.collect_list(alive)), "; ").alias("who"),
    )
    return found.where(F.col("size") > 1).join(width, "part")
