"""Lifetimes on a cluster: lives counted by their length in days, cohorts once, then the curves.

The cluster counts; what is estimated from the counts is estimated by the same function as locally,
from as many numbers as a record has days, however many lives there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from kg.analysis.lifetimes.finding import GROUPINGS, IT_ROLE, LivesOf
from kg.analysis.lifetimes.tables import GROUPS
from kg.analysis.measure import Table
from kg.cluster.day_columns import days_between, decade_of, to_years
from kg.cluster.forms import fill, form_of
from kg.cluster.parquet_record import ParquetRecord
from kg.history.lives import UNRECORDED, decade
from kg.model.dates import OPEN
from kg.statistics.survival import Lifetime, Survival, estimate

if TYPE_CHECKING:
    from pyspark.sql import Column as SparkColumn
    from pyspark.sql import DataFrame

ALL = ("all", "all bodies")
_GROUP_OF = ("inGroup", "partOfProgramme")
_LENGTHS = ("shortest", "longest")
Counts = Mapping[tuple[str, bool], Mapping[int, int]]
"""At the shortest or longest, ended or not -> length in days -> how many."""


def estimate_survival(record: ParquetRecord) -> Table:
    """Return the survival of bodies as `kg analyse lifetimes --table bodies` has it."""
    from pyspark.sql import functions as F

    lives = record.settle(_lengths(_lives(record)))
    grouped = lives.select("*", F.explode(_groupings()).alias("of")).select("*", "of.*")
    key = ("kind", "tier", "jurisdiction", *_DAYS, "bond")
    orders = grouped.groupBy("grouping", "group", *key).agg(
        *(F.max(length).alias(length) for length in _LENGTHS)
    )
    once = _count(orders.withColumn("ended", F.col("end_latest").isNotNull()))
    singly = _count(grouped.withColumn("ended", F.col("end_latest").isNotNull()))
    return fill(form_of("lifetimes", "bodies"), _rows(once, singly))


_DAYS = ("start_earliest", "start_latest", "end_earliest", "end_latest")


def _lives(record: ParquetRecord) -> DataFrame:
    """Return the lives of single public bodies as they stood on the day that counts as now."""
    from pyspark.sql import functions as F

    now = F.lit(record.now).cast("date")
    bodies = record.nodes(
        *record.classes.kinds_with("isPublic"),
        tier="string", itRole="string", jurisdiction="string", end="string", attestedLast="date",
    )  # fmt: skip
    groups = record.edges(*_GROUP_OF).groupBy(F.col("subject").alias("id"))
    known = bodies.join(groups.agg(F.min(record.slug(F.col("object"))).alias("in")), "id", "left")
    if record.now is None:
        first = last = F.col("attestedLast")
    else:
        is_ahead = F.coalesce(F.col("end_earliest") > now, F.lit(False))
        seen = F.least("attestedLast", now)  # of one that is missing the other
        seen = F.when(F.col("attestedLast").isNotNull(), seen).otherwise(F.lit("0001-01-01"))
        first = F.when(is_ahead | F.coalesce(F.col("end") == OPEN, F.lit(False)), now)
        first, last = first.otherwise(seen.cast("date")), now
        for day in ("end_earliest", "end_latest"):
            known = known.withColumn(f"_{day}", F.when(~is_ahead, F.col(day)))
    named = {"tier": "tier", "itRole": "it_role", "jurisdiction": "jurisdiction"}
    whole = known.withColumns({"first": first, "last": last})
    if record.now is not None:
        whole = whole.withColumns({day: F.col(f"_{day}") for day in ("end_earliest", "end_latest")})
    return whole.select(
        "id", "kind", *_DAYS, "in", "first", "last",
        *(record.label(F.col(term), UNRECORDED).alias(name) for term, name in named.items()),
    )  # fmt: skip


def _lengths(lives: DataFrame) -> DataFrame:
    """Return the lives whose length is known, with it, in days, and with what binds a cohort."""
    from pyspark.sql import functions as F

    born, ended = F.col("start_latest").isNotNull(), F.col("end_latest").isNotNull()
    known = lives.where(
        born & ~F.coalesce(F.col("end_latest") < F.col("start_earliest"), F.lit(False))
    )
    until = F.when(ended, F.col("end_earliest")).otherwise(F.coalesce("first", "start_earliest"))
    at_most = F.when(ended, F.col("end_latest")).otherwise(F.coalesce("last", "start_latest"))
    is_exact = (F.col("start_earliest") == F.col("start_latest")) & F.coalesce(
        F.col("end_earliest") == F.col("end_latest"), F.lit(True)
    )
    return known.withColumns(
        {
            "shortest": days_between(F.col("start_latest"), until),
            "longest": days_between(F.col("start_earliest"), at_most),
            "bond": F.when(is_exact, F.lit("")).otherwise(F.coalesce("in", "id")),
        }
    )


def _groupings() -> SparkColumn:
    """Return the groups that a life falls in, one a grouping, in the order of the table."""
    from pyspark.sql import functions as F

    born = decade_of(F.col("start_earliest"), F.col("start_latest"))
    groups = {
        "tier": F.col("tier"),
        IT_ROLE: F.col("it_role"),
        "jurisdiction": F.col("jurisdiction"),
        "decade of birth": F.when(born == "", F.lit(decade(None))).otherwise(born),
    }
    both = [ALL, *((name, groups[name]) for name in GROUPINGS)]
    return F.array(
        *(
            F.struct(
                F.lit(name).alias("grouping"),
                (F.lit(group) if isinstance(group, str) else group).alias("group"),
            )
            for name, group in both
        )
    )


def _count(lives: DataFrame) -> dict[tuple[str, str], Counts]:
    """Return how many lives there are of each length, by group."""
    from pyspark.sql import functions as F

    lengths = F.array(
        *(F.struct(F.lit(n).alias("which"), F.col(n).alias("days")) for n in _LENGTHS)
    )
    each = lives.select("grouping", "group", "ended", F.explode(lengths).alias("length"))
    counted = each.groupBy("grouping", "group", "ended", "length").agg(F.count("*").alias("n"))
    found: dict[tuple[str, str], dict[tuple[str, bool], dict[int, int]]] = {}
    for row in counted.collect():
        group = found.setdefault((row["grouping"], row["group"]), defaultdict(dict))
        group[row["length"]["which"], row["ended"]][row["length"]["days"]] = row["n"]
    return dict(found)


def _rows(
    once: Mapping[tuple[str, str], Counts], singly: Mapping[tuple[str, str], Counts]
) -> Iterable[tuple[object, ...]]:
    """Yield a row a group, as the local table has it; what has no length has no row."""
    order = [ALL[0], *GROUPINGS]
    for grouping, group in sorted(once, key=lambda key: (order.index(key[0]), key[1])):
        key = grouping, group
        of = LivesOf(grouping, group, (), _estimate(once[key]), _estimate(singly[key]))
        yield tuple(value(of) for _, value in GROUPS)


def _estimate(counts: Counts) -> Survival:
    """Return the survival that counts of lengths show; which short life is which long one, no
    estimate asks.
    """
    lives = []
    for ended in (False, True):
        short, long = (
            [to_years(d) for d, n in sorted(counts.get((w, ended), {}).items()) for _ in range(n)]
            for w in _LENGTHS
        )
        lives += [Lifetime("", *both, ended) for both in zip(short, long, strict=True)]
    return estimate(lives)
