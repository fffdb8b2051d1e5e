"""The recommendations of a graph: who was told what, what became of it, and who says so.

What became of advice is derived once, by the rules `latest`, `contested` and `outcome`. Here it is
read and nowhere judged again; the ledger, the analyses and the page take it from here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date as Day
from typing import Any

from kg.engine.graph import SparqlGraph
from kg.history.advice_queries import (
    ADDRESSEE_ROWS,
    ADVICE_ROWS,
    OUTCOME_ROWS,
    REITERATION_ROWS,
    SOURCE_ROWS,
    TOPIC_ROWS,
    VIEW_ROWS,
    of_advice,
    of_views,
)
from kg.history.nodes import Source, to_term
from kg.history.solutions import rows, to_span
from kg.model.dates import Span, say

_OWN = "SELECT ?own WHERE { ?own a nhsit:Project }"
_AT_ONCE = 1000
"""Pieces of advice that are asked for at once: of many an engine looks through all views."""

IMPLEMENTATION, RESPONSE = "implementation", "response"
OUTCOMES = ("Enacted", "PartlyEnacted", "NotEnacted", "InProgress", "Superseded")
"""What may become of a recommendation."""
ENACTED, PARTLY_ENACTED, NOT_ENACTED = OUTCOMES[:3]
STATES = ("Open", "ClosedDone", "ClosedNotDone", "ClosedSuperseded", "NoLongerPossible")
"""Where a recommendation may stand, as auditors keep it; the rule `state` derives it."""
OPEN, DONE = STATES[:2]
_CLOSING = {
    "ClosedDone": ("Enacted",),
    "ClosedNotDone": ("NotEnacted", "Rejected"),
    "ClosedSuperseded": ("Superseded",),
}
"""State -> the verdicts that close a recommendation so."""
RESPONSES = ("Accepted", "PartlyAccepted", "AcceptedInPrinciple", "Rejected", "NoResponse")
"""What may be answered to it."""
UNKNOWN = "Unknown"
"""Somebody looked, and found nothing."""
UNASSESSED = "not assessed"
CONTESTED = "contested"


@dataclass(frozen=True, slots=True)
class View:
    """What somebody said of a recommendation, and when.

    `facet` is `response` or `implementation`, `verdict` the name of a concept, such as
    `NotEnacted`; `is_latest` is false of what its author has replaced by a later word.
    """

    id: str
    facet: str
    verdict: str
    by: str
    by_label: str
    date: str
    day: Span | None
    note: str
    is_latest: bool
    is_own: bool
    """Whether it is this project's own reading of the sources."""
    sources: tuple[Source, ...] = ()

    def __str__(self) -> str:
        as_at = "as at " if self.is_own else ""
        when = f", {as_at}{say(self.date)}" if self.date else ""
        return f"{spell(self.verdict)} ({self.by_label}{when})"

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, the verdict in words."""
        return {
            "facet": self.facet,
            "verdict": spell(self.verdict),
            "is_latest": self.is_latest,
            "by": self.by,
            "by_label": self.by_label,
            "date": self.date,
            "note": self.note,
            "sources": [_plain(source) for source in self.sources],
        }


@dataclass(slots=True)
class Advice:
    """A recommendation, or all the advice of a document where it is `whole`.

    `outcome` is the name of a concept, empty where nobody says anything that counts; `decides` is
    the view that it rests on. `state` is one of STATES; `due` is by when it asks for what it asks,
    as stated. `topics` (`under` with all above them), `addressees` and `heirs` are labels by id,
    `ends` the end of each addressee that has ended; `heirs`, who has the duty today, are known to
    the ledger. `views` are all that count, the earliest first.
    """

    id: str
    report: str
    report_label: str
    date: str
    day: Span | None
    number: str
    text: str
    addressee_note: str
    is_whole: bool
    is_contested: bool
    state: str = OPEN
    due: str = ""
    due_day: Span | None = None
    outcome: str = ""
    decides: View | None = None
    topics: dict[str, str] = field(default_factory=dict)
    under: dict[str, str] = field(default_factory=dict)
    addressees: dict[str, str] = field(default_factory=dict)
    ends: dict[str, Span] = field(default_factory=dict)
    heirs: dict[str, str] = field(default_factory=dict)
    views: list[View] = field(default_factory=list)
    reiterates: set[str] = field(default_factory=set)
    sources: tuple[Source, ...] = ()
    score: float | None = None
    """How much it says the same as what was asked for; None where nothing was."""
    grade: str = ""

    @property
    def verdict(self) -> str:
        """What became of it; else `Unknown` where somebody looked, `not assessed` where nobody."""
        looked = any(view.facet == IMPLEMENTATION for view in self.views)
        return self.outcome or (UNKNOWN if looked else UNASSESSED)

    @property
    def response(self) -> View | None:
        """The latest official response."""
        said = [view for view in self.views if view.facet == RESPONSE and view.is_latest]
        return said[-1] if said else None

    @property
    def judgements(self) -> list[View]:
        """The views on what became of it, the earliest first."""
        return [view for view in self.views if view.facet == IMPLEMENTATION]

    @property
    def latest(self) -> list[View]:
        """The last word of each assessor on its response and on its implementation."""
        return [view for view in self.views if view.is_latest]

    @property
    def closed_by(self) -> View | None:
        """The first view that says what closes it; None where it is open or cannot be done."""
        said = _CLOSING.get(self.state, ())
        return next((view for view in self.views if view.verdict in said), None)

    def was_open(self, day: Span) -> bool:
        """Return whether it had been given by a day, and nothing had certainly closed it before."""
        if self.day is not None and day.is_before(self.day):
            return False
        closed = self.closed_by
        return self.state == OPEN or (
            closed is not None and (closed.day is None or not closed.day.is_before(day))
        )

    def days_late(self, now: Day | None) -> tuple[int, int] | None:
        """Return by how many days it was done late, or is late now, at the least and the most.

        None where it has no date or was closed otherwise. What was done is late by the first day
        on which somebody said so.
        """
        done: Span | None = None
        if self.state == OPEN and now is not None:
            done = Span(now, now)
        elif self.state == DONE and self.closed_by is not None:
            done = self.closed_by.day
        if self.due_day is None or done is None:
            return None
        least = (done.earliest - self.due_day.latest).days
        return max(0, least), max(0, (done.latest - self.due_day.earliest).days)

    @property
    def is_own_reading(self) -> bool:
        """Whether only this project says what became of it, by its reading of the sources."""
        return self.decides is not None and self.decides.is_own

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, verdicts in words."""
        decides, response = self.decides, self.response
        return {
            "id": self.id,
            "report": self.report,
            "report_label": self.report_label,
            "date": self.date,
            "number": self.number,
            "text": self.text,
            "stands_for_whole_document": self.is_whole,
            "addressees": [*self.addressees],
            "addressed_to": [*self.addressees.values()],
            "addressee_note": self.addressee_note,
            "topics": [*self.topics],
            "reiterates": sorted(self.reiterates),
            "score": self.score,
            "grade": self.grade,
            "heirs": [*self.heirs],
            "heir_labels": [*self.heirs.values()],
            "state": spell(self.state),
            "due": self.due,
            "outcome": spell(self.outcome),
            "outcome_by": decides.by if decides else "",
            "outcome_by_label": decides.by_label if decides else "",
            "outcome_date": decides.date if decides else "",
            "contested": self.is_contested,
            "response": spell(response.verdict) if response else "",
            "response_by": response.by if response else "",
            "response_date": response.date if response else "",
            "line_of_time": [view.to_dict() for view in self.views],
            "views": [view.to_dict() for view in self.latest],
            "sources": [_plain(source) for source in self.sources],
        }


