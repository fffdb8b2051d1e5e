"""A register taken whole becomes the tables of a record that passes every check."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kg.errors import OutputError, UsageError
from kg.ingest.registers.taken_whole import TakenWhole, take_whole
from kg.make.checked_graph import make_graph
from kg.read.shipped import shipped
from tests.bench.register import write_register

LISTS = ("epct.csv", "etr.csv", "eccg.csv", "epraccur.csv", "succ.csv", "epcmem.csv")


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the files of a small register, with the traps of real ones."""
    folder = tmp_path_factory.mktemp("register")
    write_register(folder, 600, 40, 900)
    return folder


@pytest.fixture(scope="module")
def taken(register: Path) -> tuple[Path, TakenWhole]:
    """Return the tables of it, and what was told of them."""
    folder = register / "record" / "data"
    done = take_whole([register / name for name in LISTS], "ods-2026", "ODS", "2026", folder)
    return folder, done


def _rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_a_register_taken_whole_passes_every_check(taken: tuple[Path, TakenWhole]) -> None:
    findings = make_graph(taken[0], shipped("ontology")).findings
    assert not [str(one) for one in findings if one.severity == "violation"]


def test_every_row_cites_the_line_that_it_came_from(taken: tuple[Path, TakenWhole]) -> None:
    for table in ("bodies", "identities", "claims", "events"):
        assert all(row["sources"].startswith("ods-2026#") for row in _rows(taken[0], table))


def test_a_code_that_was_used_again_is_of_two_bodies(taken: tuple[Path, TakenWhole]) -> None:
    codes = [row["code"] for row in _rows(taken[0], "identities")]
    bodies = {row["entity"] for row in _rows(taken[0], "identities")}
    assert len(bodies) == len(codes) > len(set(codes))


def test_who_followed_one_of_several_did_not_follow_all(
    register: Path, taken: tuple[Path, TakenWhole]
) -> None:
    with (register / "succ.csv").open(encoding="utf8", newline="") as stream:
        stated = {(old.lower(), new.lower()) for old, new, *_ in csv.reader(stream)}
    for row in _rows(taken[0], "events"):
        heirs = [one for role in ("created", "gaining") for one in row[role].split("|") if one]
        for old in row["ended"].split("|"):
            for new in heirs:
                pair = old.removeprefix("ods-")[:6], new.removeprefix("ods-")[:6]
                assert pair in stated


def test_the_same_files_give_the_same_bytes(
    register: Path, taken: tuple[Path, TakenWhole], tmp_path: Path
) -> None:
    again = tmp_path / "data"
    take_whole([register / name for name in LISTS], "ods-2026", "ODS", "2026", again)
    for path in taken[0].iterdir():
        assert (again / path.name).read_bytes() == path.read_bytes()


def test_tables_that_are_there_are_never_written_over(register: Path, tmp_path: Path) -> None:
    (tmp_path / "bodies.csv").write_text("id\n", "utf8")
    with pytest.raises(OutputError, match="folder of its own"):
        take_whole([register / "etr.csv"], "ods-2026", "ODS", "", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["bodies.csv"]


def test_a_file_of_another_layout_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "etr.csv").write_text("code,name\n", "utf8")
    with pytest.raises(UsageError, match="no list of ODS"):
        take_whole([tmp_path / "etr.csv"], "ods-2026", "ODS", "", tmp_path / "out")
    assert not (tmp_path / "out").exists()
