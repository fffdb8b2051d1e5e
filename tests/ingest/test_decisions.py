"""Decisions are kept a line each, and the last one about a proposal holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import TableErrors, UsageError
from kg.ingest.decisions import DECISIONS, Decision, keep_decision, read_decisions

BASE = "https://example.org/a/"
ONE = Decision("0" * 16, "accepted", "me", "2020-01-01", cells={"entity": "old-body"})
TWO = Decision("1" * 16, "rejected", "me", "2020-01-01", note="another place", is_apart=True)


def test_what_is_kept_is_read_again_and_the_last_holds(tmp_path: Path) -> None:
    for one in (ONE, TWO, Decision(ONE.proposal, "unsure", "you", "2020-01-02")):
        keep_decision(tmp_path, BASE, one)
    found = read_decisions(tmp_path / DECISIONS, BASE)
    assert found[TWO.proposal] == TWO
    assert found[ONE.proposal].judgement == "unsure"
    assert (
        (tmp_path / DECISIONS)
        .read_text("utf8")
        .startswith('{"record": "https://example.org/a/"}\n')
    )


def test_no_file_holds_no_decision(tmp_path: Path) -> None:
    assert read_decisions(tmp_path / DECISIONS, BASE) == {}


def test_a_line_that_was_cut_short_was_not_decided_and_is_written_over(tmp_path: Path) -> None:
    file = tmp_path / DECISIONS
    keep_decision(tmp_path, BASE, ONE)
    keep_decision(tmp_path, BASE, TWO)
    whole = file.read_bytes()
    for length in range(len(whole)):
        file.write_bytes(whole[:length])
        before = read_decisions(file, BASE)
        assert list(before) in ([], [ONE.proposal], [ONE.proposal, TWO.proposal])
        keep_decision(tmp_path, BASE, TWO)
        assert read_decisions(file, BASE)[TWO.proposal] == TWO


def test_decisions_of_another_record_are_refused(tmp_path: Path) -> None:
    keep_decision(tmp_path, "https://example.org/b/", ONE)
    with pytest.raises(UsageError, match=r":1: is of the record https://example\.org/b/; this one"):
        read_decisions(tmp_path / DECISIONS, BASE)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("5", "expected an object in braces"),
        ('{"proposal": "0"}', "has no 'judgement'"),
        ('{"proposal": "0", "judgement": "yes", "by": "me", "date": "2020-01-01"}', "'yes' is none of accepted, "),
        ('{"proposal": "0", "judgement": "accepted", "by": "me", "date": "today"}', "isoformat"),
        ('{"proposal": "0", "judgement": "accepted", "by": "me", "date": "2020-01-01", "cells": {"a": 1}}', "'cells' are not"),
        ('{"proposal": "0", "judgement": "accepted", "by": 1, "date": "2020-01-01"}', "holds no text"),
        ('{"proposal": "0", "verdict": "accepted"}', "unknown key 'verdict'"),
    ],
)  # fmt: skip
def test_what_is_no_decision_is_told_with_its_line(tmp_path: Path, line: str, told: str) -> None:
    keep_decision(tmp_path, BASE, ONE)
    with (tmp_path / DECISIONS).open("a", encoding="utf8") as stream:
        stream.write(f"{line}\n")
    with pytest.raises(TableErrors, match=r"jsonl:3: is no decision: ") as told_of:
        read_decisions(tmp_path / DECISIONS, BASE)
    assert told in str(told_of.value)


def test_a_file_that_says_not_of_what_it_is_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("proposal,judgement\n", "utf8")
    with pytest.raises(UsageError, match="says not of which record"):
        read_decisions(tmp_path / "x", BASE)
