"""What was advised before in the same sense: to whom, what became of it, and who says so.

Which advice is in the same sense the ranker says; outcomes, addressees and heirs are those of the
ledger. Every number of a summary has the ids that it counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.ask.likewise import MOST, choose
from kg.engine.graph import SparqlGraph
from kg.history.advice import ENACTED, IMPLEMENTATION, Advice, View, read_advice_of, spell
from kg.history.counts import Total
from kg.history.existence import name_on
from kg.index.index import Index
from kg.model.dates import PartialDate, say
from kg.model.spelling import count
from kg.model.terms import Space
from kg.retrieval.preparing import ranker_of
from kg.retrieval.ranker import SAME
from kg.retrieval.sentence_model import likeness_of


@dataclass(frozen=True, slots=True)
class Asked:
    """A recommendation, or a sentence, that is asked for: its number and place in a draft."""

    text: str
    number: str = ""
    place: str = ""

    @property
    def where(self) -> str:
        """Its number and place, as far as a draft gives them."""
        return ", ".join(part for part in (self.number, self.place) if part)


@dataclass(frozen=True, slots=True)
class ToldBody:
    """A body that was advised: its name of that day, whether it is gone, who has its duty now."""

    id: str
    name: str
    is_gone: bool
    heirs: Mapping[str, str]
    """Who has its duty now; itself where it only changed its name."""

    def to_dict(self) -> dict[str, Any]:
        """Return plain values."""
        return {"id": self.id, "name": self.name, "gone": self.is_gone, "heirs": dict(self.heirs)}


@dataclass(frozen=True, slots=True)
class Earlier:
    """Advice of the record, how much it says the same, and by which words."""

    advice: Advice
    grade: str
    score: float
    shared: tuple[str, ...]
    told: tuple[ToldBody, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return plain values; the facts are those of the ledger."""
        return {
            **self.advice.to_dict(),
            "grade": self.grade,
            "score": round(self.score, 4),
            "shared_words": [*self.shared],
            "told": [told.to_dict() for told in self.told],
        }


@dataclass(frozen=True, slots=True)
class Summary:
    """What advice in the same sense comes to; each total with the ids that make it up."""

    advised: Total
    bodies: Total
    gone: Total
    enacted: Total
    since: str
    ended: tuple[str, ...]
    """What those bodies are called that are gone."""
    last: tuple[Advice, View] | None
    """The latest word on what became of any of it."""

    def __str__(self) -> str:
        if not self.advised.value:
            return "nothing in the same sense is in the record"
        parts = [f"advised {_times(self.advised.value)}{self._since()}{self._to()}"]
        if not self.last:
            parts.append("nobody has said what became of it")
        else:
            enacted = "never found enacted"
            if self.enacted.value:
                enacted = f"enacted {_times(self.enacted.value)} ({', '.join(self.enacted.ids)})"
            advice, view = self.last
            by = f"{view.by_label} {view.date[:4]}".strip()
            parts += [enacted, f"last verdict: {spell(view.verdict)}, {by} ({advice.id})"]
        return "; ".join(parts)

    def _since(self) -> str:
        if not self.since:
            return ""
        return f" since {self.since}" if self.advised.value > 1 else f" in {self.since}"

    def _to(self) -> str:
        if not self.bodies.value:
            return ""
        to = f", to {count(self.bodies.value, 'body', 'bodies')}"
        if not self.gone.value:
            return to
        names = f" ({', '.join(self.ended)})"
        if self.bodies.value == 1:
            return f"{to} that is gone{names}"
        are = "is" if self.gone.value == 1 else "are"
        return f"{to} of which {self.gone.value} {are} gone{names}"

    def to_dict(self) -> dict[str, Any]:
        """Return plain values: the words, and each number with its ids."""
        totals = (self.advised, self.bodies, self.gone, self.enacted)
        found: dict[str, Any] = {"words": str(self), "since": self.since}
        found |= {t.name: {"count": t.value, "ids": [*t.ids]} for t in totals}
        if self.last:
            advice, view = self.last
            found["last_verdict"] = {"id": advice.id, **view.to_dict()}
        return found


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


@dataclass(frozen=True, slots=True)
class SaidBefore:
    """What was advised before of one recommendation: `same` and `related`, each oldest first."""

    asked: Asked
    same: tuple[Earlier, ...]
    related: tuple[Earlier, ...]
    summary: Summary

    @property
    def ranked(self) -> list[Earlier]:
        """All of it, the likest first."""
        return sorted((*self.same, *self.related), key=lambda e: (-e.score, e.advice.id))

    def to_dict(self) -> dict[str, Any]:
        """Return plain values."""
        return {
            "text": self.asked.text,
            "number": self.asked.number,
            "place": self.asked.place,
            "summary": self.summary.to_dict(),
            "ranking": [one.advice.id for one in self.ranked],
            "same": [one.to_dict() for one in self.same],
            "related": [one.to_dict() for one in self.related],
        }


