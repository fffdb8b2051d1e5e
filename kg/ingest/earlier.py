"""What the record holds of advice: which topics like words had, and who said the same before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kg.engine.graph import SparqlGraph, text_of
from kg.ingest.proposals import Candidate
from kg.model.dates import PartialDate
from kg.statistics.likeness import Vector, weigh

_ADVICE = """
SELECT ?advice ?report ?number ?text ?date WHERE {
  ?advice nhsit:recommendedIn ?report ; dct:description ?text .
  OPTIONAL { ?advice nhsit:number ?number } OPTIONAL { ?report nhsit:date ?date } }
"""
_TOPICS = "SELECT ?advice ?topic WHERE { ?advice nhsit:topic ?topic }"
_DEFINED = """
SELECT ?topic ?label ?words WHERE { ?topic a skos:Concept ; skos:prefLabel ?label .
  ?advice nhsit:topic ?topic . OPTIONAL { ?topic skos:definition ?words } }
"""
_OFFERED = 3
_LIKE = 0.3
"""Likeness, of 1, from which earlier advice is offered."""
_NEIGHBOURS = 12
"""Pieces of advice that say which topics like words had."""
_NEW = "new:"


@dataclass(frozen=True, slots=True)
class _Held:
    """A recommendation of the record."""

    report: str
    number: str
    text: str
    date: str


@dataclass(slots=True)
class EarlierAdvice:
    """The recommendations of a record, with their topics."""

    graph: SparqlGraph
    held: dict[str, _Held] = field(default_factory=dict)
    topics: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    labels: dict[str, str] = field(default_factory=dict)
    defined: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        slug = self.graph.space.slug
        for advice, report, number, text, date in self._rows(_ADVICE):
            self.held[slug(advice)] = _Held(slug(report), number, text, date)
        for advice, topic in self._rows(_TOPICS):
            self.topics[slug(advice)].append(slug(topic))
        for topic, label, words in self._rows(_DEFINED):
            self.labels[slug(topic)] = label
            self.defined[slug(topic)] = f"{label} {words}"

    def _rows(self, query: str) -> Any:
        solutions: Any = self.graph.query(query)
        return [tuple(text_of(term) for term in solution) for solution in solutions]

    def find(self, report: str, number: str) -> str:
        """Return the id of a recommendation that the record has, by its number; else nothing."""
        wanted = number.casefold()
        for advice, held in self.held.items():
            if held.report == report and held.number.casefold() == wanted:
                return advice
        return ""

    def compare(self, texts: Mapping[str, str]) -> ComparedTexts:
        """Return some texts beside the advice of the record, to be asked for what they are like."""
        every = {advice: held.text for advice, held in self.held.items()}
        every |= self.defined
        every |= {_NEW + name: text for name, text in texts.items()}
        return ComparedTexts(self, weigh(every))


@dataclass(slots=True)
class ComparedTexts:
    """Texts beside the advice of the record."""

    record: EarlierAdvice
    _vectors: Mapping[str, Vector]
    _postings: dict[str, list[tuple[str, float]]] = field(default_factory=lambda: defaultdict(list))
    _scores: dict[str, dict[str, float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, vector in self._vectors.items():
            if not name.startswith(_NEW):
                for word, weight in vector.items():
                    self._postings[word].append((name, weight))

    def topics(self, name: str) -> tuple[Candidate, ...]:
        """Return the topics that a text may be on, the likeliest first."""
        record, scores = self.record, defaultdict[str, float](float)
        because: dict[str, str] = {}
        for likeness, advice in self._nearest(name)[:_NEIGHBOURS]:
            for topic in record.topics[advice]:
                scores[topic] += likeness
                because.setdefault(topic, f"as {advice}")
        for topic in record.defined:
            likeness = self._likeness(name).get(topic, 0.0)
            if likeness:
                scores[topic] += likeness
                because.setdefault(topic, "by its definition")
        best = sorted(scores, key=lambda topic: (-scores[topic], topic))[:_OFFERED]
        return tuple(
            Candidate(t, record.labels[t], round(min(100 * scores[t], 100.0), 1), because[t])
            for t in best
        )

    def earlier(self, name: str, report: str, on: PartialDate | None) -> tuple[Candidate, ...]:
        """Return advice of other reports in like words, made before a day, the likest first."""
        found: list[Candidate] = []
        for likeness, advice in self._nearest(name):
            held = self.record.held[advice]
            if likeness < _LIKE or len(found) == _OFFERED:
                break
            made = PartialDate.parse(held.date) if held.date else None
            if held.report != report and not (made and on and on.is_before(made) is True):
                score = round(100 * likeness, 1)
                found.append(Candidate(advice, held.text, score, f"in like words, {held.report}"))
        return tuple(found)

    def _nearest(self, name: str) -> list[tuple[float, str]]:
        """Return the advice of the record that shares words with a text, the likest first."""
        scores, held = self._likeness(name), self.record.held
        found = ((score, advice) for advice, score in scores.items() if advice in held)
        return sorted(found, key=lambda pair: (-pair[0], pair[1]))

    def _likeness(self, name: str) -> dict[str, float]:
        """Return how like a text is to everything in the record that shares a word with it."""
        found = self._scores.get(name)
        if found is None:
            sums: dict[str, float] = defaultdict(float)
            for word, weight in sorted(self._vectors[_NEW + name].items()):
                for other, theirs in self._postings.get(word, ()):
                    sums[other] += weight * theirs
            found = self._scores[name] = {other: round(score, 9) for other, score in sums.items()}
        return found
