"""The search, from disk and without a network, as a reader uses it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

HITS = "#hits a"


def _open(page: Page, folder: Path, words: str = "") -> None:
    page.goto((folder / "search.html").as_uri() + (f"?q={words}" if words else ""))


def _find(page: Page, words: str) -> list[str]:
    page.fill("#words", words)
    page.press("#words", "Enter")
    page.wait_for_function("document.getElementById('said').textContent !== ''")
    return page.locator(HITS).all_inner_texts()


@pytest.mark.parametrize(
    ("words", "label"),
    [
        pytest.param("Railtrack", "Railtrack", id="a name"),
        pytest.param("british rail", "British Railways Board", id="the beginning of words"),
        pytest.param("BRB", "British Railways Board", id="initials"),
        pytest.param("rail network", "Network Rail", id="words in another order"),
    ],
)
def test_a_thing_is_found(page: Page, railway_folder: Path, words: str, label: str) -> None:
    _open(page, railway_folder)
    assert label in _find(page, words)[:3]


def test_a_hit_leads_to_the_page_of_the_thing(page: Page, railway_folder: Path) -> None:
    _open(page, railway_folder, "railtrack")
    page.locator(HITS).first.click()
    assert page.locator("h1").inner_text() == "Railtrack"


def test_two_small_pieces_answer_a_search(page: Page, railway_folder: Path) -> None:
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    _open(page, railway_folder)
    loaded.clear()
    _find(page, "network rail")
    assert 1 <= len(loaded) <= 2
    for url in loaded:
        assert url.startswith("file:")
        assert (railway_folder / "search" / url.rpartition("/")[2]).stat().st_size < 60_000


def test_arrow_keys_go_from_the_field_to_the_hits_and_back(
    page: Page, railway_folder: Path
) -> None:
    _open(page, railway_folder, "rail")
    page.locator(HITS).first.wait_for()
    page.focus("#words")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    focused = "document.activeElement.textContent"
    assert page.evaluate(focused) == page.locator(HITS).first.inner_text()
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "words"


def test_what_nothing_is_called_is_said_in_words_and_never_becomes_markup(
    page: Page, railway_folder: Path
) -> None:
    _open(page, railway_folder)
    assert _find(page, "<img src=x onerror=alert(1)> zzz") == []
    assert "<img" in page.locator("#said").inner_text()
    assert page.locator("#said img").count() == 0


def test_without_scripts_the_lists_of_all_names_are_there(
    browser: Browser, railway_folder: Path
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    _open(page, railway_folder)
    page.get_by_role("link", name="Companies").click()
    assert page.get_by_role("link", name="Railtrack").count() == 1
    context.close()
