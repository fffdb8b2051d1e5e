"""Check one cell by what its column holds; each problem says what was found and what is right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property, lru_cache

from kg.model import schema
from kg.model.dates import OPEN, PartialDate
from kg.model.fields import Cell, Field
from kg.model.formulas import is_formula
from kg.model.nearest import did_you_mean
from kg.model.terms import is_slug
from kg.model.vocabulary import Vocabulary
from kg.read.addresses import web_problem
from kg.read.damage import lost_zeros, text_problem
from kg.read.letters import letter_problem, show_letters

_INTEGER = re.compile(r"0|[1-9][0-9]*")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_WHITE = " \t\r\n"
_NAMES = ("label", "value")
"""Terms of columns that call things by name."""
_NAME = re.compile(r"[^\W\d_]|[0-9].*[0-9]")
_FIRST_YEAR = 1000
_FARTHEST = 100
"""Years that a plan may reach ahead."""
_DIGITS = 15
"""Digits of a number that a spreadsheet keeps."""
_HINTED = 200
"""Unknown ids that get a suggestion; searching all ids for each of thousands would take minutes."""

_PAST, _ANY = Field("date", Cell.DATE), Field("date", Cell.DATE, ahead=True)
"""A day that has come, and one that may be to come."""

parse_date = lru_cache(maxsize=65536)(PartialDate.parse)
"""Read a date; the same words are met in thousands of cells."""


class CellReader:
    """Checks cells against the vocabulary and the ids that exist.

    `lost` are the classes of tables that could not be read: an unknown id that may be of one of
    them is no problem of its own. "" among them stands for any class. `day` is the day of the
    record, after which nothing has happened yet. Cells of a table that is not `is_suspect` hold no
    letter that needs a look.
    """

    is_suspect = True

    def __init__(
        self,
        vocabulary: Vocabulary,
        classes: Mapping[str, str],
        aliases: Mapping[str, str],
        lost: frozenset[str] = frozenset(),
        day: date | None = None,
    ) -> None:
        self.day = day or date.today()
        self._lost = lost
        self._vocabulary = vocabulary
        self._classes = classes
        self._aliases = aliases
        self._sorted_ids: list[str] = []
        self._hints = 0
        ns = vocabulary.space.ns
        citable = vocabulary.properties[f"{ns}source"].range
        self._citable = tuple(
            cls
            for table in schema.TABLES
            for cls in table.classes
            if vocabulary.fits(ns + cls, citable)
        )

    def problems(self, column: Field, cell: str) -> Iterator[str]:
        """Yield what is wrong with a cell; nothing where it is right."""
        if not cell:
            if column.required:
                yield (
                    "has no source; every row needs at least one"
                    if column.cell is Cell.EVIDENCE
                    else "is empty; every row needs one"
                )
            return
        if cell != cell.strip(_WHITE):
            yield f"'{_short(cell)}' begins or ends with white space"
            return
        if self.is_suspect and (spoilt := letter_problem(cell) or text_problem(cell)):
            yield f"'{_short(cell)}' {spoilt}"
            return
        if is_formula(cell):
            yield f"'{_short(cell)}' would run as a formula in a spreadsheet; begin with a word"
            return
        if not column.many or "|" not in cell:
            problem = self._problem(column, cell)
            if problem:
                yield problem
            return
        items = cell.split("|")
        if any(not item or item != item.strip() for item in items):
            yield f"'{_short(cell)}' is a list with an empty item or a space around '|'"
            return
        if len(set(items)) < len(items):
            twice = next(item for item in items if items.count(item) > 1)
            yield f"'{_short(twice)}' stands twice in the list"
        yield from filter(None, (self._problem(column, item) for item in items))

    def order_problem(self, start: str, end: str) -> str | None:
        """Return what is wrong where an end comes before its start."""
        try:
            first, last = parse_date(start), parse_date(end)
        except ValueError:
            return None
        if first.earliest and last.latest and last.latest < first.earliest:
            return f"end {end} is before start {start}"
        return None

    def relation_problems(self, subject: str, name: str, value: str) -> Iterator[tuple[str, str]]:
        """Yield what is wrong with the ends of a claim, by the property's domain and range."""
        iri = self._vocabulary.relations.get(name)
        if iri is None:
            return
        space, declared = self._vocabulary.space, self._vocabulary.properties[iri]
        for column, slug, allowed in (
            ("subject", subject, declared.domain),
            ("object", value, declared.range),
        ):
            cls = self._class_of(slug)
            if cls and not self._vocabulary.fits(space.ns + cls, allowed):
                wanted = " or ".join(sorted(map(space.local, allowed)))
                yield column, f"'{slug}' is a {cls}; '{name}' wants a {wanted} here"

    def verdict_problems(self, facet: str, verdict: str) -> Iterator[tuple[str, str]]:
        """Yield what is wrong with the facet and the verdict of an assessment."""
        if not facet or not verdict:
            return
        if facet not in schema.FACETS:
            yield "facet", f"unknown facet '{facet}'; expected {' or '.join(schema.FACETS)}"
            return
        known = self._vocabulary.by_notation[schema.FACETS[facet]]
        if verdict not in known:
            hint = did_you_mean(verdict, known)
            yield "verdict", f"'{verdict}' is no {facet}{hint or '; expected ' + ', '.join(known)}"

    def code_problems(self, register: str, code: str) -> Iterator[tuple[str, str]]:
        """Yield what is wrong with a code, by the form that its register gives them."""
        iri = self._vocabulary.by_notation.get(schema.REGISTERS, {}).get(register)
        found = self._vocabulary.concepts.get(iri or "")
        if code and found and found.form and not re.fullmatch(found.form, code):
            yield "code", f"'{_short(code)}' is not a code of {register}; {found.definition}"

    def mend_code(self, register: str, code: str) -> str:
        """Return the only code of a register that lost its zeros to be a code; else nothing."""
        iri = self._vocabulary.by_notation.get(schema.REGISTERS, {}).get(register)
        found = self._vocabulary.concepts.get(iri or "")
        meant = list(lost_zeros(code, found.form)) if found and found.form else []
        return meant[0] if len(meant) == 1 else ""

    def event_problem(self, when: str, status: str) -> str | None:
        """Return what is wrong where an event is said to have happened on a day to come."""
        if not when or status != schema.HAPPENED or self._date_problem(_ANY, when):
            return None
        return self._date_problem(_PAST, when)

    def words(self, column: Field) -> Mapping[str, str]:
        """Return what a column may hold, by how it looks without regard to case."""
        known: Iterable[str] = ()
        match column.cell:
            case Cell.CHOICE:
                known = self._vocabulary.by_notation.get(column.scheme, {})
            case Cell.CLASS:
                known = self._classes_of(column)
            case Cell.RELATION:
                known = self._vocabulary.relations
            case Cell.WORD:
                known = column.words
            case Cell.REF | Cell.EVIDENCE:
                return self._ids
        return {word.casefold(): word for word in known}

    @cached_property
    def _ids(self) -> Mapping[str, str]:
        return {slug: slug for slug in (*self._classes, *self._aliases)}

    def _problem(self, column: Field, item: str) -> str | None:
        match column.cell:
            case Cell.SLUG:
                if not is_slug(item):
                    return f"'{_short(item)}' is not kebab-case, such as nhs-digital"
            case Cell.DATE:
                return self._date_problem(column, item)
            case Cell.INTEGER:
                if not _INTEGER.fullmatch(item):
                    return f"'{_short(item)}' is not a whole number, such as 12000000"
                return _number_problem(column, item)
            case Cell.NUMBER:
                if not _NUMBER.fullmatch(item):
                    return f"'{_short(item)}' is not a number in digits, such as 12000000 or 2.5"
                return _number_problem(column, item)
            case Cell.DAY:
                return _day_problem(item) or self._date_problem(column, item)
            case Cell.CHOICE:
                known = self._vocabulary.by_notation.get(column.scheme, {})
                if item not in known:
                    return _unknown(f"'{_short(item)}' is not a {column.name}", item, known)
            case Cell.FLAG:
                if item not in schema.FLAGS:
                    return f"'{_short(item)}' is not {' or '.join(schema.FLAGS)}"
            case Cell.CLASS:
                if not self._vocabulary.base_of(item, column.classes):
                    what = f"'{_short(item)}' is not a {column.name}"
                    return _unknown(what, item, self._classes_of(column))
            case Cell.RELATION:
                known = self._vocabulary.relations
                if item not in known:
                    hint = did_you_mean(item, known)
                    return f"unknown property '{_short(item)}'{hint} (see ontology/nhs-it.ttl)"
            case Cell.LINK:
                return _link_problem(column, item)
            case Cell.REF:
                return self._ref_problem(item, column.refers)
            case Cell.EVIDENCE:
                slug, mark, locator = item.partition("#")
                if mark and not locator.strip():
                    return f"'{_short(item)}' says nothing behind '#'; say where, or leave '#' off"
                return self._ref_problem(slug, self._citable)
            case Cell.WORD:
                if item not in column.words:
                    what = f"'{_short(item)}' is not a {column.name}"
                    return _unknown(what, item, column.words)
            case Cell.DIGEST:
                if not re.fullmatch(f"[0-9a-f]{{{column.digits}}}", item):
                    digits = f"{column.digits} digits, 0 to 9 and a to f"
                    return f"'{_short(item)}' is not a digest: {digits}"
            case Cell.TEXT:
                if column.required and column.term in _NAMES and not _NAME.search(item):
                    return f"'{_short(item)}' is no name; it needs a letter"
        return None

    def _date_problem(self, column: Field, item: str) -> str | None:
        """Return what is wrong with a date: its form, or that nothing can be known of it yet."""
        try:
            first = parse_date(item).earliest
        except ValueError as error:
            return str(error)
        if first is None:
            if column.term != "end":
                return f"'{OPEN}' says that a thing goes on; only an end can"
        elif first > self.day:
            if not column.ahead:
                return f"'{item}' is after the day of the record, {self.day}; only plans can be"
            if first.year > self.day.year + _FARTHEST:
                return f"'{item}' is farther ahead than any plan; leave an unknown day empty"
        elif first.year < _FIRST_YEAR and not item.startswith(f"{_FIRST_YEAR}"):
            return f"'{item}' is before the year {_FIRST_YEAR}"
        return None

    def _classes_of(self, column: Field) -> tuple[str, ...]:
        """Return the classes that a column takes, those that a record adds below them last."""
        space, below = self._vocabulary.space, self._vocabulary.descendants
        more = {space.local(iri) for cls in column.classes for iri in below(space.ns + cls)}
        return (*column.classes, *sorted(more.difference(column.classes)))

    def _class_of(self, slug: str) -> str | None:
        return self._classes.get(self._aliases.get(slug, slug))

    def _ref_problem(self, slug: str, allowed: tuple[str, ...]) -> str | None:
        cls = self._class_of(slug)
        if cls is None:
            if self._lost and (
                "" in self._lost or not self._lost.isdisjoint(allowed or self._lost)
            ):
                return None
            return f"unknown id '{_short(slug)}'{self._hint(slug)}"
        if allowed and cls and not self._vocabulary.base_of(cls, allowed):
            return f"'{slug}' is a {cls}; expected {_either(allowed)}"
        return None

    def _hint(self, slug: str) -> str:
        self._hints += 1
        if self._hints > _HINTED:
            return ""
        self._sorted_ids = self._sorted_ids or sorted(self._classes)
        return did_you_mean(slug, self._sorted_ids)


