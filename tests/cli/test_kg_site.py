"""`kg site`: what it writes and says, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.engine.store import LocalGraph
from tests.conftest import RunKg


def test_a_site_is_written_and_the_next_run_changes_nothing(
    run_kg: RunKg, memory_output: Path, tmp_path: Path
) -> None:
    first = run_kg("site", "public", "--graph", memory_output)
    assert (first.code, first.stdout) == (0, "")
    assert "public: " in first.stderr and "open public/index.html" in first.stderr
    assert (tmp_path / "public" / "index.html").is_file()
    page = tmp_path / "public" / "thing" / "old-body.html"
    before = page.stat().st_mtime_ns
    second = run_kg("site", "public", "--graph", memory_output)
    assert "nothing has changed" in second.stderr
    assert page.stat().st_mtime_ns == before


def test_a_folder_with_other_files_is_refused(
    run_kg: RunKg, memory_output: Path, tmp_path: Path
) -> None:
    (tmp_path / "letter.txt").write_text("dear", "utf8")
    ran = run_kg("site", ".", "--graph", memory_output)
    assert (ran.code, ran.stdout) == (2, "")
    assert (
        ran.stderr == "kg: .: is not empty and no site of kg; name an empty folder or a new one\n"
    )


@pytest.mark.parametrize("url", ["example.org", "ftp://example.org/"])
def test_a_base_address_without_a_scheme_is_refused(
    run_kg: RunKg, memory_output: Path, tmp_path: Path, url: str
) -> None:
    ran = run_kg("site", "public", "--base-url", url, "--graph", memory_output)
    assert ran.code == 2
    assert ran.stderr.startswith(f"kg: --base-url '{url}': is no web address; expected one such as")
    assert not (tmp_path / "public").exists()


def test_a_graph_that_is_missing_leaves_no_folder(run_kg: RunKg, tmp_path: Path) -> None:
    ran = run_kg("site", "public", "--graph", "nowhere")
    assert ran.code == 2
    assert not (tmp_path / "public").exists()


def test_tables_that_the_graph_was_not_built_from_are_left_out_and_told(
    run_kg: RunKg, memory_output: Path, tmp_path: Path, small_tables: Path
) -> None:
    ran = run_kg("site", "public", "--graph", memory_output)
    assert ran.code == 0
    assert "without the tables: data/" in ran.stderr
    assert not (tmp_path / "public" / "datapackage.json").exists()


def test_tables_that_are_named_and_are_others_are_refused_before_anything_is_written(
    run_kg: RunKg, memory_output: Path, tmp_path: Path, small_tables: Path
) -> None:
    ran = run_kg("site", "public", "--graph", memory_output, "--data", small_tables)
    assert (ran.code, ran.stdout) == (2, "")
    assert ran.stderr.count("\n") == 1 and "run 'kg build' again" in ran.stderr
    assert not (tmp_path / "public").exists()


def test_an_earlier_release_that_is_missing_is_told_before_anything_is_written(
    run_kg: RunKg, memory_output: Path, tmp_path: Path
) -> None:
    ran = run_kg("site", "public", "--graph", memory_output, "--since", "nowhere.ttl")
    assert ran.code == 2
    assert "nowhere.ttl: no such graph" in ran.stderr
    assert not (tmp_path / "public").exists()


def test_the_turtle_of_the_site_that_stands_there_may_be_the_release_before(
    run_kg: RunKg, memory_output: Path, rivals: LocalGraph, tmp_path: Path
) -> None:
    run_kg("site", "public", "--graph", rivals.place)
    before = tmp_path / "public" / "downloads" / "nhs-it.ttl.gz"
    ran = run_kg("site", "public", "--graph", memory_output, "--since", before)
    assert ran.code == 0, ran.stderr
    feed = (tmp_path / "public" / "feed" / "all.xml").read_text("utf8")
    assert feed.count("<entry>") > 1
