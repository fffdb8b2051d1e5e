"""Survival of groups of lives as tables and figures, each cohort counted once.

Lives that one order made and one order ended share one fate; counted each for itself they would
make every interval too narrow and every difference too sure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from kg.analysis.measure import Column, Figure, FigureKind, Series, Table, Value
from kg.history.lives import Life, cohorts, to_one
from kg.history.record import count, years
from kg.history.spans import in_words
from kg.statistics.survival import Lifetime, LogRank, Survival, estimate, log_rank

ALIVE_AFTER = (5, 10)
SHORTEST_SHOWN = 20

COLUMNS = (
    Column("counted", "lives"), Column("cohorts", "cohorts"), Column("ended", "cohorts"),
    Column("median from", "years"), Column("median to", "years"),
    Column("95% from", "years"), Column("95% to", "years"),
    *(Column(f"outlive {n} years, {end}", "%", 0) for n in ALIVE_AFTER for end in ("from", "to")),
    Column("median of single lives from", "years"), Column("median of single lives to", "years"),
)  # fmt: skip

NOTE = (
    "All columns but the last two count each cohort once. Ranges run from the shortest lives that "
    "the record allows (what has no recorded end followed to the last dated fact about it) to the "
    "longest (all of it taken to live now). A median or limit that is not given was not reached."
)


def survive(lives: Sequence[Life]) -> Survival | None:
    """Return the survival of lives, each cohort counted once; None where no length is known."""
    found = cohorts(lives)
    return estimate([to_one(cohort) for cohort in found]) if found else None


def survive_singly(lives: Sequence[Life]) -> Survival | None:
    """Return the survival of lives, each counted; None where no length is known."""
    times = [life for cohort in cohorts(lives) for life in cohort]
    return estimate(times) if times else None


def to_row(lives: Sequence[Life]) -> tuple[Value, ...] | None:
    """Return the survival of lives as the cells of COLUMNS; None where no length is known."""
    once, singly = survive(lives), survive_singly(lives)
    if once is None or singly is None:
        return None
    alive = [_alive(once, age) for age in ALIVE_AFTER]
    return (
        singly.n, once.n, once.ended, *once.median, *once.interval,
        *(end for ends in alive for end in ends), *singly.median,
    )  # fmt: skip


def _alive(found: Survival, age: int) -> tuple[float | None, float | None]:
    """Return the share that outlives an age, per cent; None beyond what was followed."""
    both = ((found.shortest, found.followed), (found.longest, found.observed))
    known = [100 * curve.at(age) for curve, seen in both if age <= seen or curve.at(age) == 0]
    if not known:
        return None, None
    return (min(known) if len(known) == 2 else None), max(known)


def to_table(
    name: str, title: str, groups: Mapping[tuple[str, str], Sequence[Life]], query: str,
    measure: str,
) -> Table:  # fmt: skip
    """Return the survival of groups, keyed by grouping and group; those of no length left out."""
    rows = [(key, lives, to_row(lives)) for key, lives in groups.items()]
    known = [(key, lives, row) for key, lives, row in rows if row is not None]
    return Table(
        name, title, (Column("grouping"), Column("group"), *COLUMNS),
        tuple((*key, *row) for key, _, row in known),
        tuple(tuple(x.id for x in lives if x.to_lifetime() is not None) for _, lives, _ in known),
        query, measure, NOTE,
    )  # fmt: skip


def comparison_table(
    lives: Sequence[Life], groupings: Mapping[str, Callable[[Life], str]], query: str
) -> Table:
    """Return the log-rank test of each grouping at both bounds of the dates, adjusted by Holm."""
    found: list[tuple[str, list[Lifetime], LogRank, LogRank]] = []
    for name, groups in split(lives, groupings).items():
        times = {group: [to_one(c) for c in cohorts(part)] for group, part in groups.items()}
        ended = {group: [x.ended for x in part] for group, part in times.items()}
        short = log_rank({g: ([x.shortest for x in part], ended[g]) for g, part in times.items()})
        long = log_rank({g: ([x.longest for x in part], ended[g]) for g, part in times.items()})
        if short is not None and long is not None:
            found.append((name, [x for part in times.values() for x in part], short, long))
    adjusted = holm([max(short.p, long.p) for _, _, short, long in found])
    return Table(
        "tests", "Do groups of bodies differ in survival?",
        (Column("grouping"), Column("cohorts", "cohorts"), Column("degrees of freedom", "degrees"),
         Column("chi-square, shortest lives", "", 2), Column("chi-square, longest lives", "", 2),
         Column("p, larger of both", "", 4), Column("p adjusted", "", 4)),
        tuple(
            (name, len(times), max(short.freedom, long.freedom), short.statistic, long.statistic,
             max(short.p, long.p), p)
            for (name, times, short, long), p in zip(found, adjusted, strict=True)
        ),
        tuple(tuple(sorted(x.id for x in times)) for _, times, _, _ in found),
        query, "log-rank",
        "Each cohort is counted once, under the name of its first body. One reorganisation may "
        "have made several cohorts, so true p-values may still be larger.",
    )  # fmt: skip


def cohort_table(known: Sequence[Life], query: str) -> Table:
    """Return the cohorts of two bodies and more, the largest first."""
    label = {life.id: life for life in known}
    many = sorted((c for c in cohorts(known) if len(c) > 1), key=lambda c: (-len(c), c[0].id))
    first = [label[cohort[0].id] for cohort in many]
    return Table(
        "cohorts", "Bodies made and ended by one order",
        (Column("the first of them"), Column("bodies", "bodies"), Column("born"), Column("ended"),
         Column("tier"), Column("jurisdiction"), Column("from", "years"), Column("to", "years")),
        tuple(
            (life.label, len(cohort), in_words(life.born), in_words(life.ended), life.tier,
             life.jurisdiction, to_one(cohort).shortest, to_one(cohort).longest)
            for life, cohort in zip(first, many, strict=True)
        ),
        tuple(tuple(time.id for time in cohort) for cohort in many),
        query, "survival",
        "Those without an end are followed to the day on which any of them was last seen.",
    )  # fmt: skip


def shorcomparison_table(known: Sequence[Life], query: str) -> Table:
    """Return the shortest-lived of what has ended, a cohort as one row."""
    label = {life.id: life for life in known}
    ended = [(to_one(cohort), cohort) for cohort in cohorts(known) if cohort[0].ended]
    ended.sort(key=lambda pair: (pair[0].longest, pair[0].shortest, pair[0].id))
    shown = [(label[time.id], time, cohort) for time, cohort in ended[:SHORTEST_SHOWN]]
    return Table(
        "shortest", "The shortest-lived bodies that have ended",
        (Column("body"), Column("others of its cohort", "bodies"), Column("born"), Column("ended"),
         Column("from", "years"), Column("to", "years"), Column("tier")),
        tuple(
            (life.label, len(cohort) - 1, in_words(life.born), in_words(life.ended),
             time.shortest, time.longest, life.tier)
            for life, time, cohort in shown
        ),
        tuple(tuple(time.id for time in cohort) for _, _, cohort in shown),
        query, "survival",
        f"{len(shown)} of {count(len(ended), 'cohort')} that have ended, by the longest life their "
        "dates allow.",
    )  # fmt: skip


def split(
    lives: Sequence[Life], groupings: Mapping[str, Callable[[Life], str]]
) -> dict[str, dict[str, list[Life]]]:
    """Return the lives by grouping and group, groups in alphabetical order."""
    found: dict[str, dict[str, list[Life]]] = {}
    for name, key in groupings.items():
        groups: dict[str, list[Life]] = {}
        for life in lives:
            groups.setdefault(key(life), []).append(life)
        found[name] = {group: groups[group] for group in sorted(groups)}
    return found


def holm(values: Sequence[float]) -> list[float]:
    """Return p-values adjusted for their number by Holm's step-down method, in the same order.

    >>> holm([0.01, 0.04, 0.03])
    [0.03, 0.06, 0.06]
    """
    adjusted, reached = [0.0] * len(values), 0.0
    for rank, i in enumerate(sorted(range(len(values)), key=values.__getitem__)):
        reached = max(reached, min(1.0, (len(values) - rank) * values[i]))
        adjusted[i] = reached
    return adjusted


def median_in_words(found: Survival, interval: tuple[float | None, float | None]) -> str:
    """Return a median in words: its range, its interval, or that it was not reached."""
    low, high = found.median
    first, last = interval
    if low is None or first is None:
        return "fewer than half are known to have ended, so no median life is given"
    limits = (
        f"95% interval from {first:.1f}, no upper limit"
        if last is None
        else f"95% interval {first:.1f} to {last:.1f}"
    )
    if high is None:
        return f"the age that half do not outlive is {low:.1f} years or more ({limits})"
    return f"half do not outlive {years(low, high)} ({limits})"


def to_figure(name: str, title: str, parts: Mapping[str, Survival], of: str) -> Figure:
    """Return the curves of groups as a figure; `of` says what `n` counts."""
    series = tuple(to_series(f"{label} (n = {found.n:,})", found) for label, found in parts.items())
    return Figure(
        name, title, FigureKind.steps, series, "age (years)", "share still in being",
        "Kaplan-Meier estimate, drawn as far as a tenth of each group was followed. Line: what "
        "has no recorded end is followed to the last dated fact about it; shaded up to where the "
        f"line runs if all of it lives now. n counts {of}.",
    )  # fmt: skip


def to_series(label: str, found: Survival) -> Series:
    """Return the curve of the shortest lives, with a band up to that of the longest."""
    steps = {0.0, *found.shortest.times, *found.longest.times, found.drawn}
    ages = sorted(age for age in steps if age <= found.drawn)
    y = tuple(round(found.shortest.at(age), 4) for age in ages)
    other = tuple(round(found.longest.at(age), 4) for age in ages)
    return Series(
        label, tuple(round(age, 4) for age in ages), y,
        tuple(map(min, y, other)), tuple(map(max, y, other)),
    )  # fmt: skip
