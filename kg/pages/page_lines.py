"""The lines of a card as a page shows them: what each links to, its sources, the row behind it.

A page stays short enough to be read, and to be sent: a heading with too many lines shows some of
them, and goes on on further pages, which hold all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kg.ask.cardtext import Card, Line
from kg.history.nodes import Source
from kg.pages.library import Library, fragment_of
from kg.pages.line_html import LineWriter
from kg.pages.page_paths import continued_path

PAGE_BYTES = 24_000
"""What the lines of the first page of a thing may take."""
FURTHER_BYTES = 44_000
"""What the lines of a further page may take."""
_FEWEST, _SHORT = 2, 3
"""Lines that every heading keeps, and lines of one that is never cut."""


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of a page of a thing, as it is shown (`html`) and as data.

    `words` are what leads to the thing `other`. `note` is a remark or a reason;
    `row` is where the fact stands in the tables, as `table.csv line n`.
    """

    html: Markup
    text: str
    words: str
    other: str
    when: str
    day: str
    mark: str
    note: str
    sources: tuple[Source, ...]
    row: str
    node: str


@dataclass(frozen=True, slots=True)
class PageSection:
    """A heading with the lines that the first page shows; `further` are the pages with all."""

    heading: str
    lines: tuple[PageLine, ...]
    total: int
    further: tuple[str, ...] = ()
    are_latest: bool = False


def make_lines(library: Library, card: Card) -> dict[str, tuple[PageLine, ...]]:
    """Return all lines of a card by heading, in the order of the card."""
    lines = [line for found in card.sections.values() for line in found]
    cited = {source.slug for line in lines for source in line.sources}
    writer = LineWriter(library, card.id, cited, tuple(card.sources))
    stating = (node for line in lines for node in (line.node, *line.also))
    rows = library.rows(library.space.iri(node) for node in stating)
    taken: set[str] = set()
    found: dict[str, tuple[PageLine, ...]] = {}
    for heading, told in card.sections.items():
        made = []
        for line in told:
            nodes = [node for node in (line.node, *line.also) if node != card.id]
            places = (row_of(rows, library.space.iri(node)) for node in nodes)
            row = "; ".join(place for place in places if place)
            fragments = [f for node in nodes if (f := _fragment(library, node, taken))]
            made.append(_make_line(library, card, line, row, fragments, writer))
        found[heading] = tuple(made)
    return found


def row_of(rows: Mapping[str, tuple[str, int]], iri: str) -> str:
    """Return where a node stands in the tables; nothing where it does not."""
    table, line = rows.get(iri, ("", 0))
    return f"{table}.csv line {line}" if table else ""


def fit(slug: str, lines: Mapping[str, tuple[PageLine, ...]]) -> list[PageSection]:
    """Return the sections of the first page: as many lines under each heading as there is room.

    Where there is too little, the heading that takes most gives up half of its lines, again and
    again.
    """
    shown = {heading: _cut(slug, heading, told, len(told)) for heading, told in lines.items()}
    sizes = {heading: _size(one) for heading, one in shown.items()}
    while sum(sizes.values()) > PAGE_BYTES:
        wide = [h for h, one in shown.items() if len(one.lines) > _FEWEST and one.total > _SHORT]
        if not wide:
            break
        heading = max(wide, key=lambda h: sizes[h])
        half = max(_FEWEST, len(shown[heading].lines) // 2)
        shown[heading] = _cut(slug, heading, lines[heading], half)
        sizes[heading] = _size(shown[heading])
    return list(shown.values())


def _size(section: PageSection) -> int:
    return sum(len(line.html) for line in section.lines)


def split(lines: Sequence[PageLine]) -> list[tuple[PageLine, ...]]:
    """Return lines in parts, each of which has room on one page."""
    parts: list[list[PageLine]] = [[]]
    room = FURTHER_BYTES
    for line in lines:
        if len(line.html) > room and parts[-1]:
            parts.append([])
            room = FURTHER_BYTES
        parts[-1].append(line)
        room -= len(line.html)
    return [tuple(part) for part in parts]


def list_further(
    slug: str, lines: Mapping[str, tuple[PageLine, ...]]
) -> Iterator[tuple[str, str, int]]:
    """Yield the further pages of a thing: path, heading, and which part of it, from 0."""
    for section in fit(slug, lines):
        for part, path in enumerate(section.further):
            yield path, section.heading, part


def _cut(slug: str, heading: str, lines: tuple[PageLine, ...], limit: int) -> PageSection:
    if len(lines) <= limit:
        return PageSection(heading, lines, len(lines))
    paths = (continued_path(slug, heading, n + 1) for n in range(len(split(lines))))
    # Lines of one day, such as the advice of one report, begin with the first.
    are_latest = all(line.day for line in lines) and len({line.day for line in lines}) > 1
    shown = lines[-limit:] if are_latest else lines[:limit]
    return PageSection(heading, shown, len(lines), tuple(paths), are_latest)


def _fragment(library: Library, node: str, taken: set[str]) -> str:
    """Return the fragment of a fact that has no page of its own, the first time it is told."""
    if node in taken or library.has_page(node):
        return ""
    taken.add(node)
    return fragment_of(node)


def _make_line(
    library: Library,
    card: Card,
    line: Line,
    row: str,
    fragments: Sequence[str],
    writer: LineWriter,
) -> PageLine:
    label = library.facts.label(line.other) if line.other else ""
    other = line.other if line.other != card.id and library.has_page(line.other) else ""
    told = split_text(line.text, label) if other else (line.text, "", "")
    html = writer.write(line, told, other, row, fragments)
    words = told[1] or label or line.text
    return PageLine(
        html, line.text, words, other, line.when, line.day, line.mark, line.note, line.sources,
        row, line.node,
    )  # fmt: skip


def split_text(text: str, label: str) -> tuple[str, str, str]:
    """Return what is before the words that lead to a thing, these words, and what is after.

    They are its name where the text has it, else what stands before the first colon.

    >>> split_text("led by Ann, since 2001", "Ann"), split_text("Report, 4: Do it", "x-r4")
    (('led by ', 'Ann', ', since 2001'), ('', 'Report, 4', ': Do it'))
    >>> split_text("Do it", "x-r4")
    ('', 'Do it', '')
    """
    at = text.find(label) if label else -1
    if at >= 0:
        return text[:at], label, text[at + len(label) :]
    words, colon, after = text.partition(": ")
    return ("", words, colon + after) if colon else ("", text, "")
