"""Print a recommendation for a person: what it asks, where it stands, and its line of time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.cli.terminal import show, width
from kg.model.lines import wrap

if TYPE_CHECKING:
    from datetime import date

    from kg.history.advice import Advice, View


def print_advice(a: Advice, now: date | None) -> None:
    """Print a recommendation with every verdict that was ever given, the earliest first."""
    from kg.model.dates import say

    number = "" if not a.number or a.is_whole else f" {a.number}"
    head = f"{a.report_label}{f' ({say(a.date)})' if a.date else ''},{number}  {a.id}"
    lines = [*wrap(head, width(), "  ", ""), *wrap(a.text, width(), "  ", "  ")]
    if a.is_whole:
        lines.append("    stands for the whole document, and counts as no recommendation")
    to = "; ".join(a.addressees.values()) or a.addressee_note
    if to:
        lines += wrap(f"to: {to}", width(), "      ", "    ")
    if a.heirs:
        lines += wrap(f"duty now with: {'; '.join(a.heirs.values())}", width(), "      ", "    ")
    lines += wrap(_outcome(a), width(), "      ", "    ")
    if a.response is not None:
        lines += wrap(f"response: {a.response}", width(), "      ", "    ")
    if a.due:
        lines += wrap(_due(a, now), width(), "      ", "    ")
    for view in a.views:
        lines += wrap(_view(view), width(), "        ", "      ")
    lines += wrap(f"source: {'; '.join(map(str, a.sources))}", width(), "      ", "    ")
    show("\n".join(lines) + "\n")


def _outcome(a: Advice) -> str:
    """Return what became of it, who says so and when, and whether that is in dispute."""
    from kg.history.advice import UNKNOWN, spell

    state = f"{spell(a.state)}; "
    if a.decides is None:
        looked = a.verdict == UNKNOWN
        return state + (
            "outcome: unknown; looked for, not found"
            if looked
            else "outcome: nobody has said what became of it"
        )
    return f"{state}outcome: {a.decides}{'; contested' if a.is_contested else ''}"


def _view(view: View) -> str:
    from kg.history.advice import spell
    from kg.model.dates import say

    said = f"{spell(view.verdict)}: {view.by_label}"
    said += f", {say(view.date)}" if view.date else ""
    said += "" if view.is_latest else " (since replaced by a later word)"
    said += f". {view.note}" if view.note else ""
    return said + (f" [{'; '.join(map(str, view.sources))}]" if view.sources else "")


def _due(a: Advice, now: date | None) -> str:
    """Return by when it was to be done, and how late it was or is."""
    from kg.history.advice import DONE
    from kg.model.dates import say

    late = a.days_late(now)
    if late is None:
        return f"due: {say(a.due)}"
    verb = "done" if a.state == DONE else "still open"
    least, most = late
    days = f"{least:,}" if least == most else f"{least:,} to {most:,}"
    return f"due: {say(a.due)}; {verb}, {days} days late" if most else f"due: {say(a.due)}; {verb}"
