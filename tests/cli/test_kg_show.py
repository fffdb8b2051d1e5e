"""`kg show`, `kg search`, `kg path` and `kg explain`: output, errors, exit codes."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import RunKg

KG = Path(sys.executable).parent / "kg"


def test_show_prints_a_card_with_sources(run_kg: RunKg, memory_output: Path) -> None:
    done = run_kg("show", "Old Body", "--graph", memory_output)
    assert (done.code, done.stderr) == (0, "")
    assert done.stdout.startswith("Old Body\nBody  old-body\n")
    assert "sources: A source, p. 2; Another source" in done.stdout
    assert "\x1b" not in done.stdout


def test_show_prints_json_and_markdown(run_kg: RunKg, memory_output: Path) -> None:
    found = json.loads(run_kg("show", "old-body", "-f", "json", "--graph", memory_output).stdout)
    assert found["label"] == "Old Body"
    assert list(found["sections"])[:3] == ["Its people", "What it was told", "What it judged"]
    text = run_kg("show", "old-body", "-f", "md", "--graph", memory_output).stdout
    assert text.startswith("# Old Body\n")
    assert "## What followed" in text


def test_show_of_an_unknown_name_is_one_line_and_exit_2(run_kg: RunKg, memory_output: Path) -> None:
    done = run_kg("show", "Old Bodi", "--graph", memory_output)
    assert (done.code, done.stdout) == (2, "")
    assert done.stderr.startswith("kg: 'Old Bodi': no entity has this name; nearest: old-body")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "command",
    [
        ("show", "x"), ("search", "x"), ("lineage", "x"), ("as-of", "2015"), ("path", "x", "y"),
        ("explain", "x", "start"), ("recommendations",),
    ],
)  # fmt: skip
def test_without_a_graph_each_command_says_what_to_do(
    run_kg: RunKg, command: tuple[str, ...]
) -> None:
    done = run_kg(*command)
    assert (done.code, done.stdout) == (2, "")
    assert done.stderr == "kg: output/: no graph has been built here; run 'kg build' first\n"


def test_garbage_as_a_graph_is_one_line(run_kg: RunKg, tmp_path: Path) -> None:
    (tmp_path / "garbage.ttl").write_bytes(bytes(range(256)) * 8)
    done = run_kg("show", "x", "--graph", tmp_path / "garbage.ttl")
    assert (done.code, done.stdout, done.stderr.count("\n")) == (2, "", 1)


def test_search_prints_rows_and_exits_1_where_there_are_none(
    run_kg: RunKg, memory_output: Path
) -> None:
    done = run_kg("search", "old", "bodi", "-f", "csv", "--graph", memory_output)
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert rows[0]["id"] == "old-body"
    assert set(rows[0]) == {"id", "label", "kind", "start", "end", "found as", "score"}
    nothing = run_kg("search", "zzqq", "-f", "json", "--graph", memory_output)
    assert (nothing.code, json.loads(nothing.stdout)) == (1, [])


def test_search_for_a_kind_that_is_none_is_told(run_kg: RunKg, memory_output: Path) -> None:
    done = run_kg("search", "old", "--type", "Bodyy", "--graph", memory_output)
    assert done.code == 2
    assert "did you mean 'Body'" in done.stderr


def test_path_names_each_step_with_its_source(run_kg: RunKg, memory_output: Path) -> None:
    done = run_kg("path", "Ann Smith", "oldest-body", "--graph", memory_output)
    assert done.stdout.startswith("1. 2 steps\n   Ann Smith → Old Body\n")
    assert "source: A source" in done.stdout
    ways = json.loads(
        run_kg("path", "ann-smith", "old-body", "-f", "json", "--graph", memory_output).stdout
    )
    assert set(ways[0][0]) == {
        "start", "start_label", "end", "end_label", "fact", "when", "node", "others", "sources",
    }  # fmt: skip


def test_path_exits_1_where_nothing_connects(run_kg: RunKg, memory_output: Path) -> None:
    done = run_kg("path", "undated", "gone", "--graph", memory_output)
    assert (done.code, done.stdout, done.stderr) == (1, "", "nothing connects undated and gone\n")


def test_explain_names_the_row(run_kg: RunKg, memory_output: Path) -> None:
    done = run_kg("explain", "old-body", "parentBody", "gone", "--graph", memory_output)
    assert done.code == 0
    assert "row: claims.csv:2" in done.stdout
    missing = run_kg("explain", "old-body", "parentBody", "new-body", "--graph", memory_output)
    assert missing.code == 1
    assert "the graph does not state this" in missing.stdout


def test_a_reader_that_stops_early_is_no_error(memory_output: Path) -> None:
    command = f"'{KG}' show src --all --graph '{memory_output}' | head -1"
    done = subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, check=False, env={**os.environ}
    )
    assert (done.stdout, done.stderr) == ("A source\n", "")


def test_the_shell_completes_ids_without_the_graph(memory_output: Path) -> None:
    environment = {
        **os.environ, "_KG_COMPLETE": "complete_bash", "COMP_CWORD": "2",
        "COMP_WORDS": "kg show old",
    }  # fmt: skip
    (memory_output / "store").rename(memory_output / "away")
    try:
        done = subprocess.run(
            [KG], capture_output=True, text=True, check=False, env=environment,
            cwd=memory_output.parent,
        )  # fmt: skip
    finally:
        (memory_output / "away").rename(memory_output / "store")
    assert done.stdout.split() == ["old-body", "old-head", "oldest-body"]


def test_names_of_several_words_need_no_quotes(run_kg: RunKg, memory_output: Path) -> None:
    def told(*arguments: str) -> str:
        return run_kg(*arguments, "--graph", memory_output).stdout

    quoted = told("path", "Ann Smith", "Old Body")
    assert quoted
    assert told("path", "Ann", "Smith", "Old", "Body") == quoted
    assert told("show", "Old", "Body") == told("show", "Old Body")
    assert told("lineage", "Old", "Body") == told("lineage", "Old Body")
    quoted = told("explain", "old-body", "replacedBy", "New Body")
    assert told("explain", "old-body", "replacedBy", "New", "Body") == quoted != ""


@pytest.mark.parametrize("words", [("Ann",), ("Ann", "Smith", "Nobody")])
def test_words_that_name_no_two_things_are_told(
    run_kg: RunKg, memory_output: Path, words: tuple[str, ...]
) -> None:
    done = run_kg("path", *words, "--graph", memory_output)
    assert (done.code, done.stdout) == (2, "")
    assert "are not two things; write each name in quotes" in done.stderr
