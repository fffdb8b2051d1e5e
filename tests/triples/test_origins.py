"""Of the rows of a node the first is kept, in memory or in a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.triples.origins import Origins


@pytest.mark.parametrize("is_in_file", [True, False])
def test_the_first_row_of_a_node_is_kept_and_all_come_in_order(
    tmp_path: Path, is_in_file: bool
) -> None:
    origins = Origins(tmp_path / "origins.sqlite" if is_in_file else None)
    origins.note("x:b", "bodies", 3)
    assert origins.get("x:b") == ("bodies", 3)
    origins.note("x:b", "claims", 9)
    origins.note("x:a", "bodies", 2)
    assert origins.get("x:b") == ("bodies", 3)
    assert origins.get("x:c") is None
    assert list(origins) == [("x:a", "bodies", 2), ("x:b", "bodies", 3)]
    origins.close()


def test_many_are_written_a_part_at_a_time() -> None:
    origins = Origins()
    for i in range(25_000):
        origins.note(f"x:{i:05}", "bodies", i)
    assert origins.get("x:00000") == ("bodies", 0)
    assert len(list(origins)) == 25_000
