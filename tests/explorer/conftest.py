"""Pages of the one browser, cut off from the network."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
from kg.explorer.template import unpack
from kg.make import pipeline
from tests.conftest import write_tables
from tests.memory import MEMORY


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


@contextmanager
def held_open(browser: Browser, path: Path, address: str, **options: Any) -> Iterator[Page]:
    """Hold a file open, offline, for the tests of a module: each goes to an address of its own."""
    page = _offline_page(browser, **options)
    page.goto(path.resolve().as_uri() + address)
    page.wait_for_selector("html[data-ready]")
    yield page
    page.context.close()


def read_part(output: Path, name: str) -> Any:
    """Return what a part of the shipped page holds, whether it stands in it packed or not."""
    text = (output / "nhs-it.html").read_text("utf8")
    found = re.search(rf'<script[^>]*id="{name}"[^>]*>(.*?)</script>', text, re.DOTALL)
    assert found is not None
    return json.loads(found[1] if name == "data" else unpack(found[1]))


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


STORY = """---
title: {title}
by: Ann
---
What became of a body <b>.

## It began
{{name: old-body}} was told {{count: recommendations told=old-body = once}}.

> A note of {{name: undated}}.

[The body](#id=old-body)

## It was advised
{{count: recommendations | rows | as first-word}} pieces of advice.

[The advice](#view=recommendations)

## It ended
On {{explain: old-body end | as last-day = 31 March 2013}}.

[The network](#view=network&id=new-body)
"""


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small history with two stories."""
    folder = tmp_path_factory.mktemp("told")
    data = write_tables(folder, MEMORY)
    (data / "stories").mkdir()
    (data / "stories" / "1-first.md").write_text(STORY.format(title="The first"), "utf8")
    (data / "stories" / "2-second.md").write_text(STORY.format(title="The second"), "utf8")
    pipeline.build(data, folder / "output")
    return folder / "output" / "nhs-it.html"
