"""The judged queries: what they name stands in the record and came before."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.model.dates import PartialDate

HERE = Path(__file__).parent
DATA = HERE.parents[1] / "data"
KINDS = {"natural", "own", "reworded", "never"}


def _queries() -> list[dict[str, Any]]:
    lines = (HERE / "judged.jsonl").read_text("utf8").splitlines()
    return [json.loads(line) for line in lines]


def _rows(table: str) -> Iterator[dict[str, str]]:
    with (DATA / f"{table}.csv").open(encoding="utf8", newline="") as lines:
        yield from csv.DictReader(lines)


def test_each_query_has_its_own_name_a_kind_and_a_reason_for_each_grade() -> None:
    queries = _queries()
    assert len({query["id"] for query in queries}) == len(queries)
    assert {query["kind"] for query in queries} == KINDS
    graded = [one for query in queries for one in query["judged"]]
    assert all(one["grade"] in (1, 2) and one["why"] for one in graded)
    assert all(len(query["judged"]) <= query["read"] for query in queries)


def test_what_is_judged_stands_in_the_record_and_certainly_came_before() -> None:
    on = {row["id"]: row["date"] for row in _rows("documents")}
    made = {row["id"]: on[row["report"]] for row in _rows("recommendations")}
    for query in _queries():
        before = PartialDate.parse(query["before"])
        for one in query["judged"]:
            assert PartialDate.parse(made[one["id"]]).is_before(before), (query["id"], one["id"])


def test_the_records_own_advice_is_asked_for_in_its_own_words_and_day() -> None:
    on = {row["id"]: row["date"] for row in _rows("documents")}
    own = {row["id"]: (row["summary"], on[row["report"]]) for row in _rows("recommendations")}
    asked = [query for query in _queries() if query["kind"] == "own"]
    assert {q["like"]: (q["text"], q["before"]) for q in asked} == {
        q["like"]: own[q["like"]] for q in asked
    }


def test_advice_never_given_has_nothing_that_says_the_same() -> None:
    never = [one for q in _queries() if q["kind"] == "never" for one in q["judged"]]
    assert {one["grade"] for one in never} <= {1}
