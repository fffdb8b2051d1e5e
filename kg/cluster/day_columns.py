"""Days as columns: the rules of `kg.model.dates` said in expressions that Spark runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.dates import DAYS_A_YEAR

if TYPE_CHECKING:
    from pyspark.sql import Column as SparkColumn


def words_of(first: SparkColumn, last: SparkColumn) -> SparkColumn:
    """Return a day as precisely as it is known, as `in_words` does."""
    from pyspark.sql import functions as F

    year = F.year(first)
    is_year = (first == F.make_date(year, F.lit(1), F.lit(1))) & (
        last == F.make_date(year, F.lit(12), F.lit(31))
    )
    is_month = (first == F.trunc(first, "month")) & (last == F.last_day(first))
    iso, until = F.date_format(first, "yyyy-MM-dd"), F.date_format(last, "yyyy-MM-dd")
    return (
        F.when(first == last, iso)
        .when(is_year, F.date_format(first, "yyyy"))
        .when(is_month, F.date_format(first, "yyyy-MM"))
        .otherwise(F.concat(iso, F.lit("/"), until))
    )


def decade_of(first: SparkColumn, last: SparkColumn) -> SparkColumn:
    """Return the decade of a day, such as `1990s`; empty where it is not certain."""
    from pyspark.sql import functions as F

    one, other = F.floor(F.year(first) / 10), F.floor(F.year(last) / 10)
    return F.when(one == other, F.concat((one * 10).cast("string"), F.lit("s"))).otherwise("")


def days_between(first: SparkColumn, last: SparkColumn) -> SparkColumn:
    """Return how many days lie between two; never below 0."""
    from pyspark.sql import functions as F

    return F.greatest(F.lit(0), F.datediff(last, first))


def to_years(days: int) -> float:
    """Return days as years, as every length of time is told."""
    return days / DAYS_A_YEAR
