"""How far the record has come: each measure a count, or a part of a whole, found by SPARQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.engine.graph import SparqlGraph
from kg.errors import UsageError
from kg.history.solutions import rows
from kg.model.nearest import did_you_mean

_NATIONAL = """?record nhsit:nationalTier ?tier . ?kind nhsit:begins true .
  ?fact a ?kind ; nhsit:tier ?tier ; nhsit:itRole ?role .
  FILTER(?role IN (nhsit:ItMain, nhsit:ItPart))"""
_GOES_ON = "{ ?fact nhsit:endedEarliest ?over } UNION { ?fact nhsit:aliveWhenRead true }"
_VIEW = "?fact nhsit:counts true ; nhsit:implementation ?verdict ."
_FACT = """?fact nhsit:evidence ?cite ; a ?type . FILTER(STRSTARTS(STR(?type), STR(nhsit:)))
  FILTER(?type NOT IN (nhsit:Source, nhsit:Citation))"""
_STATED = """?figure nhsit:figureOf ?fact ; nhsit:measure nhsit:RecommendationsMeasure ;
  nhsit:counts true ; nhsit:amount ?made ."""
_HELD = """{ SELECT ?fact (COUNT(DISTINCT ?advice) AS ?held) WHERE {
  ?advice a nhsit:Recommendation ; nhsit:recommendedIn ?fact ; nhsit:number ?number .
  FILTER(REGEX(?number, "^[0-9]|/[0-9]")) } GROUP BY ?fact }"""
_OFFICIAL = """?cite nhsit:source ?source .
  OPTIONAL { ?source nhsit:official ?said }
  OPTIONAL { ?source nhsit:sourceType/nhsit:official ?usual }
  OPTIONAL { ?source a nhsit:Legislation BIND(true AS ?law) }
  OPTIONAL { ?source ^nhsit:published/nhsit:tier/nhsit:sector nhsit:PublicSector
    BIND(true AS ?body) }
  FILTER(COALESCE(?said, ?usual, ?law, ?body, false))"""


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What is measured: the facts that count, and, of a share, the pattern of all of them.

    A `ceiling` measures what should be few.
    """

    name: str
    title: str
    held: str
    whole: str = ""
    is_ceiling: bool = False

    @property
    def query(self) -> str:
        """The SELECT of the facts that count."""
        return f"SELECT DISTINCT ?fact WHERE {{ {self.whole} {self.held} }}"


