"""What is found of quality: what facts rest on, how dates are stated, what is contradicted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kg.analysis.quality.gaps import Gap, ListHeld, find_gaps, find_held
from kg.analysis.quality.measures import Measured, find_measures
from kg.engine.about import dataset_of
from kg.engine.classes import classes_of
from kg.engine.graph import SparqlGraph
from kg.history.solutions import find_as_of, rows

WEAK = "SELECT ?kind WHERE { ?kind nhsit:weak true }"
"""Kinds of source that anybody can write, or that argue; a fact should not rest on one alone."""

SOURCED = """
SELECT DISTINCT ?fact ?type ?source ?kind WHERE {
  ?fact nhsit:evidence/nhsit:source ?source ; a ?type .
  FILTER(STRSTARTS(STR(?type), STR(nhsit:)))
  OPTIONAL { ?source nhsit:sourceType ?kind }
}"""
DATED = """
SELECT ?fact ?type ?date ?day WHERE {
  ?fact a ?type . FILTER(STRSTARTS(STR(?type), STR(nhsit:)))
  { ?fact nhsit:start ?date OPTIONAL { ?fact nhsit:startEarliest ?day } }
  UNION { ?fact nhsit:date ?date OPTIONAL { ?fact nhsit:dateEarliest ?day } }
  UNION { ?fact nhsit:end ?date }
}"""
READINGS = """
SELECT ?assessment ?verdict ?own ?class WHERE {
  VALUES ?class { nhsit:Recommendation nhsit:DocumentAdvice }
  ?assessment nhsit:counts true ; nhsit:assesses ?advice ;
              nhsit:implementation ?verdict ; prov:wasAttributedTo ?by .
  ?advice a ?class .
  OPTIONAL { ?by a ?own FILTER(?own = nhsit:Project) }
}"""
CONTRADICTIONS = """
SELECT DISTINCT ?fact ?type ?about ?what WHERE {
  { ?fact nhsit:contested true BIND("assessors differ" AS ?what) BIND(?fact AS ?about) }
  UNION { ?fact nhsit:rank nhsit:Deprecated BIND("a rival is preferred" AS ?what)
          OPTIONAL { ?fact rdf:subject|org:member|nhsit:assesses ?about } }
  UNION { ?fact nhsit:counterEvidence ?against BIND("a source speaks against it" AS ?what) }
  OPTIONAL { ?fact a ?type FILTER(STRSTARTS(STR(?type), STR(nhsit:))) }
}"""
WHOLE = "DocumentAdvice"
"""The class of a row that stands for all the advice of a document."""
NO_TYPE = "a document or Act of the graph"
"""What is said of a source that has no type of its own."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A node with evidence: its class, and its sources, each with the type of source that it is."""

    id: str
    kind: str
    sources: Mapping[str, str]
    is_weak: bool
    """Whether it rests on one source, and that is weak."""

    @property
    def has_one_source(self) -> bool:
        """Whether it rests on one source."""
        return len(self.sources) == 1


@dataclass(frozen=True, slots=True)
class FactsOf:
    """The facts of one kind, or that rest on one kind of source."""

    kind: str
    facts: tuple[Fact, ...]

    @property
    def with_one_source(self) -> int:
        """How many rest on one source."""
        return sum(fact.has_one_source for fact in self.facts)

    @property
    def weak(self) -> tuple[Fact, ...]:
        """Those that rest on one weak source."""
        return tuple(fact for fact in self.facts if fact.is_weak)


