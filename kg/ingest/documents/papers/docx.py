"""Read a DOCX: paragraphs with the numbers that Word counts, tables, and footnotes at the end.

What was struck out as a tracked change is not read. Pages are those of the last time that Word laid
the document out, where it wrote them down.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from kg.errors import UsageError
from kg.ingest.documents.papers.marks import begins_item
from kg.ingest.documents.papers.paper import Paper, PaperWriter, Piece, Style

MOST = 64 * 1024**2
"""Bytes that a part of an archive may have."""
_RATIO = 200
"""How many times its archive a part may be, beyond a megabyte."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BODY, _NUMBERS, _STYLES, _NOTES = (
    f"word/{name}.xml" for name in ("document", "numbering", "styles", "footnotes")
)
_STRUCK = frozenset(_W + name for name in ("del", "moveFrom", "footnoteReference"))
_LEVEL = re.compile(r"%(\d)")
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def read(path: Path, data: bytes) -> Paper:
    """Return a DOCX as a paper."""
    parts = _unpack(path, data)
    if _BODY not in parts:
        raise UsageError(f"{path}: is an archive without {_BODY}; expected a DOCX")
    reader = _BodyReader(_Numbers(parts.get(_NUMBERS)), _heading_styles(parts.get(_STYLES)))
    body = parts[_BODY].find(f"{_W}body")
    if body is not None:
        reader.read(body)
    if reader.has_pages and _NOTES in parts:
        reader.page = 0
    for note in parts[_NOTES].iter(f"{_W}footnote") if _NOTES in parts else ():
        if note.get(f"{_W}type") is None:
            reader.writer.add([(0, _text(note))], Style.NOTE)
    return reader.writer.paper()


def _unpack(path: Path, data: bytes) -> dict[str, Element]:
    """Return the parts of an archive that are read, as trees; UsageError where it is none."""
    found = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist():
                if info.filename not in (_BODY, _NUMBERS, _STYLES, _NOTES):
                    continue
                most = min(MOST, max(1 << 20, len(data) * _RATIO))
                if info.file_size > most:
                    raise UsageError(
                        f"{path}: {info.filename} is {info.file_size:,} bytes in an archive of "
                        f"{len(data):,}; at most {most:,} are read"
                    )
                with archive.open(info) as part:
                    found[info.filename] = ElementTree.fromstring(part.read(most + 1))
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError) as error:
        raise UsageError(f"{path}: is no DOCX that can be read: {str(error).lower()}") from None
    except ElementTree.ParseError as error:
        raise UsageError(f"{path}: is a broken DOCX: {error}") from None
    return found


def _heading_styles(styles: Element | None) -> frozenset[str]:
    """Return the styles of headings, by what they are called and not by their ids."""
    found = set()
    for style in styles.iter(f"{_W}style") if styles is not None else ():
        name = style.find(f"{_W}name")
        called = (name.get(f"{_W}val") or "").casefold() if name is not None else ""
        if called.startswith(("heading", "title")):
            found.add(style.get(f"{_W}styleId") or "")
    return frozenset(found)


def _value(element: Element | None, tag: str) -> str:
    """Return the value of a child of an element; empty where it has none."""
    found = element.find(f"{_W}{tag}") if element is not None else None
    return found.get(f"{_W}val") or "" if found is not None else ""


