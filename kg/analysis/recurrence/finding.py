"""What is found of recurrence: which advice is given again, and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kg.analysis.recurrence.fates import (
    Contrast,
    FoundEnacted,
    compare,
    find_enacted,
    read_organisational,
)
from kg.engine.graph import SparqlGraph
from kg.history import advice as ad
from kg.history.advice import Advice, View
from kg.history.orphaned import Orphaned, find_orphaned
from kg.history.solutions import find_as_of
from kg.model.dates import Span
from kg.statistics.likeness import THRESHOLD, Alike, Pair, find_alike

REVIEW = 0.4
"""The likeness from which pairs are listed for review, though they count from THRESHOLD only."""
NOBODY = "nobody in particular"


@dataclass(frozen=True, slots=True)
class AdviceOf:
    """The advice that stands under one heading; what it came to is counted by `came_to`."""

    name: str
    advice: tuple[Advice, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the recommendations."""
        return tuple(one.id for one in self.advice)

    @property
    def reports(self) -> int:
        """In how many reports it stands."""
        return len({one.report for one in self.advice})

    @property
    def came_to(self) -> Counter[str]:
        """How many came to what, and how many are contested besides."""
        return ad.tally(self.advice)

    @property
    def own_readings(self) -> int:
        """Of how many only this project says what became of them."""
        return sum(one.is_own_reading for one in self.advice)

    @property
    def ends(self) -> tuple[Advice, Advice] | None:
        """The first and the last of it, None where none is dated."""
        return span_of(self.advice)

    @property
    def days(self) -> tuple[Span, Span] | None:
        """When the first and when the last was given."""
        ends = self.ends
        if ends is None or ends[0].day is None or ends[1].day is None:
            return None
        return ends[0].day, ends[1].day

    @property
    def first_year(self) -> str | None:
        """The year of the first, or the years that it may lie in."""
        return year_of(self.days[0]) if self.days else None

    @property
    def last_year(self) -> str | None:
        """The year of the last, or the years that it may lie in."""
        return year_of(self.days[1]) if self.days else None

    @property
    def years(self) -> tuple[float, float] | None:
        """Years from the first report to the last; 0 where it is one."""
        ends, days = self.ends, self.days
        if ends is None or days is None:
            return None
        return (0.0, 0.0) if ends[0].report == ends[1].report else days[0].years_to(days[1])

    @property
    def returns(self) -> bool:
        """Whether certainly some time lay between the first and the last."""
        return bool(self.years and round(self.years[0], 1))

    @property
    def enacted_before(self) -> int | None:
        """How many of those before the last time were enacted; None where none is dated."""
        days = self.days
        if days is None:
            return None
        before = [one for one in self.advice if one.day and one.day.is_before(days[1])]
        return sum(one.verdict == ad.ENACTED for one in before)


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two recommendations in like words, and whether one says that it reiterates the other."""

    first: Advice
    second: Advice
    likeness: float

    @property
    def is_same(self) -> bool:
        """Whether they count as the same advice."""
        return self.likeness >= THRESHOLD

    @property
    def is_said(self) -> bool:
        """Whether one is said to reiterate the other."""
        return self.first.id in self.second.reiterates or self.second.id in self.first.reiterates


@dataclass(frozen=True, slots=True)
class Repeated:
    """Advice that asks for the same as earlier advice of another report."""

    earlier: Advice
    later: Advice

    @property
    def years(self) -> tuple[float | None, float | None]:
        """Years between, at least and at most."""
        was, now = self.earlier.day, self.later.day
        return was.years_to(now) if was and now else (None, None)


@dataclass(frozen=True, slots=True)
class Assessor:
    """Somebody who judged advice, and all that he or she judged."""

    label: str
    views: tuple[View, ...]

    def gave(self, verdict: str) -> int:
        """Return how often a verdict was given."""
        return sum(view.verdict == verdict for view in self.views)


@dataclass(frozen=True, slots=True)
class RecurrenceFinding:
    """Which advice returns, and what became of it."""

    as_of: date | None
    everything: AdviceOf
    """All recommendations."""
    whole: tuple[Advice, ...]
    """What stands for whole documents, and is counted nowhere else."""
    topics: tuple[AdviceOf, ...]
    """The topic with most advice first."""
    clusters: tuple[AdviceOf, ...]
    """Advice in like words, by the words in which it was first given."""
    alike: tuple[Likeness, ...]
    pairs_in_all: int
    """How many pairs are as like, listed or not."""
    repeated: tuple[Repeated, ...]
    splits: Mapping[str, tuple[AdviceOf, ...]]
    assessors: tuple[Assessor, ...]
    enacted: tuple[FoundEnacted, ...]
    orphaned: tuple[Orphaned, ...]
    organisational: Mapping[str, str]
    """The topics that are organisational -> what they are called."""
    differences: tuple[Contrast, ...]

    @property
    def advice(self) -> tuple[Advice, ...]:
        """All recommendations, by id."""
        return self.everything.advice

    @property
    def contested(self) -> tuple[Advice, ...]:
        """The recommendations of which it is disputed what became."""
        return tuple(one for one in self.advice if one.is_contested)

    @property
    def returning(self) -> tuple[AdviceOf, ...]:
        """The topics that return after some time."""
        return tuple(topic for topic in self.topics if topic.returns)


def find_recurrence(graph: SparqlGraph) -> RecurrenceFinding:
    """Return how often advice recurs, by topic and by wording, and its fate."""
    advice, whole = ad.read_advice(graph)
    as_of = find_as_of(graph)
    by_id = {one.id: one for one in advice}
    alike = find_alike(
        {one.id: one.text for one in advice}, {one.id: one.report for one in advice}, REVIEW
    )
    organisational = read_organisational(graph)
    return RecurrenceFinding(
        as_of=as_of,
        everything=AdviceOf("all", tuple(advice)),
        whole=tuple(whole),
        topics=tuple(_topics(advice)),
        clusters=tuple(_clusters(alike, by_id)),
        alike=tuple(_likeness(pair, by_id) for pair in alike.pairs),
        pairs_in_all=alike.total,
        repeated=tuple(
            Repeated(by_id[earlier], one)
            for one in advice
            for earlier in sorted(one.reiterates & set(by_id))
        ),
        splits=_split(advice),
        assessors=tuple(_assessors(advice)),
        enacted=tuple(find_enacted(advice)),
        orphaned=tuple(find_orphaned(graph, advice, as_of)),
        organisational=organisational,
        differences=tuple(compare(advice, organisational)),
    )


def span_of(advice: Iterable[Advice]) -> tuple[Advice, Advice] | None:
    """Return the first and the last of some advice, or None where none is dated."""
    dated = [(one.day, one) for one in advice if one.day]
    if not dated:
        return None
    first = min(dated, key=lambda pair: (pair[0].earliest, pair[0].latest, pair[1].id))[1]
    last = max(dated, key=lambda pair: (pair[0].latest, pair[0].earliest, pair[1].id))[1]
    return first, last


def _topics(advice: Sequence[Advice]) -> list[AdviceOf]:
    labels = {topic: label for one in advice for topic, label in one.under.items()}
    groups = ad.group_by((topic, one) for one in advice for topic in one.under)
    ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    return [AdviceOf(labels[topic], tuple(group)) for topic, group in ordered]


def _clusters(alike: Alike, by_id: Mapping[str, Advice]) -> Iterable[AdviceOf]:
    for names in alike.clusters:
        group = tuple(by_id[name] for name in names)
        ends = span_of(group)
        yield AdviceOf((ends[0] if ends else group[0]).text, group)


def _likeness(pair: Pair, by_id: Mapping[str, Advice]) -> Likeness:
    return Likeness(by_id[pair.first], by_id[pair.second], pair.likeness)


def _split(advice: Sequence[Advice]) -> dict[str, tuple[AdviceOf, ...]]:
    """Return the advice by report, by addressee and by decade."""
    addressees = {key: label for one in advice for key, label in one.addressees.items()}
    splits = {
        "report": [(f"{one.report_label} [{one.report}]", one) for one in advice],
        "addressee": [
            (f"{addressees[key]} [{key}]", one) for one in advice for key in one.addressees
        ]
        + [(NOBODY, one) for one in advice if not one.addressees],
        "decade": [(_decade(one), one) for one in advice],
    }
    return {
        name: tuple(AdviceOf(key, tuple(group)) for key, group in ad.group_by(pairs).items())
        for name, pairs in splits.items()
    }


def year_of(day: Span) -> str:
    """Return the year of a day, or the years that it may lie in."""
    first, last = day.earliest.year, day.latest.year
    return str(first) if first == last else f"{first}-{last}"


def _decade(advice: Advice) -> str:
    return (advice.day and advice.day.decade) or "not certain"


def _assessors(advice: Sequence[Advice]) -> Iterable[Assessor]:
    """Yield who judged, by id; one may judge a thing often."""
    views = [view for one in advice for view in one.judgements]
    for by in sorted({view.by for view in views}):
        mine = tuple(view for view in views if view.by == by)
        yield Assessor(mine[-1].by_label, mine)
