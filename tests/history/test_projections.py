"""Projections of a graph: which things and which relations between them stay, with what they bear."""

from __future__ import annotations

import pytest

from kg.engine.store import LocalGraph
from kg.errors import UsageError
from kg.history.projections import project


def test_the_whole_has_every_thing_and_each_relation_between_two_once(graph: LocalGraph) -> None:
    network = project(graph)
    known = dict(network.nodes["old-body"])
    assert known.pop("iri") == graph.space.iri("old-body")
    assert known == {
        "kind": "Body", "label": "Old Body", "tier": "NationalTier", "it_role": "ItMain",
        "jurisdiction": "England", "start": "2001-04-01", "end": "2013-04-01",
        "born": "2001-04-01", "ended": "2013-04-01",
    }  # fmt: skip
    assert {
        prop for _, other, prop in network.edges(["first"], keys=True) if other == "old-body"
    } == {"nhsit:createdBody"}
    assert network.edges["first", "oldest-body", "nhsit:endedBody"] == {
        "property": "nhsit:endedBody"
    }
    assert not set(network) & {"Body", "NationalTier", "src#p. 1"}
    assert not [prop for *_, prop in network.edges(keys=True) if prop == "rdf:type"]


def test_what_is_said_again_from_the_other_end_is_one_relation(graph: LocalGraph) -> None:
    properties = {prop for *_, prop in project(graph).edges(keys=True)}
    mirrors = graph.query("SELECT DISTINCT ?p { ?p nhsit:mirrors ?said . ?s ?p ?o }")
    said_again = {graph.space.compress(p.value) for (p,) in mirrors}
    assert said_again and not properties & said_again


def test_a_succession_has_its_event_kind_day_and_law(graph: LocalGraph) -> None:
    network = project(graph, "succession")
    assert sorted(network.edges(data=True)) == [
        ("old-body", "new-body",
         {"event": "succession", "kind": "Replacement", "date": "2013-04-01"}),
        ("oldest-body", "old-body",
         {"event": "first", "kind": "Replacement", "date": "2001-04-01", "law": "an-act"}),
    ]  # fmt: skip
    assert sorted(network) == ["gone", "new-body", "old-body", "oldest-body", "undated"]


def test_a_projection_of_another_name_is_told_with_the_nearest(graph: LocalGraph) -> None:
    with pytest.raises(UsageError, match="unknown projection 'hole'; did you mean 'whole'"):
        project(graph, "hole")
