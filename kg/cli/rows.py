"""Print rows: a table that fits the terminal, or CSV, TSV, JSON or Markdown for machines.

JSON is a list with one object a row, keyed by column; a missing value is null there and empty
elsewhere. Cells that a spreadsheet would run as a formula get a leading apostrophe in CSV and TSV.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Sequence

from kg.cli.options import RowFormat
from kg.cli.output import is_plain

Row = Sequence[object]
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def print_rows(columns: Sequence[str], rows: Iterable[Row], form: RowFormat) -> int:
    """Print rows under their columns and return how many there were."""
    match form:
        case RowFormat.table:
            return _print_table(columns, list(rows))
        case RowFormat.json:
            return _print_json(columns, rows)
        case RowFormat.md:
            return _print_markdown(columns, rows)
        case _:
            return _print_separated(columns, rows, "," if form is RowFormat.csv else "\t")


def _print_table(columns: Sequence[str], rows: list[Row]) -> int:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    head = "" if is_plain() else "bold"
    table = Table(box=None, pad_edge=False, header_style=head, padding=(0, 2, 0, 0))
    for i, column in enumerate(columns):
        numeric = bool(rows) and all(isinstance(row[i], int | float | None) for row in rows)
        table.add_column(column, justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(_still(value)) for value in row))
    # whole cells where no window has to hold them
    wide = None if sys.stdout.isatty() else max(80, _width(columns, rows))
    console = Console(width=wide, highlight=False)
    if sys.stdout.isatty() and sys.stdin.isatty() and len(rows) + 1 >= console.height:
        os.environ.setdefault("LESS", "-RFX")  # show emphasis, and stay on the screen afterwards
        with console.pager(styles=not is_plain()):
            console.print(table)
    else:
        console.print(table)
    return len(rows)


def _width(columns: Sequence[str], rows: list[Row]) -> int:
    from rich.cells import cell_len

    widths = [cell_len(column) for column in columns]
    for row in rows:
        widths = [max(w, cell_len(_word(v))) for w, v in zip(widths, row, strict=True)]
    return sum(widths) + 2 * len(widths)


def _print_json(columns: Sequence[str], rows: Iterable[Row]) -> int:
    import json

    count = 0
    for row in rows:
        found = dict(zip(columns, row, strict=True))
        line = json.dumps(found, ensure_ascii=False, default=str)
        sys.stdout.write(f"{',' if count else '['}\n {line}")
        count += 1
    sys.stdout.write("\n]\n" if count else "[]\n")
    return count


def _print_markdown(columns: Sequence[str], rows: Iterable[Row]) -> int:
    def line(cells: Iterable[str]) -> str:
        safe = (cell.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ") for cell in cells)
        return f"| {' | '.join(safe)} |\n"

    sys.stdout.write(line(columns) + f"|{'---|' * len(columns)}\n")
    count = 0
    for row in rows:
        count += 1
        sys.stdout.write(line(_word(value) for value in row))
    return count


def _print_separated(columns: Sequence[str], rows: Iterable[Row], delimiter: str) -> int:
    import csv

    writer = csv.writer(sys.stdout, delimiter=delimiter, lineterminator="\n")
    writer.writerow(columns)
    count = 0
    for row in rows:
        count += 1
        writer.writerow([_safe(value) for value in row])
    return count


def _safe(value: object) -> str:
    word = _word(value)
    return f"'{word}" if isinstance(value, str) and word.startswith(_FORMULA) else word


def _word(value: object) -> str:
    return "" if value is None else str(value)


def _still(value: object) -> str:
    """Return a cell for a terminal: nothing in it may move the cursor or change colours."""
    return _CONTROL.sub("\ufffd", _word(value))
