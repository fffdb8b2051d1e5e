"""What came of each attempt at an aim, what its reviews advised, and whether the next did it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.ask.attempts import find_all_attempts, find_attempts
from kg.ask.cards import make_card
from kg.engine.store import LocalGraph, open_graph
from kg.index.index import index_of
from kg.make import pipeline
from tests.ask.estates import CLAIM, SOURCED, estate
from tests.conftest import write_tables


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> LocalGraph:
    tables = estate()
    tables["aims"] = [{"id": "aim", "label": "An aim", "definition": "To get there."}]
    tables["programmes"] = [
        {"id": "first", "label": "First", "start": "2005", "end": "2009"} | SOURCED,
        {"id": "elsewhere", "label": "Elsewhere", "start": "2010", "jurisdiction": "Wales"}
        | SOURCED,
        {"id": "second", "label": "Second", "start": "2012", "end": ".."} | SOURCED,
    ]
    tables["programmes"][0]["jurisdiction"] = "England"
    tables["claims"] += [
        CLAIM | {"subject": "first", "property": "attempts", "object": "aim", "note": "In part"},
        CLAIM | {"subject": "elsewhere", "property": "attempts", "object": "aim"},
        CLAIM | {"subject": "second", "property": "attempts", "object": "aim"},
        CLAIM | {"subject": "old-body", "property": "ran", "object": "first", "start": "2005"},
        CLAIM | {"subject": "rep", "property": "reviewed", "object": "first", "start": "2010"},
    ]
    figure = {"subject": "first", "unit": "gbp"} | SOURCED
    tables["figures"] = [
        figure | {"id": "f1", "measure": "cost-estimate", "value": "10"},
        figure | {"id": "f2", "measure": "cost-estimate", "low": "20", "high": "30"},
        figure | {"id": "f3", "measure": "cost-outturn", "value": "90"},
        figure | {"id": "f4", "measure": "cost-outturn", "value": "999", "rank": "deprecated"},
    ]
    folder = tmp_path_factory.mktemp("tried")
    pipeline.build(write_tables(folder, tables), folder / "output")
    return open_graph(folder / "output")


def test_each_attempt_is_told_once_the_first_to_begin_first(tried: LocalGraph) -> None:
    first, _, second = find_attempts(tried, "aim").values()
    assert (first.thing, first.ran_by, first.ending) == ("first", "Old Body", "ended")
    assert (first.least, first.most, first.cost) == (10, 30, 90)
    assert (first.reviews, first.advised, first.enacted) == (("Rep",), 3, 1)
    assert (first.next, first.since) == ("second", 1)
    assert (second.ending, second.next, second.since) == ("goes on", "", None)


def test_the_next_attempt_is_not_one_of_another_nation(tried: LocalGraph) -> None:
    found = find_attempts(tried, "aim")
    assert (found["first"].next, found["elsewhere"].next) == ("second", "second")


def test_the_card_of_an_aim_has_a_line_for_each_with_its_sources(tried: LocalGraph) -> None:
    card = make_card(tried, index_of(tried), "aim")
    first, _, second = card.sections["Attempts"]
    assert first.said == (
        "First; run by Old Body; said to cost £10 to £30; cost £90; reviewed in 1 report with "
        "3 recommendations, 1 enacted; next: Second, 1 of the advice enacted since it began. In part"
    )
    assert (first.when, first.other) == ("2005 to 2009", "first")
    assert (second.text, second.when) == ("Second; goes on", "since 2012")
    assert first.sources


def test_all_aims_at_once_have_what_each_has(shipped_output: Path) -> None:
    graph = open_graph(shipped_output)
    aims = [one.slug for one in index_of(graph).of_kinds(["Aim"])]
    each = {aim: find_attempts(graph, aim) for aim in aims}
    found = find_all_attempts(graph, aims)
    assert len(found) > 5
    assert found == {aim: some for aim, some in each.items() if some}
    assert [[*some] for some in found.values()] == [[*each[aim]] for aim in found]
