"""What `lifetimes` says in words: its measures, its sentences and what it leaves out."""

from __future__ import annotations

from collections.abc import Iterable

from kg.analysis.lifetable import median_in_words
from kg.analysis.lifetimes.finding import IT_ROLE, LifetimesFinding
from kg.analysis.measure import Measure, Sentence
from kg.history.lives import DATES, Life
from kg.history.solutions import AS_OF_RULE
from kg.model.spelling import count
from kg.statistics.resample import DRAWS

LOOSE = 1.0
"""Years from which on a length is told as uncertain."""

MEASURES = (
    Measure(
        name="survival",
        title="Survival of bodies",
        definition="The share of bodies that outlive an age, and the age that half of them do not "
        "outlive. "
        "A body is one legal or administrative existence (Body or Unit); a new name is no new "
        "body, and groups that stand for many bodies are not counted. Bodies of one tier and "
        "jurisdiction that begin on one day and end on one day (or have no recorded end) are a "
        "cohort: one order made them and one ended them, so they are one observation. Each cohort "
        "counts once, followed as long as any of it; single lives stand beside. Where dates are "
        "not known to the day, only members of one group are a cohort.",
        formula="S(t) = product over ages t_i <= t at which cohorts ended of (1 - d_i / n_i); d_i "
        "ended at "
        "t_i, n_i had not ended before; 95% limits from Greenwood's variance on the log-log scale; "
        "the limits of the median are where those of S cross one half; the interval for single "
        f"lives from {DRAWS:,} samples of whole cohorts",
        source="Kaplan and Meier (1958), J Am Stat Assoc 53:457; Brookmeyer and Crowley (1982), "
        "Biometrics 38:29; Davison and Hinkley (1997), Bootstrap Methods and their Application, "
        "3.8; cohorts: own definition",
        dates=DATES,
    ),
    Measure(
        name="log-rank",
        title="Difference between groups",
        definition="Whether groups of bodies end at the same rate, each cohort counted once. The "
        "p-value is "
        "the chance of a difference as large if they did; it is adjusted for the number of "
        "groupings tried.",
        formula="chi-square of observed less expected ends, k - 1 degrees of freedom; p adjusted "
        "by Holm",
        source="Mantel (1966), Cancer Chemother Rep 50:163; Holm (1979), Scand J Stat 6:65",
        dates="Computed at the shortest and the longest lives; the larger p counts.",
    ),
    Measure(
        name="programme-survival",
        title="Survival of programmes and strategies",
        definition="As for bodies. A programme lives from its start to its end; a strategy from "
        "its "
        "publication until the first document that a claim says superseded it.",
        formula="as for the survival of bodies",
        source="Kaplan and Meier (1958), J Am Stat Assoc 53:457",
        dates=DATES
        + " A strategy that nothing is said to have superseded is followed to the day that "
        "counts as now: it may have been forgotten long before.",
    ),
)


def say(found: LifetimesFinding) -> Iterable[Sentence]:
    """Yield what the finding says: of all bodies, of groups, of tests, of works."""
    yield from _of_bodies(found)
    for group in found.by(IT_ROLE):
        once = group.once
        half = median_in_words(once, once.interval)
        yield Sentence(
            f"Where the record says “{group.group}”, {half}; {count(once.n, 'cohort')}, "
            f"{once.ended:,} ended.",
            "survival",
            group.ids,
        )
    for test in found.comparisons:
        verdict = "differ" if test.differs else "are not shown to differ"
        p = "< 0.0001" if test.adjusted < 0.0001 else f"= {test.adjusted:.4f}"
        yield Sentence(
            f"Survival by {test.grouping}: the groups {verdict} (log-rank, adjusted p {p}).",
            "log-rank",
            test.cohorts,
        )
    for group in found.works_survival:
        once = group.once
        half = median_in_words(once, once.interval)
        yield Sentence(
            f"Of {count(once.n, 'cohort')} of {group.group} whose beginning is known, "
            f"{once.ended:,} {'is' if once.ended == 1 else 'are'} known to have ended; {half}.",
            "programme-survival",
            group.ids,
        )


