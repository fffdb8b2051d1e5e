"""Whether a state of the explorer, as an address names it, is still there."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from urllib.parse import parse_qsl

from kg.engine.graph import SparqlGraph
from kg.errors import UnknownEntity
from kg.index.index import Index
from kg.index.names import find_node
from kg.model.dates import PartialDate
from kg.model.nearest import did_you_mean

_FIELDS = ("view", "id", "other", "on", "q", "set", "rows", "sort", "kinds", "relations", "topics",
           "jurisdictions", "verdicts", "confidence", "tiers", "show")  # fmt: skip
"""Fields that every state has; a view may have more of its own."""
_OF_THINGS = ("id", "other", "topics")


def find_gone(
    graph: SparqlGraph, index: Index, address: str, views: Collection[str]
) -> Iterator[str]:
    """Yield what an address names that is not there; `views` are the views of the page.

    A field that no state is known to have may be of a view, unless it is spelt like another.
    """
    for name, value in parse_qsl(address.removeprefix("#"), keep_blank_values=True):
        if name == "view" and value not in views:
            hint = did_you_mean(value, views) or f"; expected {', '.join(views)}"
            yield f"the page has no view '{value}'{hint}"
        elif name in _OF_THINGS:
            for slug in value.split(",") if name == "topics" else [value]:
                yield from _find_unknown(graph, index, slug)
        elif name == "on" and not _is_day(value):
            yield f"'{value}' is no day, month or year, such as 2002-06"
        elif name not in _FIELDS and (hint := did_you_mean(name, _FIELDS)):
            yield f"a state has no field '{name}'{hint}"


def _find_unknown(graph: SparqlGraph, index: Index, slug: str) -> Iterator[str]:
    if slug and index.entity(slug) is not None:
        return
    try:
        found = find_node(graph, index, slug)
    except UnknownEntity as error:
        yield str(error)
        return
    if found != slug:
        yield f"a state names a thing by its id, not '{slug}'; did you mean '{found}'?"


def _is_day(text: str) -> bool:
    try:
        return PartialDate.parse(text).earliest is not None
    except ValueError:
        return False
