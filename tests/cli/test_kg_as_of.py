"""`kg as-of`: what is listed and what is counted, the whole answer for machines, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.cli.kg_as_of import CHANGED, COLUMNS
from tests.conftest import RunKg


def test_a_machine_gets_the_whole_answer(run_kg: RunKg, memory_output: Path) -> None:
    done = run_kg("as-of", "2002-06", "-f", "json", "--graph", memory_output)
    rows = json.loads(done.stdout)
    assert [tuple(row) for row in rows] == [COLUMNS] * 2
    assert rows[0] == {
        "id": "old-body", "label": "Old Body", "name_then": "Former Bureau", "kind": "Body",
        "tier": "NationalTier", "held": "certain", "reason": None, "last_seen": "2013-03-31",
        "head": None, "minister": None, "start": "2001-04-01", "end": "2013-04-01",
    }  # fmt: skip
    assert (rows[1]["id"], rows[1]["held"], rows[1]["reason"]) == (
        "undated", "possible", "no date known",
    )  # fmt: skip
    assert done.stderr == "1 certain, 0 going on, 1 possible; read up to 1 April 2013\n"


@pytest.mark.slow
def test_a_minister_is_told_of_what_stands_under_the_department_alone(
    run_kg: RunKg, shipped_output: Path
) -> None:
    done = run_kg("as-of", "2017-05-12", "-f", "json", "--graph", shipped_output)
    ministers = {row["id"]: row["minister"] for row in json.loads(done.stdout)}
    under = ("dhsc", "nhs-england", "nhs-digital")
    assert {ministers[id] for id in under} == {"Jeremy Hunt"}
    # for the same nation, or for all, under other departments or nobody's on record
    others = ("cabinet-office", "dwp", "gds", "scottish-government")
    assert {ministers[id] for id in others} == {None}


def test_the_possible_can_be_left_out(run_kg: RunKg, memory_output: Path) -> None:
    sure = run_kg("as-of", "2020", "--certain", "-f", "json", "--graph", memory_output)
    assert {row["id"]: row["held"] for row in json.loads(sure.stdout)} == {"gone": "going on"}


def test_a_person_gets_what_is_certain_goes_on_and_is_possible_apart_and_the_undated_counted(
    run_kg: RunKg, memory_output: Path
) -> None:
    done = run_kg("as-of", "2020", "--graph", memory_output)
    assert done.stdout == (
        "going on (1)\n"
        "id    name then  kind  when                          head\n"
        "gone  Gone Body  Body  as last read on 1 April 2013\n"
        "\n"
        "possible (1)\n"
        "id        name then  kind  when                  head\n"
        "new-body  New Body   Body  last seen April 2013\n"
        "\n"
        "no date known (1)\n"
        "1 national unit; --all lists them\n"
        "\n"
    )


def test_all_and_a_kind_list_what_is_else_counted(run_kg: RunKg, memory_output: Path) -> None:
    for option in (["--all"], ["--type", "unit"]):
        done = run_kg("as-of", "2020", *option, "--graph", memory_output)
        assert "undated   Undated" in done.stdout or "undated  Undated" in done.stdout
        assert "--all" not in done.stdout


def test_the_life_is_told_to_its_last_day(run_kg: RunKg, memory_output: Path) -> None:
    done = run_kg("as-of", "2010", "--graph", memory_output)
    assert "1 April 2001 to 31 March 2013" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "code"), [(["2015"], 0), (["1700", "--certain"], 1), (["soon"], 2)]
)
def test_the_exit_code_says_whether_anything_existed(
    run_kg: RunKg, memory_output: Path, arguments: list[str], code: int
) -> None:
    assert run_kg("as-of", *arguments, "--graph", memory_output).code == code


def test_what_is_no_date_is_refused(run_kg: RunKg, memory_output: Path) -> None:
    done = run_kg("as-of", "2015-02-30", "--graph", memory_output)
    assert (done.code, done.stderr) == (2, "kg: '2015-02-30' is not a day of the calendar\n")


def test_two_days_tell_what_changed(run_kg: RunKg, memory_output: Path) -> None:
    done = run_kg("as-of", "2012", "--to", "2014", "--graph", memory_output)
    assert done.code == 0
    assert done.stdout.startswith("begun (1)\nid        name      kind  when          from  to\n")
    assert "1 ended" in done.stderr
    rows = json.loads(
        run_kg("as-of", "2012", "--to", "2014", "-f", "json", "--graph", memory_output).stdout
    )
    assert {tuple(row) for row in rows} == {CHANGED}
    none = run_kg("as-of", "1700", "--to", "1701", "--graph", memory_output)
    assert (none.code, none.stderr) == (1, "nothing for certain; 0 possible\n")
    wrong = run_kg("as-of", "2014", "--to", "2012", "--graph", memory_output)
    assert wrong.code == 2 and "the later day comes second" in wrong.stderr


CERTAIN_IN_2015 = {
    "nhs-england": "NHS England",
    "dhsc": "Department of Health",
    "cqc": "Care Quality Commission",
    "nice": "National Institute for Health and Care Excellence",
    "nhs-digital": "Health and Social Care Information Centre",
    "public-health-england": "Public Health England",
    "health-education-england": "Health Education England",
    "monitor": "Monitor",
    "nhs-trust-development-authority": "NHS Trust Development Authority",
}


@pytest.mark.slow
def test_the_shipped_facts_know_who_ran_the_nhs_in_june_2015(
    run_kg: RunKg, shipped_output: Path
) -> None:
    done = run_kg("as-of", "2015-06", "-f", "json", "--graph", shipped_output)
    rows = json.loads(done.stdout)
    sure = {row["id"]: row["name_then"] for row in rows if row["held"] == "certain"}
    assert {id_: sure.get(id_) for id_ in CERTAIN_IN_2015} == CERTAIN_IN_2015
    heads = {row["id"]: row["head"] for row in rows}
    assert heads["nhs-england"] == "Simon Stevens"
    for row in rows:
        if row["held"] == "certain":
            assert (row["start"] or "") < "2015-06-31", row
            assert row["end"] in (None, "..") or row["end"] > "2015-06", row


@pytest.mark.slow
def test_the_shipped_facts_say_what_is_alive_as_last_read(
    run_kg: RunKg, shipped_output: Path
) -> None:
    done = run_kg("as-of", "2026-11", "-f", "json", "--graph", shipped_output)
    alive = {r["id"]: r["reason"] for r in json.loads(done.stdout) if r["held"] == "going on"}
    assert {"nhs-england", "dhsc", "cqc", "nhsbsa", "mhra", "dhcw"} <= alive.keys()
    (reason,) = set(alive.values())
    assert reason.startswith("as last read on ")
    assert done.stderr.rstrip().endswith(reason.replace("as last read on", "read up to"))
