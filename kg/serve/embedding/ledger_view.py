"""A part of the ledger in a frame: who was told what, what became of it, who says so."""

from __future__ import annotations

from kg.api import Graph
from kg.ask.said_before import say_outcome
from kg.history.advice import Advice, spell
from kg.history.counts import say_advice
from kg.model.dates import say
from kg.serve.answers.declared import Values
from kg.serve.embedding.framed import frame, link, say_sources
from kg.serve.plain_page import as_text


def view_ledger(graph: Graph, values: Values) -> str:
    """Return the view of the recommendations that some filters leave, as many as the limit says."""
    pages = ("limit", "offset")
    wanted = {name: value for name, value in values.items() if name not in pages}
    found = graph.recommendations(**wanted)
    whole = [one for one in found if one.is_whole]
    single = [one for one in found if not one.is_whole]
    shown = found[values["offset"] : values["offset"] + values["limit"]]
    asked = "; ".join(f"{name} {value}" for name, value in wanted.items() if value is not None)
    title = f"Recommendations{f': {asked}' if asked else ''}"
    count = say_advice(single, whole)
    more = f"; {len(shown):,} are shown" if len(shown) < len(found) else ""
    body = f"<h1>{as_text(title)}</h1><p>{as_text(count + more)}</p>{''.join(map(_advice, shown))}"
    return frame(graph, title, body)


def _advice(one: Advice) -> str:
    number = f", {one.number}" if one.number else ""
    day = f" ({say(one.date)})" if one.date else ""
    told = "; ".join(one.addressees.values()) or one.addressee_note
    heirs = "; ".join(one.heirs.values())
    rows = [
        ("told", told),
        ("duty now with", heirs if heirs != told else ""),
        ("state", spell(one.state)),
        ("outcome", say_outcome(one)),
    ]
    cells = "".join(f"<tr><th>{name}<td>{as_text(says)}</tr>" for name, says in rows if says)
    return (
        f"<h2>{link(one.id, one.report_label + number)}{as_text(day)}</h2>"
        f"<p>{as_text(one.text)}{say_sources(one.sources)}</p><table>{cells}</table>"
    )
