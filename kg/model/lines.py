"""Text for people: lines no wider than a window, and nothing hidden in what comes from data.

A name may hold characters that a terminal obeys or that no eye sees: controls (C0 and C1), marks
that turn the direction of reading (Unicode Annex 9), separators of lines, tags, what is none. They
are shown by their number instead, such as <U+202E>; what is left, XML can hold too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

_EMPHASIS = {"\ufdd0": "\x1b[1m", "\ufdd1": "\x1b[2m", "\ufdd2": "\x1b[0m"}
"""Marks of emphasis within a text, which are no characters, and what makes a terminal do it."""
_STRONG, _FAINT, _PLAIN = _EMPHASIS
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb"
    "\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)


def make_visible(text: str) -> str:
    r"""Return a text with everything shown that a terminal would obey or not show at all.

    Line breaks and tabs stay.

    >>> make_visible("a\x1b[8mb\u202ec")
    'a<U+001B>[8mb<U+202E>c'
    """
    return text if text.isascii() and text.isprintable() else _HIDDEN.sub(_number, text)


def escape_markdown(text: str) -> str:
    r"""Return a text on one line as Markdown shows it as it is.

    >>> escape_markdown("[a]\n*b*")
    '\\[a\\] \\*b\\*'
    """
    for mark in "\\`*_{}[]<>|#":
        text = text.replace(mark, "\\" + mark)
    return make_visible(text.replace("\n", " "))


def _number(found: re.Match[str]) -> str:
    return f"<U+{ord(found[0]):04X}>"


def strong(text: str) -> str:
    """Return a text with marks that `dress` makes emphasis of."""
    return f"{_STRONG}{text}{_PLAIN}"


def faint(text: str) -> str:
    """Return a text with marks by which `dress` shows it less."""
    return f"{_FAINT}{text}{_PLAIN}"


def dress(text: str, *, is_plain: bool) -> str:
    """Return a text ready for a terminal: its marks as emphasis or gone, the rest made visible."""
    text = make_visible(text)
    for mark, code in _EMPHASIS.items():
        text = text.replace(mark, "" if is_plain else code)
    return text


def measure(text: str) -> int:
    """Return how many columns of a terminal a text takes: wide letters two, joined marks none.

    Marks of emphasis take none either.

    >>> measure("NHS"), measure("\u8a18\u9332")
    (3, 4)
    """
    if text.isascii():
        return len(text)
    return sum(map(_columns, text))


@cache
def _columns(letter: str) -> int:
    if letter in _EMPHASIS or unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def wrap(text: str, width: int, indent: str, first: str | None = None) -> Iterator[str]:
    """Yield a text in lines of a width, never breaking a word.

    `indent` begins every line, `first` the first where it differs.

    >>> list(wrap("one two three", 8, "  ", "- "))
    ['- one', '  two', '  three']
    """
    begin, line = indent if first is None else first, ""
    for word in text.split():
        longer = f"{line} {word}" if line else begin + word
        if line and measure(longer) > width:
            yield line
            longer = indent + word
        line = longer
    if line:
        yield line


def shorten(text: str, width: int) -> str:
    """Return a text cut to a width, with a mark where something is left out.

    >>> shorten("incomprehensible", 8)
    'incompr…'
    """
    if measure(text) <= width:
        return text
    taken = 1
    for at, letter in enumerate(text):
        taken += _columns(letter)
        if taken > width:
            return text[:at].rstrip() + "…"
    return text


def make_label(text: str, width: int) -> str:
    r"""Return a text as a picture can show it: on one line, nothing hidden in it, cut to a width.

    >>> make_label("first\nsecond\x1b", 30)
    'first second<U+001B>'
    """
    return shorten(make_visible(" ".join(text.split())), width)
