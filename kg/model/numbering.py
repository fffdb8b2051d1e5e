"""Texts in the order in which people number them."""

from __future__ import annotations

import re

_LETTERS = 10**9
"""Stands where a text has no number, so that letters come after numbers."""


def in_order(text: str) -> list[tuple[int, str]]:
    """Return what puts texts in order as people number them.

    >>> sorted(["10: c", "2: b", "1: a", "B3: d"], key=in_order)
    ['1: a', '2: b', '10: c', 'B3: d']
    """
    parts = re.findall(r"[0-9]+|[^0-9]+", text)
    return [(int(part), "") if part.isdecimal() else (_LETTERS, part) for part in parts]
