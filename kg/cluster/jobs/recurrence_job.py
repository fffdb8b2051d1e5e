"""Outcomes and recurrence on a cluster: how often advice was given, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from kg.analysis.measure import Column, Table, Value
from kg.analysis.recurrence.finding import NOBODY, year_of
from kg.cluster.closures import AFTER, BEFORE, close
from kg.cluster.day_columns import days_between, decade_of, to_years
from kg.cluster.forms import fill, form_of, make_table
from kg.cluster.parquet_record import ParquetRecord
from kg.history import advice as ad
from kg.model.dates import Span

if TYPE_CHECKING:
    from pyspark.sql import Column as SparkColumn
    from pyspark.sql import DataFrame, Row

SINGLE = "Recommendation"
"""The class of one recommendation; what stands for a whole document is not counted."""
_CAME_TO = (*ad.OUTCOMES, ad.UNKNOWN, ad.UNASSESSED)
_UNDATED = "not certain"


def count_topics(record: ParquetRecord) -> Table:
    """Return how advice recurs, as `kg analyse recurrence --table topics` has it."""
    from pyspark.sql import functions as F

    under = record.settle(_under_topics(record, record.settle(_advice(record))))
    ends = record.settle(_ends(under))
    dated = under.join(F.broadcast(ends), "topic")
    is_before = (F.col("verdict") == ad.ENACTED) & (F.col("last_day") < F.col("until"))
    before = dated.groupBy("topic").agg(F.count_if(is_before).alias("enacted_before"))
    found = (
        under.groupBy("topic")
        .agg(
            F.first("topic_label").alias("name"),
            F.count_distinct("report").alias("reports"),
            *_tallies(),
        )
        .join(ends, "topic", "left")
        .join(before, "topic", "left")
    )
    ordered = sorted(found.collect(), key=lambda row: (-row["times"], row["topic"]))
    return fill(form_of("recurrence", "topics"), map(_topic_row, ordered))


def count_by_report(record: ParquetRecord) -> Table:
    """Return what became of advice, by report."""
    from pyspark.sql import functions as F

    return _split(
        record,
        "report",
        lambda advice: advice.withColumn(
            "key", F.format_string("%s [%s]", "report_label", record.slug(F.col("report")))
        ),
    )


def count_by_addressee(record: ParquetRecord) -> Table:
    """Return what became of advice, by whom it was given to."""
    from pyspark.sql import functions as F

    def key(advice: DataFrame) -> DataFrame:
        told = record.edges("addressedTo").select(F.col("subject").alias("id"), "object")
        named = record.nodes().select(F.col("id").alias("object"), F.col("label").alias("whom"))
        slug = record.slug(F.col("object"))
        called = F.format_string("%s [%s]", F.coalesce("whom", slug), slug)
        who = F.when(F.col("object").isNull(), F.lit(NOBODY)).otherwise(called)
        return (
            advice.join(told.distinct(), "id", "left")
            .join(named, "object", "left")
            .withColumn("key", who)
        )

    return _split(record, "addressee", key)


def count_by_decade(record: ParquetRecord) -> Table:
    """Return what became of advice, by the decade in which it was given."""
    from pyspark.sql import functions as F

    decade = decade_of(F.col("first_day"), F.col("last_day"))
    certain = F.when(decade == "", F.lit(_UNDATED)).otherwise(decade)
    return _split(record, "decade", lambda advice: advice.withColumn("key", certain))


def count_states(record: ParquetRecord) -> Table:
    """Return in which state advice is, by topic, as `kg recommendations --by topic` has it."""
    from pyspark.sql import functions as F

    topics = record.edges("topic").select(
        F.col("subject").alias("id"), F.col("object").alias("topic")
    )
    advice = _advice(record).join(topics.distinct(), "id")
    counted = advice.groupBy("topic").agg(
        F.count("*").alias("held"),
        *(F.count_if(F.col("state") == state).alias(state) for state in ad.STATES),
        F.count_if("contested").alias("contested"),
    )
    named = record.nodes().select(F.col("id").alias("topic"), "label")
    slug = record.slug(F.col("topic")).alias("slug")
    rows = counted.join(named, "topic").select(counted["*"], "label", slug).collect()
    names = ("topic", "held", "open", "done", "not done", "superseded", "impossible", "contested",
             "date", "id")  # fmt: skip
    return make_table(
        "states",
        "The states of advice, by topic",
        [Column(name) for name in names],
        (
            (r["label"], r["held"], *(r[s] for s in ad.STATES), r["contested"], "", r["slug"])
            for r in sorted(rows, key=lambda r: (r["label"].casefold(), r["slug"]))
        ),
    )


def _advice(record: ParquetRecord) -> DataFrame:
    """Return the recommendations with the report they stand in, its days, and what they came to."""
    from pyspark.sql import functions as F

    texts = {"outcome": "string", "state": "string", "contested": "boolean"}
    single = record.nodes(SINGLE, **texts).drop("label", "kind", *_days(""))
    report = record.edges("recommendedIn").groupBy(F.col("subject").alias("id"))
    reports = record.nodes().select(
        F.col("id").alias("report"),
        F.col("label").alias("report_label"),
        F.col("date_earliest").alias("first_day"),
        F.col("date_latest").alias("last_day"),
    )
    assessed, own = _views(record)
    looked = F.when(F.col("is_assessed"), F.lit(ad.UNKNOWN)).otherwise(F.lit(ad.UNASSESSED))
    return (
        single.join(report.agg(F.min("object").alias("report")), "id")
        .join(reports, "report")
        .join(assessed, "id", "left")
        .join(own, "id", "left")
        .withColumns(
            {
                "verdict": F.coalesce(F.col("outcome"), looked),
                "state": F.coalesce("state", F.lit(ad.OPEN)),
                "contested": F.coalesce("contested", F.lit(False)),
                "is_own": F.coalesce("is_own", F.lit(False)),
            }
        )
    )


def _days(prefix: str) -> Sequence[str]:
    return [
        f"{prefix}{what}_{end}"
        for what in ("start", "end", "date")
        for end in ("earliest", "latest")
    ]


def _views(record: ParquetRecord) -> tuple[DataFrame, DataFrame]:
    """Return the advice that somebody judged, and that which this project alone judged."""
    from pyspark.sql import functions as F

    views = record.nodes("Assessment", counts="boolean", implementation="string")
    views = views.where("counts AND implementation IS NOT NULL").select(F.col("id").alias("view"))
    about = record.edges("assesses").select(
        F.col("subject").alias("view"), F.col("object").alias("id")
    )
    assessed = about.join(views, "view").select("id").distinct()
    project = record.nodes("Project").select(F.col("id").alias("object"))
    by = record.edges("prov:wasAttributedTo").join(F.broadcast(project), "object")
    ours = views.join(by.select(F.col("subject").alias("view")), "view", "left_semi")
    decides = record.edges("outcomeView").select(
        F.col("subject").alias("id"), F.col("object").alias("view")
    )
    own = decides.join(ours, "view", "left_semi").select("id").distinct()
    return assessed.withColumn("is_assessed", F.lit(True)), own.withColumn("is_own", F.lit(True))


def _under_topics(record: ParquetRecord, advice: DataFrame) -> DataFrame:
    """Return the advice under each topic, and under all topics above its own."""
    from pyspark.sql import functions as F

    own = record.edges("topic").select(F.col("subject").alias("id"), F.col("object").alias("own"))
    broader = record.edges("skos:broader").select(
        F.col("subject").alias(BEFORE), F.col("object").alias(AFTER)
    )
    topics = record.nodes("Concept").select(
        F.col("id").alias("topic"), F.col("label").alias("topic_label")
    )
    above = close(record, broader).select(F.col(BEFORE).alias("own"), F.col(AFTER).alias("topic"))
    itself = own.select("own", F.col("own").alias("topic")).distinct()
    under = (
        own.join(F.broadcast(above.union(itself).distinct()), "own")
        .select("id", "topic")
        .distinct()
    )
    return advice.join(under, "id").join(F.broadcast(topics), "topic")


def _ends(under: DataFrame) -> DataFrame:
    """Return the first and the last advice under each topic: the day and report of both."""
    from pyspark.sql import functions as F

    dated = under.where(F.col("first_day").isNotNull() & F.col("last_day").isNotNull())
    first, last = F.col("first_day"), F.col("last_day")
    of = (F.col("id"), F.col("report"), first.alias("from"), last.alias("to"))
    found = dated.groupBy("topic").agg(
        F.min(F.struct(first.alias("a"), last.alias("b"), *of)).alias("one"),
        F.max(F.struct(last.alias("a"), first.alias("b"), *of)).alias("other"),
    )
    one, other = F.col("one"), F.col("other")
    return found.select(
        "topic",
        "one",
        "other",
        other["from"].alias("until"),
        (one["report"] == other["report"]).alias("is_one_report"),
        days_between(one["to"], other["from"]).alias("least"),
        days_between(one["from"], other["to"]).alias("most"),
    )


def _tallies() -> list[SparkColumn]:
    from pyspark.sql import functions as F

    return [
        F.count("*").alias("times"),
        *(F.count_if(F.col("verdict") == name).alias(name) for name in _CAME_TO),
        F.count_if("contested").alias(ad.CONTESTED),
        F.count_if("is_own").alias("own"),
    ]


def _counts(row: Row) -> Iterator[int]:
    yield from (row[name] for name in (*_CAME_TO, ad.CONTESTED, "own"))


def _topic_row(row: Row) -> tuple[Value, ...]:
    years: tuple[Value, Value] = (None, None)
    first = last = None
    if row["one"] is not None:
        first, last = (year_of(Span(row[end]["from"], row[end]["to"])) for end in ("one", "other"))
        years = (
            (0.0, 0.0) if row["is_one_report"] else (to_years(row["least"]), to_years(row["most"]))
        )
    return (row["name"], row["times"], row["reports"], first, last, *years, row["enacted_before"],
            *_counts(row))  # fmt: skip


def _split(record: ParquetRecord, name: str, key: Callable[[DataFrame], DataFrame]) -> Table:
    found = key(_advice(record)).groupBy("key").agg(*_tallies()).collect()
    ordered = sorted(found, key=lambda row: row["key"])
    return fill(
        form_of("recurrence", f"by-{name}"),
        ((row["key"], row["times"], *_counts(row)) for row in ordered),
    )
