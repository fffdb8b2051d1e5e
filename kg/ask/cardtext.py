"""What a card is, and how it is written: as plain text, Markdown, HTML or JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from html import escape
from typing import Any

from kg.history.nodes import Source
from kg.model.dates import period, say
from kg.model.lines import dress, faint, strong, wrap
from kg.model.lines import escape_markdown as md

SHOWN = 12
"""Lines under one heading that text shows unless all are asked for."""


@dataclass(frozen=True, slots=True)
class Line:
    """One fact on a card.

    `other` is the id of the thing it leads to, `node` the node that states it, `mark` what a
    reader must know first (an opinion, a planned change, a deprecated claim); empty where none.
    `note` is what the node says besides, such as the reason of a verdict; `also` are other nodes
    that state the same.
    """

    text: str
    when: str
    day: str
    mark: str
    other: str
    node: str
    sources: tuple[Source, ...]
    note: str = ""
    also: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """What it says with its note."""
        return f"{self.text.removesuffix('.')}. {self.note}" if self.note else self.text


@dataclass(frozen=True, slots=True)
class Card:
    """An entity on one page.

    `start` and `end` are as stated (EDTF); what has a `date` alone begins on it. `facts` are simple
    properties in words, `identifiers` what others call it, `sections` the lines by heading, in
    reading order, none of them empty. `life` is its story in one sentence.
    """

    id: str
    iri: str
    kind: str
    label: str
    about: str
    date: str
    start: str
    end: str
    facts: dict[str, str]
    identifiers: dict[str, str]
    aliases: tuple[str, ...]
    sections: dict[str, tuple[Line, ...]]
    sources: tuple[Source, ...]
    life: str = ""

    @property
    def when(self) -> str:
        """When it existed, or its date, in words."""
        return say(self.date) or period(self.start, self.end)

    def _repr_html_(self) -> str:
        return to_html(self)


def to_json(card: Card) -> dict[str, Any]:
    """Return a card as plain values; the keys are the fields of `Card`, `Line` and `Source`."""
    return asdict(card)


def to_text(card: Card, width: int = 100, full: bool = False, *, is_plain: bool = True) -> str:
    """Return a card as text, each line followed by its sources.

    A heading with more lines than a screen holds is cut, and says so, unless `full`; unless
    `is_plain`, headings carry emphasis for a terminal.
    """
    lines = [strong(card.label), f"{card.kind}  {card.id}"]
    lines += wrap(card.about, width, "")
    lines += wrap(card.life, width, "")
    if card.when:
        lines.append(card.when)
    for name, value in card.facts.items():
        lines += wrap(f"{name}: {value}", width, "  ", "")
    if card.aliases:
        lines += wrap("also called " + "; ".join(card.aliases), width, "")
    for name, value in card.identifiers.items():
        lines += wrap(f"{name}: {value}", width, "  ", "")
    lines += [faint(line) for line in wrap(_sources(card.sources), width, "  ")]
    for heading, found in card.sections.items():
        lines += ["", strong(f"{heading} ({len(found)})" if len(found) > 1 else heading)]
        shown = found if full else found[:SHOWN]
        for line in shown:
            lines += wrap(_line(line), width, "    ", "  ")
            if line.sources and line.sources != card.sources:
                lines += [faint(t) for t in wrap(_sources(line.sources), width, "      ", "      ")]
        if len(shown) < len(found):
            lines.append(f"  … and {len(found) - len(shown)} more (--all)")
    return dress("\n".join(lines) + "\n", is_plain=is_plain)


def to_markdown(card: Card) -> str:
    """Return a card as Markdown; names and texts from the data are escaped."""
    lines = [f"# {md(card.label)}", "", f"{md(card.kind)} · `{card.id}`"]
    for text in (card.about, card.life):
        lines += ["", md(text)] if text else []
    simple = {"when": card.when} | card.facts | card.identifiers
    lines += ["", *(f"- {md(name)}: {md(value)}" for name, value in simple.items() if value)]
    lines += [f"- also called {md('; '.join(card.aliases))}"] if card.aliases else []
    lines += [f"- *{md(_sources(card.sources))}*"] if card.sources else []
    for heading, found in card.sections.items():
        lines += ["", f"## {heading}", ""]
        for line in found:
            source = f" *{md(_sources(line.sources))}*" if line.sources else ""
            lines.append(f"- {md(_line(line))}{source}")
    return "\n".join(lines) + "\n"


def to_html(card: Card) -> str:
    """Return a card as a fragment of HTML without script or style sheet; every text is escaped."""
    parts = [f"<h3>{escape(card.label)}</h3>", f"<p>{escape(card.kind)} · {escape(card.id)}</p>"]
    parts += [f"<p>{escape(text)}</p>" for text in (card.about, card.life, card.when) if text]
    rows = card.facts | card.identifiers
    if rows:
        cells = "".join(
            f"<tr><th>{escape(k)}</th><td>{escape(v)}</td></tr>" for k, v in rows.items()
        )
        parts.append(f"<table>{cells}</table>")
    for heading, found in card.sections.items():
        items = "".join(
            f"<li>{escape(_line(line))}<br><small>{escape(_sources(line.sources))}</small></li>"
            for line in found
        )
        parts.append(
            f"<details><summary>{escape(heading)} ({len(found)})</summary>"
            f"<ul>{items}</ul></details>"
        )
    return "".join(parts)


def _line(line: Line) -> str:
    mark = f"[{line.mark}] " if line.mark else ""
    return f"{line.when}: {mark}{line.said}" if line.when else f"{mark}{line.said}"


def _sources(sources: tuple[Source, ...]) -> str:
    if not sources:
        return ""
    return ("source: " if len(sources) == 1 else "sources: ") + "; ".join(map(str, sources))
