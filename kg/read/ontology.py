"""Read `ontology/`: what the vocabulary declares, and the rules and shapes beside it."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import UsageError
from kg.model import terms
from kg.model.vocabulary import Coercion, Concept, Property, Vocabulary

if TYPE_CHECKING:
    import pyoxigraph as ox

Values = dict[str, list[Any]]
"""Predicate IRI -> its values, for one subject."""


def load_vocabulary(folder: Path) -> Vocabulary:
    """Read `nhs-it.ttl` and `context.jsonld`; UsageError where either does not parse."""
    subjects = _subjects(folder / "nhs-it.ttl")
    classes: dict[str, str] = {}
    above: dict[str, frozenset[str]] = {}
    properties: dict[str, Property] = {}
    concepts: dict[str, Concept] = {}
    version = ""
    for iri, values in subjects.items():
        types = {t.value for t in values[terms.RDF + "type"]}
        if terms.OWL + "Class" in types:
            classes[iri] = _text(values, terms.RDFS + "label")
            above[iri] = frozenset(
                c.value for c in values[terms.RDFS + "subClassOf"] if hasattr(c, "value")
            )
        if terms.SKOS + "Concept" in types:
            concepts[iri] = Concept(
                iri,
                _text(values, terms.SKOS + "prefLabel"),
                next((s.value for s in values[terms.SKOS + "inScheme"]), ""),
                tuple(n.value for n in values[terms.SKOS + "notation"]),
                _text(values, terms.SKOS + "definition"),
            )
        if terms.RDF + "Property" in types or any(t.endswith("Property") for t in types):
            properties[iri] = Property(
                iri,
                _text(values, terms.RDFS + "label"),
                _text(values, terms.NS + "inverseLabel"),
                _text(values, terms.RDFS + "comment"),
                _classes(values[terms.RDFS + "domain"], subjects),
                _classes(values[terms.RDFS + "range"], subjects),
                terms.NS + "Relation" in types,
                bool(values[terms.NS + "derived"]),
            )
        version = version or _text(values, terms.OWL + "versionInfo")
    return Vocabulary(
        classes, above, properties, concepts, _context(folder / "context.jsonld"), version
    )


def load_rules(folder: Path) -> list[tuple[str, str]]:
    """Return the inference rules as (name, CONSTRUCT query), in the order in which they run."""
    return [(path.stem, path.read_text("utf8")) for path in sorted((folder / "rules").glob("*.rq"))]


def _subjects(path: Path) -> dict[str, Values]:
    import pyoxigraph as ox

    subjects: dict[str, Values] = {}
    try:
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            values = subjects.setdefault(_name(quad.subject), defaultdict(list))
            values[quad.predicate.value].append(quad.object)
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror or error}") from None
    except SyntaxError as error:
        raise UsageError(f"{path}: is not Turtle: {error.msg}") from None
    return subjects


def _name(node: ox.NamedNode | ox.BlankNode | ox.Triple) -> str:
    return str(getattr(node, "value", node))


def _text(values: Values, predicate: str) -> str:
    return str(values[predicate][0].value) if values[predicate] else ""


def _classes(nodes: list[Any], subjects: dict[str, Values]) -> frozenset[str]:
    """Return the classes of a domain or range, a union given by its members."""
    found: set[str] = set()
    for node in nodes:
        members = subjects.get(node.value, {}).get(terms.OWL + "unionOf")
        if not members:
            found.add(node.value)
            continue
        rest = members[0]
        while rest.value != terms.RDF + "nil":
            cell = subjects[rest.value]
            found.add(cell[terms.RDF + "first"][0].value)
            rest = cell[terms.RDF + "rest"][0]
    return frozenset(found - {terms.OWL + "Thing", terms.RDFS + "Resource"})


def _context(path: Path) -> dict[str, Coercion]:
    try:
        raw: dict[str, Any] = json.loads(path.read_text("utf8"))["@context"]
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror or error}") from None
    except (ValueError, KeyError) as error:
        raise UsageError(f"{path}: is not a JSON-LD context: {error}") from None
    prefixes = {k: v for k, v in raw.items() if isinstance(v, str) and v.endswith(("#", "/"))}

    def full(name: str) -> str:
        prefix, colon, local = name.partition(":")
        return prefixes[prefix] + local if colon and prefix in prefixes else name

    found: dict[str, Coercion] = {}
    for term, meaning in raw.items():
        if term.startswith("@") or term in prefixes:
            continue
        entry = {"@id": meaning} if isinstance(meaning, str) else meaning
        kind = entry.get("@type")
        found[term] = Coercion(
            full(entry["@id"]),
            kind == "@id",
            full(kind) if kind and not kind.startswith("@") else None,
            entry.get("@language"),
        )
    return found
