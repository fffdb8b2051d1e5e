"""The inbox: what waits for a person, how each stands to the record, and what was decided of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from kg.errors import UsageError
from kg.ingest.judging.decisions import DECISIONS, Decision, read_decisions
from kg.ingest.judging.standing import (
    OWN_WORDS,
    SOURCES,
    WEIGHED,
    RecordRows,
    Standing,
    State,
    life_of_row,
)
from kg.ingest.match import Life, apart
from kg.ingest.proposals import TEXTS, Proposal, read_proposals
from kg.model import schema
from kg.model.fields import KEY_MARK, Cell, Field
from kg.model.schema import BY_NAME
from kg.model.spelling import fold
from kg.model.vocabulary import Vocabulary
from kg.read.cells import CellReader
from kg.read.dataset import load_dataset
from kg.read.ontology import load_vocabulary
from kg.read.tables import load_facts

ACCEPTED, REJECTED, UNSURE, DUPLICATE = schema.JUDGEMENTS
STATES = (*map(str, State), "decided", "done")
"""In which state a proposal may be: how it stands to the record, or what became of it."""
_DAYS = ("start", "end", "seen")
_Pair = tuple[str, ...]
_TABLES = {table.name: place for place, table in enumerate(schema.TABLES)}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A proposal, how it stands to the record, and what was decided of it.

    `judged` is the judgement that the record holds, or that of a pair that was rejected before;
    `decision` is what waits in the inbox to be taken in.
    """

    proposal: Proposal
    standing: Standing
    decision: Decision | None = None
    judged: str = ""

    @property
    def state(self) -> str:
        """In which state it is: `done` where the record holds what was decided."""
        if self.judged:
            return "done"
        return "decided" if self.decision else str(self.standing.state)

    @property
    def is_asked(self) -> bool:
        """Whether a person is still to decide."""
        return self.state not in (State.known, "decided", "done")

    @property
    def is_unsure(self) -> bool:
        """Whether whoever was asked could not say."""
        return (self.decision.judgement if self.decision else self.judged) == UNSURE


@dataclass
class Inbox:
    """The proposals of a folder beside the record that they are for."""

    folder: Path
    title: str
    base: str
    vocabulary: Vocabulary
    record: RecordRows
    reader: CellReader
    proposals: dict[str, Proposal]
    decisions: dict[str, Decision]

    @classmethod
    def open(cls, folder: Path, data: Path, ontology: Path) -> Inbox:
        """Open an inbox and the tables; both are checked, and all that is wrong is told."""
        dataset = load_dataset(data)
        vocabulary = load_vocabulary(ontology, dataset.space)
        facts = load_facts(data, vocabulary)
        proposals = {one.digest: one for one in read_proposals(folder)}
        made = {
            one.cells["id"]: one.cells.get("type") or BY_NAME[one.table].classes[0]
            for one in proposals.values()
            if one.cells.get("id") and BY_NAME[one.table].has_id
        }
        reader = CellReader(vocabulary, made | facts.classes, facts.aliases)
        base = dataset.space.base
        decisions = read_decisions(folder / DECISIONS, base)
        rows = RecordRows.read(data)
        return cls(folder, dataset.title, base, vocabulary, rows, reader, proposals, decisions)

    @property
    def judged(self) -> dict[str, str]:
        """Digest -> the judgement that the record holds."""
        return {row.cells[0]: row.cells[1] for row in self.record.tables["judgements"].rows}

    @cached_property
    def awaited(self) -> dict[str, tuple[str, str]]:
        """What is proposed as a new thing, by its folded name: its id and its name."""
        known = set(self.record.ids())
        return {
            fold(label): (slug, label)
            for one in self.proposals.values()
            for slug, label in [(one.cells.get("id", ""), one.cells.get("label", ""))]
            if BY_NAME[one.table].has_id and slug and label and slug not in known
        }

    def all(self) -> list[Waiting]:
        """Return every proposal: conflicts first, then by table, source and place in it.

        Of names to be matched those come first that are likeliest to be something of the record.
        """
        judged, pairs = self.judged, self._rejected_pairs()
        found = []
        for digest, proposal in self.proposals.items():
            decision = self.decisions.get(digest)
            known = judged.get(digest, "") or self._judged_elsewhere(proposal, judged)
            if decision and is_final(decision, known):
                decision = None
            if not known and not decision and is_of_register(proposal):
                key, life = _pair(proposal.table, name_pair(proposal))
                is_rejected = any(not apart(other, life) for other in pairs.get(key, ()))
                known = REJECTED if is_rejected else ""
            standing = self.record.stand(decide(proposal, self.decisions.get(digest)))
            found.append(Waiting(proposal, standing, decision, known))
        return sorted(found, key=_place)

    def _judged_elsewhere(self, proposal: Proposal, judged: Mapping[str, str]) -> str:
        """Return what was judged of a proposal while another of its places came first."""
        for alias in proposal.aliases:
            decided = self.decisions.get(alias)
            if alias in judged or decided:
                return judged.get(alias) or (decided.judgement if decided else "")
        return ""

    def identify(self, column: Field, words: str) -> str:
        """Return what is meant by words for a cell: ids for names of the record or the inbox."""
        if column.cell is not Cell.REF:
            return words
        items = [item.strip() for item in words.split("|")] if column.many else [words]
        return "|".join(self.record.bearer(i) or self.awaited.get(fold(i), (i,))[0] for i in items)

    def words_of(self, column: Field) -> Sequence[str]:
        """Return the words that a cell of a column may hold; nothing where it may hold others."""
        if column.cell is Cell.CHOICE:
            return list(self.vocabulary.by_notation.get(column.scheme, ()))
        if column.cell is Cell.RELATION:
            return list(self.vocabulary.relations)
        return column.words or column.classes

    def find(self, digests: Iterable[str]) -> list[Waiting]:
        """Return proposals by the beginnings of their digests; UsageError for one that is none."""
        every = {one.proposal.digest: one for one in self.all()}
        found = []
        for wanted in digests:
            fits = [one for digest, one in every.items() if digest.startswith(wanted)]
            if len(fits) != 1 or not wanted:
                what = f"{len(fits)} proposals begin so" if fits else "no proposal begins so"
                raise UsageError(f"'{wanted}': {what} in {self.folder}; kg inbox lists them")
            found.append(fits[0])
        return found

    def text(self, digest: str) -> str:
        """Return a text that was read; nothing where the inbox does not keep it."""
        file = self.folder / TEXTS / f"{digest}.txt"
        return file.read_bytes().decode("utf8", "replace") if digest and file.is_file() else ""

    def _rejected_pairs(self) -> dict[_Pair, list[Life]]:
        """Return what was rejected of registers, and for when."""
        names = [
            (line.cells[2], line.cells[3])
            for line in self.record.tables["judgements"].rows
            if line.cells[1] == REJECTED and line.cells[3]
        ]
        for digest, decision in self.decisions.items():
            proposal = self.proposals.get(digest)
            if decision.judgement == REJECTED and proposal and is_of_register(proposal):
                names.append((proposal.table, name_pair(proposal)))
        found: dict[_Pair, list[Life]] = defaultdict(list)
        for table, name in names:
            key, life = _pair(table, name)
            found[key].append(life)
        return found


