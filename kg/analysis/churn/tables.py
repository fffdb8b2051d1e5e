"""The tables of `churn`: by year, one by one, by holder of an office, by ground, and waits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from kg.analysis.churn.disruption import WINDOW
from kg.analysis.churn.finding import (
    ChurnFinding,
    NearnessOf,
    NextOne,
    OfficeCount,
    RestingOn,
    Spells,
    TermCount,
    YearOfChange,
)
from kg.analysis.measure import Cells, Column, Table, Value, tabulate
from kg.history.functions import RAN, Function
from kg.history.lives import lives_query
from kg.history.offices import OFFICES, TERMS
from kg.history.reorganisations import CREATED, ENDED, GROUNDS, QUERY, Reorganisation
from kg.model.dates import in_words

NONE_RECORDED = "none recorded"
NOT_CERTAIN = "not certain"
ALL_BODIES = "all bodies"


def _grounds(kind: str) -> tuple[Column, Callable[[Reorganisation], Value]]:
    def labels(one: Reorganisation) -> str:
        return "; ".join(ground.label for ground in one.grounds if ground.kind == kind)

    return Column(kind), labels


YEARS: Cells[YearOfChange] = (
    (Column("year"), lambda year: str(year.year or NOT_CERTAIN)),
    (Column("reorganisations", "events"), lambda year: len(year.held)),
    (Column("large", "events"), lambda year: sum(one.is_large for one in year.held)),
    (Column("only create", "events"), lambda year: sum(one.only_creates for one in year.held)),
    (Column("bodies and groups ended", "bodies"), lambda year: year.ended),
    (Column("bodies and groups created", "bodies"), lambda year: year.created),
)
LIST: Cells[Reorganisation] = (
    (Column("reorganisation"), lambda one: one.label),
    (Column("date"), lambda one: in_words(one.day)),
    (Column("bodies touched, at least", "bodies"), lambda one: one.size),
    (Column("ended", "bodies"), lambda one: len(one.with_role(ENDED))),
    (Column("created", "bodies"), lambda one: len(one.with_role(CREATED))),
    (Column("only creates"), lambda one: one.only_creates),
    *(_grounds(kind) for kind in GROUNDS),
    (Column("decided"), lambda one: in_words(one.decided)),
)
TERM_COUNTS: Cells[TermCount] = (
    (Column("holder"), lambda count: count.term.name),
    (Column("from"), lambda count: in_words(count.term.start)),
    (Column("until"), lambda count: in_words(count.term.end)),
    (Column("at least", "years"), lambda count: count.term.years[0]),
    (Column("at most", "years"), lambda count: count.term.years[1]),
    (
        Column("took effect, certain", "reorganisations"),
        lambda count: len(count.took_effect.certain),
    ),
    (
        Column("took effect, at most", "reorganisations"),
        lambda count: len(count.took_effect.possible),
    ),
    (Column("rate from", "a year"), lambda count: count.rate and count.rate[0]),
    (Column("rate to", "a year"), lambda count: count.rate and count.rate[1]),
    (Column("decided, certain", "reorganisations"), lambda count: len(count.decided.certain)),
    (Column("decided, at most", "reorganisations"), lambda count: len(count.decided.possible)),
)
LARGE_ONES: Cells[NextOne] = (
    (Column("reorganisation"), lambda pair: pair.one.label),
    (Column("date"), lambda pair: in_words(pair.one.day)),
    (Column("the next"), lambda pair: pair.other.label),
    (Column("date of the next"), lambda pair: in_words(pair.other.day)),
    (Column("at least", "years"), lambda pair: pair.wait[0]),
    (Column("at most", "years"), lambda pair: pair.wait[1]),
)
WAITING: Cells[Spells] = (
    (Column("spells of", "bodies"), lambda spells: len(spells.bodies)),
    (Column("spells", "cohorts"), lambda spells: spells.once.n),
    (Column("ended", "cohorts"), lambda spells: spells.once.ended),
    (Column("median from", "years"), lambda spells: spells.once.median[0]),
    (Column("median to", "years"), lambda spells: spells.once.median[1]),
    (Column("95% from", "years"), lambda spells: spells.once.interval[0]),
    (Column("95% to", "years"), lambda spells: spells.once.interval[1]),
)
NEARNESS: Cells[NearnessOf] = (
    (Column("tier"), lambda part: part.tier or ALL_BODIES),
    (Column("counted"), lambda part: part.counted),
    (Column("bodies", "bodies"), lambda part: len(part.near.bodies)),
    (Column("cohorts", "cohorts"), lambda part: part.near.cohorts),
    (Column("lived, from", "body-years", 0), lambda part: part.near.years[0]),
    (Column("lived, to", "body-years", 0), lambda part: part.near.years[1]),
    (Column("near, from", "body-years", 0), lambda part: part.near.near[0]),
    (Column("near, to", "body-years", 0), lambda part: part.near.near[1]),
    (Column("share, from", "%", 0), lambda part: 100 * part.near.share[0]),
    (Column("share, to", "%", 0), lambda part: 100 * part.near.share[1]),
    (Column("typical body, from", "%", 0), lambda part: 100 * part.near.typical[0]),
    (Column("typical body, to", "%", 0), lambda part: 100 * part.near.typical[1]),
)
FUNCTIONS: Cells[Function] = (
    (Column("function: running"), lambda function: function.label),
    (Column("kind"), lambda function: function.kind.lower()),
    (Column("bodies that ran it", "bodies"), lambda function: len(function.bodies)),
    (Column("in order of their first recorded day"), lambda function: "; ".join(function.names)),
)


def make_tables(found: ChurnFinding) -> tuple[Table, ...]:
    """Return the tables of a finding, in the order in which they are shown."""
    return (
        tabulate(
            "years",
            "Reorganisations by year",
            found.years,
            YEARS,
            lambda year: year.ids,
            query=QUERY,
            measure="reorganisations",
            note="Years with none are left out.",
        ),
        tabulate(
            "reorganisations",
            "The reorganisations",
            found.reorganisations,
            LIST,
            lambda one: (*one.ids, *one.bodies),
            query=QUERY,
            measure="reorganisations",
        ),
        *(_by_holder(counted) for counted in found.offices if counted.terms),
        _by_ground(found.grounds, len(found.reorganisations)),
        *_waits(found),
        tabulate(
            "functions",
            "Functions passed on: what was run by how many bodies",
            found.functions,
            FUNCTIONS,
            lambda function: (function.id, *function.bodies),
            query=RAN,
            measure="functions",
        ),
    )


def _by_holder(counted: OfficeCount) -> Table:
    office = counted.office
    places = ", ".join(sorted(office.places.values()))
    kept = f"Counted is what touches a body of {places}, or of a jurisdiction not recorded. "
    return tabulate(
        f"by-{office.name}",
        f"Reorganisations by {office.label}",
        counted.terms,
        TERM_COUNTS,
        lambda count: count.ids,
        query="\n\n".join((OFFICES, TERMS, QUERY)),
        measure="ministers",
        note=f"{kept if places else ''}Decided: the day of the first law, or else report, on which "
        "a reorganisation rests.",
    )


def _by_ground(grounds: Sequence[RestingOn], total: int) -> Table:
    cells: Cells[RestingOn] = (
        (Column("ground"), lambda ground: ground.kind or NONE_RECORDED),
        (Column("reorganisations", "events"), lambda ground: len(ground.pairs)),
        (Column("of all", "%", 0), lambda ground: 100 * len(ground.pairs) / total),
        (Column("large", "events"), lambda ground: sum(one.is_large for one, _ in ground.pairs)),
        (
            Column("not only creations", "events"),
            lambda ground: sum(not one.only_creates for one, _ in ground.pairs),
        ),
        (
            Column("median from the first of them, at least", "years"),
            lambda ground: ground.wait and ground.wait[0],
        ),
        (Column("at most", "years"), lambda ground: ground.wait and ground.wait[1]),
    )
    return tabulate(
        "grounds",
        "What reorganisations rest on",
        grounds,
        cells,
        lambda ground: ground.ids,
        query=QUERY,
        measure="grounds",
        note="A reorganisation with several grounds stands in several rows.",
    )


def _waits(found: ChurnFinding) -> Iterable[Table]:
    yield tabulate(
        "large",
        "From one large reorganisation to the next",
        found.large,
        LARGE_ONES,
        lambda pair: (pair.one.id, pair.other.id),
        query=QUERY,
        measure="waiting",
    )
    touched = "\n\n".join((lives_query(found.kinds), QUERY))
    yield tabulate(
        "waiting",
        "How long until a body is next reorganised or ended",
        (found.spells,) if found.spells else (),
        WAITING,
        lambda spells: spells.bodies,
        query=touched,
        measure="waiting",
    )
    yield tabulate(
        "nearness",
        f"Years lived within {WINDOW} years of a reorganisation",
        found.nearness,
        NEARNESS,
        lambda part: part.near.bodies,
        query=touched,
        measure="nearness",
    )
