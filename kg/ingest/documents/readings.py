"""What was read of one document, and how a proposal says where."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.ingest.documents.happenings import Happening
from kg.ingest.documents.mentions import Mention
from kg.ingest.documents.newcomers import Newcomer
from kg.ingest.documents.papers.paper import Paper
from kg.ingest.documents.responses import StatedResponse
from kg.ingest.documents.stated_advice import StatedAdvice
from kg.ingest.proposals import Passage
from kg.model.dates import PartialDate

READER = "read 2"
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
    advice: list[StatedAdvice] = field(default_factory=list)
    responses: list[StatedResponse] = field(default_factory=list)
    happenings: list[Happening] = field(default_factory=list)
    told: list[Happening] = field(default_factory=list)
    """What a model said that the document says, where one was asked."""
    model: str = ""

    def passage(self, start: int, end: int, quote: str = "", locator: str = "") -> Passage:
        """Return some letters of the document as the place where something was read."""
        place = locator or self.paper.place(start)
        words = quote or self.paper.text[start:end]
        return Passage(self.origin.source, place, words, self.text, start, end)

    def cited(self, place: str) -> str:
        """Return the cell of sources that cites a place in the document."""
        return f"{self.origin.source}#{place}"
