"""The tables of `lifetimes`."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from kg.analysis.lifetimes.finding import (
    Comparison,
    LifetimesFinding,
    LivesOf,
    OneOrder,
    Superseded,
)
from kg.analysis.measure import Cells, Column, Table, Value, tabulate
from kg.history.lives import lives_query
from kg.history.strategies import STRATEGIES
from kg.model.dates import in_words
from kg.model.spelling import count

ALIVE_AFTER = (5, 10)
SHORTEST_SHOWN = 20

NOTE = (
    "All columns but the last two count each cohort once. Ranges run from the shortest lives that "
    "the record allows (what has no recorded end followed to the last dated fact about it) to the "
    "longest (all of it taken to live now). A median or limit that is not given was not reached."
)


def _outlive(age: int, end: int) -> tuple[Column, Callable[[LivesOf], Value]]:
    name = f"outlive {age} years, {('from', 'to')[end]}"
    return Column(name, "%", 0), lambda group: group.outlive(age)[end]


SURVIVAL: Cells[LivesOf] = (
    (Column("counted", "lives"), lambda group: group.singly.n),
    (Column("cohorts", "cohorts"), lambda group: group.once.n),
    (Column("ended", "cohorts"), lambda group: group.once.ended),
    (Column("median from", "years"), lambda group: group.once.median[0]),
    (Column("median to", "years"), lambda group: group.once.median[1]),
    (Column("95% from", "years"), lambda group: group.once.interval[0]),
    (Column("95% to", "years"), lambda group: group.once.interval[1]),
    *(_outlive(age, end) for age in ALIVE_AFTER for end in (0, 1)),
    (Column("median of single lives from", "years"), lambda group: group.singly.median[0]),
    (Column("median of single lives to", "years"), lambda group: group.singly.median[1]),
)
GROUPS: Cells[LivesOf] = (
    (Column("grouping"), lambda group: group.grouping),
    (Column("group"), lambda group: group.group),
    *SURVIVAL,
)
CHOICES: Cells[LivesOf] = ((Column("choice"), lambda group: group.group), *SURVIVAL)
TESTS: Cells[Comparison] = (
    (Column("grouping"), lambda test: test.grouping),
    (Column("cohorts", "cohorts"), lambda test: len(test.cohorts)),
    (Column("degrees of freedom", "degrees"), lambda test: test.freedom),
    (Column("chi-square, shortest lives", "", 2), lambda test: test.short.statistic),
    (Column("chi-square, longest lives", "", 2), lambda test: test.long.statistic),
    (Column("p, larger of both", "", 4), lambda test: test.p),
    (Column("p adjusted", "", 4), lambda test: test.adjusted),
)
ORDERS: Cells[OneOrder] = (
    (Column("the first of them"), lambda order: order.first.label),
    (Column("bodies", "bodies"), lambda order: len(order.ids)),
    (Column("born"), lambda order: in_words(order.first.born)),
    (Column("ended"), lambda order: in_words(order.first.ended)),
    (Column("tier"), lambda order: order.first.tier),
    (Column("jurisdiction"), lambda order: order.first.jurisdiction),
    (Column("from", "years"), lambda order: order.time.shortest),
    (Column("to", "years"), lambda order: order.time.longest),
)
SHORTEST: Cells[OneOrder] = (
    (Column("body"), lambda order: order.first.label),
    (Column("others of its cohort", "bodies"), lambda order: len(order.ids) - 1),
    (Column("born"), lambda order: in_words(order.first.born)),
    (Column("ended"), lambda order: in_words(order.first.ended)),
    (Column("from", "years"), lambda order: order.time.shortest),
    (Column("to", "years"), lambda order: order.time.longest),
    (Column("tier"), lambda order: order.first.tier),
)
STRATEGIES_ENDED: Cells[Superseded] = (
    (Column("strategy"), lambda ended: ended.life.label),
    (Column("published"), lambda ended: in_words(ended.life.born)),
    (Column("superseded"), lambda ended: in_words(ended.life.ended)),
    (Column("superseded by"), lambda ended: ended.by[0].heir_label),
    (Column("confidence of that claim"), lambda ended: ended.by[0].confidence),
    (Column("from", "years"), lambda ended: ended.time.shortest),
    (Column("to", "years"), lambda ended: ended.time.longest),
)


def make_tables(found: LifetimesFinding) -> tuple[Table, ...]:
    """Return the tables of a finding, in the order in which they are shown."""
    everybody = (found.everybody,) if found.everybody else ()
    query = lives_query(found.public)
    return (
        _survival("bodies", "Survival of bodies", (*everybody, *found.groups), query, "survival"),
        _tests(found.comparisons, query),
        _cohorts(found.orders, query),
        _shortest(found.orders, query),
        tabulate(
            "sensitivity",
            "The same with other choices",
            found.choices,
            CHOICES,
            lambda group: group.ids,
            query=lives_query(found.kinds),
            measure="survival",
            note=NOTE,
        ),
        _survival(
            "works",
            "Survival of programmes and strategies",
            found.works_survival,
            "\n\n".join((lives_query(["Programme"]), STRATEGIES)),
            "programme-survival",
        ),
        tabulate(
            "strategies",
            "Strategies that were superseded",
            found.superseded,
            STRATEGIES_ENDED,
            lambda ended: (ended.life.id, *(x for by in ended.by for x in (by.heir, by.claim))),
            query=STRATEGIES,
            measure="programme-survival",
            note="Where several documents superseded one, the first ended it.",
        ),
    )


def _survival(name: str, title: str, groups: Iterable[LivesOf], query: str, measure: str) -> Table:
    return tabulate(
        name,
        title,
        groups,
        GROUPS,
        lambda group: group.ids,
        query=query,
        measure=measure,
        note=NOTE,
    )


def _tests(comparisons: Iterable[Comparison], query: str) -> Table:
    return tabulate(
        "tests",
        "Do groups of bodies differ in survival?",
        comparisons,
        TESTS,
        lambda test: test.cohorts,
        query=query,
        measure="log-rank",
        note="Each cohort is counted once, under the name of its first body. One reorganisation "
        "may have made several cohorts, so true p-values may still be larger.",
    )


def _cohorts(orders: Iterable[OneOrder], query: str) -> Table:
    many = [order for order in orders if len(order.ids) > 1]
    return tabulate(
        "cohorts",
        "Bodies made and ended by one order",
        sorted(many, key=lambda order: (-len(order.ids), order.first.id)),
        ORDERS,
        lambda order: order.ids,
        query=query,
        measure="survival",
        note="Those without an end are followed to the day on which any of them was last seen.",
    )


def _shortest(orders: Iterable[OneOrder], query: str) -> Table:
    ended = [order for order in orders if order.time.ended]
    ended.sort(key=lambda order: (order.time.longest, order.time.shortest, order.first.id))
    shown = ended[:SHORTEST_SHOWN]
    return tabulate(
        "shortest",
        "The shortest-lived bodies that have ended",
        shown,
        SHORTEST,
        lambda order: order.ids,
        query=query,
        measure="survival",
        note=f"{len(shown)} of {count(len(ended), 'cohort')} that have ended, by the longest life "
        "their dates allow.",
    )
