"""The ready questions, each with its answer, its query and the answer as a table to take along."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from kg.ask.questions import Parameter, Question, ask, find_questions
from kg.engine.result import Result, Value, plain
from kg.errors import KgError
from kg.history.nodes import NodeReader
from kg.model.formulas import make_text
from kg.pages.document import Document, Entry
from kg.pages.frame import Frame
from kg.pages.listing import stem_of

if TYPE_CHECKING:
    from kg.engine.graph import Term

QUESTIONS = Entry("Questions", "question/all.html")
FOLDER = "question"
CSV, QUERY = "text/csv; charset=utf-8; header=present", "application/sparql-query; charset=utf-8"
_LARGEST = 40_000
"""Bytes of an answer that a page shows; the whole of it stands in the table beside."""
_CELL = 60
"""Bytes that a cell takes beside its words."""


@dataclass(frozen=True, slots=True)
class AnswerCell:
    """A cell of an answer: its words, the thing that it is, if it is one, and whether a number."""

    words: str
    slug: str = ""
    is_number: bool = False


class QuestionPages:
    """A page for each ready question, and one of all by theme."""

    entries: Sequence[Entry] = (QUESTIONS,)

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._library = frame.library
        self._answers: dict[str, Result] = {}

    @cached_property
    def questions(self) -> dict[str, Question]:
        """The questions by the stem of their pages."""
        found = find_questions(self._library.graph)
        return {stem_of(name): found[name] for name in sorted(found)}

    def paths(self) -> Iterable[str]:
        """Return the paths of the pages, of the queries and of the answers as tables."""
        yield QUESTIONS.path
        for stem in self.questions:
            yield from (f"{FOLDER}/{stem}.{ending}" for ending in ("csv", "html", "rq"))

    def render(self, path: str) -> Document | None:
        """Return a page, a query or an answer."""
        if path == QUESTIONS.path:
            return self._write_all()
        folder, _, name = path.rpartition("/")
        stem, _, ending = name.rpartition(".")
        question = self.questions.get(stem)
        if folder != FOLDER or question is None:
            return None
        match ending:
            case "html":
                return self._write(path, stem, question)
            case "rq":
                return Document(path, QUERY, question.query.encode())
            case "csv":
                return Document(
                    path, CSV, to_csv(self._answer(question), self._library.facts).encode()
                )
        return None

    def _write_all(self) -> Document:
        themes = [
            (theme, [*some])
            for theme, some in groupby(
                sorted(self.questions.items(), key=lambda pair: (pair[1].theme, pair[1].title)),
                key=lambda pair: pair[1].theme,
            )
        ]
        return self._frame.write(QUESTIONS.path, "questions.html", "Questions", themes=themes)

    def _write(self, path: str, stem: str, question: Question) -> Document:
        answer = self._answer(question)
        rows = [*self._rows(answer)]
        return self._frame.write(
            path,
            "question.html",
            question.title,
            question=question,
            told=_told(question),
            columns=[column.replace("_", " ") for column in answer.columns],
            rows=rows,
            total=len(answer),
            up=(QUESTIONS,),
            csv=f"{FOLDER}/{stem}.csv",
            query=f"{FOLDER}/{stem}.rq",
        )

    def _answer(self, question: Question) -> Result:
        """Return the answer of a question, with the examples for what it must be told; kept."""
        if question.name not in self._answers:
            given = {parameter.name: parameter.example for parameter in _told(question)}
            try:
                answer = ask(self._library.graph, question, given)
            except KgError:  # a graph that lacks what the example names
                answer = Result(question.columns, [], self._library.graph, question.entities)
            self._answers[question.name] = answer
        return self._answers[question.name]

    def _rows(self, answer: Result) -> Iterator[list[AnswerCell]]:
        """Yield the rows of an answer as cells, as many as a page holds."""
        room = _LARGEST
        for solution in answer.terms:
            cells = [self._show(term) for term in solution]
            room -= sum(_CELL + len(c.words.encode()) + len(c.slug) for c in cells)
            if room < 0:
                return
            yield cells

    def _show(self, term: Term | None) -> AnswerCell:
        value = plain(term, self._library.space)
        if value is None:
            return AnswerCell("")
        if isinstance(value, bool):
            return AnswerCell("yes" if value else "no")
        if isinstance(value, int | float):
            return AnswerCell(f"{value:,}", is_number=True)
        if type(term).__name__ == "NamedNode":
            slug = str(value)
            is_thing = self._library.has_page(slug)
            return AnswerCell(self._library.facts.label(slug), slug if is_thing else "")
        return AnswerCell(str(value))


def _told(question: Question) -> list[Parameter]:
    """Return what a question must be told."""
    return [parameter for parameter in question.parameters if parameter.need == "required"]


def to_csv(answer: Result, facts: NodeReader) -> str:
    """Return an answer as a table, with the names of things beside their ids."""
    named = {*answer.entity_columns}
    space = facts.space
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(
        name for c in answer.columns for name in ((c, f"{c}_label") if c in named else (c,))
    )
    for solution in answer.terms:
        row: list[Value] = []
        for column, term in zip(answer.columns, solution, strict=True):
            value = plain(term, space)
            row.append(value)
            if column in named:
                row.append(facts.label(str(value)) if value is not None else None)
        writer.writerow(make_text(v) if isinstance(v, str) else "" if v is None else v for v in row)
    return stream.getvalue()
