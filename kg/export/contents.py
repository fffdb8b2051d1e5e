"""What a graph holds, read in pieces: nodes with their values, relations and sources, and claims.

What every table of nodes and edges is made from (Parquet, SQLite, Neo4j). A node is a thing as the
rest of the program knows it; a claim, which only says something of things, is none. What two nodes
have to do with each other is an edge; any other value stands in a column. Nothing is held in memory
but one subject: the triples are sorted on disk, and which node is of which class stands in a file
beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import NothingThere
from kg.export.content_rows import Bounds, ClaimRow, Edge, NodeRow, SourceRow
from kg.export.said_words import TYPE, SaidWords
from kg.export.set_aside import ENDS, Behind, SetAside
from kg.export.sorted_triples import Said, read_subjects, sort_triples
from kg.export.typed_columns import SeenValues, TableColumn, Value, convert, name_columns
from kg.history.derived import MIRRORED
from kg.index.things import holds_vocabulary
from kg.model.notation import is_iri, is_literal, name_of
from kg.model.terms import DCT, STANDARD

if TYPE_CHECKING:
    from kg.engine.graph import SparqlGraph
    from kg.model.vocabulary import Vocabulary

RESERVED = (
    "id", "class", "label", "types", "sources", "start_earliest", "start_latest", "end_earliest",
    "end_latest", "date_earliest", "date_latest", "docid",
)  # fmt: skip
"""The columns that every node has, in some form, and so no other property."""
_PUBLISHERS = (f"<{STANDARD['dc']}publisher>", f"<{DCT}publisher>")
_LIFE = (("born", "start"), ("ended", "end"))
"""The bounds that rules derive, and those that are stated, of a beginning and an end."""
_UNDATED = Bounds(None, None)


@dataclass(slots=True)
class Most:
    """How many values, and how many edges, a node of a class has of a property at most."""

    values: int = 0
    edges: int = 0


class Contents:
    """The nodes, edges, claims and sources of a graph, in the order of their IRIs.

    `folder` holds what is set aside while they are read. Raises NothingThere for a graph without
    things.
    """

    def __init__(self, graph: SparqlGraph, vocabulary: Vocabulary, folder: Path) -> None:
        self.space = graph.space
        self.vocabulary = vocabulary
        self._words = SaidWords(graph.space, holds_vocabulary(graph))
        self._sorted = sort_triples(graph, folder)
        self._aside = SetAside(self._sorted, self._words, folder / "aside.sqlite")
        self.kinds = self._aside.kinds
        if not self.kinds:
            raise NothingThere(f"{graph.place}: nothing to export: the graph holds no thing")
        self._edges: dict[str, bool | None] = {}
        self.shapes: dict[str, dict[str, Most]] = {kind: {} for kind in sorted(self.kinds)}
        """Class -> predicate -> what its nodes have of it."""
        self.columns = self._find_columns()
        self._by_predicate = {column.predicate: column for column in self.columns}

    def close(self) -> None:
        """Let go of what was set aside."""
        self._aside.close()

    def is_thing(self, iri: str) -> bool:
        """Return whether an address is that of a node."""
        return self._aside.kind_of(iri) is not None

    def rows(self) -> Iterator[NodeRow | ClaimRow]:
        """Yield every node, with its edges, and every claim."""
        for subject, said in read_subjects(self._sorted):
            if not is_iri(subject):
                continue
            if self._words.is_of(said, "Claim"):
                yield self._claim(name_of(subject), said)
            kind = self._words.kind(subject, said)
            if kind:
                yield self._node(name_of(subject), kind, said)

    def unknown_sources(self) -> Iterator[SourceRow]:
        """Yield the sources of which only the address is known, as in a part of a graph."""
        return map(SourceRow, self._aside.unknown_sources())

    # ---- columns: known before any row is given ----------------------------------------------

    def _find_columns(self) -> tuple[TableColumn, ...]:
        """Return the columns that the values of all nodes need, by name."""
        seen: dict[str, SeenValues] = {}
        for subject, said in read_subjects(self._sorted):
            kind = self._words.kind(subject, said) if is_iri(subject) else ""
            if not kind:
                continue
            shape = self.shapes[kind]
            for predicate, objects in said.items():
                literals, texts = self._values(predicate, objects)
                if literals or texts:
                    values = seen.setdefault(predicate, SeenValues())
                    values.add(literals, texts, all(map(self._is_concept, texts)))
                most = shape.setdefault(predicate, Most())
                number = len(literals) + len(texts)
                most.values = max(most.values, number)
                if self._edges.get(predicate) is not False and predicate in self._edges:
                    most.edges = max(most.edges, len(objects) - number)
        names = name_columns(seen, self.space, RESERVED)
        found = (seen[predicate].column(name, predicate) for predicate, name in names.items())
        return tuple(sorted(found, key=lambda column: (column.name.lower(), column.name)))

    def _values(self, predicate: str, objects: Iterable[str]) -> tuple[list[str], list[str]]:
        """Return what no edge tells of a property: literals, and other terms."""
        literals: list[str] = []
        texts: list[str] = []
        if predicate in (TYPE, self._words.term("evidence")):
            return literals, texts
        for term in objects:
            if is_literal(term):
                literals.append(term)
            elif not self._is_node(predicate, term):
                texts.append(term)
        return literals, texts

    def _is_node(self, predicate: str, term: str) -> bool:
        """Return whether a value is a node; it is noted of a property that has both."""
        found = is_iri(term) and self._aside.kind_of(name_of(term)) is not None
        if self._edges.setdefault(predicate, found) is not found:
            self._edges[predicate] = None
        return found

    def _is_concept(self, term: str) -> bool:
        return name_of(term) in self.vocabulary.concepts

    # ---- rows --------------------------------------------------------------------------------

    def _node(self, iri: str, kind: str, said: Said) -> NodeRow:
        words = self._words
        values: dict[str, list[Value]] = {}
        edges: list[Edge] = []
        behind: Behind | None = None
        for predicate, objects in said.items():
            literals, texts = self._values(predicate, objects)
            if literals or texts:
                column = self._by_predicate[predicate]
                found = [convert(term, column.type) for term in literals]
                values[column.name] = found + [words.word(term) for term in texts]
            if predicate in self._edges and len(literals) + len(texts) < len(objects):
                behind = self._aside.behind(iri) if behind is None else behind
                edges += self._edges_of(iri, predicate, objects, behind)
        names = words.names(said) or (self.space.slug(iri),)
        classes = (name_of(term) for term in said.get(TYPE, ()) if is_iri(term))
        types = tuple(sorted(map(self.space.local, classes)))
        days = Bounds(*(words.life(said, *bounds) for bounds in _LIFE))
        date = words.span(said, "date")
        source = self._source(SourceRow(iri, names[0], days=date, kind=kind), said)
        sources = self._aside.sources(said)
        return NodeRow(
            iri, kind, names[0], names, types, days, date, values, edges, sources, source
        )

    def _edges_of(
        self, iri: str, predicate: str, objects: Iterable[str], behind: Behind
    ) -> Iterator[Edge]:
        name = name_of(predicate)
        local = self.space.local(name)
        is_derived, is_mirror = name in self._derived, name in self.mirrors
        for term in objects:
            if is_iri(term) and self._is_node(predicate, term):
                other = name_of(term)
                claims, days = behind.get((name, other), ((), _UNDATED))
                yield Edge(iri, local, other, days, is_derived, is_mirror, claims)

    def _claim(self, iri: str, said: Said) -> ClaimRow:
        words = self._words
        subject, predicate, stated = (next(iter(said.get(end, ())), "") for end in ENDS)
        is_node = is_iri(stated) and self._aside.kind_of(name_of(stated)) is not None
        return ClaimRow(
            iri,
            name_of(subject),
            self.space.local(name_of(predicate)),
            name_of(stated) if is_node else "",
            "" if is_node or not stated else words.word(stated),
            words.one(said, "rank"),
            words.one(said, "confidence"),
            words.one(said, "counts") == "true",
            words.one(said, "start"),
            words.one(said, "end"),
            Bounds(words.span(said, "start"), words.span(said, "end")),
            words.one(said, "note"),
            self._aside.sources(said),
        )

    def _source(self, row: SourceRow, said: Said) -> SourceRow | None:
        """Return what is told of a source; None for what is none, and nothing rests on."""
        words = self._words
        if not words.is_of(said, "Source") and not self._aside.is_cited(row.id):
            return None
        publishers = (term for name in _PUBLISHERS for term in said.get(name, ()))
        addresses = words.texts(said, "url") + words.texts(said, "legislationUri")
        return replace(
            row,
            publisher=min(map(words.word, publishers), default=""),
            date=words.one(said, "date"),
            kind=words.one(said, "sourceType") or row.kind,
            url=min(addresses, default=""),
        )

    @cached_property
    def _derived(self) -> frozenset[str]:
        """The properties, by IRI, that only rules write."""
        known = self.vocabulary.properties.items()
        mirrored = {self.space.expand(curie) or curie for curie in MIRRORED}
        return frozenset(mirrored | {iri for iri, one in known if one.is_derived})

    @cached_property
    def mirrors(self) -> frozenset[str]:
        """The properties, by IRI, that say again what another says."""
        return frozenset(iri for iri, p in self.vocabulary.properties.items() if p.mirrors)
