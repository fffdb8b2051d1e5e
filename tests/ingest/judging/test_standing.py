"""How a proposal stands to the record: the row that it is about, and each of its cells."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest

from kg.ingest.judging.standing import RecordRows
from kg.ingest.proposals import Passage, Proposal
from tests.conftest import write_tables
from tests.ingest.parishes import PARISHES

TENURE = {"person": "ann-smith", "post": "secretary", "capacity": "substantive", "rank": "normal",
          "sources": "src"}  # fmt: skip


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> RecordRows:
    tables = copy.deepcopy(PARISHES)
    tables["tenures"] = [
        {**TENURE, "start": "2001", "end": "2003-06"},
        {**TENURE, "start": "2007-06-01"},
    ]
    tables["claims"] = [
        {"subject": "clinics", "property": "partOf", "object": "department", "start": "2013",
         "rank": "deprecated", "confidence": "low", "sources": "src"},
        {"subject": "clinics", "property": "partOf", "object": "department", "start": "2014",
         "rank": "normal", "confidence": "high", "sources": "src"},
    ]  # fmt: skip
    tables["aliases_of_ids"] = [{"old_id": "old-one", "id": "old-body"}]
    return RecordRows.read(write_tables(tmp_path_factory.mktemp("standing"), tables))


def propose(table: str, **cells: str) -> Proposal:
    return Proposal(table, cells, (Passage("src", "p. 2", "words"),), "ods 1")


@pytest.mark.parametrize(
    ("proposal", "state", "told"),
    [
        pytest.param(propose("bodies", id="old-body", end="2013-04-01"), "known", {"end": "same"}, id="same day"),
        pytest.param(propose("bodies", id="old-body", end="2013"), "known", {"end": "same"}, id="a year that holds the day"),
        pytest.param(propose("bodies", id="old-body", end="2013-03-31"), "conflict", {"end": "differs"}, id="another day"),
        pytest.param(propose("bodies", id="old-one", end="2013-03-31"), "conflict", {"end": "differs"}, id="an id given up"),
        pytest.param(propose("bodies", id="north-trust", end="2019"), "more", {"end": "fills"}, id="an empty cell"),
        pytest.param(propose("bodies", id="department", start="1980-02-01"), "more", {"start": "sharpens"}, id="a closer date"),
        pytest.param(propose("bodies", id="new-body", aliases="NB", label="The New Body"), "more", {"aliases": "fills", "label": "apart"}, id="own words contradict nothing"),
        pytest.param(propose("bodies", id="old-body", aliases="OB|OldB"), "more", {"aliases": "adds"}, id="one more of a list"),
        pytest.param(propose("bodies", id="nobody", end="2013"), "new", {}, id="an id that nothing has"),
        pytest.param(propose("bodies", label="north hospital NHS trust", type="Body"), "known", {"label": "same", "type": "same"}, id="by its name"),
        pytest.param(propose("bodies", label="Bureau of Parishes", start="2000-04-01"), "known", {"label": "same", "start": "same"}, id="of two of a name the one of that time"),
        pytest.param(propose("events", id="other", kind="Replacement", ended="old-body", created="new-body", date="2013-05-01"), "conflict", {"kind": "same", "date": "differs", "ended": "same", "created": "same"}, id="an event by who took part"),
        pytest.param(propose("identities", entity="pcg-vale", scheme="ods", code="09V", start="2020-04-01"), "more", {"entity": "same", "scheme": "same", "code": "same", "start": "fills"}, id="a code gains a day"),
        pytest.param(propose("identities", entity="pcg-vale", scheme="ods", code="09v"), "new", {}, id="a code as it is written"),
        pytest.param(propose("tenures", person="ann-smith", post="secretary", start="2001-06-08", end="2003-06-13"), "more", {"person": "same", "post": "same", "start": "sharpens", "end": "sharpens"}, id="the tenure of that time"),
        pytest.param(propose("tenures", person="ann-smith", post="secretary", start="2004", end="2006"), "new", {}, id="a tenure in between"),
        pytest.param(propose("claims", subject="clinics", property="partOf", object="department", start="2015"), "conflict", {"subject": "same", "property": "same", "object": "same", "start": "differs"}, id="beside the row that counts"),
        pytest.param(propose("names", entity="new-body", name="Newest Body", kind="Alias"), "new", {}, id="no row"),
    ],
)  # fmt: skip
def test_a_proposal_stands_to_the_rows_there_are(
    record: RecordRows, proposal: Proposal, state: str, told: dict[str, str]
) -> None:
    standing = record.stand(proposal)
    assert (standing.state, {one.column: one.fit for one in standing.cells}) == (state, told)


@pytest.mark.parametrize(
    ("proposal", "is_beside"),
    [
        pytest.param(propose("events", id="x", kind="Absorption", ended="old-body", gaining="new-body", date="2013-04-01"), True, id="another kind"),
        pytest.param(propose("events", id="x", kind="Merger", ended="old-body|clinics", created="new-body", date="2013"), True, id="one body more"),
        pytest.param(propose("events", id="x", kind="Abolition", ended="old-one", date="2014-04-01"), True, id="the same end, told by an id given up"),
        pytest.param(propose("events", id="x", kind="Abolition", ended="old-body", date="1999"), False, id="long before"),
        pytest.param(propose("events", id="x", kind="Announcement", ended="old-body", gaining="new-body", date="2013"), False, id="a plan of it"),
        pytest.param(propose("events", id="x", kind="Creation", created="clinics", date="2013"), False, id="of another body"),
    ],
)  # fmt: skip
def test_an_event_that_the_record_tells_in_another_way_is_a_conflict_beside_it(
    record: RecordRows, proposal: Proposal, is_beside: bool
) -> None:
    found = record.stand(proposal)
    assert (str(found.state), found.is_beside) == (
        ("conflict", True) if is_beside else ("new", False)
    )
    assert found.changes == {}
    assert not is_beside or (found.row is not None and found.row.cells[0] == "succession")


def test_of_rivals_the_one_that_counts_is_shown(record: RecordRows) -> None:
    cells = {"subject": "clinics", "property": "partOf", "object": "department", "start": "2015"}
    row = record.stand(propose("claims", **cells)).row
    assert row is not None
    assert row.cells[3] == "2014"


def test_a_name_that_is_not_matched_is_open(record: RecordRows) -> None:
    proposal = Proposal("identities", {"scheme": "ods", "code": "X1"}, (Passage("src"),), "ods 1",
                        named={"entity": "Noth Trust"})  # fmt: skip
    assert record.stand(proposal).state == "open"


def test_what_is_no_date_is_left_to_the_checks(record: RecordRows) -> None:
    standing = record.stand(propose("bodies", id="old-body", end="last spring"))
    assert standing.state == "conflict"


def test_rows_about_the_same_thing_are_near(record: RecordRows) -> None:
    near = record.near(propose("identities", entity="west-trust", scheme="ods", code="X"))
    assert [line.cells[:3] for line in near] == [["west-trust", "ods", "RWW"]]


def test_a_row_whose_key_changes_takes_along_those_that_name_it(tmp_path: Path) -> None:
    tables = copy.deepcopy(PARISHES)
    name = "west-trust|ods|RWW||"
    tables["evidence"] = [{"table": "identities", "row": name, "source": "src", "by": "ods 1"}]
    tables["judgements"] = [
        {"proposal": "0" * 16, "judgement": "accepted", "table": "identities", "row": name,
         "by": "me", "date": "2020-01-01"}
    ]  # fmt: skip
    record = RecordRows.read(write_tables(tmp_path, tables))
    proposal = propose("identities", entity="west-trust", scheme="ods", code="RWW", start="1999")
    row = record.stand(proposal).row
    assert row is not None
    record.change("identities", row, {"start": "1999"})
    for table in ("evidence", "judgements"):
        [line] = record.tables[table].rows
        assert "west-trust|ods|RWW|1999|" in line.cells
    assert record.stand(proposal).state == "known"
