"""What takes rounds: everything that can be reached, generations, and what hangs together.

Each round is settled before the next begins, so that no plan grows, and reads only what the last
one found. Nothing is gathered under one key, so that a thing with a million relations is work for
all workers: sums are formed where the rows are, and a join in which one key has far more rows than
the others is split by Spark.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.cluster.parquet_record import ParquetRecord

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

BEFORE, AFTER = "before", "after"


def close(record: ParquetRecord, steps: DataFrame) -> DataFrame:
    """Return what comes before what at any distance, with the least steps between (`steps`).

    What lies on a circle comes before itself.
    """
    from pyspark.sql import functions as F

    single = record.settle(steps.select(BEFORE, AFTER).distinct())
    onward = single.select(F.col(BEFORE).alias(AFTER), F.col(AFTER).alias("next"))
    rounds = [record.settle(single.withColumn("steps", F.lit(1)))]
    while not rounds[-1].isEmpty():
        reached = rounds[-1].join(onward, AFTER).select(BEFORE, F.col("next").alias(AFTER))
        known = _union(rounds).select(BEFORE, AFTER)
        fresh = reached.distinct().join(known, [BEFORE, AFTER], "left_anti")
        rounds.append(record.settle(fresh.withColumn("steps", F.lit(len(rounds) + 1))))
    return _union(rounds)


def find_circular(record: ParquetRecord, steps: DataFrame) -> DataFrame:
    """Return the steps that lie on a circle: from where they lead, one comes back."""
    from pyspark.sql import functions as F

    back = close(record, steps).select(F.col(BEFORE).alias(AFTER), F.col(AFTER).alias(BEFORE))
    return steps.join(back, [BEFORE, AFTER], "left_semi")


def find_generations(record: ParquetRecord, steps: DataFrame) -> tuple[DataFrame, DataFrame]:
    """Return the generation of each thing that came after another, and the steps less circles.

    What nothing came before is of generation 0 and not listed; another is of one more than the
    latest of those that it came after. Steps on a circle count for nothing.
    """
    from pyspark.sql import functions as F

    straight = record.settle(steps.select(BEFORE, AFTER).distinct())
    rounds: list[DataFrame] = []
    left = straight
    while not left.isEmpty():
        first = left.join(left.select(F.col(AFTER).alias(BEFORE)), BEFORE, "left_anti")
        done = record.settle(first)
        if done.isEmpty():
            circular = record.settle(find_circular(record, left))
            straight = record.settle(straight.join(circular, [BEFORE, AFTER], "left_anti"))
            left, rounds = straight, []
            continue
        rounds.append(done.select(AFTER, F.lit(len(rounds) + 1).alias("generation")))
        left = record.settle(left.join(done.select(BEFORE), BEFORE, "left_anti"))
    if not rounds:
        return straight.select(AFTER, F.lit(0).alias("generation")).limit(0), straight
    latest = _union(rounds).groupBy(AFTER).agg(F.max("generation").alias("generation"))
    return latest, straight


def find_components(record: ParquetRecord, links: DataFrame) -> DataFrame:
    """Return everything that is linked (`id`) with one of those that it hangs together with.

    `links` are pairs `one` and `other`; `part` is the same for all that hang together. In each
    round every thing joins the first of its neighbours, in an order by chance (a digest), so that
    chains are short; what joined becomes one thing, and its links those of that one. Each round
    leaves less than half of the things, as of a million links of one thing none is left.
    """
    from pyspark.sql import functions as F

    pairs = links.select("one", "other").where(F.col("one") != F.col("other")).distinct()
    pairs = record.settle(pairs)
    ends = pairs.select(F.explode(F.array("one", "other")).alias("id"))
    parts = record.settle(ends.distinct().withColumn("part", F.col("id")))
    while not pairs.isEmpty():
        roots = _join_first(record, pairs)
        moved = parts.join(roots.withColumnRenamed("id", "part"), "part", "left")
        parts = record.settle(moved.select("id", F.coalesce("root", "part").alias("part")))
        one = roots.select(F.col("id").alias("one"), F.col("root").alias("first"))
        other = roots.select(F.col("id").alias("other"), F.col("root").alias("second"))
        left = pairs.join(one, "one").join(other, "other").where(F.col("first") != F.col("second"))
        ordered = left.select(
            F.least("first", "second").alias("one"), F.greatest("first", "second").alias("other")
        )
        pairs = record.settle(ordered.distinct())
    return parts


def _join_first(record: ParquetRecord, pairs: DataFrame) -> DataFrame:
    """Return of each thing the one that it and its neighbours join in the end: `id`, `root`."""
    from pyspark.sql import functions as F

    both = pairs.union(pairs.select("other", "one"))
    place = F.struct(F.xxhash64("other").alias("digest"), F.col("other").alias("id"))
    nearest = both.groupBy(F.col("one").alias("id")).agg(F.min(place).alias("near"))
    own = F.struct(F.xxhash64("id").alias("digest"), F.col("id").alias("id"))
    roots = record.settle(nearest.select("id", F.least(own, "near")["id"].alias("root")))
    while True:
        above = roots.select(F.col("id").alias("root"), F.col("root").alias("above"))
        leapt = roots.join(above, "root").select("id", "root", "above")
        leapt = record.settle(leapt)
        roots = leapt.select("id", F.col("above").alias("root"))
        if leapt.where(F.col("root") != F.col("above")).isEmpty():
            return roots


def _union(frames: list[DataFrame]) -> DataFrame:
    whole = frames[0]
    for frame in frames[1:]:
        whole = whole.union(frame)
    return whole
