"""How well earlier advice in the same sense is found, on queries judged by reading.

The floors stand a little below what is reached; whoever raises the ranking raises them.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.engine.store import open_graph
from kg.retrieval import sentence_model
from kg.retrieval.preparing import ranker_of
from kg.retrieval.ranker import SAME, Likeness, Ranker
from tests.retrieval.measuring import NEVER, Query, load_never, load_queries, measure

pytestmark = pytest.mark.slow

FLOORS = {
    "natural": (0.67, 0.88, 0.77),
    "own": (0.56, 0.75, 0.63),
    "reworded": (0.25, 0.32, 0.27),
}
"""Kind of query -> nDCG at ten, recall of the same in ten, reciprocal rank of the first same."""
WITH_MODEL = {
    "natural": (0.67, 0.84, 0.76),
    "own": (0.64, 0.83, 0.59),
    "reworded": (0.36, 0.54, 0.41),
}


@pytest.fixture(scope="module")
def ranker(shipped_output: Path) -> Ranker:
    return ranker_of(open_graph(shipped_output))


@pytest.fixture(scope="module")
def queries() -> list[Query]:
    return load_queries()


def test_earlier_advice_is_found_by_words(ranker: Ranker, queries: list[Query]) -> None:
    def rank(query: Query) -> list[str]:
        found = ranker.rank(query.text, query.before)
        return [match.id for match in found if match.id != query.like]

    _is_above(measure(queries, rank), FLOORS)


@pytest.mark.skipif(not sentence_model.is_installed(), reason="needs the extra meaning")
def test_earlier_advice_is_found_by_words_and_meaning(
    shipped_output: Path, queries: list[Query]
) -> None:
    graph = open_graph(shipped_output)
    ranker = ranker_of(graph)

    def rank(query: Query) -> list[str]:
        likeness = sentence_model.likeness_of(graph, query.text)
        found = ranker.rank(query.text, query.before, likeness)
        return [match.id for match in found if match.id != query.like]

    _is_above(measure(queries, rank), WITH_MODEL)


def _is_above(
    found: dict[str, tuple[float, float, float]], floors: dict[str, tuple[float, float, float]]
) -> None:
    for kind, floor in floors.items():
        assert all(a >= b for a, b in zip(found[kind], floor, strict=True)), (kind, found[kind])


def test_what_was_said_before_is_said_so_and_what_never_was_is_not(
    ranker: Ranker, queries: list[Query]
) -> None:
    repeated = [q for q in queries if q.kind == "natural" and q.same]
    rightly = [q for q in repeated if q.same & _said(ranker, q)]
    never = [*(q for q in queries if q.kind == NEVER), *load_never()]
    falsely = [q for q in never if _said(ranker, q) - q.same]
    assert len(rightly) >= 0.64 * len(repeated)
    assert len(falsely) <= 0.09 * len(never)


def _said(ranker: Ranker, query: Query, likeness: Likeness | None = None) -> set[str]:
    found = ranker.rank(query.text, query.before, likeness)
    return {match.id for match in found if match.grade == SAME}


def test_nothing_later_than_the_day_of_a_query_is_found(
    ranker: Ranker, queries: list[Query]
) -> None:
    held = ranker.held
    for query in queries:
        if query.before is not None:
            day = query.before.earliest.isoformat()
            for match in ranker.rank(query.text, query.before):
                assert "" < held.last[match.number] < day, (query.id, match.id)
