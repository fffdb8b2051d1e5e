"""Describe the graph itself: title, licence and counts, in the words of VoID and DCAT."""

from __future__ import annotations

from collections.abc import Mapping

from kg.model import terms
from kg.triples.ntriples import iri, literal

_DCT, _VOID, _DCAT = terms.PREFIXES["dct"], terms.PREFIXES["void"], terms.PREFIXES["dcat"]
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def describe(
    version: str, triples: int, classes: Mapping[str, int], read_up_to: str = ""
) -> list[str]:
    """Return the metadata layer as N-Triples lines.

    `triples` counts the graph without this layer; `classes` the entities of each class IRI;
    `read_up_to` is the newest day of a source. No date of making: the same facts give the same
    bytes.
    """
    dataset = iri(terms.DATASET)
    integer = terms.XSD + "integer"
    facts = [
        (terms.RDF + "type", iri(_DCAT + "Dataset")),
        (terms.RDF + "type", iri(_VOID + "Dataset")),
        (_DCT + "title", literal("NHS IT knowledge graph", language="en")),
        (_DCT + "description", literal(
            "Who ran IT in the NHS, what was tried, what was advised, and what became of it; "
            "each fact with its source.", language="en")),
        (_DCT + "license", iri(LICENCE)),
        (_DCAT + "version", literal(version)),
        (_VOID + "uriSpace", literal(terms.ID)),
        (_VOID + "triples", literal(str(triples), integer)),
        *((_VOID + "vocabulary", iri(ns)) for ns in (terms.NS, terms.ORG, terms.PROV, terms.SKOS)),
    ]  # fmt: skip
    if read_up_to:
        facts.append((terms.NS + "readUpTo", literal(read_up_to, terms.XSD + "date")))
    lines = [f"{dataset} {iri(p)} {o} ." for p, o in facts]
    for cls, count in sorted(classes.items()):
        name = terms.compress(cls).replace(":", "-")
        part = iri(f"{terms.DATASET}/class/{name}")
        lines += [
            f"{dataset} {iri(_VOID + 'classPartition')} {part} .",
            f"{part} {iri(_VOID + 'class')} {iri(cls)} .",
            f"{part} {iri(_VOID + 'entities')} {literal(str(count), integer)} .",
        ]
    return lines
