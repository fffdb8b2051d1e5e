"""A document that was read: its text, the blocks that it is made of, and where its pages begin.

Whatever stands on a page only because it is a page (headers, footers, page numbers) is not in the
text; footnotes stand behind everything else. So the text is the same however it is paginated.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

CELL = "\t"
"""What stands between the cells of a row."""
_GAP = "\n\n"
_SPACE = re.compile(r"\s+")

Piece = tuple[int, str]
"""A part of a block with the number of the page on which it stands; 0 where there are none."""


class Style(StrEnum):
    """What a block is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    ROW = "row"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, item of a list, row of a table or footnote: its letters in the text."""

    start: int
    end: int
    style: Style = Style.PARAGRAPH


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as text. `pages` are (offset, number of the page) in the order of offsets."""

    text: str
    blocks: tuple[Block, ...]
    pages: tuple[tuple[int, int], ...] = ()

    def page(self, offset: int) -> int:
        """Return the number of the page on which a letter stands; 0 where there are no pages."""
        at = bisect_right(self.pages, (offset, 1 << 30)) - 1
        return self.pages[at][1] if at >= 0 else 0

    def place(self, offset: int) -> str:
        """Return where a letter stands, in words: its page, else its paragraph."""
        page = self.page(offset)
        if page:
            return f"p. {page}"
        at = bisect_right(self.blocks, offset, key=lambda block: block.start)
        return f"paragraph {max(at, 1)}"

    def words(self, block: Block) -> str:
        """Return the words of a block on one line."""
        return squeeze(self.text[block.start : block.end])

    def cells(self, block: Block) -> list[tuple[int, str]]:
        """Return the cells of a row, each with where it begins; of any other block, itself."""
        whole = self.text[block.start : block.end]
        if block.style is not Style.ROW:
            return [(block.start, squeeze(whole))]
        mark = CELL if CELL in whole else "|"
        if mark == "|":
            inner = whole.strip().strip("|")
            start = block.start + whole.index(inner) if inner else block.start
        else:
            inner, start = whole, block.start
        found = []
        for cell in inner.split(mark):
            found.append((start + len(cell) - len(cell.lstrip()), squeeze(cell)))
            start += len(cell) + 1
        return found


def squeeze(text: str) -> str:
    """Return a text on one line, with single spaces.

    >>> squeeze(" one\\n  two ")
    'one two'
    """
    return _SPACE.sub(" ", text).strip()


@dataclass(slots=True)
class PaperWriter:
    """Puts a text together out of blocks, in the order in which they are to be read."""

    _parts: list[str] = field(default_factory=list)
    _blocks: list[Block] = field(default_factory=list)
    _pages: list[tuple[int, int]] = field(default_factory=list)
    _length: int = 0

    def add(self, pieces: Sequence[Piece], style: Style = Style.PARAGRAPH) -> None:
        """Add a block of one or more pieces; one without words is none."""
        self.add_row([pieces], style)

    def add_row(self, cells: Sequence[Sequence[Piece]], style: Style = Style.ROW) -> None:
        """Add a row of cells, each of one or more pieces; one without words is none."""
        if not any(text.strip() for cell in cells for _, text in cell):
            return
        if self._blocks:
            self._write(_GAP)
        start = self._length
        for i, cell in enumerate(cells):
            self._write(CELL if i else "")
            spaced = False
            for page, text in cell:
                words = squeeze(text)
                if words:
                    self._turn(page)
                    self._write(f" {words}" if spaced else words)
                    spaced = True
        self._blocks.append(Block(start, self._length, style))

    def _turn(self, page: int) -> None:
        if page and (not self._pages or self._pages[-1][1] != page):
            self._pages.append((self._length, page))

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def paper(self) -> Paper:
        """Return what was put together."""
        return Paper("".join(self._parts), tuple(self._blocks), tuple(self._pages))
