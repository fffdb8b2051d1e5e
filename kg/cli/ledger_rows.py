"""Print the ledger as rows: every verdict with its sources, or a balance of the states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.cli.output import print_json
from kg.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from kg.engine.store import LocalGraph
    from kg.history.advice import Advice, View
    from kg.index.index import Index

_COLUMNS = (
    "id",
    "date",
    "report",
    "number",
    "text",
    "addressed to",
    "heirs",
    "outcome",
    "outcome by",
    "outcome date",
    "contested",
    "response",
    "views",
    "sources",
    "state",
    "response by",
    "response date",
    "due",
    "days late",
    "line of time",
    "topics",
    "page",
    "IRI",
    "report id",
    "report IRI",
    "addressed to ids",
    "heir ids",
    "addresses",
)


def print_ledger(graph: LocalGraph, found: list[Advice], form: str) -> None:
    """Print the ledger as rows: in CSV a spreadsheet that can be sent."""
    from kg.cli.options import RowFormat
    from kg.cli.rows import print_rows
    from kg.history.solutions import find_as_of
    from kg.history.source_addresses import read_addresses

    cited = {s.slug for a in found for s in a.sources}
    cited |= {s.slug for a in found for view in a.views for s in view.sources}
    addresses = read_addresses(graph, graph.space, cited)
    now = find_as_of(graph)
    rows = (_row(a) + _more(a, graph, addresses, now) for a in found)
    print_rows(_COLUMNS, rows, RowFormat(form))


def _row(a: Advice) -> tuple[str, ...]:
    from kg.history.advice import spell

    decides = a.decides
    return (
        a.id,
        a.date,
        a.report_label,
        a.number,
        a.text,
        "; ".join(a.addressees.values()) or a.addressee_note,
        "; ".join(a.heirs.values()),
        spell(a.outcome),
        decides.by_label if decides else "",
        decides.date if decides else "",
        "yes" if a.is_contested else "no",
        spell(a.response.verdict) if a.response else "",
        "; ".join(f"{spell(v.verdict)} ({v.by_label}, {v.date})" for v in a.latest),
        "; ".join(map(str, a.sources)),
    )


def _more(
    a: Advice, graph: LocalGraph, addresses: Mapping[str, str], now: date | None
) -> tuple[str, ...]:
    """Return what a spreadsheet has besides: the state, every verdict, ids, IRIs and addresses."""
    from kg.history.advice import spell

    response, late = a.response, a.days_late(now)
    return (
        spell(a.state),
        response.by_label if response else "",
        response.date if response else "",
        a.due,
        "" if late is None else str(late[0]),
        "; ".join(_dated(view, addresses) for view in a.views),
        "; ".join(a.topics.values()),
        "; ".join(source.locator for source in a.sources if source.locator),
        graph.space.iri(a.id),
        a.report,
        graph.space.iri(a.report),
        "; ".join(a.addressees),
        "; ".join(a.heirs),
        " ".join(addresses[s.slug] for s in a.sources if s.slug in addresses),
    )


def _dated(view: View, addresses: Mapping[str, str]) -> str:
    """Return a verdict with its date, who gave it, and the titles and addresses of its sources."""
    from kg.history.advice import spell

    said = [
        f"{source} {addresses[source.slug]}" if source.slug in addresses else str(source)
        for source in view.sources
    ]
    day = f"{view.date}: " if view.date else ""
    return f"{day}{spell(view.verdict)} ({view.by_label}) [{'; '.join(said)}]"


_STATE_COLUMNS = ("open", "done", "not done", "superseded", "impossible")
"""How a narrow table heads the states."""


def print_balance(
    graph: LocalGraph, index: Index, found: list[Advice], by: str, form: str, is_all: bool
) -> None:
    """Print how much advice there is under each heading, and in which state.

    Where the whole ledger is counted (`is_all`), so are the documents of which nothing is held.
    """
    from kg.ask.balance import By, draw_balance, draw_empty
    from kg.cli.options import RowFormat
    from kg.cli.rows import print_rows
    from kg.history.advice import STATES
    from kg.history.made import read_made

    made = read_made(graph) if by == "report" else {}
    drawn = draw_balance(found, By(by), made)
    if is_all:
        drawn += draw_empty(made, {one.report for one in found}, index.outlines(made))
    if form == "json":
        print_json([one.to_dict() for one in drawn])
        return
    if form in ("bibtex", "ris", "csl"):
        raise UsageError(f"--by cannot be used with -f {form}")
    count = ("made",) if by == "report" else ()
    columns = (by, *count, "held", *_STATE_COLUMNS, "contested", "date", "id")
    rows = (
        (
            one.label,
            *([" or ".join(dict.fromkeys(m.number for m in one.made))] if count else []),
            len(one.held),
            *(len(one.states[state]) for state in STATES),
            len(one.contested),
            one.date,
            one.id,
        )
        for one in drawn
    )
    shown = RowFormat.table if form == "text" else RowFormat(form)
    print_rows(columns, rows, shown)