def read_advice(
    graph: SparqlGraph,
    pattern: str = "",
    *,
    ids: Iterable[str] | None = None,
    is_brief: bool = False,
    with_topics: bool = False,
    with_addressees: bool = False,
    with_sources: bool = False,
) -> tuple[list[Advice], list[Advice]]:
    """Return the recommendations, by id, and apart what stands for whole documents.

    A `pattern` of SPARQL, looked for once, says which `?advice` to read, or their `ids` do. What
    `is_brief` says what became of it, and not what it is about, nor, unless these are asked for,
    whom it was given to and where it was read.
    """
    if pattern:
        which = rows(graph, f"SELECT DISTINCT ?advice WHERE {{ {pattern} }}")
        ids = [row["advice"] for row in which]
    found: dict[str, Advice] = {}
    is_sourced = with_sources or not is_brief
    for part in [""] if ids is None else _name(graph, ids):
        found |= _read_part(
            graph, part, with_topics or not is_brief, with_addressees or not is_brief, is_sourced
        )
    ordered = [found[key] for key in sorted(found)]
    return [a for a in ordered if not a.is_whole], [a for a in ordered if a.is_whole]


def _name(graph: SparqlGraph, ids: Iterable[str]) -> Iterator[str]:
    """Yield patterns that name advice, so few at once that an engine looks for each."""
    named = [to_term(graph.space.iri(slug)) for slug in sorted({*ids})]
    for at in range(0, len(named), _AT_ONCE):
        yield f"VALUES ?advice {{ {' '.join(named[at : at + _AT_ONCE])} }}"


