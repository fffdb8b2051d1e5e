"""The sources that a paper rests on, ready to be cited: BibTeX, RIS and CSL-JSON."""

from __future__ import annotations

from collections.abc import Iterable

from kg.engine.graph import SparqlGraph
from kg.export.citations import Cited, cite_document
from kg.history.nodes import to_term
from kg.history.publications import Maker, Publication, read_publications
from kg.history.solutions import rows

_SOURCES = """
SELECT ?source ?label ?publisher ?date ?url WHERE {
  VALUES ?source { %s }
  OPTIONAL { ?source skos:prefLabel ?label }
  OPTIONAL { ?source dc:publisher ?publisher }
  OPTIONAL { ?source nhsit:date ?date }
  OPTIONAL { ?source nhsit:url ?url }
} ORDER BY ?source ?label ?publisher ?date ?url"""


def cite_works(graph: SparqlGraph, slugs: Iterable[str], record: str) -> list[Cited]:
    """Return some sources ready to be cited, in their order.

    A source that is a document of the record too is cited with its authors.
    """
    wanted = list(dict.fromkeys(slugs))
    papers = read_publications(graph, wanted)
    missing = [slug for slug in wanted if slug not in papers]
    asked = " ".join(to_term(graph.space.iri(slug)) for slug in missing)
    for row in rows(graph, _SOURCES % asked) if missing else ():
        slug, by = row["source"], row.get("publisher", "")
        makers = (Maker(by, "", False),) if by else ()
        papers.setdefault(
            slug,
            Publication(
                slug,
                "Source",
                row.get("label", slug),
                row.get("date", ""),
                row.get("url", ""),
                "",
                (),
                makers,
            ),
        )
    return [cite_document(papers[s], graph.space.iri(s), record) for s in wanted if s in papers]
