"""What the record holds of advice: which topics like words had, and who said the same before."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from kg.engine.graph import SparqlGraph, text_of
from kg.ingest.proposals import Candidate
from kg.model.dates import PartialDate
from kg.retrieval.preparing import ranker_of
from kg.retrieval.ranker import SAME, RankedAdvice, Ranker

_ADVICE = """
SELECT ?advice ?report ?number ?text WHERE {
  ?advice nhsit:recommendedIn ?report ; dct:description ?text .
  OPTIONAL { ?advice nhsit:number ?number } }
"""
_TOPICS = "SELECT ?topic ?label WHERE { ?topic a skos:Concept ; skos:prefLabel ?label }"
_OFFERED = 3


@dataclass(frozen=True, slots=True)
class _Held:
    """A recommendation of the record."""

    report: str
    number: str
    text: str


@dataclass(slots=True)
class EarlierAdvice:
    """The recommendations of a record, to be asked what is like a text."""

    graph: SparqlGraph
    held: dict[str, _Held] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    """The labels of topics."""

    def __post_init__(self) -> None:
        slug = self.graph.space.slug
        for advice, report, number, text in self._rows(_ADVICE):
            self.held[slug(advice)] = _Held(slug(report), number, text)
        for topic, label in self._rows(_TOPICS):
            self.labels[slug(topic)] = label

    def _rows(self, query: str) -> Any:
        solutions: Any = self.graph.query(query)
        return [tuple(text_of(term) for term in solution) for solution in solutions]

    @property
    def _ranker(self) -> Ranker:
        return ranker_of(self.graph)

    def find(self, report: str, number: str) -> str:
        """Return the id of a recommendation that the record has, by its number; else nothing."""
        wanted = number.casefold()
        for advice, held in self.held.items():
            if held.report == report and held.number.casefold() == wanted:
                return advice
        return ""

    def topics(self, text: str) -> tuple[Candidate, ...]:
        """Return the topics that a text may be on, the likeliest first."""
        likely = self._ranker.guess_topics(text)
        best = sorted(likely, key=lambda topic: (-likely[topic], topic))[:_OFFERED]
        return tuple(
            Candidate(topic, self.labels[topic], _percent(likely[topic]), "as like advice is")
            for topic in best
        )

    def earlier(self, text: str, report: str, on: PartialDate | None) -> tuple[Candidate, ...]:
        """Return advice of other reports in the same sense, certainly given before a day.

        The likest first; where none says the same, the likest alone is offered if it is near.
        """
        ranked = [
            one
            for one in self._ranker.rank(text, on.days if on is not None else None)
            if self.held[one.id].report != report
        ]
        same = [one for one in ranked if one.grade == SAME]
        near = [one for one in ranked[:1] if one.score >= _NEAR * _MOST]
        return tuple(map(self._offer, same[:_OFFERED] or near))

    def _offer(self, one: RankedAdvice) -> Candidate:
        held = self.held[one.id]
        how = "in the same sense" if one.grade == SAME else "related"
        return Candidate(one.id, held.text, _percent(one.score / _MOST), f"{how}, {held.report}")


_MOST = 12.0
"""About the score of advice that says all of a text and nothing else."""
_NEAR = 0.4
"""The part of it from which advice is near."""


def _percent(share: float) -> float:
    return round(min(100 * share, 100.0), 1)
