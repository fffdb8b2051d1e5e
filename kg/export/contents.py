"""What a graph holds, read in pieces: nodes with their values, relations and sources, and claims.

What every table of nodes and edges is made from (Parquet, SQLite, Neo4j). A node is a thing as the
rest of the program knows it; a claim, which only says something of things, is none. What two nodes
have to do with each other is an edge; any other value stands in a column. Nothing is held in memory
but one subject: the triples are sorted on disk, and which node is of which class stands in a file
beside them.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kg.export.sorted_triples import Said, read_subjects, sort_triples
from kg.export.typed_columns import SeenValues, TableColumn, Value, convert, name_columns
from kg.history.derived import MIRRORED
from kg.history.solutions import to_span
from kg.index.things import holds_vocabulary, kinds_of_things
from kg.model.dates import Span, day_or_nothing
from kg.model.languages import LABELS, choose
from kg.model.notation import is_iri, is_literal, name_of, read_literal
from kg.model.terms import DCT, RDF, STANDARD

if TYPE_CHECKING:
    from kg.engine.graph import SparqlGraph
    from kg.model.vocabulary import Vocabulary

_TYPE = f"<{RDF}type>"
_VALUE = f"<{RDF}value>"
_SUBJECT, _PREDICATE, _OBJECT = (f"<{RDF}{end}>" for end in ("subject", "predicate", "object"))
_LABELS = {f"<{iri}>": iri for iri in LABELS}
_PUBLISHERS = (f"<{STANDARD['dc']}publisher>", f"<{DCT}publisher>")
_TABLES = """
CREATE TABLE thing(iri TEXT PRIMARY KEY, kind TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE cite(iri TEXT PRIMARY KEY, source TEXT NOT NULL, locator TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE claim(subject TEXT NOT NULL, predicate TEXT NOT NULL, object TEXT NOT NULL,
  id TEXT NOT NULL, start_earliest TEXT, start_latest TEXT, end_earliest TEXT, end_latest TEXT);
"""
_INDEXES = "CREATE INDEX of_claim ON claim(subject); CREATE INDEX of_cite ON cite(source);"
_AT_ONCE = 10_000
_KNOWN = 200_000
"""Nodes whose class is kept at hand."""


class Citing(NamedTuple):
    """A source, by its IRI, and the place in it; empty where none is given."""

    source: str
    locator: str


class Bounds(NamedTuple):
    """Between which days something began, and ended; None where that is not known."""

    start: Span | None
    end: Span | None


class Edge(NamedTuple):
    """What a node has to do with another; `claims` are the IRIs of those that state it."""

    subject: str
    property: str
    object: str
    days: Bounds
    is_derived: bool
    is_mirror: bool
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NodeRow:
    """A node: `values` are those of its columns, by the name of the column, in order."""

    id: str
    kind: str
    label: str
    types: tuple[str, ...]
    days: Bounds
    date: Span | None
    values: dict[str, list[Value]]
    edges: list[Edge]
    sources: tuple[Citing, ...]
    source: SourceRow | None


@dataclass(frozen=True, slots=True)
class SourceRow:
    """What facts rest on."""

    id: str
    title: str
    publisher: str
    date: str
    days: Span | None
    kind: str
    url: str


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A statement with its sources: its object is a node, or else a value as text."""

    id: str
    subject: str
    property: str
    object: str
    value: str
    rank: str
    confidence: str
    counts: bool
    start: str
    end: str
    days: Bounds
    note: str
    sources: tuple[Citing, ...]


class Contents:
    """The nodes, edges, claims and sources of a graph, in the order of their IRIs.

    `folder` holds what is set aside while they are read.
    """

    def __init__(self, graph: SparqlGraph, vocabulary: Vocabulary, folder: Path) -> None:
        self.graph = graph
        self.space = graph.space
        self.vocabulary = vocabulary
        self._is_record = holds_vocabulary(graph)
        self._sorted = sort_triples(graph, folder)
        self._db = sqlite3.connect(folder / "known.sqlite", isolation_level=None)
        self._db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _TABLES)
        self.kinds = self._take_stock()
        self._find_kind = lru_cache(_KNOWN)(self._look_up)
        self._edges: dict[str, bool | None] = {}
        self.columns = self._find_columns()

    def close(self) -> None:
        """Let go of what was set aside."""
        self._db.close()

    @cached_property
    def _by_predicate(self) -> dict[str, TableColumn]:
        return {column.predicate: column for column in self.columns}

    def rows(self) -> Iterator[NodeRow | ClaimRow]:
        """Yield every node, with its edges, and every claim."""
        for subject, said in read_subjects(self._sorted):
            if not is_iri(subject):
                continue
            if self._is_claim(said):
                yield self._claim(name_of(subject), said)
            kind = self._kind_of(subject, said)
            if kind:
                yield self._node(name_of(subject), kind, said)

    def properties(self) -> list[str]:
        """Return the properties that edges may have, as `Edge` names them, in order."""
        found = (p for p, is_edge in self._edges.items() if is_edge is not False)
        return sorted(self.space.local(name_of(p)) for p in found)

    # ---- what is there: read before any row, as every row needs it ---------------------------

    def _take_stock(self) -> Counter[str]:
        """Set aside the class of each node, citations and claims; return the nodes by class."""
        kinds: Counter[str] = Counter()
        things: list[tuple[str, str]] = []
        cites: list[tuple[str, str, str]] = []
        claims: list[tuple[str | None, ...]] = []
        cite = self._term("Citation")

        def put() -> None:
            for table, rows in (("thing", things), ("cite", cites), ("claim", claims)):
                if rows:
                    marks = ",".join("?" * len(rows[0]))
                    self._db.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
                    rows.clear()

        self._db.execute("BEGIN")
        for subject, said in read_subjects(self._sorted):
            if not is_iri(subject):
                continue
            iri = name_of(subject)
            kind = self._kind_of(subject, said)
            if kind:
                kinds[kind] += 1
                things.append((iri, kind))
            if cite in said.get(_TYPE, ()):
                places = self._texts(said, "locator")
                sources = sorted(map(name_of, said.get(self._term("source"), ())))
                cites += [(iri, source, min(places, default="")) for source in sources[:1]]
            if self._is_claim(said) and self._texts(said, "counts") == ["true"]:
                claims.append(self._stated(iri, said))
            if len(things) + len(cites) + len(claims) > _AT_ONCE:
                put()
        put()
        self._db.execute("COMMIT")
        self._db.executescript(_INDEXES)
        return kinds

    def _find_columns(self) -> tuple[TableColumn, ...]:
        """Return the columns that the values of all nodes need, by name."""
        seen: dict[str, SeenValues] = {}
        for subject, said in read_subjects(self._sorted):
            if not is_iri(subject) or not self._kind_of(subject, said):
                continue
            for predicate, objects in said.items():
                literals, texts = self._values(predicate, objects)
                if literals or texts:
                    seen.setdefault(predicate, SeenValues()).add(literals, len(texts))
        names = name_columns(seen, self.space, RESERVED)
        found = []
        for predicate, name in names.items():
            values = seen[predicate]
            assert values.type is not None
            found.append(TableColumn(name, predicate, values.type, values.is_many, values.scale))
        return tuple(sorted(found, key=lambda column: (column.name.lower(), column.name)))

    def _values(self, predicate: str, objects: Iterable[str]) -> tuple[list[str], list[str]]:
        """Return what no edge tells of a property: literals, and other terms."""
        if predicate == _TYPE or predicate in self._evidence:
            return [], []
        literals: list[str] = []
        texts: list[str] = []
        for term in objects:
            if is_literal(term):
                literals.append(term)
            elif not self._is_node(predicate, term):
                texts.append(term)
        return literals, texts

    def _is_node(self, predicate: str, term: str) -> bool:
        """Return whether a value is a node; of a property that has both it is asked each time."""
        found = is_iri(term) and self._find_kind(name_of(term)) is not None
        known = self._edges.setdefault(predicate, found)
        if known is not found:
            self._edges[predicate] = None
        return found

    def _look_up(self, iri: str) -> str | None:
        for (kind,) in self._db.execute("SELECT kind FROM thing WHERE iri = ?", (iri,)):
            return str(kind)
        return None

    # ---- rows --------------------------------------------------------------------------------

    def _node(self, iri: str, kind: str, said: Said) -> NodeRow:
        values: dict[str, list[Value]] = {}
        edges: list[Edge] = []
        behind = None
        for predicate, objects in said.items():
            column = self._by_predicate.get(predicate)
            literals, texts = self._values(predicate, objects)
            if column is not None and (literals or texts):
                found = [convert(term, column.type) for term in literals]
                values[column.name] = found + [self._word(term) for term in texts]
            if predicate in self._edges and len(literals) + len(texts) < len(objects):
                if behind is None:
                    behind = self._claims_of(iri)
                edges += self._edges_of(iri, predicate, objects, behind)
        days = Bounds(*(self._life(said, *names) for names in _LIFE))
        date = self._span(said, "date")
        types = tuple(
            sorted(self.space.local(name_of(t)) for t in said.get(_TYPE, ()) if is_iri(t))
        )
        label = self._label(said) or self.space.slug(iri)
        return NodeRow(
            iri, kind, label, types, days, date, dict(sorted(values.items())), edges,
            self._sources(said), self._source(iri, kind, label, said, date),
        )  # fmt: skip

    def _edges_of(
        self, iri: str, predicate: str, objects: Iterable[str], behind: _Behind
    ) -> Iterator[Edge]:
        name = name_of(predicate)
        local = self.space.local(name)
        for term in objects:
            if is_iri(term) and self._is_node(predicate, term):
                other = name_of(term)
                claims, days = behind.get((name, other), ((), _NO_DAYS))
                is_derived, is_mirror = name in self._derived, name in self._mirrors
                yield Edge(iri, local, other, days, is_derived, is_mirror, claims)

    def _claim(self, iri: str, said: Said) -> ClaimRow:
        ends = [next(iter(said.get(end, ())), "") for end in (_SUBJECT, _PREDICATE, _OBJECT)]
        subject, predicate, stated = ends
        is_node = is_iri(stated) and self._find_kind(name_of(stated)) is not None
        return ClaimRow(
            iri,
            name_of(subject),
            self.space.local(name_of(predicate)),
            name_of(stated) if is_node else "",
            "" if is_node or not stated else self._word(stated),
            self._one(said, "rank"),
            self._one(said, "confidence"),
            self._one(said, "counts") == "true",
            self._one(said, "start"),
            self._one(said, "end"),
            Bounds(self._span(said, "start"), self._span(said, "end")),
            self._one(said, "note"),
            self._sources(said),
        )

    def _source(
        self, iri: str, kind: str, label: str, said: Said, date: Span | None
    ) -> SourceRow | None:
        """Return what is told of a source; None for what is none, and nothing rests on."""
        if self._term("Source") not in said.get(_TYPE, ()) and not self._is_cited(iri):
            return None
        publishers = (t for p in _PUBLISHERS for t in said.get(p, ()))
        addresses = (*said.get(self._term("url"), ()), *said.get(self._term("legislationUri"), ()))
        return SourceRow(
            iri,
            label,
            min(map(self._word, publishers), default=""),
            self._one(said, "date"),
            date,
            self._one(said, "sourceType") or kind,
            min(map(self._word, addresses), default=""),
        )

    def _is_cited(self, iri: str) -> bool:
        asked = "SELECT 1 FROM cite WHERE source = ? LIMIT 1"
        return self._db.execute(asked, (iri,)).fetchone() is not None

    def _claims_of(self, iri: str) -> _Behind:
        """Return the claims that count of a subject, and the days that hold all of each end."""
        found: _Behind = {}
        asked = "SELECT * FROM claim WHERE subject = ? ORDER BY id"
        for _, predicate, other, claim, *bounds in self._db.execute(asked, (iri,)):
            days = Bounds(to_span(*bounds[:2]), to_span(*bounds[2:]))
            key = predicate, other
            if key in found:
                known, before = found[key]
                found[key] = (*known, claim), Bounds(*map(_hull, before, days))
            else:
                found[key] = (claim,), days
        return found

    def _stated(self, iri: str, said: Said) -> tuple[str | None, ...]:
        ends = (next(iter(said.get(end, ())), "") for end in (_SUBJECT, _PREDICATE, _OBJECT))
        bounds: list[str | None] = []
        for span in (self._span(said, "start"), self._span(said, "end")):
            bounds += [str(span.earliest), str(span.latest)] if span else [None, None]
        return (*map(name_of, ends), iri, *bounds)

    def _sources(self, said: Said) -> tuple[Citing, ...]:
        """Return what a node rests on, in order."""
        found: set[Citing] = set()
        for term in said.get(self._term("evidence"), ()):
            asked = "SELECT source, locator FROM cite WHERE iri = ?"
            found.update(Citing(*row) for row in self._db.execute(asked, (name_of(term),)))
        return tuple(sorted(found))

    # ---- words -------------------------------------------------------------------------------

    @cached_property
    def _evidence(self) -> frozenset[str]:
        return frozenset({self._term("evidence")})

    @cached_property
    def _derived(self) -> frozenset[str]:
        """The properties, by IRI, that only rules write."""
        known = self.vocabulary.properties.items()
        mirrored = {self.space.expand(curie) or curie for curie in MIRRORED}
        return frozenset(mirrored | {iri for iri, one in known if one.is_derived})

    @cached_property
    def _mirrors(self) -> frozenset[str]:
        """The properties, by IRI, that say again what another says."""
        return frozenset(iri for iri, p in self.vocabulary.properties.items() if p.mirrors)

    def _term(self, name: str) -> str:
        return f"<{self.space.term(name)}>"

    def _is_claim(self, said: Said) -> bool:
        return self._term("Claim") in said.get(_TYPE, ())

    def _kind_of(self, subject: str, said: Said) -> str:
        iri = name_of(subject)
        classes = [name_of(term) for term in said.get(_TYPE, ()) if is_iri(term)]
        return kinds_of_things({iri: classes}, self.space, self._is_record).get(iri, "")

    def _label(self, said: Said) -> str | None:
        literals = (
            (iri, read_literal(term))
            for predicate, iri in _LABELS.items()
            for term in said.get(predicate, ())
            if is_literal(term)
        )
        called = choose((iri, found.language, found.text) for iri, found in literals)
        if called is None and said.get(_VALUE):
            return min(map(self._word, said[_VALUE]))
        return called

    def _word(self, term: str) -> str:
        """Return a value as text: a term of the vocabulary by its local name."""
        if is_literal(term):
            return read_literal(term).text
        name = name_of(term)
        return self.space.local(name) if name.startswith(self.space.ns) else name

    def _texts(self, said: Said, name: str) -> list[str]:
        return [self._word(term) for term in said.get(self._term(name), ())]

    def _one(self, said: Said, name: str) -> str:
        return min(self._texts(said, name), default="")

    def _life(self, said: Said, derived: str, stated: str) -> Span | None:
        """Return when something began or ended: by its events, else as it is stated."""
        return self._span(said, derived) or self._span(said, stated)

    def _span(self, said: Said, name: str) -> Span | None:
        """Return the interval that holds all that are given."""
        firsts, lasts = (
            [day for text in self._texts(said, name + bound) if (day := day_or_nothing(text))]
            for bound in ("Earliest", "Latest")
        )
        return to_span(min(firsts), max(lasts)) if firsts and lasts else None


_Behind = dict[tuple[str, str], tuple[tuple[str, ...], Bounds]]
"""Property and object -> the claims that state them, and when."""
_NO_DAYS = Bounds(None, None)
_LIFE = (("born", "start"), ("ended", "end"))
"""The bounds that rules derive, and those that are stated, of a beginning and an end."""
RESERVED = (
    "id", "class", "label", "types", "sources", "start_earliest", "start_latest", "end_earliest",
    "end_latest", "date_earliest", "date_latest",
)  # fmt: skip
"""The columns that every node has."""


def _hull(one: Span | None, other: Span | None) -> Span | None:
    """Return the interval that holds two; None where either is not known."""
    if one is None or other is None:
        return None
    return Span(min(one.earliest, other.earliest), max(one.latest, other.latest))
