"""Pages of the one browser, cut off from the network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Request,
)

from kg.explorer.script import bundle, read_modules


@dataclass
class Opened:
    """A page, what it said on the console and what it asked for beyond itself."""

    page: Page
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def hear(self, message: ConsoleMessage) -> None:
        self.said.append(message.text)

    def hear_error(self, error: Error) -> None:
        self.said.append(str(error))

    def watch(self, request: Request) -> None:
        if not request.url.startswith(("file:", "data:", "blob:", "about:")):
            self.asked.append(request.url)


Open = Callable[..., Opened]


def wait_for_frames(page: Page) -> None:
    """Wait until what was asked for is drawn: what a change asks for comes with the next frame."""
    page.evaluate(
        """() => new Promise((done) => setTimeout(() =>
          requestAnimationFrame(() => requestAnimationFrame(done))))"""
    )


@pytest.fixture(scope="session")
def shared_page(browser: Browser) -> Page:
    """A page that tests use one after the other: to open one takes longer than most tests."""
    return _offline_page(browser)


SKIPPED = "try { localStorage.setItem('story-skipped', 'yes') } catch {}"
"""What a page keeps of a reader who has skipped the stories: a bare address is the explorer."""


def _offline_page(browser: Browser, *, reading: bool = False, **options: Any) -> Page:
    context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}} | options)
    context.set_offline(True)
    if not reading:
        context.add_init_script(SKIPPED)
    page = context.new_page()
    page.set_default_timeout(8000)
    return page


@pytest.fixture
def open_page(browser: Browser, shared_page: Page) -> Iterator[Open]:
    """Open a file, offline, and wait until it is ready; with options in a context of its own.

    A bare address is the explorer, as for a reader who has skipped the stories; with
    `reading=True` nothing has been skipped.
    """
    opened: list[Opened] = []

    def at(path: Path, address: str = "", **options: Any) -> Opened:
        is_own = bool(options or opened)
        found = Opened(_offline_page(browser, **options) if is_own else shared_page)
        opened.append(found)
        found.page.on("console", found.hear)
        found.page.on("pageerror", found.hear_error)
        found.page.on("request", found.watch)
        found.page.goto(path.resolve().as_uri() + address, wait_until="commit")
        found.page.wait_for_selector("html[data-ready]")
        return found

    yield at
    for found in opened:
        if found.page is not shared_page:
            found.page.context.close()
            continue
        found.page.goto("about:blank")
        found.page.remove_listener("console", found.hear)
        found.page.remove_listener("pageerror", found.hear_error)
        found.page.remove_listener("request", found.watch)


def load_modules(context: BrowserContext, *names: str) -> Page:
    """Return a page in which modules of the script stand, each as an object: `$dates`."""
    page = context.new_page()
    page.add_script_tag(content=bundle(read_modules(), *names))
    return page


@pytest.fixture
def module(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Load modules of the page with what they import, such as `core/dates`: `$dates` holds it."""
    contexts = []

    def load(*names: str) -> Page:
        contexts.append(browser.new_context())
        return load_modules(contexts[-1], *names)

    yield load
    for context in contexts:
        context.close()