def _read_part(
    graph: SparqlGraph, pattern: str, with_topics: bool, with_addressees: bool, is_sourced: bool
) -> dict[str, Advice]:
    found: dict[str, Advice] = {}
    for row in rows(graph, of_advice(ADVICE_ROWS, pattern)):
        key = row["advice"]
        found.setdefault(key, Advice(
            key, row["report"], row.get("label", row["report"]), row.get("date", ""),
            to_span(row.get("earliest"), row.get("latest")), row.get("number", ""),
            row.get("text", ""), row.get("note", ""), row["class"] == "DocumentAdvice",
            row.get("contested") == "true", row.get("state", OPEN), row.get("due", ""),
            to_span(row.get("dueEarliest"), row.get("dueLatest")),
        ))  # fmt: skip
    if with_topics:
        _add_links(graph, found, pattern)
    if with_addressees:
        _add_addressees(graph, found, pattern)
    _add_views(graph, found, pattern, _read_sources(graph, pattern) if is_sourced else {})
    return found


def read_advice_of(graph: SparqlGraph, ids: Iterable[str]) -> dict[str, Advice]:
    """Return the recommendations of some ids, and what stands for whole documents; others lack."""
    single, whole = read_advice(graph, ids=ids)
    return {one.id: one for one in (*single, *whole)}


def _add_links(graph: SparqlGraph, found: dict[str, Advice], pattern: str) -> None:
    for row in rows(graph, of_advice(TOPIC_ROWS, pattern)):
        if row["advice"] in found:
            advice, label = found[row["advice"]], row.get("label", row["topic"])
            advice.under[row["topic"]] = label
            if row["own"] == row["topic"]:
                advice.topics[row["topic"]] = label
    for row in rows(graph, of_advice(REITERATION_ROWS, pattern)):
        if row["advice"] in found:
            found[row["advice"]].reiterates.add(row["earlier"])
    for advice in found.values():
        advice.topics = dict(sorted(advice.topics.items()))
        advice.under = dict(sorted(advice.under.items()))


def _add_addressees(graph: SparqlGraph, found: dict[str, Advice], pattern: str) -> None:
    for row in rows(graph, of_advice(ADDRESSEE_ROWS, pattern)):
        if row["advice"] in found:
            advice = found[row["advice"]]
            advice.addressees[row["addressee"]] = row.get("label", row["addressee"])
            end = to_span(row.get("earliest"), row.get("latest"))
            if end is not None:
                advice.ends[row["addressee"]] = end
    for advice in found.values():
        advice.addressees = dict(sorted(advice.addressees.items()))


def _add_views(
    graph: SparqlGraph,
    found: dict[str, Advice],
    pattern: str,
    sources: Mapping[str, tuple[Source, ...]],
) -> None:
    own = {row["own"] for row in rows(graph, _OWN)}
    views: dict[tuple[str, str], View] = {}
    for row in rows(graph, of_views(VIEW_ROWS, pattern)):
        if row["advice"] in found:
            views[row["view"], row["facet"]] = view = View(
                row["view"], row["facet"], row["verdict"], row["by"], row.get("label", row["by"]),
                row.get("date", ""), to_span(row.get("earliest"), row.get("latest")),
                row.get("note", ""), row.get("latestWord") == "true", row["by"] in own,
                sources.get(row["view"], ()),
            )  # fmt: skip
            found[row["advice"]].views.append(view)
    for row in rows(graph, of_advice(OUTCOME_ROWS, pattern)):
        if row["advice"] in found:
            advice = found[row["advice"]]
            advice.outcome, advice.decides = (
                row["outcome"],
                views.get((row["view"], IMPLEMENTATION)),
            )
    for advice in found.values():
        advice.views.sort(key=_order)
        advice.sources = sources.get(advice.id, ())


def _read_sources(graph: SparqlGraph, pattern: str) -> dict[str, tuple[Source, ...]]:
    found: dict[str, set[Source]] = defaultdict(set)
    for row in rows(graph, of_advice(SOURCE_ROWS, pattern)):
        source = Source(row["source"], row.get("title", row["source"]), row.get("locator", ""))
        found[row["node"]].add(source)
    return {
        node: tuple(sorted(cited, key=lambda s: (s.title, s.slug, s.locator)))
        for node, cited in found.items()
    }


def spell(verdict: str) -> str:
    """Return a verdict in words.

    >>> spell("PartlyEnacted")
    'partly enacted'
    """
    return "".join(f" {c.lower()}" if c.isupper() else c for c in verdict).strip()


def tally(advice: Iterable[Advice]) -> Counter[str]:
    """Return how many recommendations came to what; how many of all are contested, besides."""
    advice = list(advice)
    found = Counter(one.verdict for one in advice)
    found[CONTESTED] = sum(one.is_contested for one in advice)
    return found


def group_by(pairs: Iterable[tuple[str, Advice]]) -> dict[str, list[Advice]]:
    """Return what stands under each key, keys in order."""
    found: dict[str, list[Advice]] = defaultdict(list)
    for key, advice in pairs:
        found[key].append(advice)
    return dict(sorted(found.items()))


def _order(view: View) -> tuple[str, str, str, str]:
    return view.day.latest.isoformat() if view.day else "", view.id, view.by, view.facet


def _plain(source: Source) -> dict[str, str]:
    return {"slug": source.slug, "title": source.title, "locator": source.locator}