def find_said_before(
    graph: SparqlGraph,
    index: Index,
    asked: Sequence[Asked],
    before: PartialDate | None = None,
    most: int = MOST,
) -> list[SaidBefore]:
    """Return what the record holds in the sense of some recommendations, one answer for each.

    With `before`, only what was certainly advised earlier. Of each, all that is in the same sense
    is told, and with what is related at least as much as makes `most`, as far as there is any.
    """
    ranker = ranker_of(graph)
    days = before.days if before else None
    chosen = [
        choose(ranker.rank(one.text, days, likeness_of(graph, one.text)), most) for one in asked
    ]
    known = read_advice_of(graph, {match.id for matches in chosen for match in matches})
    teller = _Teller(index)
    found = []
    for one, matches in zip(asked, chosen, strict=True):
        words = ranker.held.lexicon.read(one.text)
        earlier = [
            Earlier(
                known[match.id],
                match.grade,
                match.score,
                tuple(ranker.shared(words, match.number)),
                teller.tell(known[match.id]),
            )
            for match in matches
        ]
        earlier.sort(key=lambda e: _when(e.advice))
        same = tuple(e for e in earlier if e.grade == SAME)
        related = tuple(e for e in earlier if e.grade != SAME)
        found.append(SaidBefore(one, same, related, summarise(same)))
    return found


def summarise(same: Iterable[Earlier]) -> Summary:
    """Return what some advice comes to, its oldest first."""
    all_ = list(same)
    advice = [one.advice for one in all_]
    told = {told.id: told for one in all_ for told in one.told}
    years = sorted(str(a.day.earliest.year) for a in advice if a.day)
    gone = {body: one for body, one in sorted(told.items()) if one.is_gone}
    views = [(a, view) for a in advice for view in a.views if view.facet == IMPLEMENTATION]
    views.sort(key=lambda pair: (pair[1].day.latest.isoformat() if pair[1].day else "", pair[1].id))
    return Summary(
        Total("advised", "times advised", tuple(a.id for a in advice)),
        Total("bodies", "bodies advised", tuple(sorted(told))),
        Total("gone", "bodies gone", tuple(gone)),
        Total("enacted", "enacted", tuple(a.id for a in advice if a.outcome == ENACTED)),
        years[0] if years else "",
        tuple(one.name for one in gone.values()),
        views[-1] if views else None,
    )


class _Teller:
    """Says who was advised, by the names and the heirs that the index knows."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._names = index.borne("borne")

    def tell(self, advice: Advice) -> tuple[ToldBody, ...]:
        """Return the bodies that a piece of advice was addressed to."""
        found = []
        for body, label in advice.addressees.items():
            heirs = self._index.living_heirs(body)
            known = self._index.outlines(heirs)
            labels = {heir: known[heir][0] if heir in known else heir for heir in heirs}
            name = self._name(advice, body) or label
            is_gone = body in advice.ends
            if name != label and not is_gone:
                labels = {body: label}
            found.append(ToldBody(body, name, is_gone, labels))
        return tuple(found)

    def _name(self, advice: Advice, body: str) -> str:
        """Return what a body was certainly called when it was advised."""
        if not advice.date or advice.day is None:
            return ""
        return name_on(PartialDate(advice.date, advice.day), self._names.get(body, ()))


def say_told(told: ToldBody) -> str:
    """Return who was told and who has the duty now, in words."""
    if not told.heirs:
        return f"{told.name} (gone; no heir of it is known)" if told.is_gone else told.name
    return f"{told.name} (now {', '.join(told.heirs.values())})"


def say_addressees(earlier: Earlier) -> str:
    """Return all who were told; in the words of the report where it names nobody of the record."""
    return "; ".join(map(say_told, earlier.told)) or earlier.advice.addressee_note


def name_advice(advice: Advice) -> str:
    """Return the report, the number and the day of a piece of advice, in words."""
    number = f", recommendation {advice.number}" if advice.number else ""
    return f"{advice.report_label}{number}{f' ({say(advice.date)})' if advice.date else ''}"


def say_outcome(advice: Advice) -> str:
    """Return what became of a piece of advice, and who says so and when."""
    if advice.decides is None:
        return "nobody has said what became of it"
    return f"{advice.decides}{'; contested' if advice.is_contested else ''}"


def _when(advice: Advice) -> tuple[str, str]:
    return advice.day.earliest.isoformat() if advice.day else "9999", advice.id


COLUMNS = (
    "asked",
    "place",
    "recommendation",
    "grade",
    "score",
    "id",
    "date",
    "report",
    "number",
    "text",
    "told",
    "duty now with",
    "outcome",
    "outcome by",
    "outcome date",
    "sources",
    "IRI",
    "addresses",
)


def cited(found: Iterable[SaidBefore]) -> set[str]:
    """Return the ids of all sources of some earlier advice."""
    return {
        source.slug
        for one in found
        for earlier in (*one.same, *one.related)
        for source in earlier.advice.sources
    }


def list_rows(
    found: Iterable[SaidBefore], space: Space, addresses: Mapping[str, str]
) -> Iterator[tuple[object, ...]]:
    """Yield a row for each piece of earlier advice, oldest first; one without any where none is.

    `addresses` are where sources can be read, by their id.
    """
    for one in found:
        head = (one.asked.number, one.asked.place, one.asked.text)
        for earlier in (*one.same, *one.related):
            advice, view = earlier.advice, earlier.advice.decides
            heirs = {h: label for told in earlier.told for h, label in told.heirs.items()}
            yield (
                *head,
                earlier.grade,
                round(earlier.score, 4),
                advice.id,
                advice.date,
                advice.report_label,
                advice.number,
                advice.text,
                "; ".join(told.name for told in earlier.told) or advice.addressee_note,
                "; ".join(heirs.values()),
                spell(advice.outcome),
                view.by_label if view else "",
                view.date if view else "",
                "; ".join(map(str, advice.sources)),
                space.iri(advice.id),
                " ".join(addresses[s.slug] for s in advice.sources if s.slug in addresses),
            )
        if not (one.same or one.related):
            yield (*head, *[""] * (len(COLUMNS) - len(head)))
