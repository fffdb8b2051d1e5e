"""The details: what is known of a thing, each line with its source."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from kg.make.pipeline import build
from tests.conftest import write_tables
from tests.explorer.conftest import Open
from tests.numbers import NUMBERS

pytestmark = pytest.mark.browser


def _sections(page: Page) -> dict[str, str]:
    """The text of each section by its heading."""
    found = page.locator("#panel section").all()
    texts = [" ".join(section.inner_text().split()) for section in found]
    titles = [
        section.locator("h3").evaluate("(h) => h.firstChild.textContent") for section in found
    ]
    return dict(zip(titles, texts, strict=True))


def test_a_body_has_names_forerunner_heir_people_advice_and_opinions_each_with_its_source(
    open_page: Open, memory_output: Path
) -> None:
    page = open_page(memory_output / "nhs-it.html", "#id=old-body").page
    sections = _sections(page)
    assert "Former Bureau 2001 to 2003" in sections["What it was called"]
    came = sections["Where it came from"]
    assert "1 April 2001" in came and "ended Oldest Body" in came and "by An Act 2000" in came
    assert "1 April 2013" in sections["What followed"]
    assert "created New Body" in sections["What followed"]
    assert "Ann Smith, Head of Old Body 2002 to 2004" in sections["Its people"]
    assert (
        "Do the thing Enacted assessors differ, says Old Body, 2004" in sections["What it was told"]
    )
    assert "opinion: critical" in sections["What was said of it"]
    assert "not a fact of this graph" in sections["What was said of it"]
    assert "Ann Smith, about Old Body" in sections["What was said of it"]
    assert "A slip of the pen" in sections["Said, but wrongly"]
    for title, text in sections.items():
        if title == "What we do not know":
            continue
        assert "A source (A press)" in text or "Another source" in text, title


def test_a_locator_stands_beside_its_source(open_page: Open, memory_output: Path) -> None:
    page = open_page(memory_output / "nhs-it.html", "#id=old-body").page
    parent = _sections(page)["What it was part of"]
    assert "parent body Gone Body 2006 to 2010" in parent
    assert "A source (A press), p. 2" in parent
    assert "Another source (A paper)" in parent


def test_an_heir_has_the_advice_that_it_inherited(open_page: Open, memory_output: Path) -> None:
    page = open_page(memory_output / "nhs-it.html", "#id=new-body").page
    assert "Do the thing" in _sections(page)["Advice that it inherited"]
    assert "Do another" in _sections(page)["What it was told"]


def test_an_open_end_is_told_apart_from_one_that_is_not_known(
    open_page: Open, memory_output: Path
) -> None:
    page = open_page(memory_output / "nhs-it.html", "#id=gone").page
    assert page.inner_text("#panel .life") == "since 2005"
    page = open_page(memory_output / "nhs-it.html", "#id=new-body").page
    assert page.inner_text("#panel .life") == "from 1 April 2013, end not known"


def test_advice_tells_who_was_told_who_has_the_duty_and_each_verdict_with_its_source(
    open_page: Open, memory_output: Path
) -> None:
    page = open_page(memory_output / "nhs-it.html", "#id=advice-1").page
    text = " ".join(page.inner_text("#panel").split())
    assert "Made to Old Body" in text
    assert "Duty now with New Body" in text
    views = page.locator("#panel section", has_text="What became of it").locator(".line").all()
    told = [" ".join(view.inner_text().split()) for view in views]
    assert [words.split(" – ")[0] for words in told] == ["In progress", "Enacted", "Not enacted"]
    assert "Old Body 2004 Another source (A paper)" in told[1]
    assert "this project’s reading of the sources 2005 A source (A press)" in told[2]


def test_the_sections_of_long_details_are_one_press_away(
    open_page: Open, shipped_output: Path
) -> None:
    page = open_page(shipped_output / "nhs-it.html", "#id=npfit").page
    page.locator(".contents").get_by_role("button", name="What was said of it").press("Enter")
    heading = page.get_by_role("heading", name="What was said of it")
    assert heading.evaluate("(h) => h === document.activeElement")
    frame = page.locator("#panel").bounding_box()
    place = heading.bounding_box()
    assert frame is not None
    assert place is not None
    assert frame["y"] <= place["y"] <= frame["y"] + frame["height"]


def test_a_citation_is_copied_with_iri_dates_and_sources(
    open_page: Open, memory_output: Path
) -> None:
    page = open_page(memory_output / "nhs-it.html", "#id=old-body").page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy citation").click()
    page.wait_for_selector("#status:has-text('Copied')")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(
        "“Old Body” (body, 1 April 2001 to 31 March 2013), NHS IT knowledge graph"
    )
    assert "https://w3id.org/nhs-it/id/old-body" in copied
    assert "A source, A press, p. 1 <https://example.org/a>" in copied


def test_nhsx_is_followed_to_its_end_by_links_alone(open_page: Open, shipped_output: Path) -> None:
    page = open_page(shipped_output / "nhs-it.html", "#id=nhsx").page
    after = page.locator("#panel section", has=page.get_by_role("heading", name="What followed"))
    assert "January 2022" in after.inner_text()
    after.get_by_role("link", name="NHS Transformation Directorate", exact=True).click()
    assert page.inner_text("#panel h2") == "NHS Transformation Directorate"
    before = page.locator(
        "#panel section", has=page.get_by_role("heading", name="Where it came from")
    )
    assert "NHSX" in before.inner_text()
    assert before.get_by_role("link", name="NHSX", exact=True).count() == 1


@pytest.fixture(scope="module")
def numbers_output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("numbers")
    build(write_tables(folder, NUMBERS), folder / "output")
    return folder / "output"


def test_a_body_has_its_codes_and_what_was_stated_of_it(
    open_page: Open, numbers_output: Path
) -> None:
    page = open_page(numbers_output / "nhs-it.html", "#id=old-body").page
    sections = _sections(page)
    assert "ods X1Y until 31 March 2013" in sections["Codes"]
    figures = sections["Figures"]
    assert "Cost outturn: £100,000,000 to £120,000,000 2004 to 2006 Other sums" in figures
    assert "Cost outturn: £90,000,000 – New Body, May 2014 2004 to 2006" in figures
    assert "Cost outturn: £1 known to be wrong" in sections["Said, but wrongly"]
    assert "Share: at least 12.5 per cent 2005" in figures
    assert "A source (A press), p. 7" in figures


def test_an_event_has_its_names_and_figures_and_what_a_body_stated_stands_with_it(
    open_page: Open, numbers_output: Path
) -> None:
    page = open_page(numbers_output / "nhs-it.html", "#id=succession").page
    assert "Also called The Handover" in page.locator("#panel").inner_text()
    sections = _sections(page)
    assert "The Big Move popular name" in sections["What it was called"]
    assert "Number: 1,200 Boxes moved" in sections["Figures"]
    stated = _sections(open_page(numbers_output / "nhs-it.html", "#id=new-body").page)
    assert "Cost outturn: £90,000,000 – Old Body" in stated["Figures it stated"]


@pytest.mark.parametrize(
    ("words", "slug"), [("RX1", "old-body"), ("the big move", "succession"), ("AA 2016", "an-act")]
)
def test_the_search_of_the_page_knows_codes_and_what_people_call_things(
    open_page: Open, numbers_output: Path, words: str, slug: str
) -> None:
    page = open_page(numbers_output / "nhs-it.html", "").page
    page.locator("input[type=search]").first.fill(words)
    page.locator("#found [role=option]").first.click()
    assert f"id={slug}" in page.url
