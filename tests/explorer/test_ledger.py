"""The ledger of the page: picture, lines, filters and spreadsheet agree with each other and with `kg`."""

from __future__ import annotations

import csv
import io
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from kg.ask.ledger import Wanted, list_recommendations
from kg.engine.store import LocalGraph, open_graph
from kg.history.advice import Advice, spell
from kg.history.solutions import find_as_of
from kg.history.source_addresses import read_addresses
from kg.index.index import index_of
from tests.explorer.conftest import Open, held_open, wait_for_frames

pytestmark = pytest.mark.browser

SUM = ".ledger-sum"


@pytest.fixture(scope="module")
def page(browser: Browser, shipped_output: Path) -> Iterator[Page]:
    """The shipped page, opened once; each test goes to an address of its own."""
    with held_open(
        browser, shipped_output / "nhs-it.html", "#view=recommendations", accept_downloads=True
    ) as page:
        yield page


@pytest.fixture(scope="module")
def shipped(shipped_output: Path) -> LocalGraph:
    return open_graph(shipped_output)


def _go(page: Page, address: str) -> None:
    page.evaluate(
        "(address) => { location.hash = `view=recommendations&rows=ledger${address}`; }", address
    )
    wait_for_frames(page)


def _csv(page: Page) -> tuple[str, list[dict[str, str]]]:
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as CSV").click()
    text = Path(download.value.path()).read_text("utf-8-sig")
    return download.value.suggested_filename, [*csv.DictReader(io.StringIO(text, newline=""))]


def _address(wanted: dict[str, str | bool]) -> str:
    """Return what the page calls the filters of the ledger, in its address."""
    named = {"addressee": "told", "topic": "topics", "late": "due"}
    parts = []
    for name, value in wanted.items():
        field = "verdicts" if name == "verdict" else named.get(name, name)
        text = "late" if value is True else str(value)
        if name in ("verdict", "state") or (name == "response" and value != "none"):
            text = "".join(word.capitalize() for word in text.split())
        parts.append(f"{field}={text}")
    return "".join(f"&{part}" for part in parts)


def _choices(every: list[Advice], makers: list[str]) -> dict[str, list[str | bool]]:
    return {
        "addressee": sorted({body for one in every for body in one.addressees}),
        "heir": sorted({body for one in every for body in one.heirs}),
        "report": sorted({one.report for one in every}),
        "topic": sorted({topic for one in every for topic in one.under}),
        "judge": sorted({view.by for one in every for view in one.judgements}),
        "state": sorted({spell(one.state) for one in every}),
        "verdict": sorted({spell(one.outcome) for one in every if one.outcome}),
        "response": [*sorted({spell(one.response.verdict) for one in every if one.response}),
                     "none"],
        "period": ["2012", "2010..2015", "2020..", "..2005", "2016-09..2022"],
        "maker": [*makers],
        "late": [True],
    }  # fmt: skip


@pytest.mark.slow
def test_random_filters_leave_in_the_page_what_they_leave_in_the_program(
    page: Page, shipped: LocalGraph
) -> None:
    index = index_of(shipped)
    every = list_recommendations(shipped, index, Wanted())
    choices = _choices(every, ["nao", "robert-wachter", "public-accounts-committee"])
    chance = random.Random(16)
    filled = 0
    for round_ in range(55):
        names = [[*choices][round_ % len(choices)], *chance.sample([*choices], round_ % 3)]
        wanted = {name: chance.choice(choices[name]) for name in dict.fromkeys(names)}
        expected = list_recommendations(shipped, index, Wanted(**wanted))  # type: ignore[arg-type]
        told = page.evaluate(
            """(address) => { location.hash = `view=recommendations&rows=ledger${address}`; }""",
            _address(wanted),
        )
        wait_for_frames(page)
        told = page.inner_text(".grid caption")
        single = sum(not one.is_whole for one in expected)
        found = re.search(r"(?:of |: )([\d,]+)(?: rows?|, and .*)?$", told)
        assert found is not None, told
        assert found[1] == f"{single:,}", (wanted, told)
        filled += bool(expected)
    assert filled > 22, "filters that leave nothing prove little"


