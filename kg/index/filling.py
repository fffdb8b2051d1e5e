"""Make the index of a graph, by a few queries that any engine answers."""

from __future__ import annotations

import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter
from pathlib import Path
from typing import Any

from kg.engine.about import dataset_of
from kg.engine.classes import classes_of
from kg.engine.graph import SparqlGraph, text_of
from kg.index.abbreviations import GROUP, find_spelt
from kg.index.entries import CODE, INITIALS
from kg.index.packing import fill_families, join_words
from kg.index.presence import fill_presence
from kg.index.steps import PATTERNS
from kg.index.things import find_things, holds_vocabulary
from kg.model.dates import day_or_nothing
from kg.model.languages import LABELS, Said, choose
from kg.model.spelling import fold, initials
from kg.model.terms import DCT, RDFS

_TABLES = """
CREATE TABLE entity(id INTEGER PRIMARY KEY, slug TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
  label TEXT NOT NULL, about TEXT NOT NULL, start TEXT NOT NULL, end_ TEXT NOT NULL,
  born_earliest TEXT NOT NULL, born_latest TEXT NOT NULL,
  ended_earliest TEXT NOT NULL, ended_latest TEXT NOT NULL, weight INTEGER NOT NULL);
CREATE TABLE name(id INTEGER PRIMARY KEY, entity INTEGER NOT NULL, text TEXT NOT NULL,
  kind TEXT NOT NULL, key TEXT NOT NULL);
CREATE TABLE word(word TEXT PRIMARY KEY, names BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE list(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE term(iri TEXT PRIMARY KEY, label TEXT NOT NULL, inverse TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE step(before TEXT NOT NULL, after TEXT NOT NULL, how TEXT NOT NULL, via TEXT NOT NULL,
  event TEXT NOT NULL, date TEXT NOT NULL, laws TEXT NOT NULL, triggers TEXT NOT NULL,
  sources TEXT NOT NULL);
CREATE TABLE family(id INTEGER PRIMARY KEY, things TEXT NOT NULL, steps TEXT NOT NULL);
CREATE TABLE member(slug TEXT PRIMARY KEY, family INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE origin(node TEXT PRIMARY KEY, place TEXT NOT NULL, row INTEGER NOT NULL) WITHOUT ROWID;
"""
_INDEXES = """
CREATE INDEX entity_kind ON entity(kind);
CREATE INDEX name_key ON name(key);
CREATE INDEX name_entity ON name(entity);
CREATE INDEX step_before ON step(before);
CREATE INDEX step_after ON step(after);
"""

