"""The labels and numbers by which a report tells its recommendations from its other words."""

from __future__ import annotations

import re

from kg.model.spelling import NUMBER_WORDS

NUMBER = r"(?:[A-Z]{0,3}\.?\d{1,3}(?:\.\d{1,3})*\s?[a-z]?|[A-Z]{1,2}|[IVXLC]{1,6})"
DRESS = r"[\s*_>#•-]*"
"""What Markdown and lists put before and about words."""
LABEL = re.compile(
    rf"{DRESS}(?:\d+(?:\.\d+)*[.)]?\s+)?(?:key |main |strategic )?recommendation(?!s\b)\s*"
    rf"(?:no\.?|number)?\s*"
    rf"((?-i:{NUMBER})|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b)"
    r"(?:\s*\(([^)]{1,60})\))?[*_]*\s*(?:[:.–—-]+[*_]*\s*|(?=(?-i:[A-Z“\"‘]))|$)",
    re.IGNORECASE,
)
ANSWER_LABEL = re.compile(
    rf"{DRESS}(?:[\w’' ]{{3,40}} )?(?:response|answer|reply) to recommendation ((?-i:{NUMBER}))"
    r"[*_]*\s*[:.–—-]*$",
    re.IGNORECASE,
)
"""What stands above an answer where the recommendation itself does not stand in the document."""
BARE_LABEL = re.compile(
    rf"{DRESS}(?:\d+[a-z]?[.:)]?\s+)?(?:(?!the |this |our )[\w’']+ "
    rf"){{0,2}}recommendation\s*[*_]*\s*"
    rf"[:–—][*_]*\s*",
    re.IGNORECASE,
)
INNER_LABEL = re.compile(r"(?<=[.!?”\"’])\s+[*_]*Recommendations?[*_]*\s*:[*_]*\s+(?=[A-Z])")
ITEM = re.compile(
    r"(?:[•▪●*+-]\s+)?\(?(?:((?:[A-Z]{2,6} )\d{1,3}(?:\.\d{1,3})*)[.:]|"
    r"(\d{1,3}[a-z](?=[.):])|\d{1,3}(?:\.\d{1,3})*|[A-Z]{1,2}\d{1,3})[.):]?)"
    r"(?:\s+(?=\S)|(?:(?<=\d\.\d\.)|(?<=\d\.\d\d\.))(?=[A-Z]))"
)
"""A number at the beginning of an item, which may have letters before it, such as TRE 10."""
CODE = re.compile(
    rf"{DRESS}([A-Z]{{2,6}}(?= )|R|Rec|REC|Action)(\.? ?)(\d{{1,3}}(?:\.\d{{1,3}})*)[*_]*"
    r"(?:[.:][*_]*(?:\s+|$)|\s+[–—-]\s+|$)"
)
"""A code of a report's own: its letters, or a word for a recommendation, and a number."""
CLOSING_NUMBER = re.compile(
    r"\s*\((?:Recommendation |Rec\.? )(\d{1,3}[a-z]?)\)[.;,]?(?: and)?$|"
    r"\s*\((\d{3}/\d{2})\)[.;,]?(?: and)?$"
)
"""A number that stands behind the words of a recommendation."""
ADVISES = re.compile(
    r"\b(?:should|must|needs? to|ought to|recommends?|urges?|(?<!to )calls? (?:on|for)|have to|"
    r"has to|shall)\b",
    re.IGNORECASE,
)
"""How somebody says what others should do."""
_WORDS = NUMBER_WORDS[1:13]
ADVICE_CODES = frozenset(["R", "REC", "Rec", "Action"])
"""Codes and words that mean recommendations in any report."""
FEWEST_WORDS = 4
"""Words of a recommendation at the least."""


def number_of_item(item: re.Match[str]) -> str:
    """Return the number that an item begins with, with its letters if it has some."""
    return item[1] or item[2]


def to_number(text: str) -> str:
    """Return a number in digits.

    >>> to_number("Seven"), to_number("12 a"), to_number("A3")
    ('7', '12a', 'A3')
    """
    if text.casefold() in _WORDS:
        return str(_WORDS.index(text.casefold()) + 1)
    return "".join(text.split()).rstrip(".")


def skip_letters(text: str, start: int, letters: int) -> int:
    """Return where a text goes on after some letters that are no blanks, and the blanks there."""
    while letters > 0 or text[start].isspace():
        letters -= not text[start].isspace()
        start += 1
    return start
