"""A thing in a frame: what it is, when it was, and the first lines of what is known of it."""

from __future__ import annotations

from kg.api import Graph
from kg.ask.cardtext import Card, Line
from kg.serve.embedding.framed import frame, link, say_sources
from kg.serve.plain_page import as_text

_LINES = 5
"""Lines of a section that are shown."""


def view_thing(graph: Graph, name: str) -> str:
    """Return the view of a thing; UnknownEntity for a name that nothing has."""
    card = graph.entity(name)
    return frame(
        graph,
        card.label,
        _head(card)
        + "".join(_section(card.id, heading, lines) for heading, lines in card.sections.items()),
    )


def preview_thing(graph: Graph, name: str) -> str:
    """Return a small view, as a client of the reconciliation service shows it."""
    card = graph.entity(name)
    return frame(graph, card.label, _head(card))


def _head(card: Card) -> str:
    facts = {**card.facts, **card.identifiers}
    if card.aliases:
        facts["also called"] = "; ".join(card.aliases)
    rows = "".join(f"<tr><th>{as_text(k)}<td>{as_text(v)}</tr>" for k, v in facts.items())
    parts = [
        f"<h1>{link(card.id, card.label)}</h1>",
        f'<p class="faint">{as_text(card.kind)}'
        f"{as_text(f', {card.when}' if card.when else '')}</p>",
    ]
    said = f"{as_text(card.about)}{say_sources(card.sources[:_LINES])}"
    parts += [f"<p>{said}</p>"] if said else []
    return "".join([*parts, f"<table>{rows}</table>" if rows else ""])


def _section(id: str, heading: str, lines: tuple[Line, ...]) -> str:
    items = "".join(map(_line, lines[:_LINES]))
    more = len(lines) - _LINES
    rest = f"<p>{link(id, f'and {more:,} more')}</p>" if more > 0 else ""
    return f"<h2>{as_text(heading)}</h2><ul>{items}</ul>{rest}"


def _line(line: Line) -> str:
    mark = f"[{line.mark}] " if line.mark else ""
    when = f"{line.when}: " if line.when else ""
    return f"<li>{as_text(f'{when}{mark}{line.text}')}{say_sources(line.sources)}</li>"
