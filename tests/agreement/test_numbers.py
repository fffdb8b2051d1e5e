"""Every number of the headline, of the analyses and of the report is the same wherever it stands."""

from __future__ import annotations

import re
from typing import Any

import pytest

import kg
from tests.agreement.conftest import Explorer, Sparql, Terminal, compare

pytestmark = [pytest.mark.slow, pytest.mark.browser]


@pytest.fixture(scope="module")
def headline(explorer: Explorer) -> dict[str, dict[str, Any]]:
    """The numbers that open the page, by their id."""
    return {row["id"]: row for row in explorer.ask("model.headline")}


def _numbers(text: str) -> list[str]:
    return [found.replace(",", "") for found in re.findall(r"\d[\d,]*(?:\.\d+)?", text)]


def _first(text: str) -> int:
    return int(_numbers(text)[0])


def test_the_headline_counts_what_its_ids_are(headline: dict[str, dict[str, Any]]) -> None:
    counted = {"national-bodies", "not-enacted"}
    compare(
        "headline",
        {
            "number": {name: _first(headline[name]["value"]) for name in counted},
            "ids": {name: len(set(headline[name]["ids"])) for name in counted},
        },
    )


def test_the_page_shows_the_numbers_of_its_headline(
    explorer: Explorer, headline: dict[str, dict[str, Any]]
) -> None:
    shown = explorer.page.locator("#story .numbers b").all_inner_texts()
    assert shown == [row["value"] for row in headline.values()]


def test_the_number_of_recommendations(
    terminal: Terminal,
    python: kg.Graph,
    sparql: Sparql,
    explorer: Explorer,
    headline: dict[str, dict[str, Any]],
) -> None:
    """What stands for a whole document is listed and never counted among recommendations."""
    whole = "nhsit:DocumentAdvice"
    [(counted,)] = sparql.rows("SELECT (COUNT(DISTINCT ?r) AS ?n) { ?r a nhsit:Recommendation }")
    [(others,)] = sparql.rows(f"SELECT (COUNT(DISTINCT ?r) AS ?n) {{ ?r a {whole} }}")
    said = python.analyse("recurrence").sentences[0].text
    _, told = terminal.text("recommendations", "-f", "csv")
    compare(
        "recommendations",
        {
            "SPARQL": {"all": int(counted)},
            "page's headline": {"all": _first(headline["not-enacted"]["label"])},
            "terminal": {"all": _first(told)},
            "analysis": {"all": _first(said)},
            "Python": {"all": len(python.recommendations()) - int(others)},
            "page": {"all": explorer.ask("model.recommendations.length") - int(others)},
        },
    )
    assert int(others) == 7, "rows that stand for whole documents have a class of their own"
    assert "7" in _numbers(told), "the terminal says what it has left out of the count"


def test_the_recommendations_that_were_not_enacted(
    terminal: Terminal,
    python: kg.Graph,
    sparql: Sparql,
    headline: dict[str, dict[str, Any]],
) -> None:
    whole = {row for (row,) in sparql.rows("SELECT ?r { ?r a nhsit:DocumentAdvice }")}
    listed = terminal.json("recommendations", "--verdict", "not enacted")
    stated = sparql.rows("SELECT ?r { ?r a nhsit:Recommendation ; nhsit:outcome nhsit:NotEnacted }")
    table = python.analyse("recurrence").table("by-report")
    column = [c.name for c in table.columns].index("not enacted")
    answers = {
        "page's headline": set(headline["not-enacted"]["ids"]),
        "terminal": {advice["id"] for advice in listed} - whole,
        "Python": {a.id for a in python.recommendations(verdict="not enacted")} - whole,
        "SPARQL": {advice for (advice,) in stated},
    }
    compare("not enacted", {surface: {"all": ids} for surface, ids in answers.items()})
    counts = {surface: {"all": len(ids)} for surface, ids in answers.items()}
    counts["analysis"] = {"all": sum(int(str(row[column])) for row in table.rows)}
    compare("number of not enacted", counts)


def test_national_bodies(
    sparql: Sparql, explorer: Explorer, headline: dict[str, dict[str, Any]]
) -> None:
    """All of the national tier, of whatever time; the page's switch counts what is drawn."""
    bodies = "VALUES ?kind { nhsit:Body nhsit:Unit } ?b a ?kind ; nhsit:tier nhsit:NationalTier"
    rows = sparql.rows(f"SELECT DISTINCT ?b {{ {bodies} }}")
    ended = sparql.rows(f"SELECT DISTINCT ?b {{ {bodies} ; nhsit:endedLatest ?day }}")
    page = explorer.ask(
        """[...model.things.values()].filter(({ kind, tier }) =>
          ["Body", "Unit"].includes(kind) && tier === "NationalTier").map(({ id }) => id)"""
    )
    compare(
        "national bodies",
        {
            "page's headline": {"all": set(headline["national-bodies"]["ids"])},
            "page": {"all": set(page)},
            "SPARQL": {"all": {body for (body,) in rows}},
        },
    )
    [said] = [headline["national-bodies"]["note"]]
    assert _numbers(said) == [str(len(ended))]


def test_reorganisations(python: kg.Graph, headline: dict[str, dict[str, Any]]) -> None:
    churn = python.analyse("churn")
    table = churn.table("reorganisations")
    large = [row for row in table.rows if int(str(row[2])) >= 10]
    note = _numbers(headline["reorganisations"]["note"])
    said = _numbers(churn.sentences[0].text)
    compare(
        "reorganisations",
        {
            "page's headline": {"all": int(note[0]), "large": int(note[-2])},
            "ids of the headline": {"all": len(headline["reorganisations"]["ids"])}
            | {"large": len(large)},
            "sentence": {"all": int(said[0]), "large": int(said[-2])},
            "table": {"all": len(table.rows), "large": len(large)},
        },
    )


def test_moves_between_public_bodies_and_their_suppliers(sparql: Sparql, python: kg.Graph) -> None:
    people = python.analyse("people")
    [said] = [s for s in people.sentences if "revolving door" in s.text]
    asked = {row["person"] for row in sparql.ask("revolving-door")}
    table = people.table("moves")
    column = [c.name for c in table.columns].index("revolving door")
    marked = {ids[0] for row, ids in zip(table.rows, table.ids, strict=True) if row[column]}
    compare(
        "went between a public body and its supplier",
        {
            "question": {"all": asked},
            "sentence": {"all": {i for i in said.ids if i in asked | marked}},
        },
    )
    assert _first(said.text) == len(asked)
    assert marked <= asked, "the table marks whom the question does not know"


def test_how_many_things_there_are_of_each_kind(
    sparql: Sparql, explorer: Explorer, python: kg.Graph, terminal: Terminal
) -> None:
    """Each kind of thing that the page holds, as counted by its class, by the index and by search."""
    kinds = explorer.ask("[...new Set([...model.things.values()].map(({ kind }) => kind))]")
    page = explorer.ask("[...model.things.values()].map(({ id, kind }) => [kind, id])")
    things = [kind for kind in kinds if kind not in ("Concept", "Project")]
    index = python._index.kinds()
    exact = {
        kind: {t for (t,) in sparql.rows(f"SELECT ?t {{ ?t a nhsit:{kind} }}")} for kind in things
    }
    shown = {kind: {thing for of, thing in page if of == kind} for kind in things}
    compare("things of the kind", {"SPARQL": exact, "page": shown})
    compare(
        "number of things of the kind",
        {
            "page": {kind: len(shown[kind]) for kind in things},
            "Python": {kind: index[kind] for kind in things},
        },
    )
