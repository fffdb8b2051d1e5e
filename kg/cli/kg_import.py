"""`kg import`: what a downloaded register says, as proposals for a person to judge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import FormatOption, GraphOption, RowFormat
from kg.cli.output import open_both
from kg.cli.terminal import tell
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.ingest.proposals import Proposal
    from kg.ingest.registers.drafts import Register
    from kg.ingest.registers.mapped import ColumnMap

_LISTED = ("format", "what", "files")
_COUNTED = ("table", "proposals", "matched", "to review")
_SHOWN = ("table", "cells", "may be", "where")
_FEW = 20
"""Proposals that a preview shows."""

MappingOption = Annotated[
    Path | None, typer.Option(help="csv: a TOML file that maps columns.", show_default=False)
]
TableOption = Annotated[
    str | None, typer.Option(help="csv: the table that rows go into.", show_default=False)
]
CellOption = Annotated[
    list[str] | None,
    typer.Option(metavar="CELL=COLUMN", help="csv: a cell and its column; CELL==WORDS fixed."),
]
DateOption = Annotated[
    str | None, typer.Option(help="Date of the files, for a new source.", show_default=False)
]
WholeOption = Annotated[
    Path | None,
    typer.Option(
        metavar="FOLDER",
        help="ods: take the register whole, unreviewed, into tables of its own.",
        show_default=False,
    ),
]
SaveOption = Annotated[
    Path | None, typer.Option(help="csv: keep the mapping in a file.", show_default=False)
]


def register(app: typer.Typer) -> None:
    """Add the command to an application."""
    app.command("import")(import_)


def import_(
    format: Annotated[
        str | None,
        typer.Argument(help="A format; without one they are listed.", show_default=False),
    ] = None,
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="FILE…", help="Files of the register.")
    ] = None,
    source: Annotated[
        str | None, typer.Option(help="Id of the source that the files are.", show_default=False)
    ] = None,
    date: DateOption = None,
    inbox: Annotated[Path, typer.Option(help="Folder that keeps proposals.")] = Path("inbox"),
    preview: Annotated[
        bool, typer.Option("--preview", help="Show what would be proposed; write nothing.")
    ] = False,
    mapping: MappingOption = None,
    table: TableOption = None,
    cell: CellOption = None,
    save: SaveOption = None,
    whole: WholeOption = None,
    form: FormatOption = RowFormat.table,
    graph: GraphOption = None,
) -> None:
    """Read a downloaded register into proposals; without a format, list the formats.

    Nothing is fetched, and nothing becomes a fact before a person accepts it. Only the same code
    or the same name is matched; whatever is merely like goes to review with candidates.

        kg import ods etr.csv eccg.csv --source ods-etr-2026
        kg import ods etr.csv epct.csv succ.csv --source ods-2026 --whole register/data
    """
    from kg.cli.rows import print_rows
    from kg.ingest.registers.catalogue import find_register, find_registers
    from kg.ingest.registers.mapped import read_by

    registers = find_registers()
    if format is None:
        rows = [(one.name, one.title, one.files) for one in registers.values()]
        rows.append(("csv", "Any table", "CSV with a header, and --mapping FILE or --cell"))
        print_rows(_LISTED, rows, form)
        return
    if format == "csv":
        wanted = read_by(_mapping(mapping, table, cell or []))
    elif mapping or table or cell or save:
        raise UsageError("--mapping, --table, --cell and --save go with the format csv alone")
    else:
        wanted = find_register(format, registers)
    day = _day(date)
    if whole is not None:
        return _take_whole(wanted, files or [], source, day, whole)
    proposals = _read(wanted, files or [], source, graph)
    if save is not None:
        _save(save, _mapping(mapping, table, cell or []))
    if preview:
        print_rows(_SHOWN, [_shown(one) for one in proposals[:_FEW]], form)
        tell(f"{len(proposals):,} proposals, of which {min(len(proposals), _FEW)} are shown")
        return
    print_rows(_COUNTED, _count(proposals), form)
    _keep(inbox, proposals, source or "", day)


def _day(date: str | None) -> str:
    """Return a date that was given; UsageError where it is none."""
    from kg.model.dates import PartialDate

    try:
        return PartialDate.parse(date).text if date else ""
    except ValueError as error:
        raise UsageError(f"--date: {error}") from None


def _read(
    wanted: Register, files: Sequence[Path], source: str | None, graph: str | None
) -> list[Proposal]:
    """Return what files propose, all of it, so that nothing is written of a file that is wrong."""
    from kg.ingest.match import matcher_of
    from kg.ingest.registers.catalogue import read_register

    source = _check(wanted, files, source)
    opened, index = open_both(graph)
    found = read_register(wanted, files, matcher_of(opened), source)
    if index.entity(source) is None:
        tell(f"the record has no source '{source}' yet; it will need a row in sources.csv")
    return found


def _check(wanted: Register, files: Sequence[Path], source: str | None) -> str:
    """Return the id of the source; UsageError where it or the files are not named."""
    from kg.model.terms import is_slug

    if not files:
        raise UsageError(f"name the files to read: {wanted.files}")
    if source is None or not is_slug(source):
        raise UsageError(
            f"--source '{source or ''}': say by its id which source the files are, such as"
            " ods-etr-2026"
        )
    return source


def _take_whole(
    wanted: Register, files: Sequence[Path], source: str | None, day: str, folder: Path
) -> None:
    """Write a register as the tables of a record, and tell how many rows there are."""
    from kg.ingest.registers.taken_whole import take_whole

    if wanted.name != "ods":
        raise UsageError(f"--whole takes ods alone; what {wanted.name} says is proposed")
    done = take_whole(files, _check(wanted, files, source), wanted.title, day, folder)
    for what, count in done.left_out.items():
        tell(f"left out: {count:,} {what}")
    rows = ", ".join(f"{count:,} of {name}" for name, count in done.rows.items() if count)
    tell(f"wrote {folder}: {rows}; nobody has reviewed them. Next: kg build --data {folder}")


def _save(file: Path, mapping: ColumnMap) -> None:
    from kg.export.files import write_file
    from kg.ingest.registers.mapped import write_map

    write_file(file, write_map(mapping))
    tell(f"wrote the mapping to {file}; use it by --mapping {file}")


def _mapping(path: Path | None, table: str | None, cells: Sequence[str]) -> ColumnMap:
    """Return the mapping of a file, or the one that options make."""
    from kg.ingest.registers.mapped import CellRule, ColumnMap, check_map, load_map

    if (path is None) == (table is None):
        raise UsageError("csv needs either --mapping FILE, or --table and --cell")
    if path is not None:
        return load_map(path)
    rules = {}
    for text in cells:
        name, equals, column = text.partition("=")
        if not equals or not column.strip("="):
            raise UsageError(
                f"--cell '{text}': expected CELL=COLUMN, or CELL==WORDS for fixed words"
            )
        fixed = column[1:] if column.startswith("=") else ""
        rules[name.strip()] = CellRule(fixed=fixed) if fixed else CellRule(column)
    found = ColumnMap(table or "", rules)
    problems = check_map(found)
    if problems:
        raise UsageError("\n".join(problems))
    return found


def _count(proposals: Sequence[Proposal]) -> list[tuple[str, int, int, int]]:
    every = Counter(one.table for one in proposals)
    open_ = Counter(one.table for one in proposals if one.is_open)
    return [(name, n, n - open_[name], open_[name]) for name, n in sorted(every.items())]


def _shown(proposal: Proposal) -> tuple[str, str, str, str]:
    cells = ", ".join(f"{k}={v}" for k, v in proposal.cells.items() if k != "sources")
    may_be = "; ".join(
        f"{column} '{proposal.named.get(column, '')}': "
        + (" or ".join(f"{c.id} ({c.reason})" for c in found) or "nothing like it")
        for column, found in proposal.candidates.items()
    )
    return proposal.table, cells, may_be, proposal.passages[0].locator


def _keep(inbox: Path, proposals: Sequence[Proposal], source: str, day: str) -> None:
    from kg.errors import OutputError
    from kg.ingest.days_read import note_reading
    from kg.ingest.proposals import write_proposals

    try:
        new, held = write_proposals(inbox, proposals)
        note_reading(inbox, source, day)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise OutputError(f"{inbox}: cannot be written: {reason}") from None
    tell(f"{new:,} new of {len(proposals):,} read; {held:,} in {inbox}; kg review judges them")
