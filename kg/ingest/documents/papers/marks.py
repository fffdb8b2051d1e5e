"""What tells on a line that something begins or goes on: numbers, bullets, labels, ends."""

from __future__ import annotations

import re

_ITEM = re.compile(
    r"\s*(?:[•▪●◦‣·–—*+o-]\s+|\(?(?:\d{1,3}(?:\.\d{1,3}){0,3}[a-z]?|[a-z]|[ivx]{1,5})[.):]\s+"
    r"|\d{1,3}(?:\.\d{1,3}){1,3}(?:\s+|\.(?=(?-i:[A-Z])))"
    r"|[*_>\s]*(?:responsibility|owner|status|decision|(?:government )?response|timescale)[*_]*:"
    r"|[*_>\s]*(?:key )?(?:recommendation|conclusion|action)s?\s*(?:no\.?\s*)?"
    r"(?:(?:[a-z]{0,3}\d+(?:\.\d+)*|(?-i:[A-Z]{1,2}))\s*[*_]*\s*[:.–—-]|\d+(?:\.\d+)*\s*$|"
    r"[*_]*\s*:))",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"(?:recommendation|conclusion|action)?s?\s*\d", re.IGNORECASE)
_FIELD = re.compile(r"\s*[A-Z][\w’' ]{2,40}:\s")
"""A label, such as Owner: or Government response:"""
_ENDED = re.compile(r"[.!?:;]['\"’”)\]]*\s*(?:\d{1,3}|\[\d+\])?$")
_UNFINISHED = re.compile(
    r"(?:,|\b(?:and|or|that|the|an?|of|to|for|in|by|with|from|on|at|as|its|their|our|see|under|"
    r"paragraphs?|recommendations?|sections?|chapters?|figures?|tables?|appendix|annex|box))$",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_LABELLED = re.compile(r"(?:recommendation|conclusion|finding|action|figure|table|box)s? \d")
_PAGE_DIGITS = 4
_PAGE_NUMBER = re.compile(
    r"(?:page )?\d{1,4}(?: ?(?:of|/|\|) ?\d{1,4})?|\W+\d{1,4}\W*|[ivxl]{1,7}", re.IGNORECASE
)


def begins_item(line: str) -> bool:
    """Return whether a line begins with a number, bullet or label of its own.

    >>> begins_item("3. Publish the plan"), begins_item("Recommendation 4: Publish")
    (True, True)
    >>> begins_item("2013 was a year")
    False
    """
    return _ITEM.match(line) is not None


def begins_reference(line: str) -> bool:
    """Return whether a line may go on with a number: one of a part of a document, or of a year.

    >>> begins_reference("Recommendation 1. It was"), begins_reference("• publish")
    (True, False)
    """
    return _REFERENCE.match(line) is not None


def begins_block(line: str) -> bool:
    """Return whether a line begins with a mark, or a label such as "Owner:", of its own."""
    return begins_item(line) or _FIELD.match(line) is not None


def is_unfinished(words: str) -> bool:
    """Return whether words end with one that others must follow, such as "of" or "section".

    >>> is_unfinished("as told in"), is_unfinished("as told.")
    (True, False)
    """
    return _UNFINISHED.search(words.rstrip()) is not None


def is_broken_off(before: str, after: str) -> bool:
    """Return whether words go on on the next page: they did not end, or go on in small letters.

    >>> is_broken_off("The Department should", "publish it."), is_broken_off("It did.", "Next")
    (True, False)
    """
    if begins_block(after):
        return False
    return _ENDED.search(before.rstrip()) is None or after.lstrip()[:1].islower()


def sameness(line: str, page: int) -> frozenset[str]:
    """Return what furniture has in common with itself on other pages, whatever their number.

    It is the line itself, and the line with one of its numbers counted from that of the page,
    unless that is the number of a recommendation or another part of the text.

    >>> sorted(sameness("Page 3 of 40", 3) & sameness("page 4 of 40", 4))
    ['page #0 of 40']
    """
    plain = " ".join(line.split()).casefold()
    found = {plain}
    if _LABELLED.match(plain):
        return frozenset(found)
    for match in _DIGITS.finditer(plain):
        if len(match[0]) <= _PAGE_DIGITS:
            found.add(f"{plain[: match.start()]}#{int(match[0]) - page}{plain[match.end() :]}")
    return frozenset(found)


def is_page_number(line: str) -> bool:
    """Return whether a line is the number of a page and nothing else.

    >>> is_page_number("Page 3 of 40"), is_page_number(" 17 "), is_page_number("iv")
    (True, True, True)
    """
    return _PAGE_NUMBER.fullmatch(line.strip()) is not None
