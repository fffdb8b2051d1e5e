"""Describe the graph itself: title, licence and counts, in the words of VoID and DCAT."""

from __future__ import annotations

from collections.abc import Mapping

from kg.model.record import Dataset
from kg.model.terms import DCT, ORG, PROV, RDF, SKOS, STANDARD, XSD
from kg.model.vocabulary import Vocabulary
from kg.read.dataset import national_tiers
from kg.triples.ntriples import iri, literal

_VOID, _DCAT, _VANN = (STANDARD[name] for name in ("void", "dcat", "vann"))
_INTEGER = XSD + "integer"


def describe(
    record: Dataset,
    vocabulary: Vocabulary,
    version: str,
    triples: int,
    classes: Mapping[str, int],
) -> list[str]:
    """Return the metadata layer as N-Triples lines.

    `triples` counts the graph without this layer; `classes` the entities of each class IRI. No date
    of making: the same facts give the same bytes.
    """
    space = record.space
    dataset = iri(space.dataset)
    facts = [
        (RDF + "type", iri(_DCAT + "Dataset")),
        (RDF + "type", iri(_VOID + "Dataset")),
        (_DCAT + "version", literal(version)),
        (_VOID + "uriSpace", literal(space.things)),
        (_VANN + "preferredNamespaceUri", literal(space.ns)),
        (_VANN + "preferredNamespacePrefix", literal(space.prefix)),
        (_VOID + "triples", literal(str(triples), _INTEGER)),
        *((_VOID + "vocabulary", iri(ns)) for ns in (space.ns, ORG, PROV, SKOS)),
        *((space.ns + "nationalTier", iri(tier)) for tier in national_tiers(record, vocabulary)),
        *_words(record),
    ]
    lines = [f"{dataset} {iri(p)} {o} ." for p, o in facts]
    for cls, count in sorted(classes.items()):
        name = space.compress(cls).replace(":", "-")
        part = iri(f"{space.dataset}/class/{name}")
        lines += [
            f"{dataset} {iri(_VOID + 'classPartition')} {part} .",
            f"{part} {iri(_VOID + 'class')} {iri(cls)} .",
            f"{part} {iri(_VOID + 'entities')} {literal(str(count), _INTEGER)} .",
        ]
    return lines


def _words(record: Dataset) -> list[tuple[str, str]]:
    """Return what the record says of itself: title, description, licence and makers."""
    said: list[tuple[str, str | bool]] = [
        (DCT + "title", record.title and literal(record.title, language="en")),
        (DCT + "description", record.description and literal(record.description, language="en")),
        (DCT + "license", record.licence_url and iri(record.licence_url)),
        (DCT + "rights", not record.licence_url and record.licence and literal(record.licence)),
        (DCT + "publisher", record.publisher and literal(record.publisher)),
        *((DCT + "creator", literal(name)) for name in record.creators),
    ]
    return [(predicate, value) for predicate, value in said if isinstance(value, str) and value]
