"""`kg brief`, and the stories of `kg check`, `kg build` and `kg export html`."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from tests.conftest import SMALL, RunKg, write_tables

STORY = """---
title: Two bodies
---
## The end
{{name: old-body}} ended {{explain: old-body end = {end}}}.

[The line](#id=old-body)
"""


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "paper.md"
    path.write_text(
        "It made {count: recommendations = 2} and {ask: reviews-of old-body = none}.", "utf8"
    )
    return path


def test_a_paper_is_written_in_every_form(
    run_kg: RunKg, memory_output: Path, paper: Path, tmp_path: Path
) -> None:
    ran = run_kg("brief", paper, "--graph", memory_output)
    assert (ran.code, ran.stderr) == (0, "2 numbers and names filled in\n")
    assert ran.stdout.startswith("It made 2[^1] and none[^2].\n")
    for ending in ("md", "html", "docx", "json", "bibtex", "ris", "csl"):
        out = tmp_path / f"out.{ending}"
        ran = run_kg("brief", paper, "-o", out, "--graph", memory_output)
        assert (ran.code, ran.stdout) == (0, "")
        assert out.stat().st_size > 50
    assert "word/document.xml" in zipfile.ZipFile(tmp_path / "out.docx").namelist()
    found = json.loads((tmp_path / "out.json").read_text("utf8"))
    assert [(one["says"], one["agrees"]) for one in found] == [("2", True), ("none", True)]


def test_a_paper_that_disagrees_is_written_and_told(
    run_kg: RunKg, memory_output: Path, tmp_path: Path
) -> None:
    paper = tmp_path / "paper.md"
    paper.write_text("\n{count: recommendations = six}", "utf8")
    ran = run_kg("brief", "paper.md", "--graph", memory_output)
    assert ran.code == 1
    assert "six[^1]" in ran.stdout
    assert ran.stderr.startswith(
        "kg: paper.md:2: the sentence says 'six'; the record says 2 (two) now"
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("none.md",), "kg: none.md: cannot be read: no such file or directory\n"),
        (
            ("bad.md",),
            "kg: bad.md:1: there is no question 'succesors'; did you mean 'successors'?\n",
        ),
        (("paper.md", "-o", "x.pdf"), "x.pdf: says no form"),
        (("paper.md", "-f", "docx"), "name a file with -o"),
        (("latin.md",), "kg: latin.md: is no text in UTF-8"),
    ],
)
def test_what_is_wrong_is_told_in_a_line(
    run_kg: RunKg,
    memory_output: Path,
    paper: Path,
    tmp_path: Path,
    arguments: tuple[str, ...],
    words: str,
) -> None:
    (tmp_path / "bad.md").write_text("{ask: succesors old-body}", "utf8")
    (tmp_path / "latin.md").write_bytes(b"caf\xe9")
    ran = run_kg("brief", *arguments, "--graph", memory_output)
    assert (ran.code, ran.stdout) == (2, "")
    assert words in ran.stderr


def _tell(folder: Path, end: str) -> Path:
    data = write_tables(folder, SMALL)
    (data / "stories").mkdir(exist_ok=True)
    (data / "stories" / "1-two.md").write_text(STORY.format(end=end), "utf8")
    return data


def test_build_and_check_hold_a_story_to_the_record(run_kg: RunKg, tmp_path: Path) -> None:
    data = _tell(tmp_path, "2012")
    said = (
        "data/stories/1-two.md:5: the sentence says '2012'; the record says '1 April 2013' now "
        "(kg explain old-body end) [story]"
    )
    ran = run_kg("check", "-q")
    assert (ran.code, ran.stdout) == (1, f"{said}\n")
    ran = run_kg("build", "-q")
    assert (ran.code, ran.stderr) == (1, f"kg: {said}\n")
    _tell(tmp_path, "April 2013")
    assert run_kg("check", "-q").code == 0
    assert run_kg("build", "-q").code == 0
    assert '"title":"Two bodies"' in (tmp_path / "output/nhs-it.html").read_text("utf8")
    (data / "stories" / "1-two.md").write_text("## A\n{name: x", "utf8")
    ran = run_kg("check", "-q")
    assert (ran.code, len(ran.stderr.splitlines())) == (2, 3)
    assert "unchanged" not in run_kg("build").stdout


def test_a_page_is_exported_with_a_story(
    run_kg: RunKg, memory_output: Path, tmp_path: Path
) -> None:
    story = tmp_path / "story.md"
    story.write_text(STORY.format(end="2013"), "utf8")
    ran = run_kg("export", "html", "--story", story, "--graph", memory_output)
    assert '"title":"Two bodies"' in ran.stdout
    ran = run_kg("export", "ttl", "--story", story, "--graph", memory_output)
    assert ran.stderr == "kg: --story is of a page; it cannot be used with ttl\n"
    story.write_text(STORY.format(end="2014"), "utf8")
    ran = run_kg("export", "html", "--story", story, "--graph", memory_output)
    assert ran.code == 2
    assert "the sentence says '2014'" in ran.stderr
