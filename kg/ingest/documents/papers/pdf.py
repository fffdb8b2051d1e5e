"""Read the text of a PDF by where its letters stand; pdfium finds them."""

from __future__ import annotations

import ctypes
from collections import Counter
from math import degrees
from pathlib import Path
from statistics import median
from typing import Any

from kg.errors import MissingExtra, UsageError
from kg.ingest.documents.papers.columns import Rules, Run
from kg.ingest.documents.papers.furniture import PageLayout, without_furniture
from kg.ingest.documents.papers.paper import Paper
from kg.ingest.documents.papers.paragraphs import put_together

MOST_PAGES = 2000
_FEWEST_LETTERS = 20
"""Letters a page on average, below which a PDF is pictures of pages."""
_SOFT = (0x02, 0xAD, 0xFFFE)
"""What pdfium and typesetters write for the hyphen of a word that a line broke."""
_NO_INK = (*_SOFT, 0xA0)
_RETURN, _FEED, _SPACE = 13, 10, 32
_CLOSE, _APART, _ALWAYS_APART = 0.08, 0.3, 1.3
"""Gaps, in heights of a letter: within a word, between runs of two objects, and of any."""
_LINE = 0.4
"""How much of its height a letter shares with the run that it belongs to at the least."""
_RAISED, _ABOVE = 0.9, 0.08
"""A number smaller than this beside the letters about it, and higher, is the mark of a note."""
_THIN, _LONG = 2.5, 8.0
"""Points that a rule is wide at the most and long at the least."""
_MARKED = 20.0
"""Points that a colour behind one line of words is high at the most."""
_SAMPLED = 60
"""Letters that tell how the text of a page is turned."""
_MOST_OBJECTS = 5000
"""Objects of a page that has rules; one of more is a drawing."""

_Box = tuple[float, float, float, float]
"""Left, top, right and bottom, from the left and top of the page as it is seen."""


def read(path: Path, data: bytes) -> Paper:
    """Return a PDF as a paper; UsageError where it is locked, broken, or pictures of pages."""
    pdfium = _library()
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = "password" in str(error).lower()
        what = "is protected by a password" if locked else "is no PDF that can be read"
        raise UsageError(
            f"{path}: {what}; save a copy that opens without one"
            if locked
            else f"{path}: {what}: it is damaged or not whole"
        ) from None
    with document:
        count = len(document)
        if count > MOST_PAGES:
            raise UsageError(f"{path}: has {count:,} pages; at most {MOST_PAGES:,} are read")
        sheets = [_read_page(pdfium, document, number) for number in range(count)]
    letters = sum(len(run.text) for sheet in sheets for run in sheet.runs)
    if letters < _FEWEST_LETTERS * max(count, 1):
        raise UsageError(
            f"{path}: has no text on its {count:,} pages: it is a scan; "
            "run it through text recognition first"
        )
    return put_together(without_furniture(sheets))


def _library() -> Any:
    try:
        import pypdfium2
    except ImportError:
        raise MissingExtra("reading a PDF", "read") from None
    return pypdfium2


def _read_page(pdfium: Any, document: Any, number: int) -> PageLayout:
    try:
        page = document[number]
    except pdfium.PdfiumError:
        return PageLayout(number + 1, 0.0, [])
    text = page.get_textpage()
    place = _Place(pdfium.raw, page, text)
    rules = _read_rules(pdfium.raw, page, place)
    runs = _RunReader(pdfium.raw, text, place, rules).read()
    text.close()
    page.close()
    return PageLayout(number + 1, place.seen_height, runs, rules)


class _Place:
    """Turns boxes of a page to where they are seen by whoever holds its text upright."""

    def __init__(self, raw: Any, page: Any, text: Any) -> None:
        self._left, self._bottom, right, top = page.get_cropbox()
        self._width, self._height = right - self._left, top - self._bottom
        self._turn = _find_turn(raw, text.raw)
        self.seen_height = self._width if self._turn in (90, 270) else self._height

    def see(self, rect: Any) -> _Box:
        """Return where a box of the page is seen."""
        left, right = rect.left - self._left, rect.right - self._left
        low, high = rect.bottom - self._bottom, rect.top - self._bottom
        if low > high:
            low, high = high, low
        match self._turn:
            case 90:
                return low, left, high, right
            case 180:
                return self._width - right, low, self._width - left, high
            case 270:
                return (
                    self._height - high,
                    self._width - right,
                    self._height - low,
                    self._width - left,
                )
        return left, self._height - high, right, self._height - low