@pytest.mark.slow
def test_the_number_beside_each_value_is_what_choosing_it_leaves(
    page: Page, shipped: LocalGraph
) -> None:
    index = index_of(shipped)
    _go(page, "&topics=topic-interoperability&state=Open")
    page.get_by_role("button", name="Filters").click()
    groups = page.locator(".filters details")
    assert groups.locator("summary").all_inner_texts() == [
        "Told", "Duty now with", "Topic", "Report", "Made by", "Verdict", "State", "Due", "Response",
        "Judged by", "Reports of",
    ]  # fmt: skip
    for title, name in (("Told", "addressee"), ("Judged by", "judge"), ("Report", "report")):
        group = groups.filter(has=page.locator("summary", has_text=re.compile(f"^{title}$")))
        if group.get_attribute("open") is None:
            group.locator("summary").click()
        label = group.locator("li:not([hidden]) label").first
        words, number = label.locator("span").all_inner_texts()
        label.click()
        value = re.search(rf"{'told' if name == 'addressee' else name}=([\w-]+)", page.url)
        assert value is not None
        wanted = Wanted(topic="topic-interoperability", state="open")
        wanted = replace(wanted, **{name: value[1]})  # type: ignore[arg-type]
        left = [a for a in list_recommendations(shipped, index, wanted) if not a.is_whole]
        assert f"{len(left):,}" == number, words
        label.click()
    page.get_by_role("button", name="Close the filters").click()


@pytest.mark.slow
def test_the_spreadsheet_is_what_is_shown_and_named_by_the_filters(
    page: Page, shipped: LocalGraph
) -> None:
    index = index_of(shipped)
    _go(page, "&told=nhs-england&topics=topic-interoperability&verdicts=NotEnacted&id=nhsx")
    name, rows = _csv(page)
    assert name == (
        "nhs-it-recommendations-ledger-interoperability-not-enacted-told-nhs-england.csv"
    )
    wanted = Wanted(addressee="nhs-england", topic="topic-interoperability", verdict="not enacted")
    expected = {one.id: one for one in list_recommendations(shipped, index, wanted)}
    assert {row["id"] for row in rows} == {*expected}
    shown = page.locator(".grid tbody tr").evaluate_all("(all) => all.map((r) => r.dataset.id)")
    assert [row["id"] for row in rows] == shown
    now = find_as_of(shipped)
    cited = {source.slug for one in expected.values() for source in one.sources}
    addresses = read_addresses(shipped, shipped.space, cited)
    for row in rows:
        one = expected[row["id"]]
        late = one.days_late(now)
        assert row["addressed to"] == "; ".join(one.addressees.values())
        assert (row["state"], row["outcome"]) == (spell(one.state), spell(one.outcome))
        assert (row["report"], row["number"], row["due"]) == (one.report_label, one.number, one.due)
        assert row["days late"] == ("" if late is None else str(late[0]))
        assert row["IRI"] == shipped.space.iri(one.id)
        assert {*row["addresses"].split()} == {addresses[s.slug] for s in one.sources
                                               if s.slug in addresses}  # fmt: skip
        assert row["Filters"] == "Topic: Interoperability; Verdict: Not enacted; Told: NHS England"


@pytest.mark.slow
def test_who_answered_last_and_when_is_what_the_program_says(
    page: Page, shipped: LocalGraph
) -> None:
    answered = list_recommendations(shipped, index_of(shipped), Wanted(response="accepted"))
    _go(page, "&response=Accepted")
    _, rows = _csv(page)
    told = {row["id"]: (row["response by"], row["response date"]) for row in rows}
    assert told == {
        one.id: (one.response.by_label, one.response.date) for one in answered if one.response
    }


@pytest.mark.slow
@pytest.mark.parametrize(
    ("asked", "address", "said"),
    [
        pytest.param("NHS England interoperability not enacted",
                     "told=nhs-england&topics=topic-interoperability&verdicts=NotEnacted",
                     "8 recommendations", id="an auditor"),
        pytest.param("wachter review", "report=wachter-review-2016",
                     "11 recommendations in 1 report of 2016: 4 enacted", id="a clinician"),
        pytest.param("interoperability since 1992", "period=1992..", "recommendations in",
                     id="a journalist"),
        pytest.param("clinical safety accepted", "response=Accepted", "recommendations in",
                     id="a safety officer"),
        pytest.param("advice given to NHSX, open", "state=Open",
                     "the duty of who is gone is now with", id="a civil servant"),
        pytest.param("National Audit Office not enacted", "maker=nao",
                     "not enacted", id="past due"),
        pytest.param("National Audit Office past its day", "due=late",
                     "Without “Past its day and open” 13 are left.", id="nothing is left"),
    ],
)  # fmt: skip
def test_words_become_filters_and_the_answer_is_a_sentence(
    page: Page, asked: str, address: str, said: str
) -> None:
    _go(page, "")
    page.fill("#ask-ledger", asked)
    page.keyboard.press("Enter")
    wait_for_frames(page)
    for part in address.split("&"):
        assert part in page.url.replace("%2C", ",")
    assert said in page.inner_text(SUM)


