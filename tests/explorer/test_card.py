"""The card of a thing: its life in a sentence and as a strip, then question by question."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from kg.engine.store import open_graph
from kg.pages.library import Library
from kg.pages.page_lines import make_lines
from kg.pages.portrait import lanes_of
from tests.explorer.conftest import Open, load_modules, read_part, wait_for_frames

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ONLY_THERE = {"What rests on it", "Relations", "Attempts", "What it repeats"}
"""Headings of the terminal whose lines the page leaves to other views."""
ONLY_HERE = {"Advice that it inherited"}
CHIEF = [
    "nhs-england", "nhs-information-authority", "npfit", "csc", "palantir", "gwyn-thomas",
    "wachter-review-2016", "baw-pointless-reorganisations-2022", "dhsc", "spine",
    "sos-health-social-care",
]  # fmt: skip


@pytest.fixture(scope="module")
def library(shipped_output: Path) -> Library:
    return Library(open_graph(shipped_output))


@pytest.fixture(scope="module")
def things(library: Library) -> list[str]:
    """The chief things and a hundred others."""
    kinds = ["Person", "Post", "Report", "Strategy", "Article", *library.index.living]
    every = [entity.slug for entity in library.index.of_kinds(kinds)]
    return [*CHIEF, *random.Random(16).sample(every, 100)]


@pytest.fixture(scope="module")
def page(browser: Browser, shipped_output: Path) -> Iterator[Page]:
    """A page in which `told` gives of any thing the questions that the shipped page answers."""
    context = browser.new_context()
    loaded = load_modules(context, "model/model", "panel/about-thing")
    loaded.evaluate(
        """([data, lives]) => {
          Object.assign(window, { model: $model.createModel(data), lives });
          window.told = (id) => {
            const thing = model.things.get(id);
            const all = $about_thing.tellAll({ model }, thing, lives);
            return $told.inQuestions(model, thing.kind, all);
          };
        }""",
        [read_part(shipped_output, name) for name in ("data", "lives")],
    )
    yield loaded
    context.close()


def test_the_page_and_the_terminal_answer_the_same_questions_with_as_many_lines(
    page: Page, library: Library, things: list[str]
) -> None:
    told = page.evaluate(
        "(ids) => ids.map((id) => told(id).map(({ title, lines }) => [title, lines.length]))",
        things,
    )
    for slug, found in zip(things, told, strict=True):
        sections = library.card(slug).sections.items()
        here = [(t, n) for t, n in found if t not in ONLY_HERE | ONLY_THERE]
        assert here == [(t, len(lines)) for t, lines in sections if t not in ONLY_THERE], slug


def test_the_page_and_the_terminal_tell_a_life_in_the_same_sentence(
    page: Page, library: Library, things: list[str]
) -> None:
    told = page.evaluate(
        """(ids) => ids.map((id) => (lives.life[id] ?? [])
          .map((part, i) => (i % 2 ? model.label(part) : part)).join(""))""",
        things,
    )
    expected = [library.card(slug).life for slug in things]
    assert told == expected
    assert sum(map(bool, expected)) > len(expected) / 3


def test_the_page_and_the_site_draw_the_same_lanes(
    page: Page, library: Library, things: list[str]
) -> None:
    told = page.evaluate(
        """(ids) => ids.map((id) =>
          $strip.lanesOf(model, model.things.get(id), told(id)).map(({ name, stretches }) =>
            [name, [...new Set(stretches.map((s) => `${s.start} ${s.end}`))].sort()]))""",
        things,
    )
    for slug, found in zip(things, told, strict=True):
        card = library.card(slug)
        lanes = [
            [lane.name, sorted({f"{s.start} {s.end}" for s in lane.stretches})]
            for lane in lanes_of(library, card, make_lines(library, card))
            if lane.stretches
        ]
        assert found == lanes, slug


def _section(page: Page, title: str) -> list[str]:
    lines = page.locator("#panel section", has=page.get_by_role("heading", name=title))
    return [" ".join(line.split()) for line in lines.locator(".line").all_inner_texts()]


def test_a_life_opens_the_card_and_its_names_lead_on(open_page: Open, shipped_output: Path) -> None:
    page = open_page(shipped_output / "nhs-it.html", "#id=nhs-information-authority").page
    life = page.locator("#panel .life-told")
    assert life.inner_text().startswith("Formed on 1 April 1999 by National Health Service")
    assert "led by Nigel Bell, then Gwyn Thomas; split on 1 April 2005 into" in life.inner_text()
    assert "Names" not in page.locator("#panel .strip").inner_text()
    label = page.locator("#panel .strip svg").first.get_attribute("aria-label") or ""
    assert label.startswith("NHS Information Authority in time, 1999 to")
    box = page.locator("#panel .strip").bounding_box()
    assert box is not None and box["height"] <= 110
    life.get_by_role("link", name="Gwyn Thomas").click()
    assert page.inner_text("#panel h2") == "Gwyn Thomas"


def test_advice_stands_by_its_number_with_outcome_judge_and_reason(
    open_page: Open, shipped_output: Path
) -> None:
    page = open_page(shipped_output / "nhs-it.html", "#id=wachter-review-2016").page
    page.wait_for_selector(".life-told")
    told = _section(page, "What it advised")
    numbers = [re.match(r"(\d+)\. ", line) for line in told]
    assert [int(n[1]) for n in numbers if n] == [*range(1, 11)][: len(told)]
    assert "Enacted, says Digital Health, September 2016: Wrote that" in told[1]


def test_what_joins_a_document_to_others_is_of_its_day_and_told_once(
    open_page: Open, shipped_output: Path
) -> None:
    page = open_page(shipped_output / "nhs-it.html", "#id=baw-pointless-reorganisations-2022").page
    (author,) = _section(page, "Who made it")
    assert "Marcus Baw 28 December 2022" in author
    assert "end not known" not in author


def test_official_sources_stand_first(open_page: Open, shipped_output: Path) -> None:
    page = open_page(shipped_output / "nhs-it.html", "#id=nhs-information-authority").page
    first = page.locator("#panel .basics .sources li").first.inner_text()
    assert "legislation.gov.uk" in first
    (came,) = _section(page, "Where it came from")
    assert came.index("legislation.gov.uk") < came.index("Wikipedia")


def test_going_back_returns_to_where_the_card_was(open_page: Open, shipped_output: Path) -> None:
    page = open_page(shipped_output / "nhs-it.html", "#id=nhs-england").page
    page.wait_for_selector(".life-told")
    line = page.locator("#panel section", has_text="What it bought").locator(".line a.thing").nth(4)
    line.scroll_into_view_if_needed()
    before = page.evaluate("document.querySelector('#panel').scrollTop")
    assert before > 500
    line.click()
    assert page.evaluate("document.querySelector('#panel').scrollTop") == 0
    page.go_back()
    wait_for_frames(page)
    assert page.evaluate("document.querySelector('#panel').scrollTop") == pytest.approx(
        before, abs=2
    )


def test_no_label_says_a_word_twice(open_page: Open, shipped_output: Path) -> None:
    page = open_page(shipped_output / "nhs-it.html", "#id=nhs-information-authority").page
    text = page.inner_text("#panel")
    assert "announcement announced" not in text.lower()
    assert "Post in of" not in text
