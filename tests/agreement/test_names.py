"""Who is meant by a name: the first hit in the terminal, in Python and on the page."""

from __future__ import annotations

import random

import pytest

import kg
from kg.model.spelling import initials
from tests.agreement.conftest import SEED, Explorer, Sparql, Terminal, compare, draw

pytestmark = [pytest.mark.slow, pytest.mark.browser]

_KINDS = """VALUES ?kind { nhsit:Body nhsit:BodyGroup nhsit:Unit nhsit:Company nhsit:Programme
  nhsit:System nhsit:Person nhsit:Report nhsit:Strategy nhsit:Legislation }"""
KNOWN = ("wachter", "topol", "wannacry", "health secretary")
"""Words whose first hit once differed."""


def _names(sparql: Sparql, pattern: str, count: int) -> list[str]:
    rows = sparql.rows(f"SELECT DISTINCT ?n {{ ?t a ?kind {_KINDS} {pattern} }}")
    return draw({name for (name,) in rows}, count, pattern)


def _misspell(name: str) -> str:
    """Return a name in which two letters have changed places, or one is missing."""
    slip = random.Random(f"{SEED} {name}")
    at = slip.randrange(1, len(name) - 2)
    if slip.random() < 0.5:
        return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    return name[:at] + name[at + 1 :]


def test_the_first_hit_of_a_hundred_names(
    terminal: Terminal, python: kg.Graph, sparql: Sparql, explorer: Explorer
) -> None:
    label, alias = "?t skos:prefLabel ?n", "?t skos:altLabel ?n"
    labels = _names(sparql, label, 60)
    long = [name for name in labels if len(name.split()) > 2 and initials(name)]
    words = [
        *KNOWN,
        *labels[:26],
        *_names(sparql, alias, 20),
        *_names(sparql, "?d nhsit:nameOf ?t ; rdf:value ?n", 15),
        *(_misspell(name) for name in labels[26:] if len(name) > 5)]  # fmt: skip
    words = [*words[:85], *(sorted(initials(name))[0] for name in long[:15])]
    page = explorer.ask("given.map(createSearch(model)).map(([first]) => first?.id ?? '')", words)
    first: dict[str, dict[str, str]] = {"terminal": {}, "Python": {}}
    for name in words:
        printed = terminal.json("search", "-n", "1", "--", name)
        first["terminal"][name] = printed[0]["id"] if printed else ""
        hits = python.search(name, 1)
        first["Python"][name] = hits[0].entity.slug if hits else ""
    first["page"] = dict(zip(words, page, strict=True))
    assert len(first["page"]) >= 95, "some names were drawn twice"
    compare("first hit of", first)
