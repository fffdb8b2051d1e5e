"""The query page of a real server in the one browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from kg.explorer.script import bundle
from kg.serve.query_page.query_html import read_web_modules
from tests.serving import Running

WEB = "serve/query_page/web/"


@dataclass
class QueryPage:
    """The page, what it said on the console, and what it asked of others than its server."""

    page: Page
    address: str
    said: list[str] = field(default_factory=list)
    strayed: list[str] = field(default_factory=list)

    def open(self, query: str = "", view: str = "table") -> Page:
        """Open it anew, with a query that is asked at once, and wait for the answer."""
        self.page.goto("about:blank")
        asked = f"#query={quote(query)}&view={view}" if query else ""
        self.page.goto(f"{self.address}/query{asked}")
        self.page.wait_for_selector("html[data-ready]")
        if query:
            self.wait()
        return self.page

    def follow(self, query: str, view: str) -> None:
        """Change the address of the open page, and wait for what it then shows."""
        self.page.evaluate("document.querySelector('#answer').replaceChildren()")
        self.page.evaluate("(to) => { location.hash = to; }", f"query={quote(query)}&view={view}")
        self.wait()
        self.page.wait_for_selector(f"#tab-{view}[aria-selected=true]")
        self.page.wait_for_selector("table.answer caption" if view == "table" else ".drawn")

    def wait(self) -> None:
        """Wait until the answer, or what is wrong, is shown."""
        self.page.wait_for_selector(
            "#results[aria-busy=false] #view > :not(.why:only-child), #fault:not([hidden]), .why"
        )
        self.page.wait_for_selector("#results[aria-busy=false]")


OpenQuery = Callable[..., QueryPage]


@pytest.fixture
def query_page(browser: Browser, server: Running) -> Iterator[OpenQuery]:
    """Make a page of the server, in a browser that remembers nothing."""
    made: list[QueryPage] = []

    def at(address: str = "", **options: Any) -> QueryPage:
        context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}} | options)
        page = context.new_page()
        page.set_default_timeout(8000)
        found = QueryPage(page, address or server.address)
        page.on("console", lambda message: found.said.append(message.text))
        page.on("pageerror", lambda error: found.said.append(str(error)))
        page.on("request", lambda request: _watch(found, request.url))
        made.append(found)
        return found

    yield at
    for one in made:
        one.page.context.close()


def _watch(found: QueryPage, url: str) -> None:
    if not url.startswith((found.address, "data:", "blob:", "about:")):
        found.strayed.append(url)


@pytest.fixture(scope="module")
def script(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Load modules of the page with what they import: `$tokens` holds `editing/tokens`."""
    contexts = []

    def load(*names: str) -> Page:
        context = browser.new_context()
        contexts.append(context)
        page = context.new_page()
        page.add_script_tag(content=bundle(read_web_modules(), *(WEB + name for name in names)))
        return page

    yield load
    for context in contexts:
        context.close()
