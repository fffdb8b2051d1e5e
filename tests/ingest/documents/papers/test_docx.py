"""DOCX: what Word counts and shows is read, what was struck out is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.ingest.documents.papers import docx
from tests.ingest.documents.papers.makers import make_docx, p

NUMBERS = (
    '<w:abstractNum w:abstractNumId="7">'
    '<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Recommendation %1:"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
)
STYLES = '<w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style>'


def _listed(level: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'


def _read(body: str, **parts: str) -> list[tuple[str, str, int]]:
    paper = docx.read(Path("a.docx"), make_docx(body, **parts))
    return [(b.style.value, paper.text[b.start : b.end], paper.page(b.start)) for b in paper.blocks]


def test_numbers_that_word_counts_are_read_with_headings_and_tables() -> None:
    table = f"<w:tbl><w:tr><w:tc>{p('No')}</w:tc><w:tc>{p('A')}{p('B')}</w:tc></w:tr></w:tbl>"
    body = (
        p("Title", '<w:pStyle w:val="H1"/>') + p("Publish", _listed(0)) + p("sub", _listed(1))
        + p("sub two", _listed(1)) + p("Spend", _listed(0)) + table
    )  # fmt: skip
    assert _read(body, numbering=NUMBERS, styles=STYLES) == [
        ("heading", "Title", 0), ("item", "Recommendation 3: Publish", 0), ("item", "3.a) sub", 0),
        ("item", "3.b) sub two", 0), ("item", "Recommendation 4: Spend", 0), ("row", "No\tA B", 0),
    ]  # fmt: skip


def test_struck_words_are_left_out_footnotes_come_last_and_pages_are_those_of_word() -> None:
    body = (
        "<w:p><w:r><w:t>It was </w:t></w:r><w:del><w:r><w:delText>not </w:delText></w:r></w:del>"
        '<w:ins><w:r><w:t>done</w:t><w:footnoteReference w:id="2"/></w:r></w:ins>'
        "<w:r><w:lastRenderedPageBreak/><w:t>here.</w:t></w:r></w:p>" + p("Then.")
    )
    notes = f'<w:footnote w:id="0" w:type="separator">{p("-")}</w:footnote><w:footnote w:id="2">{p("A note")}</w:footnote>'
    assert _read(body, footnotes=notes) == [
        ("paragraph", "It was done here.", 1), ("paragraph", "Then.", 2), ("note", "A note", 2)
    ]  # fmt: skip


def test_what_is_no_docx_or_a_bomb_is_told() -> None:
    for data, told in [
        (b"PK\x03\x04 broken", "is no DOCX that can be read"),
        (make_docx(p("x"))[:200], "is no DOCX that can be read"),
        (make_docx("<w:p>"), "is a broken DOCX"),
        (make_docx(p(" " * 70_000_000)), r"word/document.xml is 70,000,\d+ bytes in an archive of"),
    ]:
        with pytest.raises(UsageError, match=rf"^a\.docx: .*{told}"):
            docx.read(Path("a.docx"), data)
