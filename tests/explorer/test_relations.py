"""What joins two things on the page, made from tables as a build makes them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from kg.engine.store import open_graph
from kg.explorer.data import make_data
from kg.make import pipeline
from kg.model.vocabulary import Vocabulary
from tests.conftest import SMALL, write_tables
from tests.explorer.conftest import Open

pytestmark = pytest.mark.browser

# the one was said to have headed Old Body, and did not; the other did
TABLES = SMALL | {
    "people": [
        {"id": "wrong-head", "label": "Wrong Head", "sources": "src"},
        {"id": "right-head", "label": "Right Head", "sources": "src"},
    ],
    "posts": [{"id": "head", "label": "Head of Old Body", "body": "old-body", "sources": "src"}],
    "tenures": [
        {"person": person, "post": "head", "start": "2002", "end": "2004",
         "capacity": "substantive", "rank": rank, "sources": "src"}
        for person, rank in (("wrong-head", "deprecated"), ("right-head", "normal"))
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("relations")
    pipeline.build(write_tables(folder, TABLES), folder / "output")
    return folder / "output"


def test_a_tenure_known_to_be_wrong_joins_nobody_to_a_body(
    built: Path, vocabulary: Vocabulary, module: Callable[[str], Page]
) -> None:
    data = make_data(open_graph(built), vocabulary)
    page = module("model/model")
    page.evaluate("(data) => { window.model = $model.createModel(data); }", data)
    held = "model.relations.filter(({ p }) => p === 'held').map(({ s, o }) => [s, o])"
    assert page.evaluate(held) == [["right-head", "old-body"]]
    assert page.evaluate("[...model.neighbours('wrong-head')]") == []


def test_a_tenure_known_to_be_wrong_is_told_as_such_and_drawn_nowhere(
    built: Path, open_page: Open
) -> None:
    page = open_page(built / "nhs-it.html", "#view=network&id=wrong-head").page
    page.wait_for_function("() => document.querySelector('.net-box').drawn?.().names.length > 0")
    nodes = "document.querySelector('.net-box').drawn().nodes.map(({ id }) => id)"
    assert "right-head" in page.evaluate(nodes)
    assert "wrong-head" not in page.evaluate(nodes)
    assert "known to be wrong" in page.inner_text("#panel")
