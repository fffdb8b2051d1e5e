"""Nodes with their sources and words, as cards, explanations and paths read them."""

from __future__ import annotations

import pytest

from kg.engine.store import LocalGraph
from kg.history.nodes import Node, NodeReader, Source, to_term
from kg.index.index import Index


@pytest.fixture
def facts(graph: LocalGraph, index: Index) -> NodeReader:
    return NodeReader(graph, index)


def _read(facts: NodeReader, slug: str) -> Node:
    iri = facts.space.iri(slug)
    node = facts.read([iri])[iri]
    facts.learn([node])
    return node


def _tenure(facts: NodeReader) -> Node:
    [(iri,)] = facts.rows("?t", "?t a nhsit:Tenure")
    node = facts.read([iri.value])[iri.value]
    facts.learn([node])
    return node


def test_a_node_has_its_values_in_order_and_its_kind(facts: NodeReader) -> None:
    event = _read(facts, "first")
    assert (event.slug, event.kind) == ("first", "Replacement")
    assert event.slugs("endedBody") == ["oldest-body"]
    assert event.one("date") == "2001-04-01"
    assert event.one("nothing") == ""
    assert event.all("nothing") == []
    for values in event.values.values():
        assert values == sorted(values)


def test_only_iris_are_links(facts: NodeReader) -> None:
    event = _read(facts, "first")
    assert facts.space.term("endedBody") in event.links
    assert facts.space.term("skos:prefLabel") not in event.links


def test_nodes_come_in_the_order_asked_for_and_unknown_ones_are_absent(facts: NodeReader) -> None:
    asked = [facts.space.iri(slug) for slug in ("plan", "nobody", "first", "plan")]
    assert [node.slug for node in facts.read(asked).values()] == ["plan", "first"]


def test_what_is_no_iri_is_no_node(facts: NodeReader) -> None:
    """A graph may say anything where an address should stand."""
    first = facts.space.iri("first")
    assert list(facts.read(["x y> ?p ?o", first])) == [first]


def test_what_happened_and_what_was_only_announced(facts: NodeReader) -> None:
    assert _read(facts, "first").has_happened
    assert not _read(facts, "plan").has_happened


def test_what_was_said_wrongly_knows_it(facts: NodeReader) -> None:
    claims = facts.read(iri.value for (iri,) in facts.rows("?c", "?c a nhsit:Claim")).values()
    said = {claim.slugs("rdf:subject")[0]: claim.is_deprecated for claim in claims}
    assert said == {"new-body": True, "old-body": False}


@pytest.mark.parametrize(
    ("values", "when", "day"),
    [
        ({"date": "2001-04-01", "dateEarliest": "2001-04-01"}, "1 April 2001", "2001-04-01"),
        ({"start": "2002", "end": "2004", "startEarliest": "2002-01-01"}, "2002 to 2004", "2002-01-01"),
        ({"end": "2004", "endEarliest": "2004-01-01"}, "until 2004", "2004-01-01"),
        ({"attested": "2010", "attestedEarliest": "2010-01-01"}, "seen 2010", "2010-01-01"),
        ({}, "", ""),
    ],
)  # fmt: skip
def test_when_a_node_was(facts: NodeReader, values: dict[str, str], when: str, day: str) -> None:
    node = Node("x:a", facts.space)
    for name, value in values.items():
        node.values[facts.space.term(name)].append(value)
    assert (node.when, node.day) == (when, day)


@pytest.mark.parametrize(
    ("status", "latest", "is_missed"),
    [("Planned", "2019-12-31", True), ("Planned", "2020-01-01", True), ("Planned", "2020-01-02", False),
     ("Happened", "2019-12-31", False), ("Planned", "", False)],
)  # fmt: skip
def test_a_plan_whose_day_has_passed_is_told_as_one(
    facts: NodeReader, status: str, latest: str, is_missed: bool
) -> None:
    node = Node("x:a", facts.space, read_up_to="2020-01-01")
    node.values[facts.space.term("status")].append(facts.space.ns + status)
    node.values[facts.space.term("date")].append("2019")
    if latest:
        node.values[facts.space.term("dateLatest")].append(latest)
    assert node.is_missed is is_missed
    assert node.when == ("planned for 2019; nothing read since" if is_missed else "2019")


def test_sources_come_by_title_with_the_place(facts: NodeReader) -> None:
    advice = _read(facts, "advice-1")
    assert facts.sources(advice) == (Source("src", "A source", "p. 3"),)
    assert str(Source("s", "Title")) == "Title"
    assert str(Source("s", "Title", "p. 1")) == "Title, p. 1"
    [cite] = advice.all("evidence")
    assert facts.source(cite) == Source("src", "A source", "p. 3")
    unknown = facts.space.citations + "none"
    assert facts.source(unknown).title == facts.source(unknown).slug


def test_things_terms_and_values_have_words(facts: NodeReader) -> None:
    assert facts.label("old-body") == "Old Body"
    assert facts.label("nobody") == "nobody"
    assert facts.label("nhsit:parentBody") == "parent body"
    assert facts.label_of(facts.space.iri("old-body")) == "Old Body"
    assert facts.label_of("just text") == "just text"
    assert facts.entity("nobody") is None


def test_a_property_reads_from_either_end(facts: NodeReader) -> None:
    replaced = facts.space.term("replacedBy")
    assert facts.relation(replaced) == "replaced by"
    assert facts.relation(replaced, inverse=True) not in ("", "replaced by")
    unknown = facts.space.ns + "unheardOf"
    assert facts.relation(unknown) == "unheardOf"
    assert facts.relation(unknown, inverse=True) == "is unheardOf of"
    assert facts.relation("x:nothing") == "nothing"


def test_who_mentions_a_node_is_found_with_the_property(facts: NodeReader) -> None:
    mentions = facts.mentions(facts.space.iri("oldest-body"))
    assert (facts.space.iri("first"), facts.space.term("endedBody")) in mentions
    assert mentions == sorted(mentions)


def test_an_iri_that_would_break_out_of_its_brackets_is_refused() -> None:
    assert to_term("https://example.org/a") == "<https://example.org/a>"
    with pytest.raises(ValueError, match="IRI"):
        to_term("https://example.org/a> ?p ?o } #")


def test_a_tenure_knows_its_person_post_and_body(facts: NodeReader) -> None:
    tenure = _tenure(facts)
    assert tenure.slugs("org:member") == ["ann-smith"]
    assert tenure.when == "2002 to 2004"
