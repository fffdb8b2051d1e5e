"""Quality: what the graph says about itself, and where a contributor can help."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

from kg.analysis.gaps import count_coverage, find_coverage, find_gaps
from kg.analysis.measure import (
    Analysis,
    Column,
    Figure,
    FigureKind,
    Measure,
    Sentence,
    Series,
    Table,
)
from kg.engine.graph import SparqlGraph
from kg.history import advice as ad
from kg.history.record import AS_OF_RULE, count, find_as_of, rows
from kg.read.dataset import Coverage, read_coverage

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
CONTRADICTIONS = """
SELECT DISTINCT ?fact ?type ?about ?what WHERE {
  { ?fact nhsit:contested true BIND("assessors differ" AS ?what) BIND(?fact AS ?about) }
  UNION { ?fact nhsit:rank nhsit:Deprecated BIND("a rival is preferred" AS ?what)
          OPTIONAL { ?fact rdf:subject|org:member|nhsit:assesses ?about } }
  UNION { ?fact nhsit:counterEvidence ?against BIND("a source speaks against it" AS ?what) }
  OPTIONAL { ?fact a ?type FILTER(STRSTARTS(STR(?type), STR(nhsit:))) }
}"""
_NOT_FACTS = frozenset({"Source", "Citation"})

MEASURES = (
    Measure(
        "sources", "Facts and their sources",
        "A fact is a node of the graph with evidence: an entity, event, tenure, claim, "
        "recommendation, verdict, opinion or contract. It counts once under each kind of source "
        "that bears it. Weak is a fact with one source, of a type that the ontology marks as weak: "
        "anybody can write it, or it argues (encyclopedia, opinion piece, web page).",
        dates="Needs no dates.",
    ),
    Measure(
        "precision", "Precision of dates",
        "How precisely starts, ends and days are stated: day, month, year, decade; about "
        "or doubtful where they are marked so; open where known to go on.",
        source="EDTF, ISO 8601-2:2019", dates="Dates are taken as stated.",
    ),
    Measure(
        "gaps", "What is missing",
        "Facts by kind and decade, which shows what the record is thin on; and a work list of "
        "things that should have a date, a party, an heir or a verdict and have none.",
        dates="A fact counts in the decade of the first day it can mean. " + AS_OF_RULE,
    ),
    Measure(
        "readings", "Stated and own verdicts",
        "How many verdicts somebody else stated, and how many are this project's own reading.",
        dates="Needs no dates.",
    ),
    Measure(
        "contradictions", "Contradictions",
        "Recommendations whose assessors differ, facts kept as deprecated because a rival is "
        "preferred, and facts that a source speaks against.",
        dates="Needs no dates.",
    ),
)  # fmt: skip


def analyse(graph: SparqlGraph, coverage: Path | None = None) -> Analysis:
    """Return how well the graph is sourced, dated and covered.

    `coverage` is a CSV table with the columns `where`, `surface_form` and `id`: things that
    should be in the graph; for a graph that `kg build` made, by default that of its record.
    Raises UsageError where it cannot be read.
    """
    expected = _read_coverage(coverage) if coverage is not None else find_coverage(graph)
    as_of = find_as_of(graph)
    facts = _read_facts(graph)
    weak = {row["kind"] for row in rows(graph, WEAK)}
    tables = [
        *_sources(facts, weak), *_dates(graph), _readings(graph), _contradictions(graph),
        *find_gaps(graph),
    ]  # fmt: skip
    measures: tuple[Measure, ...] = MEASURES
    if expected is not None:
        tables.append(count_coverage(graph, expected))
        measures += (_measure_coverage(expected),)
    by_name = {table.name: table for table in tables}
    return Analysis(
        "quality", "Quality of the record", "How far can this graph be trusted, and where not?",
        as_of.isoformat() if as_of else None, measures, tuple(tables),
        _sentences(facts, weak, by_name, expected), _limits(facts, expected), _figures(by_name),
    )  # fmt: skip


def _read_coverage(path: Path) -> Coverage:
    return Coverage(path.name, f"the things named in {path.name}", read_coverage(path))


def _measure_coverage(expected: Coverage) -> Measure:
    return Measure(
        "coverage",
        f"Coverage of {expected.title}",
        f"Which of {expected.covers} have an entity in the graph.",
        dates="Needs no dates.",
    )


def _read_facts(graph: SparqlGraph) -> dict[str, tuple[str, dict[str, str]]]:
    """Return each fact with its class and its sources, each with its kind."""
    found: dict[str, tuple[str, dict[str, str]]] = {}
    for row in rows(graph, SOURCED):
        if row["type"] in _NOT_FACTS:
            continue
        kind, sources = found.get(row["fact"], (row["type"], {}))
        sources[row["source"]] = row.get("kind", "a document or Act of the graph")
        found[row["fact"]] = (min(kind, row["type"]), sources)
    return dict(sorted(found.items()))


def _is_weak(sources: dict[str, str], weak: set[str]) -> bool:
    return len(sources) == 1 and set(sources.values()) <= weak


def _sources(facts: dict[str, tuple[str, dict[str, str]]], weak_kinds: set[str]) -> list[Table]:
    by_kind: dict[str, list[str]] = defaultdict(list)
    by_type: dict[str, list[str]] = defaultdict(list)
    for fact, (kind, sources) in facts.items():
        by_type[kind].append(fact)
        for source_kind in sorted(set(sources.values())):
            by_kind[source_kind].append(fact)
    kinds = sorted(by_kind, key=lambda k: (-len(by_kind[k]), k))
    types = sorted(by_type, key=lambda k: (-len(by_type[k]), k))

    def tell(names: list[str]) -> tuple[int, int, int, float]:
        one = sum(len(facts[f][1]) == 1 for f in names)
        weak = sum(_is_weak(facts[f][1], weak_kinds) for f in names)
        return len(names), one, weak, 100 * weak / len(names)

    columns = (Column("facts", "facts"), Column("with one source", "facts"),
               Column("on one weak source", "facts"),
               Column("share that is weak", "%"))  # fmt: skip
    return [
        Table("source-kinds", "Facts by kind of source", (Column("kind of source"), *columns),
              tuple((k, *tell(by_kind[k])) for k in kinds),
              tuple(tuple(by_kind[k]) for k in kinds), SOURCED, "sources"),
        Table("fact-kinds", "Facts by kind", (Column("kind of fact"), *columns),
              tuple((k, *tell(by_type[k])) for k in types),
              tuple(tuple(by_type[k]) for k in types), SOURCED, "sources"),
    ]  # fmt: skip


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


def _dates(graph: SparqlGraph) -> list[Table]:
    stated: dict[str, list[str]] = defaultdict(list)
    decades: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in rows(graph, DATED):
        if row["type"] in _NOT_FACTS:
            continue
        stated[precision(row["date"])].append(row["fact"])
        if "day" in row:
            decades[f"{row['day'][:3]}0s"][row["type"]].add(row["fact"])
    total = sum(map(len, stated.values()))
    names = sorted(stated, key=lambda k: (-len(stated[k]), k))
    cells = [(decade, kind) for decade in sorted(decades) for kind in sorted(decades[decade])]
    return [
        Table("precision", "How precise dates are",
              (Column("precision"), Column("dates", "dates"), Column("share", "%")),
              tuple((k, len(stated[k]), 100 * len(stated[k]) / total) for k in names),
              tuple(tuple(sorted(set(stated[k]))) for k in names), DATED, "precision"),
        Table("decades", "Dated facts by decade and kind",
              (Column("decade"), Column("kind"), Column("facts", "facts")),
              tuple((d, k, len(decades[d][k])) for d, k in cells),
              tuple(tuple(sorted(decades[d][k])) for d, k in cells), DATED, "gaps"),
    ]  # fmt: skip


def _readings(graph: SparqlGraph) -> Table:
    found: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for row in rows(graph, ad.VERDICTS):
        found[row["verdict"]].append((row["assessment"], row["by"] == ad.PROJECT))
    names = sorted(found)
    return Table(
        "readings", "Verdicts stated by others and read by this project",
        (Column("verdict"), Column("stated by others", "verdicts"),
         Column("own reading", "verdicts")),
        tuple((n, sum(not own for _, own in found[n]), sum(own for _, own in found[n]))
              for n in names),
        tuple(tuple(sorted(i for i, _ in found[n])) for n in names), ad.VERDICTS, "readings",
    )  # fmt: skip


def _contradictions(graph: SparqlGraph) -> Table:
    found = {}
    for row in rows(graph, CONTRADICTIONS):
        found[row["what"], row["fact"]] = (
            row["what"], row.get("type", "not stated"), row["fact"], row.get("about"),
        )  # fmt: skip
    return Table(
        "contradictions", "Where the record contradicts itself",
        (Column("what"), Column("kind"), Column("fact"), Column("about")),
        tuple(found[key] for key in sorted(found)),
        tuple((key[1],) for key in sorted(found)), CONTRADICTIONS, "contradictions",
    )  # fmt: skip


def _sentences(
    facts: dict[str, tuple[str, dict[str, str]]],
    weak_kinds: set[str],
    tables: dict[str, Table],
    expected: Coverage | None,
) -> tuple[Sentence, ...]:
    said = []
    if facts:
        one = [fact for fact, (_, sources) in facts.items() if len(sources) == 1]
        weak = [fact for fact in one if _is_weak(facts[fact][1], weak_kinds)]
        said.append(Sentence(
            f"Of {count(len(facts), 'sourced fact')}, {len(one):,} "
            f"({100 * len(one) / len(facts):.0f} %) rest on one source and {len(weak):,} "
            f"({100 * len(weak) / len(facts):.0f} %) on one weak source.",
            "sources", tuple(weak)))  # fmt: skip
    dates = {row["precision"]: row for row in tables["precision"].to_rows()}
    if "day" in dates:
        said.append(Sentence(
            f"{dates['day']['share']} % of stated dates are known to the day.",
            "precision"))  # fmt: skip
    read = tables["readings"].to_rows()
    if read:
        own = sum(int(row["own reading"] or 0) for row in read)
        total = own + sum(int(row["stated by others"] or 0) for row in read)
        said.append(Sentence(
            f"{own} of {total} verdicts on what came of a recommendation are this project's own "
            "reading.", "readings",
            tuple(i for ids in tables["readings"].ids for i in ids)))  # fmt: skip
    kinds = Counter(str(row["what"]) for row in tables["contradictions"].to_rows())
    if kinds:
        words = "; ".join(f"{what}: {number}" for what, number in sorted(kinds.items()))
        said.append(Sentence(f"Contradictions kept in the open: {words}.", "contradictions"))
    if expected is not None and tables["coverage"].rows:
        cells = tables["coverage"].to_rows()
        named = sum(int(row["named"] or 0) for row in cells)
        held = sum(int(row["in the graph"] or 0) for row in cells)
        said.append(Sentence(
            f"{held} of {named} things named in {expected.title} are in the graph.", "coverage",
            tuple(i for ids in tables["coverage"].ids for i in ids)))  # fmt: skip
    return tuple(said)


def _limits(
    facts: dict[str, tuple[str, dict[str, str]]], expected: Coverage | None
) -> tuple[str, ...]:
    found = [] if facts else ["The graph holds no sourced fact."]
    if expected is None:
        found.append("Coverage was not counted: no table of what should be held was given.")
    found.append(
        "Sources are counted, not weighed: two that copy each other count as two, and a kind of "
        "source says little about one page."
    )
    return tuple(found)


def _figures(tables: dict[str, Table]) -> tuple[Figure, ...]:
    figures = []
    kinds = tables["source-kinds"].to_rows()
    if kinds:
        figures.append(Figure(
            "sources", "What facts rest on", FigureKind.bars,
            (Series("facts", tuple(str(row["kind of source"]) for row in kinds),
                    tuple(float(row["facts"] or 0) for row in kinds)),),
            "kind of source", "facts",
            "A fact counts under each kind of source that bears it."))  # fmt: skip
    cells = tables["decades"].to_rows()
    total: Counter[str] = Counter()
    for row in cells:
        total[str(row["kind"])] += int(row["facts"] or 0)
    decades = tuple(sorted({str(row["decade"]) for row in cells}))
    at = {(row["decade"], row["kind"]): float(row["facts"] or 0) for row in cells}
    top = [kind for kind, _ in sorted(total.items(), key=lambda pair: (-pair[1], pair[0]))[:6]]
    if decades:
        figures.append(Figure(
            "decades", "Dated facts by decade", FigureKind.stacked,
            tuple(Series(k, decades, tuple(at.get((d, k), 0.0) for d in decades)) for k in top),
            "decade", "facts", "The six kinds with the most dated facts."))  # fmt: skip
    return tuple(figures)