def _of_bodies(found: LifetimesFinding) -> Iterable[Sentence]:
    if found.everybody is None:
        return
    known, ids = found.known, found.everybody.ids
    once, singly = found.everybody.once, found.everybody.singly
    yield Sentence(
        "Of bodies by cohorts, so that what one order made and one order ended counts once "
        f"({count(once.n, 'cohort')}, {once.ended:,} ended), "
        f"{median_in_words(once, once.interval)}.",
        "survival",
        ids,
    )
    yield Sentence(
        f"{count(len(known), 'body', 'bodies')} of {len(found.bodies):,} in the record "
        f"{'has' if len(known) == 1 else 'have'} a known beginning and "
        f"{'is' if len(known) == 1 else 'are'} counted here; "
        f"{len(found.bodies) - len(known):,} are left out.",
        "survival",
        ids,
    )
    alive = [life for life in known if life.ended is None]
    if alive and once.median[0] != once.median[1]:
        yield Sentence(
            f"The low end follows {count(len(alive), 'body', 'bodies')} without a recorded end "
            "only to the last dated fact about them; the high end takes all of them to live "
            "now. Dates that are not known to the day widen it further.",
            "survival",
            tuple(life.id for life in alive),
        )
    largest = max(len(order.ids) for order in found.orders)
    if largest > 1:
        yield Sentence(
            f"By single bodies ({singly.n:,}, {singly.ended:,} ended), "
            f"{median_in_words(singly, found.interval)}; the largest cohort alone is "
            f"{100 * largest / singly.n:.0f}% of them.",
            "survival",
            ids,
        )


def tell_limits(found: LifetimesFinding) -> Iterable[str]:
    """Yield what the numbers leave out."""
    yield AS_OF_RULE
    unborn = [life for life in found.bodies if life.born is None]
    if unborn:
        yield (
            f"Left out for want of a recorded beginning: {len(unborn):,} of "
            f"{count(len(found.bodies), 'body', 'bodies')}, of which "
            f"{sum(x.ended is not None for x in unborn):,} ended."
        )
    everything = [*found.bodies, *(life for lives in found.works.values() for life in lives)]
    wrong = [life.id for life in everything if life.is_contradiction]
    if wrong:
        yield f"Ended before they began, and left out: {', '.join(wrong)}."
    yield from _of_lengths(found.known)
    for name, lives in found.works.items():
        missing = sum(life.born is None for life in lives)
        if missing:
            of = f"{len(lives):,} {name}"
            yield f"Left out for want of a recorded beginning: {missing:,} of {of}."
    unsure = sum(strategy.is_doubtful for strategy in found.superseded)
    if unsure:
        yield (
            "Strategies whose end rests on a claim of low confidence: "
            f"{unsure:,} of {len(found.superseded):,}."
        )
    if found.known:
        yield (
            "The record is a collection, not a census: bodies that were written about, and bodies "
            "that ended, are likelier to be in it."
        )


def _of_lengths(known: Iterable[Life]) -> Iterable[str]:
    times = [time for life in known if (time := life.to_lifetime()) is not None]
    ended = [time for time in times if time.ended]
    loose = [time for time in ended if time.longest - time.shortest >= LOOSE]
    if loose:
        yield (
            "Ended lives of bodies whose length is uncertain by a year or more: "
            f"{len(loose):,} of {len(ended):,}. The results at the shortest and the longest lives "
            "are two estimates, not strict bounds of what lies between."
        )
    alive = len(times) - len(ended)
    if alive:
        yield (
            f"Bodies without a recorded end: {alive:,} of {len(times):,}. Some may have ended "
            "unrecorded, so the high ends of the ranges may be too high."
        )
