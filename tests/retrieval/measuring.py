"""The judged queries, and how well a ranking does on them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from pathlib import Path
from statistics import fmean

from kg.model.dates import PartialDate, Span

JUDGED = Path(__file__).with_name("judged.jsonl")
READ = Path(__file__).with_name("read.txt")
"""The ids of all advice that the record held when the first queries were judged."""
READ_LATER = Path(__file__).with_name("read-later.txt")
"""The ids of what had come by the day when the later queries were judged."""
NEVER_GIVEN = Path(__file__).with_name("never.txt")
RANKED = ("natural", "own", "reworded")
"""The kinds of queries that have advice of the same sense."""
NEVER = "never"
SAME = 2
CUT = 10

Rank = Callable[["Query"], Sequence[str]]
"""Returns ids, the likest first."""


@dataclass(frozen=True)
class Query:
    """A piece of advice, the day before which like advice counts, and what was judged like it."""

    id: str
    kind: str
    text: str
    before: Span | None
    like: str
    grades: Mapping[str, int]
    is_later: bool = False

    @property
    def same(self) -> set[str]:
        return {advice for advice, grade in self.grades.items() if grade == SAME}


def load_queries() -> list[Query]:
    """Return all judged queries."""
    found = []
    for line in JUDGED.read_text("utf8").splitlines():
        row = json.loads(line)
        before = PartialDate.parse(row["before"]).days if row.get("before") else None
        grades = {one["id"]: one["grade"] for one in row["judged"]}
        like, is_later = row.get("like", ""), row.get("is_later", False)
        found.append(Query(row["id"], row["kind"], row["text"], before, like, grades, is_later))
    return found


def load_never() -> list[Query]:
    """Return advice that nobody gave, much of it in the words of advice that somebody did."""
    lines = NEVER_GIVEN.read_text("utf8").splitlines()
    return [Query(f"never-{n}", NEVER, line, None, "", {}) for n, line in enumerate(lines)]


def measure(queries: Sequence[Query], rank: Rank) -> dict[str, tuple[float, float, float]]:
    """Return nDCG at ten, recall of the same in ten and reciprocal rank of the same, by kind.

    Advice that came into the record after a query was judged is passed over: nobody has read
    whether it is the same.
    """
    first = frozenset(READ.read_text("utf8").split())
    later = first.union(READ_LATER.read_text("utf8").split())
    found = {}
    for kind in RANKED:
        ndcg, recall, reciprocal = [], [], []
        for query in queries:
            if query.kind != kind or not query.grades:
                continue
            read = later if query.is_later else first
            order = [one for one in rank(query) if one in read]
            ndcg.append(
                _gain([query.grades.get(one, 0) for one in order])
                / _gain(sorted(query.grades.values(), reverse=True))
            )
            if query.same:
                recall.append(len(query.same.intersection(order[:CUT])) / len(query.same))
                places = [i for i, one in enumerate(order, start=1) if one in query.same]
                reciprocal.append(1 / places[0] if places else 0.0)
        found[kind] = (fmean(ndcg), fmean(recall), fmean(reciprocal))
    return found  # fmt: skip


def _gain(grades: Sequence[int]) -> float:
    return sum(grade / log2(place + 1) for place, grade in enumerate(grades[:CUT], start=1))
