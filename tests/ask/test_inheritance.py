"""What a body would leave: each thing once, nothing that is over, every number with its ids."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.ask.inheritance import what_if_end, what_if_merge
from kg.ask.inheritance.statement import Inheritance
from kg.ask.inheritance.statement_page import to_page
from kg.ask.inheritance.text import opening, to_markdown, to_text
from kg.engine.store import LocalGraph, open_graph
from kg.errors import KgError
from kg.index.index import index_of
from kg.make import pipeline
from kg.model.lines import measure
from tests.ask.estates import SOURCED, estate
from tests.conftest import Tables, write_tables

DAY = "2021-01-01"
Make = Callable[[Tables], LocalGraph]


@pytest.fixture(scope="module")
def make(tmp_path_factory: pytest.TempPathFactory) -> Make:
    def build(tables: Tables) -> LocalGraph:
        folder = tmp_path_factory.mktemp("estate")
        pipeline.build(write_tables(folder, tables), folder / "output")
        return open_graph(folder / "output")

    return build


@pytest.fixture(scope="module")
def held(make: Make) -> LocalGraph:
    return make(estate())


@pytest.fixture
def found(held: LocalGraph) -> Inheritance:
    return what_if_end(held, index_of(held), "new-body", ["other-body"], DAY)


def ids(found: Inheritance) -> dict[str, list[str]]:
    return {heading: [one.id for one in things] for heading, things in found.sections.items()}


def test_everything_that_it_has_is_told_once_and_nothing_that_is_over(found: Inheritance) -> None:
    assert ids(found) == {
        "open recommendations": ["rep-r2", "rep-r1"],
        "promises": ["plan-r1"],
        "duties and functions": ["succession"],
        "contracts that run on": ["long"],
        "systems": ["runs"],
        "bodies and units under it": ["its-unit"],
        "posts": ["head"],
    }
    assert all(one.sources for things in found.sections.values() for one in things)
    assert found.line == {"new-body": "New Body", "its-unit": "Its Unit", "old-body": "Old Body"}


def test_a_thing_says_from_whom_it_came_and_who_has_it_too(found: Inheritance) -> None:
    both, old = found.sections["open recommendations"]
    assert (both.holder, both.others) == ("", (("other-body", "Other Body"),))
    assert (old.holder_label, old.others) == ("Old Body", ())


def test_what_the_record_does_not_know_is_said_with_its_ids(found: Inheritance) -> None:
    (loose,) = [one for one in found.unknown if "loose" in one.ids]
    assert loose.text.startswith("Whether 1 more contract runs on that day is not known")


def test_what_became_of_such_things_is_computed_from_earlier_ends(found: Inheritance) -> None:
    assert [(one.body, one.heirs, one.advice, one.enacted) for one in found.precedents] == [
        ("old-body", (("new-body", "New Body"),), ("rep-r1",), ())
    ]
    assert ("Of those, 0 (0%) were found enacted afterwards.", ()) in [
        (one.text, one.ids) for one in found.told
    ]


def test_change_a_fact_and_the_sentence_changes(make: Make, found: Inheritance) -> None:
    assert opening(found).startswith("To be passed on: 2 open recommendations, 1 open promise,")
    tables = estate()
    tables["assessments"] += [
        {"recommendation": "rep-r1", "facet": "implementation", "verdict": "enacted",
         "by": "other-body", "date": "2015"} | SOURCED,
    ]  # fmt: skip
    graph = make(tables)
    other = what_if_end(graph, index_of(graph), "new-body", ["other-body"], DAY)
    assert opening(other).startswith("To be passed on: 1 open recommendation, 1 open promise,")
    assert ("Of those, 1 (100%) was found enacted afterwards.", ("rep-r1",)) in [
        (one.text, one.ids) for one in other.told
    ]


def test_each_number_of_the_summary_lists_its_ids(found: Inheritance) -> None:
    for remark in found.summary:
        assert int(remark.text.split()[0]) == len(remark.ids) == len({*remark.ids})


def test_nothing_is_written_to_the_graph(held: LocalGraph) -> None:
    before = {*held.store}
    what_if_end(held, index_of(held), "new-body", ["other-body"], DAY)
    assert {*held.store} == before


def test_a_body_into_which_others_are_merged_goes_on(held: LocalGraph) -> None:
    index = index_of(held)
    merged = what_if_merge(held, index, ["new-body", "other-body"], ["other-body"], DAY)
    assert merged == what_if_end(held, index, "new-body", ["other-body"], DAY)
    fresh = what_if_merge(held, index, ["new-body", "other-body"], (), DAY)
    assert list(fresh.ended) == ["new-body", "other-body"]
    assert ids(fresh)["open recommendations"] == ["rep-r2", "rep-r1"]


@pytest.mark.parametrize(
    ("body", "to", "on", "problem"),
    [
        pytest.param("old-body", [], DAY, "ended before (1 April 2001 to", id="ended already"),
        pytest.param("new-body", [], "2001", "begins only on 1 April 2013", id="before birth"),
        pytest.param("new-body", ["old-body"], DAY, "cannot be an heir", id="heir that is gone"),
        pytest.param("new-body", ["zzz"], DAY, "'zzz': no ", id="heir that never was"),
        pytest.param("new-body", ["new-body"], DAY, "be its own heir", id="its own heir"),
        pytest.param("runs", [], DAY, "'runs' is a System", id="no body"),
        pytest.param("new-body", [], "soon", "'soon' is not a date", id="no date"),
    ],
)
def test_what_cannot_be_supposed_is_refused_in_one_line(
    held: LocalGraph, body: str, to: list[str], on: str, problem: str
) -> None:
    with pytest.raises(KgError) as error:
        what_if_end(held, index_of(held), body, to, on)
    assert problem in str(error.value)
    assert "\n" not in str(error.value)
    assert error.value.exit_code == 2


def test_a_body_whose_heir_has_ended_too_has_no_heir_left(make: Make) -> None:
    tables = estate()
    for row in tables["bodies"]:
        if row["id"] == "new-body":
            row["end"] = "2020-01-01"
    graph = make(tables)
    with pytest.raises(KgError, match=r"2013\); no heir of it is left$"):
        what_if_end(graph, index_of(graph), "old-body", [], DAY)


def test_a_merger_takes_two(held: LocalGraph) -> None:
    with pytest.raises(KgError, match="takes two bodies or more"):
        what_if_merge(held, index_of(held), ["new-body", "New Body"])


@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_is_wider_than_the_terminal(found: Inheritance, width: int) -> None:
    assert max(measure(line) for line in to_text(found, width, True).splitlines()) <= width


def test_text_markdown_and_page_name_every_thing(found: Inheritance) -> None:
    for written in (to_text(found, full=True), to_markdown(found), to_page(found)):
        for things in found.sections.values():
            assert all(one.id in written and one.label in written for one in things)


def test_a_page_obeys_nothing_that_the_data_say(make: Make) -> None:
    tables = estate()
    tables["recommendations"][0]["summary"] = "<script>alert(1)</script>"
    graph = make(tables)
    page = to_page(what_if_end(graph, index_of(graph), "new-body", (), DAY))
    assert "<script" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.slow
def test_the_statement_of_the_shipped_record_has_no_duty_twice_and_no_closed_contract(
    shipped_output: Path,
) -> None:
    graph = open_graph(shipped_output)
    found = what_if_end(graph, index_of(graph), "nhs-england", ["dhsc"], "2027-04-01")
    things = [one for section in found.sections.values() for one in section]
    assert len({one.id for one in things}) == len(things)
    assert all(one.sources for one in things)
    assert "fdp-palantir-2023" not in {one.id for one in things}
    assert len(found.sections["open recommendations"]) > 300


def test_what_is_left_is_the_same_whoever_takes_over(held: LocalGraph, found: Inheritance) -> None:
    nobody = what_if_end(held, index_of(held), "new-body", (), DAY)
    assert nobody.sections == found.sections
    assert (nobody.heirs, found.heirs) == ({}, {"other-body": "Other Body"})
