"""Families of bodies: who is of today, and by which line each comes from its oldest forerunner."""

from __future__ import annotations

from datetime import date

import networkx as nx
import pytest

from kg.history.families import Families, find_oldest, without_cycles
from kg.model.dates import Span


def _day(text: str) -> Span:
    return Span(date.fromisoformat(text), date.fromisoformat(text))


def _families(steps: str, **born: str) -> Families:
    """Return the families that some steps, such as `a-b b-c`, make, with days of birth."""
    network: nx.DiGraph[str] = nx.DiGraph(step.split("-") for step in steps.split())
    return Families(network, {body: _day(day) for body, day in born.items()})


@pytest.mark.parametrize(
    ("body", "as_of", "is_alive"),
    [
        pytest.param("open", None, True, id="no end, in a record without days"),
        pytest.param("ended", None, False, id="an end, in a record without days"),
        pytest.param("open", "2000-01-01", True, id="no end"),
        pytest.param("ended", "2000-01-01", False, id="its end has come"),
        pytest.param("ended", "1999-12-31", True, id="its end is to come"),
        pytest.param("ended", "1989-12-31", False, id="its birth is to come"),
        pytest.param("ended", "1990-01-01", True, id="born that day"),
    ],
)
def test_a_body_is_of_today_from_its_birth_until_its_end(
    body: str, as_of: str | None, is_alive: bool
) -> None:
    made = Families(nx.DiGraph(), {"ended": _day("1990-01-01")}, {"ended": _day("2000-01-01")})
    assert made.is_alive(body, date.fromisoformat(as_of) if as_of else None) is is_alive


@pytest.mark.parametrize(
    ("steps", "born", "line"),
    [
        pytest.param("a-c b-c", {"a": "1950-01-01", "b": "1940-01-01"}, "b c", id="the oldest"),
        pytest.param("a-b b-d c-d", {"d": "1950-01-01"}, "c d", id="of equals the shortest line"),
        pytest.param("b-c a-c", {"c": "1950-01-01"}, "a c", id="of equals the first by name"),
        pytest.param("a-b b-z a-c c-y z-d y-d", {}, "a c y d", id="else by that of the forerunner"),
        pytest.param("a-b b-d c-d", {"a": "1940-01-01"}, "a b d", id="what has a day"),
        pytest.param("a-c b-c", {}, "a c", id="without any day"),
        pytest.param(
            "a-b b-d c-d", {"a": "1940-01-01", "c": "1930-01-01", "d": "1920-01-01"}, "c d",
            id="none older than what came of it",
        ),
    ],
)  # fmt: skip
def test_the_line_from_the_oldest_forerunner_is_found(
    steps: str, born: dict[str, str], line: str
) -> None:
    made = _families(steps, **born)
    found = find_oldest(made)
    assert found[line[-1]] == line.split()
    assert set(found) == {body for body in made.network if made.network.in_degree(body)}


def test_only_the_steps_of_a_circle_are_left_out() -> None:
    network = _families("a-b b-a b-c x-a y-z").network
    assert sorted(without_cycles(network).edges) == [("b", "c"), ("x", "a"), ("y", "z")]
