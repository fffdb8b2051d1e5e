"""Columns to be added to a spreadsheet: when a thing was, who has its duty today, its codes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kg.errors import UsageError
from kg.history.nodes import Node, NodeReader
from kg.index.entries import CODE, Entity
from kg.serve.reconciliation.desk import Desk

_MOST_THINGS, _MOST_PROPERTIES = 500, 50
_PLAIN = ("tier", "jurisdiction", "itRole", "systemKind", "legislationUri", "url", "due")
"""Properties of the vocabulary that are told in words."""

Cell = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Offered:
    """A property that can be fetched: its id, its words, and what it is of a thing."""

    id: str
    name: str
    says: str
    cells: Callable[[Desk, Entity, Node | None], Iterable[Cell]]
    is_thing: bool = False


def offered(desk: Desk) -> dict[str, Offered]:
    """Return the properties that can be fetched, by id."""
    words = desk.index.vocabulary()
    found = [*_FIXED]
    for name in _PLAIN:
        label = words.get(desk.index.space.term(name), ("", ""))[0]
        if label:
            found.append(Offered(name, label, f"{label}, in words", _plain(name)))
    for word, label in desk.registers.items():
        found.append(Offered(word, f"code: {label}", f"its code in {label}", _codes(word)))
    return {one.id: one for one in found}


def propose(desk: Desk, kind: str, limit: int) -> dict[str, Any]:
    """Return the properties that are proposed for things of a class."""
    listed = [{"id": one.id, "name": one.name} for one in offered(desk).values()]
    return {"type": kind, "properties": listed[:limit] if limit else listed}


def extend(desk: Desk, asked: Any) -> dict[str, Any]:
    """Return the cells of each thing and property that are asked for.

    A thing that the record does not have has empty cells. Raises UsageError for a property that
    is not offered, or for what is no request.
    """
    ids, wanted = _read(desk, asked)
    known = desk.index.entities(ids)
    facts = NodeReader(desk.graph, desk.index)
    nodes = {node.slug: node for node in facts.read(map(desk.index.space.iri, known)).values()}
    facts.learn(nodes.values())
    rows: dict[str, dict[str, list[Cell]]] = {}
    for id in ids:
        entity = known.get(id)
        rows[id] = {
            one.id: _few(one.cells(desk, entity, nodes.get(id)), settings) if entity else []
            for one, settings in wanted
        }
    meta = [
        {"id": one.id, "name": one.name} | ({"type": _THING} if one.is_thing else {})
        for one, _ in wanted
    ]
    return {"meta": meta, "rows": rows}


_THING = {"id": "Body", "name": "body"}


def _read(desk: Desk, asked: Any) -> tuple[list[str], list[tuple[Offered, Mapping[str, Any]]]]:
    if not isinstance(asked, dict) or not isinstance(asked.get("ids"), list):
        raise UsageError('extend: expected {"ids": […], "properties": [{"id": …}]}')
    ids = list(dict.fromkeys(str(id)[:300] for id in asked["ids"]))
    properties = asked.get("properties")
    if not isinstance(properties, list):
        raise UsageError('extend: expected a list of properties, such as [{"id": "start"}]')
    if len(ids) > _MOST_THINGS or len(properties) > _MOST_PROPERTIES:
        raise UsageError(
            f"extend: at most {_MOST_THINGS} things and {_MOST_PROPERTIES} properties at once"
        )
    known = offered(desk)
    wanted: list[tuple[Offered, Mapping[str, Any]]] = []
    for one in properties:
        id = one.get("id") if isinstance(one, dict) else None
        if id not in known:
            raise UsageError(f"extend: there is no property '{id}'; expected {', '.join(known)}")
        settings = one.get("settings")
        wanted.append((known[id], settings if isinstance(settings, dict) else {}))
    return ids, wanted


def _few(cells: Iterable[Cell], settings: Mapping[str, Any]) -> list[Cell]:
    """Return the cells, or as many as the settings allow."""
    listed = list(cells)
    limit = str(settings.get("limit", "0"))
    return listed[: int(limit)] if limit.isdecimal() and len(limit) < 9 and int(limit) else listed


def _text(value: str) -> list[Cell]:
    return [{"str": value}] if value else []


def _things(desk: Desk, slugs: Iterable[str]) -> list[Cell]:
    listed = list(slugs)
    known = desk.index.entities(listed)
    return [{"id": s, "name": known[s].label or s} for s in listed if s in known]


def _heirs(desk: Desk, entity: Entity, node: Node | None) -> list[Cell]:
    """Return who has its duty today; itself where it has not ended."""
    return [{"id": heir.slug, "name": heir.label} for heir in desk.reconciler.heirs_of(entity)]


def _linked(name: str) -> Callable[[Desk, Entity, Node | None], list[Cell]]:
    return lambda desk, entity, node: _things(desk, node.slugs(name) if node else ())


def _plain(name: str) -> Callable[[Desk, Entity, Node | None], list[Cell]]:
    def cells(desk: Desk, entity: Entity, node: Node | None) -> list[Cell]:
        values = node.all(name) if node else []
        words = desk.index.labels(values)
        return [cell for value in values for cell in _text(words.get(value, (value,))[0])]

    return cells


def _codes(word: str) -> Callable[[Desk, Entity, Node | None], list[Cell]]:
    return lambda desk, entity, node: [
        {"str": name.text} for name in desk.index.names_of(entity.slug) if name.kind == word + CODE
    ]


def _names(desk: Desk, entity: Entity, node: Node | None) -> list[Cell]:
    return [
        {"str": name.text}
        for name in desk.index.names_of(entity.slug)
        if not name.kind.endswith(CODE) and name.kind not in ("label", "given-up id")
    ]


_FIXED = (
    Offered("start", "start", "when it began, as stated", lambda d, e, n: _text(e.start)),
    Offered("end", "end", "when it ended, as stated", lambda d, e, n: _text(e.end)),
    Offered("heirs", "who has its duty today", "itself where it goes on", _heirs, True),
    Offered("replacedBy", "replaced by", "what took its place", _linked("replacedBy"), True),
    Offered("replaces", "replaces", "what it took the place of", _linked("replaces"), True),
    Offered("kind", "kind", "its class", lambda d, e, n: _text(d.kinds.get(e.kind, e.kind))),
    Offered("about", "what it is", "in a sentence", lambda d, e, n: _text(e.about)),
    Offered("names", "other names", "former names, aliases and acronyms", _names),
    Offered("iri", "address", "its IRI, to be cited", lambda d, e, n: _text(d.api.iri(e.slug))),
)
