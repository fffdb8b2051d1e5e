"""Decisions become rows, and only what was proposed changes."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import TableErrors
from kg.ingest.judging.decisions import Decision
from kg.ingest.judging.standing import RecordRows
from kg.ingest.judging.taking import add_citations, missing_sources, take
from kg.ingest.proposals import Proposal
from kg.model.schema import BY_NAME
from tests.conftest import write_tables
from tests.ingest.judging.inboxes import AGAINST, CLOSER, CODE, DAY, EVERY, OPEN, SAID, read_in
from tests.ingest.parishes import PARISHES


def _decide(proposal: Proposal, judgement: str = "accepted", **more: object) -> Decision:
    return Decision(proposal.digest, judgement, "me", DAY, **more)  # type: ignore[arg-type]


@pytest.fixture
def record(tmp_path: Path) -> RecordRows:
    return RecordRows.read(write_tables(tmp_path, PARISHES))


def _rows(record: RecordRows, table: str) -> list[list[str]]:
    return [line.cells for line in record.tables[table].rows]


def _named(record: RecordRows, table: str, name: str) -> dict[str, str]:
    [cells] = [c for c in _rows(record, table) if BY_NAME[table].name_row(c) == name]
    return dict(zip(BY_NAME[table].names, cells, strict=True))


def test_a_new_row_keeps_where_it_was_read_and_who_decided(record: RecordRows) -> None:
    [taken] = take(record, [(CODE, _decide(CODE, note="seen in the file"))])
    assert (taken.judgement, taken.is_new) == ("accepted", True)
    name = "north-trust|ods|RNN|1993-04-01|"
    assert _named(record, "identities", name)["sources"] == "src#p. 2"
    assert _rows(record, "evidence") == [
        ["identities", name, "", "src", "p. 2", "", "", "", "ods 1"]
    ]
    assert _rows(record, "judgements") == [
        [CODE.digest, "accepted", "identities", name, "me", DAY, "seen in the file"]
    ]


def test_a_closer_date_takes_the_place_of_the_year_and_cites_its_source(record: RecordRows) -> None:
    take(record, [(CLOSER, _decide(CLOSER))])
    row = _named(record, "bodies", "department")
    assert (row["start"], row["sources"]) == ("1980-02-01", "src#p. 2")
    assert _rows(record, "evidence") == [
        ["bodies", "department", "start", "src", "p. 2", "", "", "", "ods 1"]
    ]


def test_what_a_row_says_already_only_adds_where_it_was_read(record: RecordRows) -> None:
    [taken] = take(record, [(SAID, _decide(SAID))])
    assert taken.judgement == "duplicate"
    assert len(_rows(record, "identities")) == len(PARISHES["identities"])
    assert _rows(record, "evidence")[0][:4] == ["identities", "pcg-vale|ods|09V||", "", "src"]


def test_of_two_that_say_the_same_the_second_adds_to_the_row_of_the_first(
    record: RecordRows,
) -> None:
    again = replace(CODE, passages=(read_in("North Hospital: RNN", "src", "p. 9"),))
    taken = take(record, [(CODE, _decide(CODE)), (again, _decide(again))])
    assert [one.judgement for one in taken] == ["accepted", "duplicate"]
    assert taken[0].row is taken[1].row
    assert (
        _named(record, "identities", "north-trust|ods|RNN|1993-04-01|")["sources"]
        == "src#p. 2|src#p. 9"
    )


def test_evidence_follows_a_row_whose_days_are_told_later(record: RecordRows) -> None:
    dated = replace(SAID, cells={**SAID.cells, "start": "2020-04-01"}, passages=(read_in("since"),))
    take(record, [(SAID, _decide(SAID)), (dated, _decide(dated))])
    names = {cells[1] for cells in _rows(record, "evidence")}
    assert names == {"pcg-vale|ods|09V|2020-04-01|"}
    assert {cells[3] for cells in _rows(record, "judgements")} == names


def test_a_conflict_that_is_accepted_changes_the_cell(record: RecordRows) -> None:
    take(record, [(AGAINST, _decide(AGAINST))])
    assert _named(record, "bodies", "regulator")["end"] == "2016-04-01"


def test_a_rival_may_stand_apart(record: RecordRows) -> None:
    rival = replace(SAID, cells={**SAID.cells, "start": "2021"})
    take(record, [(rival, _decide(rival, is_apart=True))])
    assert [c[3] for c in _rows(record, "identities") if c[0] == "pcg-vale"] == ["", "2021"]


def test_a_row_that_stands_apart_has_an_id_of_its_own(record: RecordRows) -> None:
    take(record, [(AGAINST, _decide(AGAINST, is_apart=True, cells={"label": "Parish Regulator"}))])
    assert _named(record, "bodies", "parish-regulator")["end"] == "2016-04-01"
    assert _named(record, "bodies", "regulator")["end"] == "2022-07-01"


def test_what_is_rejected_of_a_register_is_kept_by_its_pair(record: RecordRows) -> None:
    take(record, [(AGAINST, _decide(AGAINST, "rejected")), (OPEN, _decide(OPEN, "unsure"))])
    assert {c[0]: c[3] for c in _rows(record, "judgements")} == {
        AGAINST.digest: "regulator|end=2016-04-01", OPEN.digest: "",
    }  # fmt: skip
    assert not record.tables["bodies"].is_changed


def test_a_ranked_row_is_normal_where_nobody_says_otherwise(record: RecordRows) -> None:
    cells = {"person": "ann-smith", "post": "secretary", "capacity": "substantive"}
    tenure = Proposal("tenures", cells, (read_in("Ann Smith, Secretary"),), "ifg 1")
    take(record, [(tenure, _decide(tenure))])
    assert _named(record, "tenures", "ann-smith|secretary|||")["rank"] == "normal"


def test_a_name_that_nobody_matched_is_told_with_its_proposal(record: RecordRows) -> None:
    with pytest.raises(TableErrors) as told:
        take(record, [(OPEN, _decide(OPEN)), (CODE, _decide(CODE, cells={"kode": "x"}))])
    first, second = str(told.value).splitlines()
    assert first.startswith(f"proposal {OPEN.digest}: 'LINE DIRECT' of identities.entity is not")
    assert second == f"proposal {CODE.digest}: identities.csv has no column 'kode'"
    assert not any(table.is_changed for table in record.tables.values())


def test_only_sources_of_what_is_accepted_are_missed(record: RecordRows) -> None:
    far = replace(CODE, passages=(read_in("RNN", "far-away"),))
    assert missing_sources(record, [(far, _decide(far))]) == ["far-away"]
    assert missing_sources(record, [(far, _decide(far, "rejected")), (SAID, _decide(SAID))]) == []


@pytest.mark.parametrize(
    ("held", "citation", "expected"),
    [
        ("", "a#p. 1", "a#p. 1"),
        ("a", "a#p. 1", "a#p. 1"),
        ("a#p. 1", "a", "a#p. 1"),
        ("a#p. 1", "a#p. 2", "a#p. 1|a#p. 2"),
        ("b|a#p. 1", "a#p. 1", "b|a#p. 1"),
    ],
)  # fmt: skip
def test_a_source_gains_its_place_and_stands_once(held: str, citation: str, expected: str) -> None:
    assert add_citations(held, [citation]) == expected


_subsets = st.lists(st.sampled_from(EVERY), unique_by=lambda one: one.digest)


@settings(max_examples=30)
@given(_subsets, st.sampled_from(["accepted", "duplicate"]))
def test_cells_that_nobody_proposed_never_change_and_taking_twice_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, some: list[Proposal], judgement: str
) -> None:
    folder = write_tables(tmp_path_factory.mktemp("taking"), PARISHES)
    before = {path.name: path.read_text("utf8") for path in folder.glob("*.csv")}
    record = RecordRows.read(folder)
    chosen = {"entity": "line-direct"}
    decided = [(p, _decide(p, judgement, cells=chosen if p is OPEN else {})) for p in some]
    take(record, decided)
    proposed = {(p.table, column) for p in some for column in (*p.cells, *chosen, "sources")}
    for name, table in record.tables.items():
        old = list(csv.DictReader(before.get(f"{name}.csv", "").splitlines()))
        rows = [dict(zip(table.table.names, line.cells, strict=True)) for line in table.rows]
        for row in old:
            ident = {c: v for c, v in row.items() if (name, c) not in proposed}
            assert any(ident.items() <= other.items() for other in rows), (name, row)
    once = {name: table.to_bytes() for name, table in record.tables.items()}
    take(record, decided)
    again = {name: table.to_bytes() for name, table in record.tables.items()}
    assert again | {"judgements": b""} == once | {"judgements": b""}
