"""The page opens on a story: steps beside a picture, each a state, a link and a way out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.explorer.conftest import Open, Opened, wait_for_frames
from tests.explorer.test_accessibility import AXE, RUN

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def reader(browser: Browser, told: Path) -> Iterator[Opened]:
    """The page as a new reader opens it, one for the module."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True)
    page = context.new_page()
    page.set_default_timeout(8000)
    found = Opened(page)
    page.on("console", found.hear)
    page.on("pageerror", found.hear_error)
    page.on("request", found.watch)
    page.goto(told.as_uri())
    page.wait_for_selector("html[data-ready]")
    yield found
    assert found.said == []
    assert found.asked == []
    context.close()


def test_a_bare_file_opens_on_the_first_story(reader: Opened) -> None:
    page = reader.page
    expect(page.locator("#telling h2")).to_have_text("The first")
    expect(page.locator("#telling .lead")).to_have_text("What became of a body <b>.")
    expect(page.locator(".step[data-read] h3")).to_have_text("It began")
    expect(page.locator("#step-1 .told")).to_have_text("Old Body was told once.")
    expect(page.locator("#step-1 .aside")).to_have_text("A note of Undated Unit <b>.")
    expect(page.locator("#caption p")).to_have_text("The body")
    assert page.locator("#view-genealogy").is_visible()
    assert page.locator("#panel, #time, #tabs").first.is_hidden()
    assert page.title().startswith("The first")


def test_a_number_says_how_it_is_known(reader: Opened) -> None:
    proof = reader.page.locator("#step-1 .proof")
    proof.locator("summary").click()
    expect(proof.locator("li b").nth(1)).to_have_text("once")
    expect(proof.locator("code").nth(1)).to_have_text("kg recommendations --told=old-body")
    assert proof.locator(".sources a").count() >= 1
    proof.locator("summary").click()


def test_keys_buttons_and_scrolling_go_from_step_to_step(reader: Opened) -> None:
    page = reader.page
    page.locator("body").press("ArrowRight")
    assert page.locator("#view-recommendations").is_visible()
    expect(page).to_have_url(re.compile("#view=recommendations&story=first&step=2$"))
    page.get_by_role("button", name="The next step").click()
    expect(page.locator("#caption p")).to_have_text("The network")
    assert page.get_by_role("button", name="The next step").is_disabled()
    page.locator(".telling-text").evaluate("(box) => { box.scrollTop = 0; }")
    expect(page.locator(".step[data-read] h3")).to_have_text("It began")
    assert page.evaluate("history.length") <= 2, "going through a story is no step to undo"


def test_the_picture_is_saved_from_the_story(reader: Opened) -> None:
    with reader.page.expect_download() as found:
        reader.page.locator(".telling-bar").get_by_role("button", name="Save as SVG").click()
    assert found.value.suggested_filename.endswith(".svg")


def test_another_story_is_one_click_away(reader: Opened) -> None:
    page = reader.page
    page.locator(".telling-head").get_by_role("button", name="The second").click()
    expect(page.locator("#telling h2")).to_have_text("The second")
    expect(page).to_have_url(re.compile("&story=second&step=1$"))


def test_who_looks_at_something_else_is_in_the_explorer_and_comes_back(reader: Opened) -> None:
    page = reader.page
    page.locator("body").press("ArrowRight")
    expect(page).to_have_url(re.compile("&step=2$"))
    page.locator("#search input").fill("New Body")
    page.locator("#search input").press("Enter")
    assert page.locator("#panel h2").inner_text() == "New Body"
    assert page.locator("#telling").is_hidden()
    page.go_back()
    expect(page.locator(".step[data-read] h3")).to_have_text("It was advised")


def test_what_a_step_shows_already_can_be_looked_for_too(open_page: Open, told: Path) -> None:
    page = open_page(told, "#story=first&step=1").page
    page.locator("#search input").fill("Old Body")
    page.locator("#search input").press("Enter")
    assert page.locator("#panel h2").inner_text() == "Old Body"
    assert page.locator("#telling").is_hidden()


def test_one_click_skips_to_the_explorer_and_is_remembered(reader: Opened) -> None:
    page = reader.page
    page.get_by_role("button", name="Skip to the explorer").click()
    assert page.locator("#telling").is_hidden()
    assert page.locator("#tabs").is_visible()
    assert page.locator("#tools .saving").is_visible()
    assert page.locator("#home").evaluate("(home) => home === document.activeElement")
    page.goto(page.url.partition("#")[0])
    page.wait_for_selector("html[data-ready]")
    assert page.locator("#telling").is_hidden()
    page.get_by_role("button", name="Stories").click()
    expect(page.locator("#telling h2")).to_have_text("The first")


def test_an_address_opens_what_it_names(open_page: Open, told: Path) -> None:
    page = open_page(told, "#story=second&step=3", reading=True).page
    expect(page.locator("#caption p")).to_have_text("The network")
    page.evaluate("location.hash = '#story=second&step=2'")
    expect(page.locator(".step[data-read] h3")).to_have_text("It was advised")
    addresses = ("#id=old-body", "#view=table", "#view=genealogy", "#story=none&step=2", "")
    for address in addresses:
        page.goto("about:blank")
        page.goto(told.as_uri() + address)
        page.wait_for_selector("html[data-ready]")
        assert page.locator("#telling").is_hidden() is bool(address), address


def test_a_graph_without_stories_opens_as_ever(open_page: Open, memory_output: Path) -> None:
    page = open_page(memory_output / "nhs-it.html", reading=True).page
    assert page.locator("#telling").is_hidden()
    assert page.locator("#story").is_visible()
    assert page.get_by_role("button", name="Stories").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_keeps_the_picture_above_the_text(open_page: Open, told: Path, scheme: str) -> None:
    opened = open_page(
        told, reading=True, viewport=PHONE, has_touch=True, color_scheme=scheme,
        reduced_motion="reduce",
    )  # fmt: skip
    page = opened.page
    picture = page.locator("#views").bounding_box()
    assert picture is not None
    assert picture["height"] > 200
    page.get_by_role("button", name="The next step").tap()
    wait_for_frames(page)
    shown = page.locator(".shown").bounding_box()
    step = page.locator("#step-2 h3").bounding_box()
    assert shown is not None
    assert step is not None
    assert -1 <= shown["y"] <= 1
    assert shown["y"] + shown["height"] <= step["y"] < 844
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.evaluate(AXE)
    assert page.evaluate(RUN) == []
    assert opened.said == []


def test_axe_finds_nothing_in_a_story(reader: Opened) -> None:
    reader.page.locator("#step-1 .proof summary").click()
    reader.page.evaluate(AXE)
    assert reader.page.evaluate(RUN) == []
