"""What existed on a day, on every surface, for forty days, months and years."""

from __future__ import annotations

import random
from typing import Any

import pyoxigraph as ox
import pytest

import kg
from kg.model.terms import SHIPPED
from tests.agreement.conftest import SEED, Explorer, Sparql, Terminal, compare

pytestmark = [pytest.mark.slow, pytest.mark.browser]

KINDS = ("Body", "BodyGroup", "Unit", "Company", "Programme", "System")


def _days(count: int) -> list[str]:
    draw = random.Random(SEED)
    found = []
    for number in range(count):
        day = f"{draw.randint(1948, 2026)}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
        found.append(day[: (10, 7, 4)[number % 3]])
    return found


@pytest.mark.parametrize("day", ["2015-06", "2026-11", *_days(38)])
def test_what_existed(
    terminal: Terminal, python: kg.Graph, sparql: Sparql, explorer: Explorer, day: str
) -> None:
    found = python.as_of(day)
    undated = {e.entity.slug for e in found if e.entity.life == (None, None)}
    asked = {row["thing"]: row["held"] for row in sparql.ask("existed-on", on=day)}
    # the question says that it leaves out what has no date, which another lists
    asked |= {e.entity.slug: str(e.how) for e in found if e.entity.slug in undated - asked.keys()}
    page = explorer.ask(
        """[...model.things.values()].filter(({ kind }) => given[1].includes(kind))
          .map((thing) => [thing.id, existence(model, thing, given[0])]).filter(([, how]) => how !== "no")""",
        [day, KINDS],
    )
    compare(
        f"on {day}",
        {
            "terminal": {row["id"]: row["held"] for row in terminal.json("as-of", day)},
            "Python": {e.entity.slug: str(e.how) for e in found},
            "question": asked,
            "page": {thing: how for thing, how in page},
        },
    )


@pytest.mark.parametrize("day", ["2015-06", *_days(6)])
def test_what_an_answer_begins_with(python: kg.Graph, explorer: Explorer, day: str) -> None:
    """National and regional things with a date; the rest is counted until it is asked for."""
    page = explorer.ask(
        """[...model.things.values()].filter((thing) => existence(model, thing, given) !== "no")
          .filter((thing) => isNear(model, thing, parseDate(given))).map(({ id }) => id)""",
        day,
    )
    found = python.as_of(day)
    compare(
        f"the first of {day}",
        {
            "Python": {"all": {e.entity.slug for e in found if e.is_national and e.is_dated}},
            "page": {"all": set(page)},
        },
    )


@pytest.mark.parametrize("day", ["2015-06", *_days(4)])
def test_what_an_exported_part_keeps(python: kg.Graph, day: str) -> None:
    living = " ".join(f"nhsit:{kind}" for kind in KINDS)
    part = ox.Store()
    part.bulk_load(python.export("nt", as_of=day).encode(), ox.RdfFormat.N_TRIPLES)
    asked: Any = part.query(
        f"SELECT DISTINCT ?thing {{ VALUES ?kind {{ {living} }} ?thing a ?kind }}",
        prefixes=SHIPPED.prefixes,
    )
    compare(
        f"the part of {day}",
        {
            "Python": {"all": {e.entity.slug for e in python.as_of(day)}},
            "exported": {"all": {SHIPPED.slug(thing.value) for (thing,) in asked}},
        },
    )
