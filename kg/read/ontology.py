"""Read `ontology/`: what the vocabulary declares, and the rules, shapes and questions beside it.

The files speak of the shipped record's addresses, so that they run as they are in any tool; here
the addresses of the record that is read are put in. A record may have an ontology of its own
beside its tables: with a `context.jsonld` it is a whole one, without it adds to the shipped.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import UsageError
from kg.model import terms
from kg.model.terms import SHIPPED, Space
from kg.model.vocabulary import Coercion, Concept, Property, Vocabulary
from kg.read.shipped import shipped

if TYPE_CHECKING:
    import pyoxigraph as ox

Values = dict[str, list[Any]]
"""Predicate IRI -> its values, for one subject."""

KINDS = ("*.ttl", "rules/*.rq", "questions/*.rq", "gaps/*.rq", "*.jsonld")
"""The files that an ontology is made of."""

CONTEXT, SHAPES = "context.jsonld", "shapes.ttl"


def layers(folder: Path) -> tuple[Path, ...]:
    """Return the folders that make up an ontology, each adding to those before."""
    return (folder,) if (folder / CONTEXT).is_file() else (shipped("ontology"), folder)


def find_files(folder: Path, pattern: str) -> list[Path]:
    """Return the files of an ontology, in order of their names; one takes the place of its like.

    A file that a record adds under the name of a shipped one is read instead of it.
    """
    named = {str(p.relative_to(f)): p for f in layers(folder) for p in f.glob(pattern)}
    return [named[name] for name in sorted(named)]


def find_shapes(folder: Path) -> list[Path]:
    """Return the files of shapes, those that a record adds after the shipped ones."""
    return [path for layer in layers(folder) if (path := layer / SHAPES).is_file()]


def copy_ontology(folder: Path, target: Path) -> None:
    """Copy the files of an ontology, and nothing else that stands beside them."""
    for path in sorted(p for kind in KINDS for p in folder.glob(kind)):
        copy = target / path.relative_to(folder)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())


def find_vocabulary(folder: Path) -> list[Path]:
    """Return the files that declare the vocabulary."""
    found = [path for path in find_files(folder, "*.ttl") if path.name != SHAPES]
    if not found:
        raise UsageError(f"{folder}: holds no vocabulary, such as nhs-it.ttl")
    return found


def read_text(path: Path, space: Space = SHIPPED) -> str:
    """Return a file of an ontology with the addresses of a record; UsageError where it cannot."""
    try:
        return space.put_into(path.read_text("utf8"))
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise UsageError(f"{path}: is not UTF-8 text") from None


def read_vocabulary(folder: Path, space: Space = SHIPPED) -> list[ox.Quad]:
    """Return the vocabulary as triples.

    Unions of classes are lists of blank nodes; they stay in the ontology's own files.
    """
    import pyoxigraph as ox

    return [
        quad
        for path in find_vocabulary(folder)
        for quad in ox.parse(read_text(path, space), format=ox.RdfFormat.TURTLE)
        if not isinstance(quad.subject, ox.BlankNode) and not isinstance(quad.object, ox.BlankNode)
    ]


def load_vocabulary(folder: Path, space: Space = SHIPPED) -> Vocabulary:
    """Read what an ontology declares, and its context; UsageError where either does not parse."""
    subjects: dict[str, Values] = {}
    for path in find_vocabulary(folder):
        _add_subjects(path, space, subjects)
    known = read_classes(subjects, space)
    properties: dict[str, Property] = {}
    concepts: dict[str, Concept] = {}
    version = ""
    for iri, values in subjects.items():
        types = {t.value for t in values[terms.RDF + "type"]}
        if terms.SKOS + "Concept" in types:
            concepts[iri] = Concept(
                iri,
                _text(values, terms.SKOS + "prefLabel"),
                next((s.value for s in values[terms.SKOS + "inScheme"]), ""),
                tuple(n.value for n in values[terms.SKOS + "notation"]),
                _text(values, terms.SKOS + "definition"),
                _text(values, space.ns + "codeForm"),
                _text(values, space.ns + "codeAddress"),
                _text(values, space.ns + "identifies") == "true",
            )
        if terms.RDF + "Property" in types or any(t.endswith("Property") for t in types):
            properties[iri] = Property(
                iri,
                _text(values, terms.RDFS + "label"),
                _text(values, space.ns + "inverseLabel"),
                _text(values, terms.RDFS + "comment"),
                _classes(values[terms.RDFS + "domain"], subjects),
                _classes(values[terms.RDFS + "range"], subjects),
                space.ns + "Relation" in types,
                bool(values[space.ns + "derived"]),
                bool(values[space.ns + "joins"]),
                frozenset(p.value for p in values[space.ns + "mirrors"]),
            )
        version = version or _text(values, terms.OWL + "versionInfo")
    return replace(
        known,
        properties=properties,
        concepts=concepts,
        terms=_coercions(load_context(folder, space)),
        version=version,
    )


def read_classes(subjects: Mapping[str, Values], space: Space = SHIPPED) -> Vocabulary:
    """Return what some subjects declare of classes: labels, places in the tree, and marks.

    Every property of the record's own vocabulary that a class has is a mark on it.
    """
    classes: dict[str, str] = {}
    above: dict[str, frozenset[str]] = {}
    marks: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for iri, values in subjects.items():
        parents = values.get(terms.RDFS + "subClassOf", ())
        if parents:
            above[iri] = frozenset(c.value for c in parents if hasattr(c, "value"))
        if all(t.value != terms.OWL + "Class" for t in values.get(terms.RDF + "type", ())):
            continue
        classes[iri] = next((v.value for v in values.get(terms.RDFS + "label", ())), "")
        above.setdefault(iri, frozenset())
        for predicate, found in values.items():
            if predicate.startswith(space.ns):
                marks[predicate.removeprefix(space.ns)][iri] = tuple(v.value for v in found)
    return Vocabulary(classes, above, {}, {}, {}, space=space, marks=dict(marks))


def load_rules(folder: Path, space: Space = SHIPPED) -> list[tuple[str, str]]:
    """Return the inference rules as (name, CONSTRUCT query), in the order in which they run."""
    return [(path.stem, read_text(path, space)) for path in find_files(folder, "rules/*.rq")]


def load_context(folder: Path, space: Space = SHIPPED) -> dict[str, Any]:
    """Return the JSON-LD context of an ontology; UsageError where it is none."""
    path = layers(folder)[0] / CONTEXT
    try:
        context: dict[str, Any] = json.loads(read_text(path, space))["@context"]
    except (ValueError, KeyError) as error:
        raise UsageError(f"{path}: is not a JSON-LD context: {error}") from None
    return context


def _add_subjects(path: Path, space: Space, subjects: dict[str, Values]) -> None:
    import pyoxigraph as ox

    try:
        for quad in ox.parse(read_text(path, space), format=ox.RdfFormat.TURTLE):
            values = subjects.setdefault(_name(quad.subject), defaultdict(list))
            values[quad.predicate.value].append(quad.object)
    except SyntaxError as error:
        raise UsageError(f"{path}: is not Turtle: {error.msg}") from None


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


def _coercions(raw: dict[str, Any]) -> dict[str, Coercion]:
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
