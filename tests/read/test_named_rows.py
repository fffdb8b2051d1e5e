"""Rows that name rows of other tables: each must stand, and its passage must be one."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import TableErrors
from kg.model.vocabulary import Vocabulary
from kg.read.tables import load_facts
from tests.conftest import SMALL, write_tables

TEXT = "ab" * 32
READING = {
    "table": "events", "row": "succession", "source": "src", "locator": "p. 3", "text": TEXT,
    "start": "999", "end": "1204", "by": "reader 1",
}  # fmt: skip
CLAIM = {
    "subject": "old-body", "property": "parentBody", "object": "new-body", "rank": "normal",
    "confidence": "high", "sources": "src",
}  # fmt: skip
JUDGED = {
    "proposal": "0123456789abcdef", "judgement": "accepted", "table": "events",
    "row": "succession", "by": "A. Reader", "date": "2026-11-29",
}  # fmt: skip


def _problems(folder: Path, vocabulary: Vocabulary, **tables: list[dict[str, str]]) -> list[str]:
    data = write_tables(folder, {**SMALL, "claims": [CLAIM], **tables})
    try:
        load_facts(data, vocabulary)
    except TableErrors as error:
        return [line.removeprefix(f"{data}/") for line in error.problems]
    return []


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("events", "succession"),
        ("claims", "old-body|parentBody|new-body||"),
        ("bodies", "given-up"),
        ("claims", "given-up|parentBody|new-body||"),
    ],
)
def test_a_row_is_named_by_its_id_or_its_key_also_by_ids_given_up(
    tmp_path: Path, vocabulary: Vocabulary, table: str, row: str
) -> None:
    aliases = [{"old_id": "given-up", "id": "old-body"}]
    reading = {**READING, "table": table, "row": row}
    judged = {**JUDGED, "table": table, "row": row}
    found = _problems(
        tmp_path, vocabulary, evidence=[reading], judgements=[judged], aliases_of_ids=aliases
    )
    assert found == []


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"table": "event"}, "table: 'event' is not a table; did you mean 'events'?"),
        ({"row": "successio"}, "row: no row 'successio' in events.csv; did you mean 'succession'?"),
        ({"column": "dat"}, "column: 'dat' is no column of events.csv; did you mean 'date'?"),
        ({"source": "none"}, "source: unknown id 'none'"),
        ({"source": "old-body"}, "source: 'old-body' is a Body; expected Source, Report, Strategy, "
         "Article or Legislation"),
        ({"text": "xyz"}, "text: 'xyz' is not a digest: 64 digits, 0 to 9 and a to f"),
        ({"text": ""}, "text: text, start and end are given together, or none of them"),
        ({"end": "999"}, "end: end 999 is not after start 999"),
        ({"by": ""}, "by: is empty; every row needs one"),
    ],
    ids=str,
)  # fmt: skip
def test_what_is_wrong_with_a_reading_is_told(
    tmp_path: Path, vocabulary: Vocabulary, cells: dict[str, str], problem: str
) -> None:
    found = _problems(tmp_path, vocabulary, evidence=[{**READING, **cells}])
    assert found == [f"evidence.csv:2:{problem}"]


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"judgement": "maybe"}, "judgement: 'maybe' is not a judgement; expected accepted, "
         "rejected, unsure, duplicate"),
        ({"proposal": "12"}, "proposal: '12' is not a digest: 16 digits, 0 to 9 and a to f"),
        ({"row": ""}, "row: is empty; what is accepted names its row"),
        ({"row": "gone"}, "row: no row 'gone' in events.csv"),
        ({"date": "2026"}, "date: '2026' is not a day, such as 2026-11-28"),
    ],
    ids=str,
)  # fmt: skip
def test_what_is_wrong_with_a_judgement_is_told(
    tmp_path: Path, vocabulary: Vocabulary, cells: dict[str, str], problem: str
) -> None:
    found = _problems(tmp_path, vocabulary, judgements=[{**JUDGED, **cells}])
    assert found == [f"judgements.csv:2:{problem}"]


def test_a_proposal_has_one_judgement(tmp_path: Path, vocabulary: Vocabulary) -> None:
    found = _problems(tmp_path, vocabulary, judgements=[JUDGED, {**JUDGED, "judgement": "unsure"}])
    assert found == ["judgements.csv:3: says the same as row 2 (proposal)"]


def test_what_was_rejected_names_a_row_that_need_not_be(
    tmp_path: Path, vocabulary: Vocabulary
) -> None:
    rejected = {**JUDGED, "judgement": "rejected", "row": "never-made"}
    assert _problems(tmp_path, vocabulary, judgements=[rejected]) == []


def test_rows_of_an_unread_table_are_no_problem_of_their_own(
    tmp_path: Path, vocabulary: Vocabulary
) -> None:
    data = write_tables(tmp_path, {**SMALL, "evidence": [READING]})
    (data / "events.csv").write_bytes(b"\xff")
    with pytest.raises(TableErrors) as caught:
        load_facts(data, vocabulary)
    assert [line for line in caught.value.problems if "evidence" in line] == []