def is_final(decision: Decision, judged: str | None) -> bool:
    """Return whether what the record holds stands against a decision: only unsure gives way."""
    return bool(judged) and (judged != UNSURE or decision.judgement == UNSURE)


def decide(proposal: Proposal, decision: Decision | None) -> Proposal:
    """Return a proposal with the cells that a person gave it."""
    return give(proposal, decision.cells) if decision else proposal


def give(proposal: Proposal, cells: Mapping[str, str]) -> Proposal:
    """Return a proposal with cells that are given; an emptied one that a row may lack is closed."""
    if not cells:
        return proposal
    columns = BY_NAME[proposal.table].columns
    emptied = {c.name for c in columns if not c.required and not cells.get(c.name, "?")}
    named = {column: name for column, name in proposal.named.items() if column not in emptied}
    return replace(proposal, cells={**proposal.cells, **cells}, named=named)


def type_of(proposal: Proposal) -> str:
    """Return the type or kind of what a proposal would make; empty where it has none."""
    return proposal.cells.get("type") or proposal.cells.get("kind") or ""


def likeliest(proposal: Proposal) -> float:
    """Return the score of the likeliest thing that a name may mean; 0 where nothing is like it."""
    return max((one.score for found in proposal.candidates.values() for one in found), default=0.0)


def is_of_register(proposal: Proposal) -> bool:
    """Return whether a proposal was read from records, and not in a text."""
    return not any(passage.text for passage in proposal.passages)


def name_pair(proposal: Proposal) -> str:
    """Return the name of the row that a proposal would have made or changed.

    A row with an id is named by it and by what is said of it, such as `nhsx|end=2021-02-01`.
    """
    table = BY_NAME[proposal.table]
    cells = {name: " ".join(read.split()) for name, read in proposal.named.items()}
    cells |= {name: cell for name, cell in proposal.cells.items() if cell}
    if not table.has_id:
        return KEY_MARK.join(cells.get(name, "") for name in table.key)
    left_out = {"id", SOURCES, *OWN_WORDS, *WEIGHED}
    said = (f"{n}={cells[n]}" for n in table.names if n not in left_out and cells.get(n))
    return KEY_MARK.join([cells.get("id", ""), *said])


def _pair(name: str, row: str) -> tuple[_Pair, Life]:
    """Return what a row pairs, such as a thing and its code, and for when."""
    table = BY_NAME[name]
    if table.has_id:
        return (name, row), (None, None)
    cells = dict(zip(table.key, row.split(KEY_MARK, len(table.key) - 1), strict=False))
    kept = (cell for column, cell in cells.items() if column not in _DAYS)
    return (name, *kept), life_of_row(cells)


def _place(one: Waiting) -> tuple[object, ...]:
    first = one.proposal.passages[0]
    likely = likeliest(one.proposal) if one.standing.state is State.open else 0.0
    return (
        STATES.index(one.standing.state),
        -likely,
        _TABLES[one.proposal.table],
        first.source,
        first.text,
        first.start,
        first.locator,
        one.proposal.digest,
    )
