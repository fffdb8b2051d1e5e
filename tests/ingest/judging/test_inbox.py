"""What waits for a person, in which order, and what is never asked again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.ingest.judging.inbox import give
from kg.ingest.judging.slips import make_slip
from kg.ingest.proposals import Passage, Proposal, write_proposals
from kg.model.schema import BY_NAME
from tests.ingest.judging.inboxes import (
    AGAINST,
    CODE,
    EVERY,
    OPEN,
    SAID,
    Place,
    make_place,
    read_in,
)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return make_place(tmp_path)


def test_conflicts_come_first_and_what_is_known_last(place: Place) -> None:
    states = [str(one.standing.state) for one in place.open().all()]
    assert states == ["conflict", "open", "more", "new", "known"]
    assert [one.is_asked for one in place.open().all()] == [True] * 4 + [False]


def test_a_decision_is_not_asked_again(place: Place) -> None:
    place.decide(AGAINST, "rejected")
    assert place.state(AGAINST) == "conflict rejected"
    assert not place.open().find([AGAINST.digest])[0].is_asked


def test_a_choice_for_an_open_name_shows_how_the_proposal_stands(place: Place) -> None:
    place.decide(OPEN, entity="line-direct")
    assert place.state(OPEN) == "new accepted"


def test_a_name_that_a_row_may_lack_can_be_left_out_of_it() -> None:
    cells = {"id": "audit-r1", "report": "audit", "number": "1", "summary": "Tell all."}
    one = Proposal("recommendations", cells, (read_in("Tell all."),), "read 1",
                   named={"addressed_to": "Everybody"})  # fmt: skip
    assert one.is_open and not give(one, {"addressed_to": ""}).is_open
    assert give(OPEN, {"entity": ""}).is_open


@pytest.mark.parametrize("is_taken_in", [False, True])
@pytest.mark.parametrize("proposal", [OPEN, AGAINST, CODE], ids=["open", "conflict", "new"])
def test_a_rejected_pair_of_a_register_never_returns(
    place: Place, proposal: object, is_taken_in: bool
) -> None:
    assert proposal in EVERY
    one = next(other for other in EVERY if other is proposal)
    place.decide(one, "rejected")
    if is_taken_in:
        place.accept()
        (place.inbox / "judgements.jsonl").unlink()
    renewed = replace(one, passages=(read_in("in the words of next year", "other-source"),))
    write_proposals(place.inbox, [renewed])
    assert renewed.digest != one.digest
    assert not place.open().find([renewed.digest])[0].is_asked


def test_a_code_that_was_rejected_stays_so_with_other_days(place: Place) -> None:
    place.decide(CODE, "rejected")
    renewed = replace(CODE, cells={**CODE.cells, "start": "1994", "end": "2020-04-01"})
    write_proposals(place.inbox, [renewed])
    assert place.state(renewed) == "new REJECTED"


def test_a_pair_of_another_time_is_asked_about(place: Place) -> None:
    cells = {"person": "ann-smith", "post": "secretary", "capacity": "substantive"}
    first = Proposal("tenures", {**cells, "start": "2001", "end": "2003"}, CODE.passages, "ifg 1")
    again = Proposal("tenures", {**cells, "start": "2007", "end": "2009"}, CODE.passages, "ifg 1")
    part = Proposal("tenures", {**cells, "start": "2002", "end": "2003"}, CODE.passages, "ifg 1")
    write_proposals(place.inbox, [first, again, part])
    place.decide(first, "rejected")
    assert (place.state(again), place.state(part)) == ("new", "new REJECTED")


def test_what_a_text_says_is_asked_of_each_text(place: Place) -> None:
    said = replace(CODE, passages=(read_in("North is RNN.", text="ab" * 32),), reader="texts 1")
    other = replace(said, passages=(read_in("Its code is RNN.", text="cd" * 32),))
    write_proposals(place.inbox, [said, other])
    place.decide(said, "rejected")
    assert place.open().find([other.digest])[0].is_asked


def test_judgements_survive_a_renamed_file_other_pages_and_an_added_line(place: Place) -> None:
    place.decide(SAID, "duplicate")
    moved = replace(SAID, passages=(Passage("src", "p. 7", "09V,\n VALE", "ef" * 32, 300, 309),))
    write_proposals(place.inbox, [moved])
    assert moved.digest == SAID.digest
    assert place.state(moved) == "known duplicate"


def test_a_judgement_holds_where_the_same_is_said_once_more_above(place: Place) -> None:
    first, other = read_in("It began in 2004.", text="0" * 64), read_in("It opened.", text="0" * 64)
    said = Proposal("bodies", {"id": "regulator", "start": "2005"}, (first,), "read 1")
    write_proposals(place.inbox, [said])
    place.decide(said, "rejected")
    again = Proposal("bodies", {"id": "regulator", "start": "2005"}, (other, first), "read 1")
    write_proposals(place.inbox, [again])
    [one] = place.open().find([again.digest])
    assert (again.digest != said.digest, one.is_asked, one.judged) == (True, False, "rejected")


def test_proposals_are_found_by_the_beginning_of_their_ids(place: Place) -> None:
    [found] = place.open().find([CODE.digest[:6]])
    assert found.proposal == CODE
    with pytest.raises(UsageError, match="'zz': no proposal begins so in"):
        place.open().find(["zz"])


def test_a_proposal_for_a_table_that_is_none_is_told(place: Place) -> None:
    file = place.inbox / "proposals.jsonl"
    file.write_text(file.read_text("utf8").replace('"table": "bodies"', '"table": "bodys"'), "utf8")
    with pytest.raises(UsageError, match=r"proposals\.jsonl:\d: is no proposal"):
        place.open()


def test_a_name_may_mean_what_is_proposed_beside_it(place: Place) -> None:
    board = Proposal("bodies", {"id": "board", "label": "Review Board", "type": "Body"},
                     (read_in("the Review Board"),), "texts 1")  # fmt: skip
    ended = Proposal("events", {"id": "board-ended", "kind": "Abolition", "status": "happened"},
                     (read_in("was abolished"),), "texts 1", named={"ended": "review board"})  # fmt: skip
    write_proposals(place.inbox, [board, ended])
    inbox = place.open()
    [waiting] = inbox.find([ended.digest])
    [offered] = make_slip(inbox, waiting).choices["ended"]
    assert (offered.id, offered.reason) == ("board", "proposed in this inbox too")
    column = next(c for c in BY_NAME["events"].columns if c.name == "ended")
    assert inbox.identify(column, "Review Board | Old Body") == "board|old-body"
