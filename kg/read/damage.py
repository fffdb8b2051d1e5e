"""What spreadsheets and editors do to cells: how each is recognised, and what stood there before.

A cell is judged with its column: 03/04/2013 is understood only where another cell of the column, or
of the table, shows whether the day stands first. What cannot be known is said to be so, and left.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Protocol

from kg.model.fields import Cell, Field
from kg.read.letters import mend_letters, straighten
from kg.read.sheets import ERRORS, LONGEST, MONTHS, Row

_MONTH = rf"(?P<month>{'|'.join(MONTHS)})[a-z]*\.?"
_YEAR = r"(?P<year>[0-9]{4}|[0-9]{2})"
_DIGITS = re.compile(r"(?P<first>[0-9]{1,2})([/.-])(?P<second>[0-9]{1,2})\2" + _YEAR)
_NAMED = [
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?:(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?[ -]*)?{_MONTH}[ ,-]*{_YEAR}",
        rf"{_MONTH} (?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,? {_YEAR}",
    )
]
_ISO = re.compile(r"(?P<year>[0-9]{4})[-/](?P<month>[0-9]{1,2})(?:[-/](?P<day>[0-9]{1,2}))?")
_MIDNIGHT = re.compile(r"(?:T| +)0?0:00(?::00(?:\.0+)?)?Z?")
_SERIAL = re.compile(r"([1-9][0-9]{4})(?:\.0+)?")
_DAY_ZERO = date(1899, 12, 30)
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(\.[0-9]+)?")
_CONTINENTAL = re.compile(r"[0-9]{1,3}(?:[.  '][0-9]{3})+(,[0-9]+)?|[0-9]+,[0-9]+")
_POWER = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?)E([+-]?[0-9]{1,2})", re.IGNORECASE)
_DAY_OF = re.compile(rf"[0-9]{{1,2}}-(?:{'|'.join(MONTHS)})")
_AS_FORMULA = re.compile(r'="(?P<text>[^"]*)"|=HYPERLINK\("(?P<link>[^"]*)".*\)', re.IGNORECASE)
_ERROR = re.compile(ERRORS)
_REWRITTEN = "a spreadsheet rewrote the date"
_YES = {"TRUE": "yes", "FALSE": "no", "YES": "yes", "NO": "no", "Y": "yes", "N": "no"}
_AHEAD = 20
"""Years within which a plan of two digits lies ahead."""
_PLAIN = frozenset({Cell.TEXT, Cell.LINK})
"""Columns in which people write as they like."""


@dataclass(frozen=True, slots=True)
class Damage:
    """What happened to a cell, and what stood there before; None where that cannot be known.

    `note` says how it is known, or what it may have been. What is `plain` needs no words: everybody
    sees it.
    """

    cause: str
    meant: str | None = None
    note: str = ""
    is_plain: bool = False


class Known(Protocol):
    """What is known of a record: its day, and what a column may hold, by its small letters."""

    @property
    def day(self) -> date:
        """The day after which nothing has happened yet."""

    def words(self, column: Field) -> Mapping[str, str]:
        """Return what a column may hold, by how it looks without regard to case."""


class Mender:
    """Finds what happened to the cells of one table, whose file has a `separator`."""

    def __init__(
        self, columns: Sequence[Field], rows: Sequence[Row], known: Known, separator: str = ","
    ) -> None:
        self._columns = columns
        self._rows = rows
        self._known = known
        self._separator = separator
        self._orders: dict[str, str] = {}

    def find(self, column: Field, cell: str) -> Damage | None:
        """Return what happened to a cell that cannot stand; None where that is not known.

        Whether what it was before can stand is for who asks to say.
        """
        formula = _AS_FORMULA.fullmatch(cell)
        if formula and (column.cell is Cell.LINK or formula["link"] is None):
            return Damage("it was made a formula", formula["text"] or formula["link"] or "")
        if not column.many or "|" not in cell:
            return self._find(column, cell)
        found = [self._find(column, item) for item in cell.split("|")]
        causes = [damage for damage in found if damage is not None]
        lost = next((damage for damage in causes if damage.meant is None), None)
        if lost or not causes:
            return lost
        items = [d.meant or "" if d else i for d, i in zip(found, cell.split("|"), strict=True)]
        return Damage(causes[0].cause, "|".join(items), is_plain=all(d.is_plain for d in causes))

    def _find(self, column: Field, cell: str) -> Damage | None:
        text = mend_letters(cell)
        if column.cell not in _PLAIN:
            text = straighten(text)
        if column.cell not in _PLAIN or re.match("'[0-9]+$", text):
            text = text.strip("' \"")
        for find in self._kinds[column.cell]:
            damage = find(column, text)
            if damage is not None and damage.meant != text:
                return damage
        if text_problem(text) or len(cell) in LONGEST:
            return Damage("a spreadsheet took it for something else", note="what it was is lost")
        if text == cell:
            return None
        is_plain = text == cell.strip()
        return Damage("" if is_plain else "a program changed its letters", text, is_plain=is_plain)

    @cached_property
    def _kinds(self) -> Mapping[Cell, tuple[Callable[[Field, str], Damage | None], ...]]:
        days = (self._find_digits, self._find_date)
        words = (self._find_word,)
        return {
            **dict.fromkeys(Cell, words),
            Cell.DATE: days,
            Cell.DAY: days,
            Cell.INTEGER: (self._find_number,),
            Cell.NUMBER: (self._find_number,),
            Cell.FLAG: (_find_flag,),
            Cell.TEXT: (),
            Cell.LINK: (),
        }

    # dates

    def _find_digits(self, column: Field, text: str) -> Damage | None:
        """Find a date in digits, by which of them is the day."""
        found = _DIGITS.fullmatch(_MIDNIGHT.sub("", text))
        if found is None:
            return None
        first, second = int(found["first"]), int(found["second"])
        year = self._year(column, found["year"])
        either = [_iso(y, m, d) for y in year for m, d in ((second, first), (first, second))]
        order = self._order(column)
        if first == second:
            order = "day"
        elif first > 12 or second > 12:
            order = "day" if first > 12 else "month"
        if len(year) > 1:
            return Damage(_REWRITTEN, note=_either(either))
        if order in ("day", "month"):
            return Damage(_REWRITTEN, either[order == "month"], f"the {order} first")
        which = "shows the day first here and the month first there" if order else "shows which"
        note = f"{_either(either)}: {'the table' if order else 'nothing in the table'} {which}"
        return Damage(_REWRITTEN, note=note)

    def _order(self, column: Field) -> str:
        """Return what stands first in the dates of a column, else of the table: day or month.

        "both" where they do not agree, nothing where no date shows it.
        """
        if not self._orders:
            shown: dict[str, set[str]] = {"": set()}
            for i, other in enumerate(self._columns):
                if other.cell in (Cell.DATE, Cell.DAY):
                    cells = (_DIGITS.match(row.cells[i]) for row in self._rows)
                    pairs = {(int(f["first"]), int(f["second"])) for f in cells if f}
                    shown[other.name] = {"day" for a, b in pairs if a > 12} | {
                        "month" for a, b in pairs if b > 12
                    }
                    shown[""] |= shown[other.name]
            self._orders = {
                name: "both" if len(found) > 1 else "".join(found) for name, found in shown.items()
            }
        return self._orders[column.name] or self._orders[""]

    def _find_date(self, column: Field, text: str) -> Damage | None:
        """Find a date with a month in words, with a time, of short numbers, or a count of days."""
        if re.fullmatch(r"[0-9]{4}\.0+", text):
            return Damage("a program took the year for a number", text[:4])
        bare = _MIDNIGHT.sub("", text)
        for form in _NAMED:
            found = form.fullmatch(bare)
            if found:
                month = MONTHS.index(found["month"][:3].title()) + 1
                day = int(found["day"] or 0)
                meant = [_iso(year, month, day) for year in self._year(column, found["year"])]
                if len(meant) > 1:
                    return Damage(_REWRITTEN, note=_either(meant))
                return Damage(_REWRITTEN, meant[0], "the month in words")
        iso = _ISO.fullmatch(bare)
        if iso and bare != text:
            whole = _iso(int(iso["year"]), int(iso["month"]), int(iso["day"] or 0))
            return self._from_day(column, whole, "a program put a time to the day")
        if iso:
            whole = _iso(int(iso["year"]), int(iso["month"]), int(iso["day"] or 0))
            return Damage(_REWRITTEN, whole)
        serial = _SERIAL.fullmatch(text)
        if serial:
            whole = (_DAY_ZERO + timedelta(days=int(serial[1]))).isoformat()
            return self._from_day(column, whole, "a spreadsheet counted days from 1900")
        return None

    @staticmethod
    def _from_day(column: Field, day: str, cause: str) -> Damage:
        """Return a whole day, from which the first of a month cannot be told from the month."""
        if day.endswith("-01") and len(day) == 10 and column.cell is Cell.DATE:
            months = [day, day[:7], *([day[:4]] if day.endswith("-01-01") else [])]
            return Damage(cause, note=_either(months))
        return Damage(cause, day)

    def _year(self, column: Field, digits: str) -> list[int]:
        """Return the years that digits may mean; two digits mean the last that has come."""
        if len(digits) == 4:
            return [int(digits)]
        last = self._known.day.year - (self._known.day.year - int(digits)) % 100
        if column.ahead and last + 100 <= self._known.day.year + _AHEAD:
            return [last, last + 100]
        return [last]

    # all else

    def _find_number(self, column: Field, text: str) -> Damage | None:
        power = _POWER.fullmatch(text)
        if power:
            places = int(power[2]) - len(power[1].partition(".")[2])
            digits = power[1].replace(".", "").lstrip("0")
            about = digits + "0" * places if places >= 0 else text
            return Damage(
                "a spreadsheet wrote it in powers of ten", note=f"about {about}: digits may be lost"
            )
        bare = re.sub("^[£$€] ?", "", text)
        cause = "a spreadsheet wrote it as an amount"
        if self._separator == ";" and _CONTINENTAL.fullmatch(bare):
            return Damage(cause, re.sub("[.  ']", "", bare).replace(",", "."))
        if _GROUPED.fullmatch(bare) and self._separator != ";":
            bare = bare.replace(",", "")
        if column.cell is Cell.INTEGER:
            bare = re.sub(r"\.0+$", "", bare)
        return Damage(cause, bare) if bare != text else None

    def _find_word(self, column: Field, text: str) -> Damage | None:
        """Find an id or a word of a list whose letters a program made large."""
        if column.cell in (Cell.SLUG, Cell.DIGEST):
            return Damage("", text.lower(), is_plain=True)
        word, mark, locator = text.partition("#" if column.cell is Cell.EVIDENCE else "\0")
        meant = self._known.words(column).get(word.casefold(), word) + mark + locator
        return Damage("", meant, is_plain=True) if meant != text else None


def _find_flag(column: Field, text: str) -> Damage | None:
    meant = _YES.get(text.upper())
    return Damage("a spreadsheet has words of its own for it", meant) if meant else None


_SPOILT = {
    "is what a spreadsheet makes of true and false": re.compile("TRUE|FALSE"),
    "is what a spreadsheet makes of words like 1-2": _DAY_OF,
    "is what a spreadsheet makes of long numbers": re.compile(r"[0-9](?:\.[0-9]+)?E\+[0-9]{2,}"),
    "is an error of a spreadsheet": _ERROR,
    "begins with the mark by which a spreadsheet knows a text": re.compile("'(?:[0-9]+$|[=+@]).*"),
}
"""What a spreadsheet makes of words and codes that it takes for something else."""
_MAY_BE_SPOILT = re.compile("['0-9TF#E]")
"""What the first letter of all these is."""


def text_problem(cell: str) -> str:
    """Return how a spreadsheet has spoilt a text; nothing where it is sound.

    >>> text_problem("#REF!"), text_problem("True North")
    ('is an error of a spreadsheet', '')
    """
    if len(cell) in LONGEST:
        return f"has {len(cell):,} letters, all that a spreadsheet keeps"
    if _MAY_BE_SPOILT.match(cell) is None:
        return ""
    return next((told for told, form in _SPOILT.items() if form.fullmatch(cell)), "")


def lost_zeros(code: str, form: str) -> Iterator[str]:
    """Yield what a code was that has its form again with the zeros that a spreadsheet took off.

    >>> list(lost_zeros("2579852", "[0-9]{8}"))
    ['02579852']
    """
    if code.isdigit():
        padded = (code.rjust(width, "0") for width in range(len(code) + 1, 17))
        yield from (text for text in padded if re.fullmatch(form, text))


def _iso(year: int, month: int, day: int) -> str:
    return f"{year:04}-{month:02}" + (f"-{day:02}" if day else "")


def _either(dates: Sequence[str]) -> str:
    return " or ".join(dict.fromkeys(dates))
