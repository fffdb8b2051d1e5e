"""A file is written whole or not at all, and nothing else is touched."""

from __future__ import annotations

from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import OutputError
from kg.export.files import name_files, write_file, write_folder
from tests.conftest import RunKg


def test_what_stands_there_is_replaced_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "x.ttl"
    target.write_text("old", "utf8")
    target.chmod(0o640)
    (tmp_path / ".x.ttl.part").write_text("mine", "utf8")
    write_file(target, "new\n")
    assert target.read_bytes() == b"new\n"
    assert target.stat().st_mode & 0o777 == 0o640
    assert sorted(p.name for p in tmp_path.iterdir()) == [".x.ttl.part", "x.ttl"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("old", "utf8")
    (tmp_path / "link").symlink_to("real")
    write_file(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text("utf8") == "new"


def test_what_cannot_be_written_leaves_the_old(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="nowhere"):
        write_file(tmp_path / "nowhere" / "x", "")
    (tmp_path / "file").write_text("old", "utf8")
    with pytest.raises(OutputError, match="cannot be written"):
        write_folder(tmp_path / "file", {"a": ""})
    assert (tmp_path / "file").read_text("utf8") == "old"


HOSTILE = [
    "../x.csv", "/tmp/x.csv", "a/b.csv", "..", "", ".", "a\\b.csv", "C:x.csv", "\0", "x\0.csv",
    "CON.csv", "nul", "com1.csv", "LPT9.txt", "aux.tar.gz", "x.csv.", "x ", ".hidden", "-rf", "~",
    "x:stream.csv", "a\nb.csv", "\u202egpj.csv", "e\u0301.csv", "\u00e9.csv", "x" * 500 + ".csv",
    "Body.csv", "body.csv", "BODY.CSV", "%2e%2e%2fx", "x.cs/v", "$(id).csv", "a*?<>|.csv", "...",
]  # fmt: skip


def test_names_from_data_are_names_of_files_in_the_folder(tmp_path: Path) -> None:
    names = name_files(HOSTILE)
    assert len({name.casefold() for name in names}) == len(HOSTILE)
    for name in names:
        assert name == Path(name).name == PureWindowsPath(name).name
        assert name.partition(".")[0].upper() not in ("CON", "NUL", "AUX", "COM1", "LPT9")
        assert name[0] not in ".-~ " and name[-1] not in ". "
        assert name.isprintable()
        assert len(name.encode()) < 200
    write_folder(tmp_path / "out", dict.fromkeys(HOSTILE, "text"))
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(names)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@given(st.lists(st.text(), unique=True, max_size=5))
def test_any_names_are_made_different_names(names: list[str]) -> None:
    found = name_files(names)
    assert len({name.casefold() for name in found}) == len(names)
    assert all(name == Path(name).name and name not in (".", "..") for name in found)


def test_good_names_stay(tmp_path: Path) -> None:
    names = ["Body.csv", "relations.csv", "Ŵyl-1.csv", "a_b.csv", "Trust (NHS).csv"]
    assert name_files(names)[:4] == names[:4]


def test_a_link_in_the_folder_is_replaced_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine", "utf8")
    out = tmp_path / "out"
    out.mkdir()
    (out / "Body.csv").symlink_to(tmp_path / "mine")
    (out / "loop.csv").symlink_to("loop.csv")
    (out / "nowhere.csv").symlink_to("/nowhere/at/all")
    write_folder(out, dict.fromkeys(["Body.csv", "loop.csv", "nowhere.csv"], "new"))
    assert (tmp_path / "mine").read_text("utf8") == "mine"
    assert not any(path.is_symlink() for path in out.iterdir())
    assert {path.read_text("utf8") for path in out.iterdir()} == {"new"}


def test_a_folder_of_that_name_is_told_and_stays(tmp_path: Path) -> None:
    (tmp_path / "Body.csv").mkdir()
    (tmp_path / "Body.csv" / "mine").write_text("mine", "utf8")
    with pytest.raises(OutputError, match=r"Body\.csv: cannot be written"):
        write_folder(tmp_path, {"Body.csv": "new"})
    assert [path.name for path in tmp_path.rglob("*")] == ["Body.csv", "mine"]


@pytest.mark.parametrize("name", ["\0", "x" * 300])
def test_a_place_that_no_system_has_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        write_file(tmp_path / name, "text")
    with pytest.raises(OutputError, match="cannot be written"):
        write_folder(tmp_path / name, {"x": "text"})


def test_a_link_that_leads_to_itself_is_told(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(OutputError, match="cannot be written"):
        write_file(tmp_path / "loop", "text")


PREFIXES = """@prefix id: <https://w3id.org/nhs-it/id/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


@pytest.mark.parametrize(
    "iri",
    [
        "https://w3id.org/nhs-it/ns#../../PWNED",
        "http://x/y#/srv/ABS",
        "https://w3id.org/nhs-it/ns#..",
        "https://w3id.org/nhs-it/ns#NUL",
        "https://w3id.org/nhs-it/ns#a%00b",
        "https://w3id.org/nhs-it/ns#relations",
        "https://w3id.org/nhs-it/ns#C:x",
        "https://w3id.org/nhs-it/ns#" + "long" * 100,
    ],
)
def test_a_class_of_any_name_is_written_into_the_folder_alone(
    run_kg: RunKg, tmp_path: Path, iri: str
) -> None:
    (tmp_path / "graph.ttl").write_text(f'{PREFIXES}id:x a <{iri}> ; skos:prefLabel "x" .', "utf8")
    ran = run_kg("export", "csv", "--graph", "graph.ttl", "-o", "a/b/out")
    assert (ran.code, ran.stdout) in ((0, ""), (1, ""))
    written = sorted(p for p in tmp_path.rglob("*") if p.is_file() and p.name != "graph.ttl")
    assert {path.parent for path in written} <= {tmp_path / "a" / "b" / "out"}
    assert not Path("/srv/ABS.csv").exists()
