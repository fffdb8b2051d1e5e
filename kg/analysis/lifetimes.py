"""The analysis `lifetimes`: how long bodies, programmes and strategies live."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from kg.analysis.lives import (
    DATES,
    PUBLIC_KINDS,
    Life,
    decade,
    in_words,
    lives_query,
    read_lives,
)
from kg.analysis.measure import (
    Analysis,
    Column,
    Figure,
    FigureKind,
    Measure,
    Sentence,
    Series,
    Table,
    Value,
)
from kg.analysis.record import AS_OF_RULE, count, find_as_of, rows, to_span, years
from kg.analysis.survival import Curve, Lifetime, LogRank, Survival, estimate, log_rank
from kg.graph.store import Graph

SHORTEST_SHOWN = 20
ALIVE_AFTER = (2, 5, 10)
SIGNIFICANT = 0.05

STRATEGIES = """
SELECT ?strategy ?label ?bornEarliest ?bornLatest ?heir ?claim ?saidEarliest ?saidLatest
       ?heirEarliest ?heirLatest WHERE {
  ?strategy a nhsit:Strategy .
  OPTIONAL { ?strategy skos:prefLabel ?label }
  OPTIONAL { ?strategy nhsit:dateEarliest ?bornEarliest ; nhsit:dateLatest ?bornLatest }
  OPTIONAL {
    ?claim a nhsit:Claim ; rdf:predicate nhsit:supersedes ; rdf:object ?strategy ;
           rdf:subject ?heir .
    OPTIONAL { ?claim nhsit:rank ?rank }
    FILTER(!BOUND(?rank) || ?rank != nhsit:Deprecated)
    OPTIONAL { ?claim nhsit:startEarliest ?saidEarliest ; nhsit:startLatest ?saidLatest }
    OPTIONAL { ?heir nhsit:dateEarliest ?heirEarliest ; nhsit:dateLatest ?heirLatest }
  }
}"""

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
        "A body is one legal or administrative existence (Body or Unit); a new name is no new body.",
        "S(t) = product over ages t_i <= t at which bodies ended of (1 - d_i / n_i); d_i ended at "
        "t_i, n_i had not ended before; 95% limits from Greenwood's variance on the log-log scale; "
        "the limits of the median are where those of S cross one half",
        "Kaplan and Meier (1958), J Am Stat Assoc 53:457; Brookmeyer and Crowley (1982), "
        "Biometrics 38:29",
        DATES,
    ),
    Measure(
        "log-rank", "Difference between groups",
        "Whether groups of bodies end at the same rate. The p-value is the chance of a difference "
        "as large if they did; it is adjusted for the number of groupings tried.",
        "chi-square of observed less expected ends, k - 1 degrees of freedom; p adjusted by Holm",
        "Mantel (1966), Cancer Chemother Rep 50:163; Holm (1979), Scand J Stat 6:65",
        "Computed at the shortest and the longest lives; the larger p counts.",
    ),
    Measure(
        "programme-survival", "Survival of programmes and strategies",
        "As for bodies. A programme lives from its start to its end; a strategy from its "
        "publication until the first strategy or report that superseded it.",
        "as for the survival of bodies",
        "Kaplan and Meier (1958)",
        DATES + " A strategy that nothing is said to have superseded is followed to the day that "
        "counts as now: it may have been forgotten long before.",
    ),
)  # fmt: skip

_SURVIVAL = (
    Column("ended", "count"),
    Column("median from", "years"), Column("median to", "years"),
    Column("95% from", "years"), Column("95% to", "years"),
    *(Column(f"alive after {n} years {end}", "%", 0) for n in ALIVE_AFTER for end in ("from", "to")),
)  # fmt: skip


def analyse(graph: Graph) -> Analysis:
    """Return how long bodies, programmes and strategies live; MissingExtra without scipy."""
    as_of = find_as_of(graph)
    lives = read_lives(graph, as_of)
    programmes = read_lives(graph, as_of, ["Programme"])
    strategies, ends = _read_strategies(graph, as_of)
    bodies = [life for life in lives if life.kind in PUBLIC_KINDS]
    known = {life.id: (life, time) for life in bodies if (time := life.to_lifetime()) is not None}
    groups, curves = _group(known)
    tests = _tests(curves)
    works = [
        ("programmes", _times(programmes), lives_query(["Programme"])),
        ("strategies", _times(strategies), STRATEGIES),
    ]
    tables = (
        groups,
        tests,
        _shortest(known),
        _sensitivity(lives, as_of),
        _works(works),
        _strategies_table(strategies, ends),
    )
    return Analysis(
        name="lifetimes",
        title="Lifetimes",
        question="How long do the bodies, programmes and strategies of NHS IT live?",
        as_of=as_of.isoformat() if as_of else None,
        measures=MEASURES,
        tables=tables,
        sentences=tuple(_sentences(known, curves, tests, works)),
        limits=tuple(_limits(bodies, programmes, strategies, known)),
        figures=tuple(_figures(known, curves, works)),
    )


def _times(lives: Iterable[Life], until: date | None = None) -> list[Lifetime]:
    return [time for life in lives if (time := life.to_lifetime(until)) is not None]


def _group(
    known: Mapping[str, tuple[Life, Lifetime]],
) -> tuple[Table, dict[str, dict[str, list[Lifetime]]]]:
    """Return the survival of all bodies and of each group, and the groups themselves."""
    found: dict[str, dict[str, list[Lifetime]]] = {}
    for name, key in GROUPINGS.items():
        groups = found.setdefault(name, {})
        for life, time in known.values():
            groups.setdefault(key(life), []).append(time)
    cells: list[tuple[Value, ...]] = []
    ids: list[tuple[str, ...]] = []
    everything = {"all": {"all bodies": [time for _, time in known.values()]}} if known else {}
    for name, groups in {**everything, **found}.items():
        for group in sorted(groups):
            cells.append((name, group, *survival_cells(estimate(groups[group]))))
            ids.append(tuple(time.id for time in groups[group]))
    table = Table(
        "bodies", "Survival of bodies",
        (Column("grouping"), Column("group"), Column("bodies", "count"), *_SURVIVAL),
        tuple(cells), tuple(ids), lives_query(PUBLIC_KINDS), "survival",
        "A median that is not given was not reached: more than half lived on when last seen.",
    )  # fmt: skip
    return table, found


def survival_cells(found: Survival) -> tuple[Value, ...]:
    """Return a survival as the cells n, ended, median, its limits, and the shares alive."""
    alive: list[Value] = []
    for age in ALIVE_AFTER:
        if age > found.observed:
            alive += [None, None]
            continue
        ends = (found.shortest.at(age) * 100, found.longest.at(age) * 100)
        alive += [min(ends), max(ends)]
    return (found.n, found.ended, *found.median, *found.interval, *alive)


def _tests(groupings: Mapping[str, Mapping[str, Sequence[Lifetime]]]) -> Table:
    """Return the log-rank test of each grouping, at both bounds, adjusted by Holm."""
    found: list[tuple[str, int, list[Lifetime], LogRank, LogRank]] = []
    for name, groups in groupings.items():
        ended = {g: [t.ended for t in times] for g, times in groups.items()}
        short = log_rank({g: ([t.shortest for t in x], ended[g]) for g, x in groups.items()})
        long = log_rank({g: ([t.longest for t in x], ended[g]) for g, x in groups.items()})
        if short is not None and long is not None:
            members = [time for times in groups.values() for time in times]
            found.append((name, len(groups), members, short, long))
    adjusted = holm([max(short.p, long.p) for *_, short, long in found])
    return Table(
        "tests", "Do groups of bodies differ in survival?",
        (Column("grouping"), Column("groups", "count"), Column("bodies", "count"),
         Column("degrees of freedom", "count"),
         Column("chi-square, shortest lives", "", 2), Column("chi-square, longest lives", "", 2),
         Column("p, larger of both", "", 4), Column("p adjusted", "", 4)),
        tuple(
            (name, k, len(members), short.freedom, short.statistic, long.statistic,
             max(short.p, long.p), p)
            for (name, k, members, short, long), p in zip(found, adjusted, strict=True)
        ),
        tuple(tuple(sorted(time.id for time in members)) for _, _, members, _, _ in found),
        lives_query(PUBLIC_KINDS), "log-rank",
        "Bodies made or ended by one order are not independent, so true p-values are larger.",
    )  # fmt: skip


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


def _shortest(known: Mapping[str, tuple[Life, Lifetime]]) -> Table:
    ended = [(life, time) for life, time in known.values() if time.ended]
    ended.sort(key=lambda pair: (pair[1].longest, pair[1].shortest, pair[0].id))
    shown = ended[:SHORTEST_SHOWN]
    return Table(
        "shortest", "The shortest-lived bodies that have ended",
        (Column("body"), Column("born"), Column("ended"), Column("from", "years"),
         Column("to", "years"), Column("tier")),
        tuple(
            (life.label, in_words(life.born), in_words(life.ended), time.shortest, time.longest,
             life.tier)
            for life, time in shown
        ),
        tuple((life.id,) for life, _ in shown), lives_query(PUBLIC_KINDS), "survival",
        f"{len(shown)} of {count(len(ended), 'body', 'bodies')} that have ended, by the longest "
        "life their dates allow.",
    )  # fmt: skip


def _sensitivity(lives: Sequence[Life], as_of: date | None) -> Table:
    """Return how the median of bodies moves when a choice of this analysis is made otherwise."""
    bodies = [life for life in lives if life.kind in PUBLIC_KINDS]
    cohorts: dict[object, Life] = {}
    for life in bodies:
        alone = (life.id,) if life.ended is None else ()
        cohorts.setdefault((life.born, life.ended, life.tier, *alone), life)
    choices = [
        ("as in the main table", _times(bodies)),
        ("bodies without an end taken to live now", _times(bodies, as_of)),
        ("bodies born and ended on the same days counted once", _times(cohorts.values())),
        ("groups of bodies counted too", _times(x for x in lives if x.kind != "Company")),
        ("groups of bodies and companies counted too", _times(lives)),
    ]
    choices = [choice for choice in choices if choice[1]]
    return Table(
        "sensitivity", "The same with other choices",
        (Column("choice"), Column("bodies", "count"), *_SURVIVAL),
        tuple((name, *survival_cells(estimate(times))) for name, times in choices),
        tuple(tuple(time.id for time in times) for _, times in choices),
        lives_query(), "survival",
    )  # fmt: skip


def _works(works: Sequence[tuple[str, list[Lifetime], str]]) -> Table:
    present = [work for work in works if work[1]]
    return Table(
        "programmes", "Survival of programmes and strategies",
        (Column("kind"), Column("works", "count"), *_SURVIVAL),
        tuple((name, *survival_cells(estimate(times))) for name, times, _ in present),
        tuple(tuple(time.id for time in times) for _, times, _ in present),
        "\n\n".join(query for _, _, query in present), "programme-survival",
    )  # fmt: skip


def _read_strategies(
    graph: Graph, as_of: date | None
) -> tuple[list[Life], dict[str, list[tuple[str, str]]]]:
    """Return the strategies as lives, and for each the heirs and claims that ended it."""
    found: dict[str, Life] = {}
    ends: dict[str, list[tuple[str, str]]] = {}
    for row in sorted(rows(graph, STRATEGIES), key=lambda r: (r["strategy"], r.get("heir", ""))):
        id_ = row["strategy"]
        said = to_span(row.get("saidEarliest"), row.get("saidLatest"))
        end = said or to_span(row.get("heirEarliest"), row.get("heirLatest"))
        known = found.get(id_)
        if (
            known is not None
            and known.ended is not None
            and (
                end is None
                or (known.ended.latest, known.ended.earliest) <= (end.latest, end.earliest)
            )
        ):
            end = known.ended
        if end is not None and as_of is not None and end.latest > as_of:
            end = None
        found[id_] = Life(
            id_, row.get("label", id_), "Strategy", "", "", "",
            to_span(row.get("bornEarliest"), row.get("bornLatest")), end, as_of,
        )  # fmt: skip
        if "heir" in row:
            ends.setdefault(id_, []).append((row["heir"], row.get("claim", "")))
    return [found[key] for key in sorted(found)], ends


def _strategies_table(
    strategies: Sequence[Life], ends: Mapping[str, list[tuple[str, str]]]
) -> Table:
    done = [(s, t) for s in strategies if s.ended and (t := s.to_lifetime()) is not None]
    done.sort(key=lambda pair: (pair[1].longest, pair[0].id))
    return Table(
        "strategies", "Strategies that were superseded",
        (Column("strategy"), Column("published"), Column("superseded"),
         Column("superseded by"), Column("from", "years"), Column("to", "years")),
        tuple(
            (s.label, in_words(s.born), in_words(s.ended),
             ", ".join(sorted({heir for heir, _ in ends[s.id]})), t.shortest, t.longest)
            for s, t in done
        ),
        tuple((s.id, *sorted({x for pair in ends[s.id] for x in pair if x})) for s, _ in done),
        STRATEGIES, "programme-survival",
    )  # fmt: skip


def _sentences(
    known: Mapping[str, tuple[Life, Lifetime]],
    groups: Mapping[str, Mapping[str, Sequence[Lifetime]]],
    tests: Table,
    works: Sequence[tuple[str, list[Lifetime], str]],
) -> Iterable[Sentence]:
    times = [time for _, time in known.values()]
    if times:
        yield Sentence(
            f"Of {count(len(times), 'body', 'bodies')} whose beginning is known, "
            f"{sum(t.ended for t in times):,} have ended; {_median(estimate(times))}.",
            "survival", tuple(t.id for t in times),
        )  # fmt: skip
    for group, members in sorted(groups.get("IT role", {}).items()):
        yield Sentence(
            f"Where the record says “{group}”, {_median(estimate(members))} "
            f"(n = {len(members):,}, {sum(t.ended for t in members):,} ended).",
            "survival", tuple(t.id for t in members),
        )  # fmt: skip
    for row, ids in zip(tests.to_rows(), tests.ids, strict=True):
        p = row["p adjusted"]
        assert isinstance(p, float)
        verdict = "differ" if p < SIGNIFICANT else "are not shown to differ"
        yield Sentence(
            f"Survival by {row['grouping']}: the groups {verdict} (log-rank, adjusted "
            f"p {'< 0.0001' if p < 0.0001 else f'= {p:.4f}'}).",
            "log-rank", ids,
        )  # fmt: skip
    for name, members, _ in works:
        if members:
            yield Sentence(
                f"Of {len(members):,} {name} whose beginning is known, "
                f"{sum(t.ended for t in members):,} are known to have ended; "
                f"{_median(estimate(members))}.",
                "programme-survival", tuple(t.id for t in members),
            )  # fmt: skip


def _median(found: Survival) -> str:
    """Return a median in words: its range, its limits, or that it was not reached."""
    low, high = found.median
    if low is None or high is None:
        return "fewer than half are known to have ended, so no median life is given"
    first, last = found.interval
    limits = f"{first:.1f} to {last:.1f}" if first is not None and last is not None else (
        f"from {first:.1f}, no upper limit" if first is not None else "not estimable")  # fmt: skip
    return f"half do not outlive {years(low, high)} (95% interval {limits})"


def _limits(
    bodies: Sequence[Life],
    programmes: Sequence[Life],
    strategies: Sequence[Life],
    known: Mapping[str, tuple[Life, Lifetime]],
) -> Iterable[str]:
    yield AS_OF_RULE
    unborn = [life for life in bodies if life.born is None]
    if unborn:
        yield (
            f"{count(len(unborn), 'body', 'bodies')} of {len(bodies):,} have no recorded beginning "
            f"and are left out; {sum(x.ended is not None for x in unborn):,} of them have ended."
        )
    wrong = [life.id for life in (*bodies, *programmes, *strategies) if life.is_contradiction]
    if wrong:
        yield f"Ended before they began, and left out: {', '.join(wrong)}."
    loose = [x for x, t in known.values() if t.longest - t.shortest > 1]
    if loose:
        yield f"{count(len(loose), 'body', 'bodies')} are dated so loosely that a year or more hangs on it."
    open_ = [x for x, t in known.values() if not t.ended]
    if open_:
        yield (
            f"{count(len(open_), 'body', 'bodies')} have no recorded end; they are followed to the "
            "last dated fact about them, which may lie years before a real end."
        )
    for name, lives in (("programmes", programmes), ("strategies", strategies)):
        missing = sum(life.born is None for life in lives)
        if missing:
            yield f"{missing:,} of {len(lives):,} {name} have no recorded beginning and are left out."
    if known:
        yield (
            "The record is a collection, not a census: bodies that were written about, and bodies "
            "that ended, are likelier to be in it."
        )


def _figures(
    known: Mapping[str, tuple[Life, Lifetime]],
    groups: Mapping[str, Mapping[str, Sequence[Lifetime]]],
    works: Sequence[tuple[str, list[Lifetime], str]],
) -> Iterable[Figure]:
    def steps(name: str, title: str, parts: Mapping[str, Sequence[Lifetime]]) -> Figure:
        series = [to_series(f"{label} (n = {len(x):,})", estimate(x)) for label, x in parts.items()]
        return Figure(
            name, title, FigureKind.steps, tuple(series), "age (years)", "still in being (%)",
            "Kaplan-Meier estimate at the shortest lives that the dates allow, with 95% limits.",
        )  # fmt: skip

    if known:
        yield steps("bodies", "Survival of bodies", {"bodies": [t for _, t in known.values()]})
    for name in ("tier", "IT role"):
        parts = {g: x for g, x in sorted(groups.get(name, {}).items()) if any(t.ended for t in x)}
        if len(parts) > 1:
            yield steps(name.lower().replace(" ", "-"), f"Survival of bodies by {name}", parts)
    present = {name: times for name, times, _ in works if any(t.ended for t in times)}
    if present:
        yield steps("works", "Survival of programmes and strategies", present)


def to_series(label: str, found: Survival) -> Series:
    """Return a survival curve as per cent, from age 0 to the longest time observed."""
    curve: Curve = found.shortest
    end = max(found.observed, *curve.times) if curve.times else found.observed

    def percent(shares: Sequence[float]) -> tuple[float, ...]:
        values = (1.0, *shares, shares[-1] if shares else 1.0)
        return tuple(round(100 * share, 2) for share in values)

    return Series(
        label,
        tuple(round(x, 4) for x in (0.0, *curve.times, end)),
        percent(curve.shares), percent(curve.low), percent(curve.high),
    )  # fmt: skip
