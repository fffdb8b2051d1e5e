"""Put lines together to paragraphs, over the ends of lines, columns and pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from statistics import median

from kg.ingest.documents.papers.columns import Flow, Row, TableRow, read_pages
from kg.ingest.documents.papers.furniture import PageLayout
from kg.ingest.documents.papers.marks import (
    begins_block,
    begins_item,
    begins_reference,
    is_broken_off,
    is_unfinished,
)
from kg.ingest.documents.papers.paper import Paper, PaperWriter, Piece, Style

_APART = 1.28
"""From how many usual distances on two lines are of two paragraphs."""
_OTHER_SIZE = 0.08
"""The share by which letters of a heading are of another size."""
_HEADING = 1.12
"""Letters of a heading are larger than this, of the usual size."""
_CAPITALS = 10
"""Letters of a line in capitals at the least that is a heading."""
_OUT = 0.5
"""Heights of a letter by which what goes on in an item never begins left of its mark."""
_FULL = 0.88
"""A line that fills that much of its column was ended by the column."""
_ABOUT = 4
"""Lines on either side that tell how far to the right lines go."""
_SPARE = 3
"""Letters beside a word that must have found room before a writer is said to have ended a line."""
_ENDS = re.compile(r"[.!?:;]['\"’”)\]]*$")
_HYPHEN = re.compile(r"(\w)[-‐]$")
_WORD = re.compile(r"\w+(?:-\w+)*")
_LAST = re.compile(r"([\w-]*\w)[-‐]$")
_DOUBT = 1
"""The share of words that cannot be told from which on hyphens are taken for the writer's."""


@dataclass(slots=True)
class _Line:
    """A line of prose; `edge` is as far right as lines about it go that begin below each other."""

    page: int
    text: str
    left: float
    right: float
    top: float
    size: float
    edge: float = 0.0
    begins: bool = False
    """Whether it is the first of its column."""

    @property
    def is_full(self) -> bool:
        """Whether the column ended it, and not the writer."""
        return self.right >= self.left + _FULL * (self.edge - self.left)

    def has_room_for(self, line: _Line) -> bool:
        """Return whether the first word of another line would have found room behind this one."""
        letter = (line.right - line.left) / max(len(line.text), 1)
        word = len(line.text.split(" ", 1)[0]) + _SPARE
        return self.edge - self.right > word * letter


@dataclass(slots=True)
class _Joined:
    """A block that lines are still added to."""

    lines: list[_Line] = field(default_factory=list)
    cells: list[list[Piece]] = field(default_factory=list)


