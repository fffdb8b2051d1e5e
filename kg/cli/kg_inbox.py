"""`kg inbox`: what waits for a person, counted or listed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from kg.cli.inbox_options import (
    DataOption,
    InboxOption,
    SourcesOption,
    StateOption,
    TablesOption,
)
from kg.cli.options import FormatOption, RowFormat
from kg.cli.terminal import tell

if TYPE_CHECKING:
    from kg.ingest.judging.inbox import Waiting

_LISTED = ("id", "table", "state", "row", "cells", "record", "read in", "decided")


def register(app: typer.Typer) -> None:
    """Add the command to an application."""
    app.command()(inbox)


def inbox(
    table: TablesOption = None,
    source: SourcesOption = None,
    state: StateOption = None,
    inbox: InboxOption = Path("inbox"),
    data: DataOption = None,
    form: FormatOption = RowFormat.table,
) -> None:
    """Count what waits to be judged, by table and source; or list what is in a state.

    conflict: a row says otherwise. open: a name is to be matched with a thing. more: a row lacks
    it, or is less precise. new: no row. known: a row says it already. decided waits for kg accept.

        kg inbox --state conflict
    """
    from kg.cli.inbox_options import narrow, open_inbox
    from kg.cli.rows import print_rows
    from kg.errors import NothingThere
    from kg.ingest.judging.inbox import STATES

    opened, _, _ = open_inbox(inbox, data)
    waiting = narrow(opened.all(), table, source, state)
    if not waiting:
        raise NothingThere(f"{inbox}: holds no such proposal; kg import and kg read make some")
    if state is not None:
        print_rows(_LISTED, map(_row, waiting), form)
        return
    counts = Counter((one.proposal.table, _source(one), one.state) for one in waiting)
    places = dict.fromkeys((table, source) for table, source, _ in sorted(counts))
    rows = [(*place, *(counts[(*place, name)] for name in STATES)) for place in places]
    print_rows(("table", "source", *STATES), rows, form)
    asked = sum(one.is_asked for one in waiting)
    tell(f"{len(waiting):,} proposals; {asked:,} wait for kg review")


def _source(one: Waiting) -> str:
    return one.proposal.passages[0].source


def _row(one: Waiting) -> tuple[str, ...]:
    from kg.ingest.judging.standing import Fit, cells_of
    from kg.ingest.judging.taking import cite
    from kg.model.schema import BY_NAME

    proposal, row = one.proposal, one.standing.row
    cells = {**proposal.named, **{name: cell for name, cell in proposal.cells.items() if cell}}
    said = ", ".join(f"{name}={cell}" for name, cell in cells.items() if name != "sources")
    name = BY_NAME[proposal.table].name_row(row.cells) if row else ""
    against = (c for c in one.standing.cells if c.fit in (Fit.differs, Fit.sharpens))
    held = ", ".join(f"{cell.column}={cell.held}" for cell in against)
    if one.standing.is_beside and row is not None:
        held = ", ".join(f"{n}={c}" for n, c in cells_of(BY_NAME[proposal.table], row).items() if c)
    judged = one.judged or (one.decision.judgement if one.decision else "")
    read = " ".join(cite(passage) for passage in proposal.passages)
    state = str(one.standing.state)
    return proposal.digest, proposal.table, state, name, said, held, read, judged
