"""Search: by any name that a thing has had, tolerant of spelling, by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.explorer.conftest import Open

pytestmark = pytest.mark.browser

Module = Callable[[str], Page]
CFH = "NHS Connecting for Health"


def _thing(slug: str, label: str, *aliases: str, names: tuple[str, ...] = ()) -> dict[str, Any]:
    dated = [{"name": name} for name in names]
    return {
        "id": slug,
        "kind": "Body",
        "label": label,
        "isNamed": True,
        "aliases": list(aliases),
        "names": dated,
    }


THINGS = [
    _thing("cfh", CFH, names=("Agency for Everything",)),
    _thing("nice", "National Institute for Health and Care Excellence", "NICE"),
    _thing("niche", "Niche Records"),
    _thing("info", "Information Authority"),
    _thing("other", "Health Authority of Information"),
    _thing("welsh", "Iechyd Cyhoeddus Ŵyl"),
    _thing("north", "North XYZ"),
    _thing("zones", "Extra Yard Zones in the North"),
]


def _found(module: Module, *queries: str) -> list[list[str]]:
    found = module("model/search").evaluate(
        """([things, queries]) => {
          const model = { things: new Map(things.map((t) => [t.id, t])), moved: new Map(),
            dataset: { dropped: ["NHS"] }, spelt: [["xyz", "extra yard zone"]], kinds: { living: new Set(["Body"]) }, knows: () => true,
            events: [], contracts: [], recommendations: [], sources: [] };
          const find = $search.createSearch(model);
          return queries.map((query) => find(query).map(({ id }) => id));
        }""",
        [THINGS, list(queries)],
    )
    return list(found)


def test_a_thing_is_found_by_label_former_name_alias_and_the_acronym_of_its_name(
    module: Module,
) -> None:
    queries = ("connecting for health", "agency for every", "NICE", "NCfH", "CfH", "NIHCE")
    assert [found[0] for found in _found(module, *queries)] == [
        "cfh", "cfh", "nice", "cfh", "cfh", "nice",
    ]  # fmt: skip


def test_the_exact_name_comes_first_then_how_a_name_begins_then_words_within(
    module: Module,
) -> None:
    nice, authority = _found(module, "nice", "information auth")
    assert nice[0] == "nice"
    assert authority == ["info", "other"]


def test_slips_case_accents_and_the_order_of_words_are_forgiven(module: Module) -> None:
    slips = ("conecting helth", "INFROMATION authority", "health connecting", "wyl iechyd")
    assert [found[0] for found in _found(module, *slips)] == ["cfh", "info", "cfh", "welsh"]


def test_words_that_no_name_has_are_passed_over_where_the_others_say_enough(module: Module) -> None:
    found = _found(
        module, "appoint information authority", "zzzzqqqq information authority yyyyxxxx"
    )
    assert found == [["info", "other"], ["info", "other"]]


def test_a_word_that_names_share_is_found_short_and_spelt_out(module: Module) -> None:
    [[first, *_]] = _found(module, "north extra yard zone")
    assert first == "north"


def test_what_is_like_nothing_is_not_found(module: Module) -> None:
    assert _found(module, "zzzzqqqq", "", "  ", "nhx") == [[], [], [], []]


def test_cfh_is_found_in_the_shipped_graph_with_the_keyboard_alone(
    open_page: Open, shipped_output: Path
) -> None:
    page = open_page(shipped_output / "nhs-it.html").page
    page.keyboard.press("/")
    page.keyboard.type("CfH")
    first = page.locator("#found [role=option]").first
    assert CFH in first.inner_text()
    assert page.get_attribute("#find", "aria-activedescendant") == first.get_attribute("id")
    page.keyboard.press("Enter")
    assert page.inner_text("#panel h2") == CFH
    assert "id=nhs-connecting-for-health" in page.url
    page.keyboard.press("Escape")
    assert page.locator("#panel").is_hidden()


def test_words_that_name_nothing_can_become_a_filter(open_page: Open, memory_output: Path) -> None:
    page = open_page(memory_output / "nhs-it.html", "#view=table").page
    page.fill("#find", "former bur")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    assert page.locator(".grid tbody th").all_inner_texts() == ["Old Body"]
    assert page.inner_text("#chips").replace("\n", " ").startswith("Says “former bur”")


def test_a_tap_on_what_was_found_looks_at_it_and_touches_nothing_beneath(
    open_page: Open, memory_output: Path
) -> None:
    phone = {"width": 360, "height": 740}
    opened = open_page(memory_output / "nhs-it.html", viewport=phone, has_touch=True)
    page = opened.page
    page.locator("#find").tap()
    page.keyboard.type("Old Body")
    page.locator("#found [role=option]").first.tap()
    assert page.inner_text("#panel h2") == "Old Body"
    assert page.url.endswith("#id=old-body")


def test_the_box_says_what_a_screen_reader_needs(open_page: Open, memory_output: Path) -> None:
    page = open_page(memory_output / "nhs-it.html").page
    box = page.locator("#find")
    assert box.get_attribute("aria-expanded") == "false"
    box.fill("body")
    assert box.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    chosen = page.locator("#found [aria-selected=true]")
    assert chosen.count() == 1
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    assert "found" in page.inner_text("#status")
    page.keyboard.press("Escape")
    assert box.input_value() == ""
