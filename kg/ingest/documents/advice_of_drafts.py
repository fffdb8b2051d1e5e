"""What a draft recommends, so that it can be asked who said so before.

Its recommendations are those that `recommended` finds; a draft that marks none has its sentences
of advice asked. One sentence opens no reader of documents: their patterns take longer to make ready
than it takes to answer.
"""

from __future__ import annotations

import re
from pathlib import Path

from kg.ask.said_before import Asked
from kg.errors import UsageError
from kg.ingest.documents.papers.english import other_language
from kg.ingest.documents.papers.paper import Paper, Style, squeeze
from kg.ingest.documents.papers.plain import decode, split
from kg.ingest.documents.sentences import sentences

_ADVISES = re.compile(
    r"\b(?:should|must|ought to|needs? to|recommends?|urges?|calls? (?:on|for)|"
    r"(?:we|i) (?:will|propose|want|intend))\b",
    re.IGNORECASE,
)
_LETTER = re.compile(r"[^\W\d_]")
_NEW_PART = re.compile(
    r"\n\s*(?:\n|[•▪●*+#–-]\s|\(?(?:\d{1,3}|[a-z])[.)]\s|recommendation\b)", re.I
)
"""A line that begins something new: behind an empty one, an item, or a label."""
_ITEM = re.compile(r"\s*(?:[•▪●*+–-]|\(?(\d{1,3})[.):])\s+")
_FORMATS = (b"<", b"%PDF-", b"PK\x03\x04")
"""What a document begins with that is more than its words."""
_FEWEST = 4
"""Words of a sentence of advice."""


def read_draft(path: Path) -> list[Asked]:
    """Return what a document recommends; UsageError where it cannot be read or has no advice."""
    from kg.ingest.documents.papers.opener import read_paper

    return _find(read_paper(path), str(path))


def read_bytes(data: bytes, called: str) -> list[Asked]:
    """Return what the bytes of a text or a document recommend, whatever its format."""
    text = decode(data)
    is_text = "\0" not in text and not data.lstrip().startswith(_FORMATS)
    if not data.strip() or (is_text and _is_sentence(text)):
        return read_words(text, called)
    from kg.ingest.documents.papers.opener import read_paper_bytes

    return _find(read_paper_bytes(Path(called), data), called)


def read_words(text: str, called: str) -> list[Asked]:
    """Return what a text recommends; a single sentence is taken as it is.

    UsageError where it is empty, in another language, or recommends nothing.
    """
    if not _LETTER.search(text):
        raise UsageError(f"{called}: has no words; give a recommendation or the name of a file")
    language = other_language(text)
    if language:
        raise UsageError(f"{called}: reads as {language}; only English is read")
    if _is_sentence(text):
        return [Asked(squeeze(text))]
    return _find(split(text), called)


def _is_sentence(text: str) -> bool:
    """Return whether a text is one sentence, which may go over lines but is no list."""
    words = squeeze(text)
    return _NEW_PART.search(text.strip()) is None and len(list(sentences(words, 0, len(words)))) < 2


def _find(paper: Paper, called: str) -> list[Asked]:
    from kg.ingest.documents.recommended import AdviceFinder

    found = [
        Asked(one.text, "" if one.is_counted else one.number, paper.place(one.start))
        for one in AdviceFinder(paper).find()
        if one.text
    ]
    found = found or _advising(paper) or _listed(paper)
    if not found:
        raise UsageError(f"{called}: recommends nothing, as far as can be read")
    return found


def _listed(paper: Paper) -> list[Asked]:
    """Return the items of a text that is nothing but a list, whatever they say."""
    blocks = [block for block in paper.blocks if block.style is not Style.HEADING]
    items = [_ITEM.match(paper.text, block.start, block.end) for block in blocks]
    if not all(items):
        return []
    return [
        Asked(squeeze(paper.text[item.end() : block.end]), item[1] or "", paper.place(block.start))
        for item, block in zip(items, blocks, strict=True)
        if item is not None and len(paper.text[item.end() : block.end].split()) >= _FEWEST
    ]


def _advising(paper: Paper) -> list[Asked]:
    """Return the sentences that say what somebody should do."""
    return [
        Asked(squeeze(paper.text[start:end]), place=paper.place(start))
        for block in paper.blocks
        if block.style not in (Style.HEADING, Style.NOTE)
        for start, end in sentences(paper.text, block.start, block.end)
        if _ADVISES.search(paper.text, start, end) and len(paper.text[start:end].split()) >= _FEWEST
    ]
