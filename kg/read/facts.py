"""What a folder of tables holds once it is read, and all that is wrong with it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from kg.model import schema
from kg.model.spelling import count
from kg.read.damage import Damage
from kg.read.sheets import Fault, Row, Sheet


@dataclass
class Facts:
    """All rows of all tables, checked.

    `classes` gives the class of each id, as a local name of the ontology, or "" where its cell is
    wrong; `aliases` the id that took the place of one that was given up; `unread` the tables that
    could not be read at all; `noted` what is to be told of a file though it was read rightly, by
    table.
    """

    folder: Path
    rows: dict[str, list[Row]] = field(default_factory=dict)
    classes: dict[str, str] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    noted: list[tuple[str, Fault]] = field(default_factory=list)

    def resolve(self, slug: str) -> str:
        """Return the id in use for an id."""
        return self.aliases.get(slug, slug)

    def place(self, table: str, number: int) -> str:
        """Return where a row stands, as `file:row`."""
        return f"{self.folder / table}.csv:{number}"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at one place: with a cell where there is a `column`, or with a row or a file.

    `found` is the cell as it stands in the file; `is_mended` says that the facts hold it as it was
    meant, which `damage` tells.
    """

    table: str
    row: int
    column: str
    text: str
    found: str = ""
    damage: Damage | None = None
    is_mended: bool = False


@dataclass
class TablesRead:
    """What a folder of tables holds, each damaged cell as it was meant, and all that is wrong."""

    facts: Facts
    sheets: dict[str, Sheet] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    REPEATS = 3
    """How often one unknown id is told before the rest is counted: a mistyped row has many."""
    ALIKE = 20
    """Problems of a column that differ by the cell alone, before all but the first are counted."""

    def add(self, table: str, row: int, column: str, text: str) -> None:
        """Note what is wrong at a place."""
        self.problems.append(Problem(table, row, column, text))

    def lines(self) -> list[str]:
        """Return every problem as a line, in the order of files and rows.

        What happened to many cells of a table is told once; of an unknown id that is met often
        the first few are.
        """
        order = {table.name: i for i, table in enumerate(schema.TABLES)}
        found = sorted(self.problems, key=lambda p: (order.get(p.table, -1), p.row))
        alike = Counter(_kind(problem) for problem in found)
        told: Counter[tuple[str, ...]] = Counter()
        lines = []
        for problem in found:
            kind = _kind(problem)
            told[kind] += 1
            shown = 1 if problem.damage else self.REPEATS
            more = alike[kind] - shown if len(kind) != 2 or alike[kind] > self.ALIKE else 0
            if more > 0 and told[kind] > shown:
                continue
            rest = ""
            if more > 0 and told[kind] == shown:
                rest = f" (and in {count(more, 'more cell')})"
            lines.append(f"{self._place(problem)}: {_say(problem, rest)}")
        return lines

    def _place(self, problem: Problem) -> str:
        parts = [f"{self.facts.folder / problem.table}.csv", str(problem.row or ""), problem.column]
        return ":".join(filter(None, parts))


_AS_TEXT = "open the file with all columns as text"


def _kind(problem: Problem) -> tuple[str, ...]:
    """Return what a problem has in common with those that are told with it."""
    damage = problem.damage
    if damage is not None:
        return (problem.table, damage.cause, "mended" if problem.is_mended else "lost")
    if problem.text.startswith("unknown id"):
        return (problem.text,)
    return (f"{problem.table}.{problem.column}", re.sub("'.*?'", "", problem.text))


def _say(problem: Problem, rest: str) -> str:
    """Return a problem and how often it is met, with cause, what was meant and remedy if known."""
    damage = problem.damage
    if damage is None or damage.is_plain:
        return problem.text + rest
    what = f"{problem.text.partition('; ')[0]}; {damage.cause}"
    if problem.is_mended:
        how = f", {damage.note}" if damage.note else ""
        return f"{what}{how}: it was '{damage.meant}'{rest}; {_AS_TEXT}, or kg check --repair"
    return f"{what}: {damage.note}{rest}; write what it was"
