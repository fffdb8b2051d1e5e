"""What the ledger of the page shows of recommendations beyond their own rows, as the ledger has it.

Where each stands, what was answered last and how late it is: all from the same rows that
`kg recommendations` lists, so that their numbers cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kg.ask.ledger import Wanted, find_makers, list_recommendations
from kg.engine.graph import SparqlGraph
from kg.history.advice import OPEN, Advice
from kg.history.solutions import find_as_of
from kg.index.index import Index
from kg.retrieval.preparing import ranker_of
from kg.retrieval.stems import RULES
from kg.retrieval.weights import WORDS

Row = dict[str, Any]

_NOT_ASKED = ("reports", "first", "actions", "topic_names")
"""What of the advice the page's search does without."""


def add_standing(recommendations: Iterable[Row], graph: SparqlGraph, index: Index) -> None:
    """Write into rows of recommendations where each stands: see `_standing`."""
    known = {one.id: one for one in list_recommendations(graph, index, Wanted())}
    now = find_as_of(graph)
    for row in recommendations:
        if row["id"] in known:
            one = known[row["id"]]
            late = one.days_late(now)
            row |= _standing(one) | ({"late": late[0]} if late is not None else {})


def _standing(one: Advice) -> Row:
    """Return `state` and the last official `response`.

    What is open goes without saying.
    """
    row: Row = {"state": one.state} if one.state != OPEN else {}
    if one.response is not None:
        row["response"] = one.response.verdict
    return row


def read_makers_of(recommendations: Iterable[Row], graph: SparqlGraph) -> dict[str, list[str]]:
    """Return who wrote or published each report of some recommendations, by ids."""
    reports = {row["report"] for row in recommendations if row.get("report")}
    return find_makers(graph, reports)


def search_data(graph: SparqlGraph) -> Row:
    """Return the advice ready to be searched, with the rules and the weights of the search."""
    held = ranker_of(graph).held.to_dict()
    return {name: value for name, value in held.items() if name not in _NOT_ASKED} | {
        "rules": RULES,
        "weights": {name: getattr(WORDS, name) for name in WORDS.__slots__},
    }
