"""The page in a real browser: offline, silent, readable, and nothing in the data runs."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from kg import pipeline
from tests.conftest import SMALL, write_tables

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium on the path"),
]

NASTY = (
    "<script>window.hacked=1</script><img src=x onerror=window.hacked=2> \"'&\u202e " + "w" * 3000
)
RELATION = {
    "subject": "old-body", "property": "parentBody", "object": "new-body", "rank": "normal",
    "start": "2005", "confidence": "high", "sources": "src",
}  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield opened
        opened.close()


def _open(browser: Browser, path: Path) -> tuple[Page, list[str], list[str]]:
    page = browser.new_page(viewport={"width": 1200, "height": 800})
    page.context.set_offline(True)
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    page.wait_for_selector("canvas")
    return page, said, asked


def _build(folder: Path, label: str) -> Path:
    bodies = [SMALL["bodies"][0] | {"label": label, "description": label}, SMALL["bodies"][1]]
    data = write_tables(folder, {**SMALL, "bodies": bodies, "claims": [RELATION]})
    return pipeline.build(data, folder / "output").page


def test_the_shipped_page_asks_nothing_of_anybody_and_says_nothing(
    browser: Browser, shipped_output: Path
) -> None:
    page, said, asked = _open(browser, shipped_output / "nhs-it.html")
    page.wait_for_timeout(500)
    assert said == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert page.evaluate("nodes.length") > 900
    legend = page.inner_text("ul").lower()
    for kind in ("body", "programme", "legislation"):
        assert kind in legend


def test_a_hover_shows_name_dates_and_source(browser: Browser, tmp_path: Path) -> None:
    page, _, _ = _open(browser, _build(tmp_path, "Old Body"))
    where = page.evaluate("network.canvasToDOM(network.getPosition('old-body'))")
    page.mouse.move(where["x"] - 3, where["y"] - 3)
    page.mouse.move(where["x"], where["y"])
    page.wait_for_selector(".vis-tooltip", state="visible")
    shown = page.inner_text(".vis-tooltip")
    assert "2001-04-01 to 2013-04-01" in shown
    assert "Source: A source" in shown
    edge = page.evaluate("edges.find(e => e.title.includes('parent body')).title")
    assert "from 2005, end not known" in edge
    assert "Source: A source" in edge


def test_nothing_in_the_data_runs(browser: Browser, tmp_path: Path) -> None:
    page, said, _ = _open(browser, _build(tmp_path, NASTY))
    where = page.evaluate("network.canvasToDOM(network.getPosition('old-body'))")
    page.mouse.move(where["x"] - 3, where["y"] - 3)
    page.mouse.move(where["x"], where["y"])
    page.wait_for_selector(".vis-tooltip", state="visible")
    assert "<script>window.hacked" in page.inner_text(".vis-tooltip")
    assert page.evaluate("window.hacked") is None
    assert said == []


def test_the_layout_is_fixed_and_the_bytes_repeat(tmp_path: Path) -> None:
    first = _build(tmp_path / "a", "Old Body").read_bytes()
    assert first == _build(tmp_path / "b", "Old Body").read_bytes()
    assert b'"physics":{"enabled":false}' in first
