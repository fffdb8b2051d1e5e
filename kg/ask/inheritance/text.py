"""Write an inheritance statement for a terminal, and as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.ask.inheritance.statement import HEADINGS, Inheritance, Inherited, Precedent, Remark
from kg.history.nodes import Source
from kg.model.dates import say
from kg.model.lines import dress, faint, make_visible, strong, wrap
from kg.model.lines import escape_markdown as md
from kg.model.spelling import count, years

SHOWN = 6
"""Things under one heading that text shows unless all are asked for."""


def title(found: Inheritance) -> str:
    """Return what is supposed, in one sentence."""
    heirs = f" and {_join(found.heirs.values())} took over" if found.heirs else ""
    return f"If {_join(found.ended.values())} ended {say_when(found.day)}{heirs}"


def opening(found: Inheritance) -> str:
    """Return how much would be orphaned, in one sentence."""
    if not found.sections:
        return "The record knows nothing that would be orphaned."
    return f"To be passed on: {_join(remark.text for remark in found.summary)}."


def footing(found: Inheritance) -> str:
    """Return what the statement rests on."""
    read = f" as read up to {say(found.read_up_to)}" if found.read_up_to else ""
    return f"Supposed, and not in the record. All else is what the record holds{read}."


def line_of(found: Inheritance) -> str:
    """Return for whom else the statement speaks, in one sentence; empty where for nobody."""
    others = [label for slug, label in found.line.items() if slug not in found.ended]
    if not others:
        return ""
    return f"With what is theirs by succession or as their units: {'; '.join(others)}."


def to_text(
    found: Inheritance, width: int = 100, full: bool = False, *, is_plain: bool = True
) -> str:
    """Return a statement as text, each line followed by its sources; long lists cut unless full."""
    lines = [strong(line) for line in wrap(title(found), width, "")]
    lines += wrap(opening(found), width, "")
    lines += [faint(line) for line in wrap(footing(found), width, "")]
    if full:
        lines += [faint(line) for line in wrap(line_of(found), width, "")]
    for heading, things in found.sections.items():
        lines += ["", strong(f"{HEADINGS[heading][1].capitalize()} ({len(things):,})")]
        shown = things if full else things[:SHOWN]
        for thing in shown:
            lines += _thing(thing, found, width)
        if len(shown) < len(things):
            lines.append(f"  … and {len(things) - len(shown):,} more (--all)")
    if found.told or found.precedents:
        lines += ["", strong("What became of such things before")]
        for remark in found.told:
            lines += wrap(remark.text, width, "    ", "  ")
        for past in found.precedents:
            lines += wrap(precedent(past), width, "    ", "  ")
            lines += [faint(t) for t in wrap(sources(past.sources), width, "      ", "      ")]
    if found.unknown:
        lines += ["", strong("What the record does not know")]
        for remark in found.unknown:
            lines += wrap(remark.text, width, "    ", "  ")
            if full:
                lines += [faint(t) for t in wrap(", ".join(remark.ids), width, "      ")]
    return dress("\n".join(lines) + "\n", is_plain=is_plain)


def say_when(day: str) -> str:
    """Return a date after the word that fits it.

    >>> say_when("2027-04-01"), say_when("2027"), say_when("2026-01-01/2026-06-30")
    ('on 1 April 2027', 'in 2027', 'between 1 January 2026 and 30 June 2026')
    """
    first, gap, last = day.partition("/")
    if gap:
        return f"between {say(first)} and {say(last)}"
    return f"{'on' if len(day) > len('2027-04') else 'in'} {say(day)}"


def _thing(thing: Inherited, found: Inheritance, width: int) -> Iterator[str]:
    yield from wrap(head(thing), width, "    ", "  ")
    yield from wrap(make_visible(thing.text), width, "    ", "    ")
    for said in notes(thing, found):
        yield from wrap(said, width, "      ", "    ")
    for line in wrap(sources(thing.sources), width, "      ", "      "):
        yield faint(line)


def head(thing: Inherited) -> str:
    """Return the first line of a thing: its name, when, and its id."""
    when = f" ({thing.when})" if thing.when else ""
    return f"{thing.label}{when}  {thing.id}"


def notes(thing: Inherited, found: Inheritance) -> Iterator[str]:
    """Yield what else a reader must know of a thing: who had it first, who has it too, doubts."""
    if thing.holder:
        of = "of its unit" if thing.holder in found.units else "came from"
        yield f"{of} {thing.holder_label}"
    if thing.others:
        yield f"also with {_join(label for _, label in thing.others)}"
    if thing.doubt:
        yield f"not sure: {thing.doubt}"


def precedent(past: Precedent) -> str:
    """Return what became of what a body had, in a few sentences."""
    heirs = _join(label for _, label in past.heirs)
    said = [
        f"{past.label} ended {say_when(past.ended)}: " + (f"to {heirs}" if heirs else "no heir")
    ]
    if past.advice:
        was = count(len(past.advice), "recommendation was", "recommendations were")
        said.append(f"{was} open then, of which {len(past.enacted):,} were found enacted since")
    if past.running:
        things = count(len(past.running), "system or programme", "systems and programmes")
        said.append(f"it ran {things}, of which {len(past.stopped):,} have ended since")
    if past.contracts:
        ran = count(len(past.contracts), "contract")
        said.append(f"{ran} ran on, of which {len(past.cut):,} were cut short or replaced")
    if past.next_id:
        wait = years(*(past.years or (0.0, 0.0)))
        said.append(f"an heir was reorganised {wait} later ({past.next_label})")
    return "; ".join(said) + "."


def to_markdown(found: Inheritance) -> str:
    """Return a whole statement as Markdown, with every id and source."""
    lines = [f"# {md(title(found))}", "", md(opening(found)), "", f"*{md(footing(found))}*"]
    if line_of(found):
        lines += ["", md(line_of(found))]
    for heading, things in found.sections.items():
        lines += ["", f"## {HEADINGS[heading][1].capitalize()} ({len(things):,})", ""]
        for thing in things:
            when = f" ({md(thing.when)})" if thing.when else ""
            parts = [f"**{md(thing.label)}**{when} `{thing.id}`", md(thing.text)]
            parts += [md(note) for note in notes(thing, found)]
            said = f" *{md(sources(thing.sources))}*" if thing.sources else ""
            lines.append("- " + ". ".join(p.rstrip(".") for p in parts if p) + "." + said)
    if found.told or found.precedents:
        lines += ["", "## What became of such things before", ""]
        lines += _counted(found.told)
        for past in found.precedents:
            lines.append(f"- {md(precedent(past))} *{md(sources(past.sources))}*")
    if found.unknown:
        lines += ["", "## What the record does not know", "", *_counted(found.unknown)]
    return "\n".join(lines) + "\n"


def _counted(remarks: Iterable[Remark]) -> Iterator[str]:
    for remark in remarks:
        yield f"- {md(remark.text)} ({', '.join(f'`{one}`' for one in remark.ids)})"


def sources(found: tuple[Source, ...]) -> str:
    """Return the sources of a thing in one line; empty where it has none."""
    if not found:
        return ""
    return ("source: " if len(found) == 1 else "sources: ") + "; ".join(map(str, found))


def _join(words: Iterable[str]) -> str:
    """Return words as a list in a sentence."""
    *first, last = [*words] or [""]
    return f"{', '.join(first)} and {last}" if first else last
