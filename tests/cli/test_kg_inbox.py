"""`kg inbox`: what waits, counted by table and source, or listed by state."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import RunKg
from tests.ingest.inboxes import AGAINST, CODE, Place, make_place


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return make_place(tmp_path)


def test_proposals_are_counted_by_table_source_and_state(run_kg: RunKg, place: Place) -> None:
    place.decide(CODE)
    ran = run_kg("inbox", "-f", "json")
    assert ran.code == 0
    assert json.loads(ran.stdout) == [
        {"table": "bodies", "source": "src", "conflict": 1, "open": 0, "more": 1, "new": 0,
         "known": 0, "decided": 0, "done": 0},
        {"table": "identities", "source": "src", "conflict": 0, "open": 1, "more": 0, "new": 0,
         "known": 1, "decided": 1, "done": 0},
    ]  # fmt: skip
    assert ran.stderr == "5 proposals; 3 wait for kg review\n"


def test_conflicts_are_listed_beside_their_rows(run_kg: RunKg, place: Place) -> None:
    ran = run_kg("inbox", "--state", "conflict", "-f", "json")
    assert json.loads(ran.stdout) == [
        {"id": AGAINST.digest, "table": "bodies", "state": "conflict", "row": "regulator",
         "cells": "id=regulator, end=2016-04-01", "record": "end=2022-07-01",
         "read in": "src#p. 2", "decided": ""},
    ]  # fmt: skip


def test_a_table_and_a_source_narrow(run_kg: RunKg, place: Place) -> None:
    ran = run_kg("inbox", "--table", "bodies", "-f", "csv")
    assert ran.stdout.splitlines()[1:] == ["bodies,src,1,0,1,0,0,0,0"]
    ran = run_kg("inbox", "--source", "other")
    assert (ran.code, ran.stderr) == (
        1,
        "kg: inbox: holds no such proposal; kg import and kg read make some\n",
    )


def test_bad_words_are_told_with_what_would_be_right(run_kg: RunKg, place: Place) -> None:
    for given, told in [
        (("--state", "old"), "kg: --state old: expected conflict, open, more, new, known, decided, done\n"),
        (("--table", "bodis"), "kg: --table bodis: is no table; did you mean 'bodies'?\n"),
    ]:  # fmt: skip
        ran = run_kg("inbox", *given)
        assert (ran.code, ran.stdout, ran.stderr) == (2, "", told)


def test_tables_come_back_where_somebody_was_stopped_between_two_renames(
    run_kg: RunKg, place: Place
) -> None:
    before = place.files()
    work = place.inbox / ".accept"
    work.mkdir()
    place.data.rename(work / "old")
    assert run_kg("inbox").code == 0
    assert place.files() == before
    assert not work.exists()
