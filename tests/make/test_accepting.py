"""Decisions are taken in whole, after all checks, or not at all; whoever is stopped, and when."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import OutputError, UsageError
from kg.ingest.proposals import Proposal, write_proposals
from kg.make import accepting
from kg.make.accepting import NotAccepted, accept
from tests.conftest import ROOT
from tests.ingest.judging.inboxes import CLOSER, CODE, OPEN, Place, make_place, read_in
from tests.kills_of_accept import kill_accepts


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return make_place(tmp_path)


def test_what_is_accepted_is_in_the_tables_and_told_as_a_difference(place: Place) -> None:
    place.decide(CODE)
    place.decide(OPEN, entity="line-direct")
    done = place.accept()
    assert ["north-trust", "ods", "RNN", "1993-04-01", "", "src#p. 2"] in place.rows("identities")
    assert "+line-direct,ods,RYE,,,src#p. 2\n" in done.diff
    assert "--- a/data/identities.csv\n+++ b/data/identities.csv\n@@ " in done.diff
    assert place.state(CODE) == "known ACCEPTED"
    assert not (place.inbox / ".accept").exists()


def test_accepting_twice_is_accepting_once(place: Place) -> None:
    place.decide(CODE)
    place.accept()
    before = place.files()
    assert place.accept().taken == []
    assert place.files() == before


def test_a_trial_shows_the_same_and_writes_nothing(place: Place) -> None:
    place.decide(CLOSER)
    before = place.files()
    trial = place.accept(is_dry=True)
    assert place.files() == before
    assert place.accept().diff == trial.diff


def test_other_lines_keep_every_byte(place: Place) -> None:
    file = place.data / "identities.csv"
    lines = file.read_text("utf8").splitlines()
    quoted = ['"' + line.replace(",", '","') + '"' for line in lines]
    file.write_bytes(b"\xef\xbb\xbf" + "\r\n".join(quoted).encode())
    place.decide(CODE)
    place.accept()
    after = file.read_bytes()
    assert after.startswith(b"\xef\xbb\xbf")
    assert [line for line in after[3:].decode().split("\r\n") if line.startswith('"')] == quoted
    assert b"north-trust,ods,RNN,1993-04-01,,src#p. 2\r\n" in after


def test_what_breaks_a_table_is_told_with_its_proposal_and_nothing_changes(place: Place) -> None:
    wrong = replace(CODE, cells={**CODE.cells, "code": "no code!", "start": "2013-13"})
    write_proposals(place.inbox, [wrong])
    place.decide(wrong)
    place.decide(CLOSER)
    before = place.files()
    with pytest.raises(NotAccepted) as told:
        place.accept()
    lines = str(told.value).splitlines()
    assert lines[0].startswith("data/identities.csv:")
    assert all(line.endswith(f"(proposal {wrong.digest})") for line in lines)
    assert len(lines) == 2
    assert place.files() == before
    assert not (place.inbox / ".accept").exists()


def test_what_breaks_a_shape_is_told_with_its_proposal(place: Place) -> None:
    cells = {"id": "ended-again", "kind": "Abolition", "label": "Old Body abolished",
             "date": "1999-04-01", "ended": "old-body", "status": "happened"}  # fmt: skip
    early = Proposal("events", cells, (read_in("abolished in 1999"),), "ods 1")
    write_proposals(place.inbox, [early])
    place.decide(early)
    before = place.files()
    with pytest.raises(NotAccepted) as told:
        place.accept()
    assert f"(proposal {early.digest})" in str(told.value)
    assert place.files() == before


def test_tables_that_somebody_changes_meanwhile_are_left_alone(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.decide(CODE)
    check = accepting.make_graph

    def edit(*given: object) -> object:
        people = place.data / "people.csv"
        people.write_text(people.read_text("utf8") + "bob,Bob,,,src\n", "utf8")
        return check(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(accepting, "make_graph", edit)
    with pytest.raises(OutputError, match="was changed meanwhile; nothing is accepted"):
        place.accept()
    assert "RNN" not in (place.data / "identities.csv").read_text("utf8")
    assert "bob" in (place.data / "people.csv").read_text("utf8")


def test_a_folder_that_is_none_is_told_and_no_inbox_is_made(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such folder"):
        accept(tmp_path / "inbox", tmp_path / "data", ROOT / "ontology", [])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that forks")
def test_who_is_killed_leaves_the_tables_as_they_were(tmp_path: Path) -> None:
    found = kill_accepts(tmp_path, 10, seed=3)
    assert found["faults"] == []
    assert found["killed"] > 0
