"""What a machine read, put to a person: a row that may be made, where it was read, and how it was.

A proposal is known by what it says and not by where it stood, so that it is the same one after the
file was renamed, paginated otherwise or lengthened; a judgement of it holds for good.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from kg.errors import UsageError
from kg.model import schema

PROPOSALS = "proposals.jsonl"
TEXTS = "texts"
MODALITIES = ("asserted", "reported", "planned")
"""How what was read is said: in the source's own voice, in somebody else's, or of the future."""

_DIGITS = 16
_BESIDE = ("id", "note", "description", "sources")
"""Columns that do not make a row what it is."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Where in a source something was read.

    `source` is the id of the source and `locator` its page, paragraph or record. `quote` are the
    words; of a register, the cells of its record. `text` is the SHA-256 of the text that the
    inbox keeps, `start` and `end` the letters of the quote in it.
    """

    source: str
    locator: str = ""
    quote: str = ""
    text: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing of the record that a cell may mean, with how near it is (0 to 100) and why."""

    id: str
    label: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A row that may be made.

    `cells` are column -> cell, as the table would hold them; a cell that nobody could match to a
    thing of the record is empty, and `candidates` (column -> things, the likeliest first) and
    `named` (column -> the name that was read) say what it may be. `reader` names what read it,
    with its version.
    """

    table: str
    cells: Mapping[str, str]
    passages: tuple[Passage, ...]
    reader: str
    modality: str = "asserted"
    candidates: Mapping[str, tuple[Candidate, ...]] = field(default_factory=dict)
    named: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, ...]:
        """The cells that make the row what it is, or the names read where they are not known."""
        table = schema.BY_NAME[self.table]
        columns = table.key or tuple(name for name in table.names if name not in _BESIDE)
        return tuple(self.named.get(name) or self.cells.get(name, "") for name in columns)

    @property
    def is_open(self) -> bool:
        """Whether a cell is still to be matched by a person."""
        return any(not self.cells.get(column) for column in self.named)

    @property
    def digest(self) -> str:
        """What the proposal is known by: a digest of its table, key, words and sources.

        Of a text that says it again elsewhere, its first words count alone.
        """
        return self._digest(self.passages[:1] if self.passages[0].text else self.passages)

    @property
    def aliases(self) -> list[str]:
        """The digests that it would have, had another of its places in a text come first."""
        later = self.passages[1:] if self.passages[0].text else ()
        return [self._digest((passage,)) for passage in later]

    def _digest(self, known: Sequence[Passage]) -> str:
        said = ["".join(passage.quote.split()) for passage in known]
        sources = [passage.source for passage in known]
        whole = json.dumps([self.table, *self.key, said, sources], ensure_ascii=False)
        return sha256(whole.encode()).hexdigest()[:_DIGITS]


def write_proposals(inbox: Path, proposals: Iterable[Proposal]) -> tuple[int, int]:
    """Add proposals to an inbox, which is made if need be; each stands in it once.

    One that is read again takes the place of what it was. Returns how many are new, and how many
    stand there now.
    """
    held = {proposal.digest: proposal for proposal in read_proposals(inbox)}
    before = len(held)
    held.update((proposal.digest, proposal) for proposal in proposals)
    begin_inbox(inbox)
    lines = (json.dumps(_to_json(p), ensure_ascii=False) + "\n" for _, p in sorted(held.items()))
    part = inbox / f".{PROPOSALS}.part"
    part.write_text("".join(lines), "utf8", newline="\n")
    part.replace(inbox / PROPOSALS)
    return len(held) - before, len(held)


def read_proposals(inbox: Path) -> Iterator[Proposal]:
    """Yield the proposals of an inbox in the order of their digests; none where there is none.

    Raises UsageError, with the line, for what is no proposal.
    """
    file = inbox / PROPOSALS
    if not file.is_file():
        return
    for number, line in enumerate(file.read_bytes().splitlines(), start=1):
        try:
            yield _from_json(json.loads(line))
        except (ValueError, KeyError, TypeError, AttributeError):
            raise UsageError(
                f"{file}:{number}: is no proposal; take the line out, or move the file away "
                "and import again"
            ) from None


def begin_inbox(inbox: Path) -> None:
    """Make the folder of an inbox, which a version control leaves alone."""
    (inbox / TEXTS).mkdir(parents=True, exist_ok=True)
    ignore = inbox / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", "utf8")


def keep_text(inbox: Path, text: str) -> str:
    """Keep a text that was read in an inbox, and return its SHA-256, by which passages name it."""
    begin_inbox(inbox)
    name = sha256(text.encode()).hexdigest()
    (inbox / TEXTS / f"{name}.txt").write_text(text, "utf8", newline="\n")
    return name


def _to_json(proposal: Proposal) -> dict[str, object]:
    def plain(item: Passage | Candidate) -> dict[str, object]:
        return {name: getattr(item, name) for name in item.__slots__}

    return {
        "id": proposal.digest,
        "table": proposal.table,
        "cells": dict(proposal.cells),
        "passages": [plain(passage) for passage in proposal.passages],
        "reader": proposal.reader,
        "modality": proposal.modality,
        "candidates": {
            column: [plain(candidate) for candidate in found]
            for column, found in proposal.candidates.items()
        },
        "named": dict(proposal.named),
    }


def _from_json(record: Mapping[str, object]) -> Proposal:
    held: dict[str, object] = {name: value for name, value in record.items() if name != "id"}
    passages, candidates = record["passages"], record["candidates"]
    if not isinstance(passages, list) or not passages or not isinstance(candidates, dict):
        raise TypeError("passages or candidates")
    if record["table"] not in schema.BY_NAME:
        raise ValueError("table")
    held["passages"] = tuple(Passage(**passage) for passage in passages)
    held["candidates"] = {
        column: tuple(Candidate(**candidate) for candidate in found)
        for column, found in candidates.items()
    }
    return Proposal(**held)  # type: ignore[arg-type]
