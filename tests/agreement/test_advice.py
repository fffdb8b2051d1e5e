"""What became of advice, and which advice a list holds, on every surface."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import pytest

import kg
from tests.agreement.conftest import Explorer, Sparql, Terminal, compare, draw

pytestmark = [pytest.mark.slow, pytest.mark.browser]

Lists = dict[str, frozenset[str]]
NOBODY = "nobody says"
OUTCOMES = ("Enacted", "PartlyEnacted", "NotEnacted", "InProgress", "Superseded")


def _outcome(words: str | None) -> str:
    """Return an outcome as one word in small letters, however a surface writes it."""
    word = re.sub(r"[^a-z]", "", (words or "").lower())
    return NOBODY if word in ("", "unknown", "unassessed", "notassessed") else word


@pytest.fixture(scope="module")
def ledger(terminal: Terminal) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = terminal.json("recommendations")
    return found


def test_what_became_of_each_recommendation(
    terminal: Terminal,
    python: kg.Graph,
    sparql: Sparql,
    explorer: Explorer,
    ledger: list[dict[str, Any]],
) -> None:
    rows = sparql.rows(
        "SELECT ?r ?o { ?r nhsit:recommendedIn ?d OPTIONAL { ?r nhsit:outcome ?o } }"
    )
    page = explorer.ask("model.recommendations.map(({ id, outcome }) => [id, outcome])")
    compare(
        "outcome",
        {
            "terminal": {advice["id"]: _outcome(advice.get("outcome")) for advice in ledger},
            "Python": {
                advice.id: _outcome(getattr(advice, "outcome", None))
                for advice in python.recommendations()
            },
            "SPARQL": {advice: _outcome(outcome) for advice, outcome in rows},
            "page": {advice: _outcome(outcome) for advice, outcome in page},
        },
    )


def test_which_advice_is_contested(
    sparql: Sparql, explorer: Explorer, python: kg.Graph, ledger: list[dict[str, Any]]
) -> None:
    rows = sparql.rows("SELECT ?r { ?r nhsit:contested true }")
    page = explorer.ask("model.recommendations.filter((r) => r.contested).map(({ id }) => id)")
    compare(
        "contested",
        {
            "terminal": {"all": {advice["id"] for advice in ledger if advice["contested"]}},
            "Python": {"all": {advice.id for advice in python.recommendations(contested=True)}},
            "SPARQL": {"all": {advice for (advice,) in rows}},
            "question": {"all": {row["recommendation"] for row in sparql.ask("contested")}},
            "page": {"all": set(page)},
        },
    )


def test_the_advice_with_each_outcome(
    terminal: Terminal, python: kg.Graph, sparql: Sparql, explorer: Explorer
) -> None:
    words = dict(
        sparql.rows("SELECT ?o ?l { ?o skos:inScheme nhsit:Implementation ; skos:prefLabel ?l }")
    )
    words = {
        outcome: words.get(outcome, re.sub(r"\B([A-Z])", r" \1", outcome)) for outcome in OUTCOMES
    }
    stated: Lists = {}
    for advice, outcome in sparql.rows("SELECT ?r ?o { ?r nhsit:outcome ?o }"):
        stated[outcome] = stated.get(outcome, frozenset()) | {advice}
    shown = explorer.ask("model.recommendations.map(({ id, outcome }) => [id, outcome])")
    analysed = _analysed(python)
    compare(
        "advice with the outcome",
        {
            "terminal": {o: {a["id"] for a in terminal.json("recommendations", "--verdict", words[o].lower())} for o in OUTCOMES},
            "Python": {o: {a.id for a in python.recommendations(verdict=words[o].lower())} for o in OUTCOMES},
            "SPARQL": {o: stated.get(o, frozenset()) for o in OUTCOMES},
            "page": {o: {advice for advice, outcome in shown if _outcome(outcome) == o.lower()} for o in OUTCOMES},
            "filter of the page": {o: set(_filtered(explorer, "verdicts", o)) for o in OUTCOMES},
        },
    )  # fmt: skip
    whole = {row for (row,) in sparql.rows("SELECT ?r { ?r a nhsit:DocumentAdvice }")}
    compare(
        "number of recommendations with the outcome",
        {
            "SPARQL": {o: len(stated.get(o, frozenset()) - whole) for o in OUTCOMES},
            "analysis": {o: analysed[o] for o in OUTCOMES},
        },
    )


def _analysed(python: kg.Graph) -> dict[str, int]:
    """Return how often the analysis of advice counts each outcome."""
    table = python.analyse("recurrence").table("by-report")
    names = [_outcome(column.name) for column in table.columns]
    places = {outcome: names.index(outcome.lower()) for outcome in OUTCOMES}
    return {o: sum(int(str(row[at] or 0)) for row in table.rows) for o, at in places.items()}


def _filtered(explorer: Explorer, facet: str, value: str) -> list[str]:
    """Return the recommendations that a filter of the page leaves."""
    found: list[str] = explorer.ask(
        """visible(model, { on: "", q: "", set: "", kinds: [], relations: [], topics: [], verdicts: [],
          jurisdictions: [], confidence: [], tiers: [], [given[0]]: [given[1]],
        }).recommendations.map(({ id }) => id)""",
        [facet, value],
    )
    return found


def test_the_advice_on_each_topic(
    terminal: Terminal, python: kg.Graph, sparql: Sparql, explorer: Explorer
) -> None:
    """A topic includes those below it."""
    rows = sparql.rows("SELECT ?r ?t { ?r nhsit:recommendedIn ?d ; nhsit:topic/skos:broader* ?t }")
    topics = sorted({topic for _, topic in rows})
    compare(
        "advice on",
        {
            "SPARQL": {t: {r for r, topic in rows if topic == t} for t in topics},
            "question": {t: {row["recommendation"] for row in sparql.ask("advice-on", topic=t)} for t in topics},
            "filter of the page": {t: set(_filtered(explorer, "topics", t)) for t in topics},
        },
    )  # fmt: skip
    _compare_narrowed(terminal, python, "topic", topics, rows)


def _compare_narrowed(
    terminal: Terminal,
    python: kg.Graph,
    option: str,
    values: Sequence[str],
    rows: Sequence[Sequence[str]],
) -> None:
    """Compare what an option of the ledger leaves with rows (recommendation, value)."""
    drawn = draw(values, 12, option)
    compare(
        f"advice by --{option}",
        {
            "SPARQL": {v: {advice for advice, value in rows if value == v} for v in drawn},
            "terminal": {
                v: {a["id"] for a in terminal.json("recommendations", f"--{option}", v)}
                for v in drawn
            },
            "Python": {v: {a.id for a in python.recommendations(**{option: v})} for v in drawn},
        },
    )


def test_how_often_each_topic_was_advised(sparql: Sparql, python: kg.Graph) -> None:
    rows = sparql.rows(
        """SELECT ?t (COUNT(DISTINCT ?r) AS ?n) (COUNT(DISTINCT ?d) AS ?reports) {
          ?r a nhsit:Recommendation ; nhsit:topic/skos:broader* ?t ; nhsit:recommendedIn ?d }
        GROUP BY ?t"""
    )
    labels = dict(sparql.rows("SELECT ?t ?l { ?t a skos:Concept ; skos:prefLabel ?l }"))
    table = python.analyse("recurrence").table("topics")
    analysed = {str(row[0]): int(str(row[1])) for row in table.rows}
    stated = {
        labels[topic]: int(times) for topic, times, _ in rows if labels.get(topic) in analysed
    }
    compare("times advised", {"SPARQL": stated, "analysis": analysed})


def test_the_advice_to_each_addressee(
    terminal: Terminal,
    python: kg.Graph,
    sparql: Sparql,
    explorer: Explorer,
    ledger: list[dict[str, Any]],
) -> None:
    rows = sparql.rows("SELECT ?r ?a { ?r nhsit:recommendedIn ?d ; nhsit:addressedTo ?a }")
    told = sorted({addressee for _, addressee in rows})
    page = explorer.ask("model.recommendations.flatMap((r) => r.addressees.map((a) => [r.id, a]))")
    # the question also tells what forerunners were told, which its column of addressees says
    asked = {a: sparql.ask("advice-to", body=a) for a in told}
    compare(
        "advice to",
        {
            "terminal": {t: {a["id"] for a in ledger if t in a["addressees"]} for t in told},
            "SPARQL": {t: {r for r, a in rows if a == t} for t in told},
            "question": {t: {r["recommendation"] for r in asked[t] if r["addressee"] == t} for t in told},
            "page": {t: {r for r, a in page if a == t} for t in told},
        },
    )  # fmt: skip
    _compare_narrowed(terminal, python, "addressee", told, rows)


def test_the_advice_of_each_report(
    terminal: Terminal,
    python: kg.Graph,
    sparql: Sparql,
    explorer: Explorer,
    ledger: list[dict[str, Any]],
) -> None:
    rows = sparql.rows("SELECT ?r ?d { ?r nhsit:recommendedIn ?d }")
    reports = sorted({report for _, report in rows})
    page = explorer.ask("model.recommendations.map((r) => [r.id, r.report])")
    compare(
        "advice of",
        {
            "terminal": {d: {a["id"] for a in ledger if a["report"] == d} for d in reports},
            "SPARQL": {d: {r for r, report in rows if report == d} for d in reports},
            "page": {d: {r for r, report in page if report == d} for d in reports},
        },
    )
    _compare_narrowed(terminal, python, "report", reports, rows)


def test_who_has_inherited_each_duty(
    sparql: Sparql, explorer: Explorer, python: kg.Graph, ledger: list[dict[str, Any]]
) -> None:
    rows = sparql.rows(
        """SELECT ?r ?heir { ?r nhsit:recommendedIn ?d ; nhsit:addressedTo/nhsit:precedes ?heir
          MINUS { ?heir nhsit:replacedBy ?later } MINUS { ?r nhsit:addressedTo ?heir }
          MINUS { ?heir nhsit:endedLatest ?over { SELECT (MAX(?day) AS ?read) {
            { ?source a nhsit:Source ; nhsit:dateEarliest ?day } UNION
            { ?event nhsit:status nhsit:Happened ; nhsit:dateEarliest ?day } } } FILTER(?over <= ?read) } }"""
    )
    page = explorer.ask(
        """model.recommendations.map((r) => [r.id, r.addressees.flatMap((a) => model.heirs(a))
          .filter((heir) => !r.addressees.includes(heir))])"""
    )
    stated: dict[str, set[str]] = {advice["id"]: set() for advice in ledger}
    for advice, heir in rows:
        stated[advice].add(heir)
    compare(
        "the duty is now with",
        {
            "terminal": {advice["id"]: set(advice["heirs"]) for advice in ledger},
            "Python": {advice.id: set(advice.heirs) for advice in python.recommendations()},
            "SPARQL": stated,
            "page": {advice: set(heirs) for advice, heirs in page},
        },
    )


def test_unfinished_advice_of_the_ended_is_that_of_the_ledger(
    sparql: Sparql, ledger: list[dict[str, Any]]
) -> None:
    """The question leaves out what anybody calls enacted: neither a plan nor a slip counts."""
    asked = {(row["recommendation"], row["heir"]) for row in sparql.ask("orphaned-advice")}
    known = {
        (advice["id"], heir)
        for advice in ledger
        for heir in advice["heirs"]
        if _outcome(advice.get("outcome")) != "enacted"
    }
    missing = {advice for advice, _ in known ^ asked}
    compare(
        "unfinished advice with heirs",
        {
            "question": {r: {heir for one, heir in asked if one == r} for r in missing or {"all"}},
            "terminal": {r: {heir for one, heir in known if one == r} for r in missing or {"all"}},
        },
    )
