"""Cells that a spreadsheet would run as a formula: refused when read, made text when written."""

from __future__ import annotations

import re

SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""What a formula begins with; some spreadsheets drop a tab or a carriage return before it."""
_DASH_OF_TEXT = re.compile(r"-(?![\w(=+@-])")


def is_formula(cell: str) -> bool:
    """Return whether a spreadsheet would run a cell; a dash before a space begins a text.

    >>> is_formula("=1+1"), is_formula("-1"), is_formula("- 1"), is_formula("1 = 1")
    (True, True, False, False)
    """
    return cell.startswith(SIGNS) and not _DASH_OF_TEXT.match(cell)


def make_text(cell: str) -> str:
    """Return a cell that every spreadsheet takes as text: behind an apostrophe if it must be.

    A carriage return, which `csv` writes bare and reads as the end of a row, becomes a line feed.

    >>> make_text("-2"), make_text("2 - 2")
    ("'-2", '2 - 2')
    """
    lines = cell.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{lines}" if cell.startswith(SIGNS) else lines
