"""`kg said-before` answers for a sentence and for a draft, and says in one line what it cannot."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.conftest import RunKg

DRAFT = """# A strategy

## Recommendations

1. Do the thing that was advised.
2. Serve pancakes on Fridays to everybody who works late.
"""


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "draft.md"
    path.write_text(DRAFT, "utf8")
    return path


def test_a_sentence_is_answered(run_kg: RunKg, memory_output: Path) -> None:
    ran = run_kg("said-before", "Do a thing", "--graph", memory_output)
    assert ran.stdout.startswith("Do a thing\n")
    assert "advice-1" in ran.stdout
    assert ran.stderr.startswith("1 recommendation; ")


def test_a_draft_is_answered_in_every_form(
    run_kg: RunKg, memory_output: Path, draft: Path, tmp_path: Path
) -> None:
    ran = run_kg("said-before", draft, "-f", "json", "--graph", memory_output)
    found = json.loads(ran.stdout)
    assert [one["number"] for one in found] == ["1", "2"]
    for ending in ("json", "csv", "tsv", "md", "html", "docx"):
        out = tmp_path / f"annex.{ending}"
        ran = run_kg("said-before", draft, "-o", out, "--graph", memory_output)
        assert ran.stdout == ""
        assert f"wrote {out}" in ran.stderr
        assert out.stat().st_size > 100
    assert json.loads((tmp_path / "annex.json").read_text("utf8")) == found
    rows = list(csv.DictReader(io.StringIO((tmp_path / "annex.csv").read_text("utf8"))))
    assert {row["asked"] for row in rows} == {"1", "2"}


def test_the_annex_says_the_same_in_html_and_in_word(
    run_kg: RunKg, memory_output: Path, draft: Path, tmp_path: Path
) -> None:
    for name in ("annex.html", "annex.docx", "again.docx"):
        run_kg("said-before", draft, "-o", tmp_path / name, "--graph", memory_output)
    page = (tmp_path / "annex.html").read_text("utf8")
    assert "default-src 'none'" in page
    assert not re.search(r"src=|<link|@import|url\(", page)
    assert set(re.findall(r'<(\w+)[^>]* href="(?:https?://[^"]+)"', page)) <= {"a"}
    with zipfile.ZipFile(tmp_path / "annex.docx") as packed:
        for name in packed.namelist():
            ElementTree.fromstring(packed.read(name))
        words = "".join(ElementTree.fromstring(packed.read("word/document.xml")).itertext())
    assert "Serve pancakes on Fridays" in words
    assert "Serve pancakes on Fridays" in page
    assert (tmp_path / "annex.docx").read_bytes() == (tmp_path / "again.docx").read_bytes()


def test_a_word_document_reads_back_what_it_was_asked(
    run_kg: RunKg, memory_output: Path, draft: Path, tmp_path: Path
) -> None:
    from kg.ingest.documents.papers.opener import read_paper

    run_kg("said-before", draft, "-o", tmp_path / "annex.docx", "--graph", memory_output)
    assert "Do the thing that was advised." in read_paper(tmp_path / "annex.docx").text


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        pytest.param(["missing.pdf"], "missing.pdf: no such file", id="no file"),
        pytest.param(["my draft.docx"], "my draft.docx: no such file", id="blanks in its name"),
        pytest.param(["/no/such/draft"], "/no/such/draft: no such file", id="a path"),
        pytest.param(["/"], "/: is a folder; give a file", id="a folder"),
        pytest.param(["…"], "has no words", id="no words"),
        pytest.param(["x", "--before", "soon"], "'soon' is not a date", id="no date"),
        pytest.param(["x", "-f", "docx"], "name a file with -o", id="bytes on a terminal"),
        pytest.param(["x", "-o", "annex.odt"], "says no form", id="unknown ending"),
        pytest.param(["Nice weather. It rained. We left."], "recommends nothing", id="no advice"),
        pytest.param(
            ["Il faut que le ministère " + "de la santé publie les coûts du programme " * 12],
            "only English is read", id="another language",
        ),
        pytest.param(
            ["Il faut publier chaque année les coûts du programme."],
            "reads as French; only English is read", id="a sentence of another language",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_one_line(
    run_kg: RunKg, memory_output: Path, arguments: list[str], problem: str
) -> None:
    ran = run_kg("said-before", *arguments, "--graph", memory_output)
    assert (ran.code, ran.stdout) == (2, "")
    assert problem in ran.stderr
    assert ran.stderr.count("\n") == 1


def test_numbers_that_a_draft_leaves_out_are_told(
    run_kg: RunKg, memory_output: Path, tmp_path: Path
) -> None:
    path = tmp_path / "gap.md"
    path.write_text(
        "".join(f"Recommendation {n}: Do the thing {n}.\n\n" for n in (1, 2, 4)), "utf8"
    )
    ran = run_kg("said-before", path, "--graph", memory_output)
    assert "kg: numbers that were not found: 3\n" in ran.stderr


def test_nothing_said_before_is_exit_1(run_kg: RunKg, memory_output: Path) -> None:
    ran = run_kg("said-before", "Zebras must not vote", "--graph", memory_output)
    assert ran.code == 1
    assert "nothing in the same sense is in the record" in ran.stdout


def test_thousands_of_sentences_are_cut_off_with_a_word(
    run_kg: RunKg, memory_output: Path, tmp_path: Path
) -> None:
    path = tmp_path / "long.txt"
    path.write_text("\n\n".join(f"Body {n} should do the thing." for n in range(5000)), "utf8")
    ran = run_kg("said-before", path, "-f", "csv", "--graph", memory_output)
    assert "5,000 recommendations; the first 500 are asked for" in ran.stderr
