"""The sentences of a text, and its words with where they stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*|&")
_END = re.compile(r"[.!?]+(?:['\"’”)\]]*)(?=\s+[\"'“‘(\[]?[A-Z0-9])|[:;]\s*\n")
_SHORT = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Sir|St|No|Nos|Rt|Hon|Rev|Lt|Col|Gen|vs|etc|cf|ed|eds|paras?|"
    r"pp?|vol|"
    r"fig|Ltd|Inc|Co|approx|e\.g|i\.e|[A-Z])|^\W*\d{1,3}(?:\.\d+)*)$"
)
_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: as written, folded, folded without a possessive ending, and its letters."""

    text: str
    folded: str
    bare: str
    start: int
    end: int

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[:1].isupper()


def words_of(text: str, start: int, end: int, folds: dict[str, str]) -> list[Word]:
    """Return the words of a part of a text; `folds` keeps what was folded already."""
    found = []
    for match in _WORD.finditer(text, start, end):
        word = match[0]
        bare = _POSSESSIVE.sub("", word) if "'" in word or "’" in word else word
        found.append(Word(word, _fold(word, folds), _fold(bare, folds), match.start(), match.end()))
    return found


def _fold(word: str, folds: dict[str, str]) -> str:
    found = folds.get(word)
    if found is None:
        plain = word.replace("'", "").replace("’", "")
        if not plain.isascii():
            plain = unicodedata.normalize("NFKD", plain)
            plain = "".join(c for c in plain if not unicodedata.combining(c))
        found = folds[word] = "and" if plain == "&" else plain.lower()
    return found


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the letters of each sentence in a part of a text, blanks about them left out.

    >>> words = "Dr. Who came. He left."
    >>> [words[a:b] for a, b in sentences(words, 0, len(words))]
    ['Dr. Who came.', 'He left.']
    """
    begin = start
    for match in _END.finditer(text, start, end):
        if text[match.start()] == "." and _SHORT.search(text, begin, match.start()):
            continue
        yield from _trimmed(text, begin, match.end())
        begin = match.end()
    yield from _trimmed(text, begin, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    part = text[start:end]
    words = part.strip()
    if words:
        begin = start + part.index(words[0])
        yield begin, begin + len(words)
