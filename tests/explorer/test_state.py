"""The state of the page: in the address, with a way back and forth."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.explorer.conftest import Open, wait_for_frames

pytestmark = pytest.mark.browser


def test_a_permalink_opens_what_it_names_and_survives_a_reload(
    open_page: Open, shipped_output: Path
) -> None:
    page = open_page(shipped_output / "nhs-it.html", "#id=nhsx&view=genealogy&on=2019-07").page
    for _ in range(2):
        assert page.inner_text("#panel h2") == "NHSX"
        assert page.get_attribute("#tab-genealogy", "aria-selected") == "true"
        assert page.input_value("#on-text") == "2019-07"
        page.reload()
        page.wait_for_selector("html[data-ready]")


def test_what_is_unknown_or_malformed_in_an_address_is_left_out(
    open_page: Open, memory_output: Path
) -> None:
    address = (
        "#id=nobody&view=nowhere&on=2013-13&kinds=Body,Dragon&sort=a b&set=x&rows=?&zz=1&other=%"
    )
    opened = open_page(memory_output / "nhs-it.html", address)
    opened.page.click("#tab-table")
    assert opened.page.url.endswith("#view=table&kinds=Body")
    assert opened.said == []


def test_an_id_that_was_given_up_leads_to_what_it_became(
    open_page: Open, memory_output: Path
) -> None:
    page = open_page(memory_output / "nhs-it.html", "#id=ancient-body").page
    assert page.inner_text("#panel h2") == "Oldest Body"


def test_back_and_forward_undo_and_redo_and_reset_walk_the_states(
    open_page: Open, memory_output: Path
) -> None:
    page = open_page(memory_output / "nhs-it.html", "#view=table").page
    title = page.locator("#panel h2")
    page.get_by_role("link", name="Gone Body").click()
    page.get_by_role("link", name="Ann Smith").first.click()
    assert title.inner_text() == "Ann Smith"
    assert page.title() == "Ann Smith – What happened to NHS IT"
    page.go_back()
    assert title.inner_text() == "Gone Body"
    page.go_forward()
    assert title.inner_text() == "Ann Smith"
    page.keyboard.press("Control+z")
    assert title.inner_text() == "Gone Body"
    page.keyboard.press("Control+z")
    assert page.locator("#panel").is_hidden()
    page.keyboard.press("Control+Shift+z")
    page.keyboard.press("Control+y")
    assert title.inner_text() == "Ann Smith"
    page.get_by_role("button", name="Begin again").click()
    assert page.url.endswith("#")
    assert page.locator("#story").is_visible()


def test_a_change_after_undo_leaves_nothing_to_redo(open_page: Open, memory_output: Path) -> None:
    page = open_page(memory_output / "nhs-it.html", "#view=table").page
    page.get_by_role("link", name="Gone Body").click()
    page.keyboard.press("Control+z")
    assert page.get_by_role("button", name="Redo").is_enabled()
    page.get_by_role("link", name="Ann Smith").first.click()
    assert page.get_by_role("button", name="Redo").is_disabled()


def test_the_theme_follows_the_system_until_one_is_chosen(
    open_page: Open, memory_output: Path
) -> None:
    page = open_page(memory_output / "nhs-it.html", color_scheme="dark").page
    paper = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(paper)
    page.get_by_role("button", name="Light or dark").click()
    assert page.evaluate(paper) != dark
    page.emulate_media(color_scheme="light")
    page.get_by_role("button", name="Light or dark").click()
    assert page.evaluate(paper) == dark


def _settle(page: Page, field: str) -> str:
    """Wait until the address has a field, and return it."""
    page.wait_for_function("(field) => location.hash.includes(field)", arg=f"{field}=")
    return str(page.evaluate("location.hash"))


YEARS = "() => [...document.querySelectorAll('.gen-tick')].map((tick) => tick.textContent).join()"
TOP = "() => document.querySelector('.gen-frame').scrollTop"


def test_zoom_and_the_lane_at_the_top_survive_a_reload_and_a_shared_link(
    open_page: Open, shipped_output: Path
) -> None:
    page = open_page(shipped_output / "nhs-it.html", "#show=national").page
    whole = page.evaluate(YEARS)
    page.get_by_role("button", name="Zoom in").click()
    _settle(page, "from")
    page.evaluate("() => { document.querySelector('.gen-frame').scrollTop = 600; }")
    address = _settle(page, "row")
    wait_for_frames(page)
    years, top = page.evaluate(YEARS), page.evaluate(TOP)
    assert years != whole
    page.reload()
    page.wait_for_selector("html[data-ready]")
    wait_for_frames(page)
    assert (page.evaluate(YEARS), page.evaluate("location.hash")) == (years, address)
    assert abs(page.evaluate(TOP) - top) < 30
    page.get_by_role("button", name="Begin again").click()
    wait_for_frames(page)
    assert page.evaluate(TOP) == 0
    assert page.evaluate(YEARS) != years


def test_a_place_that_is_nonsense_is_left_out(open_page: Open, memory_output: Path) -> None:
    opened = open_page(
        memory_output / "nhs-it.html",
        "#from=2013-02-31&to=x&row=-2&at=1,2&near=nobody,add.gone&panes=walls",
    )
    page = opened.page
    page.get_by_role("tab", name="Network").click()
    assert page.evaluate("location.hash") == "#view=network"
    assert opened.said == []


def test_back_returns_to_where_one_was_in_the_card(open_page: Open, shipped_output: Path) -> None:
    page = open_page(shipped_output / "nhs-it.html", "#id=nhs-england").page
    page.evaluate("() => { document.querySelector('#panel').scrollTop = 2000; }")
    page.evaluate(
        """() => [...document.querySelectorAll('#panel .line a.thing')]
          .find((link) => link.getBoundingClientRect().top > 300).click()"""
    )
    assert page.evaluate("() => document.querySelector('#panel').scrollTop") == 0
    page.go_back()
    page.wait_for_function("() => document.querySelector('#panel').scrollTop > 1900")
    assert page.inner_text("#panel h2") == "NHS England"


def test_what_was_in_sight_comes_back_when_the_card_is_closed(
    open_page: Open, shipped_output: Path
) -> None:
    page = open_page(shipped_output / "nhs-it.html", "#show=national").page
    page.evaluate("() => { document.querySelector('.gen-frame').scrollTop = 0; }")
    page.fill("#search input", "National Programme for IT in the NHS")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelector('.gen-frame').scrollTop > 200")
    page.get_by_role("heading", name="National Programme for IT in the NHS").wait_for()
    page.focus("#panel")
    page.keyboard.press("Escape")
    page.locator("#panel").wait_for(state="hidden")
    wait_for_frames(page)
    assert page.evaluate(TOP) == 0


def test_the_filters_that_were_open_are_open_after_a_reload(
    open_page: Open, memory_output: Path
) -> None:
    page = open_page(memory_output / "nhs-it.html").page
    page.get_by_role("button", name="Filters").click()
    page.reload()
    page.wait_for_selector("html[data-ready]")
    assert page.locator("#filters").is_visible()
    page.get_by_role("button", name="Close the filters").click()
    page.reload()
    page.wait_for_selector("html[data-ready]")
    assert page.locator("#filters").is_hidden()


def test_few_stops_of_tab_lie_before_the_first_bar(open_page: Open, shipped_output: Path) -> None:
    page = open_page(shipped_output / "nhs-it.html", "#show=national").page
    stops = 0
    while not page.evaluate("() => Boolean(document.activeElement.closest('.gen-body'))"):
        page.keyboard.press("Tab")
        stops += 1
        assert stops < 20
    assert stops <= 16
    page.focus("#legend button")
    first = page.evaluate("() => document.activeElement.textContent")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("() => document.activeElement.textContent") != first


def test_the_page_of_a_table_is_in_the_address(open_page: Open, shipped_output: Path) -> None:
    page = open_page(shipped_output / "nhs-it.html", "#view=table&rows=contracts").page
    first = page.locator(".view-table .grid tbody tr").first
    begun = first.inner_text()
    page.get_by_role("button", name="Next").click()
    assert page.url.endswith("&page=2")
    second = first.inner_text()
    assert second != begun
    page.reload()
    page.wait_for_selector("html[data-ready]")
    assert first.inner_text() == second
    page.go_back()
    assert first.inner_text() == begun
