"""What the index holds of things that begin and end: when they were seen, their names, who led.

Everything that says what existed on a day stands in three small tables, so that such a question
opens no store.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kg.engine.graph import SparqlGraph, text_of
from kg.index.entries import Entity
from kg.model.dates import PartialDate, Span, day_or_nothing, stated_or_nothing

TABLES = """
CREATE TABLE presence(slug TEXT PRIMARY KEY, tier TEXT NOT NULL, first TEXT NOT NULL,
  last TEXT NOT NULL, is_alive INTEGER NOT NULL, begins TEXT NOT NULL,
  ends TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE office(name TEXT NOT NULL, label TEXT NOT NULL, words TEXT NOT NULL,
  start TEXT NOT NULL, end_ TEXT NOT NULL);
CREATE TABLE answered(slug TEXT NOT NULL, office TEXT NOT NULL);
CREATE TABLE borne(slug TEXT NOT NULL, words TEXT NOT NULL, kind TEXT NOT NULL,
  start TEXT NOT NULL, end_ TEXT NOT NULL);
CREATE TABLE headed(slug TEXT NOT NULL, words TEXT NOT NULL, kind TEXT NOT NULL,
  start TEXT NOT NULL, end_ TEXT NOT NULL);
"""
_DERIVED_READ = """
SELECT (MAX(?day) AS ?read) WHERE {
  ?record nhsit:readUpTo ?day FILTER(DATATYPE(?day) = xsd:date) }"""
_READ = """
SELECT (MAX(?day) AS ?read) WHERE { FILTER(DATATYPE(?day) = xsd:date)
  { ?source a nhsit:Source ; nhsit:dateEarliest ?day }
  UNION { ?event nhsit:status nhsit:Happened ; nhsit:dateEarliest ?day }
}"""

_SEEN = """
SELECT ?thing ?tier ?first ?last ?alive WHERE {
  VALUES ?kind { nhsit:Body nhsit:BodyGroup nhsit:Unit nhsit:Company nhsit:Programme nhsit:System }
  ?thing a ?kind .
  OPTIONAL { ?thing nhsit:tier ?tier }
  OPTIONAL { ?thing nhsit:attestedFirst ?first ; nhsit:attestedLast ?last }
  OPTIONAL { ?thing nhsit:aliveWhenRead ?alive }
}"""
_OFFICES = """
SELECT DISTINCT ?name ?label ?words ?start ?end WHERE {
  ?post nhsit:office ?office . ?office skos:notation ?name ; skos:prefLabel ?label .
  ?tenure nhsit:post ?post ; org:member ?person ; nhsit:start ?start .
  FILTER EXISTS { ?tenure nhsit:counts true }
  ?person skos:prefLabel ?words .
  OPTIONAL { ?tenure nhsit:end ?end } }
"""
ANSWERED = """
SELECT DISTINCT ?office ?name ?thing WHERE {
  ?post nhsit:office ?office ; org:postIn ?department . ?office skos:notation ?name .
  ?thing (nhsit:parentBody|nhsit:partOf|nhsit:sponsoredBy)* ?department }
"""
"""For what an office of state answers: its department, and what the record puts under it.

That something acts for the same nation is not enough: other departments do too.
"""
_PLANS = """
SELECT ?thing ?date ?latest WHERE {
  ?plan nhsit:status nhsit:Planned ; %s ?thing ; nhsit:date ?date ; nhsit:dateLatest ?latest }
"""
BEGINS = "nhsit:wouldGain|nhsit:createdBody|nhsit:opens"
"""By what a plan says that a thing would begin."""
ENDS = "nhsit:wouldLose|nhsit:endedBody|nhsit:closes"
"""By what a plan says that a thing would end."""

_LIVED = (
    "AND (e.born_earliest = '' OR e.born_earliest <= ?) "
    "AND (e.ended_latest = '' OR e.ended_latest >= ?)"
)
"""What leaves out whose life certainly lies elsewhere; empty bounds come with empty bounds."""

_BORNE = """
SELECT ?thing ?words ?kind ?start ?end WHERE {
  ?name nhsit:nameOf ?thing ; rdf:value ?words ; nhsit:nameKind ?kind .
  FILTER EXISTS { ?name nhsit:counts true }
  OPTIONAL { ?name nhsit:start ?start } OPTIONAL { ?name nhsit:end ?end } }
"""
_LEADS = """{ ?post nhsit:postKind/skos:broader* nhsit:HeadPost }
  UNION { ?post nhsit:office ?office }"""
HEADS = f"SELECT DISTINCT ?post WHERE {{ {_LEADS} }}"
"""The posts whose holder heads a body: its head, or the office that answers for it."""

HEADSHIPS = f"""SELECT DISTINCT ?tenure WHERE {{ {_LEADS}
  ?tenure nhsit:post ?post ; nhsit:counts true }}"""
"""The tenures of such posts, also those of which no day is known."""

_HEADED = f"""
SELECT ?body ?words ?capacity ?start ?end WHERE {{
  {_LEADS}
  ?tenure nhsit:post ?post ; org:organization ?body ; org:member ?person ; nhsit:start ?start .
  FILTER EXISTS {{ ?tenure nhsit:counts true }}
  ?person skos:prefLabel ?words .
  OPTIONAL {{ ?tenure nhsit:end ?end }} OPTIONAL {{ ?tenure nhsit:capacity ?capacity }} }}
"""


@dataclass(frozen=True, slots=True)
class Borne:
    """A name that a thing bore, or a person who headed it, with the days as stated.

    `kind` is the kind of name, or the capacity in which the post was held.
    """

    words: str
    kind: str
    start: str
    end: str

    @property
    def days(self) -> tuple[PartialDate | None, PartialDate | None]:
        """From when until when; None where not known."""
        start, end = (PartialDate.parse(text) if text else None for text in (self.start, self.end))
        return start, end


@dataclass(frozen=True, slots=True)
class Presence:
    """A thing that begins and ends, with what the record shows of its being there.

    Between `first` and `last` it existed for certain; `begins` and `ends` are what was planned.
    """

    entity: Entity
    tier: str = ""
    first: date | None = None
    last: date | None = None
    is_alive: bool = False
    begins: PartialDate | None = None
    ends: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Ministry:
    """An office of state: its word, its label, the slugs of what it answers for, who held it."""

    name: str
    label: str
    things: frozenset[str]
    terms: tuple[Borne, ...]


def fill_presence(db: sqlite3.Connection, graph: SparqlGraph) -> None:
    """Fill the tables of what existed when."""
    db.executescript(TABLES)
    slug, local = graph.space.slug, graph.space.ns
    begins, ends = _plans(graph, BEGINS), _plans(graph, ENDS)
    seen: dict[str, tuple[Any, ...]] = {}
    for thing, tier, first, last, alive in sorted(_rows(graph, _SEEN)):
        plans = begins.get(thing, ""), ends.get(thing, "")
        days = day_or_nothing(first), day_or_nothing(last)
        values = slug(thing), tier.removeprefix(local), *days, alive == "true", *plans
        seen.setdefault(thing, values)
    db.executemany("INSERT INTO presence VALUES (?, ?, ?, ?, ?, ?, ?)", seen.values())
    held = (
        (name, label, words, *map(stated_or_nothing, (start, end)))
        for name, label, words, start, end in sorted(_rows(graph, _OFFICES))
    )
    db.executemany("INSERT INTO office VALUES (?, ?, ?, ?, ?)", held)
    answered = sorted((slug(thing), name) for _, name, thing in _rows(graph, ANSWERED))
    db.executemany("INSERT INTO answered VALUES (?, ?)", answered)
    for table, query in (("borne", _BORNE), ("headed", _HEADED)):
        db.executemany(
            f"INSERT INTO {table} VALUES (?, ?, ?, ?, ?)",
            (
                (
                    slug(thing),
                    words,
                    kind.removeprefix(local),
                    *map(stated_or_nothing, (start, end)),
                )
                for thing, words, kind, start, end in sorted(_rows(graph, query))
            ),
        )
    db.execute("INSERT INTO list VALUES ('read up to', ?)", (find_read_up_to(graph),))


def find_read_up_to(graph: SparqlGraph) -> str:
    """Return the day (ISO) up to which a record was read; nothing where nothing is dated.

    It was derived once (rules/00-read-up-to). Only where no rule has seen the graph are all
    sources and events looked through.
    """
    found = (_rows(graph, query) for query in (_DERIVED_READ, _READ))
    days = (day_or_nothing(day) for solutions in found for (day,) in solutions)
    return next(filter(None, days), "")


def read_presence(
    db: sqlite3.Connection, columns: str, kinds: Sequence[str], on: Span | None = None
) -> Iterator[Presence]:
    """Yield what is known of the things of some kinds, in slug order.

    What had certainly ended before the days of `on`, or certainly began after them, is left out.
    """
    marks = ",".join("?" * len(kinds))
    query = (
        f"SELECT p.tier, p.first, p.last, p.is_alive, p.begins, p.ends, {columns} "
        "FROM entity e "
        f"JOIN presence p ON p.slug = e.slug WHERE e.kind IN ({marks}) {_LIVED if on else ''} "
        "ORDER BY e.slug"
    )
    days = [on.latest.isoformat(), on.earliest.isoformat()] if on else []
    for tier, first, last, is_alive, begins, ends, *entity in db.execute(query, [*kinds, *days]):
        yield Presence(
            Entity(*entity),
            tier,
            date.fromisoformat(first) if first else None,
            date.fromisoformat(last) if last else None,
            bool(is_alive),
            PartialDate.parse(begins) if begins else None,
            PartialDate.parse(ends) if ends else None,
        )


def read_ministries(db: sqlite3.Connection) -> list[Ministry]:
    """Return the offices of state that anybody held, by name; the terms of each in order."""
    labels: dict[str, str] = {}
    things: dict[str, set[str]] = defaultdict(set)
    terms: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
    for slug, name in db.execute("SELECT * FROM answered"):
        things[name].add(slug)
    for name, label, words, start, end in db.execute("SELECT * FROM office"):
        labels[name] = label
        terms[name].add((start, words, end))
    return [
        Ministry(
            name,
            labels[name],
            frozenset(things[name]),
            tuple(Borne(words, "", start, end) for start, words, end in sorted(terms[name])),
        )
        for name in sorted(labels)
    ]


def read_borne(
    db: sqlite3.Connection, table: str, among: Container[str] | None = None
) -> Mapping[str, list[Borne]]:
    """Return the names (`borne`) or the heads (`headed`) by thing: of some things, or of all."""
    found: dict[str, list[Borne]] = defaultdict(list)
    for slug, words, kind, start, end in db.execute(f"SELECT * FROM {table}"):
        if among is None or slug in among:
            found[slug].append(Borne(words, kind, start, end))
    return found


def _plans(graph: SparqlGraph, roles: str) -> dict[str, str]:
    """Return, for each thing, what was planned first: the date of its plan."""
    found = sorted(
        (latest, date, thing)
        for thing, date, latest in _rows(graph, _PLANS % roles)
        if stated_or_nothing(date)
    )
    return {thing: date for _, date, thing in reversed(found)}


def _rows(graph: SparqlGraph, query: str) -> Iterator[tuple[str, ...]]:
    solutions: Any = graph.query(query)
    for solution in solutions:
        yield tuple(map(text_of, solution))
