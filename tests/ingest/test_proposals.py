"""Proposals are known by what they say, and an inbox holds each once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.ingest.proposals import (
    Candidate,
    Passage,
    Proposal,
    keep_text,
    read_proposals,
    write_proposals,
)

PASSAGE = Passage("ods-etr", "record RTX", "RTX, Morecambe Bay", "ab" * 32, 12, 30)
CODE = Proposal(
    "identities",
    {"scheme": "ods", "code": "RTX", "start": "1998-04-01"},
    (PASSAGE,),
    "ods-csv 1",
    candidates={"entity": (Candidate("morecambe-bay-nhs-trust", "Morecambe Bay", 92.0, "stem"),)},
    named={"entity": "Morecambe Bay"},
)


def test_what_is_read_comes_back_as_it_was(tmp_path: Path) -> None:
    assert write_proposals(tmp_path, [CODE]) == (1, 1)
    assert list(read_proposals(tmp_path)) == [CODE]


def test_another_page_or_place_in_the_text_makes_no_other_proposal() -> None:
    moved = replace(PASSAGE, locator="page 9", text="cd" * 32, start=100, end=118)
    assert replace(CODE, passages=(moved,)).digest == CODE.digest


def test_white_space_makes_no_other_proposal() -> None:
    broken = replace(PASSAGE, quote="RTX,  Morecambe\n Bay")
    assert replace(CODE, passages=(broken,)).digest == CODE.digest


def test_other_words_cells_tables_or_sources_make_another_proposal() -> None:
    others = [
        replace(CODE, passages=(replace(PASSAGE, quote="RTX, Morecambe"),)),
        replace(CODE, passages=(replace(PASSAGE, source="ods-eccg"),)),
        replace(CODE, cells={**CODE.cells, "code": "RTY"}),
        replace(CODE, named={"entity": "Morecambe"}),
        Proposal("names", {"name": "RTX"}, (PASSAGE,), "ods-csv 1"),
    ]
    assert len({CODE.digest, *(other.digest for other in others)}) == 1 + len(others)


def test_a_thing_that_is_matched_later_makes_no_other_proposal() -> None:
    matched = replace(CODE, cells={**CODE.cells, "entity": "morecambe-bay-nhs-trust"})
    assert matched.digest == CODE.digest


def test_a_proposal_is_open_until_every_name_is_matched() -> None:
    assert CODE.is_open
    assert not replace(CODE, cells={**CODE.cells, "entity": "morecambe-bay-nhs-trust"}).is_open


def test_what_is_read_twice_stands_once(tmp_path: Path) -> None:
    write_proposals(tmp_path, [CODE])
    assert write_proposals(tmp_path, [CODE]) == (0, 1)


def test_an_inbox_is_left_alone_by_version_control(tmp_path: Path) -> None:
    keep_text(tmp_path / "inbox", "RTX, Morecambe Bay")
    assert (tmp_path / "inbox" / ".gitignore").read_text("utf8") == "*\n"


def test_a_text_is_kept_under_its_digest(tmp_path: Path) -> None:
    name = keep_text(tmp_path, "Zweitschrift £5")
    assert (tmp_path / "texts" / f"{name}.txt").read_text("utf8") == "Zweitschrift £5"


@pytest.mark.parametrize(
    "line",
    ['{"id": "22309ac51649', "[]", "5", "{}", '{"passages": 1, "candidates": {}}', "\ufeffx"],
)
def test_what_is_no_proposal_is_told_with_its_line(tmp_path: Path, line: str) -> None:
    write_proposals(tmp_path, [CODE])
    file = tmp_path / "proposals.jsonl"
    file.write_text(file.read_text("utf8") + line + "\n", "utf8")
    with pytest.raises(UsageError, match=r"proposals\.jsonl:2: is no proposal"):
        list(read_proposals(tmp_path))
