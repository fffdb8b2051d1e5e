"""What the page says of the shipped facts is what the program says: whole answers, compared."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from kg.engine.store import open_graph
from kg.history.existence import find_existing
from kg.index.index import Index, index_of
from kg.index.search import search
from kg.index.steps import STRICT, read_steps
from tests.explorer.conftest import load_modules, read_part

pytestmark = [pytest.mark.browser, pytest.mark.slow]

DAYS = [
    "1974", "1988-06-15", "1999-04-01", "2002-06", "2005-04", "2006", "2009-10-01", "2012",
    "2013-03-31", "2013-04-01", "2013-06", "2015-06", "2018-05-25", "2019-07-01", "2022-07",
    "2023-02-01", "2024", "2025-03-13", "2026-11", "2030",
]  # fmt: skip


@pytest.fixture(scope="module")
def index(shipped_output: Path) -> Index:
    return index_of(open_graph(shipped_output))


@pytest.fixture(scope="module")
def page(browser: Browser, shipped_output: Path) -> Iterator[Page]:
    """A page in which `model` holds what the shipped page holds, as long as it takes to ask all."""
    context = browser.new_context()
    loaded = load_modules(
        context, "model/model", "model/existence", "model/search", "model/connection"
    )
    loaded.evaluate(
        "(data) => { window.model = $model.createModel(data); }", read_part(shipped_output, "data")
    )
    yield loaded
    context.close()


@pytest.mark.parametrize("day", DAYS)
def test_what_existed_on_a_day(page: Page, index: Index, day: str) -> None:
    told = page.evaluate(
        """(on) => {
          const day = $dates.parseDate(on);
          return [...model.things.values()].filter(({ kind }) => model.kinds.living.has(kind))
            .map((thing) => [thing, $existence.existed(model, thing, day)])
            .filter(([, { how }]) => how !== "no")
            .map(([thing, { how, reason }]) => [thing.id, [how, reason,
              $existence.nameOn(thing, day) || thing.label, $existence.headOn(model, thing.id, day),
              $existence.ministerOn(model, thing, day)]]);
        }""",
        day,
    )
    expected = {
        one.entity.slug: [one.how.value, one.reason, one.name, one.head, one.minister]
        for one in find_existing(index, day).found
    }
    assert dict(told) == expected
    assert len(expected) > 100


def test_who_has_the_duty_today_and_who_followed_whom(
    page: Page, index: Index, shipped_output: Path
) -> None:
    things = [entity.slug for entity in index.of_kinds(index.living)]
    heirs: dict[str, Any] = dict(
        page.evaluate("(ids) => ids.map((id) => [id, model.heirs(id)])", things)
    )
    assert heirs == {slug: index.living_heirs(slug) for slug in things}
    told = page.evaluate(
        """model.steps.filter(({ how }) => how === "succession")
          .map(({ before, after, event }) => [before, after, event.id])"""
    )
    assert told == [
        [step.before, step.after, step.via]
        for step in read_steps(open_graph(shipped_output), STRICT)
    ]


ASKED = [
    "wachter", "topol", "wannacry", "health secretary", "cfh", "NPfIT", "nhs digital", "lorenzo",
    "conecting for helth", "summary care", "gp it", "nhsx", "accenture", "Hunt", "records", "data",
    "the nhs", "nhs", "a", "it", "GPES", "care data", "caredata", "caldicott", "zzzzqqqq", "",
    "it health for programme national", "N3", "e-RS", "Körner", "hscic 2013", "ig toolkit",
]  # fmt: skip


def test_whom_a_name_means(page: Page, index: Index) -> None:
    """As asked by people: whole, begun, with a letter missing, with words in another order."""
    chance = random.Random(4)
    kinds = ["Body", "Programme", "System", "Report", "Person", "Company", "Unit"]
    names = [name.text for one in index.of_kinds(kinds) for name in index.names_of(one.slug)]
    asked = [*ASKED, *map(partial(_as_asked, chance), chance.sample(names, 100))]
    told = page.evaluate(
        """(asked) => {
          const find = $search.createSearch(model);
          return asked.map((words) => find(words).map(({ id }) => id));
        }""",
        asked,
    )
    wanted = [kind for kind in index.kinds() if kind != "Source"]
    expected = [[hit.entity.slug for hit in search(index, words, wanted)] for words in asked]
    assert [found[:1] for found in told] == [found[:1] for found in expected]
    same = sum(found == other[: len(found)] for found, other in zip(told, expected, strict=True))
    assert same >= len(asked) - 3, "the order of the rest may differ where scores are equal"


def _as_asked(chance: random.Random, name: str) -> str:
    at = chance.randrange(len(name))
    words = name.split()
    return chance.choice(
        [
            name, name.upper(), words[0], name[:at] + name[at + 1 :],
            name[: max(3, len(name) // 2)], " ".join(chance.sample(words, len(words))),
        ]
    )  # fmt: skip


def test_each_step_of_a_way_rests_on_facts(page: Page) -> None:
    steps = page.evaluate(
        """() => $connection.stepsOf(model, $connection.findWays(model, "wachter-review-2016", "nhs-digital")[0])
          .map(({ from, to, facts }) => [from, to, facts.map(({ kind }) => kind)])"""
    )
    assert [step[:2] for step in steps] == [["wachter-review-2016", "nhs-digital"]]
    assert "advice" in steps[0][2]
