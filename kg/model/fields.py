"""What a column of a table holds, and what a table is: the terms in which `schema` is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

KEY_MARK = "|"
"""What stands between the cells of a key where one cell names a row by them."""


class Cell(Enum):
    """What a cell of a column holds."""

    SLUG = auto()
    """The id of the row's own entity."""
    TEXT = auto()
    DATE = auto()
    DAY = auto()
    """One day of the calendar, such as that on which a page was read."""
    INTEGER = auto()
    NUMBER = auto()
    """A decimal number, in digits."""
    CHOICE = auto()
    """A word of a concept scheme."""
    FLAG = auto()
    """`yes` or `no`; an empty cell says nothing."""
    CLASS = auto()
    """The class of the row's entity."""
    REF = auto()
    """The id of another row."""
    RELATION = auto()
    """The name of a relation property of the ontology."""
    LINK = auto()
    """A web address, or words that say where the thing is kept."""
    EVIDENCE = auto()
    """Source ids, each with an optional #locator."""
    WORD = auto()
    """One of the words that stand with the column."""
    DIGEST = auto()
    """Hexadecimal digits, as many as the column says."""


@dataclass(frozen=True, slots=True)
class Field:
    """One column: what its cells hold and what they become.

    A file may lack an `optional` column. `term` is the context term that a cell is written with; a
    column without one is written by the table's own rule in the encoder.
    `refers` are the classes that a REF may point to, empty for any. `claim` names the relation that
    a REF states as a claim of its own, from the other entity to this one; `roles` gives the term by
    the row's class where it differs. `words` are what a WORD may be, `digits` how long a DIGEST is,
    `least` what a number is at least. A number with a point stands once `within` what another
    column says. What is `ahead` may be a plan, of a day that has not come.
    """

    name: str
    cell: Cell = Cell.TEXT
    term: str = ""
    required: bool = False
    many: bool = False
    refers: tuple[str, ...] = ()
    scheme: str = ""
    claim: str = ""
    classes: tuple[str, ...] = ()
    roles: Mapping[str, str] | None = None
    optional: bool = False
    words: tuple[str, ...] = ()
    digits: int = 0
    least: int = 0
    within: str = ""
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class TableSchema:
    """One file of `data/`: its columns, and the class of the node that a row becomes.

    A `cls` of None means that the CLASS column says it; `apart` are words of a column that put a
    row into another class, as (column, word, class). Where there is no `id` column, `key` names
    the columns that make a row what it is.
    """

    name: str
    columns: tuple[Field, ...]
    cls: str | None = None
    key: tuple[str, ...] = ()
    apart: tuple[str, str, str] | None = None

    @property
    def classes(self) -> tuple[str, ...]:
        """Every class that a row may be of."""
        if self.cls:
            return (self.cls, *([self.apart[2]] if self.apart else []))
        return next((c.classes for c in self.columns if c.cell is Cell.CLASS), ())

    def name_row(self, cells: Sequence[str]) -> str:
        """Return what other tables call a row: its id, or the cells of its key with `|` between.

        >>> columns = Field("subject"), Field("object"), Field("note")
        >>> TableSchema("claims", columns, key=("subject", "object")).name_row(["a", "b", "c"])
        'a|b'
        """
        if self.has_id:
            return cells[0]
        return KEY_MARK.join(cells[self.names.index(name)] for name in self.key)

    def class_of(self, cells: Sequence[str]) -> str:
        """Return the class of a row, as a local name; whatever its CLASS cell says."""
        if self.apart and cells[self.names.index(self.apart[0])].casefold() == self.apart[1]:
            return self.apart[2]
        at = next((i for i, c in enumerate(self.columns) if c.cell is Cell.CLASS), None)
        return self.cls or ("" if at is None else cells[at])

    @property
    def has_id(self) -> bool:
        """Whether each row is an entity with an id of its own."""
        return self.columns[0].cell is Cell.SLUG

    @property
    def names(self) -> list[str]:
        """The header row."""
        return [column.name for column in self.columns]
