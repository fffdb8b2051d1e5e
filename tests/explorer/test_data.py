"""The data of the page, and what the page makes of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from kg.engine.store import open_graph
from kg.explorer.data import make_data
from kg.model.vocabulary import Vocabulary

Module = Callable[[str], Page]
Data = dict[str, Any]


@pytest.fixture(scope="module")
def data(memory_output: Path, vocabulary: Vocabulary) -> Data:
    made = make_data(open_graph(memory_output), vocabulary)
    return made | {"headline": [], "network": {"places": {}, "options": {}}}


@pytest.fixture
def model(module: Module, data: Data) -> Page:
    """A page in which `model` is made of the data."""
    page = module("model/model", "model/existence")
    page.evaluate("(data) => { window.model = $model.createModel(data); }", data)
    return page


def _by_id(rows: list[Data]) -> dict[str, Data]:
    return {row["id"]: row for row in rows}


def test_a_thing_has_what_is_known_of_it_and_nothing_else(data: Data) -> None:
    things = _by_id(data["things"])
    assert things["gone"]["start"] == "2005"
    assert things["gone"]["end"] == ".."
    assert "description" not in things["gone"]
    assert "date" not in things["gone"]
    assert "start" not in things["undated"]
    # of Oldest Body only the end is stated; its event says the same day, so it is told once
    assert things["oldest-body"]["end"] == "2001-04-01"
    assert "ended" not in things["oldest-body"]


def test_each_line_names_the_citations_that_it_rests_on(data: Data) -> None:
    [claim] = [row for row in data["claims"] if "void" not in row and row["p"] == "parentBody"]  # fmt: skip
    cited = [data["citations"][number] for number in claim["evidence"]]
    told = [(data["sources"][source]["title"], *place) for source, *place in cited]
    assert told == [("A source", "p. 2"), ("Another source",)]


def test_a_citation_is_told_once_however_many_lines_rest_on_it(data: Data) -> None:
    assert len({tuple(cite) for cite in data["citations"]}) == len(data["citations"])


def test_ids_that_were_given_up_lead_to_what_they_became(data: Data) -> None:
    assert data["moved"] == {"ancient-body": "oldest-body"}


def test_what_is_deprecated_is_kept_apart_and_relates_nothing(model: Page) -> None:
    assert model.evaluate("model.wrong.map((claim) => [claim.s, claim.note])") == [
        ["new-body", "A slip of the pen"]
    ]
    assert not model.evaluate(
        "model.relations.some(({ s, p }) => s === 'new-body' && p === 'parentBody')"
    )


def test_only_what_happened_follows_from_one_to_the_other(model: Page) -> None:
    after = "(id) => model.after(id).map(({ after, how }) => [after, how])"
    assert model.evaluate(after, "oldest-body") == [["old-body", "succession"]]
    assert model.evaluate(after, "old-body") == [["new-body", "succession"]]
    assert model.evaluate(after, "new-body") == [], "it was only announced"
    assert model.evaluate("model.heirs('oldest-body')") == ["new-body"]
    assert model.evaluate("model.heirs('new-body')") == []
    assert model.evaluate("[...model.lineage('old-body')].sort()") == [
        "new-body", "old-body", "oldest-body",
    ]  # fmt: skip


def test_an_opinion_is_shown_and_connects_nothing(model: Page) -> None:
    assert model.evaluate("model.relationsOf('undated').map(({ p }) => p)") == ["opinion"]
    assert model.evaluate("model.connectionsOf('undated')") == []
    assert model.evaluate("[...model.neighbours('undated')]") == []


def test_what_became_of_advice_is_what_the_analyses_count(model: Page) -> None:
    outcomes = "Object.fromEntries(model.recommendations.map(({ id, outcome }) => [id, outcome]))"
    assert model.evaluate(outcomes) == {"advice-1": "Enacted", "advice-2": "Unassessed"}
    assert model.evaluate("model.record('advice-1').row.contested")


@pytest.mark.parametrize(
    ("thing", "day", "held"),
    [
        pytest.param("old-body", "2001-04-01", "certain", id="on the first day"),
        pytest.param("old-body", "2013-04-01", "no", id="on the day of its end"),
        pytest.param("old-body", "2013", "possible", id="in the year of its end"),
        pytest.param("gone", "2005-06", "possible", id="within the year of its beginning"),
        pytest.param("gone", "2009", "certain", id="needed by a row until 2010"),
        pytest.param("gone", "2020", "going on", id="known to go on"),
        pytest.param("new-body", "2020", "possible", id="no end recorded"),
        pytest.param("undated", "1900", "possible", id="no date at all"),
        pytest.param("a-report", "1999", "no", id="a document before its date"),
        pytest.param("a-report", "2030", "certain", id="a document ever after"),
    ],
)
def test_existence_on_a_day(model: Page, thing: str, day: str, held: str) -> None:
    asked = "([id, day]) => $existence.existence(model, model.things.get(id), day)"
    assert model.evaluate(asked, [thing, day]) == held


def test_words_find_what_they_find_in_the_program(module: Module, data: Data) -> None:
    vectors = Path(__file__).parents[1] / "vectors" / "search.json"
    expected: dict[str, list[str]] = json.loads(vectors.read_text("utf8"))
    page = module("model/model", "model/search")
    found = page.evaluate(
        """([data, queries]) => {
          const find = $search.createSearch($model.createModel(data));
          return Object.fromEntries(queries.map((words) => [words, find(words).map(({ id }) => id)]));
        }""",
        [data, [*expected]],
    )
    assert found == expected


def test_what_joins_two_things_is_what_the_ontology_marks(data: Data) -> None:
    joins = data["joins"]
    assert joins["claims"] == ["s", "o"]
    assert joins["tenures"] == ["person", "post", "body"]
    assert joins["recommendations"] == ["report", "addressees", "reiterates"]
    assert joins["things"] == ["body"]
    assert {"wouldGain", "wouldLose", "concerns"}.isdisjoint(joins["events"])
    assert "opinions" not in joins
