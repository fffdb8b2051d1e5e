"""Check one cell by what its column holds; each problem says what was found and what is right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from kg.model import schema
from kg.model.dates import OPEN, PartialDate
from kg.model.formulas import is_formula
from kg.model.nearest import did_you_mean
from kg.model.schema import Cell, Field
from kg.model.terms import is_slug
from kg.model.vocabulary import Vocabulary

_INTEGER = re.compile(r"0|[1-9][0-9]*")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_WEB = re.compile(r'https?://[^\s<>"{}|\\^`]+')
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_HINTED = 200
"""Unknown ids that get a suggestion; searching all ids for each of thousands would take minutes."""

parse_date = lru_cache(maxsize=65536)(PartialDate.parse)
"""Read a date; the same words are met in thousands of cells."""


class CellReader:
    """Checks cells against the vocabulary and the ids that exist.

    `lost` are the classes of tables that could not be read: an unknown id that may be of one of
    them is no problem of its own. "" among them stands for any class.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        classes: Mapping[str, str],
        aliases: Mapping[str, str],
        lost: frozenset[str] = frozenset(),
    ) -> None:
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
        if cell != cell.strip():
            yield f"'{_short(cell)}' begins or ends with white space"
            return
        if _CONTROL.search(cell):
            yield f"'{_short(cell)}' holds a control character"
            return
        if is_formula(cell):
            yield f"'{_short(cell)}' would run as a formula in a spreadsheet; begin with a word"
            return
        for item in cell.split("|") if column.many else (cell,):
            if not item or item != item.strip():
                yield f"'{_short(cell)}' is a list with an empty item or a space around '|'"
                return
            problem = self._problem(column, item)
            if problem:
                yield problem

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

    def _problem(self, column: Field, item: str) -> str | None:
        match column.cell:
            case Cell.SLUG:
                if not is_slug(item):
                    return f"'{_short(item)}' is not kebab-case, such as nhs-digital"
            case Cell.DATE:
                return _date_problem(column, item)
            case Cell.INTEGER:
                if not _INTEGER.fullmatch(item):
                    return f"'{_short(item)}' is not a whole number, such as 12000000"
            case Cell.NUMBER:
                if not _NUMBER.fullmatch(item):
                    return f"'{_short(item)}' is not a number in digits, such as 12000000 or 2.5"
            case Cell.DAY:
                return _day_problem(item)
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
                return self._ref_problem(item.partition("#")[0], self._citable)
            case Cell.WORD:
                if item not in column.words:
                    what = f"'{_short(item)}' is not a {column.name}"
                    return _unknown(what, item, column.words)
            case Cell.DIGEST:
                if not re.fullmatch(f"[0-9a-f]{{{column.digits}}}", item):
                    digits = f"{column.digits} digits, 0 to 9 and a to f"
                    return f"'{_short(item)}' is not a digest: {digits}"
            case Cell.TEXT:
                pass
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


def _date_problem(column: Field, item: str) -> str | None:
    try:
        parse_date(item)
    except ValueError as error:
        return str(error)
    if item == OPEN and column.term != "end":
        return f"'{OPEN}' says that a thing goes on; only an end can"
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
    if _WEB.fullmatch(item):
        return None
    if column.required and not _SCHEME.match(item):
        return None  # where a source has no web address, words say where it is kept
    return f"'{_short(item)}' is not a web address (http:// or https://, no spaces)"


def _unknown(what: str, item: str, known: Mapping[str, str] | tuple[str, ...]) -> str:
    hint = did_you_mean(item, known)
    return f"{what}{hint or '; expected ' + ', '.join(known)}"


def _either(words: tuple[str, ...]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _short(text: str) -> str:
    """Return a cell as it may stand in a message: not too long, nothing that moves a cursor."""
    shown = _CONTROL.sub(lambda found: f"\\x{ord(found[0]):02x}", text)
    return shown if len(shown) <= 60 else shown[:57] + "…"
