"""Lines are sorted as one would in memory, whatever the size of the runs, and leave no file."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.export.sorted_lines import sort_lines

_LINES = st.lists(st.text(st.characters(exclude_characters="\n\r", exclude_categories=["Cs"])))


@given(_LINES, st.integers(1, 50))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
def test_runs_of_any_size_give_the_order_of_code_points(
    tmp_path: Path, lines: list[str], run: int
) -> None:
    file = tmp_path / "lines"
    file.write_text("".join(f"{line}\n" for line in lines), "utf8", newline="\n")
    with ExitStack() as files:
        found = [line.decode() for line in sort_lines(file, files, run)]
    assert found == sorted(f"{line}\n" for line in lines)
    assert [*tmp_path.iterdir()] == [file]


@pytest.mark.parametrize("count", [0, 1])
def test_few_lines_need_no_file(tmp_path: Path, count: int) -> None:
    (tmp_path / "lines").write_bytes(b"a\n" * count)
    with ExitStack() as files:
        assert list(sort_lines(tmp_path / "lines", files)) == [b"a\n"] * count
