"""Which pictures an answer can be follows from what its columns hold."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.fixture(scope="module")
def page(script: Callable[..., Page]) -> Page:
    return script("results/choosing", "results/columns")


def thing(name: str) -> dict[str, str]:
    return {"type": "uri", "value": f"https://example.org/{name}"}


def number(text: str, kind: str = "integer") -> dict[str, str]:
    return {"type": "literal", "value": text, "datatype": XSD + kind}


def words(text: str, **more: str) -> dict[str, str]:
    return {"type": "literal", "value": text, **more}


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        pytest.param([thing("a"), None, thing("b")], "thing", id="things, one not bound"),
        pytest.param([number("3"), number("4.5", "decimal")], "number", id="numbers"),
        pytest.param([number("1e3", "double")], "number", id="a double"),
        pytest.param([words("2013-04-01"), words("2012~")], "date", id="dates as stated"),
        pytest.param([words("2013-04-01", datatype=XSD + "date")], "date", id="days"),
        pytest.param([words("..")], "date", id="an end that has not come"),
        pytest.param([words("2013", datatype=XSD + "gYear")], "date", id="years"),
        pytest.param([words("2013-04-01T10:00:00Z")], "date", id="moments"),
        pytest.param([words("hello", **{"xml:lang": "en"})], "text", id="words"),
        pytest.param([words("2013", **{"xml:lang": "en"})], "text", id="a year as a word"),
        pytest.param([words("true", datatype=XSD + "boolean")], "text", id="yes or no"),
        pytest.param([thing("a"), words("a")], "text", id="things and words"),
        pytest.param([None], "empty", id="nothing"),
    ],
)
def test_a_column_is_known_by_all_its_values(page: Page, values: list[Any], kind: str) -> None:
    [found] = page.evaluate(
        "(values) => $columns.describeColumns({columns: ['c'], rows: values.map((v) => [v])})",
        values,
    )
    assert found["kind"] == kind


def test_whole_numbers_of_our_time_are_years(page: Page) -> None:
    found = page.evaluate(
        "(rows) => $columns.describeColumns({columns: ['year', 'sum'], rows})",
        [[number("1999"), number("1999")], [number("2013"), number("20130")]],
    )
    assert [column["isYear"] for column in found] == [True, False]


def choose(page: Page, columns: list[tuple[str, str]], rows: int = 3) -> dict[str, Any]:
    """Return what can be drawn of columns, each a name and a kind; `name!` repeats its values."""
    described = [
        {"name": name.strip("!"), "at": at, "kind": "number" if kind == "year" else kind,
         "isYear": kind == "year", "distinct": 2 if name.endswith("!") else rows}
        for at, (name, kind) in enumerate(columns)
    ]  # fmt: skip
    found = page.evaluate(
        "([columns, rows]) => $choosing.chooseViews(columns, rows)", [described, rows]
    )
    return {
        view: fit["why"] or {role["id"]: role["chosen"] for role in fit["roles"]}
        for view, fit in found.items()
    }


def test_a_life_is_a_timeline_and_a_map_of_years(page: Page) -> None:
    found = choose(page, [("body", "thing"), ("end", "date"), ("start", "date")])
    assert found["timeline"] == {"label": "body", "start": "start", "end": "end"}
    assert found["years"] == {"date": "start", "group": "body", "sum": ""}
    assert found["chart"] == "A chart needs a column of numbers; this answer has none."
    assert found["network"] == "A network needs two columns of things; this answer has only one."


def test_a_sum_is_a_chart_of_bars_and_over_time_a_line(page: Page) -> None:
    bars = choose(page, [("supplier", "thing"), ("total", "number")])
    assert bars["chart"] == {"label": "supplier", "number": "total", "form": "bars"}
    line = choose(page, [("year", "year"), ("total", "number")])
    assert line["chart"] == {"label": "year", "number": "total", "form": "line"}
    assert "needs a column that names" in line["timeline"]


def test_a_column_that_tells_rows_apart_names_them_rather_than_one_that_repeats(
    page: Page,
) -> None:
    found = choose(page, [("kind!", "thing"), ("body", "text"), ("number", "number")])
    assert found["chart"]["label"] == "body"


def test_pairs_are_a_network_and_a_graph_one_of_subjects_and_objects(page: Page) -> None:
    pairs = choose(page, [("date", "date"), ("from", "thing"), ("to", "thing"), ("law", "thing")])
    assert pairs["network"] == {"from": "from", "to": "to"}
    graph = choose(page, [("subject", "thing"), ("predicate", "thing"), ("object", "thing")])
    assert graph["network"] == {"from": "subject", "to": "object"}


def test_numbers_alone_are_no_picture(page: Page) -> None:
    assert set(choose(page, [("number", "number")]).values()) == {
        "A chart needs a column that names its numbers; this answer has only numbers.",
        "A timeline needs a column of dates; this answer has none.",
        "A network needs two columns of things; this answer has none.",
        "A map of years needs a column of dates or years; this answer has none.",
    }


def test_of_nothing_there_is_no_picture(page: Page) -> None:
    found = choose(page, [("body", "thing"), ("start", "date"), ("sum", "number")], rows=0)
    assert set(found.values()) == {"The answer has no rows."}
