"""A small record with an inbox beside it, for the tests of what is decided and taken in."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from kg.ingest.judging.decisions import Decision, keep_decision
from kg.ingest.judging.inbox import Inbox
from kg.ingest.proposals import Candidate, Passage, Proposal, write_proposals
from kg.make.accepting import Acceptance, accept
from tests.conftest import ROOT, write_tables
from tests.ingest.parishes import PARISHES

DAY = "2020-01-01"


def read_in(quote: str, source: str = "src", locator: str = "p. 2", text: str = "") -> Passage:
    return Passage(source, locator, quote, text, 0, len(quote) if text else 0)


CODE = Proposal(
    "identities",
    {"entity": "north-trust", "scheme": "ods", "code": "RNN", "start": "1993-04-01"},
    (read_in("RNN, NORTH HOSPITAL"),),
    "ods 1",
)
"""A code of something that the record has none of."""
SAID = Proposal(
    "identities",
    {"entity": "pcg-vale", "scheme": "ods", "code": "09V"},
    (read_in("09V, VALE"),),
    "ods 1",
)
"""What a row says already."""
CLOSER = Proposal(
    "bodies",
    {"id": "department", "start": "1980-02-01"},
    (read_in("since 1 February 1980"),),
    "ods 1",
)
"""A day for which the record has the year."""
AGAINST = Proposal(
    "bodies",
    {"id": "regulator", "end": "2016-04-01"},
    (read_in("Regulator, closed 2016"),),
    "govuk 1",
)
"""Another end than the record's."""
OPEN = Proposal(
    "identities",
    {"scheme": "ods", "code": "RYE"},
    (read_in("RYE, LINE DIRECT"),),
    "ods 1",
    candidates={"entity": (Candidate("line-direct", "Line Direct NHS Trust", 100.0, "same name"),)},
    named={"entity": "LINE DIRECT"},
)
"""A name that a person is to match."""
SENTENCE = (
    "The Department should publish, by the end of each year, what it has spent on the programme."
)
COPIED = Proposal(
    "bodies",
    {"id": "regulator", "description": SENTENCE},
    (read_in(SENTENCE, text="0" * 64),),
    "read 1",
)
"""What a body is, in the words of a document."""
EVERY = (CODE, SAID, CLOSER, AGAINST, OPEN)


@dataclass(frozen=True)
class Place:
    """A folder with a record in `data/` and an `inbox/`."""

    folder: Path

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def inbox(self) -> Path:
        return self.folder / "inbox"

    def open(self) -> Inbox:
        return Inbox.open(self.inbox, self.data, ROOT / "ontology")

    def decide(self, proposal: Proposal, judgement: str = "accepted", **cells: str) -> Decision:
        decision = Decision(proposal.digest, judgement, "me", DAY, cells=cells)
        keep_decision(self.inbox, self.open().base, decision)
        return decision

    def accept(self, *, is_dry: bool = False) -> Acceptance:
        """Take in all that is decided and not taken in yet."""
        decided = [(one.proposal, one.decision) for one in self.open().all() if one.decision]
        return accept(self.inbox, self.data, ROOT / "ontology", decided, is_dry=is_dry)

    def state(self, proposal: Proposal) -> str:
        """Return how a proposal is seen: its state, what was decided, what the record holds."""
        [one] = self.open().find([proposal.digest])
        decided = one.decision.judgement if one.decision else ""
        return " ".join(filter(None, [str(one.standing.state), decided, one.judged.upper()]))

    def rows(self, table: str) -> list[list[str]]:
        return [line.cells for line in self.open().record.tables[table].rows]

    def files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in sorted(self.data.iterdir())}


def make_place(folder: Path) -> Place:
    """Write the record of parishes and an inbox with all the proposals into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    write_tables(folder, PARISHES)
    shutil.copytree(ROOT / "ontology", folder / "ontology")
    write_proposals(folder / "inbox", EVERY)
    return Place(folder)
