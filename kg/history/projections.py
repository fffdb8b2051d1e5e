"""The named projections: which triples become which nodes and edges of a networkx graph.

succession   a DiGraph of bodies, groups, units and companies; an edge leads from what ended to
             what took its place, by an event that happened. A DAG.
whole        a MultiDiGraph of every entity; an edge for every plain relation between two of
             them, keyed by the CURIE of its property.

Nodes are named by their slug (entities) or CURIE. Every node has `iri`, `label`, `kind` (local
name of its class) and, where known, `start`, `end` (as stated, EDTF), `born`, `ended` (earliest
day), `description`, `tier`, `it_role`, `jurisdiction`. All attributes are text, numbers or
booleans; dates are ISO text. What is not known is absent.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from kg.engine.graph import SparqlGraph, text_of
from kg.engine.labels import labels_of
from kg.errors import UsageError
from kg.index.steps import PATTERNS, SUCCESSION
from kg.index.things import find_things
from kg.model import schema
from kg.model.nearest import did_you_mean

if TYPE_CHECKING:
    import networkx as nx

_MIRRORS = "SELECT DISTINCT ?p WHERE { ?p nhsit:mirrors ?said }"
"""What says again what another property says: from the other end, or in another vocabulary."""

SUCCEEDING = schema.BODIES
"""The classes of what may take the place of another in `succession`."""

_ATTRIBUTES = {
    "description": "dct:description",
    "start": "nhsit:start",
    "end": "nhsit:end",
    "date": "nhsit:date",
    "born": "nhsit:bornEarliest",
    "ended": "nhsit:endedEarliest",
    "tier": "nhsit:tier",
    "it_role": "nhsit:itRole",
    "jurisdiction": "nhsit:jurisdiction",
    "status": "nhsit:status",
}

_EDGES = """
SELECT ?s ?p ?o WHERE { ?s ?p ?o . FILTER(isIRI(?s) && isIRI(?o) && ?p != rdf:type) }
"""

SUCCESSIONS = f"""
SELECT ?before ?after ?via ?kind ?date ?law WHERE {{
  {PATTERNS[SUCCESSION]} ?via a ?kind .
  FILTER(STRSTARTS(STR(?kind), STR(nhsit:)))
  OPTIONAL {{ ?via nhsit:date ?date }}
  OPTIONAL {{ ?via nhsit:legalBasis ?law }}
}}
"""


def project(
    graph: SparqlGraph, projection: str = "whole"
) -> nx.DiGraph[str] | nx.MultiDiGraph[str]:
    """Return a named projection of a graph; UsageError where there is none of that name."""
    make = PROJECTIONS.get(projection)
    if make is None:
        hint = did_you_mean(projection, PROJECTIONS) or f"; expected {', '.join(PROJECTIONS)}"
        raise UsageError(f"unknown projection '{projection}'{hint}")
    network: nx.DiGraph[str] | nx.MultiDiGraph[str] = make(graph)
    return network


def whole(graph: SparqlGraph) -> nx.MultiDiGraph[str]:
    """Return every entity and every plain relation between two of them.

    Edges carry `property` (CURIE) and `label`-free keys; a relation stated by several sources is
    one edge. Inverses that rules materialise are left out: they would double every edge.
    """
    import networkx as nx

    space = graph.space
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    _add_nodes(network, graph, None)
    mirrors = {solution["p"].value for solution in _rows(graph, _MIRRORS)}
    names = {iri: slug for slug, iri in network.nodes(data="iri")}
    for solution in _rows(graph, _EDGES):
        s, p, o = (term.value for term in solution)
        if p not in mirrors and s in names and o in names:
            prop = space.compress(p)
            network.add_edge(names[s], names[o], key=prop, property=prop)
    return network


def succession(graph: SparqlGraph) -> nx.DiGraph[str]:
    """Return who took whose place among bodies, groups of bodies, units and companies.

    Edges carry `event`, `kind`, and where known `date` (as stated) and `law` (slugs; several are
    joined by `|`). Bodies that nothing followed or preceded are nodes too.
    """
    import networkx as nx

    space = graph.space
    network: nx.DiGraph[str] = nx.DiGraph()
    _add_nodes(network, graph, {*SUCCEEDING})
    for solution in _rows(graph, SUCCESSIONS):
        s, o = space.slug(solution["before"].value), space.slug(solution["after"].value)
        if s not in network or o not in network:
            continue
        found = {
            "event": space.slug(solution["via"].value),
            "kind": solution["kind"].value.removeprefix(space.ns),
        }
        if solution["date"] is not None:
            found["date"] = solution["date"].value
        if solution["law"] is not None:
            found["law"] = space.slug(solution["law"].value)
        known = network.edges[s, o] if network.has_edge(s, o) else {}
        for name, value in found.items():
            known[name] = "|".join(sorted({*known.get(name, value).split("|"), value}))
        network.add_edge(s, o, **known)
    return network


PROJECTIONS: dict[str, Callable[[SparqlGraph], Any]] = {"whole": whole, "succession": succession}


def _add_nodes(network: Any, graph: SparqlGraph, kinds: set[str] | None) -> None:
    """Add the entities of some kinds, in the order of their names, with their attributes."""
    space = graph.space
    found: dict[str, dict[str, Any]] = {}
    within = ""
    if kinds is not None:  # of a million triples, a hundredth is of these
        wanted = " ".join(f"nhsit:{kind}" for kind in sorted(kinds))
        within = f"VALUES ?class {{ {wanted} }} ?thing a ?class . FILTER(isIRI(?thing))"
        for solution in _rows(graph, f"SELECT ?thing ?class WHERE {{ {within} }}"):
            kind = solution["class"].value.removeprefix(space.ns)
            found[solution["thing"].value] = {"iri": solution["thing"].value, "kind": kind}
    else:
        found = {iri: {"iri": iri, "kind": kind} for iri, kind in find_things(graph).items()}
    for iri, label in labels_of(graph, found).items():
        found[iri]["label"] = label
    for name, predicate in _ATTRIBUTES.items():
        for solution in _rows(
            graph, f"SELECT ?thing ?value WHERE {{ {within} ?thing {predicate} ?value }}"
        ):
            attributes = found.get(text_of(solution["thing"]))
            if attributes is not None:
                value = text_of(solution["value"]).removeprefix(space.ns)
                attributes[name] = min(value, attributes.get(name, value))
    for iri in sorted(found):
        slug = space.slug(iri)
        found[iri].setdefault("label", slug)
        network.add_node(slug, **found[iri])


def _rows(graph: SparqlGraph, query: str) -> Any:
    return graph.query(query)
