"""The analysis `lifetimes`: how long bodies, programmes and strategies live."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from kg.analysis import lifetable
from kg.analysis.measure import Analysis, Column, Figure, Measure, Sentence, Table
from kg.analysis.strategies import STRATEGIES, read_strategies
from kg.analysis.strategies import to_table as strategies_table
from kg.engine.graph import SparqlGraph
from kg.history.lives import (
    DATES,
    PUBLIC_KINDS,
    Life,
    cohorts,
    decade,
    lives_query,
    read_lives,
)
from kg.history.record import AS_OF_RULE, Span, count, find_as_of
from kg.statistics.resample import DRAWS, median_interval

SIGNIFICANT = 0.05
LOOSE = 1.0

GROUPINGS: Mapping[str, Callable[[Life], str]] = {
    "tier": lambda life: life.tier,
    "IT role": lambda life: life.it_role,
    "jurisdiction": lambda life: life.jurisdiction,
    "decade of birth": lambda life: decade(life.born),
}

MEASURES = (
    Measure(
        "survival", "Survival of bodies",
        "The share of bodies that outlive an age, and the age that half of them do not outlive. "
        "A body is one legal or administrative existence (Body or Unit); a new name is no new "
        "body, and groups that stand for many bodies are not counted. Bodies of one tier and "
        "jurisdiction that begin on one day and end on one day (or have no recorded end) are a "
        "cohort: one order made them and one ended them, so they are one observation. Each cohort "
        "counts once, followed as long as any of it; single lives stand beside. Where dates are "
        "not known to the day, only members of one group are a cohort.",
        "S(t) = product over ages t_i <= t at which cohorts ended of (1 - d_i / n_i); d_i ended at "
        "t_i, n_i had not ended before; 95% limits from Greenwood's variance on the log-log scale; "
        "the limits of the median are where those of S cross one half; the interval for single "
        f"lives from {DRAWS:,} samples of whole cohorts",
        "Kaplan and Meier (1958), J Am Stat Assoc 53:457; Brookmeyer and Crowley (1982), "
        "Biometrics 38:29; Davison and Hinkley (1997), Bootstrap Methods and their Application, "
        "3.8; cohorts: own definition",
        DATES,
    ),
    Measure(
        "log-rank", "Difference between groups",
        "Whether groups of bodies end at the same rate, each cohort counted once. The p-value is "
        "the chance of a difference as large if they did; it is adjusted for the number of "
        "groupings tried.",
        "chi-square of observed less expected ends, k - 1 degrees of freedom; p adjusted by Holm",
        "Mantel (1966), Cancer Chemother Rep 50:163; Holm (1979), Scand J Stat 6:65",
        "Computed at the shortest and the longest lives; the larger p counts.",
    ),
    Measure(
        "programme-survival", "Survival of programmes and strategies",
        "As for bodies. A programme lives from its start to its end; a strategy from its "
        "publication until the first document that a claim says superseded it.",
        "as for the survival of bodies",
        "Kaplan and Meier (1958), J Am Stat Assoc 53:457",
        DATES + " A strategy that nothing is said to have superseded is followed to the day that "
        "counts as now: it may have been forgotten long before.",
    ),
)  # fmt: skip

Works = Mapping[str, Sequence[Life]]


def analyse(graph: SparqlGraph) -> Analysis:
    """Return how long bodies, programmes and strategies live; MissingExtra without scipy."""
    as_of = find_as_of(graph)
    lives = read_lives(graph, as_of)
    programmes = read_lives(graph, as_of, ["Programme"])
    strategies, ends = read_strategies(graph, as_of)
    bodies = [life for life in lives if life.kind in PUBLIC_KINDS]
    known = [life for life in bodies if life.to_lifetime() is not None]
    works = {"programmes": programmes, "strategies": strategies}
    query = lives_query(PUBLIC_KINDS)
    groups = {
        (name, group): part
        for name, parts in lifetable.split(known, GROUPINGS).items()
        for group, part in parts.items()
    }
    tests = lifetable.comparison_table(known, GROUPINGS, query)
    made = (
        lifetable.to_table(
            "bodies", "Survival of bodies", {("all", "all bodies"): known, **groups}, query,
            "survival",
        ),
        tests,
        lifetable.cohort_table(known, query),
        lifetable.shorcomparison_table(known, query),
        _sensitivity(lives),
        lifetable.to_table(
            "works", "Survival of programmes and strategies",
            {("work", name): part for name, part in works.items()},
            "\n\n".join((lives_query(["Programme"]), STRATEGIES)), "programme-survival",
        ),
        strategies_table(strategies, ends),
    )  # fmt: skip
    return Analysis(
        name="lifetimes",
        title="Lifetimes",
        question="How long do the bodies, programmes and strategies of NHS IT live?",
        as_of=as_of.isoformat() if as_of else None,
        measures=MEASURES,
        tables=made,
        sentences=tuple(_sentences(bodies, known, tests, works)),
        limits=tuple(_limits(bodies, works, known, made[-1])),
        figures=tuple(_figures(known, works)),
    )


def _sensitivity(lives: Sequence[Life]) -> Table:
    """Return how the result for bodies moves when a choice of this analysis is made otherwise."""
    bodies = [life for life in lives if life.kind in PUBLIC_KINDS]
    exact = [x for x in bodies if x.born and x.born.is_exact and (not x.ended or x.ended.is_exact)]
    choices = [
        ("as in the main table", bodies),
        ("what has no end followed to the last dated fact", [_seen(x) for x in bodies]),
        ("what has no end taken to live now", [_alive(x) for x in bodies]),
        ("only bodies whose dates are known to the day", exact),
        ("groups of bodies counted too", [x for x in lives if x.kind != "Company"]),
        ("groups of bodies and companies counted too", lives),
    ]
    rows = [(name, part, lifetable.to_row(part)) for name, part in choices]
    known = [(name, part, row) for name, part, row in rows if row is not None]
    return Table(
        "sensitivity", "The same with other choices",
        (Column("choice"), *lifetable.COLUMNS),
        tuple((name, *row) for name, _, row in known),
        tuple(tuple(x.id for x in part if x.to_lifetime() is not None) for _, part, _ in known),
        lives_query(), "survival", lifetable.NOTE,
    )  # fmt: skip


def _seen(life: Life) -> Life:
    day = life.followed
    return replace(life, followed=Span(day.earliest, day.earliest) if day else None)


def _alive(life: Life) -> Life:
    day = life.followed
    return replace(life, followed=Span(day.latest, day.latest) if day else None)


def _sentences(
    bodies: Sequence[Life], known: Sequence[Life], tests: Table, works: Works
) -> Iterable[Sentence]:
    ids = tuple(life.id for life in known)
    once, singly = lifetable.survive(known), lifetable.survive_singly(known)
    if once and singly:
        left = len(bodies) - len(known)
        yield Sentence(
            f"{count(len(known), 'body', 'bodies')} of {len(bodies):,} in the record "
            f"{'has' if len(known) == 1 else 'have'} a known beginning and "
            f"{'is' if len(known) == 1 else 'are'} counted here; {left:,} are left out.",
            "survival", ids,
        )  # fmt: skip
        half = lifetable.median_in_words(once, once.interval)
        yield Sentence(
            "By cohorts, so that what one order made and one order ended counts once "
            f"({count(once.n, 'cohort')}, {once.ended:,} ended), {half}.",
            "survival", ids,
        )  # fmt: skip
        alive = [life for life in known if life.ended is None]
        if alive and once.median[0] != once.median[1]:
            yield Sentence(
                f"The low end follows {count(len(alive), 'body', 'bodies')} without a recorded end "
                "only to the last dated fact about them; the high end takes all of them to live "
                "now. Dates that are not known to the day widen it further.",
                "survival", tuple(life.id for life in alive),
            )  # fmt: skip
        largest = max(cohorts(known), key=len)
        if len(largest) > 1:
            interval = median_interval(cohorts(known))
            yield Sentence(
                f"By single bodies ({singly.n:,}, {singly.ended:,} ended), "
                f"{lifetable.median_in_words(singly, interval)}; the largest cohort alone is "
                f"{100 * len(largest) / singly.n:.0f}% of them.",
                "survival", ids,
            )  # fmt: skip
    for group, members in lifetable.split(known, {"it": GROUPINGS["IT role"]})["it"].items():
        found = lifetable.survive(members)
        if found:
            half = lifetable.median_in_words(found, found.interval)
            yield Sentence(
                f"Where the record says “{group}”, {half}; {count(found.n, 'cohort')}, "
                f"{found.ended:,} ended.",
                "survival", tuple(life.id for life in members),
            )  # fmt: skip
    yield from _tested(tests)
    for name, lives in works.items():
        found = lifetable.survive(lives)
        if found:
            half = lifetable.median_in_words(found, found.interval)
            yield Sentence(
                f"Of {count(found.n, 'cohort')} of {name} whose beginning is known, "
                f"{found.ended:,} {'is' if found.ended == 1 else 'are'} known to have ended; "
                f"{half}.",
                "programme-survival", tuple(x.id for x in lives if x.to_lifetime() is not None),
            )  # fmt: skip


def _tested(tests: Table) -> Iterable[Sentence]:
    for row, ids in zip(tests.to_rows(), tests.ids, strict=True):
        p = row["p adjusted"]
        assert isinstance(p, float)
        verdict = "differ" if p < SIGNIFICANT else "are not shown to differ"
        yield Sentence(
            f"Survival by {row['grouping']}: the groups {verdict} (log-rank, adjusted "
            f"p {'< 0.0001' if p < 0.0001 else f'= {p:.4f}'}).",
            "log-rank", ids,
        )  # fmt: skip


def _limits(
    bodies: Sequence[Life], works: Works, known: Sequence[Life], superseded: Table
) -> Iterable[str]:
    yield AS_OF_RULE
    unborn = [life for life in bodies if life.born is None]
    if unborn:
        yield (
            f"Left out for want of a recorded beginning: {len(unborn):,} of "
            f"{count(len(bodies), 'body', 'bodies')}, of which "
            f"{sum(x.ended is not None for x in unborn):,} ended."
        )
    everything = [*bodies, *(life for lives in works.values() for life in lives)]
    wrong = [life.id for life in everything if life.is_contradiction]
    if wrong:
        yield f"Ended before they began, and left out: {', '.join(wrong)}."
    times = [time for life in known if (time := life.to_lifetime()) is not None]
    ended = [time for time in times if time.ended]
    loose = [time for time in ended if time.longest - time.shortest >= LOOSE]
    if loose:
        yield (
            "Ended lives of bodies whose length is uncertain by a year or more: "
            f"{len(loose):,} of {len(ended):,}. The results at the shortest and the longest lives "
            "are two estimates, not strict bounds of what lies between."
        )
    if any(not time.ended for time in times):
        alive = sum(not time.ended for time in times)
        yield (
            f"Bodies without a recorded end: {alive:,} of {len(times):,}. Some may have ended "
            "unrecorded, so the high ends of the ranges may be too high."
        )
    for name, lives in works.items():
        missing = sum(life.born is None for life in lives)
        if missing:
            of = f"{len(lives):,} {name}"
            yield f"Left out for want of a recorded beginning: {missing:,} of {of}."
    unsure = superseded.column("confidence of that claim").count("low")
    if unsure:
        yield (
            "Strategies whose end rests on a claim of low confidence: "
            f"{unsure:,} of {len(superseded.rows):,}."
        )
    if known:
        yield (
            "The record is a collection, not a census: bodies that were written about, and bodies "
            "that ended, are likelier to be in it."
        )


def _figures(known: Sequence[Life], works: Works) -> Iterable[Figure]:
    once, singly = lifetable.survive(known), lifetable.survive_singly(known)
    if once and singly:
        curves = {"cohorts": once, **({"single bodies": singly} if singly.n > once.n else {})}
        yield lifetable.to_figure(
            "bodies", "Survival of bodies", curves, "cohorts (one order made and ended) or bodies"
        )
    for name in ("tier", "IT role"):
        parts = lifetable.split(known, {name: GROUPINGS[name]})[name]
        found = {g: s for g, part in parts.items() if (s := lifetable.survive(part)) and s.ended}
        if len(found) > 1:
            yield lifetable.to_figure(
                name.lower().replace(" ", "-"), f"Survival of bodies by {name}", found, "cohorts"
            )
    found = {n: s for n, part in works.items() if (s := lifetable.survive(part)) and s.ended}
    if found:
        yield lifetable.to_figure(
            "works", "Survival of programmes and strategies", found, "cohorts"
        )
