"""The life of a thing in one sentence, from facts alone."""

from __future__ import annotations

import pytest

from kg.ask.cards import make_card
from kg.engine.store import LocalGraph, open_graph
from kg.index.index import index_of
from kg.make import pipeline
from tests.ask.estates import SOURCED, estate
from tests.conftest import write_tables

HELD = {"capacity": "substantive", "rank": "normal"} | SOURCED


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> LocalGraph:
    tables = estate()
    tables["people"] += [{"id": name, "label": name.title()} | SOURCED for name in ("zoe", "bo")]
    tables["tenures"] += [
        HELD | {"person": "zoe", "post": "head", "end": "2018"},
        HELD | {"person": "bo", "post": "head", "start": "2014", "end": "2016"},
    ]
    folder = tmp_path_factory.mktemp("lived")
    pipeline.build(write_tables(folder, tables), folder / "output")
    return open_graph(folder / "output")


def _life(graph: LocalGraph, slug: str) -> str:
    return make_card(graph, index_of(graph), slug).life


def test_who_is_known_only_to_have_ended_led_before_who_began_then(lived: LocalGraph) -> None:
    assert "led by Bo, then Zoe, then Ann" in _life(lived, "new-body")
    heads = make_card(lived, index_of(lived), "new-body").sections["Who led it"]
    assert [line.other for line in heads] == ["bo", "zoe", "ann"]


def test_who_held_a_post_is_told_one_after_the_other(lived: LocalGraph) -> None:
    assert _life(lived, "head") == "Held by Bo, then Zoe, then Ann."


def test_of_what_no_more_is_known_than_what_it_is_there_is_no_life(lived: LocalGraph) -> None:
    assert _life(lived, "other-body") == ""


def test_a_life_says_what_made_it_and_what_came_of_it(lived: LocalGraph) -> None:
    assert _life(lived, "old-body").endswith("replaced on 1 April 2013 by New Body.")


def test_a_report_says_how_many_recommendations_it_made(lived: LocalGraph) -> None:
    told = _life(lived, "rep")
    assert told.startswith("Published in 2010")
    assert "made 3 recommendations: 1 enacted, 2 not known" in told
