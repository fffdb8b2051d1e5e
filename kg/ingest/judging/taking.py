"""What was decided becomes rows: new ones, cells that are filled or mended, where each was read.

Rows stand in their tables' order, and cells that nobody proposed stay as they are. Nothing is
written here: whoever calls this checks the tables first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.errors import TableErrors
from kg.ingest.judging.decisions import Decision
from kg.ingest.judging.inbox import (
    ACCEPTED,
    DUPLICATE,
    REJECTED,
    decide,
    is_of_register,
    name_pair,
)
from kg.ingest.judging.own_words import find_copied
from kg.ingest.judging.standing import (
    OWN_WORDS,
    SOURCES,
    WEIGHED,
    Fit,
    RecordRows,
    Standing,
    State,
    cells_of,
)
from kg.ingest.proposals import Passage, Proposal
from kg.ingest.registers.drafts import make_slug
from kg.model.fields import Cell, TableSchema
from kg.model.schema import BY_NAME
from kg.read.table_lines import TableLine

_NORMAL = {"rank": "normal"}
"""What a new row holds in columns that no source states."""


@dataclass
class Taken:
    """A decision that was taken in: the judgement that came of it, and the rows it touched."""

    proposal: Proposal
    decision: Decision
    judgement: str
    row: TableLine | None = None
    is_new: bool = False
    rows: list[tuple[str, TableLine]] = field(default_factory=list)
    """Every row that was written for it, with its table."""
    columns: tuple[str, ...] = ()
    """The cells that rest on what was read; an empty name for the whole row."""


def missing_sources(record: RecordRows, decided: Sequence[tuple[Proposal, Decision]]) -> list[str]:
    """Return the sources of what was accepted that the record has no row for."""
    known = set(record.ids())
    named = (
        passage.source
        for proposal, decision in decided
        if decision.judgement in (ACCEPTED, DUPLICATE)
        for passage in proposal.passages
    )
    return [source for source in dict.fromkeys(named) if source not in known]


def take(record: RecordRows, decided: Sequence[tuple[Proposal, Decision]]) -> list[Taken]:
    """Write decisions into the tables of a record, in memory.

    Raises TableErrors, with the proposal, for what lacks something that only a person can give.
    """
    problems = [
        f"proposal {one.digest}: {problem}"
        for proposal, decision in decided
        if decision.judgement in (ACCEPTED, DUPLICATE)
        for one in [decide(proposal, decision)]
        for problem in _find_problems(record, one, decision)
    ]
    if problems:
        raise TableErrors(problems)
    taken = [_take(record, proposal, decision) for proposal, decision in decided]
    told = {tuple(line.cells[:-1]) for line in record.tables["evidence"].rows}
    judged = {line.cells[0]: line for line in record.tables["judgements"].rows}
    for one in taken:  # now that every row has the name that it keeps
        one.rows += _witness(record, one, told)
        one.rows.append(("judgements", _judge(record, one, judged.get(one.decision.proposal))))
    return taken


def copied_cells(record: RecordRows, proposal: Proposal, decision: Decision) -> list[str]:
    """Return the cells that a decision would bring into the record in a document's own words."""
    if decision.judgement != ACCEPTED:
        return []
    decided = decide(proposal, decision)
    return find_copied(decided, record.stand(decided), is_apart=decision.is_apart)


def _find_problems(record: RecordRows, proposal: Proposal, decision: Decision) -> Iterator[str]:
    for column in copied_cells(record, proposal, decision):
        yield (
            f"{proposal.table}.{column} still has the document's own words;"
            f" say it in yours by 'kg review {proposal.digest}'"
        )
    columns = BY_NAME[proposal.table].names
    for column, name in proposal.named.items():
        if not proposal.cells.get(column):
            yield (
                f"'{name}' of {proposal.table}.{column} is not matched with a thing of the record;"
                f" choose it by 'kg review {proposal.digest}'"
            )
    for column in proposal.cells:
        if column not in columns:
            yield f"{proposal.table}.csv has no column '{column}'"


def _take(record: RecordRows, proposal: Proposal, decision: Decision) -> Taken:
    if decision.judgement not in (ACCEPTED, DUPLICATE):
        return Taken(proposal, decision, decision.judgement)
    decided = decide(proposal, decision)
    table = BY_NAME[decided.table]
    standing = record.stand(decided)
    citations = [cite(passage) for passage in decided.passages]
    if standing.row is None or standing.is_beside or decision.is_apart:
        line = record.add(table.name, _new_cells(record, decided, citations, decision.is_apart))
        return Taken(decided, decision, ACCEPTED, line, True, [(table.name, line)], ("",))
    held = cells_of(table, standing.row)
    changes = standing.changes
    if SOURCES in held:
        changes[SOURCES] = add_citations(held[SOURCES], citations)
    changes = {name: cell for name, cell in changes.items() if cell != held[name]}
    if changes:
        record.change(table.name, standing.row, changes)
    judgement = DUPLICATE if standing.state is State.known else ACCEPTED
    columns = tuple(_columns(table, standing))
    return Taken(
        decided, decision, judgement, standing.row, False, [(table.name, standing.row)], columns
    )