@dataclass(frozen=True, slots=True)
class Stated:
    """The dates that are stated with one precision; `facts` are the facts that they are of."""

    precision: str
    dates: int
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decade:
    """The facts of one kind whose first day may lie in a decade."""

    decade: str
    kind: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Readings:
    """Who gave one verdict: the assessments of others, and those of this project."""

    verdict: str
    by_others: int
    own: int
    assessments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A fact that is contradicted, in what way, and what it is about."""

    what: str
    kind: str
    fact: str
    about: str | None


@dataclass(frozen=True, slots=True)
class QualityFinding:
    """How well the graph is sourced, dated and covered."""

    as_of: date | None
    facts: FactsOf
    """All that have a source."""
    by_source: tuple[FactsOf, ...]
    by_kind: tuple[FactsOf, ...]
    stated: tuple[Stated, ...]
    decades: tuple[Decade, ...]
    readings: tuple[Readings, ...]
    of_documents: tuple[str, ...]
    """The assessments of rows that stand for whole documents, which are left out of these."""
    contradictions: tuple[Contradiction, ...]
    gaps: tuple[Gap, ...]
    measured: tuple[Measured, ...]
    held: ListHeld | None
    """How much of the list of what it should hold; None where there is none."""

    @property
    def dates(self) -> int:
        """How many dates are stated."""
        return sum(stated.dates for stated in self.stated)

    @property
    def ways(self) -> dict[str, int]:
        """How many contradictions there are of each kind, by kind."""
        return dict(sorted(Counter(one.what for one in self.contradictions).items()))


def find_quality(graph: SparqlGraph, coverage: Path | None = None) -> QualityFinding:
    """Return how well the graph is sourced, dated and covered; see `analyse`."""
    held = find_held(graph, coverage)
    facts = _read_facts(graph)
    stated, decades = _read_dates(graph)
    readings, of_documents = _read_verdicts(graph)
    return QualityFinding(
        as_of=find_as_of(graph),
        facts=FactsOf("all", tuple(facts)),
        by_source=_group((kind, fact) for fact in facts for kind in set(fact.sources.values())),
        by_kind=_group((fact.kind, fact) for fact in facts),
        stated=tuple(stated),
        decades=tuple(decades),
        readings=tuple(readings),
        of_documents=tuple(of_documents),
        contradictions=tuple(_read_contradictions(graph)),
        gaps=tuple(find_gaps(graph)),
        measured=tuple(find_measures(graph, dict(dataset_of(graph).floors))) if facts else (),
        held=held,
    )


def precision(date: str) -> str:
    """Return how precisely a date of the graph is stated.

    >>> precision("2019-07"), precision("199X"), precision("2022~"), precision("..")
    ('month', 'decade', 'about', 'open')
    """
    if date == "..":
        return "open"
    if "/" in date:
        return "interval"
    if date.endswith(("~", "?", "%")):
        return "doubtful" if date.endswith("?") else "about"
    if "X" in date:
        return "decade"
    return {4: "year", 7: "month", 10: "day"}.get(len(date), "other")


def _read_facts(graph: SparqlGraph) -> list[Fact]:
    """Return the facts by id, each with its sources."""
    weak = {row["kind"] for row in rows(graph, WEAK)}
    cites = classes_of(graph).kinds_with("cites")
    kinds: dict[str, str] = {}
    sources: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows(graph, SOURCED):
        if row["type"] not in cites:
            kinds[row["fact"]] = min(kinds.get(row["fact"], row["type"]), row["type"])
            sources[row["fact"]][row["source"]] = row.get("kind", NO_TYPE)
    return [
        Fact(fact, kinds[fact], on, len(on) == 1 and weak.issuperset(on.values()))
        for fact, on in sorted(sources.items())
    ]


def _group(pairs: Iterable[tuple[str, Fact]]) -> tuple[FactsOf, ...]:
    """Return what stands under each key, the largest group first."""
    found: dict[str, list[Fact]] = defaultdict(list)
    for key, fact in pairs:
        found[key].append(fact)
    groups = [FactsOf(kind, tuple(facts)) for kind, facts in found.items()]
    return tuple(sorted(groups, key=lambda group: (-len(group.facts), group.kind)))


def _read_dates(graph: SparqlGraph) -> tuple[list[Stated], list[Decade]]:
    """Return the stated dates by precision, the most first, and dated facts by decade and kind."""
    stated: dict[str, list[str]] = defaultdict(list)
    decades: dict[tuple[str, str], set[str]] = defaultdict(set)
    cites = classes_of(graph).kinds_with("cites")
    for row in rows(graph, DATED):
        if row["type"] in cites:
            continue
        stated[precision(row["date"])].append(row["fact"])
        if "day" in row:
            decades[f"{row['day'][:3]}0s", row["type"]].add(row["fact"])
    found = [Stated(name, len(facts), tuple(sorted(set(facts)))) for name, facts in stated.items()]
    found.sort(key=lambda one: (-one.dates, one.precision))
    return found, [Decade(*key, tuple(sorted(decades[key]))) for key in sorted(decades)]


def _read_verdicts(graph: SparqlGraph) -> tuple[list[Readings], list[str]]:
    """Return who gave the verdicts on recommendations, and those on whole documents."""
    found: dict[str, dict[str, bool]] = defaultdict(dict)
    whole = set()
    for row in rows(graph, READINGS):
        if row["class"] == WHOLE:
            whole.add(row["assessment"])
        else:
            found[row["verdict"]][row["assessment"]] = "own" in row
    readings = [
        Readings(verdict, len(own) - sum(own.values()), sum(own.values()), tuple(sorted(own)))
        for verdict, own in sorted(found.items())
    ]
    return readings, sorted(whole)


def _read_contradictions(graph: SparqlGraph) -> Sequence[Contradiction]:
    found: dict[tuple[str, str], Contradiction] = {}
    for row in rows(graph, CONTRADICTIONS):
        kind = row.get("type", "not stated")
        one = Contradiction(row["what"], kind, row["fact"], row.get("about"))
        found[one.what, one.fact] = one
    return [found[key] for key in sorted(found)]
