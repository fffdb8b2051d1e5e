"""How two things are connected: the same ways in the terminal, in Python and on the page."""

from __future__ import annotations

import pytest

import kg
from tests.agreement.conftest import Explorer, Sparql, Terminal, compare, draw

pytestmark = [pytest.mark.slow, pytest.mark.browser]

_THINGS = """SELECT ?t { ?t a ?kind VALUES ?kind { nhsit:Body nhsit:Unit nhsit:Company
  nhsit:Programme nhsit:System nhsit:Report nhsit:Strategy nhsit:Person nhsit:Legislation nhsit:Post
  nhsit:Incident nhsit:Merger } }"""
KNOWN = [("wachter-review-2016", "nhs-digital"), ("wannacry-2017", "nhs-digital")]
"""Pairs on which the terminal and the page once differed."""


@pytest.fixture(scope="module")
def pairs(sparql: Sparql) -> list[tuple[str, str]]:
    drawn = draw({thing for (thing,) in sparql.rows(_THINGS)}, 76, "ways")
    return [*KNOWN, *zip(drawn[::2], drawn[1::2], strict=True)]


def _tell(ways: list[list[str]]) -> str:
    """Return ways in words: all of them, so that the first steps are compared too."""
    return " | ".join(" > ".join(way) for way in ways) or "none"


def test_the_ways_between_forty_pairs(
    python: kg.Graph, explorer: Explorer, pairs: list[tuple[str, str]]
) -> None:
    shown = explorer.ask("given.map(([from, to]) => findWays(model, from, to))", pairs)
    between = [f"{start} and {end}" for start, end in pairs]
    told = {
        f"{start} and {end}": _tell(
            [[hop.start for hop in way] + [end] for way in python.path(start, end)]
        )
        for start, end in pairs
    }
    compare(
        "ways between",
        {"Python": told, "page": dict(zip(between, map(_tell, shown), strict=True))},
    )


def test_the_terminal_tells_the_ways_of_python(
    terminal: Terminal, python: kg.Graph, pairs: list[tuple[str, str]]
) -> None:
    found: dict[str, dict[str, str]] = {"terminal": {}, "Python": {}}
    for start, end in pairs[:6]:
        ways = {
            "terminal": [
                [hop["start"] for hop in way] + [end] for way in terminal.json("path", start, end)
            ],
            "Python": [[hop.start for hop in way] + [end] for way in python.path(start, end)],
        }
        for surface, known in ways.items():
            found[surface][f"{start} and {end}"] = _tell(known)
    compare("ways between", found)
