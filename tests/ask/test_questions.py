"""The ready questions: each has the answer that its history argues, and says what it needs."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kg.ask.questions import ask, bind, find_question, find_questions, read_questions
from kg.engine.store import LocalGraph, open_graph
from kg.errors import UsageError
from kg.history.existence import find_existing
from kg.index.index import index_of
from kg.make import pipeline
from tests.ask.history import HISTORY
from tests.conftest import SMALL, RunKg, write_tables

QUESTIONS = find_questions()


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> LocalGraph:
    folder = tmp_path_factory.mktemp("history")
    pipeline.build(write_tables(folder, HISTORY), folder / "output")
    return open_graph(folder / "output")


ANSWERS: dict[str, tuple[dict[str, str], list[str], list[tuple[Any, ...]]]] = {
    # Ann led the only thing bought: Betaco, in 2010, which supplied Beta
    "acquisitions": ({}, [], [("acme", "betaco", "2010", "beta")]),
    # one change under the Act made Old Body and ended Oldest Body; the other only moved functions
    "acts": ({}, [], [("an-act", 1, 1)]),
    # of the third it is said that it was not done, of the fourth that it was
    "advice-of": (
        {"report": "B Report"},
        ["number", "recommendation", "addressee", "outcome", "by", "said"],
        [
            ("1", "advice-3", "old-body", "nhsit:NotEnacted", "gone", "2015"),
            ("2", "advice-4", "new-body", "nhsit:Enacted", "project", "2014"),
        ],
    ),
    # four pieces of advice on the topic; of the first two assessors hold different views
    "advice-on": (
        {"topic": "Topic A"},
        ["recommendation", "outcome", "by", "said", "contested"],
        [
            ("advice-1", "nhsit:Enacted", "old-body", "2004", True),
            ("advice-2", None, None, None, None),
            ("advice-3", "nhsit:NotEnacted", "gone", "2015", None),
            ("advice-4", "nhsit:Enacted", "project", "2014", None),
        ],
    ),
    # New Body has inherited what Old Body was told
    "advice-to": (
        {"body": "New Body"},
        ["number", "recommendation", "addressee", "outcome", "by", "contested"],
        [
            ("1", "advice-1", "old-body", "nhsit:Enacted", "old-body", True),
            ("2", "advice-2", "new-body", None, None, None),
            ("1", "advice-3", "old-body", "nhsit:NotEnacted", "gone", None),
            ("2", "advice-4", "new-body", "nhsit:Enacted", "project", None),
        ],
    ),
    "announced-not-done": ({}, [], [("2020", "plan", "nhsit:Announced", "new-body", "gone")]),
    # Bob headed Old Body for a while, then went to Acme
    "career": (
        {"person": "Bob Jones"},
        [],
        [
            ("old-head", "old-body", "nhsit:Acting", "2004", "2006-01", "src"),
            ("acme-director", "acme", "nhsit:Substantive", "2007-02", None, "src"),
        ],
    ),
    "changes-of": (
        {"body": "Old Body"},
        [],
        [
            ("2001-04-01", "first", "nhsit:createdBody", "nhsit:Happened", "an-act", "a-report"),
            ("2008", "move", "nhsit:losingBody", "nhsit:Happened", "an-act", None),
            ("2013-04-01", "succession", "nhsit:endedBody", "nhsit:Happened", None, None),
        ],
    ),
    # Old Body was asked and says that it was done, the project that it was not; that the project
    # once saw it under way is over
    "contested": (
        {},
        ["recommendation", "outcome", "verdict", "by", "standing", "date", "source"],
        [
            ("advice-1", "nhsit:Enacted", "nhsit:Enacted", "old-body", "nhsit:GovernmentStanding",
             "2004", "src-2"),
            ("advice-1", "nhsit:Enacted", "nhsit:NotEnacted", "project", "nhsit:OwnStanding",
             "2005", "src"),
        ],
    ),
    # begun in 2004 with its value; announced in 2014 without one
    "contract-values": ({}, [], [("acme", 2004, 1, 0, 100), ("acme", 2014, 1, 1, 0)]),
    "contracts-of": (
        {"party": "Old Body"},
        [],
        [("contract-1", "old-body", "acme", "ledger", "2004", "2009", "2009", "ran-its-term", 100,
          "Ran its course")],
    ),
    # two sponsors from 2005 to 2006, and a body has one
    "contradictions": (
        {}, [], [("old-body", "nhsit:sponsoredBy", "gone", "new-body", "src", "src")]
    ),
    # the first by fifteen months and said to be caused by it; the other by ten and not said so
    "criticised-then-reorganised": (
        {},
        [],
        [
            ("old-body", "b-report", "2012-06", "succession", "2013-04-01", 10, "not said"),
            ("oldest-body", "a-report", "2000-01", "first", "2001-04-01", 15, "yes"),
        ],
    ),
    # Brief Unit ended and nothing took its place
    "ended-without-heir": ({}, [], [("brief-unit", "2021-06")]),
    "evidence": (
        {"subject": "Old Body", "property": "parent body"},
        ["property", "value", "source", "locator", "rank", "confidence"],
        [
            ("nhsit:parentBody", "gone", "src", "p. 2", "nhsit:Normal", "nhsit:High"),
            ("nhsit:parentBody", "gone", "src-2", None, "nhsit:Normal", "nhsit:High"),
        ],
    ),
    # Oldest Body had ended, New Body not begun; Gone Body began in 2005 and goes on; the ledger
    # too, since 2004; the programme may have begun in any month of 2003; Acme has no dates
    # Acme has no dates, but had a contract before and somebody in a post after; the ledger goes on,
    # says its row; Betaco is first met in 2010, and of two things nothing is known
    "existed-on": (
        {"on": "2006-06"},
        ["thing", "kind", "held", "firstSeen", "lastSeen"],
        [
            ("gone", "nhsit:Body", "certain", date(2001, 12, 31), date(2012, 6, 1)),
            ("old-body", "nhsit:Body", "certain", date(2001, 4, 1), date(2013, 3, 31)),
            ("old-kinds", "nhsit:BodyGroup", "certain", date(1990, 12, 31), date(1990, 1, 1)),
            ("acme", "nhsit:Company", "certain", date(2004, 12, 31), date(2010, 5, 31)),
            ("programme", "nhsit:Programme", "certain", date(2003, 12, 31), date(2012, 12, 31)),
            ("ledger", "nhsit:System", "going on", date(2004, 12, 31), date(2004, 1, 1)),
            ("betaco", "nhsit:Company", "possible", date(2010, 9, 30), date(2010, 9, 1)),
            ("beta", "nhsit:System", "possible", None, None),
            ("undated", "nhsit:Unit", "possible", None, None),
        ],
    ),
    # New Body has the place of both; nothing took that of the unit
    "group-fate": (
        {"group": "Old kinds"},
        [],
        [
            ("brief-unit", "2020-01", "2021-06", None, None),
            ("old-body", "2001-04-01", "2013-04-01", "new-body", None),
            ("oldest-body", None, "2001-04-01", "new-body", None),
        ],
    ),
    "functions-moved": ({}, [], [("old-body", "gone", "move", "2008", "an-act")]),
    "held-post": (
        {"post": "Head of Old Body", "on": "2004-07-01"},
        [],
        [
            ("ann-smith", "nhsit:Substantive", "possible", "its dates are too rough to tell",
             "2002", "2004"),
            ("bob-jones", "nhsit:Acting", "possible", "its dates are too rough to tell",
             "2004", "2006-01"),
        ],
    ),
    "holders": (
        {"post": "old-head"},
        [],
        [
            ("ann-smith", "nhsit:Substantive", "2002", "2004", "src"),
            ("bob-jones", "nhsit:Acting", "2004", "2006-01", "src"),
        ],
    ),
    "leaders": (
        {"thing": "Programme"},
        [],
        [("ann-smith", "nhsit:ledProgramme", "2003", "2005", "src")],
    ),
    # from its oldest forerunner to its heir, whichever body of the line is asked about
    "lineage": (
        {"body": "Oldest Body"},
        [],
        [
            ("oldest-body", "old-body", "first", "2001-04-01", "an-act", "src"),
            ("old-body", "new-body", "succession", "2013-04-01", None, "src"),
        ],
    ),
    "most-advised": ({}, [], [("new-body", 2, 1, 0, 2), ("old-body", 2, 1, 1, 2)]),
    "names-of": (
        {"thing": "OB"},
        [],
        [
            ("OB", "also called", None, None),
            ("Old Body", "name today, or the last", None, None),
            ("Former Bureau", "former name", "2001", "2003"),
        ],
    ),
    # all but the two that share a code
    # the largest first; a bound stands for a value, and what is known to be wrong is left out
    "cost-claims": (
        {},
        ["measure", "thing", "value", "low", "high", "by", "said", "figure"],
        [
            ("nhsit:CostOutturn", "programme", None, 100, 120, "old-body", "2012", "fig-b"),
            ("nhsit:CostOutturn", "programme", 90, None, None, "gone", "2014", "fig-a"),
        ],
    ),
    "figures-of": (
        {"thing": "Programme"},
        ["measure", "from", "value", "unit", "note", "figure"],
        [
            ("nhsit:CostOutturn", "2003", None, "nhsit:PoundsUnit", None, "fig-b"),
            ("nhsit:CostOutturn", "2003", 90, "nhsit:PoundsUnit", None, "fig-a"),
            ("nhsit:StaffMeasure", None, 40, "nhsit:PeopleUnit", "At its height", "fig-d"),
        ],
    ),
    "codes-of": (
        {"thing": "Old Body"}, [], [("nhsit:OdsRegisterCode", "X1Y", "2001", "2013-04-01")]
    ),
    "thing-by-code": (
        {"code": "X1Y"},
        ["thing", "start", "end"],
        [("old-body", "2001", "2013-04-01"), ("new-body", "2013-04-01", None)],
    ),
    "attempts-at": (
        {"aim": "One record"},
        [],
        [("programme", date(2003, 1, 1), date(2013, 1, 31), 90, None)],
    ),
    # of the two recommendations of its review one is done; of rival costs the greatest is told
    "attempts": (
        {"aim": "One record"},
        ["thing", "least", "cost", "ending", "reviews", "advised", "enacted", "next"],
        [("programme", None, 120, "ended", "B Report", 2, 1, None)],
    ),
    "overdue": (
        {},
        ["due", "recommendation", "outcome", "said"],
        [("2013-06", "advice-4", "nhsit:Enacted", "2014")],
    ),
    "no-identifier": (
        {},
        ["thing"],
        [("gone",), ("oldest-body",), ("acme",), ("betaco",), ("brief-unit",), ("undated",)],
    ),
    # of the other advice of the report it is said that it was done
    "not-enacted": (
        {"report": "B Report"},
        [],
        [("1", "advice-3", "Do the thing now", "old-body", "gone", "2015", None)],
    ),
    # nobody looked at the second; the first Old Body says it did, and the project may not decide
    "not-known-enacted": (
        {"report": "A Report"},
        ["number", "recommendation", "addressee", "outcome", "by"],
        [("2", "advice-2", "new-body", None, None)],
    ),
    "opinions": (
        {"body": "New Body"},
        [],
        [("2003", "ann-smith", "old-body", "nhsit:Critical", "Was too slow", "old-head", "src")],
    ),
    "opinions-by": (
        {"by": "Ann Smith"},
        ["about", "stance", "opinion"],
        [
            ("old-body", "nhsit:Critical", "Was too slow"),
            ("undated", "nhsit:Neutral", "Was never seen"),
        ],
    ),
    # the first advice to Old Body is enacted, says Old Body; the other nobody has done
    "orphaned-advice": (
        {}, [], [("advice-3", "b-report", "old-body", "new-body", "nhsit:NotEnacted")]
    ),
    # Old Body ended in April 2013, the ledger goes on
    "outlived": ({}, [], [("ledger", "old-body", date(2013, 4, 1), "..")]),
    "people-of": (
        {"body": "Old Body"},
        ["person", "start"],
        [("ann-smith", "2002"), ("bob-jones", "2004")],
    ),
    "predecessors": (
        {"body": "New Body"},
        [],
        [("old-body", "succession", "nhsit:Replacement", "2013-04-01", None, "src")],
    ),
    "programme-fate": (
        {"thing": "Programme"},
        [],
        [("2003", "launch", "nhsit:opens")],
    ),
    "reiterated": (
        {}, [], [("advice-3", "b-report", "2012-06", "advice-1", "a-report", "2000-01")]
    ),
    # advice 4 is enacted and undisputed, advice 1 disputed: three of four count, 2000 to 2012
    "repeated-advice": ({"reports": "2"}, [], [("topic-a", 2, 3, 2000, 2012)]),
    "reviews-of": ({"thing": "Old Body"}, [], [("b-report", "2012-06", "gone", 2)]),
    # Bob left in January 2006 and began in February 2007, with a supplier of what he had left;
    # Cat went from a body to a company that never supplied it, and from there to another company
    "revolving-door": (
        {}, [], [("bob-jones", "old-head", "2006-01", "acme-director", "2007-02", "acme")]
    ),
    "shared-ods": ({}, [], [("X1Y", "new-body"), ("X1Y", "old-body")]),
    # 31 January 2020 to 1 June 2021 at least, 1 January to 30 June at most: 17 months both ways
    "short-lived": ({}, [], [("brief-unit", "2020-01", "2021-06", 1.4, 1.4)]),
    # its own row, the event that Oldest Body ended by, the plan, the report that reviewed it
    "sources-of": (
        {"thing": "Old Body"},
        ["source", "kind", "publisher", "url"],
        [
            ("src", "nhsit:News", "A press", "https://example.org/a"),
            ("src-2", "nhsit:News", "A paper", "https://example.org/b"),
        ],
    ),
    "stopped-after-report": ({}, [], [("programme", "b-report", "2012-06", "2013-01", 7)]),
    "strategies-replaced": ({}, [], [("plan-2", "2005", "plan-1", "2000", 5)]),
    "successors": (
        {"body": "Oldest Body"},
        [],
        [("old-body", "first", "nhsit:Replacement", "2001-04-01", "an-act", "src")],
    ),
    # a contract of Old Body and one of New Body; a value is stated for one
    "suppliers-of-line": ({"body": "Oldest Body"}, [], [("acme", 2, 2, 100)]),
    "supplies": ({"supplier": "Acme"}, [], [("ledger", "nhsit:System", "gone")]),
    "systems-of": ({"body": "New Body"}, [], [("ledger", "old-body", "2004", "..", "acme")]),
    "timeline": (
        {"from": "2000-06", "to": "2003"},
        [],
        [
            ("2001-04-01", "first", "nhsit:Replacement", "nhsit:Happened"),
            ("2003", "launch", "nhsit:Launch", "nhsit:Happened"),
        ],
    ),
    "triggered-by": (
        {"cause": "A Report"},
        [],
        [("2001-04-01", "first", "nhsit:Replacement", "nhsit:Happened")],
    ),
    "undated": ({}, [], [("beta", "nhsit:System"), ("undated", "nhsit:Unit")]),
    "verdicts": (
        {"report": "A Report"},
        [],
        [("a-report", None, 1), ("a-report", "nhsit:Enacted", 1)],
    ),
    # the claim of two sources is not among them
    "weak-facts": (
        {"kind": "Tenure"},
        ["kind", "source", "sourceKind", "strength"],
        [("nhsit:Tenure", "src", "nhsit:News", "weak")] * 6,
    ),
    "with-verdict": (
        {"verdict": "accepted"},
        [],
        [("advice-4", "Do a small thing", "new-body", "2013", "src")],
    ),
    "year-only": (
        {}, [], [("launch", "nhsit:Launch", "2003"), ("move", "nhsit:FunctionTransfer", "2008")]
    ),
}  # fmt: skip
"""Question -> its parameters, the columns that are argued (all, where none is named), the rows."""


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_a_question_has_the_answer_that_is_argued(history: LocalGraph, name: str) -> None:
    given, columns, rows = ANSWERS[name]
    found = ask(history, QUESTIONS[name], given)
    at = [found.columns.index(c) for c in columns or found.columns]
    assert [tuple(row[i] for i in at) for row in found] == rows


_TENURES = {
    "before-after": ("2010", "2014", ""),
    "going-on": ("2010", "..", ""),
    "seen": ("", "", "2012-05-01"),
    "seen-else": ("", "", "2011"),
    "undated": ("", "", ""),
    "no-end": ("2010", "", ""),
    "rough-no-end": ("2012", "", ""),
    "no-start": ("", "2014", ""),
    "rough": ("2010", "2012", ""),
    "ended-that-day": ("2010", "2012-05-01", ""),
    "later": ("2013", "", ""),
    "wrong": ("2010", "2014", ""),
}
"""Person -> start, end and seen of a tenure."""

_HELD = {
    "before-after": ("certain", "began before, ended after"),
    "going-on": ("certain", "began before and goes on"),
    "seen": ("certain", "seen in the post that day"),
    "seen-else": ("possible", "seen in the post at another time"),
    "undated": ("possible", "no date known"),
    "no-end": ("possible", "began before, end not known"),
    "rough-no-end": ("possible", "may have begun by then, end not known"),
    "no-start": ("possible", "ended after, start not known"),
    "rough": ("possible", "its dates are too rough to tell"),
}


def test_whoever_may_have_held_a_post_is_listed_with_the_reason(tmp_path: Path) -> None:
    tables = copy.deepcopy(SMALL)
    tables["people"] = [{"id": p, "label": p, "sources": "src"} for p in _TENURES]
    lasting = {"id": "lasting", "label": "Lasting Body", "start": "2000", "end": ".."}
    tables["bodies"].append(tables["bodies"][0] | lasting)
    tables["posts"] = [{"id": "head", "label": "Head", "body": "lasting", "sources": "src"}]
    tables["tenures"] = [
        {"person": person, "post": "head", "start": start, "end": end, "seen": seen,
         "capacity": "substantive", "sources": "src",
         "rank": "deprecated" if person == "wrong" else "normal"}
        for person, (start, end, seen) in _TENURES.items()
    ]  # fmt: skip
    pipeline.build(write_tables(tmp_path, tables), tmp_path / "output")
    graph = open_graph(tmp_path / "output")
    found = ask(graph, QUESTIONS["held-post"], {"post": "head", "on": "2012-05-01"})
    assert {row[0]: (row[2], row[3]) for row in found} == _HELD
    assert [row[2] for row in found] == sorted(row[2] for row in found)


def test_every_answer_argued_is_of_a_question() -> None:
    assert set(ANSWERS) == set(QUESTIONS)
    assert len(QUESTIONS) >= 40


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_a_question_runs_as_it_stands_and_gives_the_columns_it_declares(
    history: LocalGraph, name: str
) -> None:
    question = QUESTIONS[name]
    answer: Any = history.query(question.query)
    assert tuple(v.value for v in answer.variables) == question.columns
    assert set(question.entities) <= set(question.columns)


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_a_question_declares_the_prefixes_it_uses(name: str) -> None:
    import pyoxigraph as ox

    ox.Store().query(QUESTIONS[name].query)


def test_a_value_takes_the_place_of_the_example_wherever_it_stands(history: LocalGraph) -> None:
    query = bind(history, find_question("suppliers-of-line"), {"body": "Old Body"})
    assert query.count("VALUES ?body { id:old-body }") == 4
    assert "nhs-information-centre" not in query


def test_an_optional_parameter_that_is_not_given_limits_nothing(history: LocalGraph) -> None:
    query = bind(history, find_question("existed-on"), {"on": "2006"})
    assert "VALUES ?kind" not in query
    assert '("2006-01-01"^^xsd:date "2006-12-31"^^xsd:date)' in query


def test_a_default_stays_unless_another_is_given(history: LocalGraph) -> None:
    assert "{ 3 }" in bind(history, find_question("short-lived"), {})
    assert "{ 10 }" in bind(history, find_question("short-lived"), {"years": " 10 "})


def test_a_kind_of_one_class_narrows_the_answer(history: LocalGraph) -> None:
    found = ask(history, find_question("existed-on"), {"on": "2006-06", "kind": "programme"})
    assert [row[0] for row in found] == ["programme"]


@pytest.mark.parametrize(
    ("name", "given", "told"),
    [
        pytest.param(
            "successors", {},
            "successors needs body=…: the body that ended, such as nhs-connecting-for-health",
            id="missing",
        ),
        pytest.param(
            "successors", {"bdy": "OB"},
            "successors has no parameter 'bdy'; did you mean 'body'?\n"
            "successors needs body=…: the body that ended, such as nhs-connecting-for-health",
            id="misspelt",
        ),
        pytest.param(
            "contradictions", {"x": "1"}, "contradictions has no parameter 'x'; it takes none",
            id="none taken",
        ),
        pytest.param(
            "existed-on", {"on": "2013-13", "kind": "bodi"},
            "on: '2013-13' is not a day of the calendar\n"
            "kind: nothing is a 'bodi'; did you mean 'Body'?",
            id="two at once",
        ),
        pytest.param(
            "existed-on", {"on": ".."}, "on: '..' is no day, month or year", id="no day"
        ),
        pytest.param(
            "short-lived", {"years": "three"}, "years: 'three' is not a whole number",
            id="no number",
        ),
        pytest.param(
            "successors", {"body": "Ann Smith"},
            "body: 'Ann Smith' is a Person (ann-smith), not a Body or BodyGroup or Company "
            "or Unit",
            id="another kind",
        ),
        pytest.param(
            "successors", {"body": "Oldd Body"},
            "body: 'Oldd Body': no Body or BodyGroup or Company or Unit has this name; "
            "nearest: old-body (Old Body)",
            id="unknown",
        ),
        pytest.param(
            "with-verdict", {"verdict": "enactd"},
            "verdict: 'enactd' is no verdict; did you mean 'enacted'?",
            id="no verdict",
        ),
        pytest.param(
            "evidence", {"subject": "OB", "property": "parent bod"},
            "property: ", id="no property",
        ),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_at_once(
    history: LocalGraph, name: str, given: dict[str, str], told: str
) -> None:
    with pytest.raises(UsageError) as error:
        bind(history, find_question(name), given)
    assert str(error.value).startswith(told)


@pytest.mark.parametrize("text", ["} # ?x", 'x" . ?s ?p "', "id:a } UNION { ?s ?p ?o"])
def test_a_value_is_bound_and_never_pasted(history: LocalGraph, text: str) -> None:
    with pytest.raises(UsageError):
        bind(history, find_question("successors"), {"body": text})


def test_an_unknown_question_has_a_suggestion() -> None:
    with pytest.raises(UsageError, match="no question 'sucessors'; did you mean 'successors'"):
        find_question("sucessors")
    with pytest.raises(UsageError, match=r"nearest: contracts-of \(Which contracts did "):
        find_question("which contracts does Palantir have?")
    with pytest.raises(UsageError, match=r"there is no question .*; .kg ask. lists them"):
        find_question("../../x")


HEAD = "# title: T\n# theme: A\n# description: D\n# columns: x\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("# what?\nSELECT ?x {}", "q.rq:1: cannot read this line", id="no field"),
        pytest.param("# title: T\nSELECT ?x {}", "has no theme, description, columns", id="short"),
        pytest.param(
            HEAD + "# required b: thing - a thing\nSELECT ?x {}", "'thing' is no type", id="type"
        ),
        pytest.param(
            HEAD + "# required b: entity - a thing\nSELECT ?x {}", "has no block VALUES ?b",
            id="no block",
        ),
    ],
)  # fmt: skip
def test_a_file_that_is_no_question_says_why(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "questions").mkdir()
    (tmp_path / "questions" / "q.rq").write_text(text, "utf8")
    with pytest.raises(UsageError, match=told.replace("?", r"\?")):
        read_questions(tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_the_shipped_facts_give_the_answer_that_was_reviewed(
    name: str,
    shipped_output: Path,
    run_kg: RunKg,
    golden: Callable[[str], Callable[[str], None]],
) -> None:
    question = QUESTIONS[name]
    params = [
        f"--param={p.name}={p.value.removeprefix('nhsit:').removeprefix('id:')}"
        for p in question.parameters
    ]
    ran = run_kg("ask", name, *params, "-f", "csv", "--graph", shipped_output)
    golden(f"questions/{name}.csv")(ran.stdout)


@pytest.mark.slow
@pytest.mark.parametrize("day", ["1999", "2013-06", "2022-07-01", "2026"])
def test_sparql_and_the_index_agree_on_what_existed(shipped_output: Path, day: str) -> None:
    graph = open_graph(shipped_output)
    asked = {(row[0], row[2]) for row in ask(graph, QUESTIONS["existed-on"], {"on": day})}
    found = find_existing(index_of(graph), day).found
    assert asked == {(e.entity.slug, e.how.value) for e in found}


def test_a_name_longer_than_a_file_may_have_is_only_unknown() -> None:
    with pytest.raises(UsageError, match="there is no question 'aaa"):
        find_question("a" * 3000)
