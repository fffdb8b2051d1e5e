"""The attempts at each aim, as the ready question `attempts` answers, for the page."""

from __future__ import annotations

from typing import Any

from kg.ask.attempts import Attempt, find_all_attempts
from kg.engine.graph import SparqlGraph
from kg.index.index import Index

_AIM = "Aim"


def attempts_data(graph: SparqlGraph, index: Index) -> dict[str, list[dict[str, Any]]]:
    """Return the attempts at each aim by its id, the first to begin first; aims without lack."""
    found = find_all_attempts(graph, [one.slug for one in index.of_kinds([_AIM])])
    return {aim: [*map(_row, some.values())] for aim, some in sorted(found.items())}


def _row(one: Attempt) -> dict[str, Any]:
    row = {
        "thing": one.thing,
        "begun": one.begun,
        "ended": one.ended,
        "ranBy": one.ran_by,
        "least": one.least,
        "most": one.most,
        "cost": one.cost,
        "ending": one.ending,
        "reviews": [*one.reviews],
        "advised": one.advised,
        "enacted": one.enacted,
        "next": one.next,
        "since": one.since,
    }
    return {name: value for name, value in row.items() if value is not None}
