"""What a node is, in a few words."""

from __future__ import annotations

import pytest

from kg.engine.store import LocalGraph
from kg.history.nodes import Node, NodeReader
from kg.history.wording import amount, contract, event, figure, label_of, name, verdict
from kg.index.index import Index


@pytest.fixture
def facts(graph: LocalGraph, index: Index) -> NodeReader:
    return NodeReader(graph, index)


def _all(facts: NodeReader, kind: str) -> list[Node]:
    iris = [iri.value for (iri,) in facts.rows("?n", f"?n a nhsit:{kind}")]
    return list(facts.read(sorted(iris)).values())


def _node(facts: NodeReader, slug: str, **values: str) -> Node:
    node = Node(facts.space.iri(slug), facts.space)
    for predicate, value in values.items():
        node.values[facts.space.term(predicate.replace("__", ":"))].append(value)
    return node


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("Claim", ["New Body parent body Old Body", "Old Body parent body Gone Body"]),
        ("Tenure", ["Ann Smith as Head of Old Body"]),
        ("DatedName", ["Old Body was called Former Bureau"]),
        ("Opinion", ["Ann Smith: Was never seen", "Ann Smith: Was too slow"]),
        ("Person", ["Ann Smith"]),
        ("Legislation", ["An Act 2000"]),
    ],
)
def test_a_node_has_a_name_by_its_kind(facts: NodeReader, kind: str, words: list[str]) -> None:
    assert sorted(name(facts, node) for node in _all(facts, kind)) == words


def test_a_citation_is_a_place_in_its_source(facts: NodeReader) -> None:
    assert {name(facts, node) for node in _all(facts, "Citation")} == {
        "a place in A source", "a place in Another source",
    }  # fmt: skip


def test_what_has_no_label_is_called_by_its_id(facts: NodeReader) -> None:
    assert name(facts, _node(facts, "thing", rdf__type=facts.space.ns + "Body")) == "thing"


def test_a_verdict_says_who_gave_it_and_when(facts: NodeReader) -> None:
    said = sorted(verdict(facts, node) for node in _all(facts, "Assessment"))
    assert said == [
        "enacted (Old Body, 2004)", "in progress (This project, as at 2002)",
        "not enacted (This project, as at 2005)",
    ]  # fmt: skip
    undated = _node(facts, "v", response=facts.space.ns + "Rejected",
                    prov__wasAttributedTo=facts.space.iri("old-body"))  # fmt: skip
    assert verdict(facts, undated) == "rejected (Old Body)"
    assert "for" in name(facts, _all(facts, "Assessment")[0])


def test_an_event_says_what_it_did_its_law_and_its_cause(facts: NodeReader) -> None:
    [first] = [node for node in _all(facts, "Replacement") if node.slug == "first"]
    assert event(facts, first) == (
        "Old Body follows Oldest Body (replacement: ended Oldest Body; created Old Body)"
        "; under An Act 2000; because of A Report"
    )
    bare = _node(facts, "something", rdf__type=facts.space.ns + "Incident")
    assert event(facts, bare) == "something"


def test_a_contract_says_who_sold_what_to_whom_for_how_much(facts: NodeReader) -> None:
    iri = facts.space.iri
    node = _node(
        facts, "c", skos__prefLabel="A deal", buyer=iri("old-body"), supplier=iri("gone"),
        contractFor=iri("new-body"), valueGBP="1234567", valueKind=facts.space.ns + "AwardValue",
    )  # fmt: skip
    kind = facts.label("nhsit:AwardValue").lower()
    assert contract(facts, node) == (
        f"A deal, Old Body with Gone Body, for New Body, £1,234,567 ({kind})"
    )


@pytest.mark.parametrize(
    ("sides", "words"),
    [
        ({"buyer": "old-body"}, "A deal, Old Body with supplier not known"),
        ({"supplier": "gone"}, "A deal, buyer not known with Gone Body"),
        ({}, "A deal"),
    ],
)
def test_a_side_of_a_contract_that_is_not_known_is_said_to_be_so(
    facts: NodeReader, sides: dict[str, str], words: str
) -> None:
    iris = {side: facts.space.iri(slug) for side, slug in sides.items()}
    assert contract(facts, _node(facts, "c", skos__prefLabel="A deal", **iris)) == words


def test_several_things_are_named_in_order(facts: NodeReader) -> None:
    node = _node(facts, "n")
    node.values[facts.space.term("about")] += map(facts.space.iri, ("old-body", "gone"))
    assert label_of(facts, node, "about") == "Gone Body, Old Body"
    assert label_of(facts, node, "nothing") == ""


@pytest.mark.parametrize(
    ("value", "low", "high", "words"),
    [
        pytest.param("90", "", "", "£90", id="a number"),
        pytest.param("", "90", "1200", "£90 to £1,200", id="bounds"),
        pytest.param("", "90", "", "at least £90", id="a lower bound"),
        pytest.param("", "", "120", "at most £120", id="an upper bound"),
        pytest.param("100", "90", "120", "£100 (£90 to £120)", id="a number within its bounds"),
        pytest.param("100", "90", "", "£100 (at least £90)", id="a number above its bound"),
        pytest.param("100", "", "120", "£100 (at most £120)", id="a number below its bound"),
        pytest.param("90", "90", "", "at least £90", id="over so much"),
        pytest.param("120", "", "120", "at most £120", id="up to so much"),
        pytest.param("120", "90", "120", "£120 (£90 to £120)", id="the highest of a range"),
        pytest.param("90", "90", "120", "£90 (£90 to £120)", id="the lowest of a range"),
        pytest.param("90", "90", "90", "£90", id="exactly"),
        pytest.param("", "90", "90", "£90", id="exactly, by its bounds"),
        pytest.param("", "", "", "", id="nothing"),
    ],
)
def test_an_amount_is_told_with_the_bounds_that_say_more(
    facts: NodeReader, value: str, low: str, high: str, words: str
) -> None:
    known = {"amount": value, "amountLow": low, "amountHigh": high}
    stated = {name: text for name, text in known.items() if text}
    node = _node(facts, "f", unit=facts.space.ns + "PoundsUnit", **stated)
    assert amount(facts, node) == words


@pytest.mark.parametrize(
    ("start", "end", "by", "date", "words"),
    [
        pytest.param("", "", "", "", "share: 12.5 per cent", id="no time and nobody"),
        pytest.param("2005", "", "", "", "share, 2005: 12.5 per cent", id="of one time"),
        pytest.param("2004", "2006", "", "", "share, 2004 to 2006: 12.5 per cent", id="a period"),
        pytest.param("", "", "", "2014-05", "share: 12.5 per cent (May 2014)", id="on a day"),
        pytest.param(
            "", "", "old-body", "2014", "share: 12.5 per cent (Old Body, 2014)", id="by somebody"
        ),
    ],
)
def test_a_figure_says_of_what_time_it_is_and_who_said_so_when(
    facts: NodeReader, start: str, end: str, by: str, date: str, words: str
) -> None:
    ns, who = facts.space.ns, facts.space.iri(by) if by else ""
    values = {"measure": ns + "ShareMeasure", "unit": ns + "PercentUnit", "amount": "12.5",
              "start": start, "end": end, "date": date, "prov__wasAttributedTo": who}  # fmt: skip
    node = _node(facts, "f", **{name: value for name, value in values.items() if value})
    assert figure(facts, node) == words