def _new_cells(
    record: RecordRows, proposal: Proposal, citations: Sequence[str], is_apart: bool
) -> dict[str, str]:
    table = BY_NAME[proposal.table]
    cells = {name: cell for name, cell in _NORMAL.items() if _is_required(table, name)}
    cells |= {name: cell for name, cell in proposal.cells.items() if cell}
    if table.has_id:
        taken = set(record.ids())
        if not cells.get("id") or (is_apart and cells["id"] in taken):
            words = next((cells[n] for n in ("label", "title", "id") if cells.get(n)), table.name)
            cells["id"] = make_slug(words, taken)
    if SOURCES in table.names:
        cells[SOURCES] = add_citations("", citations)
    return cells


def _is_required(table: TableSchema, name: str) -> bool:
    return any(column.name == name and column.required for column in table.columns)


def _columns(table: TableSchema, standing: Standing) -> Iterator[str]:
    """Yield the cells of a row that rest on what was read; an empty name where all of it does."""
    held = cells_of(table, standing.row) if standing.row else {}
    stated = [one.column for one in standing.cells if one.fit is not Fit.apart]
    left_out = {"id", SOURCES, *OWN_WORDS, *WEIGHED}
    if all(name in stated for name, cell in held.items() if cell and name not in left_out):
        yield ""
        return
    dates = {column.name for column in table.columns if column.cell is Cell.DATE}
    fixed = [name for name in table.key if name not in dates]
    yield from fixed[-1:]
    yield from (name for name in stated if name not in fixed)


def _witness(
    record: RecordRows, one: Taken, told: set[tuple[str, ...]]
) -> Iterator[tuple[str, TableLine]]:
    """Write where the row was read, unless that is told already; yield each row of evidence."""
    if one.row is None:
        return
    table = BY_NAME[one.proposal.table]
    for passage in one.proposal.passages:
        place = (passage.text, str(passage.start), str(passage.end)) if passage.text else ("",) * 3
        for column in one.columns:
            about = (table.name, table.name_row(one.row.cells), column)
            row = (*about, passage.source, clean(passage.locator), *place)
            if row not in told:
                told.add(row)
                names = BY_NAME["evidence"].names
                cells = dict(zip(names, (*row, one.proposal.reader), strict=True))
                yield "evidence", record.add("evidence", cells)


def _judge(record: RecordRows, one: Taken, before: TableLine | None) -> TableLine:
    """Write what was decided, in the place of what was decided before; return its row."""
    table = BY_NAME[one.proposal.table]
    if one.row is not None:
        row = table.name_row(one.row.cells)
    else:
        is_pair = one.judgement == REJECTED and is_of_register(one.proposal)
        row = name_pair(one.proposal) if is_pair else ""
    decision = one.decision
    cells = {
        "proposal": decision.proposal,
        "judgement": one.judgement,
        "table": table.name,
        "row": row,
        "by": decision.by,
        "date": decision.date,
        "note": decision.note,
    }
    if before is None:
        return record.add("judgements", cells)
    record.change("judgements", before, cells)
    return before


def cite(passage: Passage) -> str:
    """Return a passage as a cell of sources names it."""
    locator = clean(passage.locator)
    return f"{passage.source}#{locator}" if locator else passage.source


def clean(locator: str) -> str:
    """Return a place in a source without what has a meaning in a cell."""
    return " ".join(locator.replace("|", " ").replace("#", " ").split())


def add_citations(held: str, citations: Sequence[str]) -> str:
    """Return a cell of sources with more of them; one that names no place gains it.

    >>> add_citations("nao-2011|dh", ["nao-2011#p. 3", "dh", "gov#p. 1"])
    'nao-2011#p. 3|dh|gov#p. 1'
    """
    items = held.split("|") if held else []
    for citation in citations:
        source = citation.partition("#")[0]
        if source in items:
            items[items.index(source)] = citation
        elif citation not in items and not (
            source == citation and any(item.startswith(f"{source}#") for item in items)
        ):
            items.append(citation)
    return "|".join(items)
