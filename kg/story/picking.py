"""What a brace takes of an answer: rows, one cell, a sum; and how it is written.

| where COLUMN=VALUE   only these rows; also != < <= > >=, of ids, labels, numbers and days
| rows                 how many rows there are, where nothing else is taken
| different COLUMN     how many different values a column has
| first COLUMN         the first cell of a column that says anything, `last` the last
| sum COLUMN           the numbers of a column together; `least`, `most` of them
| list COLUMN          the different values, in words
| as words             six; `as digits`, `as pounds`, `as year`, `as last-day` (the day before
                       an end), `as first-word` (Six)
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from kg.engine.result import Value as Cell
from kg.errors import UsageError
from kg.history.nodes import Source
from kg.model.nearest import did_you_mean
from kg.model.spelling import key
from kg.story.said import Value, say_value, spell_number, write_pounds

_TEST = re.compile(r"(\w+)(!=|<=|>=|=|<|>)(.*)", re.DOTALL)
_OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
_FORMS = ("words", "first-word", "digits", "pounds", "year", "last-day")


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A row of an answer in words, with the ids in the place of its labels, things and sources."""

    cells: Sequence[Cell]
    things: tuple[str, ...]
    sources: tuple[Source, ...] = ()
    ids: Sequence[Cell] = ()

    def id(self, at: int) -> Cell:
        """Return the id that stands in a column, else its value."""
        return self.ids[at] if self.ids else self.cells[at]


@dataclass(frozen=True, slots=True)
class AnswerRows:
    """An answer, and the command that prints it."""

    columns: tuple[str, ...]
    rows: list[AnswerRow]
    command: str


@dataclass(frozen=True, slots=True)
class Picked:
    """What is taken of an answer; `rows` are those that it rests on, `words` say what it is.

    `slug` is the one thing that is named, where it is one.
    """

    value: Value | None
    text: str
    rows: list[AnswerRow]
    words: str
    slug: str = ""


def take(answer: AnswerRows, picks: Sequence[tuple[str, ...]]) -> Picked:
    """Return what some picks take of an answer; UsageError for a pick that does not exist."""
    rows, form, chosen = answer.rows, "", None
    for name, *words in picks:
        if name == "where":
            rows = [row for row in rows if _fits(answer, row, " ".join(words))]
        elif name == "as":
            form = _read_form(words)
        elif chosen is not None:
            raise UsageError(f"'{chosen[0]}' and '{name}' cannot both be taken")
        else:
            chosen = (name, words)
    name, words = chosen or (("first", ["value"]) if answer.columns == ("value",) else ("", []))
    if not name:
        name, words = ("first", ["name"]) if answer.columns == ("name",) else ("rows", [])
    if name not in _TAKERS:
        hint = did_you_mean(name, [*_TAKERS, "where", "as"]) or f"; expected {', '.join(_TAKERS)}"
        raise UsageError(f"'{name}' takes nothing of an answer{hint}")
    if name == "rows":
        return _written(Decimal(len(rows)), rows, form, "rows")
    at = _column(answer, words, name)
    value, kept, slug = _TAKERS[name](rows, at)
    return _written(value, kept, form, f"{name} {answer.columns[at]}", slug)


def _written(
    value: Value | None, rows: list[AnswerRow], form: str, words: str, slug: str = ""
) -> Picked:
    if value is None:
        return Picked(None, "", rows, words, slug)
    try:
        if form == "last-day":
            value = _last_day(value)
        return Picked(value, _WRITERS[form](value), rows, words, slug)
    except (TypeError, ValueError):
        raise UsageError(f"'{say_value(value)}' cannot be written as {form}") from None


def _read_form(words: Sequence[str]) -> str:
    form = " ".join(words)
    if form not in _FORMS:
        hint = did_you_mean(form, _FORMS) or f"; expected {', '.join(_FORMS)}"
        raise UsageError(f"nothing is written as '{form}'{hint}")
    return form


def _whole(value: Value) -> int:
    if not isinstance(value, Decimal) or value != value.to_integral_value():
        raise TypeError
    return int(value)


def _pounds(value: Value) -> str:
    if not isinstance(value, Decimal):
        raise TypeError
    return write_pounds(value)


def _year(value: Value) -> str:
    if isinstance(value, Decimal) or not re.match(r"\d{4}", value):
        raise TypeError
    return value[:4]


def _last_day(value: Value) -> str:
    if isinstance(value, Decimal):
        raise TypeError
    with suppress(ValueError, OverflowError):
        return (date.fromisoformat(value) - timedelta(days=1)).isoformat()
    return value


