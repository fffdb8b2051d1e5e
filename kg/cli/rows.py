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
from kg.model.formulas import make_text

Row = Sequence[object]
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")


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
    numeric = [
        bool(rows) and all(isinstance(row[i], int | float | None) for row in rows)
        for i in range(len(columns))
    ]
    if sys.stdout.isatty():
        _print_fitted(columns, rows, numeric)
    else:
        _print_whole(columns, rows, numeric)
    return len(rows)


def _print_fitted(columns: Sequence[str], rows: list[Row], numeric: Sequence[bool]) -> None:
    """Print a table that fits the terminal, page by page where it is longer."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    head = "" if is_plain() else "bold"
    table = Table(box=None, pad_edge=False, header_style=head, padding=(0, 2, 0, 0))
    for column, is_number in zip(columns, numeric, strict=True):
        table.add_column(column, justify="right" if is_number else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(_still(value)) for value in row))
    console = Console(highlight=False)
    if sys.stdin.isatty() and len(rows) + 1 >= console.height:
        os.environ.setdefault("LESS", "-RFX")  # show emphasis, and stay on the screen afterwards
        with console.pager(styles=not is_plain()):
            console.print(table)
    else:
        console.print(table)


def _print_whole(columns: Sequence[str], rows: list[Row], numeric: Sequence[bool]) -> None:
    """Print a table of whole cells, where no window has to hold them."""
    from rich.cells import cell_len

    lines = [list(columns), *([_still(v).replace("\n", " ") for v in row] for row in rows)]
    widths = [max(map(cell_len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        padded = (
            " " * (width - cell_len(cell)) + cell
            if is_number
            else cell + " " * (width - cell_len(cell))
            for cell, width, is_number in zip(line, widths, numeric, strict=True)
        )
        sys.stdout.write("  ".join(padded).rstrip() + "\n")


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
    return make_text(value) if isinstance(value, str) else _word(value)


def _word(value: object) -> str:
    return "" if value is None else str(value)


def _still(value: object) -> str:
    """Return a cell for a terminal: nothing in it may move the cursor or change colours."""
    return _CONTROL.sub("\ufffd", _word(value))
