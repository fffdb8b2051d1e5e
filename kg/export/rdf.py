"""Write a graph as RDF: Turtle, N-Triples, N-Quads, TriG, JSON-LD or RDF/XML.

Every format gives the same bytes for the same triples. N-Quads and TriG put each layer into its
named graph; the others merge them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from kg.errors import GraphError
from kg.export.turtle import turtle
from kg.model.terms import LAYERS, RDF, SHIPPED, Space
from kg.model.vocabulary import Coercion, Vocabulary

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kg.engine.graph import SparqlGraph

Layers = Mapping[str, frozenset[str]]
"""Layer -> its lines, except `data`, which is all the rest."""


def dump_lines(store: ox.Store) -> list[str]:
    """Return the default graph of a store as sorted N-Triples lines."""
    import pyoxigraph as ox

    data = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    # not splitlines: it would also split at the line separators inside literals
    lines = bytes(data or b"").decode().removesuffix("\n").split("\n") if data else []
    lines.sort()
    return lines


def read_lines(graph: SparqlGraph) -> list[str]:
    """Return every triple that a graph answers with, as sorted N-Triples lines."""
    return sorted(_construct(graph, "{ ?s ?p ?o }"))


def read_layers(graph: SparqlGraph) -> Layers:
    """Return the lines that each named layer marks."""
    return {
        name: _construct(graph, f"{{ GRAPH <{graph.space.layer(name)}> {{ ?s ?p ?o }} }}")
        for name in LAYERS[1:]
    }


def write_turtle(lines: Iterable[str], space: Space = SHIPPED) -> str:
    """Return the canonical Turtle of some N-Triples lines, in any order."""
    return "".join(turtle(sorted(set(lines)), space))


def write_ntriples(lines: Iterable[str]) -> str:
    """Return N-Triples, sorted."""
    return "".join(f"{line}\n" for line in sorted(set(lines)))


def write_nquads(lines: Iterable[str], layers: Layers, space: Space = SHIPPED) -> str:
    """Return N-Quads with the layers as named graphs, sorted."""
    return "".join(
        sorted(f"{line[:-1]}<{space.layer(_layer_of(line, layers))}> .\n" for line in set(lines))
    )


def write_trig(lines: Iterable[str], layers: Layers, space: Space = SHIPPED) -> str:
    """Return TriG with the layers as named graphs, each written as canonical Turtle."""
    split: dict[str, list[str]] = {name: [] for name in LAYERS}
    for line in set(lines):
        split[_layer_of(line, layers)].append(line)
    prefixes: set[str] = set()
    graphs = []
    for name, part in split.items():
        text = write_turtle(part, space)
        head = [row for row in text.split("\n") if row.startswith("@prefix")]
        prefixes.update(head)
        body = text[sum(len(row) + 1 for row in head) :]
        if part:
            graphs.append(f"\ngraph:{name} {{\n{body}}}\n")
    prefixes.add(f"@prefix graph: <{space.layers}> .")
    return "".join(f"{row}\n" for row in sorted(prefixes)) + "".join(graphs)


def write_rdfxml(lines: Iterable[str], space: Space = SHIPPED) -> str:
    """Return RDF/XML, grouped by subject."""
    import pyoxigraph as ox

    triples = ox.parse(write_ntriples(lines).encode(), ox.RdfFormat.N_TRIPLES)
    written = ox.serialize(triples, format=ox.RdfFormat.RDF_XML, prefixes=space.written)
    return bytes(written or b"").decode() + "\n"


def write_jsonld(lines: Iterable[str], vocabulary: Vocabulary, context: Mapping[str, Any]) -> str:
    """Return JSON-LD, one object a subject, with the published context inside.

    A tool that knows no JSON-LD can read it as plain JSON: keys are the terms of the context.
    """
    space = vocabulary.space
    compact = _JsonLd(vocabulary)
    nodes: dict[str, dict[str, Any]] = {}
    for line in sorted(set(lines)):
        s, p, o = line.split(" ", 2)
        node = nodes.setdefault(s, {"@id": space.compress(s[1:-1])})
        compact.add(node, p[1:-1], o[:-2])
    inside = ",\n".join(json.dumps(node, ensure_ascii=False) for node in nodes.values())
    known = {**space.written, **context}
    return f'{{"@context": {json.dumps(known, ensure_ascii=False)},\n"@graph": [\n{inside}\n]}}\n'


def _construct(graph: SparqlGraph, where: str) -> frozenset[str]:
    import pyoxigraph as ox

    answer = graph.query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {where}")
    if not isinstance(answer, ox.QueryTriples):
        raise GraphError(f"{graph.place}: did not answer a CONSTRUCT query with triples")
    return frozenset(f"{triple} ." for triple in answer)


def _layer_of(line: str, layers: Layers) -> str:
    return next((name for name in LAYERS[1:] if line in layers.get(name, ())), "data")


class _JsonLd:
    """Writes triples as members of JSON-LD node objects."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.compress = vocabulary.space.compress
        self.term_of: dict[str, tuple[str, Coercion]] = {
            c.iri: (term, c) for term, c in vocabulary.terms.items()
        }
        self.classes = {c.iri: term for term, c in vocabulary.terms.items()}

    def add(self, node: dict[str, Any], predicate: str, value: str) -> None:
        if predicate == RDF + "type":
            node.setdefault("@type", []).append(self._class(value[1:-1]))
            return
        term, coercion = self.term_of.get(predicate, (self.compress(predicate), None))
        written = self._value(value, coercion)
        if term in node:
            known = node[term]
            node[term] = [*known, written] if isinstance(known, list) else [known, written]
        else:
            node[term] = written

    def _class(self, iri: str) -> str:
        return self.classes.get(iri, self.compress(iri))

    def _value(self, term: str, coercion: Coercion | None) -> Any:
        if term.startswith("<"):
            iri = self.compress(term[1:-1])
            return iri if coercion and coercion.is_iri else {"@id": iri}
        text, language, datatype = split_literal(term)
        if language:
            plain = coercion is not None and coercion.language == language
            return text if plain else {"@value": text, "@language": language}
        if datatype:
            plain = coercion is not None and coercion.datatype == datatype
            return text if plain else {"@value": text, "@type": self.compress(datatype)}
        bare = coercion is None or not (coercion.language or coercion.datatype or coercion.is_iri)
        return text if bare else {"@value": text}


def split_literal(term: str) -> tuple[str, str, str]:
    """Return the text, the language and the datatype of an N-Triples literal.

    >>> split_literal('"NHSX"@en')
    ('NHSX', 'en', '')
    """
    end = term.rindex('"')
    text, rest = term[1:end], term[end + 1 :]
    if "\\" in text:
        text = json.loads(f'"{text}"')  # the escapes of N-Triples are among those of JSON
    if rest.startswith("@"):
        return text, rest[1:], ""
    return text, "", rest[3:-1] if rest else ""
