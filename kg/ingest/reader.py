"""Read a document into proposals: what it names, and what it says, each with its place.

Everything is a proposal for a person. What a document names and the record has is kept beside the
text, where a page can show it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.index.index import Index
from kg.ingest.gazetteer import Gazetteer
from kg.ingest.mentions import Linker, Mention
from kg.ingest.newcomers import Newcomer, find_newcomers
from kg.ingest.papers.paper import Paper
from kg.ingest.proposals import TEXTS, Candidate, Passage, Proposal, keep_text
from kg.ingest.registers.drafts import make_slug
from kg.model.dates import PartialDate

READER = "read 1"
"""What a proposal names as its reader; the number changes with what is proposed."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What a document is: the source, the document of the record that it is, and its date."""

    source: str
    report: str
    on: PartialDate | None = None


@dataclass(slots=True)
class Reading:
    """What was read of one document."""

    paper: Paper
    origin: Origin
    text: str = ""
    mentions: list[Mention] = field(default_factory=list)
    newcomers: list[Newcomer] = field(default_factory=list)

    def passage(self, start: int, end: int, quote: str = "", locator: str = "") -> Passage:
        """Return some letters of the document as the place where something was read."""
        place = locator or self.paper.place(start)
        words = quote or self.paper.text[start:end]
        return Passage(self.origin.source, place, words, self.text, start, end)

    def cited(self, place: str) -> str:
        """Return the cell of sources that cites a place in the document."""
        return f"{self.origin.source}#{place}"


@dataclass(slots=True)
class DocumentReader:
    """Reads documents against a record."""

    index: Index
    gazetteer: Gazetteer = field(init=False)

    def __post_init__(self) -> None:
        self.gazetteer = Gazetteer(self.index)

    def read(self, paper: Paper, origin: Origin) -> Reading:
        """Return what a document names and says."""
        from hashlib import sha256

        reading = Reading(paper, origin, sha256(paper.text.encode()).hexdigest())
        reading.mentions = Linker(self.gazetteer, origin.on).link(paper)
        reading.newcomers = find_newcomers(paper, self.gazetteer, reading.mentions)
        return reading

    def propose(self, reading: Reading) -> list[Proposal]:
        """Return the proposals of a document, each once."""
        found = {one.digest: one for one in self._proposals(reading)}
        return list(found.values())

    def _proposals(self, reading: Reading) -> Iterator[Proposal]:
        for newcomer in reading.newcomers:
            yield _introduce(reading, newcomer)


def _introduce(reading: Reading, newcomer: Newcomer) -> Proposal:
    """Return the row that something new would have."""
    cells = {"id": make_slug(newcomer.name), "label": newcomer.name}
    if newcomer.cls:
        cells["type"] = newcomer.cls
    passage = reading.passage(newcomer.start, newcomer.end, newcomer.name)
    cells["sources"] = reading.cited(passage.locator)
    return Proposal(newcomer.table, cells, (passage,), READER)


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
