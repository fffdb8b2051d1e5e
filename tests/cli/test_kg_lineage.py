"""`kg lineage`: trees for people, graphs for tools, exit 1 where there is no line."""

from __future__ import annotations

import json
from pathlib import Path

from tests.conftest import RunKg


def test_the_tree_shows_both_sides_unless_one_is_asked_for(
    run_kg: RunKg, memory_output: Path
) -> None:
    both = run_kg("lineage", "Old Body", "--graph", memory_output).stdout
    assert "came before:" in both
    assert "came after:" in both
    up = run_kg("lineage", "old-body", "--up", "--graph", memory_output).stdout
    assert "came after:" not in up


def test_sources_are_named_when_asked_for(run_kg: RunKg, memory_output: Path) -> None:
    done = run_kg("lineage", "old-body", "--sources", "--graph", memory_output)
    assert done.stdout.count("source: A source") == 2


def test_json_has_a_stable_shape(run_kg: RunKg, memory_output: Path) -> None:
    found = json.loads(run_kg("lineage", "old-body", "-f", "json", "--graph", memory_output).stdout)
    assert set(found) == {"root", "up", "down", "labels", "lives"}
    assert set(found["down"][0]) == {
        "before", "after", "how", "via", "event", "date", "laws", "triggers", "sources",
    }  # fmt: skip


def test_a_thing_without_a_line_exits_1(run_kg: RunKg, memory_output: Path) -> None:
    done = run_kg("lineage", "undated", "--graph", memory_output)
    assert done.code == 1
    assert done.stderr == (
        "nothing is known to have come before or after: no event that happened "
        "ended one and created another (endedBody, createdBody)\n"
    )


def test_the_index_alone_answers(run_kg: RunKg, memory_output: Path) -> None:
    (memory_output / "store").rename(memory_output / "away")
    try:
        done = run_kg("lineage", "old-body", "--graph", memory_output)
    finally:
        (memory_output / "away").rename(memory_output / "store")
    assert done.code == 0
