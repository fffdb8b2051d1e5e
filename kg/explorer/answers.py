"""The ready questions as the page holds them: each with its answer, packed until it is asked.

A question that must be told nothing is answered whole; one that must be told a thing, a topic or a
verdict is answered for all of them at once. Rows stand as numbers in columns: a number below that
of the ids of the page means the id in its place, one above it a text of `terms`. A column that
only repeats what the page's own record of another column says is left to that record.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from kg.ask.at_once import Rows, ask_at_once
from kg.ask.matching import SILENT
from kg.ask.questions import Parameter, Question, find_questions, read_questions
from kg.engine.result import plain
from kg.model.terms import EDTF, XSD
from kg.read.shipped import shipped

if TYPE_CHECKING:
    from kg.engine.graph import SparqlGraph, Term

Row = dict[str, Any]
Cells = tuple[Any, ...]

TABLES = ("things", "events", "recommendations", "opinions", "contracts")
"""Tables whose rows a link of the page may name."""
_VERDICTS = ("implementations", "responses")
_MOST_VALUES, _MOST_WHOLE, _MOST_BY_VALUE = 6_000, 1_000, 2_500
"""How many values a question is asked of at once, and how many rows stand in the page: of an answer
that is read whole, and of the answers to all values together."""
_TOLD = ("title", "theme", "description", "query", "answer", "picture", "elsewhere", "asked")
_AT_ONCE = 2
"""Questions that are asked at once."""
_SHARED = 0.6
"""Which part of the rows is there once each where it is worth saying which value has which."""


def name_questions(graph: SparqlGraph) -> dict[str, list[Any]]:
    """Return the title of each question and the names of what it is told, by name."""
    return {
        q.name: [q.title, [p.name for p in q.parameters]] for q in find_questions(graph).values()
    }


def make_answers(graph: SparqlGraph, data: Mapping[str, Any]) -> Row:
    """Return the questions with their answers: `questions` by name, and the `terms` of all rows.

    `data` are the tables of the page, to which ids and repeated columns refer.
    """
    packing = _Packing(graph, data)
    asked = find_questions(graph)
    with ThreadPoolExecutor(_AT_ONCE) as threads:  # the engine works without the interpreter
        rows = dict(zip(asked, threads.map(packing.ask, asked.values()), strict=True))
    questions = {name: packing.pack(q, rows[name]) for name, q in asked.items()}
    return {"questions": questions, "terms": packing.terms, "silent": sorted(SILENT)}


def read_by_answers(data: Mapping[str, Any]) -> Row:
    """Return of the tables of the page what `make_answers` reads."""
    return {name: data[name] for name in ("schemes", "sources", *TABLES)}


class _Packing:
    """What all questions share: the numbers of ids and terms, and the page's own records."""

    def __init__(self, graph: SparqlGraph, data: Mapping[str, Any]) -> None:
        self.terms: list[Any] = []
        self._graph = graph
        self._schemes = data["schemes"]
        self._known = {row["id"]: row for table in TABLES for row in data[table]}
        ids = [*self._known, *(row["id"] for row in data["sources"])]
        self._ids = {slug: i for i, slug in enumerate(dict.fromkeys(ids))}
        self._numbers: dict[tuple[type, Any], int] = {}

    def ask(self, question: Question) -> Rows | None:
        """Return the rows of a question by its value, "" where it needs none; None of the others.

        It may be called in any thread, and keeps nothing that a thread must let go itself.
        """
        needed = [p for p in question.parameters if p.need == "required"]
        if question.elsewhere or len(needed) > 1 or self._is_of_days(question):
            return None
        if not needed:
            answer: Any = self._graph.query(question.fill({}))
            return {"": [tuple(row) for row in answer]}
        values = self._values(needed[0])
        if not values or len(values) > _MOST_VALUES:
            return None
        return ask_at_once(self._graph, question, needed[0], map(self._write, values))

    def pack(self, question: Question, rows: Rows | None) -> Row:
        """Return what the page tells of a question, and its answers where it holds them."""
        told: Row = {name: value for name in _TOLD if (value := getattr(question, name))}
        told["columns"] = [*question.columns]
        told["entities"] = [*question.entities]
        told["parameters"] = [_tell(p) for p in question.parameters]
        if self._is_of_days(question):
            return told | {"isOfDays": True, "dates": [*_OF_DAYS[question.name]]}
        return told | self._answer(question, rows)

    def _is_of_days(self, question: Question) -> bool:
        """Return whether the page answers a question itself: one that comes with the program."""
        if question.name not in _OF_DAYS:
            return False
        known = read_questions(shipped("ontology"), self._graph.space).get(question.name)
        return known is not None and _BLOCK.sub("", known.query) == _BLOCK.sub("", question.query)

    def _answer(self, question: Question, found: Rows | None) -> Row:
        if found is None:
            return {}
        if "" not in found:
            return self._by_value(question, found)
        rows = [self._plain(row) for row in found[""]]
        if len(rows) > _MOST_WHOLE:
            return {}
        return {"rows": self._columns(question, rows), "dates": _dates(question, found[""])}

    def _by_value(self, question: Question, found: Mapping[str, list[Any]]) -> Row:
        """Return the rows of all values once each, and which of them each value has."""
        space = self._graph.space
        at: dict[Cells, int] = {}
        rows_of = {
            iri: [at.setdefault(self._plain(row), len(at)) for row in found[iri]]
            for iri in sorted(found, key=lambda iri: self._ids.get(space.slug(iri), 0))
        }
        if len(at) > _MOST_BY_VALUE:
            return {}
        which = [number for mine in rows_of.values() for number in mine]
        once = [*at]
        is_shared = len(once) < _SHARED * len(which)
        made: Row = {
            "by": [self._number(self._word(iri)) for iri in rows_of],
            "counts": [len(mine) for mine in rows_of.values()],
            "rows": self._columns(question, once if is_shared else [once[n] for n in which]),
            "dates": _dates(question, [row for some in found.values() for row in some]),
        }
        return made | {"which": which} if is_shared else made

    def _values(self, parameter: Parameter) -> list[str]:
        """Return all that a question may be told, as far as the page knows it."""
        match parameter.type:
            case "entity" | "topic":
                kinds = parameter.kinds or (("Concept",) if parameter.type == "topic" else ())
                fits = self._known.items()
                return [slug for slug, row in fits if not kinds or row.get("kind") in kinds]
            case "verdict":
                return [v for scheme in _VERDICTS for v in self._schemes.get(scheme, ())]
        return []

    def _write(self, value: str) -> str:
        """Return a value as SPARQL writes it."""
        space = self._graph.space
        return f"<{space.iri(value) if value in self._ids else space.ns + value}>"

    def _word(self, iri: str) -> str:
        """Return the id of a thing, and the bare name of a word of the vocabulary."""
        space = self._graph.space
        return space.local(iri) if iri.startswith(space.ns) else space.slug(iri)

    def _plain(self, row: Iterable[Term | None]) -> Cells:
        return tuple([self._cell(term) for term in row])

    def _cell(self, term: Term | None) -> Any:
        if type(term).__name__ == "NamedNode":
            return self._word(term.value)  # type: ignore[union-attr]
        value = plain(term, self._graph.space)
        return value if value is None or isinstance(value, str | int | float) else str(value)

    def _columns(self, question: Question, rows: list[Cells]) -> list[Any]:
        """Return the columns: numbers, or [column, field] where another column's record tells."""
        places = [i for i, name in enumerate(question.columns) if name in question.entities]
        found: list[Any] = []
        told_by: set[int] = set()  # columns by whose records others are told: they must stand there
        for i in range(len(question.columns)):
            others = [p for p in places if p != i and not (p < i and _repeats(found[p]))]
            column = None if i in told_by else self._repeated(rows, i, others)
            if column is not None:
                told_by.add(column[0][0])
            found.append(column or [self._number(row[i]) for row in rows])
        return found

    def _repeated(self, rows: list[Cells], column: int, places: list[int]) -> list[Any] | None:
        """Return the column of records and the field of theirs that say what a column does."""
        for place in places if rows else ():
            records = [self._known.get(row[place]) for row in rows]
            told = [record for record in records if record is not None]
            if len(told) < len(rows):
                continue
            for field in _FIELDS:
                pairs = zip(rows, told, strict=True)
                if all(row[column] == record.get(field) for row, record in pairs):
                    return [[place, field]]
        return None

    def _number(self, value: Any) -> int:
        if isinstance(value, str) and value in self._ids:
            return self._ids[value]
        key = (type(value), value)
        if key not in self._numbers:
            self._numbers[key] = len(self._ids) + len(self.terms)
            self.terms.append(value)
        return self._numbers[key]


