"""Tables of the page, folded by the program and unfolded by the page."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from kg.explorer.folding import fold_tables


def test_a_field_that_few_rows_have_stands_last_and_costs_the_others_nothing() -> None:
    rows: list[dict[str, Any]] = [{"id": str(i)} for i in range(30)]
    rows[3]["seldom"] = True
    folded = fold_tables({"things": rows})["things"]
    assert folded["fields"] == ["id", "seldom"]
    assert folded["rows"][3:5] == [["3", True], ["4"]]


def test_short_tables_and_what_is_no_table_stay_as_they_are() -> None:
    data = {"few": [{"id": "a"}], "steps": [["a", "b"]] * 30, "now": None, "words": {"a": "b"}}
    assert fold_tables(data) == data


@pytest.mark.browser
def test_the_page_has_every_row_as_it_was(module: Callable[..., Page]) -> None:
    draw = random.Random(7)
    values: list[Any] = ["", "x", "<&\u2028", 0, -1, True, False, [], [1, 2], ["a"], {"k": 0}]
    tables = [
        [{name: draw.choice(values) for name in "abcde" if draw.random() < chance} for _ in rows]
        for rows in (range(20), range(33))
        for chance in (0.0, 0.2, 0.9, 1.0)
    ]
    told = module("model/unfolding").evaluate(
        "(texts) => texts.map((text) => JSON.stringify($unfolding.unfolded(JSON.parse(text))))",
        [json.dumps(fold_tables({"rows": rows})) for rows in tables],
    )
    assert [json.loads(text)["rows"] for text in told] == tables
