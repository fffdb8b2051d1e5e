"""`kg review` at a real terminal: one key a proposal, kept at once, gone on with where it stopped."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg.ingest.judging.decisions import DECISIONS, read_decisions
from kg.ingest.proposals import keep_text, write_proposals
from tests.conftest import ROOT, RunKg
from tests.ingest.judging.inboxes import (
    AGAINST,
    CLOSER,
    CODE,
    COPIED,
    EVERY,
    OPEN,
    SENTENCE,
    Place,
    make_place,
)

pty = pytest.importorskip("pty", reason="needs a system with terminals")
_READY = ("quit", "own", "]:", "neither")
"""How a text ends when the program waits for a key or a line."""
_PATIENCE = 60.0


class Terminal:
    """A program at a terminal of its own."""

    def __init__(
        self, place: Place, *arguments: str, columns: int = 80, colour: bool = True
    ) -> None:
        self.ours, theirs = pty.openpty()
        environment = {
            **os.environ,
            "COLUMNS": str(columns),
            "TERM": "xterm",
            "PYTHONPATH": str(ROOT),
        }
        environment.pop("NO_COLOR", None)
        if not colour:
            environment["NO_COLOR"] = "1"
        self.program = subprocess.Popen(
            [sys.executable, "-m", "kg", "review", "--by", "me", *arguments],
            stdin=theirs, stdout=theirs, stderr=theirs, cwd=place.folder, env=environment,
            start_new_session=True,
        )  # fmt: skip
        os.close(theirs)

    def read(self) -> str:
        """Return what is shown until the program waits or has ended."""
        seen, last = "", time.monotonic() + _PATIENCE
        while time.monotonic() < last:
            if not select.select([self.ours], [], [], 0.2)[0]:
                if seen.rstrip().endswith(_READY):
                    break
                continue
            try:
                data = os.read(self.ours, 65536)
            except OSError:
                break
            if not data:
                break
            seen += data.decode("utf8")
        return seen.replace("\r\n", "\n")

    def press(self, keys: str) -> str:
        os.write(self.ours, keys.encode())
        return self.read()

    def end(self) -> int:
        return self.program.wait(_PATIENCE)


Open = Callable[..., Terminal]


@pytest.fixture
def at_terminal(place: Place) -> Iterator[Open]:
    """Open the program at terminals; whichever still run are ended in the end."""
    opened: list[Terminal] = []

    def at(*arguments: str, **more: Any) -> Terminal:
        opened.append(Terminal(place, *arguments, **more))
        return opened[-1]

    yield at
    for terminal in opened:
        terminal.program.kill()
        terminal.program.wait()
        os.close(terminal.ours)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return make_place(tmp_path)


def _decided(place: Place) -> dict[str, str]:
    found = read_decisions(place.inbox / DECISIONS, place.open().base)
    return {digest: one.judgement for digest, one in found.items()}


def test_proposals_are_judged_with_one_key_each_and_conflicts_come_first(
    place: Place, at_terminal: Open
) -> None:
    terminal = at_terminal()
    shown = terminal.read()
    assert "1 of 4 · conflict: the record says otherwise" in shown
    assert "but the record has 2022-07-01" in shown
    assert "2 of 4 · open" in terminal.press("n")
    assert _decided(place) == {AGAINST.digest: "rejected"}, "it is kept at once"
    assert "3 of 4 · more" in terminal.press("1")
    assert "4 of 4 · new" in terminal.press("u")
    assert "4 decided of 4; kg accept takes them into the tables" in terminal.press("y")
    assert terminal.end() == 0
    assert _decided(place) == {
        AGAINST.digest: "rejected", OPEN.digest: "accepted", CLOSER.digest: "unsure",
        CODE.digest: "accepted",
    }  # fmt: skip
    place.accept()
    assert ["line-direct", "ods", "RYE", "", "", "src#p. 2"] in place.rows("identities")


def test_whoever_stops_goes_on_where_he_was_and_may_go_back(
    place: Place, at_terminal: Open
) -> None:
    terminal = at_terminal()
    terminal.read()
    terminal.press("n")
    terminal.press("\x03")
    assert terminal.end() == 0
    terminal = at_terminal()
    assert "1 of 3 · open" in terminal.read()
    assert "2 of 3 · more" in terminal.press("n")
    assert "1 of 3 · open" in terminal.press("p")
    terminal.press("u")
    terminal.press("q")
    assert terminal.end() == 0
    assert _decided(place) == {AGAINST.digest: "rejected", OPEN.digest: "unsure"}
    terminal = at_terminal("--unsure")
    assert "1 of 3 · open" in terminal.read()
    terminal.press("q")
    terminal.end()


def test_a_cell_is_edited_until_it_can_stand(place: Place, at_terminal: Open) -> None:
    terminal = at_terminal(OPEN.digest)
    terminal.read()
    assert "entity []:" in terminal.press("e")
    assert "unknown id 'Nobody'" in terminal.press("Nobody\n")
    assert "ods, ror, wikidata) [ods]:" in terminal.press("north hospital NHS trust\n")
    assert "code [RYE]:" in terminal.press("\n")
    assert "start []:" in terminal.press("RZE\n")
    assert "'2013-13' is not a day of the calendar" in terminal.press("2013-13\n")
    terminal.press("2013\n")
    shown = terminal.press("\n")
    assert "entity: North Hospital NHS Trust (north-trust)" in shown
    terminal.press("y")
    assert terminal.end() == 0
    [one] = read_decisions(place.inbox / DECISIONS, place.open().base).values()
    assert one.cells == {"entity": "north-trust", "code": "RZE", "start": "2013"}


def test_whoever_looks_at_a_decision_again_keeps_what_he_gave(
    place: Place, at_terminal: Open
) -> None:
    place.decide(OPEN, entity="line-direct")
    terminal = at_terminal(OPEN.digest)
    assert "entity: Line Direct NHS Trust (line-direct)" in terminal.read()
    terminal.press("y")
    assert terminal.end() == 0
    [one] = read_decisions(place.inbox / DECISIONS, place.open().base).values()
    assert one.cells == {"entity": "line-direct"}


def test_a_sentence_of_the_document_is_asked_for_in_own_words(
    place: Place, at_terminal: Open
) -> None:
    write_proposals(place.inbox, [COPIED])
    terminal = at_terminal(COPIED.digest)
    assert "to be said in your own words (e): description" in terminal.read()
    assert "description [The Department should" in terminal.press("y")
    told = terminal.press(f"I think {SENTENCE}\n")
    assert "these are still the document's own words; say it in yours" in told
    assert "own words (e)" not in terminal.press("Watches what is spent.\n")
    terminal.press("y")
    assert terminal.end() == 0
    found = read_decisions(place.inbox / DECISIONS, place.open().base)
    assert found[COPIED.digest].cells == {"description": "Watches what is spent."}


def test_all_that_is_like_a_proposal_is_judged_at_once_when_confirmed(
    place: Place, at_terminal: Open
) -> None:
    many = [replace(OPEN, named={"entity": f"LINE {n}"}, candidates={}) for n in range(7)]
    write_proposals(place.inbox, many)
    terminal = at_terminal("--below", "60")
    assert "1 of 7 · open" in terminal.read()
    told = terminal.press("a")
    assert "7 proposals like it: identities · open · src, nothing likelier than 0" in told
    assert "1 of 7 · open" in terminal.press("k")
    assert _decided(place) == {}
    terminal.press("a")
    assert "7 proposals rejected" in terminal.press("n")
    assert terminal.end() == 0
    assert _decided(place) == {one.digest: "rejected" for one in many}


def test_what_nobody_would_look_at_is_judged_by_one_command(run_kg: RunKg, place: Place) -> None:
    bulk = ("review", "--state", "open", "--below", "101", "--give", "unsure")
    ran = run_kg(*bulk)
    assert (ran.code, _decided(place)) == (2, {})
    assert ran.stderr.endswith(
        "kg: --give asks at a terminal before 1 proposal unsure; --yes says so beforehand\n"
    )
    ran = run_kg(*bulk, "--yes")
    assert ran.stderr == (
        "1 identities · open · src\n1 proposal unsure; kg accept keeps each of these judgements\n"
    )
    assert _decided(place) == {OPEN.digest: "unsure"}


def test_reasons_are_told_when_asked(place: Place, at_terminal: Open) -> None:
    terminal = at_terminal(CODE.digest)
    assert "read by" not in terminal.read()
    assert "why read by ods 1, asserted" in terminal.press("w")
    terminal.press("q")
    terminal.end()


def test_slips_fit_forty_columns_and_say_the_same_without_colours(
    place: Place, golden: Callable[[str], Callable[[str], None]], at_terminal: Open
) -> None:
    text = (
        "The report of 2026 says where the codes come from, and at some length. North Hospital has"
        " had the code RNN since 1993, as every register agrees. What follows is of another kind."
    )
    words = "North Hospital has had the code RNN since 1993, as every register agrees."
    digest, at = keep_text(place.inbox, text), text.index(words)
    passage = type(CODE.passages[0])("src", "p. 3", words, digest, at, at + len(words))
    write_proposals(place.inbox, [type(CODE)(CODE.table, CODE.cells, (passage,), "texts 1")])
    terminal = at_terminal(columns=40, colour=False)
    shown = [terminal.read(), *(terminal.press("s") for _ in EVERY[1:])]
    terminal.press("q")
    terminal.end()
    assert max(len(line) for slip in shown for line in slip.splitlines()) <= 40
    assert "\x1b" not in "".join(shown)
    golden("slips.txt")("".join(shown))


def test_through_a_pipe_it_says_what_to_do_instead(run_kg: RunKg, place: Place) -> None:
    ran = run_kg("review")
    assert (ran.code, ran.stdout) == (2, "")
    assert ran.stderr == (
        "kg: kg review asks at a terminal about 4 proposals; --page FILE asks in a browser,"
        " kg inbox lists them\n"
    )


def test_a_page_is_written_for_those_that_are_asked_about(run_kg: RunKg, place: Place) -> None:
    place.decide(CODE)
    ran = run_kg("review", "--page", "review.html", "--table", "identities")
    assert (ran.code, ran.stdout) == (0, "")
    assert ran.stderr == "wrote 1 proposal to review.html; kg accept takes the file that it saves\n"
    page = (place.folder / "review.html").read_text("utf8")
    assert OPEN.digest in page
    assert CODE.digest not in page


def test_nothing_to_ask_is_told(run_kg: RunKg, place: Place) -> None:
    ran = run_kg("review", "--table", "tenures")
    assert (ran.code, ran.stdout) == (1, "")
    assert ran.stderr.startswith("kg: nothing waits to be judged in inbox")