_WRITERS: dict[str, Callable[[Value], str]] = {
    "": say_value,
    "digits": say_value,
    "words": lambda value: spell_number(_whole(value)),
    "first-word": lambda value: spell_number(_whole(value)).capitalize(),
    "pounds": _pounds,
    "year": _year,
    "last-day": say_value,
}


def _column(answer: AnswerRows, words: Sequence[str], name: str) -> int:
    wanted = " ".join(words)
    if not wanted and len(answer.columns) == 1:
        return 0
    if wanted not in answer.columns:
        hint = did_you_mean(wanted, answer.columns) or f"; expected {', '.join(answer.columns)}"
        found = f"'{wanted}'" if wanted else "nothing"
        raise UsageError(f"'{name}' takes a column of '{answer.command}', not {found}{hint}")
    return answer.columns.index(wanted)


def _fits(answer: AnswerRows, row: AnswerRow, test: str) -> bool:
    parsed = _TEST.fullmatch(test)
    if parsed is None:
        raise UsageError(f"'where {test}' tests nothing, such as where begun>=2002")
    name, sign, wanted = parsed.groups()
    at = _column(answer, [name], "where")
    held, known = row.cells[at], row.id(at)
    if sign in ("=", "!="):
        texts = {_local(str(value)) for value in (held, known) if value is not None}
        return (_local(wanted) in (texts or {""})) is (sign == "=")
    if held is None:
        return False
    if isinstance(held, int | float):
        return _OPERATORS[sign](Decimal(str(held)), _number(wanted))
    return _OPERATORS[sign](str(held), wanted)


def _local(text: str) -> str:
    """Return a value as it is compared, without the prefix of a CURIE."""
    return key(text.rpartition(":")[2])


def _number(text: str) -> Decimal:
    try:
        return Decimal(text)
    except ArithmeticError:
        raise UsageError(f"'{text}' is no number") from None


_Took = tuple[Value | None, list[AnswerRow], str]


def _one(row: AnswerRow, at: int) -> _Took:
    cell, known = row.cells[at], row.id(at)
    slug = str(known) if known is not None and str(known) != str(cell) else ""
    return (_value(cell), [row], slug)


def _value(cell: Cell) -> Value | None:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, int | float):
        return Decimal(str(cell)).normalize() + 0
    return None if cell is None else str(cell)


def _first(rows: list[AnswerRow], at: int) -> _Took:
    return next((_one(row, at) for row in rows if row.cells[at] is not None), (None, [], ""))


def _last(rows: list[AnswerRow], at: int) -> _Took:
    return _first(rows[::-1], at)


def _numbers(rows: list[AnswerRow], at: int) -> list[tuple[Decimal, AnswerRow]]:
    found = []
    for row in rows:
        value = _value(row.cells[at])
        if value is None:
            continue
        if not isinstance(value, Decimal):
            raise UsageError(f"'{value}' is no number")
        found.append((value, row))
    return found


def _sum(rows: list[AnswerRow], at: int) -> _Took:
    numbers = _numbers(rows, at)
    return sum((n for n, _ in numbers), Decimal(0)), [row for _, row in numbers], ""


def _most(rows: list[AnswerRow], at: int) -> _Took:
    numbers = _numbers(rows, at)
    if not numbers:
        return None, [], ""
    value, row = max(numbers, key=lambda pair: pair[0])
    return value, [row], ""


def _least(rows: list[AnswerRow], at: int) -> _Took:
    numbers = _numbers(rows, at)
    if not numbers:
        return None, [], ""
    value, row = min(numbers, key=lambda pair: pair[0])
    return value, [row], ""


def _different(rows: list[AnswerRow], at: int) -> _Took:
    held = [row for row in rows if row.cells[at] is not None]
    return Decimal(len({str(row.id(at)) for row in held})), held, ""


def _list(rows: list[AnswerRow], at: int) -> _Took:
    held = [row for row in rows if row.cells[at] is not None]
    names = list(dict.fromkeys(say_value(_value(row.cells[at]) or "") for row in held))
    if len(names) < 2:
        return (names[0] if names else None), held, ""
    return f"{', '.join(names[:-1])} and {names[-1]}", held, ""


_TAKERS: dict[str, Callable[[list[AnswerRow], int], _Took]] = {
    "rows": lambda rows, _: (Decimal(len(rows)), rows, ""),
    "different": _different,
    "first": _first,
    "last": _last,
    "sum": _sum,
    "least": _least,
    "most": _most,
    "list": _list,
}
