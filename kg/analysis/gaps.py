"""What a graph lacks: a work list for contributors, and how much of a given list it holds."""

from __future__ import annotations

from kg.analysis.measure import Column, Table, Value
from kg.engine.about import dataset_of
from kg.engine.graph import SparqlGraph
from kg.history.record import rows
from kg.read.dataset import Coverage

GAPS = {
    "contract without a value": "?fact a nhsit:Contract MINUS { ?fact nhsit:valueGBP ?x }",
    "contract without a start": "?fact a nhsit:Contract MINUS { ?fact nhsit:start ?x }",
    "contract without a supplier": "?fact a nhsit:Contract MINUS { ?fact nhsit:supplier ?x }",
    "contract without a buyer": "?fact a nhsit:Contract MINUS { ?fact nhsit:buyer ?x }",
    "body without a beginning": "?fact a nhsit:Body MINUS { ?fact nhsit:bornEarliest ?x }",
    "body that ended without an heir": "?fact a nhsit:Body ; nhsit:endedEarliest ?end "
    "MINUS { ?fact nhsit:replacedBy ?x } MINUS { ?fact nhsit:functionsTo ?y }",
    "programme without a start": "?fact a nhsit:Programme "
    "MINUS { ?fact nhsit:bornEarliest ?x } MINUS { ?fact nhsit:start ?y }",
    "tenure without a date": "?fact a nhsit:Tenure MINUS { ?fact nhsit:start ?x } "
    "MINUS { ?fact nhsit:end ?y } MINUS { ?fact nhsit:attested ?z }",
    "report without a date": "?fact a nhsit:Report MINUS { ?fact nhsit:date ?x }",
    "recommendation that nobody assessed": "?fact a nhsit:Recommendation "
    "MINUS { ?x nhsit:assesses ?fact }",
    "verdict not found": "?x nhsit:assesses ?fact ; nhsit:implementation nhsit:Unknown",
}
"""What is missing -> the pattern that finds it as ?fact; each is a piece of work."""

_GAP = "SELECT DISTINCT ?fact ?label WHERE {{ {} OPTIONAL {{ ?fact skos:prefLabel ?label }} }}"


def find_gaps(graph: SparqlGraph) -> list[Table]:
    """Return how much is missing of each kind, and the things as a work list."""
    gaps: dict[str, list[tuple[str, str]]] = {}
    for name, pattern in GAPS.items():
        found = {row["fact"]: row.get("label", row["fact"])
                 for row in rows(graph, _GAP.format(pattern))}  # fmt: skip
        if found:
            gaps[name] = sorted(found.items())
    query = "".join(_GAP.format(pattern) for pattern in GAPS.values())
    names = sorted(gaps, key=lambda k: (-len(gaps[k]), k))
    return [
        Table("gaps", "What is missing", (Column("gap"), Column("things", "things")),
              tuple((n, len(gaps[n])) for n in names),
              tuple(tuple(i for i, _ in gaps[n]) for n in names), query, "gaps"),
        Table("work", "Work list", (Column("gap"), Column("thing"), Column("label")),
              tuple((n, i, label) for n in names for i, label in gaps[n]),
              tuple((i,) for n in names for i, _ in gaps[n]), query, "gaps"),
    ]  # fmt: skip


def find_coverage(graph: SparqlGraph) -> Coverage | None:
    """Return what the record says that it should hold; None for graphs built elsewhere."""
    is_built = getattr(graph, "manifest", None) is not None
    return dataset_of(graph).coverage if is_built else None


def count_coverage(graph: SparqlGraph, coverage: Coverage) -> Table:
    """Return how much of what it should hold a graph does."""
    query = (
        "SELECT DISTINCT ?thing WHERE { { ?thing a ?type } UNION { ?thing dct:isReplacedBy ?x } }"
    )
    known = {row["thing"] for row in rows(graph, query)}
    forms = coverage.rows
    places = sorted({where for where, *_ in forms})
    cells: list[tuple[Value, ...]] = []
    ids = []
    for place in places:
        mine = [(form, key) for where, form, key in forms if where == place]
        lost = sorted({form for form, key in mine if key not in known})
        cells.append((place, len(mine), len(mine) - sum(k not in known for _, k in mine),
                      "; ".join(lost) or None))  # fmt: skip
        ids.append(tuple(sorted({key for _, key in mine if key in known})))
    return Table(
        "coverage", f"Things named in {coverage.title} that the graph holds",
        (Column("where"), Column("named", "things"), Column("in the graph", "things"),
         Column("missing")),
        tuple(cells), tuple(ids), query, "coverage",
    )  # fmt: skip