YARDSTICKS = (
    Yardstick(
        "national-started", "national things for IT that have a start",
        "?fact nhsit:bornEarliest ?born .", _NATIONAL,
    ),
    Yardstick(
        "national-fate", "national things for IT known to go on or to have ended",
        _GOES_ON, _NATIONAL,
    ),
    Yardstick(
        "national-dateless", "national things for IT without any date", _NATIONAL
        + " MINUS { ?fact nhsit:bornEarliest|nhsit:endedEarliest|nhsit:attestedFirst ?day }"
        " MINUS { ?fact nhsit:aliveWhenRead true }",
        is_ceiling=True,
    ),
    Yardstick(
        "national-weak", "national things for IT on encyclopedias alone", _NATIONAL
        + " FILTER NOT EXISTS { ?fact nhsit:evidence/nhsit:source ?source ."
        " FILTER NOT EXISTS { ?source nhsit:sourceType nhsit:Encyclopedia } }",
        is_ceiling=True,
    ),
    Yardstick(
        "systems-dated", "systems with a start that have ended or go on",
        f"?fact nhsit:bornEarliest ?born . {_GOES_ON}", "?fact a nhsit:System .",
    ),
    Yardstick("recommendations", "recommendations", "?fact a nhsit:Recommendation ."),
    Yardstick("reports-counted", "documents whose number of recommendations is known", _STATED),
    Yardstick(
        "reports-full", "documents held in full, by their own numbers",
        f"{_HELD} {_STATED} FILTER(?held >= ?made)"
    ),
    Yardstick(
        "verdicts-by-others", "verdicts of others, among those that say anything",
        "?fact prov:wasAttributedTo ?by . MINUS { ?by a nhsit:Project }",
        f"{_VIEW} FILTER(?verdict != nhsit:Unknown)",
    ),
    Yardstick(
        "unknown-sought", "unknown verdicts that were looked for, saying where",
        "?fact nhsit:evidence/nhsit:source ?source . FILTER(?source != ?report)"
        " FILTER NOT EXISTS { ?advice nhsit:evidence/nhsit:source ?source }",
        f"{_VIEW} FILTER(?verdict = nhsit:Unknown) ?fact nhsit:assesses ?advice ."
        " ?advice nhsit:recommendedIn ?report .",
    ),
    Yardstick(
        "responses", "official responses", "?fact nhsit:counts true ; nhsit:response ?said ."
    ),
    Yardstick("due", "recommendations with a due date", "?fact nhsit:dueEarliest ?due ."),
    Yardstick(
        "contracts-whole", "contracts with start, agreed end, value and ending, ended or running",
        "?fact nhsit:startEarliest ?start ; nhsit:agreedEndEarliest ?agreed ;"
        " nhsit:valueGBP ?value ; nhsit:ending ?how . FILTER(?how != nhsit:UnknownEnding)"
        " FILTER(?how = nhsit:Running || EXISTS { ?fact nhsit:endEarliest ?end })",
        "?fact a nhsit:Contract ; nhsit:counts true .",
    ),
    Yardstick(
        "tenures-closed", "tenures with both ends, or going on",
        "?fact nhsit:startEarliest ?start ; nhsit:end ?end .",
        "?fact a nhsit:Tenure ; nhsit:counts true .",
    ),
    Yardstick("incidents", "incidents", "?fact a nhsit:Incident ; nhsit:counts true ."),
    Yardstick(
        "laws-complete", "laws with day, citation and address",
        "?fact nhsit:dateEarliest ?day ; nhsit:dateLatest ?day ; dct:bibliographicCitation ?words ;"
        " nhsit:legislationUri ?address .",
        "?fact a nhsit:Legislation .",
    ),
    Yardstick("figures", "figures", "?fact a nhsit:Figure ; nhsit:counts true ."),
    Yardstick("identities", "codes of registers", "?fact a nhsit:DatedCode ; nhsit:counts true ."),
    Yardstick("official", "rows with an official source", _OFFICIAL, _FACT),
    Yardstick("located", "rows that say where in a source", "?cite nhsit:locator ?place .", _FACT),
)  # fmt: skip
"""Every measure, in the order in which they are told; a record sets floors by their names."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure with what was counted: the facts by id, and how many there are in all, of a share.

    `limit` is what the record wants at least, or of a ceiling at most; None where it says nothing.
    """

    stick: Yardstick
    facts: tuple[str, ...]
    whole: int | None
    limit: float | None

    @property
    def value(self) -> float:
        """What a limit is held against: a share in per cent, else the number."""
        if self.whole is None:
            return len(self.facts)
        return 100 * len(self.facts) / self.whole if self.whole else 0.0

    @property
    def is_kept(self) -> bool:
        """Whether the limit is kept; also where there is none."""
        if self.limit is None:
            return True
        return self.value <= self.limit if self.stick.is_ceiling else self.value >= self.limit

    def __str__(self) -> str:
        unit = "" if self.whole is None else f" % ({len(self.facts):,} of {self.whole:,})"
        return f"{self.stick.name}: {round(self.value, 1):g}{unit} {self.stick.title}"


def find_measures(graph: SparqlGraph, limits: Mapping[str, float]) -> Iterator[Measured]:
    """Yield each measure of a graph, with the limits that its record sets, by name.

    Raises UsageError for a limit on what is no measure.
    """
    known = [stick.name for stick in YARDSTICKS]
    for name in limits:
        if name not in known:
            hint = did_you_mean(name, known) or f"; expected {', '.join(known)}"
            raise UsageError(f"dataset.toml: floors: '{name}' is no measure{hint}")
    for stick in YARDSTICKS:
        facts = _facts(graph, stick.query)
        whole = f"SELECT DISTINCT ?fact WHERE {{ {stick.whole} }}"
        count = len(_facts(graph, whole)) if stick.whole else None
        yield Measured(stick, facts, count, limits.get(stick.name))


def find_broken(measured: Iterable[Measured]) -> Iterator[str]:
    """Yield, for each measure that does not keep its limit, what it is and what it should be."""
    for one in measured:
        if not one.is_kept and one.limit is not None:
            bound = "ceiling" if one.stick.is_ceiling else "floor"
            yield f"{one}; its {bound} is {one.limit:g}"


def _facts(graph: SparqlGraph, query: str) -> tuple[str, ...]:
    return tuple(sorted(row["fact"] for row in rows(graph, query)))
