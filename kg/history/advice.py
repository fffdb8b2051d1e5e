"""The recommendations of a graph with their verdicts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.engine.graph import SparqlGraph
from kg.history.record import Span, rows, to_span

PROJECT = "project"
"""Whose verdicts are the makers' own reading of the sources."""

ADVICE = """
SELECT * WHERE {
  ?recommendation a nhsit:Recommendation ; nhsit:recommendedIn ?report .
  OPTIONAL { ?recommendation nhsit:number ?number }
  OPTIONAL { ?recommendation dct:description ?text }
  OPTIONAL { ?recommendation nhsit:contested ?contested }
  OPTIONAL { ?report skos:prefLabel ?label }
  OPTIONAL { ?report nhsit:dateEarliest ?earliest ; nhsit:dateLatest ?latest }
}"""
TOPICS = """
SELECT * WHERE { ?recommendation a nhsit:Recommendation ; nhsit:topic ?topic .
  OPTIONAL { ?topic skos:prefLabel ?label } }"""
ADDRESSEES = """
SELECT * WHERE { ?recommendation a nhsit:Recommendation ; nhsit:addressedTo ?addressee .
  OPTIONAL { ?addressee skos:prefLabel ?label }
  OPTIONAL { ?addressee nhsit:endedEarliest ?earliest ; nhsit:endedLatest ?latest } }"""
VERDICTS = """
SELECT * WHERE {
  ?assessment nhsit:assesses ?recommendation ; nhsit:implementation ?verdict ;
              prov:wasAttributedTo ?by .
  OPTIONAL { ?by skos:prefLabel ?label }
  OPTIONAL { ?assessment nhsit:dateEarliest ?earliest ; nhsit:dateLatest ?latest }
  OPTIONAL { ?assessment nhsit:rank ?rank }
  FILTER(!BOUND(?rank) || ?rank != nhsit:Deprecated)
}"""
REITERATES = "SELECT * WHERE { ?recommendation nhsit:reiterates ?earlier }"

OUTCOMES = ("Enacted", "PartlyEnacted", "NotEnacted", "InProgress", "Superseded")
"""Verdicts that say something; Unknown says that nothing was found."""

ENACTED = "Enacted"
CONTESTED = "contested"
UNSETTLED = "not settled"
UNKNOWN = "Unknown"
UNASSESSED = "not assessed"


@dataclass(frozen=True, slots=True)
class View:
    """What an assessor says became of a recommendation."""

    id: str
    by: str
    by_label: str
    verdict: str
    day: Span | None


@dataclass(slots=True)
class Advice:
    """A recommendation; `ends` holds the end of each addressee that has ended."""

    id: str
    text: str
    report: str
    report_label: str
    day: Span | None
    is_contested: bool
    topics: dict[str, str] = field(default_factory=dict)
    addressees: dict[str, str] = field(default_factory=dict)
    ends: dict[str, Span] = field(default_factory=dict)
    views: list[View] = field(default_factory=list)
    reiterates: set[str] = field(default_factory=set)

    @property
    def verdict(self) -> str:
        """What became of it: the latest view that says something, unless views are contested."""
        if self.is_contested:
            return CONTESTED
        telling = self.telling
        if not telling:
            return UNKNOWN if self.views else UNASSESSED
        said = {view.verdict for view in telling}
        return said.pop() if len(said) == 1 else UNSETTLED

    @property
    def telling(self) -> list[View]:
        """The latest views other than Unknown; several where they were given on one day."""
        views = [view for view in self.views if view.verdict != UNKNOWN]
        last = max((_last(view) for view in views), default="")
        return [view for view in views if _last(view) == last]

    @property
    def is_own_reading(self) -> bool:
        """Whether the verdict rests on this project's reading of the sources alone."""
        if self.is_contested:
            return False
        return bool(self.telling) and all(view.by == PROJECT for view in self.telling)


def read_advice(graph: SparqlGraph) -> tuple[list[Advice], dict[str, bool]]:
    """Return the recommendations by id, and those numbered `all` with whether they are contested.

    A row numbered `all` stands for a whole document and counts as no recommendation.
    """
    found: dict[str, Advice] = {}
    whole: dict[str, bool] = {}
    for row in rows(graph, ADVICE):
        key = row["recommendation"]
        if row.get("number", "").casefold() == "all":
            whole[key] = row.get("contested") == "true"
            continue
        found.setdefault(key, Advice(
            key, row.get("text", ""), row["report"], row.get("label", row["report"]),
            to_span(row.get("earliest"), row.get("latest")), row.get("contested") == "true",
        ))  # fmt: skip
    for row in rows(graph, TOPICS):
        if row["recommendation"] in found:
            topics = found[row["recommendation"]].topics
            topics[row["topic"]] = row.get("label", row["topic"])
    for row in rows(graph, ADDRESSEES):
        if row["recommendation"] in found:
            advice = found[row["recommendation"]]
            advice.addressees[row["addressee"]] = row.get("label", row["addressee"])
            end = to_span(row.get("earliest"), row.get("latest"))
            if end is not None:
                advice.ends[row["addressee"]] = end
    _add_views(graph, found)
    for row in rows(graph, REITERATES):
        if row["recommendation"] in found:
            found[row["recommendation"]].reiterates.add(row["earlier"])
    return [found[key] for key in sorted(found)], whole


def _add_views(graph: SparqlGraph, found: dict[str, Advice]) -> None:
    for row in rows(graph, VERDICTS):
        if row["recommendation"] in found:
            day = to_span(row.get("earliest"), row.get("latest"))
            view = View(row["assessment"], row["by"], row.get("label", row["by"]),
                        row["verdict"], day)  # fmt: skip
            found[row["recommendation"]].views.append(view)
    for advice in found.values():
        advice.views.sort(key=lambda view: (_last(view), view.id, view.by))


def spell(verdict: str) -> str:
    """Return a verdict in words.

    >>> spell("PartlyEnacted")
    'partly enacted'
    """
    return "".join(f" {c.lower()}" if c.isupper() else c for c in verdict).strip()


def tally(advice: Iterable[Advice]) -> Counter[str]:
    """Return how many recommendations have each verdict."""
    return Counter(one.verdict for one in advice)


def group_by(pairs: Iterable[tuple[str, Advice]]) -> dict[str, list[Advice]]:
    """Return what stands under each key, keys in order."""
    found: dict[str, list[Advice]] = defaultdict(list)
    for key, advice in pairs:
        found[key].append(advice)
    return dict(sorted(found.items()))


def _last(view: View) -> str:
    return view.day.latest.isoformat() if view.day else ""
