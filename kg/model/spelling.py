"""Names as people write them, brought to one form; and numbers with their nouns.

Case, accents, dashes, spaces and "&" make no difference to a name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

_NOT_WORD = re.compile(r"[^a-z0-9]+")
_APOSTROPHE = re.compile(r"['’`]")
_WORD = re.compile(r"[A-Za-z0-9]+")
_SMALL = frozenset({"a", "an", "and", "at", "by", "for", "in", "of", "on", "the", "to", "with"})
NUMBER_WORDS = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
"""The numbers below twenty in words, each in its place."""
SHORTEST = 3
"""Initials shorter than this name nothing."""


def fold(text: str) -> str:
    """Return a name as lower-case words with single spaces.

    >>> fold("Körner & “NHS-Digital”: let’s")
    'korner and nhs digital lets'
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKD", _APOSTROPHE.sub("", text))
        text = "".join(c for c in text if not unicodedata.combining(c))
    text = text.replace("'", "").replace("&", " and ").lower()
    return _NOT_WORD.sub(" ", text).strip()


def key(text: str) -> str:
    """Return what two spellings of a name have in common: its letters and digits.

    >>> key("NHS X"), key("nhs-x"), key("NHSX")
    ('nhsx', 'nhsx', 'nhsx')
    """
    return fold(text).replace(" ", "")


def initials(text: str, dropped: Collection[str] = (), shortest: int = SHORTEST) -> set[str]:
    """Return the initials that people may use for a name of several words.

    Words in capitals stay whole; small words may be left out, and so may a leading word
    that is among those dropped. Those of fewer letters than `shortest` name nothing.

    >>> sorted(initials("National Programme for IT"))
    ['npfit', 'npit']
    >>> "cfh" in initials("NHS Connecting for Health", ["NHS"])
    True
    """
    words = _WORD.findall(text)
    found = set()
    for some in (words, words[1:] if words and words[0] in dropped else words):
        for kept in (some, [w for w in some if w.lower() not in _SMALL]):
            if len(kept) > 1:
                found.add("".join(w if w.isupper() else w[0] for w in kept).lower())
    return {i for i in found if len(i) >= shortest}


def count(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun.

    >>> count(1, "body", "bodies"), count(1200, "event")
    ('1 body', '1,200 events')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def years(low: float, high: float, digits: int = 1) -> str:
    """Return a range of years in words, as one number where both ends round to the same.

    >>> years(3.02, 3.04), years(3, 4.5)
    ('3.0 years', '3.0 to 4.5 years')
    """
    first, last = f"{low:.{digits}f}", f"{high:.{digits}f}"
    return f"{first} years" if first == last else f"{first} to {last} years"
