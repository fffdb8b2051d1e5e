"""Damage to tables as spreadsheets, editors and downloads do it, put in by a seeded script.

Each kind takes the rows of one table and gives them back damaged, with the cells that it touched;
or takes the bytes of a file. What it cannot do to a table it does not do: then nothing is touched.
"""

from __future__ import annotations

import calendar
import csv
import io
import random
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from kg.model.fields import Cell, Field, TableSchema

Rows = list[list[str]]
"""The rows of a file, the header first."""
Change = Callable[[Field, str, random.Random], str]
"""Damages one cell; gives it back as it is where the kind does not touch such cells."""

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_DATES = (Cell.DATE, Cell.DAY)
_NUMBERS = (Cell.INTEGER, Cell.NUMBER)
_WRITTEN = (Cell.TEXT, Cell.LINK)


def _days(form: str) -> Change:
    """Return what rewrites whole days, and months as spreadsheets do beside."""

    def change(column: Field, cell: str, chance: random.Random) -> str:
        if column.cell not in _DATES:
            return cell
        if found := _DAY.fullmatch(cell):
            return date(*map(int, found.groups())).strftime(form)
        if (found := _MONTH.fullmatch(cell)) and "/" in form:
            return f"{calendar.month_abbr[int(found[2])]}-{found[1][2:]}"
        return cell

    return change


def _serial(column: Field, cell: str, chance: random.Random) -> str:
    found = _DAY.fullmatch(cell) or _MONTH.fullmatch(cell)
    if column.cell not in _DATES or not found:
        return cell
    year, month, day = (*map(int, found.groups()), 1)[:3]
    return str((date(year, month, day) - date(1899, 12, 30)).days)


def _within(cells: tuple[Cell, ...], put: Callable[[str, int], str]) -> Change:
    """Return what puts something at a place within a cell of some kinds."""

    def change(column: Field, cell: str, chance: random.Random) -> str:
        return put(cell, chance.randrange(len(cell) + 1)) if column.cell in cells else cell

    return change


def _insert(letter: str, *cells: Cell) -> Change:
    return _within(cells or tuple(Cell), lambda cell, at: cell[:at] + letter + cell[at:])


def _replace(old: str, new: str, *cells: Cell) -> Change:
    return lambda column, cell, chance: (
        cell.replace(old, new) if column.cell in (cells or tuple(Cell)) else cell
    )


def _whole(text: str, *cells: Cell) -> Change:
    return lambda column, cell, chance: text if column.cell in cells else cell


def _grouped(column: Field, cell: str, chance: random.Random) -> str:
    is_long = column.cell in _NUMBERS and cell.isdigit() and len(cell) > 3
    return f"{int(cell):,}" if is_long else cell


def _power(column: Field, cell: str, chance: random.Random) -> str:
    return f"{int(cell):.2E}" if column.cell in _NUMBERS and cell.isdigit() else cell


def _zeros(column: Field, cell: str, chance: random.Random) -> str:
    return str(int(cell)) if column.name == "code" and cell.isdigit() else cell


def _twice_read(column: Field, cell: str, chance: random.Random) -> str:
    return "".join(
        chr(b) if b in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else bytes([b]).decode("cp1252")
        for b in cell.encode()
    )


def _latin_controls(column: Field, cell: str, chance: random.Random) -> str:
    return cell.encode("cp1252", "replace").decode("latin-1") if "’" in cell else cell


def _look_alike(column: Field, cell: str, chance: random.Random) -> str:
    word = re.search("[A-Za-z]*[aeopc][A-Za-z]*", cell)
    if column.cell not in _WRITTEN or word is None or len(word[0]) < 2:
        return cell
    twisted = re.sub("[aeopc]", lambda c: "аеорс"["aeopc".index(c[0])], word[0], count=1)
    return cell[: word.start()] + twisted + cell[word.end() :]


def _flag(column: Field, cell: str, chance: random.Random) -> str:
    return {"yes": "TRUE", "no": "FALSE"}[cell] if column.cell is Cell.FLAG else cell


def _capital(column: Field, cell: str, chance: random.Random) -> str:
    kinds = (Cell.CHOICE, Cell.REF, Cell.WORD, Cell.RELATION, Cell.SLUG)
    return cell[0].upper() + cell[1:] if column.cell in kinds else cell


