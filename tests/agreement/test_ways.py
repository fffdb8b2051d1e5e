"""How two things are connected: the same ways in the terminal, in Python and on the page."""

from __future__ import annotations

import pytest

import kg
from tests.agreement.conftest import Explorer, Sparql, Terminal, compare, draw

pytestmark = [pytest.mark.slow, pytest.mark.browser]

_THINGS = """SELECT ?t { ?t a ?kind VALUES ?kind { nhsit:Body nhsit:Unit nhsit:Company
  nhsit:Programme nhsit:System nhsit:Report nhsit:Strategy foaf:Person nhsit:Person } }"""
KNOWN = [("wachter-review-2016", "nhs-digital"), ("wannacry-2017", "nhs-digital")]
"""Pairs on which the terminal and the page once differed."""


def test_the_ways_between_two_things(
    terminal: Terminal, python: kg.Graph, sparql: Sparql, explorer: Explorer
) -> None:
    drawn = draw({t for (t,) in sparql.rows(_THINGS)}, 80, "ways")
    pairs = [*KNOWN, *zip(drawn[::2], drawn[1::2], strict=True)]
    page = explorer.ask(
        "given.map(([from, to]) => findWays(model, from, to))", [list(pair) for pair in pairs]
    )
    found: dict[str, dict[str, str]] = {"terminal": {}, "Python": {}, "page": {}}
    for (start, end), shown in zip(pairs, page, strict=True):
        between = f"{start} and {end}"
        printed = terminal.json("path", start, end)
        found["terminal"][between] = _tell(
            [[hop["start"] for hop in way] + [end] for way in printed]
        )
        found["Python"][between] = _tell(
            [[hop.start for hop in way] + [end] for way in python.path(start, end)]
        )
        found["page"][between] = _tell(shown)
    compare("ways between", found)


def _tell(ways: list[list[str]]) -> str:
    """Return ways in words: all of them, so that the first steps are compared too."""
    return " | ".join(" > ".join(way) for way in ways) or "none"
