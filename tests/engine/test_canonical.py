"""Blank nodes get the names that their surroundings give them."""

from __future__ import annotations

import random

import pytest

from kg.engine.canonical import canonical, canonical_lines
from kg.errors import GraphError


def _renamed(lines: list[str], seed: int) -> list[str]:
    names = sorted({word for line in lines for word in line.split() if word.startswith("_:")})
    fresh = [f"_:r{n}" for n in range(len(names))]
    random.Random(seed).shuffle(fresh)
    mapping = dict(zip(names, fresh, strict=True))
    return [" ".join(mapping.get(word, word) for word in line.split(" ")) for line in lines]


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["_:a <x:p> _:b .", "_:b <x:p> _:a ."], id="a circle"),
        pytest.param(["_:a <x:p> _:b .", "_:b <x:p> _:c .", "_:c <x:q> <x:z> ."], id="a chain"),
        pytest.param([f"<x:s> <x:p> _:n{n} ." for n in range(50)], id="fifty alike"),
        pytest.param(["_:a <x:p> <<( _:b <x:q> _:a )>> .", "_:b <x:r> <x:z> ."], id="in a triple"),
        pytest.param(
            [f"_:h{h} <x:p> _:c{h}{c} ." for h in range(2) for c in range(5)], id="two families"
        ),
    ],
)
def test_the_names_do_not_depend_on_those_that_were_given(lines: list[str]) -> None:
    named = canonical_lines(lines)
    assert len(named) == len(lines)
    for seed in range(5):
        assert canonical_lines(_renamed(lines, seed)) == named


def test_lines_without_blank_nodes_stay_as_they_are_but_for_order() -> None:
    lines = ['<x:b> <x:p> "_:no blank node" .', "<x:a> <x:p> <x:c> ."]
    assert canonical_lines(lines) == sorted(lines)
    assert canonical_lines([*lines, *lines]) == sorted(lines)
    assert canonical_lines([]) == []


def test_a_graph_may_be_a_blank_node_too() -> None:
    found = canonical([("_:a <x:p> <x:b> .", "_:g"), ("<x:a> <x:p> <x:b> .", "")])
    assert found[0] == ("<x:a> <x:p> <x:b> .", "")
    assert found[1][1].startswith("_:c14n")
    assert found[1][0].split()[0] != found[1][1]


@pytest.mark.parametrize(
    "lines",
    [
        [f"_:a{a} <x:p> _:a{b} ." for a in range(9) for b in range(9) if a != b],
        [f"_:h{h} <x:p> _:c{h}x{c} ." for h in range(2) for c in range(12)],
    ],
    ids=["a clique", "two hubs of many alike"],
)
def test_what_would_take_for_ever_is_told(lines: list[str]) -> None:
    with pytest.raises(GraphError, match="so alike that naming them would take for ever"):
        canonical_lines(lines, "in.ttl")