CELLS: Mapping[str, Change] = {
    "UK dates": _days("%d/%m/%Y"),
    "US dates": _days("%m/%d/%Y"),
    "dates with dots": _days("%d.%m.%Y"),
    "short years": _days("%d/%m/%y"),
    "months in words": _days("%d-%b-%Y"),
    "long dates": _days("%d %B %Y"),
    "midnight": _days("%Y-%m-%d 00:00:00"),
    "slashes": _days("%Y/%m/%d"),
    "serial numbers": _serial,
    "en dashes": _replace("-", "–", *_DATES, Cell.REF, Cell.SLUG, Cell.EVIDENCE),
    "separators": _grouped,
    "pounds": lambda column, cell, chance: f"£{cell}" if column.cell in _NUMBERS else cell,
    "decimals": lambda column, cell, chance: f"{cell}.00" if column.cell is Cell.INTEGER else cell,
    "powers of ten": _power,
    "lost zeros": _zeros,
    "true and false": _flag,
    "capitals": _capital,
    "apostrophes": lambda column, cell, chance: (
        f"'{cell}" if column.cell in (*_DATES, *_NUMBERS, Cell.REF, Cell.CHOICE) else cell
    ),
    "no-break spaces": _replace(" ", "\xa0"),
    "thin spaces": _replace(" ", "\u2009"),
    "line breaks": _replace(" ", "\n"),
    "returns": _replace(" ", "\r\n"),
    "tabs": _replace(" ", "\t"),
    "zero-width spaces": _insert("\u200b"),
    "soft hyphens": _insert("\xad"),
    "overrides": _insert("\u202e"),
    "marks of order": _insert("\ufeff"),
    "lost letters": _insert("\ufffd"),
    "unassigned": _insert("\u0378"),
    "private": _insert("\ue000"),
    "bells": _insert("\x07"),
    "twice read": _twice_read,
    "read as Latin-1": _latin_controls,
    "look-alikes": _look_alike,
    "white space": lambda column, cell, chance: f" {cell}  ",
    "errors": lambda column, cell, chance: chance.choice(("#REF!", "#N/A", "#NAME?", "#VALUE!")),
    "formulas": lambda column, cell, chance: f"=A{chance.randrange(1, 99)}",
    "text formulas": lambda column, cell, chance: f'="{cell}"' if '"' not in cell else cell,
    "cut": lambda column, cell, chance: (cell * 32_767)[:32_767],
    "spaces in lists": _replace("|", " | "),
    "doubled items": lambda column, cell, chance: (
        f"{cell}|{cell.split('|')[0]}" if column.many else cell
    ),
    "empty locators": _within((Cell.EVIDENCE,), lambda cell, at: f"{cell.partition('#')[0]}#"),
    "far years": _whole("9999-12-31", *_DATES),
    "addresses that nothing holds": _replace("://", "://[", Cell.LINK),
}
"""Kind -> what it does to a cell that is not empty."""


def damage_cells(
    table: TableSchema, rows: Rows, kind: str, chance: random.Random, most: int = 10**9
) -> tuple[Rows, dict[tuple[int, str], str]]:
    """Return rows with cells damaged in one way, and by row and column what they were."""
    change = CELLS[kind]
    columns = {column.name: column for column in table.columns}
    places = [(i, j) for i in range(1, len(rows)) for j in range(len(rows[0])) if rows[i][j]]
    chance.shuffle(places)
    changed = [list(row) for row in rows]
    touched: dict[tuple[int, str], str] = {}
    for i, j in places:
        if len(touched) >= most:
            break
        cell = change(columns[rows[0][j]], rows[i][j], chance)
        if cell != rows[i][j]:
            touched[i + 1, rows[0][j]] = rows[i][j]
            changed[i][j] = cell
    return changed, touched


