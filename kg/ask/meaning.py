"""What the words of a parameter mean: the IRI of an entity, kind, topic, property or verdict.

In a local graph its index answers; an endpoint is asked for ids, labels and aliases as written.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from kg.errors import UnknownEntity, UsageError
from kg.model.languages import LABELS
from kg.model.nearest import did_you_mean
from kg.model.notation import name_of
from kg.model.terms import is_slug

if TYPE_CHECKING:
    from kg.engine.graph import SparqlGraph
    from kg.index.index import Index

_CLASSES = {"Concept": "skos:Concept"}
_NAMES = f"{'|'.join(f'<{name}>' for name in LABELS)}|skos:altLabel|^nhsit:nameOf/rdf:value"


def find_entity(graph: SparqlGraph, text: str, kinds: Collection[str] = ()) -> str:
    """Return the IRI of an entity of some kinds; UnknownEntity, with the nearest, otherwise."""
    index = _index(graph)
    if index is None:
        return _ask_for(graph, text, kinds)
    from kg.index import names

    return index.space.iri(names.find_entity(index, text, kinds).slug)


def find_topic(graph: SparqlGraph, text: str) -> str:
    """Return the IRI of a topic."""
    return find_entity(graph, text, ("Concept",))


def find_kind(graph: SparqlGraph, text: str) -> str:
    """Return the IRI of a class that things of the graph have; UsageError otherwise."""
    from kg.index.kinds import find_kind as named
    from kg.index.kinds import kinds_of

    index, space = _index(graph), graph.space
    if index is None:
        query = "SELECT DISTINCT ?c { ?x a ?c }"
        local = [space.local(row[0].value) for row in _rows(graph, query)]
        known = {kind: "" for kind in local if ":" not in kind}
    else:
        known = kinds_of(index, index.kinds())
    kind = named(text, known, space)
    return space.expand(_CLASSES[kind]) or kind if kind in _CLASSES else space.term(kind)


def find_property(graph: SparqlGraph, text: str) -> str:
    """Return the IRI of a property by its name, label or CURIE; UsageError otherwise."""
    index = _index(graph)
    if index is None:
        return _ask_for_property(graph, text.strip())
    from kg.ask.explain import find_property as find

    predicate, turned = find(index, text)
    if turned:
        raise UsageError(
            f"'{text}' is the other way round of {graph.space.compress(predicate)}; ask so"
        )
    return predicate


def find_verdict(graph: SparqlGraph, text: str) -> str:
    """Return the IRI of a verdict by its words; UsageError otherwise."""
    query = (
        "SELECT ?v ?label { VALUES ?scheme { nhsit:implementations nhsit:responses } "
        "?v skos:inScheme ?scheme OPTIONAL { ?v skos:prefLabel ?label } }"
    )
    known = {}
    for value, label in _rows(graph, query):
        local = value.value.removeprefix(graph.space.ns)
        known[local.lower()] = value.value
        known[(label.value if label is not None else local).lower()] = value.value
    wanted = text.strip().lower()
    for word in (wanted, wanted.replace(" ", "").replace("-", "")):
        if word in known:
            return str(known[word])
    hint = did_you_mean(wanted, known) or f"; expected {', '.join(sorted(known))}"
    raise UsageError(f"'{text}' is no verdict{hint}")


def _index(graph: SparqlGraph) -> Index | None:
    if not hasattr(graph, "store"):
        return None
    from kg.index.index import index_of

    return index_of(graph)


def _ask_for(graph: SparqlGraph, text: str, kinds: Collection[str]) -> str:
    """Return the one entity of an endpoint that has an id, label or alias as it is written."""
    wanted = text.strip()
    iri = name_of(wanted) if wanted.endswith(">") else wanted
    if iri.startswith(("http://", "https://")):
        return iri
    expanded = graph.space.expand(wanted)
    if expanded and " " not in wanted:
        return expanded
    if is_slug(wanted) and _rows(graph, f"SELECT ?p {{ id:{wanted} ?p ?o }} LIMIT 1"):
        return graph.space.entity(wanted)
    import pyoxigraph as ox

    classes = " ".join(_CLASSES.get(kind, f"nhsit:{kind}") for kind in sorted(kinds))
    fitting = f"VALUES ?kind {{ {classes} }} ?x a ?kind . " if kinds else ""
    name = ox.Literal(wanted.lower())
    query = (
        f"SELECT DISTINCT ?x {{ {fitting}?x {_NAMES} ?name "
        f"FILTER(LCASE(STR(?name)) = {name} && isIRI(?x) && !STRSTARTS(STR(?x), STR(nhsit:))) }} "
        "ORDER BY ?x LIMIT 6"
    )
    found = [row[0].value for row in _rows(graph, query)]
    if len(found) == 1:
        return str(found[0])
    if found:
        raise UnknownEntity(
            f"'{text}' may be several things; say which: {', '.join(map(graph.space.slug, found))}"
        )
    what = " or ".join(sorted(kinds)) or "entity"
    raise UnknownEntity(f"'{text}': the endpoint has no {what} with this id, label or alias")


def _ask_for_property(graph: SparqlGraph, text: str) -> str:
    """Return the property of an endpoint that has a name or a label as it is written."""
    import pyoxigraph as ox

    expanded = graph.space.expand(text) if " " not in text else None
    if expanded:
        return expanded
    word = ox.Literal(text.lower())
    query = (
        "SELECT DISTINCT ?p { ?p a rdf:Property . OPTIONAL { ?p rdfs:label ?label } "
        f"FILTER(LCASE(STR(?label)) = {word} || LCASE(STRAFTER(STR(?p), STR(nhsit:))) = {word}) }}"
    )
    found = [row[0].value for row in _rows(graph, query)]
    if len(found) != 1:
        raise UsageError(f"the endpoint has no property '{text}'; give its CURIE")
    return str(found[0])


def _rows(graph: SparqlGraph, query: str) -> Sequence[Any]:
    answer: Any = graph.query(query)
    return list(answer)
