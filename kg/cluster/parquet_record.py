"""A record as Spark reads it: the tables that `kg export parquet` wrote, as DataFrames."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import GraphError
from kg.export.parquet import TABLES
from kg.export.parquet_header import HEADER, LAYOUT, read_classes_of
from kg.model.terms import Space

if TYPE_CHECKING:
    from pyspark.sql import Column as SparkColumn
    from pyspark.sql import DataFrame, SparkSession

    from kg.model.vocabulary import Vocabulary

WRITE_IT = "write it with 'kg export parquet -o FOLDER'"
DAYS = (
    "start_earliest",
    "start_latest",
    "end_earliest",
    "end_latest",
    "date_earliest",
    "date_latest",
)


def check_tables(place: str) -> None:
    """Raise GraphError where a folder of this machine is none that the export wrote."""
    if "://" in place:
        return
    folder = Path(place)
    if not folder.is_dir():
        what = "is a file" if folder.exists() else "does not exist"
        raise GraphError(f"{place}: {what}; expected a folder of tables: {WRITE_IT}")
    missing = [name for name in TABLES if not (folder / name).is_dir()]
    if missing:
        raise GraphError(f"{place}: has no table {', '.join(missing)}; {WRITE_IT}")
    try:
        read_header(place, (folder / HEADER).read_text("utf8"))
    except (OSError, UnicodeError):
        raise GraphError(f"{place}: has no {HEADER} that can be read; {WRITE_IT}") from None


def read_header(place: str, text: str) -> Mapping[str, Any]:
    """Return what tables say of themselves; GraphError where it is none, or of another layout."""
    try:
        header = json.loads(text)
    except ValueError:
        raise GraphError(f"{place}/{HEADER}: is no JSON; {WRITE_IT}") from None
    layout = header.get("layout") if isinstance(header, dict) else None
    if layout != LAYOUT:
        raise GraphError(
            f"{place}: its tables are of layout {layout}, this program reads {LAYOUT}; {WRITE_IT}"
        )
    return dict(header)


@dataclass
class ParquetRecord:
    """The tables of one record, what their header says, and room for what a job sets aside.

    `scratch` is a folder that all workers see.
    """

    spark: SparkSession
    place: str
    scratch: str
    _numbers: count[int] = field(default_factory=count)

    def nodes(self, *kinds: str, **columns: str) -> DataFrame:
        """Return the things of some kinds: id, kind, label and days, and the columns asked for.

        `columns` are names with their type; what this record lacks is null, and of several values
        the first counts.
        """
        from pyspark.sql import functions as F

        whole = self._nodes
        if kinds:
            whole = whole.where(F.col("class").isin(*kinds))
        held = [F.col("id"), F.col("class").alias("kind"), F.col("label"), *map(F.col, DAYS)]
        return whole.select(*held, *(self._column(*item) for item in columns.items()))

    def edges(self, *properties: str) -> DataFrame:
        """Return what has some relations to what: subject, property, object."""
        from pyspark.sql import functions as F

        chosen = self._table("edges").where(F.col("property").isin(*properties))
        return chosen.select("subject", "property", "object")

    def claims(self) -> DataFrame:
        """Return the statements that count."""
        from pyspark.sql import functions as F

        return self._table("claims").where(F.col("counts"))

    def settle(self, frame: DataFrame) -> DataFrame:
        """Return a frame as it was written aside: what is built on it begins there anew.

        So the plan of a job in rounds does not grow, and what a lost worker held is not lost.
        """
        path = f"{self.scratch}/{next(self._numbers)}"
        frame.write.parquet(path)
        return self.spark.read.schema(frame.schema).parquet(path)

    def slug(self, iri: SparkColumn) -> SparkColumn:
        """Return the ids of things, of which the program knows the IRIs."""
        from pyspark.sql import functions as F

        things = self.space.things
        return F.when(iri.startswith(things), F.substring(iri, len(things) + 1, 10_000)).otherwise(
            iri
        )

    def label(self, term: SparkColumn, otherwise: str) -> SparkColumn:
        """Return what a term of the vocabulary is called; another text where there is none."""
        from pyspark.sql import functions as F

        pairs = [F.lit(part) for item in sorted(self.terms.items()) for part in item]
        called = F.create_map(*pairs)[term] if pairs else F.lit(None)
        return F.coalesce(called, term, F.lit(otherwise))

    @cached_property
    def header(self) -> Mapping[str, Any]:
        """What the tables say of themselves."""
        found = self.spark.read.text(f"{self.place}/{HEADER}", wholetext=True).first()
        return read_header(self.place, found[0] if found else "")

    @cached_property
    def space(self) -> Space:
        """The addresses of the record."""
        return self.classes.space

    @cached_property
    def now(self) -> date | None:
        """The day up to which the record was read, which counts as now."""
        day = self.header["read_up_to"]
        return date.fromisoformat(day) if day else None

    @cached_property
    def classes(self) -> Vocabulary:
        """The classes of the record with their marks."""
        return read_classes_of(self.header)

    @cached_property
    def terms(self) -> Mapping[str, str]:
        """The terms that stand as values, with what they are called."""
        terms: Mapping[str, str] = self.header["terms"]
        return terms

    @cached_property
    def _nodes(self) -> DataFrame:
        return self._table("nodes")

    def _table(self, name: str) -> DataFrame:
        return self.spark.read.parquet(f"{self.place}/{name}")

    def _column(self, name: str, kind: str) -> SparkColumn:
        from pyspark.sql import functions as F

        known = {field.name: field.dataType.typeName() for field in self._nodes.schema}
        if name not in known:
            return F.lit(None).cast(kind).alias(name)
        held = F.col(f"`{name}`")
        several = known[name] == "array" and not kind.startswith("array")
        return (F.array_min(held) if several else held).try_cast(kind).alias(name)
