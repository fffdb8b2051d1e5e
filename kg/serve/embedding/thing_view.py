"""A thing in a frame: what it is, when it was, and the first lines of what is known of it."""

from __future__ import annotations

from html import escape

from kg.api import Graph
from kg.ask.cardtext import Card, Line
from kg.serve.embedding.framed import frame, link, say_sources

_LINES = 5
"""Lines of a section that are shown."""


def view_thing(graph: Graph, name: str) -> str:
    """Return the view of a thing; UnknownEntity for a name that nothing has."""
    card = graph.entity(name)
    return frame(graph, card.label, _head(card) + "".join(
        _section(card.id, heading, lines) for heading, lines in card.sections.items()
    ))  # fmt: skip


def preview_thing(graph: Graph, name: str) -> str:
    """Return a small view, as a client of the reconciliation service shows it."""
    card = graph.entity(name)
    return frame(graph, card.label, _head(card))


def _head(card: Card) -> str:
    facts = {**card.facts, **card.identifiers}
    if card.aliases:
        facts["also called"] = "; ".join(card.aliases)
    rows = "".join(f"<tr><th>{escape(k)}<td>{escape(v)}</tr>" for k, v in facts.items())
    parts = [f"<h1>{link(card.id, card.label)}</h1>", f'<p class="faint">{escape(card.kind)}'
             f"{escape(f', {card.when}' if card.when else '')}</p>"]  # fmt: skip
    parts += [f"<p>{escape(card.about)}{say_sources(card.sources[:3])}</p>"] if card.about else []
    return "".join([*parts, f"<table>{rows}</table>" if rows else ""])


def _section(id: str, heading: str, lines: tuple[Line, ...]) -> str:
    items = "".join(map(_line, lines[:_LINES]))
    more = len(lines) - _LINES
    rest = f"<p>{link(id, f'and {more:,} more')}</p>" if more > 0 else ""
    return f"<h2>{escape(heading)}</h2><ul>{items}</ul>{rest}"


def _line(line: Line) -> str:
    mark = f"[{line.mark}] " if line.mark else ""
    when = f"{line.when}: " if line.when else ""
    return f"<li>{escape(f'{when}{mark}{line.text}')}{say_sources(line.sources)}</li>"