def put_together(sheets: Sequence[PageLayout]) -> Paper:
    """Return pages without furniture as a paper."""
    ordered = read_pages((sheet.runs, sheet.rules) for sheet in sheets)
    parts = [
        (sheet.number, part)
        for sheet, on_page in zip(sheets, ordered, strict=True)
        for part in on_page
    ]
    lines = [line for page, part in parts if isinstance(part, Flow) for line in _lines(page, part)]
    usual = median([line.size for line in lines for _ in range(1 + len(line.text) // 20)] or [1.0])
    mender = _Mender([line.text for line in lines])
    writer = PaperWriter()
    for block in _blocks(parts, _pitch(lines)):
        if block.cells:
            writer.add_row(block.cells)
        else:
            _write(writer, block.lines, usual, mender)
    for sheet in sheets:
        for note in _note_blocks(sheet):
            writer.add([(sheet.number, mender.join([line.text for line in note]))], Style.NOTE)
    return writer.paper()


def _lines(page: int, flow: Flow) -> list[_Line]:
    found = [_line(page, row) for row in flow.lines]
    for i, line in enumerate(found):
        about = found[max(0, i - _ABOUT) : i + _ABOUT + 1]
        line.edge = max(other.right for other in about if abs(other.left - line.left) < line.size)
    found[0].begins = True
    return found


def _line(page: int, row: Row) -> _Line:
    size = max(row, key=lambda run: len(run.text)).size
    text = " ".join(run.text for run in row)
    return _Line(page, text, row[0].left, row[-1].right, row[0].top, size)


def _pitch(lines: Sequence[_Line]) -> float:
    """Return the usual distance of lines, in heights of a letter."""
    steps = [
        (after.top - before.top) / before.size
        for before, after in pairwise(lines)
        if before.page == after.page
        and 0.6 < (after.top - before.top) / before.size < 2.2
        and not after.begins
        and before.is_full
    ]
    return median(steps) if steps else 1.2


def _blocks(parts: Iterable[tuple[int, Flow | TableRow]], pitch: float) -> Iterator[_Joined]:
    """Yield the blocks of pages, in order; what goes on on the next page is one."""
    held = _Joined()
    for page, part in parts:
        if isinstance(part, TableRow):
            cells = [[(page, _joined(cell))] if cell else [] for cell in part.cells]
            if held.cells and not cells[0] and len(cells) == len(held.cells):
                for kept, more in zip(held.cells, cells, strict=True):
                    kept += more
                continue
            yield held
            held = _Joined(cells=[list(cell) for cell in cells])
            continue
        for line in _lines(page, part):
            if held.lines and not _parts(held.lines, line, pitch):
                held.lines.append(line)
                continue
            yield held
            held = _Joined([line])
    yield held


def _joined(cell: Sequence[Row]) -> str:
    text = ""
    for row in cell:
        words = " ".join(run.text for run in row)
        text = f"{text} {words}" if text else words
    return text


def _parts(lines: Sequence[_Line], line: _Line, pitch: float) -> bool:
    """Return whether a line begins another block than the one before it."""
    before = lines[-1]
    if abs(line.size - before.size) > _OTHER_SIZE * before.size:
        return True
    if _is_in_capitals(line.text) and not _is_in_capitals(before.text):
        return True
    near = not line.begins and line.page == before.page
    goes_on = near and before.is_full and is_unfinished(before.text)
    if begins_item(line.text) and not (goes_on and begins_reference(line.text)):
        return True
    is_item = begins_item(lines[0].text)
    below = line.page == before.page and line.top > before.top
    if below and (line.top - before.top) > _APART * pitch * before.size:
        return True
    if is_item and below and line.left < lines[0].left - _OUT * line.size:
        return True
    if line.begins or line.page != before.page:
        if begins_block(line.text):
            return True
        if is_broken_off(before.text, line.text):
            return not before.is_full and not line.text[:1].islower()
        return not before.is_full
    hangs = len(lines) == 1 and is_item
    indented = line.left > before.left + before.size and not hangs
    ended = _ENDS.search(before.text) is not None
    is_new = line.text[:1].isupper() and before.has_room_for(line)
    return is_new or (ended and indented)


def _is_in_capitals(words: str) -> bool:
    return words.isupper() and sum(map(str.isalpha, words)) >= _CAPITALS


def _write(writer: PaperWriter, lines: Sequence[_Line], usual: float, mender: _Mender) -> None:
    if not lines:
        return
    if lines[0].size > _HEADING * usual:
        style = Style.HEADING
    else:
        style = Style.ITEM if begins_item(lines[0].text) else Style.PARAGRAPH
    pieces: list[Piece] = []
    carried = ""
    for page, mine in groupby(lines, key=lambda line: line.page):
        text = mender.join([carried, *(line.text for line in mine)])
        carried = ""
        if page != lines[-1].page and _HYPHEN.search(text):
            text, _, carried = text.rpartition(" ")
        pieces.append((page, text))
    writer.add(pieces, style)


class _Mender:
    """Makes words whole that the end of a line broke, where it is the line that has the hyphen.

    The document tells: by the word without a hyphen elsewhere, or with it, or by what it does with
    most of the words that can be told.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        self._known = {word.casefold() for line in lines for word in _WORD.findall(line)}
        told = [self._tell(a, b) for a, b in pairwise(lines) if _HYPHEN.search(a)]
        self._usually = told.count(True) > told.count(False) + _DOUBT * told.count(None)

    def join(self, lines: Sequence[str]) -> str:
        """Return lines as one."""
        text = ""
        for line in lines:
            if not text:
                text = line
            elif _HYPHEN.search(text) and line:
                told = self._tell(text, line)
                text = (text[:-1] if (self._usually if told is None else told) else text) + line
            else:
                text = f"{text} {line}"
        return text

    def _tell(self, before: str, after: str) -> bool | None:
        """Return whether a hyphen is of the line; None where the document does not tell."""
        first, second = _LAST.search(before), _WORD.match(after)
        if first is None or second is None or not after[:1].islower():
            return False
        if f"{first[1]}-{second[0]}".casefold() in self._known:
            return False
        return True if f"{first[1]}{second[0]}".casefold() in self._known else None


def _note_blocks(sheet: PageLayout) -> Iterator[list[_Line]]:
    held: list[_Line] = []
    for row in sheet.notes:
        line = _line(sheet.number, row)
        if held and re.match(r"(?:\d{1,3}|[*†‡§])\s*\S", line.text):
            yield held
            held = []
        held.append(line)
    if held:
        yield held
