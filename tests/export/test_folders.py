"""A folder or a file for large work is written whole or not at all, and nothing else goes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import OutputError, UsageError
from kg.export.folders import writing_file, writing_folder
from tests.conftest import RunKg
from tests.hostile import HOSTILE, write_graph

FORMS = {"parquet": "nodes", "sqlite": "", "neo4j": "import.sh"}
"""Form -> what its folder holds; a file holds nothing."""


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_an_earlier_folder_is_replaced_whole(tmp_path: Path) -> None:
    for name in ("one", "two"):
        with writing_folder(tmp_path / "out", ["one", "two"]) as fresh:
            (fresh / name).write_text(name, "utf8")
    assert _names(tmp_path / "out") == ["two"]
    assert _names(tmp_path) == ["out"]


def test_a_folder_that_holds_anything_else_is_refused_and_stays(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine").touch()
    with (
        pytest.raises(UsageError, match="out: holds 'mine', which no earlier export of this form"),
        writing_folder(tmp_path / "out", ["one"]),
    ):
        raise AssertionError
    assert _names(tmp_path / "out") == ["mine"]


def test_a_link_stays_a_link_and_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "out").symlink_to("real")
    with writing_folder(tmp_path / "out", ["one"]) as fresh:
        (fresh / "one").touch()
    assert (tmp_path / "out").is_symlink()
    assert _names(tmp_path / "real") == ["one"]


@pytest.mark.parametrize(
    "error", [KeyboardInterrupt, RuntimeError("ours"), OSError(28, "No space")]
)
def test_whatever_stops_it_what_stood_there_stays(
    tmp_path: Path, error: BaseException | type[BaseException]
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "one").touch()
    (tmp_path / "file").write_text("old", "utf8")
    told = OutputError if isinstance(error, OSError) else error
    told = told if isinstance(told, type) else type(told)
    with pytest.raises(told), writing_folder(tmp_path / "out", ["one"]) as fresh:
        (fresh / "two").touch()
        raise error
    with pytest.raises(told), writing_file(tmp_path / "file") as fresh:
        fresh.touch()
        raise error
    assert _names(tmp_path) == ["file", "out"]
    assert _names(tmp_path / "out") == ["one"]
    assert (tmp_path / "file").read_text("utf8") == "old"


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own that takes half a megabyte."""
    if sys.platform != "linux":
        pytest.skip("mounts a tmpfs")
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(disk)]
    if subprocess.run(command, capture_output=True).returncode:
        pytest.skip("this machine does not let tests mount a file system")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize("form", FORMS)
def test_a_disk_that_fills_is_told_in_a_line_and_nothing_is_left(
    run_kg: RunKg, tmp_path: Path, full_disk: Path, form: str
) -> None:
    text = "".join(f'<http://x/{i}> <http://x/p> "{i:0100000}" .\n' for i in range(10))
    (tmp_path / "graph.nt").write_text(text, "utf8")
    ran = run_kg("export", form, "--graph", "graph.nt", "-o", "disk/out")
    assert (ran.code, ran.stdout) == (2, "")
    assert ran.stderr.startswith("kg: disk/out: cannot be written: ")
    assert ran.stderr.count("\n") == 1
    assert _names(full_disk) == []


@pytest.mark.parametrize("form", FORMS)
def test_each_form_replaces_its_own_and_refuses_others(
    run_kg: RunKg, tmp_path: Path, form: str
) -> None:
    graph = write_graph(tmp_path, dict([*HOSTILE.items()][:3]))
    for _ in range(2):
        assert run_kg("export", form, "--graph", graph, "-o", "out").code == 0
    assert (tmp_path / "out" / FORMS[form]).exists()
    assert run_kg("export", form, "--graph", graph).code == 2
    ran = run_kg("export", form, "--graph", graph, "-o", ".")
    assert (ran.code, ran.stdout) == (2, "")
    assert (tmp_path / graph).exists()
