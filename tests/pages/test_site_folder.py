"""A folder of a site is ours or refused, written whole, and mended after any stop."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import OutputError, UsageError
from kg.pages.document import Document
from kg.pages.site_folder import LIST, SiteFolder, SitePart


def documents(texts: dict[str, str]) -> list[Document]:
    return [Document(path, "text/html", text.encode()) for path, text in texts.items()]


def publish(folder: Path, texts: dict[str, str]) -> tuple[SitePart, int]:
    place = SiteFolder(folder)
    with place.writing():
        written = place.write(documents(texts))
        return written, place.finish(written.paths)


def read_all(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != LIST)
    return {str(path.relative_to(folder)): path.read_text("utf8") for path in files}


def test_a_second_run_writes_what_has_changed_and_removes_what_is_gone(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    publish(folder, {"a.html": "a", "thing/b.html": "b", "old/c.html": "c"})
    before = (folder / "a.html").stat().st_mtime_ns
    (folder / "CNAME").write_text("example.org", "utf8")
    written, removed = publish(folder, {"a.html": "a", "thing/b.html": "new"})
    assert (written.changed, removed) == (1, 1)
    assert (folder / "a.html").stat().st_mtime_ns == before
    assert read_all(folder) == {"a.html": "a", "thing/b.html": "new", "CNAME": "example.org"}
    assert not (folder / "old").exists()


def test_what_somebody_changed_by_hand_is_mended(tmp_path: Path) -> None:
    publish(tmp_path / "site", {"a.html": "abc"})
    (tmp_path / "site" / "a.html").write_text("xyz", "utf8")
    written, _ = publish(tmp_path / "site", {"a.html": "abc"})
    assert written.changed == 1
    assert read_all(tmp_path / "site") == {"a.html": "abc"}


def test_a_folder_that_holds_anything_else_is_refused_and_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear", "utf8")
    with pytest.raises(UsageError, match="is not empty and no site of kg"):
        SiteFolder(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf8")
    with pytest.raises(UsageError, match="is no folder"):
        SiteFolder(tmp_path / "file")


def test_a_list_that_names_files_elsewhere_removes_none_of_them(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("mine", "utf8")
    publish(tmp_path / "site", {"a.html": "a"})
    with (tmp_path / "site" / LIST).open("a", encoding="utf8") as stream:
        stream.write(f"../victim\n{victim}\nthing/../../victim\n")
    publish(tmp_path / "site", {})
    assert victim.read_text("utf8") == "mine"


def test_a_link_in_the_folder_is_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    publish(tmp_path / "site", {"a.html": "a"})
    (tmp_path / "site" / "thing").symlink_to(elsewhere)
    with pytest.raises(OutputError, match="is a link; remove it"):
        publish(tmp_path / "site", {"thing/b.html": "b"})
    assert list(elsewhere.iterdir()) == []


def test_a_link_in_the_place_of_a_file_is_replaced(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("a", "utf8")
    publish(tmp_path / "site", {"b.html": "b"})
    (tmp_path / "site" / "a.html").symlink_to(victim)
    publish(tmp_path / "site", {"a.html": "new"})
    assert victim.read_text("utf8") == "a"
    assert (tmp_path / "site" / "a.html").read_text("utf8") == "new"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_told_in_one_line(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="cannot be written: permission denied"):
        publish(tmp_path / "site", {"a.html": "a"})


def _texts(version: int) -> dict[str, str]:
    kept = {f"thing/{n}.html": f"page {n} of {version} " + "x" * 5000 for n in range(600)}
    return {name: text for n, (name, text) in enumerate(kept.items()) if (n + version) % 7}


def _run(folder: Path, version: int) -> None:
    publish(folder, _texts(version))


def test_a_run_that_is_killed_leaves_whole_files_and_the_next_mends_all(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    fork = multiprocessing.get_context("fork")
    moments = random.Random(7)
    killed = 0
    for version in range(12):
        run = fork.Process(target=_run, args=(folder, version))
        run.start()
        run.join(moments.uniform(0.005, 0.12))
        if run.is_alive() and run.pid is not None:
            os.kill(run.pid, signal.SIGKILL)
            killed += 1
        run.join()
        known = {text for v in range(version + 1) for text in _texts(v).values()}
        found = read_all(folder) if folder.exists() else {}
        pages = {name: text for name, text in found.items() if not name.startswith(LIST)}
        assert set(pages.values()) <= known
    assert killed
    publish(folder, _texts(1))
    assert read_all(folder) == _texts(1)


def test_a_failing_page_stops_the_run_and_the_next_one_mends(tmp_path: Path) -> None:
    def fail() -> Iterator[Document]:
        yield from documents({"a.html": "a"})
        raise OutputError("no")

    place = SiteFolder(tmp_path / "site")
    with pytest.raises(OutputError), place.writing():
        place.write(fail())
    publish(tmp_path / "site", {"b.html": "b"})
    assert read_all(tmp_path / "site") == {"b.html": "b"}
