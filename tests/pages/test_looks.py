"""Pages for everybody: judged by axe-core on each kind of thing, without scripts or requests."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from kg.pages.site import Site

pytestmark = pytest.mark.browser

AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf8")
RUN = """async () => {
  const { violations } = await axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] });
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
}"""
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1440, "height": 900}


def one_of_each_kind(site: Site) -> list[str]:
    index, slugs = site.library.index, set(site.library.slugs.values())
    kinds = {
        kind: [e.slug for e in index.of_kinds([kind]) if e.slug in slugs] for kind in index.kinds()
    }
    return sorted(min(found) for found in kinds.values() if found)


@pytest.fixture(scope="module")
def visited(browser: Browser, railway_folder: Path) -> Iterator[Page]:
    page = browser.new_page()
    page.on("request", lambda r: _only_files(r.url))
    yield page
    page.close()


def _only_files(url: str) -> None:
    assert url.startswith("file:"), f"asks the network for {url}"


@pytest.mark.parametrize(
    ("viewport", "scheme"),
    [
        pytest.param(DESK, "light", id="desk, light"),
        pytest.param(PHONE, "dark", id="phone, dark"),
    ],
)
def test_axe_finds_nothing_on_a_page_of_any_kind(
    visited: Page, railway_site: Site, railway_folder: Path, viewport: dict[str, int], scheme: str
) -> None:
    visited.set_viewport_size(viewport)
    visited.emulate_media(color_scheme=scheme)
    found = {}
    for slug in one_of_each_kind(railway_site):
        visited.goto((railway_folder / f"thing/{slug}.html").as_uri())
        visited.evaluate(
            "() => document.querySelectorAll('details').forEach((d) => (d.open = true))"
        )
        visited.evaluate(AXE)
        found[slug] = visited.evaluate(RUN)
        wide = visited.evaluate("document.documentElement.scrollWidth")
        assert wide <= viewport["width"], f"{slug} is {wide} pixels wide"
    assert {slug: faults for slug, faults in found.items() if faults} == {}


def test_a_reader_without_scripts_finds_the_heir_and_its_source(
    browser: Browser, railway_folder: Path
) -> None:
    page = browser.new_page(java_script_enabled=False, viewport=PHONE)
    page.goto((railway_folder / "thing/railtrack.html").as_uri())
    page.locator("section", has=page.locator("h2#what-followed")).locator("a").first.click()
    assert "Network Rail" in page.locator("h1").inner_text() + page.locator(".lead").inner_text()
    page.locator(".src a").first.click()
    assert page.locator(".kind").inner_text() == "Source"
    page.close()
