"""Print rows: a table that fits, or CSV, TSV, JSON or Markdown for machines.

JSON is a list with one object a row, keyed by column; a missing value is null there and empty
elsewhere. Cells that a spreadsheet would run as a formula get a leading apostrophe in CSV and TSV.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Sequence

from kg.cli.options import RowFormat
from kg.cli.terminal import Sent, is_plain, send, table_width, tell, tell_once
from kg.model.dates import say
from kg.model.formulas import make_text
from kg.model.lines import make_visible, measure, shorten, wrap

Row = Sequence[object]
_DAY = re.compile(r"\d{4}-\d\d(-\d\d)?[~?]?")
_GAP, _LEAST = 2, 12
"""Columns of a terminal between those of a table, and what each of these has at the least."""


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
    """Print the columns that fit, and say how to see those that do not."""
    cells = [[_cell(value) for value in row] for row in rows]
    is_number = [
        bool(rows) and all(isinstance(row[i], int | float | None) for row in rows)
        for i in range(len(columns))
    ]
    wanted = [max(map(measure, column)) for column in zip(columns, *cells, strict=True)]
    room = table_width()
    widths = fit(wanted, room)
    if sys.stdout.isatty():
        _print_folded(columns, cells, widths, is_number)
    else:
        _print_lines(columns, cells, widths, is_number)
    left = len(columns) - len(widths)
    if left:
        more = "1 more column" if left == 1 else f"{left} more columns"
        for line in wrap(f"{more}: {', '.join(columns[len(widths) :])}; -f csv has them", room, ""):
            tell(line)
    elif not sys.stdout.isatty() and wanted != widths:
        tell_once("some cells are cut; -f csv has them whole")
    return len(rows)


def fit(wanted: Sequence[int], room: int) -> list[int]:
    """Return how wide each column is that fits into a room, the first ones before the last.

    The first names the row and has a third at least where it wants it; then narrow columns have
    what they want, and the wide ones share the rest.

    >>> fit([4, 90, 30], 60), fit([20, 20, 20, 20], 40)
    ([4, 26, 26], [12, 12, 12])
    """
    kept: list[int] = []
    for width in wanted:
        least = sum(min(w, _LEAST) + _GAP for w in kept) + min(width, _LEAST)
        if kept and least > room:
            break
        kept.append(width)
    widths, left = [0] * len(kept), max(room - _GAP * (len(kept) - 1), 1)
    for done, i in enumerate(sorted(range(len(kept)), key=lambda i: (i > 0, kept[i]))):
        share = min(3, len(kept)) if i == 0 else len(kept) - done
        widths[i] = min(kept[i], left // share)
        left -= widths[i]
    widths[:1] = [min(width, widths[0] + left) for width in kept[:1]]
    return widths


def _print_folded(
    columns: Sequence[str], cells: list[list[str]], widths: list[int], is_number: Sequence[bool]
) -> None:
    """Print a table whose long cells have several lines, page by page where it is longer."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    head = "" if is_plain() else "bold"
    table = Table(box=None, pad_edge=False, header_style=head, padding=(0, _GAP, 0, 0))
    for column, width, right in zip(columns, widths, is_number, strict=False):
        justify = "right" if right else "left"
        table.add_column(column, width=width, justify=justify, overflow="fold")  # type: ignore[arg-type]
    for row in cells:
        table.add_row(*(Text(cell) for cell in row[: len(widths)]))
    console = Console(highlight=False, width=sum(widths) + _GAP * len(widths))
    if sys.stdin.isatty() and len(cells) + 1 >= console.height:
        os.environ.setdefault("LESS", "-RFX")  # show emphasis, and stay on the screen afterwards
        with console.pager(styles=not is_plain()):
            console.print(table)
    else:
        console.print(table)


def _print_lines(
    columns: Sequence[str], cells: list[list[str]], widths: list[int], is_number: Sequence[bool]
) -> None:
    """Print a table of one line a row."""
    lines, gap = [], " " * _GAP
    for row in (columns, *cells):
        padded = [
            _pad(cell, width, right)
            for cell, width, right in zip(row, widths, is_number, strict=False)
        ]
        lines.append(gap.join(padded).rstrip() + "\n")
    send("".join(lines))


def _pad(cell: str, width: int, is_right: bool) -> str:
    """Return a cell as wide as its column, cut where it is wider."""
    short = cell if len(cell) <= width and cell.isascii() else shorten(cell, width)
    space = " " * (width - measure(short))
    return space + short if is_right else short + space


def _print_json(columns: Sequence[str], rows: Iterable[Row]) -> int:
    import json

    count = 0
    for row in rows:
        found = dict(zip(columns, row, strict=True))
        line = json.dumps(found, ensure_ascii=False, default=str)
        send(f"{',' if count else '['}\n {line}")
        count += 1
    send("\n]\n" if count else "[]\n")
    return count


def _print_markdown(columns: Sequence[str], rows: Iterable[Row]) -> int:
    def line(cells: Iterable[str]) -> str:
        shown = (make_visible(cell).replace("\n", " ") for cell in cells)
        safe = (cell.replace("\\", "\\\\").replace("|", "\\|") for cell in shown)
        return f"| {' | '.join(safe)} |\n"

    send(line(columns) + f"|{'---|' * len(columns)}\n")
    count = 0
    for row in rows:
        count += 1
        send(line(_word(value) for value in row))
    return count


def _print_separated(columns: Sequence[str], rows: Iterable[Row], delimiter: str) -> int:
    import csv

    writer = csv.writer(Sent(), delimiter=delimiter, lineterminator="\n")
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


def _cell(value: object) -> str:
    """Return a cell for a person: on one line, with nothing hidden, days in words."""
    text = _word(value)
    if not (text.isascii() and text.isprintable()):
        text = make_visible(text).replace("\n", " ").replace("\t", " ")
    return say(text) if _DAY.fullmatch(text) else text
