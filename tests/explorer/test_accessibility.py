"""The page for everybody: judged by axe-core, by keyboard alone, and at 200 % zoom."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pyoxigraph as ox
import pytest
from playwright.sync_api import Page

from kg.engine.store import LocalGraph, open_graph
from kg.explorer import write_page
from kg.model.vocabulary import Vocabulary
from tests.explorer.conftest import Open, wait_for_frames

pytestmark = pytest.mark.browser

AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf8")
RUN = """async () => {
  const { violations } = await axe.run(document);
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)} ${node.any.concat(node.all, node.none).map((check) => check.message).join("; ")}`));
}"""
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1440, "height": 900}
HALF = {"width": 720, "height": 450}  # what 200 % zoom leaves of 1440 by 900

STATES = {
    "opening": "",
    "genealogy": "#id=old-body&on=2005",
    "day": "#on=2005&gone=grey",
    "two days": "#on=2001&then=2014",
    "network": "#view=network&id=old-body",
    "recommendations": "#view=recommendations&id=advice-1",
    "ledger": "#view=recommendations&rows=ledger&verdicts=Contested",
    "compare": "#view=compare",
    "compared": "#view=compare&with=old-body,new-body&id=old-body",
    "followed": "#view=compare&followed=old-body",
    "table": "#view=table&id=old-body&kinds=Body",
    "opinions": "#view=table&rows=opinions&id=op-1",
    "questions": "#view=answers",
    "answer": "#view=answers&ask=leaders&ask.thing=old-body",
}


@pytest.mark.parametrize(
    ("viewport", "scheme"),
    [
        pytest.param(DESK, "light", id="desk, light"),
        pytest.param(DESK, "dark", id="desk, dark"),
        pytest.param(PHONE, "light", id="phone, light"),
    ],
)
def test_axe_finds_nothing_in_any_view(
    open_page: Open, memory_output: Path, viewport: dict[str, int], scheme: str
) -> None:
    page = open_page(
        memory_output / "nhs-it.html",
        viewport=viewport,
        color_scheme=scheme,
        reduced_motion="reduce",
    ).page
    page.evaluate(AXE)
    found = {}
    for name, address in STATES.items():
        page.evaluate("(address) => { location.hash = address; }", address)
        wait_for_frames(page)
        found[name] = page.evaluate(RUN)
    page.get_by_role("button", name="Filters").click()
    page.fill("#find", "body")
    found["filters and search"] = page.evaluate(RUN)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Help").click()
    found["help"] = page.evaluate(RUN)
    assert {name: told for name, told in found.items() if told} == {}


@pytest.mark.parametrize("about", ["old-body", "nothing"])
def test_axe_finds_nothing_on_the_page_of_a_part_or_of_nothing(
    open_page: Open, memory_output: Path, vocabulary: Vocabulary, tmp_path: Path, about: str
) -> None:
    path = tmp_path / "page.html"
    graph = LocalGraph(ox.Store(), "empty") if about == "nothing" else open_graph(memory_output)
    path.write_text(write_page(graph, vocabulary, f"about {about}"), "utf8")
    page = open_page(path).page
    page.evaluate(AXE)
    assert page.evaluate(RUN) == []


def _focused(page: Page) -> str:
    return str(
        page.evaluate(
            """() => { const e = document.activeElement;
              return e.getAttribute('aria-label') || e.innerText.trim() || e.id; }"""
        )
    )


def _tab_to(page: Page, name: str, key: str = "Tab") -> None:
    for _ in range(60):
        page.keyboard.press(key)
        if _focused(page).startswith(name):
            return
    raise AssertionError(f"the keyboard does not come to {name!r}")


def test_a_question_is_answered_with_the_keyboard_alone(
    open_page: Open, shipped_output: Path
) -> None:
    page = open_page(shipped_output / "nhs-it.html").page
    _tab_to(page, "What became of NPfIT?")
    page.keyboard.press("Enter")
    page.wait_for_selector(".answer-said")
    assert _focused(page) == "What became of a programme or a system?"
    _tab_to(page, "See it in the picture")
    page.keyboard.press("Enter")
    assert "id=npfit" in page.url
    assert _focused(page) == "Genealogy"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert _focused(page) == "Recommendations"
    assert "view=recommendations" in page.url
    _tab_to(page, "Ledger")
    page.keyboard.press("Enter")
    _tab_to(page, "Date")
    page.keyboard.press("Enter")
    assert _focused(page).startswith("Date")
    assert page.locator("th[aria-sort=ascending]:visible").inner_text().startswith("Date")
    _tab_to(page, "Skip to the details", "Shift+Tab")
    page.keyboard.press("Enter")
    _tab_to(page, "Copy citation")
    page.keyboard.press("Escape")
    assert page.locator("#panel").is_hidden()


def test_help_opens_by_its_key_and_gives_the_focus_back(
    open_page: Open, memory_output: Path
) -> None:
    page = open_page(memory_output / "nhs-it.html", "#id=old-body").page
    page.focus("#tab-genealogy")
    page.keyboard.press("?")
    assert "How to read this page" in page.inner_text("dialog")
    page.keyboard.press("Escape")
    assert page.locator("dialog").is_hidden()
    assert page.locator("#panel").is_visible(), "one press closes one thing"
    assert _focused(page) == "Genealogy"


def test_focus_is_seen_wherever_it_goes(open_page: Open, memory_output: Path) -> None:
    page = open_page(memory_output / "nhs-it.html", "#view=table&id=old-body").page
    unseen = []
    for _ in range(45):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """() => { const e = document.activeElement; const style = getComputedStyle(e);
              const box = e.getBoundingClientRect();
              return e === document.body || (parseFloat(style.outlineWidth) >= 2 && style.outlineStyle !== 'none' && box.width > 0); }"""
        )
        if not seen:
            unseen.append(_focused(page))
    assert unseen == []


def test_at_200_per_cent_nothing_is_lost_to_the_side(open_page: Open, shipped_output: Path) -> None:
    page = open_page(shipped_output / "nhs-it.html", viewport=HALF, device_scale_factor=2).page
    for tab in page.get_by_role("tab").all():
        tab.click()
        assert page.evaluate("document.documentElement.scrollWidth") <= HALF["width"]
        assert tab.is_visible()
    page.keyboard.press("/")
    page.keyboard.type("NHSX")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Close the details").click()
    assert page.locator("#panel").is_hidden()


def test_who_wants_less_motion_gets_steps_of_a_year(open_page: Open, memory_output: Path) -> None:
    page = open_page(memory_output / "nhs-it.html", "#view=table", reduced_motion="reduce").page
    page.get_by_role("button", name="Play through the years").click()
    first = page.input_value("#on-text")
    page.wait_for_function(f"() => document.querySelector('#on-text').value !== '{first}'")
    page.get_by_role("button", name="Stop").click()
    assert page.input_value("#on-text") == f"{int(first[:4]) + 1}{first[4:]}"


def test_everything_is_named_for_whom_the_picture_is_not(
    open_page: Open, memory_output: Path
) -> None:
    page = open_page(memory_output / "nhs-it.html").page
    nameless = page.evaluate(
        """() => [...document.querySelectorAll('button, a[href], input')]
          .filter((e) => e.offsetParent && !(e.getAttribute('aria-label') || e.innerText.trim() || e.labels?.length))
          .map((e) => e.outerHTML.slice(0, 100))"""
    )
    assert nameless == []
