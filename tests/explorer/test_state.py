"""The state of the page: in the address, with a way back and forth."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.explorer.conftest import Open

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