def test_a_mark_and_its_line_light_up_together_by_pointer_and_by_keys(
    open_page: Open, memory_output: Path
) -> None:
    page = open_page(memory_output / "nhs-it.html", "#view=recommendations").page
    page.locator(".recurrence [data-id=advice-1]").hover()
    assert page.locator(".grid tr.lit").get_attribute("data-id") == "advice-1"
    page.locator(".grid tr[data-id=advice-2]").hover()
    assert page.locator(".recurrence .lit").get_attribute("data-id") == "advice-2"
    stops = page.locator(".recurrence [tabindex='0']")
    assert stops.count() == 1, "one stop for Tab, arrows for the rest"
    stops.focus()
    assert "Do the thing" in (stops.get_attribute("aria-label") or "")
    page.keyboard.press("ArrowRight")
    assert page.locator(".grid tr.lit").get_attribute("data-id") == "advice-2"
    page.keyboard.press("Enter")
    assert "id=advice-2" in page.url
    assert page.locator(".recurrence .chosen").get_attribute("data-id") == "advice-2"
    focused = "document.activeElement.dataset.id ?? document.activeElement.dataset.topic"
    assert page.evaluate(focused) == "advice-2"
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(focused) == "topic-a"
    page.keyboard.press(" ")
    assert "topics=topic-a" in page.url
    assert page.evaluate(focused) == "topic-a"


def test_under_a_finger_marks_have_24_pixels_the_newest_first_and_names_stay(
    open_page: Open, shipped_output: Path
) -> None:
    page = open_page(
        shipped_output / "nhs-it.html", "#view=recommendations",
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True,
    ).page  # fmt: skip
    box = page.locator(".recurrence .target").first.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 24
    years = [int(text) for text in page.locator(".recurrence .year").all_text_contents()]
    assert years == sorted(years, reverse=True)
    name = page.locator(".recurrence .topic").first
    before = name.bounding_box()
    page.locator(".picture").evaluate("(e) => { e.scrollLeft = 300; }")
    wait_for_frames(page)
    after = name.bounding_box()
    assert before is not None
    assert after is not None
    assert abs(before["x"] - after["x"]) < 1
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.slow
def test_a_topic_leaves_no_empty_screen_and_no_column_lies_under_the_card(page: Page) -> None:
    page.evaluate("() => { location.hash = 'view=recommendations&topics=topic-single-record'; }")
    wait_for_frames(page)
    view = page.locator(".view-recommendations").bounding_box()
    ledger = page.locator(".view-recommendations .sheet").bounding_box()
    assert view is not None
    assert ledger is not None
    assert ledger["height"] > view["height"] / 2, "words, where the picture needs no room"
    _go(page, "&id=nhs-england")
    sheet = page.locator(".view-recommendations .scroll:not(.picture)")
    assert sheet.evaluate("(e) => e.scrollWidth <= e.clientWidth")
    page.get_by_role("button", name="Filters").click()
    wait_for_frames(page)
    assert sheet.evaluate("(e) => e.scrollWidth <= e.clientWidth")
    page.get_by_role("button", name="Close the filters").click()


def test_what_does_not_act_here_is_not_offered_and_says_so_where_it_is_set(
    open_page: Open, memory_output: Path
) -> None:
    page = open_page(memory_output / "nhs-it.html", "#view=recommendations&kinds=Body").page
    page.get_by_role("button", name="Filters").click()
    assert page.locator(".filters summary", has_text="Kind").count() == 0
    chip = page.locator(".chip.idle")
    assert "does nothing in this view" in (chip.get_attribute("aria-label") or "")
    page.locator("#tab-table").click()
    assert page.locator(".filters summary", has_text="Kind").count() == 1
    assert page.locator(".chip.idle").count() == 0


def test_nonsense_in_the_address_is_left_out(open_page: Open, memory_output: Path) -> None:
    odd = "#view=recommendations&told=nobody,old-body,__proto__&state=Sleeping&period=2010..2000"
    opened = open_page(memory_output / "nhs-it.html", odd)
    assert opened.page.locator(".chip:not(.all)").all_inner_texts() == ["Told\nOld Body"]
    assert opened.page.inner_text(SUM).startswith("1 recommendation in 1 report")
    assert opened.said == []
