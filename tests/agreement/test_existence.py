"""What existed on a day, on every surface, for forty days, months and years."""

from __future__ import annotations

import random

import pytest

import kg
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