_VALUES = {
    "about": "dct:description",
    "start": "nhsit:start",
    "end": "nhsit:end",
    "date": "nhsit:date",
    "born_earliest": "nhsit:bornEarliest",
    "born_latest": "nhsit:bornLatest",
    "ended_earliest": "nhsit:endedEarliest",
    "ended_latest": "nhsit:endedLatest",
}
_NAMES = {
    "alias": "skos:altLabel",
    "identifier": "dct:identifier",
    "citation": "dct:bibliographicCitation",
}
_DATED_NAMES = """
SELECT ?thing ?name ?kind WHERE { ?node nhsit:nameOf ?thing ; rdf:value ?name .
  OPTIONAL { ?node nhsit:nameKind ?kind } }
"""
_CODES = """
SELECT ?thing ?code ?register WHERE { ?node nhsit:codeOf ?thing ; skos:notation ?code ;
  nhsit:register/skos:notation ?register }
"""
_GIVEN_UP = "SELECT ?old ?thing WHERE { ?old dct:isReplacedBy ?thing }"
_ABOUT = "dct:description|schema:description|skos:definition|rdfs:comment"
"""What says what a thing is, in other vocabularies than our own."""
_OTHER_NAMES = {
    "alias": "skos:hiddenLabel|schema:alternateName|<https://schema.org/alternateName>|foaf:nick",
    "identifier": "skos:notation|schema:identifier",
}
_MENTIONS = """
SELECT ?thing (COUNT(*) AS ?n) WHERE { VALUES ?p {
    rdf:subject rdf:object nhsit:endedBody nhsit:createdBody nhsit:gainingBody nhsit:losingBody
    nhsit:involves nhsit:concerns org:member org:organization nhsit:post nhsit:recommendedIn
    nhsit:addressedTo nhsit:about nhsit:buyer nhsit:supplier nhsit:contractFor nhsit:topic
    nhsit:legalBasis nhsit:triggeredBy nhsit:source }
  ?s ?p ?thing } GROUP BY ?thing
"""
_MENTIONS_BY_ANY = """
SELECT ?thing (COUNT(*) AS ?n) WHERE { ?s ?p ?thing FILTER(isIRI(?thing)) } GROUP BY ?thing
"""
_TERMS = """
SELECT ?term ?label (LANG(?label) AS ?language) ?inverse WHERE {
  { ?term rdfs:label ?label } UNION { ?term skos:prefLabel ?label ; skos:inScheme ?scheme }
  FILTER(isIRI(?term) && isLiteral(?label))
  OPTIONAL { ?term nhsit:inverseLabel|nhsit:plural ?inverse } }
"""
_USED = "SELECT DISTINCT ?p WHERE { ?s ?p ?o }"
_LISTS = {"living": "begins", "titled": "titled"}
"""List of kinds -> the mark of the classes that are in it."""
_DETAILS = {
    "date": "?via nhsit:date|nhsit:start ?value",
    "day": "?via nhsit:dateEarliest|nhsit:startEarliest ?value",
    "laws": "?via nhsit:legalBasis ?value",
    "triggers": "?via nhsit:triggeredBy ?value",
    "sources": "?via nhsit:evidence ?cite . ?cite nhsit:source ?value",
}


def write_index(path: Path, graph: SparqlGraph, origins: Iterable[tuple[str, str, int]]) -> None:
    """Write the index of a graph to a file; `origins` yields each node with its table and row."""
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        fill_index(connection, graph, origins)
    finally:
        connection.close()


def fill_index(
    db: sqlite3.Connection, graph: SparqlGraph, origins: Iterable[tuple[str, str, int]]
) -> None:
    """Fill an empty database with the index of a graph."""
    space = graph.space
    db.executescript(_TABLES)
    entities = _entities(graph)
    order = sorted(entities, key=lambda iri: (-entities[iri]["weight"], iri))
    numbers = {iri: i for i, iri in enumerate(order, start=1)}
    columns = ("kind", "label", "about", "start", "end", *list(_VALUES)[4:], "weight")
    db.executemany(
        f"INSERT INTO entity VALUES (?, ?{', ?' * len(columns)})",
        ((numbers[iri], space.slug(iri), *(entities[iri][c] for c in columns)) for iri in order),
    )
    words = _words(graph, entities)
    _fill_names(db, graph, entities, order, numbers, words)
    _fill_steps(db, graph)
    for name, mark in _LISTS.items():
        kinds = classes_of(graph).kinds_with(mark)
        db.execute("INSERT INTO list VALUES (?, ?)", (name, "\n".join(kinds)))
    fill_presence(db, graph)
    db.executemany("INSERT INTO term VALUES (?, ?, ?)", ((k, *v) for k, v in words.items()))
    db.executemany("INSERT INTO origin VALUES (?, ?, ?)", origins)
    db.executescript(_INDEXES)
    db.commit()


def _words(
    graph: SparqlGraph, entities: Mapping[str, dict[str, Any]]
) -> dict[str, tuple[str, str]]:
    """Return (label, inverse label) of every term, by IRI; a property that has no label too."""
    said: dict[str, list[Said]] = defaultdict(list)
    inverse: dict[str, str] = {}
    for iri, label, language, turned in _rows(graph, _TERMS):
        said[iri].append((RDFS + "label", language, label))
        inverse.setdefault(iri, turned)
    words = {iri: (choose(labels) or "", inverse[iri]) for iri, labels in said.items()}
    if not holds_vocabulary(graph):
        for (iri,) in _rows(graph, _USED):
            words.setdefault(iri, ("", ""))
    return words | {
        iri: (entities[iri]["label"], turned)
        for iri, (_, turned) in words.items()
        if iri in entities and entities[iri]["label"]
    }


