"""Read one file as a table: also one that a spreadsheet, an editor or a download has reshaped.

A file that is as it should be is taken at once. Any other is looked at as a whole: its encoding,
what separates its cells, where its header stands, which columns are empty. Each thing that is not
as it should be is told, with what would be right, and the rows are read as they were meant.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from kg.model.fields import TableSchema
from kg.model.lines import make_label
from kg.model.nearest import did_you_mean
from kg.model.spelling import count
from kg.read.letters import is_odd

csv.field_size_limit(16 * 1024 * 1024)

LONGEST = (32_767, 65_535)
"""Letters after which spreadsheets cut a cell."""
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
SAVE = "save the file as 'CSV UTF-8'"
ERRORS = r"#(?:REF!|N/A|NAME\?|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!|FIELD!|##+)|Err:5[0-9]{2}"
"""What a spreadsheet writes where it could not work a cell out, or not show it."""
_SUSPECT = (
    "TRUE",
    "FALSE",
    "E+",
    "#N/A",
    "#NAME?",
    "#NULL!",
    "#NUM!",
    "#REF!",
    "#VALUE!",
    "#DIV/0!",
    "#SPILL!",
    "#CALC!",
    "#FIELD!",
    "##",
    "Err:5",
    ",'",
    "\n'",
    "|'",
    "\"'",
    *(f"-{month}" for month in MONTHS),
)
"""What stands in a file whose cells a spreadsheet may have spoilt; each cell is looked at then."""
_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright strokes"}
_HEADER_WITHIN = 12
"""Rows within which a header is looked for."""
_BINARY = (
    (b"PK\x03\x04", "a workbook (.xlsx or .ods)"),
    (b"\xd0\xcf\x11\xe0", "a workbook (.xls)"),
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "a text with layout (RTF)"),
    (b"\x1f\x8b", "packed (gzip)"),
)
_WIDE = (
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_PAGE = re.compile(r"\s*<(?:!doctype|html|head|meta|body|table|\?xml)\b", re.IGNORECASE)
_BYTES = {"cp1252": "Windows-1252", "mac_roman": "Mac Roman", "cp850": "the old DOS encoding"}
_LIKELY = (
    ("£’‘“”–€", 4),
    ("àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿ", 3),
    ("ÀÁÂÄÅÇÈÉÊËÍÑÓÔÖØÚÜ—…•°½ß§©®™", 1),
)
"""Letters by how likely a text holds them."""


@dataclass(slots=True)
class Row:
    """One row: its number in the file and its cells, in the order of the table's columns."""

    number: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a file, and whether the rows were understood all the same."""

    row: int
    column: str
    problem: str
    is_understood: bool = False
    is_harmless: bool = False


@dataclass
class Sheet:
    """The rows of a file, and what is to be told of it.

    `columns` are those that the file has, in its order; `broken` the rows with too few or too many
    cells, as they stand; `is_suspect` says that its cells need a close look.
    `is_read` is false where the file could not be understood at all.
    """

    columns: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    broken: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    is_suspect: bool = False
    is_read: bool = False
    separator: str = ","

    def tell(self, row: int, column: str, problem: str, understood: bool = False) -> None:
        """Note a problem of the file."""
        self.faults.append(Fault(row, column, problem, understood))

    def note(self, row: int, problem: str) -> None:
        """Note what is to be told of a file that is read rightly all the same."""
        self.faults.append(Fault(row, "", problem, is_harmless=True))


def read_sheet(table: TableSchema, content: bytes) -> Sheet:
    """Return what a file holds as a table."""
    sheet = Sheet()
    text = _decode(content, sheet)
    if text is None:
        return sheet
    if _PAGE.match(text):
        sheet.tell(1, "", f"is a web page or XML, not CSV; open it in a spreadsheet and {SAVE}")
        return sheet
    sheet.is_suspect = (
        is_odd(text)
        or any(mark in text for mark in _SUSPECT)
        or any(len(line) >= LONGEST[0] for line in text.split("\n"))
    )
    try:
        _read_rows(table, text, sheet)
    except csv.Error as error:
        at = sheet.rows[-1].number if sheet.rows else 0
        sheet.tell(at + 1, "", f"is not CSV: {error}")
    return sheet


def write_sheet(sheet: Sheet, names: list[str]) -> str:
    """Return the rows of a table as tables are kept: commas, line feeds, its columns in order.

    Where a row has too few or too many cells the columns stay as they are in the file.
    """
    columns = sheet.columns if sheet.broken else [n for n in names if n in sheet.columns]
    at = [names.index(name) for name in columns]
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    good = [Row(row.number, [row.cells[i] for i in at]) for row in sheet.rows]
    writer.writerows(row.cells for row in sorted([*good, *sheet.broken], key=lambda r: r.number))
    return out.getvalue()


def _decode(content: bytes, sheet: Sheet) -> str | None:
    for begin, what in _BINARY:
        if content.startswith(begin):
            sheet.tell(1, "", f"is {what}, not CSV; open it in a spreadsheet and {SAVE}")
            return None
    wide = next((codec for begin, codec in _WIDE if content.startswith(begin)), "")
    if not wide and content[:200].count(b"\0") > len(content[:200]) // 4:
        wide = "utf-16-le" if content[1:2] == b"\0" else "utf-16-be"
    if wide:
        try:
            text = content.decode(wide).lstrip("\ufeff")
        except UnicodeDecodeError:
            sheet.tell(1, "", f"is neither UTF-8 nor whole UTF-16; {SAVE}")
            return None
        sheet.tell(1, "", f"is {wide[:6].upper()}, not UTF-8; {SAVE}", understood=True)
        return text
    try:
        text = content.decode("utf-8-sig").lstrip("\ufeff")
    except UnicodeDecodeError as error:
        text = _decode_bytes(content, error, sheet)
    if "\0" in text:
        sheet.tell(0, "", f"holds a NUL byte; {SAVE}", understood=True)
        text = text.replace("\0", "")
    return text


def _decode_bytes(content: bytes, error: UnicodeDecodeError, sheet: Sheet) -> str:
    """Return a text that is not UTF-8, by the encoding that makes the likeliest letters of it."""
    texts = {codec: _decode_mixed(content, codec) for codec in _BYTES}
    likely = {codec: _likelihood(text) for codec, text in texts.items()}
    codec = max(likely, key=lambda c: likely[c])
    letter = _decode_mixed(content[error.start :][:4], codec)[0]
    sheet.tell(
        content[: error.start].count(b"\n") + 1,
        "",
        f"byte 0x{content[error.start]:02x} is not UTF-8; {SAVE} "
        f"(in {_BYTES[codec]} it is '{letter}')",
        understood=list(likely.values()).count(likely[codec]) == 1,
    )
    return texts[codec]


def _likelihood(text: str) -> int:
    found = sum(weight * sum(map(text.count, letters)) for letters, weight in _LIKELY)
    return found - 9 * text.count("\ufffd")


def _decode_mixed(content: bytes, codec: str) -> str:
    """Return a text in which what is UTF-8 is read as such, and the rest in another encoding."""
    parts: list[str] = []
    rest = content
    while rest:
        try:
            parts.append(rest.decode())
            break
        except UnicodeDecodeError as error:
            parts.append(rest[: error.start].decode())
            parts.append(rest[error.start : error.start + 1].decode(codec, "replace"))
            rest = rest[error.start + 1 :]
    return "".join(parts).removeprefix("\ufeff")


def _read_rows(table: TableSchema, text: str, sheet: Sheet) -> None:
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    header, begin = next(lines, []), 1
    rows: Iterable[list[str]] = lines
    wanted = table.names
    if header != wanted and not _is_known(table, header):
        header, rows, begin = _find_header(table, text, sheet)
        header, rows = _drop_empty_columns(header, rows, begin, sheet)
        header = _name_columns(table, header, begin, sheet)
        if not header:
            return
    order = [header.index(name) if name in header else -1 for name in wanted]
    is_plain, width = header == wanted, len(header)
    sheet.columns = header
    number = begin
    for number, cells in enumerate(rows, start=begin + 1):
        if not any(cells):
            continue
        if len(cells) != width:
            sheet.tell(number, "", f"has {len(cells)} cells; expected {width}")
            sheet.broken.append(Row(number, cells))
            continue
        sheet.rows.append(
            Row(number, cells if is_plain else [cells[i] if i >= 0 else "" for i in order])
        )
    sheet.is_suspect |= begin == 1 and lines.line_num != number
    if not text.endswith(("\n", "\r")):
        sheet.note(number, "ends without a line end; see whether the last row is whole")
    sheet.is_read = True


def _is_known(table: TableSchema, header: list[str]) -> bool:
    """Return whether a header is that of the table, in whatever order."""
    names = set(header)
    return (
        len(names) == len(header)
        and names.issubset(table.names)
        and all(c.name in names for c in table.columns if not c.optional)
    )


def _find_header(
    table: TableSchema, text: str, sheet: Sheet
) -> tuple[list[str], list[list[str]], int]:
    """Return the header, the rows below it and its row, whatever stands above or separates it."""
    known = {_plain(name) for name in table.names}
    best, at, mark, is_packed = 0, 0, ",", False
    for separator in _SEPARATORS:
        for row, cells in enumerate(_first_rows(text, separator)):
            for packed, names in enumerate((cells, _unpack(cells, separator))):
                score = len({_plain(name) for name in names} & known)
                if score > best:
                    best, at, mark, is_packed = score, row, separator, bool(packed)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True))
    if not best:
        if rows:
            sheet.tell(1, "", _no_header(table, ",".join(rows[0])))
        else:
            sheet.tell(1, "id", f"column '{table.names[0]}' is missing, with all the rest")
        return [], [], 1
    sheet.separator = mark
    if is_packed:
        sheet.tell(at + 1, "", f"each row stands in one cell; {SAVE}", understood=True)
        rows = [_unpack(cells, mark) for cells in rows]
    if at:
        above = text.partition("\n")[0].strip()
        is_sep = above.lower().strip('"').startswith("sep=")
        above = above if is_sep else above.rstrip(mark)
        sheet.tell(1, "", _no_header(table, above), understood=True)
    if mark != "," and not (at and is_sep):
        problem = f"is separated by {_SEPARATORS[mark]}; save it with commas"
        sheet.tell(at + 1, "", problem, understood=True)
    sheet.is_suspect = True
    return rows[at], rows[at + 1 :], at + 1


def _no_header(table: TableSchema, found: str) -> str:
    found = make_label(found, 60)
    return f"row 1 is not the header; found '{found}', expected {','.join(table.names)}"


def _first_rows(text: str, separator: str) -> list[list[str]]:
    """Return the rows among which a header is looked for, as one separator parts them."""
    lines = csv.reader(io.StringIO(text[:20_000], newline=""), delimiter=separator)
    return list(islice(lines, _HEADER_WITHIN))


def _unpack(cells: list[str], separator: str) -> list[str]:
    """Return the cells of a row that stands as a line of CSV in its first cell."""
    width = max((i for i, cell in enumerate(cells, start=1) if cell), default=0)
    line = separator.join(cells[:width])
    return next(csv.reader(io.StringIO(line, newline="")), []) if "," in line else cells


def _drop_empty_columns(
    header: list[str], rows: list[list[str]], begin: int, sheet: Sheet
) -> tuple[list[str], list[list[str]]]:
    """Return the header and the rows without columns that have neither a name nor a cell."""
    filled = {i for cells in rows for i, cell in enumerate(cells) if cell}
    kept = [i for i, name in enumerate(header) if name.strip() or i in filled]
    if len(kept) == len(header):
        return header, rows
    many = f"{count(len(header) - len(kept), 'column')} without a name or a cell"
    sheet.note(begin, f"{many} left out; delete them")
    return [header[i] for i in kept], [
        [cells[i] for i in kept if i < len(cells)] + cells[len(header) :] for cells in rows
    ]


def _name_columns(table: TableSchema, header: list[str], begin: int, sheet: Sheet) -> list[str]:
    """Return the header in the names of the table; nothing where it cannot be told."""
    if not header:
        return []
    wanted = table.names
    by_look = {_plain(name): name for name in wanted}
    names = [name if name in wanted else by_look.get(_plain(name), name) for name in header]
    changed = [(old, new) for old, new in zip(header, names, strict=True) if old != new]
    if len(changed) == 1:
        old, new = make_label(changed[0][0], 60), changed[0][1]
        problem = f"unknown column '{old}'; did you mean '{new}'?"
        sheet.tell(begin, old, problem, understood=True)
    elif changed:
        told = ", ".join(f"'{make_label(old, 60)}' is {new}" for old, new in changed)
        sheet.tell(begin, "", f"names of columns were changed: {told}", understood=True)
    for i, name in enumerate(names):
        if not name.strip():
            names[i] = _name_by_place(wanted, names, i)
            meant = f"; by its place it is '{names[i]}'" * bool(names[i])
            sheet.tell(begin, "", f"column {i + 1} has no name{meant}", bool(names[i]))
    unknown = [name for name in dict.fromkeys(names) if name and name not in wanted]
    for name in unknown:
        shown = make_label(name, 60)
        sheet.tell(begin, shown, f"unknown column '{shown}'{did_you_mean(name, wanted)}")
    twice = sorted({name for name in names if name in wanted and names.count(name) > 1})
    for name in twice:
        sheet.tell(begin, name, f"column '{name}' stands twice")
    missing = [c.name for c in table.columns if c.name not in names and not c.optional]
    for name in missing:
        sheet.tell(begin, name, f"column '{name}' is missing")
    return [] if unknown or twice or missing or "" in names else names


def _name_by_place(wanted: list[str], names: list[str], at: int) -> str:
    """Return the name that the table has between its neighbours, for a column without one."""
    before = wanted.index(names[at - 1]) if at and names[at - 1] in wanted else -1
    place = before + 1 if before >= 0 or not at else len(wanted)
    name = wanted[place] if place < len(wanted) else ""
    after = names[at + 1] if at + 1 < len(names) else ""
    fits = name not in names and (after not in wanted or wanted.index(after) > place)
    return name if fits else ""


def _plain(name: str) -> str:
    """Return what stays of the name of a column, however a program has written it."""
    return re.sub(r"[^a-z0-9]+", "_", unicodedata.normalize("NFKC", name).casefold()).strip("_")
