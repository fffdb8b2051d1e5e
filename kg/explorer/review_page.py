"""The page on which proposals are judged: one file that asks nothing of any server.

It saves what is decided as the file of judgements that `kg accept` takes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from html import escape
from typing import Any

from kg.explorer.page import REVIEW
from kg.explorer.script import WEB, bundle, read_modules
from kg.explorer.template import fill_template, write_json
from kg.ingest.judging.inbox import Inbox, Waiting
from kg.ingest.judging.slips import editable, make_slip
from kg.model.fields import Cell, Field
from kg.model.schema import BY_NAME

_DATE = r"\d{4}(-\d\d(-\d\d)?)?[~?%]?|\d{3}X|\.\."
_THINGS = "things"
"""The list of the names of things, which cells that refer to one offer."""


def write_review(inbox: Inbox, waiting: Sequence[Waiting]) -> str:
    """Return the page for some proposals, in their order; the same ones give the same bytes."""
    slips = [make_slip(inbox, one) for one in waiting]
    texts = {quote.text for slip in slips for quote in slip.quotes if quote.text}
    columns = {slip.digest: editable(slip) for slip in slips}
    data = {
        "base": inbox.base,
        "slips": [
            {
                **asdict(slip),
                "columns": [column.name for column in columns[slip.digest]],
                "optional": [c.name for c in columns[slip.digest] if not c.required],
            }
            for slip in slips
        ],
        "columns": {
            slip.table: {c.name: _column(inbox, c) for c in BY_NAME[slip.table].columns}
            for slip in slips
        },
        "texts": {digest: inbox.text(digest) for digest in sorted(texts)},
        "things": _things(inbox),
    }
    sheets = ("page/style.css", f"{REVIEW}/{REVIEW}.css")
    return fill_template(
        f"{REVIEW}/{REVIEW}.html",
        "".join((WEB / sheet).read_text("utf8") for sheet in sheets),
        {"SCRIPT": bundle(read_modules(), f"{REVIEW}/{REVIEW}")},
        {"TITLE": escape(inbox.title), "DATA": write_json(data)},
    )


def _column(inbox: Inbox, column: Field) -> dict[str, Any]:
    """Return how a cell is asked for: the words that it may hold, its form, or a list of things."""
    return {
        "words": list(inbox.words_of(column)),
        "pattern": _DATE if column.cell is Cell.DATE and not column.many else "",
        "list": _THINGS if column.cell is Cell.REF else "",
    }


def _things(inbox: Inbox) -> list[tuple[str, str]]:
    """Return the ids of things with their names; of those that share one, the id for it."""
    named = [
        (line.cells[0], line.cells[rows.table.names.index("label")])
        for rows in inbox.record.tables.values()
        if rows.table.has_id and "label" in rows.table.names
        for line in rows.rows
    ]
    named += inbox.awaited.values()
    called = Counter(label for _, label in named)
    return sorted((slug, label if called[label] == 1 else slug) for slug, label in named)
