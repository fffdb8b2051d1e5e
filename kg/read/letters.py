"""Letters that a cell may not hold: those that no eye sees, that look like others, that are lost.

Which they are is asked of the Unicode database; each is told with its name. What a program made of
them, and what they were before, is said too where that is certain.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and marks by their class, but nothing is to be seen of them."""
_JOINERS = "\u200c\u200d\ufe0f"
"""What joins or parts letters of some scripts, and makes a picture of a letter before it."""
_LOST = "\ufffc\ufffd"
_OTHER_SCRIPTS = ("CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU")
_STYLED = ("FULLWIDTH", "MATHEMATICAL", "LATIN SMALL LIGATURE", "HALFWIDTH")
_LOOKS = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеѕіјорсухһԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧονҮүӏ",
    "ABESIJKMHOPCTYXaesijopcyxhdqwABEZHIKMNOPTYXovYyl",
)
"""Letters of other scripts, and the Latin ones that they cannot be told from."""
_LATIN = re.compile(r"[A-Za-z]")
_WORD = re.compile(r"[^\W\d_]+")
_KEYS = bytes(range(32, 127)) + b"\r\n"
_LEADS = "ÂÃâ¬√‚"
"""What the first byte of a letter in UTF-8 becomes, read as Windows-1252 or Mac Roman."""
_GARBLED = re.compile(r"[^\x00-\x7f]{2,}")
_EXPECTED = re.compile("[\xa0-\xff\u2010-\u2044\u20ac\u2122]+")
_BREAK = re.compile(r"[ \t]*(?:\r\n|[\n\r\x85\u2028\u2029\x0b\x0c])[ \t\r\n]*|\t+")
_PUNCTUATION = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "„": '"'} | dict.fromkeys("‐‑‒–—―−", "-")
)


def is_odd(text: str) -> bool:
    """Return whether a text of many lines holds letters that need a look, each where it stands.

    >>> is_odd("Körner – £5\\n"), is_odd("NHSX\\u200b\\n"), is_odd("KÃ¶rner\\n")
    (False, True, True)
    """
    letters = set(text.encode().translate(None, _KEYS).decode())
    return any(map(_kind, letters)) or (not letters.isdisjoint(_LEADS) and _untwist(text) != text)


def letter_problem(cell: str) -> str:
    """Return which letter of a cell cannot stand, with its name; nothing where all can.

    >>> letter_problem("NHS\\u202eX")
    'holds U+202E RIGHT-TO-LEFT OVERRIDE, which no reader sees'
    """
    if cell.isascii() and cell.isprintable():
        return ""
    if _untwist(cell) != cell:
        return "holds letters that were read in another encoding than they were written in"
    for at, letter in enumerate(cell):
        kind = "" if " " <= letter <= "~" else _kind(letter)
        if kind == _SCRIPT or (letter in _JOINERS and _joins(cell, at)):
            continue
        if kind == _CONTROL:
            return "holds a control character"
        if kind:
            return f"holds {name_letter(letter)}, {kind}"
    for word in _alien_words(cell):
        letter = next(c for c in word if _kind(c) == _SCRIPT)
        return f"holds {name_letter(letter)}, which looks like a Latin letter in '{word}'"
    return ""


def mend_letters(cell: str) -> str:
    """Return a cell with what its letters were before a program changed them, as far as known.

    >>> mend_letters("NHS\\xa0Digital\\u200b"), mend_letters("KÃ¶rner"), mend_letters("a\\nb")
    ('NHS Digital', 'Körner', 'a b')
    """
    cell = _untwist(_BREAK.sub(" ", cell))
    mended = "".join(
        c if " " <= c <= "~" or (c in _JOINERS and _joins(cell, at)) else _stands_for(c)
        for at, c in enumerate(cell)
    )
    for word in set(_alien_words(mended)):
        mended = mended.replace(word, word.translate(_LOOKS))
    return mended.strip()


def straighten(cell: str) -> str:
    """Return a cell with the dashes and quotation marks of a keyboard, as ids and dates have them.

    >>> straighten("2013–04–01"), straighten("‘nhsx’")
    ('2013-04-01', "'nhsx'")
    """
    return cell.translate(_PUNCTUATION)


