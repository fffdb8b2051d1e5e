"""What a draft recommends, so that it can be asked who said so before.

Its recommendations are those that `recommended` finds; a draft that marks none has its sentences
of advice asked.
"""

from __future__ import annotations

import re
from pathlib import Path

from kg.ask.said_before import Asked
from kg.errors import UsageError
from kg.ingest.documents.papers.english import other_language
from kg.ingest.documents.papers.opener import read_paper
from kg.ingest.documents.papers.paper import Paper, Style, squeeze
from kg.ingest.documents.papers.plain import split
from kg.ingest.documents.recommended import AdviceFinder
from kg.ingest.documents.sentences import sentences

_ADVISES = re.compile(
    r"\b(?:should|must|ought to|needs? to|recommends?|urges?|calls? (?:on|for)|"
    r"(?:we|i) (?:will|propose|want|intend))\b",
    re.IGNORECASE,
)
_LETTER = re.compile(r"[^\W\d_]")
_FEWEST = 4
"""Words of a sentence of advice."""


def read_draft(path: Path) -> list[Asked]:
    """Return what a document recommends; UsageError where it cannot be read or has no advice."""
    return _find(read_paper(path), str(path))


def read_words(text: str, called: str) -> list[Asked]:
    """Return what a text recommends; a single sentence is taken as it is.

    UsageError where it is empty, in another language, or recommends nothing.
    """
    if not _LETTER.search(text):
        raise UsageError(f"{called}: has no words; give a recommendation or the name of a file")
    language = other_language(text)
    if language:
        raise UsageError(f"{called}: reads as {language}; only English is read")
    if len(list(sentences(text, 0, len(text)))) == 1 and "\n" not in text.strip():
        return [Asked(squeeze(text))]
    return _find(split(text), called)


def _find(paper: Paper, called: str) -> list[Asked]:
    found = [
        Asked(one.text, "" if one.is_counted else one.number, paper.place(one.start))
        for one in AdviceFinder(paper).find()
        if one.text
    ]
    found = found or _advising(paper)
    if not found:
        raise UsageError(f"{called}: recommends nothing, as far as can be read")
    return found


def _advising(paper: Paper) -> list[Asked]:
    """Return the sentences that say what somebody should do."""
    return [
        Asked(squeeze(paper.text[start:end]), place=paper.place(start))
        for block in paper.blocks
        if block.style not in (Style.HEADING, Style.NOTE)
        for start, end in sentences(paper.text, block.start, block.end)
        if _ADVISES.search(paper.text, start, end) and len(paper.text[start:end].split()) >= _FEWEST
    ]
