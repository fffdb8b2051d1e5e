"""Read plain text and Markdown: the letters stay as they are, pages are parted by form feeds.

A line that stands at the same end of many pages is furniture, and is blanked, so that the others
keep their places.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from kg.errors import UsageError
from kg.ingest.papers.marks import begins_item, is_broken_off, sameness
from kg.ingest.papers.paper import Block, Paper, Style

MOST = 20 * 1024**2
"""Bytes of a text."""
_EDGE = 3
"""Lines at either end of a page that may be furniture."""
_RECURS = 3
"""Pages on which furniture stands at the least."""
_HEADING = re.compile(r" {0,3}#{1,6}\s")
_RULE = re.compile(r"[\s|:=*_-]+")
_UNDERLINE = re.compile(r"(=+|-+)\s*")
_FEED = "\f"


def read(path: Path, data: bytes) -> Paper:
    """Return a plain text or Markdown as a paper."""
    if len(data) > MOST:
        raise UsageError(f"{path}: is {len(data):,} bytes of text; at most {MOST:,} are read")
    if b"\0" in data[: 1 << 16]:
        raise UsageError(f"{path}: is not text; expected PDF, HTML, DOCX, Markdown or plain text")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    return split(text.replace("\r\n", "\n").replace("\r", "\n"))


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
    edges: Counter[tuple[bool, str]] = Counter()
    held = [page.split("\n") for page in pages]
    for lines in held:
        edges.update({(top, sameness(line)) for top, _, line in _edge(lines)})
    least = min(_RECURS, len(pages))
    for lines in held:
        for top, i, line in list(_edge(lines)):
            same = sameness(line)
            if same in ("#", "page #", "page # of #") or edges[top, same] >= least:
                lines[i] = " " * len(line)
    return ["\n".join(lines) for lines in held]


def _edge(lines: list[str]) -> list[tuple[bool, int, str]]:
    """Return what may be furniture: the outermost lines, where a blank one sets them apart."""
    found = []
    for top in (True, False):
        order = range(len(lines)) if top else range(len(lines) - 1, -1, -1)
        group: list[tuple[bool, int, str]] = []
        for i in order:
            if lines[i].strip():
                group.append((top, i, lines[i]))
            elif group:
                break
        if len(group) <= _EDGE:
            found += group
    return found


def _blocks(text: str) -> list[Block]:
    """Return the blocks of a text: parted by blank lines, by marks of items, and by headings."""
    found: list[Block] = []
    start = end = offset = 0
    is_open = is_apart = False
    style = Style.PARAGRAPH
    pieces = re.split(r"(\n|\f)", text)
    for i in range(0, len(pieces), 2):
        line, mark = pieces[i], pieces[i + 1] if i + 1 < len(pieces) else ""
        here, offset = offset, offset + len(line) + len(mark)
        if not line.strip():
            is_apart = True
            continue
        own = _style(line)
        over_page = _FEED in text[end:here]
        goes_on = is_open and own is None and style is not Style.ROW and (
            is_broken_off(text[start:end], line) if over_page else
            not is_apart and style is not Style.HEADING
        )  # fmt: skip
        if goes_on and _UNDERLINE.fullmatch(line) and not over_page:
            style = Style.HEADING
            continue
        if not goes_on:
            if is_open:
                found.append(Block(start, end, style))
            if _RULE.fullmatch(line):
                is_open = False
                continue
            start, style, is_open = (
                here + len(line) - len(line.lstrip()),
                own or Style.PARAGRAPH,
                True,
            )
        end, is_apart = here + len(line.rstrip()), False
    if is_open:
        found.append(Block(start, end, style))
    return found


def _style(line: str) -> Style | None:
    """Return what a line begins; None where it may go on with what stands before it."""
    if _HEADING.match(line):
        return Style.HEADING
    if line.count("|") > 1 and line.strip().startswith("|"):
        return Style.ROW
    if line.count("\t") and len(line.split("\t")) > 2:
        return Style.ROW
    return Style.ITEM if begins_item(line) else None
