"""Read a document into proposals: what it names, recommends, answers, and says happened.

Everything is a proposal for a person. What a document names and the record has is kept beside the
text, where a page can show it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from kg.engine.graph import SparqlGraph
from kg.index.index import Index
from kg.ingest.documents.advice_lists import HEADING
from kg.ingest.documents.earlier_advice import EarlierAdvice
from kg.ingest.documents.gazetteer import Gazetteer
from kg.ingest.documents.language_model import Door
from kg.ingest.documents.mentions import Linker, Mention
from kg.ingest.documents.newcomers import Newcomer, find_newcomers
from kg.ingest.documents.papers.paper import Paper, Style
from kg.ingest.documents.readings import READER, Origin, Reading
from kg.ingest.documents.recommended import AdviceFinder
from kg.ingest.documents.responses import find_responses
from kg.ingest.documents.rows_of_advice import AdviceRows
from kg.ingest.documents.rows_of_happenings import HappeningRows
from kg.ingest.proposals import TEXTS, Candidate, Proposal, keep_text
from kg.ingest.registers.drafts import make_slug

_FEWEST = 4
"""Words of a title at the least, where a heading has so many."""
_TITLE = 200
"""Letters of a title at the most."""


@dataclass(slots=True)
class DocumentReader:
    """Reads documents against a record."""

    graph: SparqlGraph
    index: Index
    gazetteer: Gazetteer = field(init=False)
    _advice: AdviceRows = field(init=False)
    _happenings: HappeningRows = field(init=False)

    def __post_init__(self) -> None:
        self.gazetteer = Gazetteer(self.index)
        self._advice = AdviceRows(self.gazetteer, EarlierAdvice(self.graph))
        self._happenings = HappeningRows(self.index)

    def read(self, paper: Paper, origin: Origin, door: Door | None = None) -> Reading:
        """Return what a document names and says."""
        reading = Reading(paper, origin, sha256(paper.text.encode()).hexdigest())
        reading.mentions = Linker(self.gazetteer, origin.on).link(paper)
        reading.newcomers = find_newcomers(paper, self.gazetteer, reading.mentions)
        reading.advice = AdviceFinder(paper).find()
        reading.responses = find_responses(paper, reading.advice)
        reading.happenings = self._happenings.find(reading)
        if door is not None:
            reading.model = door.name
            reading.told = self._happenings.ask(reading, door)
        return reading

    def propose(self, reading: Reading) -> list[Proposal]:
        """Return the proposals of a document, each once."""
        found = {one.digest: one for one in self._proposals(reading)}
        return list(found.values())

    def _proposals(self, reading: Reading) -> Iterator[Proposal]:
        origin = reading.origin
        is_own = origin.report in (origin.source, f"{origin.source}-report")
        if reading.advice and is_own and self.index.entity(origin.report) is None:
            yield _name_document(reading)
        for newcomer in reading.newcomers:
            yield _introduce(reading, newcomer)
        yield from self._advice.propose(reading)
        yield from self._happenings.propose(reading)


def _introduce(reading: Reading, newcomer: Newcomer) -> Proposal:
    """Return the row that something new would have."""
    cells = {"id": make_slug(newcomer.name), "label": newcomer.name}
    if newcomer.cls:
        cells["type"] = newcomer.cls
    passage = reading.passage(*newcomer.places[0], newcomer.name)
    cells["sources"] = reading.cited(passage.locator)
    return Proposal(newcomer.table, cells, (passage,), READER)


def _name_document(reading: Reading) -> Proposal:
    """Return the row of a report that the record does not have, by its first heading."""
    paper, origin = reading.paper, reading.origin
    headings = (block for block in paper.blocks if block.style is Style.HEADING)
    titles = [block for block in headings if not HEADING.fullmatch(paper.words(block))]
    long = (block for block in titles if len(paper.words(block).split()) >= _FEWEST)
    first = next(long, titles[0] if titles else paper.blocks[0])
    title = paper.words(first).strip("#* ")[:_TITLE]
    cells = {"id": origin.report, "type": "Report", "label": title, "sources": origin.source}
    if origin.on is not None:
        cells["date"] = origin.on.text
    return Proposal("documents", cells, (reading.passage(first.start, first.end, title),), READER)


def keep_reading(inbox: Path, reading: Reading) -> None:
    """Keep the text of a document in an inbox, and beside it its pages and what it names."""
    name = keep_text(inbox, reading.paper.text)
    held: Mapping[str, object] = {
        "source": reading.origin.source,
        "pages": reading.paper.pages,
        "mentions": [_plain(mention) for mention in reading.mentions],
    }
    path = inbox / TEXTS / f"{name}.json"
    path.write_text(json.dumps(held, ensure_ascii=False, indent=1) + "\n", "utf8", newline="\n")


def _plain(mention: Mention) -> dict[str, object]:
    def plain(one: Candidate) -> dict[str, object]:
        return {name: getattr(one, name) for name in one.__slots__}

    held: dict[str, object] = {"start": mention.start, "end": mention.end, "text": mention.text}
    held |= {"id": mention.id, "how": mention.how, "kind": mention.kind}
    return held | {"candidates": [plain(one) for one in mention.candidates]}
