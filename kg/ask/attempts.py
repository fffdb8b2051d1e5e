"""The attempts at an aim, one after another, as the ready question `attempts` answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.ask.at_once import ask_at_once
from kg.ask.questions import Question, ask, find_question
from kg.engine.graph import SparqlGraph
from kg.engine.result import plain
from kg.errors import UsageError
from kg.history.nodes import to_term
from kg.model.spelling import count
from kg.model.terms import Space

if TYPE_CHECKING:
    from kg.engine.graph import Term

QUESTION = "attempts"


@dataclass(frozen=True, slots=True)
class Attempt:
    """An attempt at an aim; texts that are not known are empty.

    `least` and `most` are what it was said to cost, `cost` what it is said to have cost, in pounds.
    `advised` recommendations were made by its reviews; `since` of them were found enacted after
    the next attempt had begun, None where none followed.
    """

    thing: str
    begun: str
    ended: str
    ran_by: str
    least: int | None
    most: int | None
    cost: int | None
    ending: str
    reviews: tuple[str, ...]
    advised: int
    enacted: int
    next: str
    since: int | None

    def say(self, next_label: str) -> str:
        """Return all that is known of it in one line, its name and days apart."""
        parts = [f"run by {self.ran_by}" if self.ran_by else ""]
        if self.least is not None and self.most is not None:
            parts.append(f"said to cost {_pounds(self.least, self.most)}")
        parts.append(f"cost £{self.cost:,}" if self.cost is not None else "")
        parts.append(self.ending if self.ending != "ended" else "")
        if self.reviews:
            papers = count(len(self.reviews), "report")
            given = count(self.advised, "recommendation")
            parts.append(f"reviewed in {papers} with {given}, {self.enacted:,} enacted")
        if self.next:
            since = f", {self.since:,} of the advice enacted since it began" if self.advised else ""
            parts.append(f"next: {next_label}{since}")
        return "; ".join(part for part in parts if part)


def find_attempts(graph: SparqlGraph, aim: str) -> dict[str, Attempt]:
    """Return the attempts at an aim, by the id of what attempted it, the first to begin first.

    Nothing where the record has no question that finds them.
    """
    try:
        question = find_question(QUESTION, graph)
    except UsageError:
        return {}
    answer = ask(graph, question, {"aim": to_term(graph.space.iri(aim))})
    return {one.thing: one for one in map(_read, answer.to_dicts())}


def find_all_attempts(graph: SparqlGraph, aims: Sequence[str]) -> dict[str, dict[str, Attempt]]:
    """Return the attempts at some aims by the aim, as `find_attempts` does; aims that lack, not."""
    try:
        question = find_question(QUESTION, graph)
    except UsageError:
        return {}
    space = graph.space
    [parameter] = [p for p in question.parameters if p.name == "aim"]
    found = ask_at_once(graph, question, parameter, (to_term(space.iri(aim)) for aim in aims))
    if found is None:
        each = {aim: find_attempts(graph, aim) for aim in aims}
        return {aim: some for aim, some in each.items() if some}
    return {
        space.slug(aim): {one.thing: one for one in map(_read, _name(question, rows, space))}
        for aim, rows in found.items()
    }


def _name(
    question: Question, rows: Iterable[tuple[Term | None, ...]], space: Space
) -> Iterator[dict[str, Any]]:
    """Yield rows as dictionaries by column."""
    for row in rows:
        yield dict(zip(question.columns, (plain(term, space) for term in row), strict=True))


def _read(row: dict[str, Any]) -> Attempt:
    def text(name: str) -> str:
        return str(row.get(name) or "")

    def number(name: str) -> int | None:
        return int(float(row[name])) if row.get(name) is not None else None

    return Attempt(
        text("thing"),
        text("begun"),
        text("ended"),
        text("ranBy"),
        number("least"),
        number("most"),
        number("cost"),
        text("ending"),
        tuple(filter(None, text("reviews").split("; "))),
        number("advised") or 0,
        number("enacted") or 0,
        text("next"),
        number("since") if text("next") else None,
    )


def _pounds(least: int, most: int) -> str:
    return f"£{least:,}" if least == most else f"£{least:,} to £{most:,}"
