"""Components on a cluster: what of the network of actors hangs together, in all and by decade."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.analysis.measure import Column, Table
from kg.analysis.structure.tables import DECADES
from kg.cluster.closures import find_components
from kg.cluster.day_columns import decade_of
from kg.cluster.forms import make_table
from kg.cluster.parquet_record import ParquetRecord
from kg.history.actors import SHARING
from kg.model.terms import FOAF

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_NOT_CERTAIN = "not certain"
_PARTS = (
    Column("best linked"),
    Column("its links", "links"),
    Column("actors", "actors"),
    Column("links", "links"),
)


def count_by_decade_of_links(record: ParquetRecord) -> Table:
    """Return the links that began, by decade, as `kg analyse structure` has them in `decades`."""
    from pyspark.sql import functions as F

    links = record.settle(_links(record))
    parts = _parts(record, links, "decade")
    found = parts.groupBy("decade").agg(
        F.sum("actors").alias("actors"),
        F.count("*").alias("parts"),
        F.max("actors").alias("largest"),
        F.sum("links").alias("links"),
        F.min("best").alias("best"),
    )
    rows = sorted(found.collect(), key=lambda row: (not row["decade"], row["decade"]))
    return make_table(
        "decades",
        "Links that began, by decade",
        [column for column, _ in DECADES],
        (
            (r["decade"] or _NOT_CERTAIN, r["actors"], r["links"], r["parts"],
             100 * r["largest"] / r["actors"], r["best"]["label"], -r["best"]["less"])
            for r in rows
        ),
    )  # fmt: skip


def list_parts(record: ParquetRecord) -> Table:
    """Return what hangs together in the network of actors, the largest first."""
    from pyspark.sql import functions as F

    links = record.settle(_links(record).withColumn("decade", F.lit("")))
    rows = _parts(record, links, "decade").collect()
    ordered = sorted(rows, key=lambda r: (-r["actors"], -r["links"], r["best"]["id"]))
    title = "What hangs together in the network of actors"
    cells = ((r["best"]["label"], -r["best"]["less"], r["actors"], r["links"]) for r in ordered)
    return make_table("parts", title, _PARTS, cells)


def _parts(record: ParquetRecord, links: DataFrame, by: str) -> DataFrame:
    """Return a row a part of the network of each group: its actors, links and best linked.

    The groups are told apart by the names of their actors, and so found together.
    """
    from pyspark.sql import functions as F

    one, other = (F.concat_ws(" ", by, end) for end in ("one", "other"))
    inside = record.settle(links.select(by, one.alias("one"), other.alias("other")))
    parts = find_components(record, inside)
    ends = inside.select(by, F.explode(F.array("one", "other")).alias("id"))
    degrees = ends.groupBy(by, "id").agg(F.count("*").alias("degree"))
    iri = F.substring_index("id", " ", -1)
    placed = degrees.join(parts, "id").withColumn("actor", iri)
    labels = record.nodes().select(F.col("id").alias("actor"), "label")
    place = F.struct(
        (-F.col("degree")).alias("less"), record.slug(F.col("actor")).alias("id"), F.col("label")
    )
    return (
        placed.join(labels, "actor")
        .groupBy(by, "part")
        .agg(
            F.count("*").alias("actors"),
            (F.sum("degree") / 2).cast("bigint").alias("links"),
            F.min(place).alias("best"),
        )
    )


def _links(record: ParquetRecord) -> DataFrame:
    """Return who dealt with whom, each pair once, with the decade in which it certainly began."""
    from pyspark.sql import functions as F

    classes = record.classes
    kinds = (*classes.kinds_with("begins"), *classes.kinds_below(FOAF + "Person"))
    actors = record.settle(record.nodes(*kinds).select("id"))
    claims = record.claims().where(F.col("object").isNotNull())
    said = claims.select(
        F.col("subject").alias("a"),
        F.col("object").alias("b"),
        decade_of(F.col("start_earliest"), F.col("start_latest")).alias("decade"),
    )
    both = said.union(_sharing(record)).where(F.col("a") != F.col("b"))
    known = both.join(actors.withColumnRenamed("id", "a"), "a", "left_semi")
    known = known.join(actors.withColumnRenamed("id", "b"), "b", "left_semi")
    pairs = known.groupBy(F.least("a", "b").alias("one"), F.greatest("a", "b").alias("other"))
    certain = F.when(F.col("decade") != "", F.col("decade"))
    return pairs.agg(F.coalesce(F.min(certain), F.lit("")).alias("decade"))


def _sharing(record: ParquetRecord) -> DataFrame:
    """Return who had two parts in one tenure, contract or event."""
    from pyspark.sql import functions as F

    roles = {name.removeprefix("nhsit:"): role for name, role in SHARING.items()}
    pairs = [F.lit(part) for item in roles.items() for part in item]
    nodes = (
        record.nodes(counts="boolean")
        .where("counts")
        .select(
            F.col("id").alias("node"),
            decade_of(
                F.coalesce("start_earliest", "date_earliest"),
                F.coalesce("start_latest", "date_latest"),
            ).alias("decade"),
        )
    )
    parties = record.edges(*roles).select(
        F.col("subject").alias("node"),
        F.col("object").alias("party"),
        F.create_map(*pairs)[F.col("property")].alias("role"),
    )
    parties = record.settle(parties.distinct().join(nodes, "node"))
    others = parties.select("node", F.col("party").alias("b"), F.col("role").alias("other_role"))
    return (
        parties.join(others, "node")
        .where(F.col("role") < F.col("other_role"))
        .select(F.col("party").alias("a"), "b", "decade")
    )
