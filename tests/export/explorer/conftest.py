"""One browser for all tests of the page, cut off from the network."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from kg.export.explorer.script import bundle, read_modules

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)


@dataclass
class Opened:
    """A page, what it said on the console and what it asked for beyond itself."""

    page: Page
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


Open = Callable[..., Opened]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("needs Chromium on the path")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield opened
        opened.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """Open a file in a context of its own, offline, and wait until it is ready."""
    contexts = []

    def at(path: Path, address: str = "", **options: Any) -> Opened:
        context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}} | options)
        contexts.append(context)
        context.set_offline(True)
        opened = Opened(context.new_page())
        opened.page.set_default_timeout(8000)
        opened.page.on("console", lambda message: opened.said.append(message.text))
        opened.page.on("pageerror", lambda error: opened.said.append(str(error)))
        opened.page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith(("file:", "data:", "blob:"))
                else opened.asked.append(request.url)
            ),
        )
        opened.page.goto(path.as_uri() + address)
        opened.page.wait_for_selector("html[data-ready]")
        return opened

    yield at
    for context in contexts:
        context.close()


@pytest.fixture
def module(browser: Browser) -> Iterator[Callable[[str], Page]]:
    """Load one module of the page, with what it imports, and nothing else: `$name` holds it."""
    contexts = []

    def load(name: str) -> Page:
        context = browser.new_context()
        contexts.append(context)
        page = context.new_page()
        page.add_script_tag(content=bundle(read_modules(), name))
        return page

    yield load
    for context in contexts:
        context.close()
