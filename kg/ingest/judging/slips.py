"""A proposal as it is put to a person: what was read, what it would make, what the record has.

Terminal and page show the same slip, each in its own way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.ingest.judging.inbox import Inbox, Waiting, decide, give, likeliest, type_of
from kg.ingest.judging.own_words import find_copied
from kg.ingest.judging.standing import SOURCES, Standing, State, cells_of
from kg.ingest.proposals import Candidate, Passage, Proposal
from kg.model.dates import PartialDate, say
from kg.model.fields import Cell, Field, TableSchema
from kg.model.lines import shorten
from kg.model.schema import BY_NAME
from kg.model.spelling import fold
from kg.read.table_lines import TableLine

_AROUND = 160
"""Letters of a text that are shown before and after what was read."""
_NEAR = 3
"""Rows about the same thing that are shown."""
_SHORTEST = 3
"""Letters of a word that is worth a mark."""
_CALLED = 70
"""Letters of what a slip is about."""
_STATES = {
    State.conflict: "the record says otherwise",
    State.open: "a name is to be matched",
    State.more: "the record lacks this",
    State.new: "no row says this",
    State.known: "the record says so already",
}
_BESIDE = "the record tells of these bodies in another way"
_SAID_HOW = {
    "reported": "; the source reports it as said by others",
    "planned": "; the source speaks of what was to come",
}


@dataclass(frozen=True, slots=True)
class Quote:
    """What was read: the words, what stands around them, and the letters that are marked."""

    source: str
    title: str
    locator: str
    before: str
    words: str
    after: str
    marks: tuple[tuple[int, int], ...]
    text: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class SlipCell:
    """A cell that is proposed, and what the row of the record holds; the words show names too.

    `fit` is how the two stand, empty where there is no row.
    """

    column: str
    proposed: str
    words: str
    held: str = ""
    held_words: str = ""
    fit: str = ""


@dataclass(frozen=True, slots=True)
class Slip:
    """All that a person sees of a proposal.

    `lacks` are cells that a new row must have and nobody gave, `near` rows about the same thing,
    `may_stand_apart` whether the row of the record could have this one beside it, and `is_beside`
    whether it can do nothing else. `copied` are cells in the document's own words. `kin` names
    the proposals that may be judged with this one, `likeliest` is the score of what it may mean.
    """

    digest: str
    table: str
    state: str
    told: str
    row: str
    called: str
    quotes: tuple[Quote, ...]
    cells: tuple[SlipCell, ...]
    named: Mapping[str, str]
    choices: Mapping[str, tuple[Candidate, ...]]
    lacks: tuple[str, ...]
    near: tuple[str, ...]
    reasons: tuple[str, ...]
    may_stand_apart: bool
    is_beside: bool = False
    copied: tuple[str, ...] = ()
    kin: str = ""
    likeliest: float = 0.0

    @property
    def open_columns(self) -> list[str]:
        """The columns whose names are still to be matched."""
        filled = {cell.column for cell in self.cells if cell.proposed}
        return [column for column in self.named if column not in filled]


def make_slip(inbox: Inbox, waiting: Waiting, cells: Mapping[str, str] | None = None) -> Slip:
    """Return the slip of a proposal, with the cells that a person gave it by now."""
    proposal = give(decide(waiting.proposal, waiting.decision), cells or {})
    table = BY_NAME[proposal.table]
    standing = inbox.record.stand(proposal)
    shown = tuple(_cells(inbox, proposal, standing))
    called = _call(inbox, table, standing.row, proposal)
    words = [called, *proposal.named.values(), *(form for cell in shown for form in _forms(cell))]
    row = table.name_row(standing.row.cells) if standing.row else ""
    by_id = table.has_id and row == inbox.record.in_use(proposal.cells.get("id", ""))
    told = _BESIDE if standing.is_beside else _STATES[standing.state]
    return Slip(
        waiting.proposal.digest,
        table.name,
        str(standing.state),
        told + _SAID_HOW.get(proposal.modality, ""),
        row,
        called,
        tuple(_quote(inbox, passage, words) for passage in proposal.passages),
        shown,
        dict(proposal.named),
        {column: tuple(_choices(inbox, proposal, column)) for column in proposal.named},
        tuple(_lacks(table, proposal)) if standing.row is None else (),
        tuple(_near(inbox, table, proposal, standing)),
        tuple(_reasons(proposal, row, by_id, standing.is_beside)),
        standing.row is not None and not by_id and standing.state is not State.known,
        standing.is_beside,
        tuple(find_copied(proposal, standing)),
        kin_of(waiting),
        likeliest(waiting.proposal),
    )


def kin_of(waiting: Waiting) -> str:
    """Return in words what proposals have in common that may be judged together."""
    proposal, state = waiting.proposal, str(waiting.standing.state)
    parts = (proposal.table, type_of(proposal), state, proposal.passages[0].source)
    return " · ".join(part for part in parts if part)


def is_like(waiting: Waiting, slip: Slip) -> bool:
    """Return whether a proposal may be judged with that of a slip: of its kind, and no likelier."""
    return kin_of(waiting) == slip.kin and likeliest(waiting.proposal) <= slip.likeliest


def editable(slip: Slip) -> list[Field]:
    """Return the columns that a person may give: those stated of a row, all of a new one."""
    table = BY_NAME[slip.table]
    stated = {cell.column for cell in slip.cells} | set(slip.named)
    return [
        column
        for column in table.columns
        if column.name != SOURCES
        and (not slip.row or (column.name in stated and column.name != "id"))
    ]


def _cells(inbox: Inbox, proposal: Proposal, standing: Standing) -> Iterator[SlipCell]:
    compared = {one.column: one for one in standing.cells}
    for column in BY_NAME[proposal.table].columns:
        cell = proposal.cells.get(column.name, "")
        if not cell or column.name == SOURCES:
            continue
        words, one = _say(inbox, column, cell), compared.get(column.name)
        if one is None:
            if not compared or column.name == "id":
                yield SlipCell(column.name, cell, words)
        else:
            held = _say(inbox, column, one.held)
            yield SlipCell(column.name, cell, words, one.held, held, str(one.fit))


def _say(inbox: Inbox, column: Field, cell: str) -> str:
    """Return a cell as people read it: ids with their names."""
    if column.cell is Cell.REF and cell:
        named = ((slug, inbox.record.label(slug)) for slug in cell.split("|"))
        return "; ".join(f"{label} ({slug})" if label != slug else slug for slug, label in named)
    return cell.replace("|", "; ") if column.many else cell


def _call(inbox: Inbox, table: TableSchema, row: TableLine | None, proposal: Proposal) -> str:
    """Return what a slip is about, in a few words."""
    cells = {**proposal.named, **{name: cell for name, cell in proposal.cells.items() if cell}}
    if row is not None:
        cells = cells_of(table, row)
    if table.has_id:
        words = (cells[name] for name in ("label", "title", "summary", "id") if cells.get(name))
        return shorten(next(words, ""), _CALLED)
    first = cells.get(table.key[0], "")
    return inbox.record.label(first)


def _quote(inbox: Inbox, passage: Passage, words: Iterable[str]) -> Quote:
    text = inbox.text(passage.text)
    inside = text[passage.start : passage.end] if text else ""
    before = text[max(0, passage.start - _AROUND) : passage.start] if inside else ""
    after = text[passage.end : passage.end + _AROUND] if inside else ""
    said = inside or passage.quote
    return Quote(
        passage.source,
        inbox.record.label(passage.source),
        passage.locator,
        _from_word(before),
        said,
        _to_word(after),
        tuple(find_marks(said, words)),
        passage.text if inside else "",
        passage.start,
        passage.end,
    )


def _from_word(text: str) -> str:
    return text if len(text) < _AROUND else text.partition(" ")[2]


def _to_word(text: str) -> str:
    return text if len(text) < _AROUND else text.rpartition(" ")[0]


def find_marks(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Return where some words stand in a text, as letters from and to; the longest first found.

    >>> find_marks("NHSX joined NHS England in 2022", ["nhs", "NHS England", "2022"])
    [(12, 23), (27, 31)]
    """
    found: list[tuple[int, int]] = []
    for word in sorted({w.strip() for w in words}, key=lambda w: (-len(w), w)):
        if len(word) < _SHORTEST:
            continue
        pattern = r"\s+".join(map(re.escape, word.split()))
        for hit in re.finditer(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE):
            if all(hit.end() <= start or hit.start() >= end for start, end in found):
                found.append(hit.span())
    return sorted(found)


