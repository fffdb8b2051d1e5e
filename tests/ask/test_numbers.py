"""Figures and codes, from their rows to what people read: cards, names, explanations, differences."""

from __future__ import annotations

import pytest

from kg.ask.cards import make_card
from kg.ask.cardtext import to_text
from kg.ask.explain import explain
from kg.ask.paths import find_paths
from kg.engine.store import LocalGraph, open_graph
from kg.errors import UnknownEntity
from kg.index.index import Index, index_of
from kg.index.names import find_entity
from kg.make.pipeline import build
from tests.conftest import write_tables
from tests.numbers import NUMBERS


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> LocalGraph:
    folder = tmp_path_factory.mktemp("numbers")
    build(write_tables(folder, NUMBERS), folder / "output")
    return open_graph(folder / "output")


@pytest.fixture(scope="module")
def index(graph: LocalGraph) -> Index:
    return index_of(graph)


def test_rivals_of_one_measure_and_period_stand_side_by_side(
    graph: LocalGraph, index: Index
) -> None:
    told = [line.said for line in make_card(graph, index, "old-body").sections["Figures"]]
    assert told == [
        "cost outturn, 2004 to 2006: £90,000,000 (New Body, May 2014)",
        "cost outturn, 2004 to 2006: £100,000,000 to £120,000,000. Other sums were named",
        "share, 2005: at least 12.5 per cent",
    ]


def test_a_figure_known_to_be_wrong_stands_with_what_was_said_wrongly(
    graph: LocalGraph, index: Index
) -> None:
    (line,) = make_card(graph, index, "old-body").sections["Said, but wrongly"]
    assert (line.mark, line.node) == ("deprecated", "fig-c")


def test_a_card_tells_what_somebody_stated_and_the_place_in_the_source(
    graph: LocalGraph, index: Index
) -> None:
    (line,) = make_card(graph, index, "new-body").sections["Figures it stated"]
    assert line.text.startswith("Old Body: cost outturn")
    assert [str(source) for source in line.sources] == ["A source, p. 7"]


def test_a_figure_of_an_event_stands_on_its_card(graph: LocalGraph, index: Index) -> None:
    (line,) = make_card(graph, index, "succession").sections["Figures"]
    assert line.said == "number: 1,200. Boxes moved"


def test_the_codes_of_a_thing_stand_with_their_days(graph: LocalGraph, index: Index) -> None:
    card = make_card(graph, index, "old-body")
    told = [(line.when, line.text) for line in card.sections["Codes"]]
    assert told == [("until 31 March 2013", "X1Y (ods)"), ("", "RX1 (ods)")]
    assert "  RX1 (ods)\n" in to_text(card)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("RX1", "old-body"), ("ods:RX1", "old-body"), ("rx1", "old-body"), ("Q123", "new-body"),
        ("wikidata:Q123", "new-body"), ("The Big Move", "succession"),
        ("the handover", "succession"), ("Snoopers Charter", "an-act"), ("AA 2016", "an-act"),
    ],
)  # fmt: skip
def test_a_thing_is_found_by_a_code_or_by_what_people_call_it(
    index: Index, text: str, slug: str
) -> None:
    assert find_entity(index, text).slug == slug


@pytest.mark.parametrize("text", ["wikidata:RX1", "ods:Q123"])
def test_a_code_of_another_register_is_none(index: Index, text: str) -> None:
    with pytest.raises(UnknownEntity):
        find_entity(index, text)


def test_a_code_that_an_heir_kept_asks_which_is_meant(index: Index) -> None:
    with pytest.raises(UnknownEntity, match="may be 2 things"):
        find_entity(index, "ods:X1Y")


def test_a_code_is_a_notation_and_its_address_the_thing_or_near_it(graph: LocalGraph) -> None:
    query = "SELECT ?p ?o { VALUES ?p { skos:exactMatch skos:closeMatch } ?thing ?p ?o ; nhsit:evidence ?e } ORDER BY ?o"
    found = [(p.value.rpartition("#")[2], o.value) for p, o in graph.query(query)]
    assert found == [
        ("exactMatch", "http://www.wikidata.org/entity/Q123"),
        ("closeMatch", "https://directory.spineservices.nhs.uk/ORD/2-0-0/organisations/RX1"),
        ("closeMatch", "https://directory.spineservices.nhs.uk/ORD/2-0-0/organisations/X1Y"),
        ("closeMatch", "https://directory.spineservices.nhs.uk/ORD/2-0-0/organisations/X1Y"),
    ]
    typed = graph.query('ASK { id:old-body skos:notation "RX1"^^nhsit:OdsRegisterCode }')
    plain = graph.query(
        'ASK { id:old-body nhsit:odsCode "RX1" . id:new-body nhsit:wikidata "Q123" }'
    )
    assert typed and plain


def test_the_ground_of_a_figure_is_its_own_row(graph: LocalGraph, index: Index) -> None:
    (found,) = explain(graph, index, "fig-a", "figure of")
    (ground,) = found.grounds
    assert (ground.row, [str(s) for s in ground.sources]) == ("figures.csv:2", ["A source, p. 7"])


def test_against_a_figure_stands_what_rivals_say_of_the_same_time(
    graph: LocalGraph, index: Index
) -> None:
    (found,) = explain(graph, index, "fig-a", "amount")
    assert [(ground.node, ground.role) for ground in found.against] == [("fig-b", "says otherwise")]
    assert explain(graph, index, "fig-d", "amount")[0].against == ()


def test_what_was_stated_of_a_thing_joins_nobody_to_it(graph: LocalGraph, index: Index) -> None:
    (way,) = find_paths(graph, index, "old-body", "new-body")
    assert [hop.node for hop in way] == ["succession"]
