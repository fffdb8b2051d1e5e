"""What is a thing, and of which kind: by what the triples say of it, never by its address.

In our own vocabulary a thing is what has one of its classes, claims and citations apart, which only
say something of things. In any other it is what has a class, or that anything is said of. The terms
of a vocabulary are things where a graph holds a vocabulary of its own; beside a record they are its
words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from kg.engine.graph import SparqlGraph
from kg.model.notation import is_iri, name_of, write_name
from kg.model.terms import OWL, RDF, RDFS, SKOS, STANDARD, Space

THING = "Thing"
"""The kind of what is said to be of none."""

_SAYING = ("Claim", "Citation", "Passage")
_TERMS = frozenset(
    {RDF + "Property", RDF + "List", SKOS + "ConceptScheme", STANDARD["void"] + "Dataset"}
    | {RDFS + name for name in ("Class", "Datatype", "ContainerMembershipProperty")}
    | {OWL + name for name in (
        "Class", "Ontology", "ObjectProperty", "DatatypeProperty", "AnnotationProperty",
        "TransitiveProperty", "SymmetricProperty", "FunctionalProperty", "Restriction",
        "InverseFunctionalProperty", "ReflexiveProperty", "IrreflexiveProperty",
        "AsymmetricProperty", "OntologyProperty", "DeprecatedClass", "DeprecatedProperty",
        "AllDifferent", "AllDisjointClasses", "Axiom",
    )}
)  # fmt: skip
_ANY = {OWL + "NamedIndividual", OWL + "Thing", RDFS + "Resource"}
"""Classes that everything is of: the kind of what has no other."""

_TYPE = f"<{RDF}type>"
_HELD = "ASK { ?vocabulary a owl:Ontology FILTER(STR(?vocabulary) = '%s') }"
_CLASSES = "SELECT ?thing ?class WHERE { ?thing a ?class FILTER(isIRI(?thing) && isIRI(?class)) }"
_SAID = "SELECT DISTINCT ?thing WHERE { ?thing ?p ?o FILTER(isIRI(?thing)) }"


def find_things(graph: SparqlGraph) -> dict[str, str]:
    """Return the IRI of every thing of a graph with its kind, in the order of IRIs.

    A kind is the local name of a class of the vocabulary, or the CURIE or IRI of another class.
    The graph keeps them as long as it lives.
    """
    kept = vars(graph)
    if _KEPT not in kept:
        kept[_KEPT] = _find_things(graph)
    things: dict[str, str] = kept[_KEPT]
    return things


_KEPT = "_things"


def _find_things(graph: SparqlGraph) -> dict[str, str]:
    classes: dict[str, list[str]] = defaultdict(list)
    for thing, cls in _rows(graph, _CLASSES):
        classes[thing].append(cls)
    is_record = holds_vocabulary(graph)
    if not is_record:
        for (thing,) in _rows(graph, _SAID):
            classes.setdefault(thing, [])
    return kinds_of_things(classes, graph.space, is_record)


def is_foreign(kind: str) -> bool:
    """Return whether a kind is of another vocabulary than ours, or of none."""
    return ":" in kind or kind == THING


def holds_vocabulary(graph: SparqlGraph) -> bool:
    """Return whether a graph holds the vocabulary beside its things, as what is built does."""
    return bool(graph.query(_HELD % graph.space.ns.rstrip("#/")))


def kinds_of_things(
    classes: Mapping[str, Collection[str]], space: Space, is_record: bool
) -> dict[str, str]:
    """Return the kind of each thing, by its classes; what is no thing is left out."""
    found = {}
    for iri in sorted(classes):
        kind = _kind(iri, classes[iri], space, is_record)
        if kind:
            found[iri] = kind
    return found


def things_among(said: Mapping[str, Mapping[str, Collection[str]]], space: Space) -> dict[str, str]:
    """Return the kind of each thing among some nodes: all are N-Triples terms, in order.

    `said` gives, for each node, what it says by predicate; see `find_things`.
    """
    vocabulary = f"<{space.ns.rstrip('#/')}>"
    is_record = f"<{OWL}Ontology>" in said.get(vocabulary, {}).get(_TYPE, ())
    classes = {
        name_of(node): [name_of(cls) for cls in found.get(_TYPE, ()) if is_iri(cls)]
        for node, found in said.items()
        if is_iri(node)
    }
    kinds = kinds_of_things(classes, space, is_record)
    return {write_name(iri): kind for iri, kind in kinds.items()}


def _kind(iri: str, classes: Iterable[str], space: Space, is_record: bool) -> str:
    if iri.startswith(space.ns) or iri in (space.dataset, space.ns.rstrip("#/")):
        return ""
    own: list[str] = []
    other: list[str] = []
    words: list[str] = []
    for cls in classes:
        if cls.startswith(space.ns) or cls == SKOS + "Concept":
            own.append(cls.removeprefix(space.ns).removeprefix(SKOS))
        else:
            (words if cls in _TERMS else other).append(cls)
    if own:
        return min((kind for kind in own if kind not in _SAYING), default="")
    if other:
        return space.local(min(other, key=lambda cls: (cls in _ANY, cls)))
    if is_record:
        return ""
    return space.local(min(words)) if words else THING


def _rows(graph: SparqlGraph, query: str) -> Any:
    solutions: Any = graph.query(query)
    return ([term.value for term in solution] for solution in solutions)