def _forms(cell: SlipCell) -> Iterator[str]:
    """Yield the forms in which a cell may stand in a text."""
    yield from (item for item in cell.proposed.split("|"))
    yield from (part.rpartition(" (")[0] for part in cell.words.split("; "))
    try:
        day = PartialDate.parse(cell.proposed)
    except ValueError:
        return
    yield from (say(day.text), day.text.replace("-", ""), day.text[:4])


def _choices(inbox: Inbox, proposal: Proposal, column: str) -> Iterator[Candidate]:
    """Yield what a name may mean: what waits in the inbox under it, and things of the record."""
    slug, label = inbox.awaited.get(fold(proposal.named[column]), ("", ""))
    if slug:
        yield Candidate(slug, label, 100.0, "proposed in this inbox too")
    yield from proposal.candidates.get(column, ())


def _lacks(table: TableSchema, proposal: Proposal) -> Iterator[str]:
    for column in table.columns:
        is_given = column.name in (SOURCES, "id", "rank", *proposal.named)
        if column.required and not is_given and not proposal.cells.get(column.name):
            yield column.name
    said = ("addressed_to", "addressee_note")
    if table.name == "recommendations" and not any(proposal.cells.get(name) for name in said):
        yield said[1]  # whom it means is to be said in words where it names nobody


def _near(
    inbox: Inbox, table: TableSchema, proposal: Proposal, standing: Standing
) -> Iterator[str]:
    said = set(proposal.cells.items())
    others = [line for line in inbox.record.near(proposal) if line is not standing.row]
    others.sort(key=lambda line: -len(said & set(cells_of(table, line).items())))
    if standing.is_beside and standing.row is not None:
        others.insert(0, standing.row)  # what the record tells instead
    for line in others[:_NEAR]:
        cells = cells_of(table, line)
        fields = [c for c in table.columns if cells[c.name] and c.name not in (SOURCES, "note")]
        yield ", ".join(_say(inbox, column, cells[column.name]) for column in fields)
    if len(others) > _NEAR:
        yield f"and {len(others) - _NEAR} more"


def _reasons(proposal: Proposal, row: str, by_id: bool, is_beside: bool) -> Iterator[str]:
    yield f"read by {proposal.reader}, {proposal.modality}"
    if row:
        how = "its id" if by_id else "the cells that make it what it is, without its days"
        how = "the bodies of both" if is_beside else how
        yield f"set beside {proposal.table}.csv: {row}, found by {how}"
    for column, name in proposal.named.items():
        if proposal.cells.get(column):
            yield f"{column}: '{name}' is {proposal.cells[column]}"
        elif not proposal.candidates.get(column):
            yield f"{column}: nothing in the record is like '{name}'"
    for passage in proposal.passages:
        if passage.text:
            yield f"letters {passage.start} to {passage.end} of the text {passage.text[:12]}…"
    yield f"proposal {proposal.digest}"