def _rows(graph: SparqlGraph, query: str) -> Iterator[tuple[str, ...]]:
    """Yield the rows of an answer as texts; what is not bound is empty."""
    solutions: Any = graph.query(query)
    for solution in solutions:
        yield tuple(text_of(term) for term in solution)


def _entities(graph: SparqlGraph) -> dict[str, dict[str, Any]]:
    blank: dict[str, Any] = {name: "" for name in ("label", *_VALUES)} | {"weight": 0}
    found = {iri: blank | {"kind": kind} for iri, kind in find_things(graph).items()}
    for name, predicate in _VALUES.items():
        for iri, value in sorted(_rows(graph, f"SELECT ?s ?o WHERE {{ ?s {predicate} ?o }}")):
            if iri in found and not found[iri][name]:
                found[iri][name] = value
    is_record = holds_vocabulary(graph)
    if not is_record:
        for iri, texts in _said(graph, {DCT + "description": _ABOUT}).items():
            if iri in found:
                found[iri]["about"] = found[iri]["about"] or choose(texts)
    for iri, labels in _said(graph, {name: f"<{name}>" for name in LABELS}).items():
        if iri in found:
            found[iri]["label"] = choose(labels) or ""
            found[iri]["labels"] = [text for _, _, text in labels]
    for iri, n in _rows(graph, _MENTIONS if is_record else _MENTIONS_BY_ANY):
        if iri in found:
            found[iri]["weight"] = int(n)
    for values in found.values():
        values["start"] = values["start"] or values["date"]
        for life in ("born", "ended"):
            first, last = (
                day_or_nothing(values[f"{life}_{end}"]) for end in ("earliest", "latest")
            )
            is_sound = first and last and first <= last
            values[f"{life}_earliest"], values[f"{life}_latest"] = (
                (first, last) if is_sound else ("", "")
            )
    return found


def _said(graph: SparqlGraph, patterns: Mapping[str, str]) -> dict[str, list[Said]]:
    """Return what is said of each IRI in words, by the names that the patterns go by."""
    found: dict[str, list[Said]] = defaultdict(list)
    for name, pattern in patterns.items():
        query = f"""SELECT ?s ?o (LANG(?o) AS ?language) WHERE {{
          ?s {pattern} ?o FILTER(isLiteral(?o)) }}"""
        for iri, text, language in _rows(graph, query):
            found[iri].append((name, language, text))
    return found


def _fill_names(
    db: sqlite3.Connection,
    graph: SparqlGraph,
    entities: Mapping[str, dict[str, Any]],
    order: list[str],
    numbers: Mapping[str, int],
    words_of: Mapping[str, tuple[str, str]],
) -> None:
    """Number every name, those of the most mentioned entities first."""
    space, dropped = graph.space, dataset_of(graph).dropped
    living = classes_of(graph).kinds_with("begins")
    names: dict[str, dict[str, str]] = defaultdict(dict)  # entity -> text -> kind
    for iri, values in entities.items():
        if values["label"]:
            names[iri][values["label"]] = "label"
    kinds = {iri: label.lower() for iri, (label, _) in words_of.items() if iri.startswith(space.ns)}
    for iri, text, kind in sorted(_rows(graph, _DATED_NAMES)):
        names[iri].setdefault(text, kinds.get(kind, "name"))
    for iri, values in entities.items():
        for text in sorted(values.get("labels", ())):
            names[iri].setdefault(text, "name")
    for iri, text, register in sorted(_rows(graph, _CODES)):
        names[iri].setdefault(text, f"{register}{CODE}")
    other = () if holds_vocabulary(graph) else _OTHER_NAMES.items()
    for kind, predicate in (*_NAMES.items(), *other):
        for iri, text in sorted(_rows(graph, f"SELECT ?s ?o WHERE {{ ?s {predicate} ?o }}")):
            names[iri].setdefault(text, kind)
    for old, iri in sorted(_rows(graph, _GIVEN_UP)):
        names[iri].setdefault(space.slug(old), "given-up id")
    for iri, values in entities.items():
        if values["kind"] in living:
            known = {fold(text) for text in names[iri]}
            short_names = set().union(*(initials(text, dropped) for text in names[iri]))
            for short in sorted(short_names - known):
                names[iri].setdefault(short, INITIALS)
    spelt = {
        pair: None
        for iri in sorted(entities)
        if entities[iri]["kind"] == GROUP
        for pair in find_spelt([n for n, how in names[iri].items() if how != INITIALS], dropped)
    }
    _write_names(db, names, order, numbers)
    db.execute("INSERT INTO list VALUES ('spelt', ?)", ("\n".join(map("\t".join, spelt)),))


