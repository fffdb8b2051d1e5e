"""Recommendations and their answers as rows that a person may accept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.ingest.documents.addressees import Addressed, find_addressed, parts_of
from kg.ingest.documents.earlier_advice import EarlierAdvice
from kg.ingest.documents.gazetteer import Gazetteer
from kg.ingest.documents.mentions import local_names
from kg.ingest.documents.readings import READER, Reading
from kg.ingest.documents.responses import StatedResponse
from kg.ingest.documents.stated_advice import StatedAdvice
from kg.ingest.proposals import Candidate, Proposal
from kg.ingest.registers.drafts import make_slug
from kg.model.spelling import count

_DEPARTMENT = re.compile(r"(?:Department|Ministry|Cabinet Office|HM Treasury|\w+ Government)\b")
_OFFERED = 3
"""Departments that are offered at the most."""
_QUOTED = 300
"""Letters of an answer that a proposal quotes; of a recommendation it quotes all."""


@dataclass(frozen=True, slots=True)
class AdviceRows:
    """Makes rows of what a document recommends and answers."""

    gazetteer: Gazetteer
    record: EarlierAdvice

    def propose(self, reading: Reading) -> Iterator[Proposal]:
        """Yield a row for each recommendation, and for each answer."""
        stated = [one for one in reading.advice if one.text]
        local = local_names(reading.mentions)
        report, on = reading.origin.report, reading.origin.on
        for one in stated:
            candidates = {
                "topics": self.record.topics(one.text),
                "reiterates": self.record.earlier(one.text, report, on),
            }
            addressed = find_addressed(one.text, self.gazetteer, on, local, one.to)
            yield self._recommendation(reading, one, addressed, candidates)
        for answer in reading.responses:
            for by in self._who(answer):
                yield self._assessment(reading, answer, by, local)

    def id_of(self, report: str, number: str) -> str:
        """Return the id that a recommendation has in the record, or would have."""
        return self.record.find(report, number) or make_slug(f"{report} r{number}")

    def _recommendation(
        self,
        reading: Reading,
        one: StatedAdvice,
        addressed: Addressed | None,
        candidates: Mapping[str, Sequence[Candidate]],
    ) -> Proposal:
        report = reading.origin.report
        passage = reading.passage(one.start, one.end, one.text)
        others = (reading.passage(start, end) for start, end in one.also)
        cells = {"id": self.id_of(report, one.number), "report": report, "number": one.number}
        cells["summary"] = one.text
        named = {}
        offered = {column: tuple(found) for column, found in candidates.items() if found}
        if addressed is not None:
            named["addressed_to"] = addressed.words
            if addressed.is_whole:
                cells["addressed_to"] = "|".join(addressed.ids)
            else:
                cells["addressee_note"] = addressed.words
                if addressed.candidates:
                    offered["addressed_to"] = addressed.candidates
        cells["sources"] = reading.cited(passage.locator)
        return Proposal(
            "recommendations", cells, (passage, *others), READER, candidates=offered, named=named
        )

    def _departments(self, reading: Reading) -> tuple[Candidate, ...]:
        """Return who may answer as "the government": the departments that a document names most."""
        times = Counter(mention.id for mention in reading.mentions if mention.id)
        found = []
        for slug, number in times.most_common():
            entity = self.gazetteer.index.entity(slug)
            if entity is not None and _DEPARTMENT.match(entity.label):
                reason = f"named {count(number, 'time')} here"
                found.append(Candidate(slug, entity.label, 0.0, reason))
        return tuple(found[:_OFFERED])

    def _who(self, answer: StatedResponse) -> Sequence[str]:
        """Return the words for each of those who give an answer: each answers for itself."""
        return list(parts_of(answer.by, self.gazetteer)) or [""]

    def _assessment(
        self, reading: Reading, answer: StatedResponse, by: str, local: Mapping[str, str]
    ) -> Proposal:
        origin = reading.origin
        passage = reading.passage(answer.start, answer.end, answer.text[:_QUOTED])
        cells = {
            "recommendation": self.id_of(origin.report, answer.advice.number),
            "facet": "response",
            "date": origin.on.text if origin.on else "",
            "sources": reading.cited(passage.locator),
        }
        named, offered = {}, {}
        if answer.verdict:
            cells["verdict"] = answer.verdict
        else:
            named["verdict"] = "no verdict is said"
        by = by or "who answers"
        named["by"] = by
        found = find_addressed(f"{by} should", self.gazetteer, origin.on, dict(local), by)
        if found is not None and found.is_whole and len(found.ids) == 1:
            cells["by"] = found.ids[0]
        elif found is not None and found.candidates:
            offered["by"] = found.candidates
        if not cells.get("by") and not offered.get("by"):
            offered["by"] = self._departments(reading)
        filled = {column: cell for column, cell in cells.items() if cell}
        return Proposal("assessments", filled, (passage,), READER, candidates=offered, named=named)
