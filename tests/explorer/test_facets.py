"""Filters, chips, legend and the as-of slider: what they leave, and how they show it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.conftest import RunKg
from tests.explorer.conftest import Open

pytestmark = pytest.mark.browser


def _names(page: Page) -> list[str]:
    return page.locator(".grid tbody th").all_inner_texts()


def test_a_box_keeps_its_kind_and_a_chip_takes_it_off(open_page: Open, memory_output: Path) -> None:
    page = open_page(memory_output / "nhs-it.html", "#view=table").page
    whole = _names(page)
    page.get_by_role("button", name="Filters").click()
    page.get_by_label("Unit").check()
    assert _names(page) == ["Undated Unit <b>"]
    page.get_by_label("Legislation").check()
    assert _names(page) == ["An Act 2000", "Undated Unit <b>"]
    page.get_by_role("button", name="Take off: Kind Unit").click()
    assert _names(page) == ["An Act 2000"]
    assert not page.get_by_label("Unit").is_checked()
    page.get_by_role("button", name="Take off: Kind Legislation").click()
    assert _names(page) == whole


def test_the_legend_is_a_filter(open_page: Open, memory_output: Path) -> None:
    page = open_page(memory_output / "nhs-it.html", "#view=table").page
    button = page.locator("#legend").get_by_role("button", name="Person")
    button.click()
    assert _names(page) == ["Ann Smith"]
    assert button.get_attribute("aria-pressed") == "true"
    assert "kinds=Person" in page.url


@pytest.mark.parametrize(
    ("address", "left"),
    [
        pytest.param("relations=parentBody", ["Gone Body", "Old Body"], id="relation"),
        pytest.param("confidence=High", ["Gone Body", "Old Body"], id="confidence"),
        pytest.param("topics=topic-a", ["A Report", "New Body", "Old Body", "Topic A"], id="topic"),
        pytest.param("verdicts=Contested", ["A Report", "Old Body", "Topic A"], id="verdict"),
        pytest.param("jurisdictions=England&kinds=Unit", ["Undated Unit <b>"], id="two groups"),
    ],
)
def test_each_filter_leaves_what_it_asks_for(
    open_page: Open, memory_output: Path, address: str, left: list[str]
) -> None:
    page = open_page(memory_output / "nhs-it.html", f"#view=table&{address}").page
    assert _names(page) == left


def test_on_a_day_what_certainly_and_what_possibly_existed_are_told_apart(
    open_page: Open, memory_output: Path
) -> None:
    page = open_page(memory_output / "nhs-it.html", "#view=table&kinds=Body,Unit&on=2010-06").page
    rows = page.locator(".grid tbody tr").all()
    found = {
        row.locator("th").inner_text(): row.locator("[data-label='In June 2010']").inner_text()
        for row in rows
    }
    # Gone Body, of 2005, is last needed in 2009 and goes on; no date of the unit is known
    assert found == {
        "Gone Body": "going on", "Old Body": "certain",
        "Undated Unit <b>": "possible: no date known",
    }  # fmt: skip
    assert page.inner_text(".on-words") == (
        "June 2010: 1 certain, 1 going on, 1 possible; read up to 1 April 2013"
    )


@pytest.mark.parametrize("day", ["2013-06", "1999", "2022-07-01"])
def test_the_page_and_the_command_line_count_the_same_things_on_a_day(
    open_page: Open, shipped_output: Path, run_kg: RunKg, day: str
) -> None:
    told = run_kg("as-of", day, "--graph", shipped_output).stderr.splitlines()[-1]
    page = open_page(shipped_output / "nhs-it.html", f"#on={day}").page
    assert page.inner_text(".on-words").replace(",", "").endswith(f": {told.replace(',', '')}")


def test_sliding_to_2015_leaves_no_nhsx_and_sliding_on_brings_it_back(
    open_page: Open, shipped_output: Path
) -> None:
    page = open_page(shipped_output / "nhs-it.html", "#view=table&q=nhsx&kinds=Unit").page
    assert "NHSX" in _names(page)
    page.fill("#on-text", "2015")
    page.keyboard.press("Enter")
    assert "NHSX" not in _names(page)
    page.focus("#on")
    for _ in range(5):
        page.keyboard.press("PageUp")
    assert page.input_value("#on-text") == "2020-01"
    assert "NHSX" in _names(page)
    page.get_by_role("button", name="Any time").click()
    assert page.input_value("#on-text") == ""


def test_each_movement_of_the_slider_is_one_step_to_undo(
    open_page: Open, memory_output: Path
) -> None:
    page = open_page(memory_output / "nhs-it.html", "#view=table&on=2010-06").page
    page.focus("#on")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    assert page.input_value("#on-text") == "2010-09"
    page.wait_for_timeout(1100)
    for _ in range(3):
        page.keyboard.press("PageDown")
    assert page.input_value("#on-text") == "2007-09"
    page.keyboard.press("Control+z")
    assert page.input_value("#on-text") == "2010-09"
    page.keyboard.press("Control+z")
    assert page.input_value("#on-text") == "2010-06"


def test_a_date_that_is_none_is_refused_in_words(open_page: Open, memory_output: Path) -> None:
    page = open_page(memory_output / "nhs-it.html", "#view=table").page
    page.fill("#on-text", "2015-13")
    page.keyboard.press("Enter")
    assert page.get_attribute("#on-text", "aria-invalid") == "true"
    assert "No such date" in page.inner_text("#status")
    assert "on=" not in page.url


def test_play_moves_through_the_years_and_is_one_step_to_undo(
    open_page: Open, memory_output: Path
) -> None:
    opened = open_page(memory_output / "nhs-it.html", "#view=table")
    page = opened.page
    page.get_by_role("button", name="Play through the years").click()
    page.wait_for_function("() => document.querySelector('#on-text').value > '2000'")
    page.get_by_role("button", name="Stop").click()
    stopped = page.input_value("#on-text")
    assert stopped > "2000"
    page.wait_for_timeout(400)
    assert page.input_value("#on-text") == stopped
    assert f"on={stopped}" in page.url
    page.keyboard.press("Control+z")
    assert page.input_value("#on-text") == ""
    assert opened.said == []