def _write_names(
    db: sqlite3.Connection,
    names: Mapping[str, Mapping[str, str]],
    order: list[str],
    numbers: Mapping[str, int],
) -> None:
    """Write names (entity -> text -> kind) and the words that they hold."""
    words: dict[str, array[int]] = defaultdict(lambda: array("I"))
    keys: list[str] = []
    rows = []
    for iri in order:
        for text, kind in names.get(iri, {}).items():
            folded = fold(text)
            keys.append(folded.replace(" ", ""))
            rows.append((len(keys), numbers[iri], text, kind, keys[-1]))
            for word in set(folded.split()):
                words[word].append(len(keys))
    db.executemany("INSERT INTO name VALUES (?, ?, ?, ?, ?)", rows)
    db.executemany(
        "INSERT INTO word VALUES (?, ?)", ((w, words[w].tobytes()) for w in sorted(words))
    )
    db.execute("INSERT INTO list VALUES ('keys', ?)", ("\n".join(keys),))
    db.execute("INSERT INTO list VALUES ('words', ?)", ("\n".join(sorted(words)),))


def _fill_steps(db: sqlite3.Connection, graph: SparqlGraph) -> None:
    slug_of = graph.space.slug
    steps = {
        (*row, how)
        for how, pattern in PATTERNS.items()
        for row in _rows(graph, f"SELECT ?before ?after ?via WHERE {{ {pattern} }}")
    }
    vias = {via for _, _, via, _ in steps}
    details: dict[str, dict[str, set[str]]] = {via: defaultdict(set) for via in vias}
    for name, pattern in _DETAILS.items():
        for step in PATTERNS.values():
            query = f"SELECT DISTINCT ?via ?value WHERE {{ {step} {pattern} }}"
            for via, value in _rows(graph, query):
                details[via][name].add(slug_of(value) if name in _SLUGS else value)
    labels: dict[str, str] = {}
    outlines: dict[str, str] = {}
    for slug, *outline in db.execute("SELECT slug, label, start, end_ FROM entity"):
        labels[slug], outlines[slug] = outline[0], join_words(outline)
    rows: list[tuple[str, ...]] = []
    for before, after, via, how in steps:
        found, event = details[via], slug_of(via)
        words = [[labels.get(event, "")], ["|".join(sorted(found["date"]))]]
        words += [sorted(labels.get(slug) or slug for slug in found[name]) for name in _SLUGS]
        leads = (min(found["day"], default=""), slug_of(before), slug_of(after), how, event)
        rows.append((*leads, *map(join_words, words)))
    rows.sort(key=itemgetter(0, 1, 2, 4, 3))  # who asks for a thing's steps gets them in this order
    ordered = [row[1:] for row in rows]
    db.executemany("INSERT INTO step VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", ordered)
    fill_families(db, ordered, outlines)


_SLUGS = ("laws", "triggers", "sources")
