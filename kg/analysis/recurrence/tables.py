"""The tables of `recurrence`."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from kg.analysis.measure import Cells, Column, Table, Value, tabulate
from kg.analysis.recurrence.fates import ORGANISATIONAL, Contrast, FoundEnacted, Share
from kg.analysis.recurrence.finding import (
    AdviceOf,
    Assessor,
    Likeness,
    RecurrenceFinding,
    Repeated,
)
from kg.history import advice as ad
from kg.history import advice_queries as asked
from kg.history.advice import Advice
from kg.history.orphaned import Orphaned
from kg.history.succession import HEIRS
from kg.model.dates import in_words

MANY = "recommendations"
OWN_ONLY = "own reading only"


def _came_to(verdict: str) -> tuple[Column, Callable[[AdviceOf], Value]]:
    return Column(ad.spell(verdict), MANY), lambda group: group.came_to[verdict]


def _gave(verdict: str) -> tuple[Column, Callable[[Assessor], Value]]:
    return Column(ad.spell(verdict), "assessments"), lambda assessor: assessor.gave(verdict)


VERDICTS: Cells[AdviceOf] = (
    *(_came_to(v) for v in (*ad.OUTCOMES, ad.UNKNOWN, ad.UNASSESSED, ad.CONTESTED)),
    (Column(OWN_ONLY, MANY), lambda group: group.own_readings),
)
RECURS: Cells[AdviceOf] = (
    (Column("times advised", MANY), lambda group: len(group.advice)),
    (Column("reports", "reports"), lambda group: group.reports),
    (Column("first"), lambda group: group.first_year),
    (Column("last"), lambda group: group.last_year),
    (Column("years at least", "years"), lambda group: group.years[0] if group.years else None),
    (Column("years at most", "years"), lambda group: group.years[1] if group.years else None),
    (Column("enacted before the last time", MANY), lambda group: group.enacted_before),
    *VERDICTS,
)
PAIRS: Cells[Likeness] = (
    (Column("recommendation"), lambda pair: pair.first.id),
    (Column("advice"), lambda pair: pair.first.text),
    (Column("other"), lambda pair: pair.second.id),
    (Column("advice of the other"), lambda pair: pair.second.text),
    (Column("likeness", "cosine", 2), lambda pair: pair.likeness),
    (Column("counted as the same"), lambda pair: pair.is_same),
    (Column("said to reiterate"), lambda pair: pair.is_said),
)
REPEATED: Cells[Repeated] = (
    (Column("earlier"), lambda one: one.earlier.id),
    (Column("advice"), lambda one: one.earlier.text),
    (Column("again in"), lambda one: one.later.id),
    (Column("as repeated"), lambda one: one.later.text),
    (Column("years at least", "years"), lambda one: one.years[0]),
    (Column("years at most", "years"), lambda one: one.years[1]),
    (Column("what became of the earlier"), lambda one: ad.spell(one.earlier.verdict)),
)
ASSESSORS: Cells[Assessor] = (
    (Column("assessor"), lambda one: one.label),
    (Column("assessments", "assessments"), lambda one: len(one.views)),
    *(_gave(verdict) for verdict in (*ad.OUTCOMES, ad.UNKNOWN)),
    (Column("own reading of this project"), lambda one: one.views[0].is_own),
)
CONTESTED: Cells[Advice] = (
    (Column("recommendation"), lambda one: one.id),
    (Column("advice"), lambda one: one.text),
    (Column("who says what"), lambda one: _who_says_what(one)),
)
ENACTMENT: Cells[FoundEnacted] = (
    (Column("advice"), lambda one: one.advice.text),
    (Column("reported"), lambda one: in_words(one.reported)),
    (Column("found enacted"), lambda one: in_words(one.found)),
    (Column("years at least", "years"), lambda one: one.years[0]),
    (Column("years at most", "years"), lambda one: one.years[1]),
    (Column("found by"), lambda one: one.first.by_label),
)
ABOLISHED: Cells[Orphaned] = (
    (Column("advice"), lambda one: one.advice.text),
    (Column("addressee"), lambda one: one.addressee),
    (Column("reported"), lambda one: in_words(one.reported)),
    (Column("addressee ended"), lambda one: in_words(one.ended)),
    (Column("verdict"), lambda one: ad.spell(one.advice.verdict)),
    (Column(OWN_ONLY), lambda one: one.advice.is_own_reading),
    (Column("heirs today"), lambda one: ", ".join(one.heirs) or None),
)
SHARES: Cells[tuple[Contrast, Share]] = (
    (Column("counted"), lambda one: one[0].counted),
    (Column("advice"), lambda one: one[1].kind),
    (Column(MANY, MANY), lambda one: one[1].advice),
    (Column("settled", MANY), lambda one: len(one[1].settled)),
    (Column("hits", MANY), lambda one: one[1].hits),
    (Column("share", "%"), lambda one: one[1].percent),
    (Column("share at least", "%"), lambda one: one[1].bounds[0] if one[1].bounds else None),
    (Column("share at most", "%"), lambda one: one[1].bounds[1] if one[1].bounds else None),
)
TESTS: Cells[Contrast] = (
    (Column("counted"), lambda one: one.counted),
    (Column("odds ratio", "", 2), lambda one: one.odds_ratio),
    (Column("p, Fisher's exact test", "", 4), lambda one: one.p),
)


def make_tables(found: RecurrenceFinding) -> Iterable[Table]:
    """Yield advice by topic and wording, what became of it by several splits, and its fate."""
    yield _recurring("topics", "Advice by topic", "topic", found.topics, asked.TOPICS, "topic")
    yield _recurring(
        "wording",
        "The same advice in like words",
        "advice, as first given",
        found.clusters,
        "",
        "wording",
    )
    listed, total = len(found.alike), found.pairs_in_all
    yield tabulate(
        "pairs",
        "Pairs of like wording, for review",
        found.alike,
        PAIRS,
        lambda pair: (pair.first.id, pair.second.id),
        query=asked.ADVICE + asked.REITERATES,
        measure="wording",
        note=f"The {listed:,} most alike of {total:,} pairs." if total > listed else "",
    )
    yield tabulate(
        "reiterated",
        "Advice that repeats earlier advice",
        found.repeated,
        REPEATED,
        lambda one: (one.earlier.id, one.later.id),
        query=asked.REITERATES,
        measure="repeated",
    )
    yield from _verdicts(found)
    yield from _fates(found)


def _recurring(
    name: str, title: str, column: str, groups: Iterable[AdviceOf], more: str, measure: str
) -> Table:
    cells: Cells[AdviceOf] = ((Column(column), lambda group: group.name), *RECURS)
    return tabulate(
        name,
        title,
        groups,
        cells,
        lambda group: group.ids,
        query=asked.ADVICE + more,
        measure=measure,
    )


def _verdicts(found: RecurrenceFinding) -> Iterable[Table]:
    for name, groups in found.splits.items():
        cells: Cells[AdviceOf] = (
            (Column(name), lambda group: group.name),
            (Column(MANY, MANY), lambda group: len(group.advice)),
            *VERDICTS,
        )
        yield tabulate(
            f"by-{name}",
            f"Verdicts by {name}",
            groups,
            cells,
            lambda group: group.ids,
            query=asked.ADVICE + asked.ADDRESSEES + asked.VERDICTS,
            measure="verdict",
        )
    yield tabulate(
        "by-assessor",
        "Verdicts by who gave them",
        found.assessors,
        ASSESSORS,
        lambda one: (view.id for view in one.views),
        query=asked.VERDICTS,
        measure="verdict",
    )
    yield tabulate(
        "contested",
        "Contested verdicts",
        found.contested,
        CONTESTED,
        lambda one: (one.id, *(view.id for view in one.judgements)),
        query=asked.ADVICE + asked.VERDICTS,
        measure="verdict",
    )


def _fates(found: RecurrenceFinding) -> Iterable[Table]:
    yield tabulate(
        "enactment",
        "Time until advice was found enacted",
        found.enacted,
        ENACTMENT,
        lambda one: (one.advice.id, one.first.id),
        query=asked.VERDICTS,
        measure="enactment",
    )
    yield tabulate(
        "abolished",
        "Advice whose addressee was abolished afterwards",
        found.orphaned,
        ABOLISHED,
        lambda one: (one.advice.id, one.body, *one.heirs),
        query=asked.ADDRESSEES + HEIRS,
        measure="abolished",
    )
    query = asked.ADVICE + asked.TOPICS + asked.VERDICTS + ORGANISATIONAL
    topics = ", ".join(sorted(found.organisational.values()))
    yield tabulate(
        "organisational",
        "Organisational advice against the rest",
        [(one, share) for one in found.differences for share in one.shares],
        SHARES,
        lambda one: (advice.id for advice in one[1].settled),
        query=query,
        measure="organisational",
        note=f"Organisational topics: {topics or 'none'}.",
    )
    yield tabulate(
        "organisational-test",
        "Is the difference more than chance?",
        [one for one in found.differences if one.can_be_tested],
        TESTS,
        lambda one: one.ids,
        query=query,
        measure="organisational",
    )


def _who_says_what(advice: Advice) -> str:
    return "; ".join(
        f"{view.by_label}: {ad.spell(view.verdict)} ({in_words(view.day) or 'undated'})"
        for view in advice.judgements
    )
