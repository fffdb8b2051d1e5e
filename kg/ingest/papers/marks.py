"""What tells on a line that something begins or goes on: numbers, bullets, labels, ends."""

from __future__ import annotations

import re

_ITEM = re.compile(
    r"\s*(?:[•▪●◦‣·–—*+o-]\s+|\(?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[a-z]|[ivx]{1,5})[.):]\s+"
    r"|\d{1,3}(?:\.\d{1,3}){1,3}\s+"
    r"|[*_>\s]*(?:key )?(?:recommendation|conclusion|action)s?\s*(?:no\.?\s*)?"
    r"[a-z]{0,3}\d*(?:\.\d+)*\s*[*_]*\s*[:.–—-])",
    re.IGNORECASE,
)
_ENDED = re.compile(r"[.!?:;]['\"’”)\]]*\s*(?:\d{1,3}|\[\d+\])?$")
_DIGITS = re.compile(r"\d+")


def begins_item(line: str) -> bool:
    """Return whether a line begins with a number, bullet or label of its own.

    >>> begins_item("3. Publish the plan"), begins_item("Recommendation 4: Publish")
    (True, True)
    >>> begins_item("2013 was a year")
    False
    """
    return _ITEM.match(line) is not None


def is_broken_off(before: str, after: str) -> bool:
    """Return whether words go on on the next page: they did not end, or go on in small letters.

    >>> is_broken_off("The Department should", "publish it."), is_broken_off("It did.", "Next")
    (True, False)
    """
    if begins_item(after):
        return False
    return _ENDED.search(before.rstrip()) is None or after.lstrip()[:1].islower()


def sameness(line: str) -> str:
    """Return what lines that differ by their number alone have in common.

    >>> sameness("Page 3 of 40"), sameness(" 17 ")
    ('page # of #', '#')
    """
    return _DIGITS.sub("#", " ".join(line.split()).casefold())
