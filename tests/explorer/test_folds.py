"""What is folded on the page: in the address, so that a reload, a link and the way back find it so."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.explorer.conftest import Open, wait_for_frames

pytestmark = pytest.mark.browser


def _fold(page: Page, name: str) -> bool:
    return bool(page.evaluate(f"document.querySelector('details[data-fold={name}]').open"))


def _reload(page: Page) -> None:
    page.reload()
    page.wait_for_selector("html[data-ready]")


def test_groups_of_the_filters_stay_as_they_were_left(open_page: Open, memory_output: Path) -> None:
    opened = open_page(memory_output / "nhs-it.html", "#view=recommendations&panes=filters")
    page = opened.page
    first = page.locator("#filters details").first
    name = first.get_attribute("data-fold")
    assert first.evaluate("(node) => node.open") is True
    first.locator("summary").click()
    page.locator("#filters summary", has_text="Topic").click()
    page.wait_for_function("() => location.hash.includes('open=')")
    page.locator("#filters details[data-fold=topics] input").first.check()
    _reload(page)
    assert (_fold(page, str(name)), _fold(page, "topics")) == (False, True)
    page.go_back()
    wait_for_frames(page)
    assert (_fold(page, str(name)), _fold(page, "topics")) == (False, True)
    page.locator("#filters summary", has_text="Topic").click()
    page.wait_for_function("() => !/open=[^&]*topics/.test(location.hash)")
    _reload(page)
    assert _fold(page, "topics") is False
    assert opened.said == []


def test_who_looks_for_words_in_the_filters_leaves_no_trace(
    open_page: Open, memory_output: Path
) -> None:
    page = open_page(memory_output / "nhs-it.html", "#view=recommendations&panes=filters").page
    page.fill(".facet-find", "topic")
    expect(page.locator("#filters details[data-fold='']").first).to_be_attached()
    page.fill(".facet-find", "")
    wait_for_frames(page)
    assert "open=" not in page.url
    assert _fold(page, "topics") is False


def test_all_signs_stay_open_and_leave_the_opening_as_it_is(
    open_page: Open, memory_output: Path
) -> None:
    page = open_page(memory_output / "nhs-it.html").page
    page.get_by_text("All signs").click()
    page.wait_for_function("() => location.hash === '#open=signs'")
    _reload(page)
    assert _fold(page, "signs") is True
    assert page.locator("#story").is_visible()
    page.get_by_role("tab", name="Table").click()
    page.go_back()
    wait_for_frames(page)
    assert _fold(page, "signs") is True


def test_what_is_possible_on_a_day_stays_open(open_page: Open, memory_output: Path) -> None:
    address = "#view=genealogy&on=2005&show=national"
    page = open_page(memory_output / "nhs-it.html", address).page
    folded = page.locator("#day details").first
    folded.locator("summary").click()
    page.wait_for_function("() => location.hash.includes('open=day-')")
    _reload(page)
    assert page.locator("#day details").first.evaluate("(node) => node.open") is True
    expect(page.locator("#day details li").first).to_be_visible()


def test_nonsense_in_the_names_of_what_is_open_is_left_out(
    open_page: Open, memory_output: Path
) -> None:
    opened = open_page(memory_output / "nhs-it.html", "#view=table&open=a b,%22,signs,signs,zz")
    opened.page.get_by_role("link", name="Gone Body").click()
    assert "open=signs,zz" in opened.page.url.replace("%2C", ",")
    assert opened.said == []