def write_rows(rows: Rows, separator: str = ",", quoting: int = csv.QUOTE_MINIMAL) -> str:
    """Return rows as a file."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, lineterminator="\n", quoting=quoting).writerows(rows)  # type: ignore[arg-type]
    return out.getvalue()


def read_rows(content: bytes) -> Rows:
    """Return the rows of a file that is as it should be."""
    return list(csv.reader(io.StringIO(content.decode(), newline=""), strict=True))


def _reshape(change: Callable[[Rows], Rows], separator: str = ",") -> Callable[[Rows], bytes]:
    return lambda rows: write_rows(change(rows), separator).encode()


def _renamed(rename: Callable[[str], str]) -> Callable[[Rows], bytes]:
    return _reshape(lambda rows: [[rename(name) for name in rows[0]], *rows[1:]])


def _encoded(encoding: str) -> Callable[[Rows], bytes]:
    """Return what writes rows in an encoding; letters that it lacks stay as they are, in UTF-8."""
    return lambda rows: b"".join(
        letter.encode(encoding) if _fits(letter, encoding) else letter.encode()
        for letter in write_rows(rows)
    )


def _fits(letter: str, encoding: str) -> bool:
    return letter.encode(encoding, "replace") != b"?" or letter == "?"


FILES: Mapping[str, Callable[[Rows], bytes]] = {
    "mark of order": lambda rows: b"\xef\xbb\xbf" + write_rows(rows).encode(),
    "returns at ends": lambda rows: write_rows(rows).replace("\n", "\r\n").encode(),
    "UTF-16": lambda rows: write_rows(rows).encode("utf-16"),
    "UTF-16 from behind": lambda rows: b"\xfe\xff" + write_rows(rows).encode("utf-16-be"),
    "UTF-16 without a mark": lambda rows: write_rows(rows).encode("utf-16-le"),
    "UTF-16 with tabs": lambda rows: write_rows(rows, "\t").encode("utf-16"),
    "Windows-1252": _encoded("cp1252"),
    "Mac Roman": _encoded("mac_roman"),
    "the old DOS encoding": _encoded("cp850"),
    "semicolons": lambda rows: write_rows(rows, ";").encode(),
    "tabs": lambda rows: write_rows(rows, "\t").encode(),
    "upright strokes": lambda rows: write_rows(rows, "|").encode(),
    "NUL": lambda rows: write_rows(rows).replace(",", ",\0", 3).encode(),
    "sep=,": lambda rows: b"sep=,\n" + write_rows(rows).encode(),
    "sep=;": lambda rows: b"sep=;\r\n" + write_rows(rows, ";").encode(),
    "a title": _reshape(lambda rows: [["A title", *[""] * (len(rows[0]) - 1)], *rows]),
    "two titles": _reshape(lambda rows: [["A title, of two"], [], ["Read in 2026"], *rows]),
    "groups of columns": _reshape(lambda rows: [["What", "", "When"], *rows]),
    "empty columns": _reshape(lambda rows: [[*row, "", "", ""] for row in rows]),
    "empty rows": _reshape(lambda rows: rows + [[""] * len(rows[0])] * 3),
    "columns in another order": _reshape(lambda rows: [row[::-1] for row in rows]),
    "capitals in the header": _renamed(str.upper),
    "titles in the header": _renamed(lambda name: name.replace("_", " ").title()),
    "spaces in the header": _renamed(lambda name: f" {name}\xa0"),
    "everything quoted": lambda rows: write_rows(rows, quoting=csv.QUOTE_ALL).encode(),
    "each row in one cell": lambda rows: write_rows(
        [[line] for line in write_rows(rows).splitlines()]
    ).encode(),
    "merged headers": _reshape(
        lambda rows: [[*rows[0][:1], "", *rows[0][2:]], *rows[1:]] if rows[0][1] else rows
    ),
    "HTML": lambda rows: f"<html><table><tr><td>{rows[0][0]}".encode(),
    "a workbook": lambda rows: b"PK\x03\x04" + bytes(range(99)),
    "cut within a row": lambda rows: write_rows(rows).encode()[:-9] if rows[1:] else b"x,y\n",
}
"""Kind -> how a whole file of it looks."""

HARMLESS = (
    "mark of order", "returns at ends", "empty columns", "empty rows", "columns in another order",
    "everything quoted",
)  # fmt: skip
"""Files that are read rightly, and of which no error is told."""


def reshapes(rows: Rows) -> Iterator[tuple[str, bytes]]:
    """Yield rows in every shape that differs from their own."""
    plain = write_rows(rows).encode()
    yield from ((kind, made) for kind, make in FILES.items() if (made := make(rows)) != plain)
