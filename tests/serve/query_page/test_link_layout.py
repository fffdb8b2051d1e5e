"""A small network can be read: no name on another, nothing outside, always the same."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

NAME, LINE = 160, 15
NEAR = 40
"""Names of neighbours may come so near: few are as long as the longest."""


@pytest.fixture(scope="module")
def page(script: Callable[..., Page]) -> Page:
    return script("results/link-layout")


def lay_out(page: Page, count: int, links: list[tuple[int, int]], width: int) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(
        "([count, links, width]) => $link_layout.layOut(count, links, width)", [count, links, width]
    )
    return found


def _links(count: int) -> list[tuple[int, int]]:
    rnd = random.Random(count)
    return [(rnd.randrange(count), rnd.randrange(count)) for _ in range(count)]


@pytest.mark.parametrize("width", [340, 1100])
@pytest.mark.parametrize("count", [1, 2, 3, 12, 120])
def test_names_stand_apart_within_the_picture(page: Page, count: int, width: int) -> None:
    found = lay_out(page, count, _links(count), width)
    places = found["places"]
    for place in places:
        assert 0 <= place["x"] <= width
        assert 0 <= place["y"] <= found["height"]
    names = [(p["x"] - NAME, p["x"]) if p["isRight"] else (p["x"], p["x"] + NAME) for p in places]
    for (a, left), (b, right) in itertools.combinations(zip(places, names, strict=True), 2):
        common = min(left[1], right[1]) - max(left[0], right[0])
        assert common < NEAR or abs(a["y"] - b["y"]) >= LINE - 0.01, "one name stands on another"


def test_the_same_network_stands_the_same_way(page: Page) -> None:
    assert lay_out(page, 30, _links(30), 800) == lay_out(page, 30, _links(30), 800)


def test_a_network_without_things_is_no_error(page: Page) -> None:
    assert lay_out(page, 0, [], 800) == {"places": [], "height": 0}
