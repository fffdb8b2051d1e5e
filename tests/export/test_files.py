"""A file is written whole or not at all, and nothing else is touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import OutputError
from kg.export.files import write_file, write_folder


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


@pytest.mark.parametrize("name", ["../x", "/tmp/x", "a/b", "..", ""])
def test_a_name_does_not_lead_out_of_its_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(OutputError, match="no name for a file"):
        write_folder(tmp_path / "out", {name: "text"})
    assert list((tmp_path / "out").iterdir()) == []
