"""Read the text of a web page: its headings, paragraphs, items and tables, without its menus.

What is read is the part that the page marks as its content, where that holds most of the words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from kg.errors import UsageError
from kg.ingest.documents.papers.paper import Paper, PaperWriter, Style, squeeze

MOST = 8 * 1024**2
"""Bytes of a page: a report of a thousand pages has less."""
_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
_SAMPLE = 4096
_LEFT_OUT = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "select",
        "button",
        "form",
        "nav",
        "footer",
        "aside",
        "iframe",
        "object",
        "head",
        "dialog",
        "sup",
    ]
)
_ROLES = frozenset(["navigation", "banner", "contentinfo", "search", "complementary", "dialog"])
_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    ]
)
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_BLOCKS = _HEADINGS | frozenset(
    [
        "p",
        "div",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "blockquote",
        "section",
        "article",
        "main",
        "header",
        "table",
        "thead",
        "tbody",
        "tfoot",
        "caption",
        "figcaption",
        "figure",
        "pre",
        "address",
        "details",
        "summary",
        "body",
        "html",
        "hr",
        "br",
    ]
)
_CELLS = ("td", "th")
_CONTENT = ("main", "article")
_LINKED = 0.7
"""The share of its letters from which on a block is a link rather than words."""
_MENU = 3
"""Blocks of links in a row that are a menu."""


@dataclass(slots=True)
class _Element:
    tag: str
    is_out: bool = False
    number: int | None = None
    """The number of the next item, of an ordered list."""


@dataclass(slots=True)
class _HtmlBlock:
    """A block as it is read: its cells, how many of its letters are of links, where it stands."""

    cells: list[str]
    style: Style
    linked: int = 0
    within: frozenset[str] = frozenset()

    @property
    def is_link(self) -> bool:
        """Whether it is a link rather than words."""
        return self.linked > _LINKED * sum(map(len, self.cells))


@dataclass
class _PageParser(HTMLParser):
    """Collects the blocks of a page."""

    parts: list[_HtmlBlock] = field(default_factory=list)
    _open: list[_Element] = field(default_factory=list)
    _words: list[str] = field(default_factory=list)
    _linked: int = 0
    _mark: str = ""
    _cells: list[str] | None = None
    _in_cell: bool = False
    _row_linked: int = 0

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take in the beginning of an element."""
        if tag in _BLOCKS and self._cells is None:
            self._end_block()
        elif tag in _BLOCKS:
            self._words.append(" ")
        if tag in _VOID:
            return
        given = dict(attrs)
        is_out = (
            tag in _LEFT_OUT
            or (given.get("role") or "").casefold() in _ROLES
            or "hidden" in given
            or given.get("aria-hidden") == "true"
            or (tag == "header" and not self._is_within(*_CONTENT))
        )
        element = _Element(tag, is_out or self._is_out)
        if tag == "ol":
            start = given.get("start") or "1"
            element.number = int(start) if start.isdecimal() else 1
        self._open.append(element)
        if tag == "li":
            self._begin_item()
        elif tag == "tr":
            self._end_row()
            self._cells, self._row_linked = [], 0
        elif tag in _CELLS and self._cells is not None:
            self._end_cell()
            self._words.clear()
            self._in_cell = True

    def _begin_item(self) -> None:
        listed = next((e for e in reversed(self._open) if e.tag in ("ol", "ul")), None)
        self._mark = "- "
        if listed is not None and listed.number is not None:
            self._mark = f"{listed.number}. "
            listed.number += 1

    def handle_endtag(self, tag: str) -> None:
        """Take in the end of an element, and of those in it that nobody ended."""
        if not any(element.tag == tag for element in self._open):
            return
        if tag in _CELLS:
            self._end_cell()
        elif tag in ("tr", "table"):
            self._end_row()
        elif tag in _BLOCKS and self._cells is None:
            style = Style.HEADING if tag in _HEADINGS else None
            self._end_block(style)
        elif tag in _BLOCKS:
            self._words.append(" ")
        while self._open and self._open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Take in words."""
        if self._is_out:
            return
        self._words.append(data)
        if self._is_within("a"):
            self._linked += len(data.strip())

    def close(self) -> None:
        """Take in what is left at the end of a page."""
        super().close()
        self._end_row()
        self._end_block()

    @property
    def _is_out(self) -> bool:
        return bool(self._open) and self._open[-1].is_out

    def _is_within(self, *tags: str) -> bool:
        return any(element.tag in tags for element in self._open)

    def _end_block(self, style: Style | None = None) -> None:
        words = squeeze("".join(self._words))
        if words:
            is_item = bool(self._mark)
            style = style or (Style.ITEM if is_item else Style.PARAGRAPH)
            self._keep([self._mark + words if is_item else words], style, self._linked)
            self._mark = ""
        self._words.clear()
        self._linked = 0

    def _end_cell(self) -> None:
        if self._cells is not None and self._in_cell:
            self._cells.append(squeeze("".join(self._words)))
            self._row_linked += self._linked
            self._words.clear()
            self._linked, self._in_cell = 0, False

    def _end_row(self) -> None:
        self._end_cell()
        cells, self._cells = self._cells or [], None
        if len(cells) == 1:
            self._keep(cells, Style.PARAGRAPH, self._row_linked)
        elif cells:
            self._keep(cells, Style.ROW, self._row_linked)

    def _keep(self, cells: list[str], style: Style, linked: int) -> None:
        within = frozenset(element.tag for element in self._open if element.tag in _CONTENT)
        self.parts.append(_HtmlBlock(cells, style, linked, within))


def read(path: Path, data: bytes) -> Paper:
    """Return a web page as a paper."""
    if len(data) > MOST:
        raise UsageError(
            f"{path}: is {len(data):,} bytes of HTML; at most {MOST:,} are read: save the page "
            "without the pictures in it, or in parts"
        )
    reader = _PageParser()
    reader.feed(_decode(data))
    reader.close()
    writer = PaperWriter()
    for part in _without_menus(_content(reader.parts)):
        writer.add_row([[(0, cell)] for cell in part.cells], part.style)
    return writer.paper()


def _decode(data: bytes) -> str:
    found = _CHARSET.search(data[:_SAMPLE])
    named = found[1].decode("ascii") if found else "utf-8"
    for encoding in ("utf-8-sig" if data[:3] == b"\xef\xbb\xbf" else named, "utf-8"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("cp1252", "replace")


def _content(parts: list[_HtmlBlock]) -> list[_HtmlBlock]:
    """Return the blocks that stand in the content of a page, if these are most of its words."""

    def length(some: list[_HtmlBlock]) -> int:
        return sum(len(cell) for part in some if not part.is_link for cell in part.cells)

    for tag in _CONTENT:
        within = [part for part in parts if tag in part.within]
        if 2 * length(within) > length(parts):
            return within
    return parts


def _without_menus(parts: list[_HtmlBlock]) -> list[_HtmlBlock]:
    """Return blocks without those of several in a row that are only links."""
    found: list[_HtmlBlock] = []
    links: list[_HtmlBlock] = []
    for part in [*parts, _HtmlBlock([], Style.PARAGRAPH)]:
        if part.cells and part.is_link:
            links.append(part)
            continue
        if len(links) < _MENU:
            found += links
        links = []
        if part.cells:
            found.append(part)
    return found
