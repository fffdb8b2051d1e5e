"""The page of proposals: judged by keys alone, kept, saved as what `kg accept` takes, for everybody."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page

from kg.explorer.review_page import write_review
from kg.ingest.judging.decisions import read_decisions
from kg.ingest.proposals import Passage, Proposal, keep_text, write_proposals
from tests.explorer.conftest import Open
from tests.explorer.test_accessibility import AXE, DESK, PHONE, RUN
from tests.ingest.judging.inboxes import (
    AGAINST,
    CLOSER,
    CODE,
    COPIED,
    OPEN,
    SENTENCE,
    Place,
    make_place,
    read_in,
)

pytestmark = pytest.mark.browser

TEXT = (
    "Proceedings, 𝟛rd part. <img src=x onerror=alert(1)></script>\n\n"
    + "Nothing of note was said. " * 200
    + "\n\nThe Parish Regulator began in 2004. Ann Smith left the chair on 1 May 2003.\n"
)
BEGAN = "The Parish Regulator began in 2004."
CELLS = {"person": "ann-smith", "post": "secretary", "end": "2003-05-01"}


@pytest.fixture
def place(tmp_path: Path) -> Place:
    place = make_place(tmp_path)
    digest, at = keep_text(place.inbox, TEXT), TEXT.index(BEGAN)
    began = Passage("src", "p. 4", BEGAN, digest, at, at + len(BEGAN))
    left = replace(began, quote=TEXT[at + 36 : -1], start=at + 36, end=len(TEXT) - 1)
    texts = [
        Proposal("bodies", {"id": "regulator", "start": "2005"}, (began,), "texts 1"),
        Proposal("tenures", CELLS, (left,), "texts 1", modality="reported"),
        replace(CODE, passages=(read_in("</script><script>alert(1)</script>"),)),
    ]
    write_proposals(place.inbox, texts)
    return place


def _write(place: Place) -> Path:
    inbox = place.open()
    path = place.folder / "review.html"
    path.write_text(write_review(inbox, [one for one in inbox.all() if one.is_asked]), "utf8")
    return path


def _current(page: Page) -> str:
    return page.locator("li[data-current]").inner_text()


def _decided(page: Page) -> dict[str, str]:
    kept = page.evaluate("Object.values(localStorage)")  # that of the explorer is there too
    held = next((json.loads(text) for text in kept if '"decided"' in text), {"decided": {}})
    return {digest: one["judgement"] for digest, one in held["decided"].items()}


def test_every_proposal_is_judged_by_keys_and_kg_accept_takes_the_file(
    open_page: Open, place: Place
) -> None:
    opened = open_page(_write(place), accept_downloads=True)
    page = opened.page
    assert page.locator("li.slip .state").all_inner_texts() == [
        "conflict", "conflict", "open", "more", "new", "new", "new",
    ]  # fmt: skip
    assert "but the record has" in _current(page)
    page.keyboard.press("n")
    page.keyboard.press("u")
    assert "entity: “LINE DIRECT” is" in _current(page)
    page.keyboard.press("y")
    assert page.inner_text("#status") == "Choose what the name means: 1 to 9, or edit"
    page.keyboard.press("1")
    page.keyboard.press("s")
    page.keyboard.press("s")
    page.keyboard.press("y")
    page.keyboard.press("Control+s")
    assert page.inner_text("#status") == "Say first who decides"
    page.keyboard.type("me")
    with page.expect_download() as download:
        page.keyboard.press("Control+s")
    file = place.folder / "saved.jsonl"
    download.value.save_as(file)
    found = read_decisions(file, place.open().base)
    assert {one.by for one in found.values()} == {"me"}
    assert sorted(one.judgement for one in found.values()) == [
        "accepted", "accepted", "rejected", "unsure",
    ]  # fmt: skip
    assert found[OPEN.digest].cells == {"entity": "line-direct"}
    assert CLOSER.digest not in found
    assert (opened.said, opened.asked) == ([], [])


def test_what_is_decided_is_there_when_the_page_is_opened_again_and_may_be_taken_back(
    open_page: Open, place: Place
) -> None:
    page = open_page(_write(place), viewport=DESK).page
    page.keyboard.press("n")
    page.reload()
    page.wait_for_selector("html[data-ready]")
    assert page.inner_text("#decided") == "1 of 7 proposals decided"
    page.keyboard.press("k")
    assert "rejected" in _current(page)
    page.keyboard.press("x")
    assert _decided(page) == {}


def test_cells_are_edited_by_names_and_missing_ones_are_asked_for(
    open_page: Open, place: Place
) -> None:
    page = open_page(_write(place), viewport=DESK).page
    page.get_by_role("button", name="open LINE DIRECT").click()
    page.keyboard.press("e")
    page.keyboard.type("North Hospital NHS Trust")
    page.keyboard.press("Enter")
    assert "north-trust" in _current(page)
    page.keyboard.press("y")
    assert _decided(page) == {OPEN.digest: "accepted"}
    page.get_by_role("button", name="new Ann Smith").click()
    assert "To be given: capacity." in _current(page)
    assert "the source reports it as said by others" in _current(page)
    page.keyboard.press("y")
    page.get_by_label("capacity", exact=True).fill("interim")
    page.keyboard.press("Enter")
    page.keyboard.press("y")
    assert len(_decided(page)) == 2


def test_a_sentence_of_the_document_is_asked_for_in_own_words(
    open_page: Open, place: Place
) -> None:
    write_proposals(place.inbox, [COPIED])
    page = open_page(_write(place), viewport=DESK).page
    page.locator(f"#slip-{COPIED.digest}").click()
    assert "To be said in your own words: description." in _current(page)
    page.keyboard.press("y")
    field = page.get_by_label("description, in your own words")
    assert field.input_value() == SENTENCE
    field.fill("Watches what\nis spent.")
    page.get_by_role("button", name="Take these cells").click()
    page.keyboard.press("y")
    assert _decided(page) == {COPIED.digest: "accepted"}
    assert "Watches what is spent." in page.evaluate("Object.values(localStorage)[0]")


def test_all_that_is_like_a_proposal_is_judged_at_once_when_confirmed(
    open_page: Open, place: Place
) -> None:
    many = [replace(OPEN, named={"entity": f"LINE {n}"}, candidates={}) for n in range(7)]
    write_proposals(place.inbox, many)
    page = open_page(_write(place), viewport=DESK).page
    page.get_by_role("button", name="open LINE 3").click()
    page.get_by_role("button", name="open LINE 3").press("k")
    while "open" in _current(page) and "LINE DIRECT" not in _current(page):
        page.keyboard.press("k")
    page.keyboard.press("j")
    page.keyboard.press("a")
    assert "7 proposals like it (identities · open · src)" in page.inner_text("#status")
    page.keyboard.press("j")
    assert (page.inner_text("#status"), _decided(page)) == ("Neither", {})
    page.keyboard.press("a")
    page.keyboard.press("n")
    assert page.inner_text("#status") == "7 proposals rejected"
    assert _decided(page) == {one.digest: "rejected" for one in many}


def test_a_name_that_a_row_may_lack_is_left_out_by_an_empty_cell(
    open_page: Open, place: Place
) -> None:
    cells = {"id": "audit-r1", "report": "audit", "number": "1", "summary": "Tell all."}
    one = Proposal("recommendations", cells, (read_in("Tell all."),), "read 1",
                   named={"addressed_to": "Everybody"})  # fmt: skip
    write_proposals(place.inbox, [one])
    page = open_page(_write(place), viewport=DESK).page
    page.get_by_role("button", name="open Tell all.").click()
    assert "addressed_to: “Everybody” is" in _current(page)
    page.keyboard.press("e")
    page.get_by_label("addressed_to", exact=True).press("Enter")
    assert "To be given: addressee_note." in _current(page)
    page.keyboard.press("y")
    page.get_by_label("addressee_note", exact=True).fill("everybody")
    page.keyboard.press("Enter")
    page.keyboard.press("y")
    assert _decided(page) == {one.digest: "accepted"}


def test_the_text_is_shown_where_it_was_read_and_nothing_in_it_runs(
    open_page: Open, place: Place
) -> None:
    opened = open_page(_write(place), viewport=DESK)
    page = opened.page
    page.get_by_role("button", name="conflict Parish Regulator").last.click()
    mark = page.locator("#read mark[data-current]")
    if not mark.count():
        page.get_by_role("button", name="conflict Parish Regulator").first.click()
    assert mark.inner_text() == BEGAN
    assert mark.evaluate("e => e.getBoundingClientRect().top < innerHeight")
    assert "<img src=x" in page.inner_text("#read")
    page.locator("#read mark:not([data-current])").click()
    assert "Ann Smith" in _current(page)
    assert opened.said == []


@pytest.mark.parametrize(
    ("viewport", "scheme"),
    [
        pytest.param(DESK, "light", id="desk, light"),
        pytest.param(DESK, "dark", id="desk, dark"),
        pytest.param(PHONE, "light", id="phone, light"),
    ],
)
def test_axe_finds_nothing_on_any_slip(
    open_page: Open, place: Place, viewport: dict[str, int], scheme: str
) -> None:
    page = open_page(
        _write(place), viewport=viewport, color_scheme=scheme, reduced_motion="reduce"
    ).page
    page.evaluate(AXE)
    found = {}
    for number in range(7):
        found[number, "read"] = page.evaluate(RUN)
        page.keyboard.press("w")
        page.keyboard.press("e")
        found[number, "edited"] = page.evaluate(RUN)
        page.keyboard.press("Escape")
        page.keyboard.press("n")
    assert {name: told for name, told in found.items() if told} == {}
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_the_same_proposals_give_the_same_bytes(place: Place) -> None:
    assert _write(place).read_bytes() == _write(place).read_bytes()


def test_nothing_to_judge_is_said(open_page: Open, place: Place) -> None:
    path = place.folder / "empty.html"
    path.write_text(write_review(place.open(), []), "utf8")
    assert "Nothing waits to be judged." in open_page(path, viewport=DESK).page.inner_text("main")
    assert AGAINST.digest not in path.read_text("utf8")
