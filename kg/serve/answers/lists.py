"""What answers have in common: a part of a long list, and the addresses of what is named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from kg.api import Graph
from kg.errors import UsageError
from kg.model.nearest import did_you_mean
from kg.serve.answers.declared import Argument, Values

MOST = 200
"""What one answer lists at the most."""

LIMIT = Argument("limit", "How many to list at the most.", 20, "integer", default=20, most=MOST)
OFFSET = Argument(
    "offset",
    "How many of the list to leave out: what next_offset of the answer before says.",
    20,
    "integer",
    default=0,
    least=0,
    most=1_000_000,
)
SECTION = Argument(
    "section",
    "Only this section of the answer, by its name there, all lines of it in parts.",
    "What it was told",
)


def take(items: Sequence[Any], values: Values, **more: object) -> dict[str, Any]:
    """Return a part of a list, with how many there are in all and where the next part begins."""
    offset, limit = values["offset"], values["limit"]
    part = list(items[offset : offset + limit])
    rest = offset + len(part)
    return {
        "total": len(items),
        "offset": offset,
        "next_offset": rest if part and rest < len(items) else None,
        **more,
        "items": part,
    }


def take_section(found: dict[str, Any], values: Values) -> dict[str, Any]:
    """Return an answer in sections, or with one section alone, and of that one a part."""
    name = values["section"]
    if name is None:
        return found
    sections = found["sections"]
    known = {one.casefold(): one for one in sections}
    heading = known.get(name.casefold())
    if heading is None:
        hint = did_you_mean(name, sections) or f"; expected {', '.join(sections) or 'none'}"
        raise UsageError(f"section: there is no '{name}'{hint}")
    part = take(sections[heading], values)
    return {**found, "sections": {heading: part.pop("items")}, "part": part}


def with_addresses(value: Any, graph: Graph) -> Any:
    """Return plain values with an `iri` in each object that has an `id` or a `slug`."""
    if isinstance(value, list | tuple):
        return [with_addresses(one, graph) for one in value]
    if not isinstance(value, dict):
        return value
    found = {key: with_addresses(one, graph) for key, one in value.items()}
    id = value.get("id") or value.get("slug")
    if isinstance(id, str) and "iri" not in value:
        found["iri"] = graph.iri(id)
    return found


def addresses(ids: Iterable[object], graph: Graph) -> dict[str, str]:
    """Return the address of each id, in their order; what is no id has none."""
    return {id: graph.iri(id) for id in ids if isinstance(id, str) and id}


def plain_sources(sources: Iterable[Any]) -> list[dict[str, str]]:
    """Return sources as plain values."""
    return [{"slug": s.slug, "title": s.title, "locator": s.locator} for s in sources]
