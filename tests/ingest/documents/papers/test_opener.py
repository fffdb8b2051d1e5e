"""Any file: its format is told by its first bytes, and what cannot be read is told in a line."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.ingest.documents.papers.english import other_language
from kg.ingest.documents.papers.opener import read_paper
from tests.ingest.documents.papers.makers import make_docx, p

WELSH = "Mae y bwrdd yn gofyn am y cynllun ac mae ei waith yn cael ei wneud gyda y cyhoedd " * 6


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        (
            "a.html",
            b"<!DOCTYPE html><p>The board should publish it.</p>",
            "The board should publish it.",
        ),
        (
            "page",
            b"\xef\xbb\xbf <html><p>The board should publish it.",
            "The board should publish it.",
        ),
        ("a.docx", make_docx(p("The board should publish it.")), "The board should publish it."),
        ("a.md", b"# One\n\nThe board should publish it.", "# One\n\nThe board should publish it."),
        ("a.txt", "Trusts’ plans cost £5 a head".encode("cp1252"), "Trusts’ plans cost £5 a head"),
    ],
)
def test_a_format_is_told_by_what_a_file_holds(
    tmp_path: Path, name: str, data: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(data)
    assert read_paper(tmp_path / name).text == words


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b" \n ", "is empty"),
        ("a.txt", b"short", "has no text"),
        ("a.html", b"<html><script>" + b"x" * 100 + b"</script></html>", "has no text"),
        ("a.doc", b"\xd0\xcf\x11\xe0 rest", "is protected by a password, or a Word document of before 2007"),
        ("a.png", b"\x89PNG rest", "is a picture"),
        ("a.pdf", b"not a PDF at all, but words", "is no PDF, whatever its name says"),
        ("a.docx", b"not a DOCX at all, but words", "is no DOCX, whatever its name says"),
        ("a.bin", b"some\0bytes that nobody reads", "is not text; expected PDF, HTML, DOCX"),
        ("a.txt", WELSH.encode(), "reads as Welsh; only English is read"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told(tmp_path: Path, name: str, data: bytes, told: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UsageError) as raised:
        read_paper(tmp_path / name)
    assert str(raised.value).startswith(f"{tmp_path / name}: {told}")


def test_a_language_is_told_by_its_small_words() -> None:
    assert (
        other_language("Die Regierung hat den Bericht des Ausschusses nicht angenommen, und " * 9)
        == "German"
    )
    assert other_language("The board of the trust said that it was for the house to say " * 9) == ""
    assert other_language("zbxk qwrt " * 60) == "another language"
