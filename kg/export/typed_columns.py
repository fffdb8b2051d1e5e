"""What the values of a property are, so that a table can hold them in a column of their type.

A property has one type wherever it stands: the narrowest that holds all of its values. Values of
different types, or of one that no table knows, stand as text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum

from kg.model.notation import name_of, read_literal
from kg.model.terms import XSD, Space, local_part

Value = bool | int | float | Decimal | date | datetime | str


class ValueType(StrEnum):
    """What a column can hold; `moment` is a time with its zone, in UTC, `clock` one without."""

    BOOLEAN = "boolean"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DOUBLE = "double"
    DATE = "date"
    MOMENT = "moment"
    CLOCK = "clock"
    TEXT = "text"


_NUMBERS = (ValueType.INTEGER, ValueType.DECIMAL, ValueType.DOUBLE)
_INTEGERS = {
    XSD + name for name in (
        "integer", "long", "int", "short", "byte", "nonNegativeInteger", "positiveInteger",
        "nonPositiveInteger", "negativeInteger", "unsignedLong", "unsignedInt", "unsignedShort",
        "unsignedByte",
    )
}  # fmt: skip
_INTEGER = re.compile(r"[+-]?[0-9]{1,19}")
_DECIMAL = re.compile(r"[+-]?(?P<whole>[0-9]{0,20})(?:\.(?P<part>[0-9]{0,18}))?")
_DOUBLE = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?"
    r"(?P<zone>Z|[+-][0-9]{2}:[0-9]{2})?"
)
_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}
_MOST = 1 << 63


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: its name, the property (an N-Triples term) that it holds, and its type."""

    name: str
    predicate: str
    type: ValueType
    is_many: bool
    scale: int = 0
    """Digits after the point of a decimal."""
    is_concept: bool = False
    """Whether all its values are terms of the vocabulary."""
    is_prose: bool = False
    """Whether it holds texts of several words."""


@dataclass(slots=True)
class SeenValues:
    """What has been seen of the values of a property."""

    type: ValueType | None = None
    is_many: bool = False
    scale: int = 0
    is_concept: bool = True
    is_prose: bool = False

    def add(self, literals: Collection[str], others: Collection[str], are_concepts: bool) -> None:
        """Take in the values of one node: literals, and other terms, which stand as texts."""
        self.is_many = self.is_many or len(literals) + len(others) > 1
        self.is_concept = self.is_concept and not literals and are_concepts
        if others:
            self.type = ValueType.TEXT
        for term in literals:
            if self.type is ValueType.TEXT:
                self.is_prose = self.is_prose or " " in term
                continue
            found, value = read_value(term)
            if isinstance(value, Decimal):
                self.scale = max(self.scale, -int(value.as_tuple().exponent))
            self.type = found if self.type is None else _join(self.type, found)
            self.is_prose = self.type is ValueType.TEXT and " " in term

    def column(self, name: str, predicate: str) -> TableColumn:
        """Return the column that holds them all."""
        return TableColumn(
            name, predicate, self.type or ValueType.TEXT, self.is_many, self.scale,
            self.is_concept, self.is_prose,
        )  # fmt: skip


def read_value(term: str) -> tuple[ValueType, Value]:
    """Return a literal as a value and its type; one that is not of its datatype is a text.

    >>> read_value('"2013-04-01"^^<http://www.w3.org/2001/XMLSchema#date>')
    (<ValueType.DATE: 'date'>, datetime.date(2013, 4, 1))
    >>> read_value('"12345678901234567890"^^<http://www.w3.org/2001/XMLSchema#integer>')[0].value
    'text'
    """
    literal = read_literal(term)
    text, datatype = literal.text, literal.datatype
    if datatype.startswith(XSD):
        with suppress(ValueError, OverflowError):
            found = _read(text, datatype)
            if found is not None:
                return found
    return ValueType.TEXT, text


def convert(term: str, wanted: ValueType) -> Value:
    """Return a literal as a column of a type holds it, which `SeenValues` found to hold all."""
    if wanted is ValueType.TEXT:
        return read_literal(term).text
    value = read_value(term)[1]
    if wanted is ValueType.DOUBLE and isinstance(value, int | Decimal):
        return float(value)
    if wanted is ValueType.DECIMAL and isinstance(value, int):
        return Decimal(value)
    return value


def name_columns(predicates: Iterable[str], space: Space, taken: Iterable[str]) -> dict[str, str]:
    """Return predicate -> a name of its column: its local name, with its prefix if that is taken.

    No two names differ in case alone, which most engines take for one. A name is made of letters,
    digits and underscores.

    >>> name_columns(["<http://x/a-b>", "<http://y/A-B>", "<http://x/id>"], Space(), ["id"])
    {'<http://x/a-b>': 'a_b', '<http://x/id>': 'id_2', '<http://y/A-B>': 'A_B_2'}
    """
    known = {name.lower() for name in taken}
    names: dict[str, str] = {}
    for predicate in sorted(predicates, key=lambda p: (not p.startswith(f"<{space.ns}"), p)):
        iri = name_of(predicate)
        called = (word for word in (local_part(iri), space.compress(iri)) if "://" not in word)
        words = [_UNFIT.sub("_", word)[:_LONGEST] or "value" for word in called]
        free = [word for word in words if word.lower() not in known]
        name, number = (free or words)[0], 1
        while name.lower() in known:
            number += 1
            name = f"{words[0]}_{number}"
        known.add(name.lower())
        names[predicate] = name
    return names


_UNFIT = re.compile(r"\W+")
_LONGEST = 60


def _join(one: ValueType, other: ValueType) -> ValueType:
    if one is other:
        return one
    if one in _NUMBERS and other in _NUMBERS:
        return max(one, other, key=_NUMBERS.index)
    return ValueType.TEXT


def _read(text: str, datatype: str) -> tuple[ValueType, Value] | None:
    name = datatype.removeprefix(XSD)
    if datatype in _INTEGERS:
        if _INTEGER.fullmatch(text) and -_MOST <= int(text) < _MOST:
            return ValueType.INTEGER, int(text)
    elif name == "decimal":
        found = _DECIMAL.fullmatch(text)
        if found is not None and (found["whole"] or found["part"]):
            return ValueType.DECIMAL, Decimal(text)
    elif name in ("double", "float"):
        if _DOUBLE.fullmatch(text):
            return ValueType.DOUBLE, float(text)
    elif name == "boolean":
        if text in _BOOLEANS:
            return ValueType.BOOLEAN, _BOOLEANS[text]
    elif name == "date":
        if _DAY.fullmatch(text):
            return ValueType.DATE, date.fromisoformat(text)
    elif name == "dateTime":
        found = _TIME.fullmatch(text)
        if found is not None:
            time = datetime.fromisoformat(text)
            if found["zone"]:
                return ValueType.MOMENT, time.astimezone(UTC)
            return ValueType.CLOCK, time
    return None