def _find_turn(raw: Any, text: Any) -> int:
    """Return the angle at which most of some letters of a page stand, in quarters of a circle."""
    count = raw.FPDFText_CountChars(text)
    step = max(1, count // _SAMPLED)
    turns = Counter(
        round(-degrees(raw.FPDFText_GetCharAngle(text, i)) / 90) * 90 % 360
        for i in range(0, count, step)
        if raw.FPDFText_GetUnicode(text, i) > _SPACE
    )
    return turns.most_common(1)[0][0] if turns else 0


def _read_rules(raw: Any, page: Any, place: _Place) -> Rules:
    """Return the lines that are drawn on a page, of which tables have many."""
    rules = Rules()
    count = raw.FPDFPage_CountObjects(page.raw)
    rect = raw.FS_RECTF()
    edges = [ctypes.c_float() for _ in range(4)]
    for i in range(count if count <= _MOST_OBJECTS else 0):
        thing = raw.FPDFPage_GetObject(page.raw, i)
        if raw.FPDFPageObj_GetType(thing) != raw.FPDF_PAGEOBJ_PATH:
            continue
        if not raw.FPDFPageObj_GetBounds(thing, *map(ctypes.byref, edges)):
            continue
        rect.left, rect.bottom, rect.right, rect.top = (edge.value for edge in edges)
        left, top, right, bottom = place.see(rect)
        if _THIN < bottom - top < _MARKED and right - left > _THIN and not _is_stroked(raw, thing):
            continue  # what marks a line of words, or stands behind it
        if bottom - top > _LONG:
            sides = ((left + right) / 2,) if right - left < _THIN else (left, right)
            rules.upright += [(x, top, bottom) for x in sides]
        if right - left > _LONG:
            levels = ((top + bottom) / 2,) if bottom - top < _THIN else (top, bottom)
            rules.level += [(y, left, right) for y in levels]
    return rules


def _is_stroked(raw: Any, thing: Any) -> bool:
    """Return whether the edge of a path is drawn, rather than only what it holds."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(thing, ctypes.byref(fill), ctypes.byref(stroke))
    return bool(stroke.value) or not fill.value


class _RunReader:
    """The letters of a page, put together to runs: words on one line with no gap between them."""

    def __init__(self, raw: Any, text: Any, place: _Place, rules: Rules) -> None:
        self._raw, self._text, self._see, self._rules = raw, text, place.see, rules
        self._rect = raw.FS_RECTF()
        self._found: list[Run] = []
        self._begin()

    def _begin(self) -> None:
        self._letters: list[tuple[str, float, float]] = []
        self._box = (0.0, 0.0, 0.0, 0.0)
        self._last = -1
        """The last letter with ink; -1 where there is none yet."""
        self._is_spaced = self._soft = False

    def read(self) -> list[Run]:
        """Return the runs in the order in which the page was written."""
        raw, text, rect, see = self._raw, self._text.raw, self._rect, self._see
        place = ctypes.byref(rect)
        for i in range(raw.FPDFText_CountChars(text)):
            code = raw.FPDFText_GetUnicode(text, i)
            if code > _SPACE and code not in _NO_INK:
                if not 0xD800 <= code < 0xE000 and raw.FPDFText_GetLooseCharBox(text, i, place):
                    self._take(chr(code), see(rect), i)
            elif code in _SOFT:
                self._soft = True
            elif code not in (_RETURN, _FEED, 0):
                self._is_spaced = self._is_spaced or raw.FPDFText_IsGenerated(text, i) == 0
                self._letters.append((" ", 0.0, 0.0))
        self._end()
        return self._found

    def _take(self, letter: str, box: _Box, i: int) -> None:
        left, top, right, bottom = box
        if self._last >= 0 and self._is_apart(box, i):
            self._end()
        if self._last < 0:
            self._letters.clear()
            self._box = box
        else:
            old_left, old_top, _, old_bottom = self._box
            self._box = (min(old_left, left), min(old_top, top), right, max(old_bottom, bottom))
        self._letters.append((letter, bottom - top, bottom))
        self._last = i
        self._is_spaced = self._soft = False

    def _is_apart(self, box: _Box, i: int) -> bool:
        """Return whether a letter belongs to another run than the one before it."""
        left, top, _, bottom = box
        _, old_top, old_right, old_bottom = self._box
        size = max(old_bottom - old_top, 1.0)
        both = min(bottom, old_bottom) - max(top, old_top)
        gap = left - old_right
        if both < _LINE * min(size, bottom - top) or gap > _ALWAYS_APART * size or gap < -size:
            return True
        if gap < _CLOSE * size or self._object(i) == self._object(self._last):
            return False
        is_wide = gap > _APART * size and not self._is_spaced
        return is_wide or self._rules.part(old_right, left, (top + bottom) / 2)

    def _object(self, i: int) -> int | None:
        """Return which object of the page a letter belongs to."""
        thing = self._raw.FPDFText_GetTextObject(self._text.raw, i)
        return ctypes.cast(thing, ctypes.c_void_p).value

    def _end(self) -> None:
        sized = [
            (size, bottom)
            for letter, size, bottom in self._letters
            if size and not letter.isdigit()
        ]
        sized = sized or [(size, bottom) for _, size, bottom in self._letters if size]
        if sized:
            usual = median(size for size, _ in sized)
            base = median(bottom for _, bottom in sized)
            kept = [
                letter
                for letter, size, bottom in self._letters
                if not (
                    letter.isdigit() and size < _RAISED * usual and bottom < base - _ABOVE * usual
                )
            ]
            words = " ".join("".join(kept).split())
            if words:
                words += "-" if self._soft else ""
                left, _, right, _ = self._box
                self._found.append(Run(words, left, base - usual, right, base, usual))
        self._begin()
