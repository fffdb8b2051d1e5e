"""`kg import`: formats listed, files read into an inbox, and nothing written of what is wrong."""

from __future__ import annotations

import json
from pathlib import Path

from tests.conftest import RunKg

ROWS = (
    '"91Q","OLD BODY","Y1","Q1","","","","","","","20010401","20130331"\n'
    '"92Q","OLD BODDY","Y1","Q1","","","","","","","20010401",""\n'
)


def test_formats_are_listed_with_the_files_they_come_in(run_kg: RunKg) -> None:
    ran = run_kg("import", "-f", "json")
    listed = {one["format"] for one in json.loads(ran.stdout)}
    assert {"ods", "ord", "govuk", "wikidata", "parlparse", "ifg", "ocds", "companies-house",
            "legislation", "csv"} == listed  # fmt: skip


def test_a_register_is_read_into_the_inbox_once(
    run_kg: RunKg, memory_output: Path, tmp_path: Path
) -> None:
    (tmp_path / "etr.csv").write_text(ROWS, "utf8")
    given = ("import", "ods", "etr.csv", "--source", "src", "--graph", memory_output, "-f", "json")
    ran = run_kg(*given)
    assert json.loads(ran.stdout)[1] == {
        "table": "identities", "proposals": 2, "matched": 1, "to review": 1,
    }  # fmt: skip
    assert "3 new of 3 read" in ran.stderr
    assert len((tmp_path / "inbox" / "proposals.jsonl").read_text("utf8").splitlines()) == 3
    assert "0 new of 3 read" in run_kg(*given).stderr


def test_a_preview_shows_and_writes_nothing(
    run_kg: RunKg, memory_output: Path, tmp_path: Path
) -> None:
    (tmp_path / "codes.csv").write_text("Who,Code\nOld Body,91Q\n", "utf8")
    ran = run_kg(
        "import", "csv", "codes.csv", "--source", "src", "--graph", memory_output, "--preview",
        "--table", "identities", "--cell", "entity=Who", "--cell", "code=Code",
        "--cell", "scheme==ods", "--save", "codes.toml", "-f", "json",
    )  # fmt: skip
    [shown] = json.loads(ran.stdout)
    assert shown["cells"] == "entity=old-body, code=91Q, scheme=ods"
    assert not (tmp_path / "inbox").exists()
    again = run_kg("import", "csv", "codes.csv", "--source", "src", "--graph", memory_output,
                   "--mapping", "codes.toml")  # fmt: skip
    assert (again.code, "1 new of 1 read" in again.stderr) == (0, True)


def test_what_is_wrong_is_told_and_no_file_is_touched(
    run_kg: RunKg, memory_output: Path, tmp_path: Path
) -> None:
    (tmp_path / "etr.csv").write_text(ROWS + "Total,2\n", "utf8")
    common = ("--source", "src", "--graph", memory_output)
    for given, told in [
        (("odds", "etr.csv", *common), "kg: no format is called 'odds'; did you mean 'ods'?"),
        (("ods", *common), "kg: name the files to read: etr.csv, eccg.csv"),
        (("ods", "etr.csv", "--graph", memory_output), "kg: --source '': say by its id"),
        (("ods", "etr.csv", *common), "kg: etr.csv:3: is no row of ODS: Total, 2"),
        (("ods", "none.csv", *common), "kg: none.csv: cannot be read: no such file"),
        (("govuk", "etr.csv", *common), "kg: etr.csv:1: is no whole JSON"),
        (("csv", "etr.csv", *common), "kg: csv needs either --mapping FILE, or --table"),
        (("csv", "etr.csv", "--table", "bodies", "--cell", "id", *common), "kg: --cell 'id'"),
        (("csv", "etr.csv", "--table", "bodies", "--cell", "idd=X", *common), "no column 'idd'"),
        (("ods", "etr.csv", "--table", "bodies", *common), "go with the format csv alone"),
    ]:
        ran = run_kg("import", *given)
        assert (ran.code, ran.stdout) == (2, "")
        assert told in ran.stderr
        assert len(ran.stderr.splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["etr.csv"]
