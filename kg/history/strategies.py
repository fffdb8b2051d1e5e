"""The lives of strategies: from publication until another document is said to supersede them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from kg.engine.graph import SparqlGraph
from kg.history.lives import Life
from kg.history.solutions import rows, to_span
from kg.model.dates import NEVER, Span

STRATEGIES = """
SELECT * WHERE {
  ?strategy a nhsit:Strategy .
  OPTIONAL { ?strategy skos:prefLabel ?label }
  OPTIONAL { ?strategy nhsit:dateEarliest ?bornEarliest ; nhsit:dateLatest ?bornLatest }
  OPTIONAL {
    ?claim a nhsit:Claim ; nhsit:counts true ;
           rdf:predicate nhsit:supersedes ; rdf:object ?strategy ; rdf:subject ?heir .
    OPTIONAL { ?claim nhsit:confidence ?confidence }
    OPTIONAL { ?claim nhsit:startEarliest ?saidEarliest ; nhsit:startLatest ?saidLatest }
    OPTIONAL { ?heir nhsit:dateEarliest ?heirEarliest ; nhsit:dateLatest ?heirLatest }
    OPTIONAL { ?heir skos:prefLabel ?heirLabel }
  }
}"""


@dataclass(frozen=True, slots=True)
class Supersession:
    """A claim that a document superseded a strategy; `day` is the claim's, else the document's."""

    strategy: str
    heir: str
    heir_label: str
    claim: str
    confidence: str
    day: Span | None


def read_strategies(
    graph: SparqlGraph, as_of: date | None
) -> tuple[list[Life], dict[str, list[Supersession]]]:
    """Return the strategies as lives, and the claims that superseded each, the first one first.

    One that nothing superseded by the day that counts as now, or only on an unknown day, is
    followed until that day.
    """
    now = Span(as_of, as_of) if as_of else None
    found: dict[str, Life] = {}
    ends: dict[str, dict[tuple[str, str], Supersession]] = {}
    for row in rows(graph, STRATEGIES):
        id_ = row["strategy"]
        born = to_span(row.get("bornEarliest"), row.get("bornLatest"))
        life = Life(id_, row.get("label", id_), "Strategy", born, None, now)
        found[id_] = min(found.get(id_, life), life, key=lambda x: (x.label, str(x.born)))
        said = _read(row)
        if said is not None and not _is_to_come(said, as_of):
            ends.setdefault(id_, {})[said.claim, said.heir] = said
    in_order = {id_: sorted(said.values(), key=_order) for id_, said in ends.items()}
    lives = [_ended(found[id_], in_order.get(id_, [])) for id_ in sorted(found)]
    return lives, in_order


def _read(row: dict[str, str]) -> Supersession | None:
    if "heir" not in row or row["heir"] == row["strategy"]:
        return None
    said = to_span(row.get("saidEarliest"), row.get("saidLatest"))
    return Supersession(
        strategy=row["strategy"],
        heir=row["heir"],
        heir_label=row.get("heirLabel", row["heir"]),
        claim=row["claim"],
        confidence=row.get("confidence", "not recorded").lower(),
        day=said or to_span(row.get("heirEarliest"), row.get("heirLatest")),
    )


def _is_to_come(said: Supersession, as_of: date | None) -> bool:
    return said.day is not None and as_of is not None and said.day.earliest > as_of


def _order(said: Supersession) -> tuple[date, date, str, str]:
    day = said.day or NEVER
    return day.latest, day.earliest, said.claim, said.heir


def _ended(life: Life, ends: list[Supersession]) -> Life:
    if not ends or ends[0].day is None:
        return life
    return replace(life, ended=ends[0].day)