_BLOCK = re.compile(r"VALUES [^{]*\{[^{}]*\}")
_OF_DAYS: Mapping[str, tuple[str, ...]] = {
    "existed-on": ("start", "end", "firstSeen", "lastSeen", "planned"),
    "held-post": ("start", "end"),
    "timeline": ("date",),
}
"""The questions that the page answers for any day by itself, with their columns of dates."""
_FIELDS = (
    "text", "number", "report", "outcome", "outcomeBy", "outcomeDate", "start", "end", "date",
    "kind", "by", "stance", "value", "low", "high",
)  # fmt: skip
"""Fields of the page's records that are kept as they are read."""


def _repeats(column: list[Any]) -> bool:
    return bool(column) and isinstance(column[0], list)


def _dates(question: Question, rows: Iterable[tuple[Term | None, ...]]) -> list[str]:
    """Return the columns that hold dates."""
    found = {
        i
        for row in rows
        for i, term in enumerate(row)
        if getattr(getattr(term, "datatype", None), "value", "") in (EDTF, XSD + "date")
    }
    return [question.columns[i] for i in sorted(found)]


def _tell(parameter: Parameter) -> Row:
    return {
        "name": parameter.name,
        "need": parameter.need,
        "type": parameter.type,
        "description": parameter.description,
        "example": parameter.example,
    } | ({"kinds": [*parameter.kinds]} if parameter.kinds else {})
