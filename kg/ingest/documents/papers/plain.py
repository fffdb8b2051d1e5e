"""Read plain text and Markdown: the letters stay as they are, pages are parted by form feeds.

A line that stands at the same end of many pages is furniture, and is blanked, so that the others
keep their places.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import UsageError
from kg.ingest.documents.papers.marks import begins_item, is_broken_off, is_page_number, sameness
from kg.ingest.documents.papers.paper import Block, Paper, Style

MOST = 20 * 1024**2
"""Bytes of a text."""
_EDGE = 3
"""Lines at either end of a page that may be furniture."""
_RECURS = 3
"""Pages on which furniture stands at the least."""
_HEADING = re.compile(r" {0,3}#{1,6}\s")
_FRONT = re.compile(r"---\n(?:[^\n]*\n){1,60}?---\n")
"""What stands above a Markdown: not its text, but what somebody keeps about it."""
_RULE = re.compile(r"[\s|:=*_-]+")
_UNDERLINE = re.compile(r"(=+|-+)\s*")
_SPARE = 3
"""Letters beside a word that must have found room before a writer is said to have ended a line."""
_FEED = "\f"


def read(path: Path, data: bytes) -> Paper:
    """Return a plain text or Markdown as a paper."""
    if len(data) > MOST:
        raise UsageError(f"{path}: is {len(data):,} bytes of text; at most {MOST:,} are read")
    if b"\0" in data[: 1 << 16]:
        raise UsageError(f"{path}: is not text; expected PDF, HTML, DOCX, Markdown or plain text")
    return split(decode(data))


def decode(data: bytes) -> str:
    """Return the letters of a text in UTF-8, or else in the code of old Windows programs."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def split(text: str) -> Paper:
    """Return a text with its blocks and pages; what recurs at the ends of pages is blanked."""
    pages = text.split(_FEED)
    if len(pages) > 1:
        pages = _blank_furniture(pages)
        text = _FEED.join(pages)
    starts, offset = [], 0
    for number, page in enumerate(pages, start=1):
        starts.append((offset, number))
        offset += len(page) + 1
    return Paper(text, tuple(_blocks(text)), tuple(starts) if len(pages) > 1 else ())


def _blank_furniture(pages: list[str]) -> list[str]:
    """Return pages of the same length, without the lines that recur at the same end of them."""
    held = [page.split("\n") for page in pages]
    edges: Counter[tuple[bool, str]] = Counter()
    for number, lines in enumerate(held):
        edges.update(
            {(top, same) for top, i in _edge(lines) for same in sameness(lines[i], number)}
        )
    least = min(_RECURS, len(pages))
    for number, lines in enumerate(held):
        for top, i in list(_edge(lines)):
            recurs = max(edges[top, same] for same in sameness(lines[i], number)) >= least
            if recurs or is_page_number(lines[i]):
                lines[i] = " " * len(lines[i])
    return ["\n".join(lines) for lines in held]


def _edge(lines: list[str]) -> list[tuple[bool, int]]:
    """Return what may be furniture: the outermost lines, where a blank one sets them apart."""
    found: list[tuple[bool, int]] = []
    for top in (True, False):
        order = range(len(lines)) if top else range(len(lines) - 1, -1, -1)
        group: list[tuple[bool, int]] = []
        for i in order:
            if lines[i].strip():
                group.append((top, i))
            elif group:
                break
        if len(group) <= _EDGE:
            found += group
    return found


def _blocks(text: str) -> list[Block]:
    """Return the blocks of a text: parted by blank lines, by marks of items, and by headings."""
    found: list[Block] = []
    start = end = 0
    is_open = False
    style, before = Style.PARAGRAPH, _TextLine(0, "", 0)
    for line in _lines(text):
        own = _style(line.text)
        over_page = _FEED in text[end : line.start]
        is_apart = "\n" in text[end : line.start].replace("\n", "", 1)
        if not is_open or own is not None or style is Style.ROW:
            goes_on = False
        elif over_page:
            goes_on = is_broken_off(text[start:end], line.text)
        else:
            goes_on = not is_apart and style is not Style.HEADING and not before.ends_before(line)
        if goes_on and _UNDERLINE.fullmatch(line.text) and not over_page:
            style = Style.HEADING
            continue
        if not goes_on:
            if is_open:
                found.append(Block(start, end, style))
            is_open = _RULE.fullmatch(line.text) is None
            start, style = line.start, own or Style.PARAGRAPH
        end, before = line.start + len(line.text), line
    if is_open:
        found.append(Block(start, end, style))
    return found


@dataclass(frozen=True, slots=True)
class _TextLine:
    """A line of words: where it begins, what it says, and how long those about it are at most."""

    start: int
    text: str
    longest: int

    def ends_before(self, line: _TextLine) -> bool:
        """Return whether the writer ended it: the first word of the next would have found room."""
        word = line.text.split(" ", 1)[0]
        return line.text[:1].isupper() and len(self.text) + len(word) + _SPARE < self.longest


def _lines(text: str) -> Iterator[_TextLine]:
    """Yield the lines that have words, without the blanks about them and what heads a Markdown."""
    front = _FRONT.match(text)
    offset = front.end() if front else 0
    text = text[offset:]
    for page in text.split(_FEED):
        for part in re.split(r"(\n\s*\n)", page):
            lines = part.split("\n")
            longest = max(map(len, lines))
            for line in lines:
                words = line.strip()
                if words:
                    yield _TextLine(offset + line.index(words), words, longest)
                offset += len(line) + 1
            offset -= 1
        offset += 1


def _style(line: str) -> Style | None:
    """Return what a line begins; None where it may go on with what stands before it."""
    if _HEADING.match(line):
        return Style.HEADING
    if line.count("|") > 1 and line.strip().startswith("|"):
        return Style.ROW
    if line.count("\t") and len(line.split("\t")) > 2:
        return Style.ROW
    return Style.ITEM if begins_item(line) else None
