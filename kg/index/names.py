"""Which entity is meant: by slug, CURIE, IRI, label, alias, former name, given-up id or code."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from kg.engine.graph import SparqlGraph
from kg.errors import UnknownEntity
from kg.index.abbreviations import spellings
from kg.index.entries import CODE, Entity, Name
from kg.index.index import Index
from kg.model.notation import is_iri, name_of
from kg.model.spelling import fold, key
from kg.model.terms import Space, is_slug

NEAREST = 5
"""How many names an error offers."""
_ORDER = {
    "label": 0,
    "given-up id": 0,
    "initials": 3,
    "identifier": 2,
}
_ORDER_CODE = 2
_ORDER_OTHER = 1


def find_entity(index: Index, text: str, kinds: Collection[str] = ()) -> Entity:
    """Return the entity that a text names; letters, case and dashes apart.

    An id comes before a label, a label before an alias or a former name, those before other
    people's identifiers, and initials last; things in the world come before sources about them. A
    code may have the word for its register before it, such as ods:X26.
    `kinds` asks for one of some classes (local names). Raises UnknownEntity, with the nearest
    names, where nothing has the name or several have it alike.
    """
    wanted = text.strip()
    slug = _slug(index.space, wanted)
    direct = index.entity(slug if slug is not None else wanted)
    if direct is not None and (not kinds or direct.kind in kinds):
        return direct
    if slug is not None:
        wanted = slug
    named = index.named(key(wanted)) or _coded(index, wanted) or _spelt(index, wanted)
    known = index.entities(name.entity for name in named)
    fitting = [n for n in named if not kinds or known[n.entity].kind in kinds]
    candidates = _best(fitting, known, wanted)
    if len(candidates) == 1:
        return known[candidates[0]]
    if candidates:
        raise UnknownEntity(
            f"'{text}' may be {len(candidates)} things; say which: {_list(known, candidates)}"
        )
    if direct is not None or named:
        other = direct or known[named[0].entity]
        raise UnknownEntity(
            f"'{text}' is {_with_article(other.kind)} ({other.slug}), "
            f"not {_with_article(' or '.join(sorted(kinds)))}"
        )
    raise UnknownEntity(_unknown(index, text, wanted, kinds))


def _with_article(words: str) -> str:
    return f"{'an' if words[0] in 'AEIO' else 'a'} {words}"


def _coded(index: Index, text: str) -> list[Name]:
    """Return what bears a code, given with the word for its register."""
    register, colon, code = text.partition(":")
    kind = f"{register.strip().casefold()}{CODE}"
    return [n for n in index.named(key(code)) if n.kind == kind] if colon else []


def _spelt(index: Index, text: str) -> list[Name]:
    """Return what has the name with words that names share shortened or spelt out."""
    others = spellings(fold(text), index.spelt)[1:]
    return [name for other in others for name in index.named(key(other))]


def find_node(graph: SparqlGraph, index: Index, text: str) -> str:
    """Return the slug or CURIE of what a text names: an entity, or any node the graph has.

    Claims and citations have no names; they are given by CURIE or IRI. Raises UnknownEntity.
    """
    slug = _slug(index.space, text.strip())
    if slug is not None and ":" in slug:
        import pyoxigraph as ox

        iri = index.space.iri(slug)
        try:
            node = ox.NamedNode(iri)
        except ValueError:
            raise UnknownEntity(f"'{text}' is not an IRI") from None
        for pattern in (f"{node} ?p ?o", f"?s ?p {node}", f"?s {node} ?o"):
            found: Any = graph.query(f"SELECT ?p WHERE {{ {pattern} }} LIMIT 1")
            if any(True for _ in found):
                return slug
        raise UnknownEntity(f"'{text}': the graph says nothing of it")
    return find_entity(index, text).slug


def _slug(space: Space, text: str) -> str | None:
    """Return the slug or CURIE that a text is, or None where it is words."""
    if is_slug(text):
        return text
    if text.endswith(">") and is_iri(text):
        return space.slug(name_of(text))
    if text.startswith(("http://", "https://")):
        return space.slug(text)
    iri = space.expand(text)
    return space.slug(iri) if iri is not None and " " not in text else None


def _best(named: list[Name], known: dict[str, Entity], text: str) -> list[str]:
    """Return the entities that have the best right to a name, the most mentioned first."""
    ranks: dict[str, tuple[bool, int, bool]] = {}
    for name in named:
        usual = _ORDER_CODE if name.kind.endswith(CODE) else _ORDER_OTHER
        order = _ORDER.get(name.kind, usual)
        rank = (known[name.entity].kind == "Source", order, name.text != text)
        ranks[name.entity] = min(rank, ranks.get(name.entity, rank))
    best = min(ranks.values(), default=None)
    return [slug for slug, rank in ranks.items() if rank == best]


def _unknown(index: Index, text: str, wanted: str, kinds: Collection[str]) -> str:
    from kg.index.search import search

    hits = search(index, wanted.replace("-", " "), kinds)
    hits.sort(key=lambda hit: hit.entity.kind == "Source")  # things first, then texts about them
    hits = hits[:NEAREST]
    what = "entity" if not kinds else " or ".join(sorted(kinds))
    if not hits:
        return f"'{text}': no {what} has this name, and none is like it; try 'kg search'"
    near = _list({h.entity.slug: h.entity for h in hits}, [h.entity.slug for h in hits])
    return f"'{text}': no {what} has this name; nearest: {near}"


def _list(known: dict[str, Entity], slugs: list[str]) -> str:
    shown = [f"{slug} ({known[slug].label or known[slug].kind})" for slug in slugs[:NEAREST]]
    more = len(slugs) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more > 0 else "")
