"""Who came after whom: only what counts makes a step."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.engine.store import open_graph
from kg.history.succession import Succession, read_succession
from kg.index.index import index_of
from kg.index.steps import Step, read_steps
from tests.analysis.advised import days, graph_of


def event(name: str, before: str, after: str, status: str = "Happened", role: str = "endedBody",
          gained: str = "createdBody") -> str:  # fmt: skip
    return (
        f"id:{name} a nhsit:Replacement ; nhsit:status nhsit:{status} ; nhsit:{role} id:{before} ; "
        f"nhsit:{gained} id:{after} ; {days('date', '2000-01-01')} .\n"
    )


LINE = (
    event("e1", "a", "b")
    + event("e2", "b", "c")
    + event("e3", "b", "d", gained="gainingBody")
    + event("e4", "d", "e", status="Planned")
    + event("e5", "c", "f", role="losingBody", gained="gainingBody")
)


def test_the_index_and_the_graph_name_the_same_heirs() -> None:
    graph = graph_of(LINE)
    index, found = index_of(graph), read_succession(graph)
    assert found.heirs("a") == {"b", "c", "d"}
    for thing in "abcdef":
        assert {*index.reached(thing)} - {thing} == found.heirs(thing), thing


def test_what_did_not_happen_and_what_is_deprecated_makes_no_step() -> None:
    claims = """claim:x a nhsit:Claim ; rdf:predicate nhsit:acquired ; rdf:subject id:big ;
      rdf:object id:small . claim:y a nhsit:Claim ; rdf:predicate nhsit:acquired ;
      rdf:subject id:big ; rdf:object id:other ; nhsit:rank nhsit:Deprecated ."""
    steps = read_steps(graph_of(LINE + claims))
    assert [step for step in steps if step.how == "acquired"] == [
        Step("small", "big", "acquired", "claim:x")
    ]
    assert not [step for step in steps if step.via == "e4"]


def test_a_circle_ends() -> None:
    found = Succession.of([Step("a", "b", "succession", "e"), Step("b", "a", "succession", "f")])
    assert found.heirs("a") == {"b"}


@pytest.mark.slow
def test_index_and_graph_agree_on_the_heirs_of_the_shipped_facts(shipped_output: Path) -> None:
    graph = open_graph(shipped_output)
    index, found = index_of(graph), read_succession(graph)
    assert len(found.after) > 100
    for thing in found.after:
        assert {*index.reached(thing)} - {thing} == found.heirs(thing), thing