def _number_problem(column: Field, item: str) -> str | None:
    if sum(map(str.isdigit, item)) > _DIGITS:
        return f"'{_short(item)}' has more than {_DIGITS} digits; spreadsheets keep no more"
    if float(item) < column.least:
        return f"'{_short(item)}' is less than {column.least}; leave an unknown number empty"
    return None


def _day_problem(item: str) -> str | None:
    if _DAY.fullmatch(item):
        try:
            parse_date(item)
            return None
        except ValueError as error:
            return str(error)
    return f"'{_short(item)}' is not a day, such as 2026-11-28"


def _link_problem(column: Field, item: str) -> str | None:
    problem = web_problem(item)
    if not problem or (column.required and not _SCHEME.match(item)):
        return None  # where a source has no web address, words say where it is kept
    return f"'{_short(item)}' {problem}"


def _unknown(what: str, item: str, known: Mapping[str, str] | tuple[str, ...]) -> str:
    hint = did_you_mean(item, known)
    return f"{what}{hint or '; expected ' + ', '.join(known)}"


def _either(words: tuple[str, ...]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _short(text: str) -> str:
    """Return a cell as it may stand in a message: not too long, every letter to be seen."""
    shown = show_letters(text[:61])
    return shown if len(shown) <= 60 else shown[:57] + "…"