def show_letters(text: str) -> str:
    """Return a text with every letter shown by its number that is not to be seen.

    >>> show_letters("a b\\x07\\u200bc")
    'a b\\\\x07<U+200B>c'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        c
        if c == " " or (c.isprintable() and _kind(c) not in (_UNSEEN, _SPACE))
        else f"\\x{ord(c):02x}"
        if c < "\x80"
        else f"<U+{ord(c):04X}>"
        for c in text
    )


def name_letter(letter: str) -> str:
    """Return the number of a letter and its name.

    >>> name_letter("\\xa0"), name_letter("\\ufdd0")
    ('U+00A0 NO-BREAK SPACE', 'U+FDD0')
    """
    name = unicodedata.name(letter, _CONTROLS.get(letter, ""))
    return f"U+{ord(letter):04X} {name}".rstrip()


_CONTROLS = {"\t": "TAB", "\n": "LINE FEED", "\r": "CARRIAGE RETURN"}
_UNSEEN = "which no reader sees"
_BREAKS = "which breaks the line"
_SPACE = "which looks like a space"
_STYLE = "which looks like other letters"
_CONTROL = "a control character"
_SCRIPT = "a letter of another script"


@cache
def _kind(letter: str) -> str:
    """Return why a letter needs a look; nothing where it can stand anywhere."""
    category = unicodedata.category(letter)
    name = unicodedata.name(letter, "")
    if category == "Cc":
        return _BREAKS if letter in "\n\r\t" else _CONTROL
    if letter in _LOST:
        return "which stands for a letter that is lost"
    if category == "Cn":
        return "which is not assigned to any letter"
    if category == "Co":
        return "which means something to one program only"
    if category == "Cs":
        return "half of a letter"
    if category == "Cf" or letter in _BLANK or name.startswith("VARIATION SELECTOR"):
        return _UNSEEN
    if category in ("Zl", "Zp"):
        return _BREAKS
    if category == "Zs":
        return _SPACE
    if name.startswith(_STYLED) and unicodedata.normalize("NFKC", letter) != letter:
        return _STYLE
    if name.startswith(_OTHER_SCRIPTS):
        return _SCRIPT
    return ""


@cache
def _stands_for(letter: str) -> str:
    """Return what a letter stood for before a program changed it; itself where that is unknown."""
    kind = _kind(letter)
    if kind == _UNSEEN:
        return ""
    if kind == _SPACE:
        return " "
    if kind == _STYLE:
        return unicodedata.normalize("NFKC", letter)
    if "\x80" <= letter <= "\x9f":
        return letter.encode("latin-1").decode("cp1252", "ignore") or letter
    return letter


def _joins(cell: str, at: int) -> bool:
    """Return whether a joiner stands between letters of a script that needs it, or pictures."""
    around = (cell[max(at - 1, 0) : at], cell[at + 1 : at + 2])
    needed = around[:1] if cell[at] == "\ufe0f" else around
    return all(c and (c in _JOINERS or (c > "\u05ff" and not _kind(c))) for c in needed)


def _alien_words(cell: str) -> Iterator[str]:
    """Yield words that mix Latin letters with those of another script that look like them.

    A word of nothing but such letters counts where the rest of the cell is Latin.
    """
    if cell.isascii():
        return
    for word in _WORD.findall(cell):
        if not word.isascii() and any(_kind(c) == _SCRIPT for c in word):
            looks = word.translate(_LOOKS)
            is_mixed = _LATIN.search(word) is not None and looks != word
            if is_mixed or (looks.isascii() and len(word) > 1 and _LATIN.search(cell)):
                yield word


def _untwist(cell: str) -> str:
    """Return a cell whose letters were written as UTF-8 and read as something else, read rightly.

    >>> _untwist("letâ€™s"), _untwist("“É”")
    ('let’s', '“É”')
    """
    return cell if cell.isascii() else _GARBLED.sub(_reread, cell)


def _reread(found: re.Match[str]) -> str:
    for encoding in ("cp1252", "mac_roman"):
        try:
            letters = b"".join(_byte(c, encoding) for c in found[0]).decode()
        except UnicodeError:
            continue
        if _EXPECTED.fullmatch(letters):
            return letters
    return found[0]


def _byte(letter: str, encoding: str) -> bytes:
    """Return the byte that a letter was read from; five bytes of Windows-1252 give controls."""
    return letter.encode("latin-1" if "\x80" <= letter <= "\x9f" else encoding)
