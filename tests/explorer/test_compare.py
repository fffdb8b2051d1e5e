"""Side by side: numbers, attempts and functions are the program's; by mouse, keyboard and finger."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from kg.ask.attempts import find_attempts
from kg.ask.ledger import Wanted, list_recommendations
from kg.engine.store import LocalGraph, open_graph
from kg.history.contracts import read_contracts, sum_by_kind
from kg.history.functions import read_functions
from kg.index.index import index_of
from tests.explorer.conftest import Open, held_open, wait_for_frames

pytestmark = pytest.mark.browser

WORDS = ".compare-words"
NUMBERS = """() => Object.fromEntries([...document.querySelectorAll(".beside tbody tr")]
  .map((row) => [...row.children].map((cell) => cell.textContent))
  .map(([what, ...values]) => [what, values]))"""


@pytest.fixture(scope="module")
def page(browser: Browser, shipped_output: Path) -> Iterator[Page]:
    """The shipped page, opened once; each test goes to an address of its own."""
    with held_open(browser, shipped_output / "nhs-it.html", "#view=compare") as page:
        yield page


@pytest.fixture(scope="module")
def shipped(shipped_output: Path) -> LocalGraph:
    return open_graph(shipped_output)


def _go(page: Page, address: str) -> None:
    page.evaluate("(address) => { location.hash = `view=compare&${address}`; }", address)
    wait_for_frames(page)


def _number(cell: str) -> int:
    return 0 if cell == "–" else int(cell.replace(",", ""))


@pytest.mark.slow
def test_the_numbers_side_by_side_are_those_of_the_program(page: Page, shipped: LocalGraph) -> None:
    index = index_of(shipped)
    contracts = read_contracts(shipped)
    told = {
        body for one in list_recommendations(shipped, index, Wanted()) for body in one.addressees
    }
    parties = {party for one in contracts for party in (*one.buyers, *one.suppliers, *one.subjects)}
    chance = random.Random(2)
    for _ in range(6):
        ids = sorted({*chance.sample(sorted(told), 2), *chance.sample(sorted(parties), 2)})
        _go(page, f"with={','.join(ids)}")
        found: dict[str, list[str]] = page.evaluate(NUMBERS)
        for i, slug in enumerate(ids):
            mine = [c for c in contracts if slug in (*c.buyers, *c.suppliers, *c.subjects)]
            assert _number(found.get("Contracts", ["–"] * 4)[i]) == len(mine), slug
            sums = {
                what.split(",")[0].lower(): values[i]
                for what, values in found.items()
                if what.endswith(", in pounds") and values[i] != "–"
            }
            assert {kind: int(words.rsplit(" in ", 1)[1]) for kind, words in sums.items()} == {
                kind: number for kind, (number, _) in sum_by_kind(mine).items()
            }, slug
            advice = list_recommendations(shipped, index, Wanted(addressee=slug))
            single = [one for one in advice if not one.is_whole]
            enacted = [one for one in single if one.outcome == "Enacted"]
            assert _number(found.get("Told", ["–"] * 4)[i]) == len(single), slug
            assert _number(found.get("Of these enacted", ["–"] * 4)[i]) == len(enacted), slug


@pytest.mark.slow
def test_two_suppliers_are_one_act_away_and_told_in_words(page: Page) -> None:
    _go(page, "")
    page.get_by_role("button", name="A supplier and its successor").click()
    assert "with=csc,dxc-technology" in page.url
    words = page.inner_text(WORDS)
    assert "6 contracts, £2.94 billion awarded" in words
    assert "DXC Technology: A company, from April 2017" in words
    assert "What was awarded is not what was paid" in page.inner_text(".compare-tables")
    ended = page.locator(".compare-tables tr[data-id=npfit-csc-reset-2012]").inner_text()
    assert "Reset not fully agreed in 2013" in ended
    contract = page.locator(".strands [data-id=npfit-csc-reset-2012]")
    assert "£2.2 billion" in (contract.get_attribute("aria-label") or "")
    contract.click()
    assert "id=npfit-csc-reset-2012" in page.url


@pytest.mark.slow
def test_the_attempts_at_an_aim_are_those_that_the_question_finds(
    page: Page, shipped: LocalGraph
) -> None:
    _go(page, "")
    page.get_by_role("button", name="Single patient record").click()
    found = find_attempts(shipped, "aim-single-patient-record")
    rows = page.locator(".compare-tables tbody tr")
    assert rows.evaluate_all("(all) => all.map((row) => row.dataset.id)") == [*found]
    said = page.inner_text(WORDS)
    assert said.startswith(f"{len(found)} attempts at this since 2002")
    advised = sum(one.advised for one in found.values())
    enacted = sum(one.enacted for one in found.values())
    assert f"{advised} recommendations; {enacted} are held to be enacted" in said


@pytest.mark.slow
def test_a_function_is_followed_through_the_bodies_that_ran_it(
    page: Page, shipped: LocalGraph
) -> None:
    functions = {one.id: one for one in read_functions(shipped) if len(one.bodies) > 1}
    chance = random.Random(5)
    for slug in ("hospital-episode-statistics", *chance.sample(sorted(functions), 3)):
        _go(page, f"followed={slug}")
        rows = page.locator(".compare-tables tbody tr")
        bodies = rows.evaluate_all("(all) => all.map((row) => row.dataset.id)")
        assert {*bodies} == {*functions[slug].bodies}
        assert f"{len(functions[slug].bodies)} bodies" in page.inner_text(WORDS)
    _go(page, "followed=hospital-episode-statistics")
    assert "NHS Digital is gone; its duty is now with NHS England" in page.inner_text(WORDS)
    _go(page, "followed=nhs-england")
    said = page.inner_text(WORDS)
    assert "NHS Information Authority (1 April 1999 to 31 March 2005)" in said
    assert "Health Education England" not in said, "what was for something else is left out"


@pytest.fixture
def small(open_page: Open, memory_output: Path) -> Any:
    return open_page(memory_output / "nhs-it.html", "#view=compare")


def test_things_are_added_by_name_and_from_their_card_up_to_four(small: Any) -> None:
    page = small.page
    page.fill("#add-compared", "old body")
    page.keyboard.press("Enter")
    assert "with=old-body" in page.url
    for slug in ("new-body", "gone", "oldest-body", "undated"):
        page.evaluate("(id) => { location.hash += `&id=${id}`; }", slug)
        page.get_by_role("button", name="Add to compare").click()
        wait_for_frames(page)
    assert "with=new-body,gone,oldest-body,undated" in page.url
    page.get_by_role("button", name="Take off: Gone Body").click()
    assert "with=new-body,oldest-body,undated" in page.url
    assert "Undated Unit <b>: A unit, of days that are not recorded" in page.inner_text(WORDS)
    assert small.said == []


def test_the_picture_is_gone_through_by_keys(small: Any) -> None:
    page = small.page
    _go(page, "with=old-body,new-body")
    stop = page.locator(".strands [tabindex='0']")
    assert stop.count() == 1
    stop.focus()
    seen = []
    for key in ("ArrowDown", "ArrowDown", "ArrowRight"):
        page.keyboard.press(key)
        seen.append(page.evaluate("document.activeElement.getAttribute('aria-label')"))
    assert len({*seen}) > 1
    page.keyboard.press("Enter")
    assert "&id=" in page.url


def test_nonsense_in_the_address_of_a_comparison_is_left_out(small: Any) -> None:
    page = small.page
    _go(page, "with=nobody,old-body,old-body,__proto__&aim=old-body&followed=nothing")
    assert page.locator(".compare-chosen .chip").all_inner_texts() == ["Old Body"]
    assert page.evaluate(NUMBERS)["Born"] == ["1 April 2001"]
    assert small.said == []
