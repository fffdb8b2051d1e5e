"""The analysis `churn`: how often the bodies are reorganised, by whom, why, and at what cost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from kg.analysis import churn_findings as findings
from kg.analysis import disruption
from kg.analysis import reorganisation_tables as tables
from kg.analysis.functions import functions_table
from kg.analysis.governments import HEALTH_SECRETARY, PRIME_MINISTER, read_terms, terms_table
from kg.analysis.measure import (
    Analysis,
    Figure,
    FigureKind,
    Measure,
    Series,
    Table,
    Value,
)
from kg.engine.graph import SparqlGraph
from kg.history.lives import DATES, PUBLIC_KINDS, read_lives
from kg.history.record import AS_OF_RULE, find_as_of
from kg.history.reorganisations import Reorganisation, read_reorganisations

NEAR = f"within {disruption.WINDOW} years"

MEASURES = (
    Measure(
        "reorganisations", "Reorganisations",
        "Events that happened and end, create or enlarge a body, unit or group of bodies or take "
        "from it, and events of the kind Reorganisation that concern one; parts of a larger event "
        "that happened count as that one event. Events that touch only systems, programmes or "
        "companies are left out. Those that made new bodies and touched no other are counted and "
        f"shown. Large: at least {tables.LARGE} bodies, named or members of one group by its "
        "recorded size.",
        dates="A reorganisation is dated by its own date, or by that of its first part. A date "
        "that spans years counts in none of them. " + AS_OF_RULE,
    ),
    Measure(
        "ministers", "Reorganisations by holder of an office",
        "Those that took effect while a person held the office, and those decided meanwhile: the "
        "first law, or else the first report or strategy, on which they rest is of that time.",
        "reorganisations / years in office",
        dates="Certain where the whole date lies in the certain part of the term; at most, where "
        "it may. A term without an end lasts until the next begins; without a start it is left "
        "out. No rate is given for terms that may be shorter than a year.",
    ),
    Measure(
        "grounds", "What reorganisations rest on",
        "The laws, reports and strategies, other events and persons that the record links with a "
        "reorganisation or its parts; it may have several. None recorded does not mean that there "
        "was none.",
        dates="Years from a report to the reorganisation, as short and as long as dates allow.",
    ),
    Measure(
        "waiting", "Waiting time",
        "Between large reorganisations, from one to the next. For a body, from its beginning or a "
        "reorganisation that it came through to the next one or its end; spells of bodies of one "
        "tier and jurisdiction that begin and end on the same days count once.",
        "Kaplan-Meier estimate of the spells; those not ended are right-censored",
        "Kaplan and Meier (1958), J Am Stat Assoc 53:457; spells: own definition",
        DATES,
    ),
    Measure(
        "nearness", "Life near a reorganisation",
        f"The share of the years that bodies lived which lies {NEAR}, before or after, of an event "
        "that touched them. The record has no numbers of staff: these are years of bodies, not of "
        "the people in them, and a body of ten counts as much as one of ten thousand. Of a typical "
        "body: the median over cohorts (bodies that one order made and ended count once).",
        "days of the life within the window of any event / days of the life",
        dates="Computed with every date at its earliest and with every date at its latest. What "
        "has no recorded end is followed to the last dated fact about it in the one and to now in "
        "the other. Undated events and bodies without a recorded beginning are left out.",
    ),
    Measure(
        "functions", "Functions passed on",
        "The systems, programmes and units that the record says several bodies ran, one after "
        "another or together, by claims that are not deprecated.",
        dates="Bodies are in order of their first recorded day; those without one come last.",
    ),
)  # fmt: skip


def analyse(graph: SparqlGraph) -> Analysis:
    """Return how often, why and under whom bodies were reorganised; MissingExtra without scipy."""
    as_of = find_as_of(graph)
    found = read_reorganisations(graph, as_of)
    lives = read_lives(graph, as_of, PUBLIC_KINDS)
    health, undated = read_terms(graph, HEALTH_SECRETARY, as_of)
    prime, _ = read_terms(graph, PRIME_MINISTER, as_of)
    by_holder = [
        terms_table("secretaries", "Reorganisations by health secretary", health, found,
                    HEALTH_SECRETARY),
        *([terms_table("governments", "Reorganisations by prime minister", prime, found,
                       PRIME_MINISTER)] if prime else []),
    ]  # fmt: skip
    made = (
        tables.years_table(found), tables.list_table(found), *by_holder,
        tables.grounds_table(found), tables.large_table(found),
        disruption.waiting_table(lives, found), disruption.nearness_table(lives, found),
        functions_table(graph),
    )  # fmt: skip
    return Analysis(
        "churn", "Churn",
        "How often are the bodies reorganised, under whom and why, and how much of their life does "
        "it take?",
        as_of.isoformat() if as_of else None, MEASURES, made,
        tuple(findings.sentences(found, {table.name: table for table in made})),
        tuple(findings.limits(found, lives, bool(prime), undated)),
        tuple(_figures(found, by_holder[0])),
    )  # fmt: skip


def _figures(found: Sequence[Reorganisation], ministers: Table) -> Iterable[Figure]:
    known = [(year, r) for r in found if (year := tables.year_of(r.day)) is not None]
    if known:
        span = range(min(y for y, _ in known), max(y for y, _ in known) + 1)
        kinds: dict[str, Callable[[Reorganisation], bool]] = {
            "large": lambda r: r.size >= tables.LARGE,
            "others": lambda r: r.size < tables.LARGE and not r.only_creates,
            "only create": lambda r: r.size < tables.LARGE and r.only_creates,
        }
        series = []
        for label, fits in kinds.items():
            per_year = Counter(year for year, r in known if fits(r))
            series.append(Series(label, tuple(span), tuple(float(per_year[y]) for y in span)))
        yield Figure(
            "years", "Reorganisations by year", FigureKind.stacked, tuple(series), "year",
            "reorganisations",
            f"Large: at least {tables.LARGE} bodies. Left out for want of a certain year: "
            f"{len(found) - len(known)}.",
        )  # fmt: skip
    terms = ministers.to_rows()
    if terms and found:
        names = tuple(f"{row['holder']}, {str(row['from'])[:7]}" for row in terms)
        yield Figure(
            "secretaries", "Reorganisations by health secretary", FigureKind.ranges,
            tuple(
                Series(what, names, tuple(_number(row[f"{what}, certain"]) for row in terms),
                       tuple(_number(row[f"{what}, certain"]) for row in terms),
                       tuple(_number(row[f"{what}, at most"]) for row in terms))
                for what in ("took effect", "decided")
            ),
            "reorganisations in office", "",
            "Dots: certain; lines: to what is possible, where dates are not known to the day. "
            "Decided: date of the first law, or else report.",
        )  # fmt: skip


def _number(value: Value) -> float:
    return float(value or 0)
