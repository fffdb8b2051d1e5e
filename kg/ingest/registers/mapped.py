"""Any CSV file, by a mapping that says which of its columns fills which cell of a table.

A mapping is a small TOML file, so that the next file of the same kind needs no thought:

    table = "identities"
    locator = "Code"

    [cells]
    entity = { column = "Trust", kinds = ["Body"] }
    scheme = { fixed = "ods" }
    code = { column = "Code" }
    end = { column = "Closed", last = true }
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import TableErrors, UsageError
from kg.ingest.match import Sought
from kg.ingest.proposals import Proposal
from kg.ingest.registers.drafts import (
    Cells,
    Drafts,
    Linked,
    Register,
    after,
    life_of,
    make_slug,
    read_day,
)
from kg.ingest.registers.opening import read_records
from kg.model.fields import Cell, Field
from kg.model.nearest import did_you_mean
from kg.model.schema import BY_NAME

_KEYS = {"column": str, "fixed": str, "kinds": list, "last": bool}


@dataclass(frozen=True, slots=True)
class CellRule:
    """Where a cell comes from: a column of the file, or the same words in every row.

    `kinds` are the classes that a name may be of; `is_last` says that a date is the last day.
    """

    column: str = ""
    fixed: str = ""
    kinds: tuple[str, ...] = ()
    is_last: bool = False


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """The table that rows of a file belong to, and where each cell comes from."""

    table: str
    rules: Mapping[str, CellRule] = field(default_factory=dict)
    locator: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that the file must have."""
        named = [rule.column for rule in self.rules.values()] + [self.locator]
        return tuple(dict.fromkeys(name for name in named if name))


def load_map(path: Path) -> ColumnMap:
    """Return the mapping that a file holds; TableErrors tells all that is wrong with it."""
    try:
        whole = tomllib.loads(path.read_text("utf8"))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read: {str(error).lower()}") from None
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path}: is no mapping: {str(error).lower()}") from None
    cells = whole.get("cells", {})
    rules = {}
    problems = []
    for name, given in cells.items() if isinstance(cells, dict) else ():
        rule = given if isinstance(given, dict) else {"column": given}
        wrong = [k for k, v in rule.items() if k not in _KEYS or not isinstance(v, _KEYS[k])]
        if wrong:
            problems.append(f"{path}: cells.{name}: {', '.join(wrong)}; {_expected()}")
            continue
        kinds, is_last = tuple(map(str, rule.get("kinds", ()))), rule.get("last", False)
        rules[name] = CellRule(rule.get("column", ""), rule.get("fixed", ""), kinds, is_last)
    found = ColumnMap(str(whole.get("table", "")), rules, str(whole.get("locator", "")))
    problems += [f"{path}: {problem}" for problem in check_map(found)]
    if problems:
        raise TableErrors(problems)
    return found


def _expected() -> str:
    return (
        'expected such as { column = "Name", kinds = ["Body"], last = true } or { fixed = "ods" }'
    )


def check_map(found: ColumnMap) -> list[str]:
    """Return what is wrong with a mapping."""
    table = BY_NAME.get(found.table)
    if table is None:
        return [f"table '{found.table}' does not exist{did_you_mean(found.table, BY_NAME)}"]
    problems = []
    for name, rule in found.rules.items():
        if name not in table.names:
            near = did_you_mean(name, table.names)
            problems.append(f"table {table.name} has no column '{name}'{near}")
        elif bool(rule.column) == bool(rule.fixed):
            problems.append(f"cells.{name}: needs either a column or fixed words")
    if not found.rules:
        problems.append("maps no cells")
    return problems


def write_map(found: ColumnMap) -> str:
    """Return a mapping as the text of its file."""
    lines = [f"table = {_quote(found.table)}"]
    lines += [f"locator = {_quote(found.locator)}"] if found.locator else []
    lines += ["", "[cells]"]
    for name, rule in found.rules.items():
        parts = [f"column = {_quote(rule.column)}"] if rule.column else []
        parts += [f"fixed = {_quote(rule.fixed)}"] if rule.fixed else []
        parts += [f"kinds = [{', '.join(map(_quote, rule.kinds))}]"] if rule.kinds else []
        parts += ["last = true"] if rule.is_last else []
        lines.append(f"{name} = {{ {', '.join(parts)} }}")
    return "\n".join(lines) + "\n"


def _quote(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def read_by(columns: ColumnMap) -> Register:
    """Return the format of files that a mapping is for."""

    def read(paths: Sequence[Path], drafts: Drafts) -> Iterator[Proposal]:
        for path in paths:
            for line, row in read_records(path, columns.columns):
                yield _draft(columns, row, f"{path}:{line}", drafts)

    return Register("csv", "Any table", "CSV with a header, by --mapping FILE", read)


def _draft(columns: ColumnMap, row: Mapping[str, str], place: str, drafts: Drafts) -> Proposal:
    table = BY_NAME[columns.table]
    fields = {one.name: one for one in table.columns}
    words = {name: rule.fixed or row.get(rule.column, "") for name, rule in columns.rules.items()}
    for name, rule in columns.rules.items():
        if fields[name].cell is Cell.DATE:
            day = read_day(words[name], place)
            words[name] = after(day) if rule.is_last else day
    cells: Cells = {}
    for name, rule in columns.rules.items():
        one = fields[name]
        is_named = one.cell is Cell.REF and words[name]
        cells[name] = _linked(one, rule, words, drafts) if is_named else words[name]
    if table.has_id and not cells.get("id"):
        cells["id"] = make_slug(words.get("label") or next(iter(words.values()), ""))
    quote = ", ".join(row.get(column, "") for column in columns.columns)
    locator = row.get(columns.locator, "") or f"row {place.rpartition(':')[2]}"
    return drafts.draft(columns.table, locator, quote, cells)


def _linked(
    one: Field, rule: CellRule, words: Mapping[str, str], drafts: Drafts
) -> Sequence[Linked]:
    """Return what the names of a cell mean; an id of the record means itself."""
    life = life_of(words.get("start", ""), words.get("end", ""))
    code = (words.get("scheme", ""), words.get("code", "")) if one.name == "entity" else ("", "")
    names = words[one.name].split("|") if one.many else [words[one.name]]
    found = []
    for name in names:
        entity: Any = drafts.index.entity(name)
        kinds = rule.kinds or one.refers
        known = Linked(name, name, "id") if entity else None
        found.append(known or drafts.link(Sought(name.strip(), kinds, life, code)))
    return found
