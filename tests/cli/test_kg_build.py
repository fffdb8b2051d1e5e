"""`kg build` and `kg check` as a person meets them: what is printed where, and exit codes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, SMALL, RunKg, write_tables

CONTRACT = {"id": "c", "label": "C", "buyer": "old-body", "sources": "src"}


def test_a_build_says_what_it_made_and_which_page_to_open(
    run_kg: RunKg, small_tables: Path
) -> None:
    ran = run_kg("build")
    assert ran.code == 0
    assert ran.stdout.splitlines()[-1] == "open output/nhs-it.html"
    assert "2  body" in ran.stdout
    assert "triples" in ran.stdout
    assert ran.stderr.splitlines()[0] == "reading tables …"


def test_an_unchanged_build_says_so(run_kg: RunKg, small_tables: Path) -> None:
    run_kg("build", "--quiet")
    ran = run_kg("build")
    assert ran.code == 0
    assert ran.stdout.startswith("unchanged: output is up to date")


def test_a_quiet_build_says_nothing(run_kg: RunKg, small_tables: Path) -> None:
    ran = run_kg("build", "-q")
    assert (ran.code, ran.stdout, ran.stderr) == (0, "", "")


def test_bad_tables_are_told_line_by_line_with_exit_2(run_kg: RunKg, tmp_path: Path) -> None:
    body = SMALL["bodies"][0]
    write_tables(tmp_path, {**SMALL, "bodies": [body | {"start": "x"}, body | {"tier": "y"}]})
    ran = run_kg("build", "-q")
    assert (ran.code, ran.stdout) == (2, "")
    lines = ran.stderr.splitlines()
    assert all(line.startswith("kg: data/") for line in lines)
    assert lines[0].startswith("kg: data/bodies.csv:2:start: 'x' is not a date")
    assert not (tmp_path / "output").exists()


def test_a_violation_exits_1_and_names_its_row(run_kg: RunKg, tmp_path: Path) -> None:
    twice = SMALL["events"][0] | {"id": "twice"}
    write_tables(tmp_path, {**SMALL, "events": [SMALL["events"][0], twice]})
    ran = run_kg("build", "-q")
    assert ran.code == 1
    assert "kg: data/bodies.csv:2" in ran.stderr


def test_warnings_are_counted_by_kind_and_do_not_stop_a_build(
    run_kg: RunKg, tmp_path: Path
) -> None:
    write_tables(tmp_path, {**SMALL, "contracts": [CONTRACT | {"id": f"c-{i}"} for i in range(23)]})
    ran = run_kg("build")
    assert ran.code == 0
    told = [line for line in ran.stderr.splitlines() if line.startswith("warning: ")]
    (line,) = [one for one in told if "[C25]" in one]
    assert line.startswith("warning: 23 × the contract has no supplier")
    assert ran.stderr.splitlines()[-1] == "kg check and kg gaps list them"
    assert run_kg("check", "-q").stdout.count("warning: c-") == 23


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="holds the build with a named pipe")
def test_an_interrupted_build_says_so_and_leaves_nothing(tmp_path: Path) -> None:
    """The build waits for a table that does not come, however fast or slow the machine is."""
    data = write_tables(tmp_path, SMALL)
    os.mkfifo(data / "systems.csv")
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", "build", "--data", str(data)],
        cwd=tmp_path, stderr=subprocess.PIPE, text=True,
        # a test run in the background may have been told to ignore it
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    with (data / "systems.csv").open("wb"):  # opened once the build is reading it
        process.send_signal(signal.SIGINT)
    said = process.communicate()[1].splitlines()
    assert process.returncode == 130
    assert (said[0], said[-1]) == (
        "reading tables …", "kg: interrupted; whatever stood there before is as it was",
    )  # fmt: skip
    assert not (tmp_path / "output").exists()


def test_check_writes_nothing_and_strict_counts_warnings(run_kg: RunKg, tmp_path: Path) -> None:
    write_tables(tmp_path, {**SMALL, "contracts": [CONTRACT]})
    assert run_kg("check").code == 0
    ran = run_kg("check", "--strict")
    assert ran.code == 1
    assert ran.stdout.startswith("data/contracts.csv:2:supplier: warning")
    assert not (tmp_path / "output").exists()


def test_a_missing_folder_is_one_line(run_kg: RunKg) -> None:
    ran = run_kg("build", "--data", "nowhere")
    assert ran.code == 2
    assert ran.stderr.splitlines()[-1] == (
        "kg: nowhere: no such folder; give one with the tables, for instance data/"
    )


def test_without_tables_here_the_shipped_facts_are_used(run_kg: RunKg) -> None:
    ran = run_kg("check", "-q")
    assert ran.code == 0
    assert "warning" in ran.stdout
    assert str(ROOT) not in ran.stdout


def _rewrite_dates(data: Path) -> None:
    """Rewrite the dates of a table as a spreadsheet does that puts the day first."""
    text = (data / "bodies.csv").read_text("utf8")
    text = text.replace("2001-04-01", "13/04/2001").replace("2013-04-01", "01/04/2013")
    (data / "bodies.csv").write_text(f"sep=,\n{text}", "utf8")


def test_a_damaged_table_is_told_with_its_remedy_and_mended_beside(
    run_kg: RunKg, small_tables: Path
) -> None:
    _rewrite_dates(small_tables)
    ran = run_kg("check", "-q")
    assert ran.code == 2
    lines = ran.stderr.splitlines()
    assert lines[0].startswith("kg: data/bodies.csv:1: row 1 is not the header; found 'sep=,'")
    assert (
        "it was '2001-04-13' (and in 2 more cells); open the file with all columns as text"
        in lines[1]
    )
    assert lines[2:] == ["kg: 4 places can be mended: kg check --repair"]
    ran = run_kg("check", "--repair")
    assert (ran.code, ran.stdout) == (0, "")
    assert ran.stderr.splitlines() == [
        "4 places mended; data-mended/repairs.tsv has each",
        "check them: kg check --data data-mended",
    ]
    assert run_kg("check", "--data", "data-mended", "-q").code == 0
    assert "13/04/2001" in (small_tables / "bodies.csv").read_text("utf8")
    ran = run_kg("check", "--repair")
    assert ran.code == 2
    assert ran.stderr == "kg: data-mended: holds an earlier repair; --force replaces it\n"
    assert run_kg("check", "--repair", "--force", "-q").stderr == ""
    assert run_kg("check", "--repair", "elsewhere").code == 0


def test_what_cannot_be_mended_is_left_and_told(run_kg: RunKg, small_tables: Path) -> None:
    path = small_tables / "bodies.csv"
    text = (
        path.read_text("utf8")
        .replace("2001-04-01", "03/04/2001")
        .replace("Old Body", "Old\xa0Body")
    )
    path.write_text(text, "utf8")
    ran = run_kg("check", "--repair")
    assert ran.code == 1
    assert ran.stdout.startswith("left: data/bodies.csv:2:start: '03/04/2001' is not a date; ")
    assert "2001-04-03 or 2001-03-04: nothing in the table shows which" in ran.stdout
    assert ran.stderr.startswith("1 place mended, 1 left; data-mended/repairs.tsv has each")


def test_a_repair_of_sound_tables_says_so(run_kg: RunKg, small_tables: Path) -> None:
    ran = run_kg("check", "--repair")
    assert (ran.code, ran.stdout, ran.stderr) == (0, "", "nothing to mend\n")
    assert not (small_tables.parent / "data-mended").exists()


def test_options_of_a_repair_are_for_tables_alone(run_kg: RunKg, small_tables: Path) -> None:
    ran = run_kg("check", "--repair", "--graph", "x.ttl")
    assert (ran.code, ran.stderr) == (
        2, "kg: --repair is of tables; it takes --data and --force alone\n",
    )  # fmt: skip
    ran = run_kg("check", "somewhere")
    assert (ran.code, ran.stderr) == (
        2, "kg: a folder and --force are for --repair; tables to check stand in --data\n",
    )  # fmt: skip


def test_empty_columns_at_the_end_are_a_warning(run_kg: RunKg, small_tables: Path) -> None:
    path = small_tables / "bodies.csv"
    lines = path.read_text("utf8").splitlines()
    path.write_text("".join(f"{line},,\n" for line in lines), "utf8")
    ran = run_kg("check", "-q")
    assert ran.code == 0
    assert (
        "data/bodies.csv:1: warning: 2 columns without a name or a cell left out; delete them [form]"
        in ran.stdout.splitlines()
    )
    assert run_kg("check", "--repair").code == 0
    assert "".join(f"{line}\n" for line in lines) == Path("data-mended/bodies.csv").read_text(
        "utf8"
    )
