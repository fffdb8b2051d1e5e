"""Write a graph as RDF: Turtle, N-Triples, N-Quads, TriG, JSON-LD or RDF/XML.

Every format gives the same bytes for the same triples, blank nodes being named by what is said of
them (RDFC-1.0). N-Quads and TriG put each statement into the graph that it came in, those of a
record that was built into its layers; the others merge them. What a format cannot hold is refused:
JSON-LD has no triple terms, XML no control characters.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, cast

from kg.engine.canonical import Statement, canonical, canonical_lines, state
from kg.errors import GraphError, OutputError
from kg.export.annotations import find_notes
from kg.export.turtle import turtle
from kg.model.notation import (
    NOT_XML,
    check_xml_name,
    is_literal,
    is_triple,
    name_of,
    read_literal,
    show,
    split_line,
)
from kg.model.terms import LAYERS, RDF, SHIPPED, Space
from kg.model.vocabulary import Coercion, Vocabulary

if TYPE_CHECKING:
    from pathlib import Path

    import pyoxigraph as ox

    from kg.engine.graph import SparqlGraph


def dump(store: ox.Store, file: Path) -> None:
    """Write the default graph of a store to a file as N-Triples."""
    import pyoxigraph as ox

    store.dump(file, ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())


def read_lines(graph: SparqlGraph) -> list[str]:
    """Return every triple of a graph as sorted N-Triples lines; of a file as written there."""
    file = getattr(graph, "file", None)
    if file is not None:
        return canonical_lines((f"{quad.triple} ." for quad in file.quads()), graph.place)
    return canonical_lines(_construct(graph, "{ ?s ?p ?o }"), graph.place)


def read_statements(graph: SparqlGraph) -> list[Statement]:
    """Return every statement with the graph it stands in; of a record that was built, its layer."""
    file = getattr(graph, "file", None)
    if file is not None:
        return canonical(map(state, file.quads()), graph.place)
    found = []
    named: set[str] = set()
    names = graph.query("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }")
    for (name,) in cast("Any", names):
        lines = _construct(graph, f"{{ GRAPH {name} {{ ?s ?p ?o }} }}")
        found += [(line, str(name)) for line in lines]
        named |= lines
    layers = {f"<{graph.space.layer(layer)}>" for layer in LAYERS}
    rest = f"<{graph.space.layer('data')}>" if layers & {term for _, term in found} else ""
    found += [(line, rest) for line in _construct(graph, "{ ?s ?p ?o }") - named]
    return canonical(found, graph.place)


def dump_nquads(graph: SparqlGraph) -> str:
    """Return every statement of a graph as sorted N-Quads, as `write_nquads` of all would.

    A store without blank nodes is written by the engine alone, in half the time.
    """
    import pyoxigraph as ox

    store: ox.Store | None = getattr(graph, "store", None)
    if store is None or getattr(graph, "file", None) is not None:
        return write_nquads(read_statements(graph))
    form, found = ox.RdfFormat.N_TRIPLES, []
    named: set[bytes] = set()
    layers = {graph.space.layer(layer) for layer in LAYERS}
    is_record = False
    for name in store.named_graphs():
        lines = bytes(store.dump(format=form, from_graph=name) or b"").split(b"\n")[:-1]
        named.update(lines)
        found += [line[:-1] + f"{name} .".encode() for line in lines]
        is_record |= getattr(name, "value", "") in layers
    rest = f"<{graph.space.layer('data')}> ." if is_record else "."
    for line in bytes(store.dump(format=form, from_graph=ox.DefaultGraph()) or b"").split(b"\n")[
        :-1
    ]:
        if line not in named:
            found.append(line[:-1] + rest.encode())
    if any(b"_:" in line for line in found):  # a text that looks like one counts too
        return write_nquads(read_statements(graph))
    return b"".join(b"%b\n" % line for line in sorted(found)).decode()


def write_turtle(lines: Iterable[str], space: Space = SHIPPED, is_annotated: bool = False) -> str:
    """Return the canonical Turtle of some N-Triples lines, in any order.

    With `is_annotated` what reifies a statement is written beside it, by the syntax of RDF 1.2.
    """
    order = sorted(set(lines))
    if is_annotated:
        order, notes = find_notes(order)
        return "".join(turtle(order, space, notes=notes))
    return "".join(turtle(order, space))


def write_ntriples(lines: Iterable[str]) -> str:
    """Return N-Triples, sorted."""
    return "".join(f"{line}\n" for line in sorted(set(lines)))


def write_nquads(statements: Iterable[Statement]) -> str:
    """Return N-Quads, sorted."""
    return "".join(
        sorted(f"{line[:-1]}{graph} .\n" if graph else f"{line}\n" for line, graph in statements)
    )


def write_trig(
    statements: Iterable[Statement], space: Space = SHIPPED, is_annotated: bool = False
) -> str:
    """Return TriG, each graph written as canonical Turtle: the default, the layers, the others."""
    split: dict[str, list[str]] = defaultdict(list)
    for line, graph in statements:
        split[graph].append(line)
    order = ["", *(f"<{space.layer(name)}>" for name in LAYERS)]
    prefixes: set[str] = set()
    graphs = []
    for graph in sorted(split, key=lambda g: (order.index(g) if g in order else len(order), g)):
        text = write_turtle(split[graph], space, is_annotated)
        head = [row for row in text.split("\n") if row.startswith("@prefix")]
        prefixes.update(head)
        body = text[sum(len(row) + 1 for row in head) :]
        name = graph
        if graph in order[1:]:
            name = f"graph:{name_of(graph).removeprefix(space.layers)}"
            prefixes.add(f"@prefix graph: <{space.layers}> .")
        graphs.append(f"\n{name} {{\n{body}}}\n" if graph else body)
    return "".join(f"{row}\n" for row in sorted(prefixes)) + "".join(graphs)


def write_rdfxml(lines: Iterable[str], space: Space = SHIPPED) -> str:
    """Return RDF/XML, grouped by subject; OutputError for what XML cannot hold."""
    import pyoxigraph as ox

    triples = list(ox.parse(write_ntriples(lines).encode(), ox.RdfFormat.N_TRIPLES))
    try:
        for predicate in {quad.predicate for quad in triples}:
            check_xml_name(predicate.value)
        written = ox.serialize(triples, format=ox.RdfFormat.RDF_XML, prefixes=space.written)
    except (OSError, ValueError) as error:
        raise OutputError(f"RDF/XML cannot hold this graph: {error}; ttl and nt can") from None
    text = bytes(written or b"").decode()
    unknown = NOT_XML.search(text)
    if unknown:
        raise OutputError(
            f"RDF/XML cannot hold the character U+{ord(unknown[0]):04X}, which a literal of this "
            "graph has; ttl, nt and jsonld can"
        )
    return text.replace("\r", "&#13;") + "\n"  # a bare one is read as a line feed (XML, 2.11)


def write_jsonld(
    lines: Iterable[str],
    vocabulary: Vocabulary,
    context: Mapping[str, Any],
    space: Space | None = None,
) -> str:
    """Return JSON-LD, one object a subject, with the published context inside.

    A tool that knows no JSON-LD can read it as plain JSON: keys are the terms of the context.
    Raises OutputError for a triple term, which JSON-LD 1.1 cannot hold.
    """
    space = space or vocabulary.space
    lines = sorted(set(lines))
    taken = {prefix for prefix, ns in space.written.items() if context.get(prefix, ns) != ns}
    schemes = _find_schemes(lines, {*space.written, *context})
    compact = _JsonLd({} if schemes else vocabulary.terms, space, frozenset(taken | schemes))
    nodes: dict[str, dict[str, Any]] = {}
    for line in lines:
        s, p, o = split_line(line)
        node = nodes.get(s)
        if node is None:
            node = nodes[s] = {"@id": compact.compress(name_of(s))}
        compact.add(node, name_of(p), o)
    inside = ",\n".join(json.dumps(node, ensure_ascii=False) for node in nodes.values())
    known = {**space.written, **context}
    if schemes:
        known = {name: ns for name, ns in space.written.items() if name not in taken | schemes}
    return f'{{"@context": {json.dumps(known, ensure_ascii=False)},\n"@graph": [\n{inside}\n]}}\n'


def _find_schemes(lines: Iterable[str], prefixes: Iterable[str]) -> frozenset[str]:
    """Return the prefixes that are the scheme of an address: `<foaf:x>` would be read as a CURIE.

    Text in a literal that looks like one counts too, which only costs the prefix.
    """
    looks = re.compile(f"(?:^|[ ^])<({'|'.join(map(re.escape, prefixes))}):")
    return frozenset(scheme for line in lines for scheme in looks.findall(line))


def _construct(graph: SparqlGraph, where: str) -> frozenset[str]:
    import pyoxigraph as ox

    answer = graph.query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {where}")
    if not isinstance(answer, ox.QueryTriples):
        raise GraphError(f"{graph.place}: did not answer a CONSTRUCT query with triples")
    return frozenset(f"{triple} ." for triple in answer)


class _JsonLd:
    """Writes triples as members of JSON-LD node objects."""

    def __init__(self, terms: Mapping[str, Coercion], space: Space, taken: frozenset[str]) -> None:
        self.space = space
        self._taken = taken
        self.term_of: dict[str, tuple[str, Coercion]] = {
            c.iri: (term, c) for term, c in terms.items()
        }
        self.classes = {c.iri: term for term, c in terms.items()}

    def compress(self, name: str) -> str:
        """Return the CURIE of an IRI, but for a prefix that the context gives another meaning."""
        curie = self.space.compress(name)
        is_taken = curie.startswith("<") or curie.partition(":")[0] in self._taken
        return name if is_taken else curie

    def add(self, node: dict[str, Any], predicate: str, value: str) -> None:
        if predicate == RDF + "type" and not is_literal(value) and not is_triple(value):
            node.setdefault("@type", []).append(self._class(name_of(value)))
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
        if is_triple(term):
            raise OutputError(
                f"JSON-LD cannot hold the triple term {show(term, self.space)}; ttl, nt, nq, trig "
                "and rdfxml can"
            )
        if not is_literal(term):
            iri = self.compress(name_of(term))
            return iri if coercion and coercion.is_iri else {"@id": iri}
        found = read_literal(term)
        text, language, datatype = found.text, found.language, found.datatype
        if found.direction:
            return {"@value": text, "@language": language, "@direction": found.direction}
        if language:
            plain = coercion is not None and coercion.language == language
            return text if plain else {"@value": text, "@language": language}
        if datatype:
            plain = coercion is not None and coercion.datatype == datatype
            return text if plain else {"@value": text, "@type": self.compress(datatype)}
        bare = coercion is None or not (coercion.language or coercion.datatype or coercion.is_iri)
        return text if bare else {"@value": text}
