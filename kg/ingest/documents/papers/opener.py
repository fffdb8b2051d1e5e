"""Open a document of any format that is read, told by its first bytes rather than its name."""

from __future__ import annotations

from pathlib import Path

from kg.errors import UsageError
from kg.ingest.documents.papers.english import other_language
from kg.ingest.documents.papers.paper import Paper

MOST = 256 * 1024**2
"""Bytes of a file."""
_FEWEST = 20
"""Letters without which a document has no text."""
_OTHER = {
    b"\xd0\xcf\x11\xe0": "is protected by a password, or a Word document of before 2007; "
    "save it as DOCX without a password",
    b"{\\rtf": "is RTF; save it as DOCX or PDF",
    b"\x89PNG": "is a picture; there is no text in it",
    b"\xff\xd8\xff": "is a picture; there is no text in it",
    b"\x1f\x8b": "is a gzipped file; unpack it",
}
_TAGS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<main", b"<article", b"<p", b"<div")
_FIRST = 1024


def read_paper(path: Path) -> Paper:
    """Return a PDF, HTML, DOCX, Markdown or plain text as a paper; UsageError where it is none."""
    try:
        size = path.stat().st_size
        if size > MOST:
            raise UsageError(f"{path}: is {size:,} bytes; at most {MOST:,} are read")
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise UsageError(f"{path}: cannot be read: {reason}") from None
    return read_paper_bytes(path, data)


def read_paper_bytes(path: Path, data: bytes) -> Paper:
    """Return the bytes of a document as a paper; `path` is what it is called in errors."""
    if not data.strip():
        raise UsageError(f"{path}: is empty")
    paper = _read(path, data)
    if len(paper.text.strip()) < _FEWEST:
        raise UsageError(f"{path}: has no text")
    language = other_language(paper.text)
    if language:
        raise UsageError(f"{path}: reads as {language}; only English is read")
    return paper


def _read(path: Path, data: bytes) -> Paper:
    first = data[:_FIRST].lstrip(b"\xef\xbb\xbf \t\r\n")
    for mark, told in _OTHER.items():
        if first.startswith(mark):
            raise UsageError(f"{path}: {told}")
    if b"%PDF-" in data[:_FIRST]:
        from kg.ingest.documents.papers import pdf

        return pdf.read(path, data)
    if first.startswith(b"PK"):
        from kg.ingest.documents.papers import docx

        return docx.read(path, data)
    lowered = first.lower()
    is_tagged = lowered.startswith((*_TAGS, b"<!--", b"<?xml")) and b"<" in lowered
    if is_tagged and (path.suffix.lower() not in (".md", ".txt") or b"<html" in lowered):
        from kg.ingest.documents.papers import html

        return html.read(path, data)
    if path.suffix.lower() in (".pdf", ".docx"):
        wanted = path.suffix[1:].upper()
        raise UsageError(f"{path}: is no {wanted}, whatever its name says")
    from kg.ingest.documents.papers import plain

    return plain.read(path, data)
