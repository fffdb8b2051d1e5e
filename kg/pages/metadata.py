"""What the whole record is, for catalogues: DCAT and VoID, as Turtle and as JSON-LD.

What the graph says of itself stands first, so that nothing is counted twice; the files that the
site offers are added as distributions. No day of making: the record is as new as the day up to
which it was read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kg.engine.graph import SparqlGraph
from kg.export.rdf import write_jsonld, write_turtle
from kg.model.record import Dataset
from kg.model.terms import DCT, RDF, STANDARD, XSD
from kg.model.vocabulary import Vocabulary
from kg.triples.ntriples import iri, literal

_VOID, _DCAT = STANDARD["void"], STANDARD["dcat"]
_IANA = "https://www.iana.org/assignments/media-types/"
_OF_RECORD = """
CONSTRUCT { ?s ?p ?o } WHERE { VALUES ?record { %s }
  { ?record ?p ?o BIND(?record AS ?s) } UNION { ?record void:classPartition ?s . ?s ?p ?o } }
"""
_USED = "SELECT ?p (COUNT(*) AS ?n) WHERE { ?s ?p ?o } GROUP BY ?p ORDER BY ?p"
_SIZES = """
SELECT (COUNT(DISTINCT ?s) AS ?subjects) (COUNT(DISTINCT ?o) AS ?objects) WHERE { ?s ?p ?o }
"""


@dataclass(frozen=True, slots=True)
class Distribution:
    """A file that holds the record: its address, its title and form, and its size in bytes."""

    path: str
    title: str
    media_type: str
    size: int
    packed_as: str = ""
    """The media type of what the file is packed as, where it is."""


def describe_record(
    graph: SparqlGraph,
    record: Dataset,
    distributions: Iterable[Distribution],
    base_url: str = "",
    example: str = "",
) -> list[str]:
    """Return the description of a record as N-Triples lines, in order.

    Files are named under the record's own permanent address; `base_url`, where the site stands,
    is where they are fetched from. `example` is the id of a thing that shows what others are like.
    """
    space = record.space
    dataset = iri(space.dataset)
    lines = {f"{triple} ." for triple in _ask(graph, _OF_RECORD % dataset)}
    facts: list[tuple[str, str]] = [(_DCAT + "landingPage", iri(base_url or space.base))]
    if example:
        facts.append((_VOID + "exampleResource", iri(space.iri(example))))
    for day in _days(graph, space.dataset, space.ns):
        facts.append((DCT + "modified", literal(day, XSD + "date")))
    for subjects, objects in _ask(graph, _SIZES):
        for name, number in (("distinctSubjects", subjects), ("distinctObjects", objects)):
            facts.append((_VOID + name, literal(number.value, XSD + "integer")))
    lines |= {f"{dataset} {iri(p)} {o} ." for p, o in facts}
    for predicate, number in _ask(graph, _USED):
        name = space.compress(predicate.value).strip("<>").replace(":", "-").replace("/", "-")
        part = iri(f"{space.dataset}/property/{name}")
        lines |= {
            f"{dataset} {iri(_VOID + 'propertyPartition')} {part} .",
            f"{part} {iri(_VOID + 'property')} {predicate} .",
            f"{part} {iri(_VOID + 'triples')} {literal(number.value, XSD + 'integer')} .",
        }
    for distribution in distributions:
        lines |= _distribution(distribution, record, base_url)
    return sorted(lines)


def write_metadata(
    lines: list[str], vocabulary: Vocabulary, context: Mapping[str, Any]
) -> tuple[str, str]:
    """Return a description as Turtle and as JSON-LD."""
    return write_turtle(lines, vocabulary.space), write_jsonld(lines, vocabulary, context)


def _distribution(file: Distribution, record: Dataset, base_url: str) -> set[str]:
    space = record.space
    node, dataset = iri(space.base + file.path), iri(space.dataset)
    download = iri((base_url or space.base) + file.path)
    facts = [
        (RDF + "type", iri(_DCAT + "Distribution")),
        (DCT + "title", literal(file.title, language="en")),
        (_DCAT + "downloadURL", download),
        (_DCAT + "accessURL", download),
        (_DCAT + "mediaType", iri(_IANA + file.media_type)),
        (_DCAT + "byteSize", literal(str(file.size), XSD + "nonNegativeInteger")),
    ]
    if file.packed_as:
        how = "compressFormat" if file.packed_as == _GZIP else "packageFormat"
        facts.append((_DCAT + how, iri(_IANA + file.packed_as)))
    if record.licence_url:
        facts.append((DCT + "license", iri(record.licence_url)))
    found = {f"{node} {iri(p)} {o} ." for p, o in facts}
    found.add(f"{dataset} {iri(_DCAT + 'distribution')} {node} .")
    if file.media_type in _RDF:
        found.add(f"{dataset} {iri(_VOID + 'dataDump')} {download} .")
    return found


_GZIP = "application/gzip"
_RDF = ("text/turtle", "application/n-quads", "application/n-triples", "application/ld+json")


def _days(graph: SparqlGraph, dataset: str, ns: str) -> list[str]:
    query = f"SELECT ?day WHERE {{ <{dataset}> <{ns}readUpTo> ?day }} ORDER BY ?day"
    return [row[0].value for row in _ask(graph, query)]


def _ask(graph: SparqlGraph, query: str) -> Any:
    answer: Any = graph.query(query)
    return answer
