"""The focus: after every Enter and Escape it is on something that is seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.explorer.conftest import Open, wait_for_frames

pytestmark = pytest.mark.browser

STATES = [
    "",
    "#view=genealogy&id=old-body&show=national",
    "#view=genealogy&on=2005",
    "#view=network&id=old-body",
    "#view=recommendations&panes=filters&verdicts=Enacted",
    "#view=table&kinds=Body",
    "#view=compare&with=old-body,new-body",
    "#view=answers",
    "#view=answers&ask=successors&ask.body=old-body",
]
CONTROLS = """() => [...document.querySelectorAll(
    "a[href], button, summary, input:not([type=range]), select, [tabindex='0']")]
  .filter((one) => !one.disabled && one.checkVisibility({ visibilityProperty: true })
    && one.target !== "_blank" && !one.closest("[inert], dialog"))"""
FOCUSED = f"""(at) => {{ const one = ({CONTROLS})()[at]; one?.focus();
  return Boolean(one) && document.activeElement === one; }}"""
SAID = """() => { const at = document.activeElement;
  return at !== document.body && at.checkVisibility({ visibilityProperty: true })
    ? "" : at.outerHTML.slice(0, 80); }"""
ONE_OF_A_KIND = f"""() => {{ const known = new Set(); return ({CONTROLS})()
  .map((one, at) => [at, [one.tagName, one.className.baseVal ?? one.className,
    one.closest("[id]")?.id].join()])
  .filter(([, kind]) => !known.has(kind) && known.add(kind)).map(([at]) => at); }}"""


def _go(page: Page, address: str) -> None:
    page.evaluate(
        """(address) => { for (const one of document.querySelectorAll("dialog[open]")) one.close();
          location.hash = address || "#"; }""",
        address,
    )
    wait_for_frames(page)


@pytest.mark.parametrize("address", STATES)
def test_no_key_leaves_the_focus_on_nothing(
    open_page: Open, memory_output: Path, address: str
) -> None:
    page = open_page(memory_output / "nhs-it.html", address).page
    wait_for_frames(page)
    lost = {}
    for at in page.evaluate(ONE_OF_A_KIND):
        for key in ("Enter", "Escape"):
            _go(page, address)
            if page.evaluate(FOCUSED, at):
                said = page.evaluate("document.activeElement.outerHTML.slice(0, 90)")
                page.keyboard.press(key)
                for _ in range(3):
                    wait_for_frames(page)
                if left := page.evaluate(SAID):
                    lost[key, said] = left
    assert lost == {}


def test_who_shuts_a_card_is_back_where_it_was_opened(open_page: Open, memory_output: Path) -> None:
    page = open_page(memory_output / "nhs-it.html", "#view=table").page
    link = page.get_by_role("link", name="Gone Body").first
    link.focus()
    page.keyboard.press("Enter")
    page.locator("#panel").focus()
    page.keyboard.press("Escape")
    wait_for_frames(page)
    assert page.evaluate("document.activeElement.textContent") == "Gone Body"


def test_a_bar_keeps_the_focus_when_its_card_is_opened(
    open_page: Open, memory_output: Path
) -> None:
    page = open_page(memory_output / "nhs-it.html", "#show=national").page
    bar = page.locator("g[data-bar=old-body]")
    bar.focus()
    page.keyboard.press("Enter")
    wait_for_frames(page)
    assert page.inner_text("#panel h2") == "Old Body"
    assert page.evaluate("document.activeElement.dataset.bar") == "old-body"


@pytest.mark.parametrize("field", ["#on-text", "#then"])
def test_a_field_that_has_the_focus_follows_a_date_that_is_changed_elsewhere(
    open_page: Open, memory_output: Path, field: str
) -> None:
    page = open_page(memory_output / "nhs-it.html", "#on=2005-06&then=2012").page
    page.locator(field).focus()
    page.evaluate("location.hash = '#view=genealogy&on=2004-01&then=2011'")
    wait_for_frames(page)
    assert page.input_value("#on-text") == "2004-01"
    assert page.input_value("#then") == "2011"
    page.locator(field).focus()
    page.keyboard.press("Control+z")
    page.evaluate("location.hash = '#view=genealogy'")
    wait_for_frames(page)
    assert page.input_value("#on-text") == ""
