"""Write mended tables beside damaged ones, with a list of what was changed and what was left."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import UsageError
from kg.export.files import write_folder
from kg.make.pipeline import find_ontology
from kg.model import schema
from kg.read.dataset import FILE, load_dataset
from kg.read.facts import Problem, TablesRead
from kg.read.ontology import load_vocabulary
from kg.read.sheets import write_sheet
from kg.read.tables import read_tables

LIST = "repairs.tsv"
"""The list of changes, in the folder of mended tables; no table, so that the folder can be read."""
_COLUMNS = ("done", "file", "row", "column", "found", "written", "why")


@dataclass(frozen=True)
class Repair:
    """What a repair did: how many cells, rows and files it mended, and what it could not."""

    folder: Path
    mended: int
    left: int
    told: list[str]
    """What could not be mended, as a check tells it."""
    is_written: bool


def repair(data: Path, out: Path | None = None, *, force: bool = False) -> Repair:
    """Write the tables of a folder as they were before programs damaged them.

    They go to `out`, by default beside the folder, with everything that needed no mending and a
    list of the rest. Where nothing is wrong nothing is written. Raises UsageError where
    `out` holds anything, unless an earlier repair made it and `force` says to replace it.
    """
    folder = out or data.with_name(f"{data.resolve().name}-mended")
    _check_folder(data, folder, force)
    dataset = load_dataset(data)
    reading = read_tables(data, load_vocabulary(find_ontology(data), dataset.space))
    left = [problem for problem in reading.problems if not problem.is_mended]
    files = dict(_files(data, reading))
    changed = [name for name, content in files.items() if content != (data / name).read_bytes()]
    if not changed and not left:
        return Repair(folder, 0, 0, [], False)
    damaged = {f"{problem.table}.csv" for problem in reading.problems}
    moved = [name for name in changed if name not in damaged]
    files[LIST] = _list(reading, moved).encode()
    write_folder(folder, files)
    mended = len(reading.problems) - len(left) + len(moved)
    told = TablesRead(reading.facts, problems=left).lines()
    return Repair(folder, mended, len(left), told, True)


def _check_folder(data: Path, folder: Path, force: bool) -> None:
    here, there = data.resolve(), folder.resolve()
    if there == here or here in there.parents or there in here.parents:
        raise UsageError(f"{folder}: is not beside {data}; mended tables go into another folder")
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    if not (folder / LIST).is_file():
        raise UsageError(f"{folder}: holds other things; name a new folder: kg check --repair NAME")
    if not force:
        raise UsageError(f"{folder}: holds an earlier repair; --force replaces it")


def _files(data: Path, reading: TablesRead) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the mended folder: each table in the form in which tables are kept."""
    for path in sorted([*data.glob("*.csv"), data / FILE]):
        sheet = reading.sheets.get(path.stem) if path.suffix == ".csv" else None
        if sheet is not None:
            yield path.name, write_sheet(sheet, schema.BY_NAME[path.stem].names).encode()
        elif path.is_file():
            yield path.name, path.read_bytes()


def _list(reading: TablesRead, moved: list[str]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow(_COLUMNS)
    for problem in sorted(reading.problems, key=lambda p: (p.is_mended, p.table, p.row)):
        writer.writerow(_line(problem))
    for name in moved:
        writer.writerow(("mended", name, "", "", "", "", "line ends, marks, order of columns"))
    return out.getvalue()


def _line(problem: Problem) -> tuple[str, ...]:
    damage = problem.damage
    why = problem.text if damage is None or damage.is_plain else f"{damage.cause}; {damage.note}"
    written = damage.meant or "" if damage and problem.is_mended else problem.found
    return (
        "mended" if problem.is_mended else "left",
        f"{problem.table}.csv",
        str(problem.row or ""),
        problem.column,
        problem.found,
        written,
        why.removesuffix("; "),
    )
