"""`kg read`: a document becomes proposals, and what it names is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import RunKg

TEXT = """# A report

In 2005 Old Body asked Ann Smith to see Brass Software Ltd. Smith saw them.
"""


def test_a_document_becomes_proposals_once_whatever_its_file_is_called(
    run_kg: RunKg, memory_output: Path, tmp_path: Path
) -> None:
    (tmp_path / "a.md").write_text(TEXT, "utf8")
    common = ("--source", "src", "--date", "2006", "--graph", memory_output)
    ran = run_kg("read", "a.md", *common, "-f", "json")
    assert ran.code == 0, ran.stderr
    counted = {row["what"]: row["found"] for row in json.loads(ran.stdout)}
    assert (counted["names of the record"], counted["names new to it"]) == (3, 1)
    assert ran.stderr == "1 new of 1 read; 1 in inbox\n"
    [line] = (tmp_path / "inbox" / "proposals.jsonl").read_text("utf8").splitlines()
    proposal = json.loads(line)
    assert (proposal["table"], proposal["cells"]["label"]) == ("bodies", "Brass Software Ltd")
    [passage] = proposal["passages"]
    text = (tmp_path / "inbox" / "texts" / f"{passage['text']}.txt").read_text("utf8")
    assert text[passage["start"] : passage["end"]] == passage["quote"] == "Brass Software Ltd"
    beside = json.loads(
        (tmp_path / "inbox" / "texts" / f"{passage['text']}.json").read_text("utf8")
    )
    assert [m["id"] for m in beside["mentions"]] == ["old-body", "ann-smith", "ann-smith"]

    (tmp_path / "b.txt").write_text("A line more.\n\n" + TEXT, "utf8")
    again = run_kg("read", "b.txt", *common)
    assert again.stderr == "0 new of 1 read; 1 in inbox\n"


def test_what_was_found_is_shown_with_its_place(
    run_kg: RunKg, memory_output: Path, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf8")
    common = (
        "--source",
        "src",
        "--date",
        "2006",
        "--graph",
        memory_output,
        "--preview",
        "-f",
        "json",
    )
    names = json.loads(run_kg("read", "a.txt", *common, "--show", "names").stdout)
    assert [(row["words"], row["id"], row["how"]) for row in names] == [
        ("Old Body", "old-body", "name"), ("Ann Smith", "ann-smith", "name"), ("Smith", "ann-smith", "surname"),
    ]  # fmt: skip
    [new] = json.loads(run_kg("read", "a.txt", *common, "--show", "new").stdout)
    assert (new["words"], new["where"], new["table"]) == (
        "Brass Software Ltd",
        "paragraph 2",
        "bodies",
    )
    assert not (tmp_path / "inbox").exists()


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("none.pdf", "--source", "src"), "kg: none.pdf: cannot be read: no such file"),
        (("empty.txt", "--source", "src"), "kg: empty.txt: is empty"),
        (("a.txt",), "kg: --source '': say by its id which source the files are"),
        (("a.txt", "--source", "src", "--date", "soon"), "kg: --date: 'soon' is not a date"),
        (("a.txt", "empty.txt", "--source", "src"), "kg: empty.txt: is empty"),
    ],
)
def test_what_is_wrong_is_told_and_no_file_is_touched(
    run_kg: RunKg, memory_output: Path, tmp_path: Path, given: tuple[str, ...], told: str
) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf8")
    (tmp_path / "empty.txt").write_text("", "utf8")
    ran = run_kg("read", *given, "--graph", memory_output)
    assert (ran.code, ran.stdout) == (2, "")
    assert ran.stderr.startswith(told) and len(ran.stderr.splitlines()) == 1
    assert not (tmp_path / "inbox").exists()


REPORT = """# A review

Recommendation 1: Old Body should do the thing.

New Body accepts this in principle.

Recommendation 3: Old Body should do another thing. Old Body was replaced by New Body in April 2013.
"""


def test_advice_answers_and_happenings_are_shown_and_gaps_are_told(
    run_kg: RunKg, memory_output: Path, tmp_path: Path
) -> None:
    (tmp_path / "a.md").write_text(REPORT, "utf8")
    common = ("--source", "src", "--report", "a-report", "--date", "2014", "--graph", memory_output)
    ran = run_kg("read", "a.md", *common, "--preview", "--show", "recommendations", "-f", "json")
    assert [(row["number"], row["addressed to"], row["how"]) for row in json.loads(ran.stdout)] == [
        ("1", "old-body", "label"), ("3", "old-body", "label")
    ]  # fmt: skip
    assert ran.stderr == "a.md: its numbering has gaps; not found: 2\n"
    ran = run_kg("read", "a.md", *common, "--preview", "--show", "responses", "-f", "json")
    [answer] = json.loads(ran.stdout)
    assert (answer["number"], answer["verdict"], answer["by"]) == (
        "1",
        "accepted-in-principle",
        "New Body",
    )
    ran = run_kg("read", "a.md", *common, "--preview", "--show", "happenings", "-f", "json")
    [event] = json.loads(ran.stdout)
    assert (event["table"], event["modality"]) == ("events", "asserted")
    assert "kind=Replacement" in event["cells"] and "date=2013-04" in event["cells"]


def test_a_report_that_the_record_lacks_is_proposed_as_a_document(
    run_kg: RunKg, memory_output: Path, tmp_path: Path
) -> None:
    (tmp_path / "a.md").write_text(REPORT, "utf8")
    ran = run_kg("read", "a.md", "--source", "new-src", "--date", "2014", "--graph", memory_output)
    assert "the record has no source 'new-src' yet; it will need a row in sources.csv" in ran.stderr
    lines = (tmp_path / "inbox" / "proposals.jsonl").read_text("utf8").splitlines()
    [document] = [one["cells"] for one in map(json.loads, lines) if one["table"] == "documents"]
    assert (document["id"], document["label"], document["date"]) == (
        "new-src-report",
        "A review",
        "2014",
    )