class _Numbers:
    """Counts as Word does: which number an item of a list has."""

    def __init__(self, numbering: Element | None) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._counts: dict[str, Counter[int]] = {}
        if numbering is None:
            return
        abstract = {}
        for one in numbering.iter(f"{_W}abstractNum"):
            levels = {}
            for level in one.iter(f"{_W}lvl"):
                start = _value(level, "start")
                said = _value(level, "numFmt"), _value(level, "lvlText"), int(start or 1)
                levels[int(level.get(f"{_W}ilvl") or 0)] = said
            abstract[one.get(f"{_W}abstractNumId")] = levels
        for one in numbering.iter(f"{_W}num"):
            number = one.get(f"{_W}numId") or ""
            self._levels[number] = abstract.get(_value(one, "abstractNumId"), {})

    def next(self, number: str, level: int) -> str:
        """Return what stands before the next item of a list; empty where nothing does."""
        levels = self._levels.get(number, {})
        if level not in levels:
            return ""
        counts = self._counts.setdefault(number, Counter())
        counts[level] += 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        form, text, _ = levels[level]
        if form in ("bullet", "none"):
            return "- " if form == "bullet" else ""

        def written(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            form, _, start = levels.get(at, ("decimal", "", 1))
            return _count(form, start + max(counts[at], 1) - 1)

        return f"{_LEVEL.sub(written, text)} ".lstrip()


def _count(form: str, number: int) -> str:
    """Return a number as a list writes it.

    >>> _count("lowerLetter", 2), _count("upperRoman", 4), _count("decimal", 3)
    ('b', 'IV', '3')
    """
    if form.endswith("Letter"):
        written = chr(ord("a") + (number - 1) % 26)
    elif form.endswith("Roman"):
        written = ""
        for value, sign in _ROMAN:
            written += sign * (number // value)
            number %= value
    else:
        return str(number)
    return written.upper() if form.startswith("upper") else written


@dataclass(slots=True)
class _BodyReader:
    """Goes through a body."""

    numbers: _Numbers
    headings: frozenset[str]
    writer: PaperWriter = field(default_factory=PaperWriter)
    page: int = 0
    has_pages: bool = False

    def read(self, body: Element) -> None:
        """Take in all paragraphs and tables, in order."""
        self.has_pages = any(True for _ in body.iter(f"{_W}lastRenderedPageBreak"))
        self.page = 1 if self.has_pages else 0
        for element in _inside(body):
            if element.tag == f"{_W}p":
                self._paragraph(element)
            elif element.tag == f"{_W}tbl":
                self._table(element)

    def _paragraph(self, paragraph: Element) -> None:
        properties = paragraph.find(f"{_W}pPr")
        mark = self._mark(properties)
        pieces = self._pieces(paragraph)
        if mark and pieces:
            pieces[0] = (pieces[0][0], mark + pieces[0][1])
        if _value(properties, "pStyle") in self.headings:
            style = Style.HEADING
        elif mark or begins_item("".join(text for _, text in pieces)):
            style = Style.ITEM
        else:
            style = Style.PARAGRAPH
        self.writer.add(pieces, style)

    def _mark(self, properties: Element | None) -> str:
        listed = properties.find(f"{_W}numPr") if properties is not None else None
        if listed is None:
            return ""
        return self.numbers.next(_value(listed, "numId"), int(_value(listed, "ilvl") or 0))

    def _table(self, table: Element) -> None:
        for row in table.iter(f"{_W}tr"):
            cells = []
            for cell in row.findall(f"{_W}tc"):
                pieces: list[Piece] = []
                for paragraph in cell.iter(f"{_W}p"):
                    mark = self._mark(paragraph.find(f"{_W}pPr"))
                    pieces += [(0, mark), *self._pieces(paragraph)]
                cells.append(pieces)
            self.writer.add_row(cells, Style.ROW if len(cells) > 1 else Style.PARAGRAPH)

    def _pieces(self, paragraph: Element) -> list[Piece]:
        """Return the words of a paragraph, parted where a page ended."""
        found: list[Piece] = []
        words: list[str] = []
        for element in _words(paragraph):
            if self.has_pages and element.tag == f"{_W}lastRenderedPageBreak":
                found.append((self.page, "".join(words)))
                words.clear()
                self.page += 1
            else:
                words.append(_said(element))
        return [*found, (self.page, "".join(words))]


def _inside(body: Element) -> Iterator[Element]:
    """Yield the paragraphs and tables of a body, those within controls and insertions too."""
    for element in body:
        if element.tag in (f"{_W}p", f"{_W}tbl"):
            yield element
        elif element.tag not in _STRUCK:
            yield from _inside(element)


def _words(element: Element) -> Iterator[Element]:
    """Yield what a paragraph says, in order; what was struck out is left out."""
    for child in element:
        if child.tag in _STRUCK:
            continue
        if child.tag in (_W + "t", _W + "tab", _W + "br", _W + "lastRenderedPageBreak"):
            yield child
        else:
            yield from _words(child)


def _said(element: Element) -> str:
    if element.tag == f"{_W}t":
        return element.text or ""
    return " " if element.tag in (f"{_W}tab", f"{_W}br") else ""


def _text(element: Element) -> str:
    return "".join(map(_said, _words(element)))
