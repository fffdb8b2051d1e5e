"""`kg accept`: decisions become rows, all or none, and whoever gave what is missing."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kg.ingest.days_read import note_reading
from kg.ingest.judging.decisions import Decision, keep_decision
from kg.ingest.proposals import write_proposals
from tests.conftest import RunKg
from tests.ingest.judging.inboxes import (
    AGAINST,
    CODE,
    COPIED,
    DAY,
    OPEN,
    SAID,
    SENTENCE,
    Place,
    make_place,
    read_in,
)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return make_place(tmp_path)


def test_rows_are_written_and_the_difference_printed(run_kg: RunKg, place: Place) -> None:
    place.decide(CODE)
    place.decide(AGAINST, "rejected")
    ran = run_kg("accept")
    assert ran.code == 0
    assert "+north-trust,ods,RNN,1993-04-01,,src#p. 2\n" in ran.stdout
    assert ran.stderr == "1 rejected, 1 accepted; 1 new row\nkg build makes the graph of them\n"
    again = run_kg("accept")
    assert (again.code, again.stdout) == (1, "")
    assert again.stderr == "kg: no decision waits in inbox; kg review asks about 2 proposals\n"


def test_a_trial_writes_nothing(run_kg: RunKg, place: Place) -> None:
    place.decide(CODE)
    before = place.files()
    ran = run_kg("accept", "--dry-run")
    assert "+north-trust,ods,RNN" in ran.stdout
    assert ran.stderr.endswith("nothing is written: --dry-run\n")
    assert place.files() == before


def test_only_what_is_named_is_taken_in(run_kg: RunKg, place: Place) -> None:
    place.decide(CODE)
    place.decide(OPEN, entity="line-direct")
    assert run_kg("accept", OPEN.digest[:8]).code == 0
    assert (place.state(OPEN), place.state(CODE)) == ("known ACCEPTED", "new accepted")


def test_whoever_changes_his_mind_names_the_proposal(run_kg: RunKg, place: Place) -> None:
    place.decide(CODE, "rejected")
    run_kg("accept")
    place.decide(CODE)
    assert run_kg("accept").code == 1
    assert run_kg("accept", CODE.digest).code == 0
    assert place.state(CODE) == "known ACCEPTED"
    place.decide(CODE, "rejected")
    ran = run_kg("accept", CODE.digest)
    assert (ran.code, ran.stderr) == (
        2,
        f"kg: {CODE.digest}: is taken in already; mend its row by hand\n",
    )


def test_what_rows_say_already_is_witnessed_when_asked(run_kg: RunKg, place: Place) -> None:
    ran = run_kg("accept", "--known", "--by", "a reader")
    assert ran.stderr.startswith("1 said already; 0 new rows\n")
    [row] = place.rows("judgements")
    assert row[:2] + row[4:5] == [SAID.digest, "duplicate", "a reader"]
    assert place.rows("evidence")[0][0] == "identities"


def test_judgements_of_the_page_are_taken_from_their_file(
    run_kg: RunKg, place: Place, tmp_path: Path
) -> None:
    base = place.open().base
    keep_decision(tmp_path / "page", base, Decision(CODE.digest, "accepted", "me", DAY))
    file = (tmp_path / "page" / "judgements.jsonl").rename(tmp_path / "saved.jsonl")
    place.decide(OPEN, "rejected")
    assert run_kg("accept", file.name).code == 0
    assert (place.state(CODE), place.state(OPEN)) == ("known ACCEPTED", "open rejected")
    assert run_kg("accept", file.name).code == 1, "nothing is taken in twice"
    keep_decision(tmp_path / "page", base, Decision("0" * 16, "accepted", "me", DAY))
    ran = run_kg("accept", "page/judgements.jsonl")
    assert (ran.code, ran.stderr) == (
        2,
        f"kg: page/judgements.jsonl: no proposal {'0' * 16} is in inbox\n",
    )


def test_rows_with_a_sentence_of_the_document_are_left_out_and_told(
    run_kg: RunKg, place: Place
) -> None:
    write_proposals(place.inbox, [COPIED])
    place.decide(COPIED)
    before = place.files()
    ran = run_kg("accept")
    told = (
        "1 row left out: still in the document's own words (description); "
        f"kg review {COPIED.digest} asks for yours\n"
    )
    assert (ran.code, ran.stdout, ran.stderr) == (2, "", f"kg: {told}")
    assert place.files() == before
    place.decide(CODE)
    ran = run_kg("accept")
    assert (ran.code, ran.stderr.splitlines()[0]) == (0, told.strip())
    assert SENTENCE not in ran.stdout
    place.decide(COPIED, description="Watches what is spent and says so each year.")
    ran = run_kg("accept")
    assert (ran.code, ran.stdout.count("Watches what is spent")) == (0, 1)


def test_a_new_source_is_of_the_day_on_which_it_was_read(run_kg: RunKg, place: Place) -> None:
    far = replace(CODE, passages=(read_in("RNN", "codes-2026"),))
    write_proposals(place.inbox, [far])
    note_reading(place.inbox, "codes-2026", "2026-03")
    place.decide(far)
    cells = ("title=Codes", "publisher=Office", "kind=Data", "url=https://example.org/codes")
    ran = run_kg("accept", *(word for cell in cells for word in ("--source", cell)))
    today = date.today().isoformat()
    row = f"+codes-2026,Codes,Office,2026-03,Data,https://example.org/codes,,{today},"
    assert (ran.code, row in ran.stdout) == (0, True)


def test_a_new_source_is_added_by_its_cells(run_kg: RunKg, place: Place) -> None:
    far = replace(CODE, passages=(read_in("RNN", "codes-2026"),))
    write_proposals(place.inbox, [far])
    place.decide(far)
    before = place.files()
    ran = run_kg("accept")
    assert (ran.code, ran.stdout) == (2, "")
    assert ran.stderr == (
        "kg: source 'codes-2026' is not in sources.csv; add its row, or give --source title=…"
        " --source publisher=… --source kind=… --source url=…\n"
    )
    assert place.files() == before
    cells = ("title=Codes", "publisher=Office", "kind=Data", "url=https://example.org/codes")
    ran = run_kg("accept", *(word for cell in cells for word in ("--source", cell)))
    assert ran.code == 0
    assert "+codes-2026,Codes,Office,,Data,https://example.org/codes,,,,,\n" in ran.stdout


def test_bad_input_is_one_line_and_touches_nothing(run_kg: RunKg, place: Place) -> None:
    place.decide(CODE)
    before = place.files()
    (place.folder / "broken.jsonl").write_text("x\n", "utf8")
    for given, told in [
        (("--data", "nowhere"), "kg: nowhere: no such folder; name the tables by --data"),
        (("zzz",), "kg: 'zzz': no proposal begins so in inbox; kg inbox lists them"),
        ((OPEN.digest,), f"kg: {OPEN.digest}: is not decided; kg review decides it"),
        (("broken.jsonl",), "kg: broken.jsonl:1: says not of which record it is"),
        (("--source", "colour=red"), "kg: --source 'colour=red': expected CELL=WORDS, of title,"),
        (
            ("--source", "title=A"),
            "kg: --source title=A: say of which source, ID:CELL=WORDS; new are none",
        ),
    ]:
        ran = run_kg("accept", *given)
        assert (ran.code, ran.stdout, len(ran.stderr.splitlines())) == (2, "", 1), ran.stderr
        assert ran.stderr.startswith(told)
    assert place.files() == before


def test_what_cannot_stand_is_told_and_exits_1(run_kg: RunKg, place: Place) -> None:
    place.decide(CODE, code="no code!")
    before = place.files()
    ran = run_kg("accept")
    assert (ran.code, ran.stdout) == (1, "")
    assert f"(proposal {CODE.digest})\n" in ran.stderr
    assert "nothing is accepted; kg review ID decides anew" in ran.stderr
    assert place.files() == before


def test_a_register_that_was_taken_in_is_not_asked_about_again(run_kg: RunKg, place: Place) -> None:
    rows = [
        ("RNN", "NORTH HOSPITAL NHS TRUST", "19930401", ""),
        ("RLD", "LINE DIRECT NHS TRUST", "20070401", "20130331"),
        ("RWW", "WEST CLINIC NHS TRUST", "", "20190331"),
    ]
    file = place.folder / "etr.csv"

    def read_in(*more: tuple[str, ...]) -> str:
        lines = [
            [c, name, "", "", *[""] * 6, opened, closed]
            for c, name, opened, closed in (*rows, *more)
        ]
        file.write_text("".join(",".join(line) + "\n" for line in lines), "utf8")
        run_kg("build", "-q")
        return run_kg("import", "ods", "etr.csv", "--source", "src").stderr

    shutil.rmtree(place.inbox)
    assert "4 new of 4 read" in read_in()
    for one in place.open().all():
        if one.is_asked:
            place.decide(one.proposal, "rejected" if one.standing.state == "open" else "accepted")
    assert run_kg("accept", "--known").code == 0
    assert "0 new of 4 read" in read_in()
    assert [one.state for one in place.open().all()] == ["done"] * 4
    assert "1 new of 5 read" in read_in(("RNX", "VALE PCG", "20200401", ""))
    (place.inbox / "judgements.jsonl").unlink()
    file.rename(place.folder / "renamed.csv")
    assert "0 new of 5" in run_kg("import", "ods", "renamed.csv", "--source", "src").stderr
    assert [one.state for one in place.open().all()].count("done") == 4


def test_several_new_sources_are_given_each_by_its_id(run_kg: RunKg, place: Place) -> None:
    one = replace(CODE, passages=(read_in("RNN", "codes-2026"),))
    other = replace(SAID, passages=(read_in("09V", "groups-2026"),))
    write_proposals(place.inbox, [one, other])
    place.decide(one)
    place.decide(other)
    ran = run_kg("accept")
    assert (ran.code, ran.stderr.count("\n")) == (2, 2)
    assert "give --source codes-2026:title=… --source codes-2026:publisher=…" in ran.stderr
    cells = ("title=A", "publisher=B", "kind=Data", "url=https://example.org/a")
    words = [f"{source}:{cell}" for source in ("codes-2026", "groups-2026") for cell in cells]
    ran = run_kg("accept", *(word for cell in words for word in ("--source", cell)))
    assert ran.code == 0
    assert ran.stdout.count(",A,B,,Data,https://example.org/a,") == 2
