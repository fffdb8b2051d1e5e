"""The day: what existed, under which name and whom, and what changed between two days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from kg.engine.store import LocalGraph, open_graph
from kg.history.days import find_changes
from kg.history.existence import find_existing
from kg.index.index import index_of
from tests.explorer.conftest import Open, load_modules, read_part, wait_for_frames

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAIRS = [
    ("2013-04-01", "2023-04-01"), ("1997-05-02", "2007-06-27"), ("2002-06", "2013"),
    ("1974", "1990"), ("2010-05-11", "2016-07-13"), ("2019-07-01", "2019-07-02"),
    ("2025", "2030"),
]  # fmt: skip
DAYS = ["1985", "2002-06", "2017-05-12", "2022-09-06", "2026-11"]


@pytest.fixture(scope="module")
def shipped(shipped_output: Path) -> LocalGraph:
    return open_graph(shipped_output)


@pytest.fixture(scope="module")
def page(browser: Browser, shipped_output: Path) -> Iterator[Page]:
    context = browser.new_context()
    loaded = load_modules(context, "model/model", "day/changes", "model/existence")
    loaded.evaluate(
        "(data) => { window.model = $model.createModel(data); }", read_part(shipped_output, "data")
    )
    yield loaded
    context.close()


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_the_page_and_the_terminal_tell_the_same_changes(
    page: Page, shipped: LocalGraph, first: str, second: str
) -> None:
    told = page.evaluate(
        """(days) => $changes.findChanges(model, ...days.map($dates.parseDate))
          .map((one) => [one.turn, one.thing.id, one.when, one.before, one.after, one.isSure])""",
        [first, second],
    )
    expected = [
        [one.turn.value, one.entity.slug, one.when, one.before, one.after, one.is_sure]
        for one in find_changes(shipped, index_of(shipped), first, second)
    ]
    assert sorted(told) == sorted(expected)
    assert len(expected) > 2


@pytest.mark.parametrize("day", DAYS)
def test_the_page_and_the_terminal_know_the_same_offices(
    page: Page, shipped: LocalGraph, day: str
) -> None:
    told = page.evaluate(
        """(day) => $existence.officesOn(model, $dates.parseDate(day))
          .map(({ office, holder }) => [office.label, holder])""",
        day,
    )
    assert told == [list(office) for office in find_existing(index_of(shipped), day).offices]
    assert len(told) == 2


def _rows(page: Page, title: str) -> list[str]:
    section = page.locator("#day section", has=page.get_by_role("heading", name=title))
    return [" ".join(row.split()) for row in section.locator("li").all_inner_texts()]


def test_a_day_lists_what_certainly_existed_with_its_head(
    open_page: Open, shipped_output: Path
) -> None:
    opened = open_page(shipped_output / "nhs-it.html", "#on=2017-05-12&show=national")
    page = opened.page
    offices = page.inner_text("#day .offices")
    assert "Prime minister: Theresa May" in offices
    assert "Health secretary: Jeremy Hunt" in offices
    rows = _rows(page, "Certainly existed")
    assert any(row.startswith("Department of Health now told as") for row in rows)
    assert any("led by" in row for row in rows)
    # the interim head of that spring, whose end is known to the year only
    digital = next(row for row in rows if row.startswith("NHS Digital"))
    assert digital == "NHS Digital led by Rob Shaw (possibly); minister Jeremy Hunt"
    # who acts for the same nation or another, but stands under nobody's department or another's
    for name in ("NHS Education for Scotland", "Cabinet Office"):
        other = next(row for row in rows if row.startswith(name))
        assert "minister" not in other
    assert page.locator("#day details").count() >= 1
    assert not page.locator("#day details[open]").count(), "the possible is folded"
    drawn = page.locator("[data-bar]").evaluate_all("(all) => all.map((one) => one.dataset.bar)")
    assert "nhs-information-authority" not in drawn, "what did not exist leaves the picture"
    page.get_by_label("Keep what did not exist").check()
    wait_for_frames(page)
    assert page.locator("[data-bar=nhs-information-authority].dim").count() == 1
    assert "gone=grey" in page.url
    assert not opened.said


@pytest.mark.parametrize(("width", "is_first"), [(390, True), (1440, False)])
def test_what_existed_is_read_before_the_picture_on_a_phone(
    open_page: Open, shipped_output: Path, width: int, is_first: bool
) -> None:
    size = {"width": width, "height": 844}
    page = open_page(shipped_output / "nhs-it.html", "#on=2017-05-12", viewport=size).page
    day, views = (page.locator(part).bounding_box() for part in ("#day", "#views"))
    bar = page.locator("#time").bounding_box()
    assert day is not None and views is not None and bar is not None
    assert (day["y"] + day["height"] <= views["y"] + 1) is is_first
    listed = page.locator("#day li").nth(3).bounding_box()
    assert listed is not None and listed["y"] + listed["height"] < bar["y"]


@pytest.mark.parametrize("view", ["answers", "table", "compare", "recommendations", "genealogy"])
def test_the_bar_of_the_day_lies_at_the_foot_of_a_phone(
    open_page: Open, shipped_output: Path, view: str
) -> None:
    size = {"width": 390, "height": 844}
    page = open_page(shipped_output / "nhs-it.html", f"#view={view}", viewport=size).page
    wait_for_frames(page)
    bar = page.locator("#time").bounding_box()
    assert bar is not None
    assert abs(bar["y"] + bar["height"] - 844) < 2


def test_a_column_says_its_day_in_words(open_page: Open, shipped_output: Path) -> None:
    page = open_page(shipped_output / "nhs-it.html", "#view=table&on=2002-06").page
    heads = page.locator(".view-table th").all_inner_texts()
    assert any(head.strip().startswith("In June 2002") for head in heads)
    assert "Minister then" in " ".join(heads)
    page.evaluate("location.hash = '#view=table&rows=relations&on=2017-05-12'")
    wait_for_frames(page)
    heads = page.locator(".view-table th").all_inner_texts()
    assert any(head.strip().startswith("On 12 May 2017") for head in heads)


def test_two_days_tell_what_began_ended_was_renamed_and_moved(
    open_page: Open, shipped_output: Path
) -> None:
    page = open_page(shipped_output / "nhs-it.html", "#on=2013-04-01").page
    page.get_by_label("Compare with").fill("1 April 2023")
    page.keyboard.press("Enter")
    assert "then=2023-04-01" in page.url
    assert any(row.startswith("NHSX 1 July 2019 to January 2022") for row in _rows(page, "Begun"))
    assert any(row.startswith("NHS Digital") for row in _rows(page, "Ended"))
    assert _rows(page, "Functions moved")
    page.get_by_label("Compare with").fill("2001")
    page.keyboard.press("Enter")
    assert "Write a day after the first" in page.inner_text("#status")


def test_a_government_is_two_days(open_page: Open, shipped_output: Path) -> None:
    page = open_page(shipped_output / "nhs-it.html", "#on=2000").page
    page.get_by_label("Or choose a government").select_option(label="Tony Blair, 1997 to 2007")
    assert "on=1997-05-02" in page.url and "then=2007-06-27" in page.url
    assert re.search(r"\d+ began, of which \d+ have ended since", page.inner_text("#day"))


def test_the_slider_spans_what_the_axis_spans(open_page: Open, shipped_output: Path) -> None:
    page = open_page(shipped_output / "nhs-it.html").page
    page.get_by_role("button", name="Zoom in").click()
    wait_for_frames(page)
    first, last = (int(page.get_attribute("#on", name) or 0) // 12 for name in ("min", "max"))
    years = [
        int(text) for text in page.locator(".gen-tick").all_text_contents() if text.isdecimal()
    ]
    assert years[0] - 5 <= first <= years[0]
    assert years[-1] <= last <= years[-1] + 5


def test_the_legend_holds_the_kinds_that_are_drawn(open_page: Open, shipped_output: Path) -> None:
    page = open_page(shipped_output / "nhs-it.html").page
    assert "System" not in page.inner_text("#legend")
    page.locator("[data-switch=systems]").click()
    assert "System" in page.inner_text("#legend")


def test_a_life_of_unknown_beginning_is_drawn_from_its_evidence(
    open_page: Open, shipped_output: Path
) -> None:
    page = open_page(shipped_output / "nhs-it.html", "#id=csc").page
    seen = page.locator("[data-bar=csc] .gen-seen").bounding_box()
    tick = page.locator(".gen-tick", has_text="2005").bounding_box()
    assert seen is not None and tick is not None
    assert seen["x"] < tick["x"], "its contract of 2003 shows it"


def test_closing_a_card_returns_the_picture_to_where_it_was(
    open_page: Open, shipped_output: Path
) -> None:
    page = open_page(shipped_output / "nhs-it.html", "#show=national,systems").page
    frame = "document.querySelector('.gen-frame').scrollTop"
    page.evaluate("document.querySelector('.gen-frame').scrollTop = 120")
    page.evaluate("location.hash = '#show=national,systems&id=spine-2'")
    page.wait_for_selector("#panel:not([hidden])")
    assert page.evaluate(frame) != 120
    page.keyboard.press("Escape")
    wait_for_frames(page)
    assert page.evaluate(frame) == 120


def test_with_a_card_open_the_time_stays_in_sight_on_a_narrow_screen(
    open_page: Open, shipped_output: Path
) -> None:
    page = open_page(
        shipped_output / "nhs-it.html", "#on=2002-06&id=npfit",
        viewport={"width": 768, "height": 1024},
    ).page  # fmt: skip
    time, card = (page.locator(part).bounding_box() for part in ("#time", "#panel"))
    assert time is not None and card is not None
    assert time["y"] + time["height"] <= card["y"] + 1


@pytest.mark.parametrize(
    "address", ["#on=2002&then=soon", "#on=2002&then=1990&gone=x", "#then=2003"]
)
def test_nonsense_in_the_address_is_left_out(
    open_page: Open, shipped_output: Path, address: str
) -> None:
    opened = open_page(shipped_output / "nhs-it.html", address)
    assert not opened.said
    assert opened.page.locator("#day .day-sum").count() == 0
