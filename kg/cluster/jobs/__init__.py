"""The jobs: a module each, with a function for each of its tables.

A table is called as in the local analysis that has it, and equal to it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.model.nearest import did_you_mean

if TYPE_CHECKING:
    from kg.analysis.measure import Table
    from kg.cluster.parquet_record import ParquetRecord

JOBS: Mapping[str, Mapping[str, str]] = {
    "lineage": {"families": "count_families", "heirs": "find_all_heirs"},
    "lifetimes": {"bodies": "estimate_survival"},
    "churn": {"years": "count_by_year"},
    "recurrence": {
        "topics": "count_topics",
        "by-report": "count_by_report",
        "by-addressee": "count_by_addressee",
        "by-decade": "count_by_decade",
        "states": "count_states",
    },
    "suppliers": {
        "concentration": "measure_concentration",
        "by-supplier": "sum_by_supplier",
        "by-buyer": "sum_by_buyer",
        "by-year": "sum_by_year",
        "by-programme": "sum_by_programme",
    },
    "components": {"decades": "count_by_decade_of_links", "parts": "list_parts"},
    "as-of": {"counts": "count_existing"},
}
"""Job -> its tables, the main one first, each with the function that finds it."""
DAYS = "as-of"
"""The job that is asked about days."""


def find_job(name: str, table: str | None = None) -> tuple[str, str]:
    """Return the name of a job and of a table of it; UsageError where there is none of the name."""
    if name not in JOBS:
        hint = did_you_mean(name, JOBS) or f"; expected {', '.join(JOBS)}"
        raise UsageError(f"there is no job '{name}'{hint}")
    known = JOBS[name]
    if table is None:
        return name, next(iter(known))
    if table not in known:
        hint = did_you_mean(table, known) or f"; expected {', '.join(known)}"
        raise UsageError(f"{name} has no table '{table}'{hint}")
    return name, table


def run_job(record: ParquetRecord, name: str, table: str, days: Sequence[str] = ()) -> Table:
    """Return what a job finds in a record."""
    module = import_module(f"kg.cluster.jobs.{name.replace('-', '_')}_job")
    function: Callable[..., Table] = getattr(module, JOBS[name][table])
    return function(record, days) if name == DAYS else function(record)
