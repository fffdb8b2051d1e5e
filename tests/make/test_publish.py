"""Putting a build live: old or new, never a mixture, whatever happens in between."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from kg.errors import OutputError, UsageError
from kg.make import pipeline
from kg.make.publish import Generation
from tests.conftest import SMALL, write_tables

PARTS = ("a.txt", "b.txt")


def _publish(out: Path, word: str) -> None:
    with Generation.prepare(out) as generation:
        for part in PARTS:
            (generation.folder / part).write_text(word, "utf8")
        generation.put_live()


def _seen(out: Path) -> list[str]:
    return [(out / part).read_text("utf8") for part in PARTS if (out / part).exists()]


def test_a_second_build_takes_the_place_of_the_first(tmp_path: Path) -> None:
    for word in ("one", "two"):
        _publish(tmp_path / "out", word)
        assert _seen(tmp_path / "out") == [word, word]
    assert len(list((tmp_path / "out" / ".builds").iterdir())) == 1


@pytest.mark.parametrize("fault", [RuntimeError, KeyboardInterrupt])
def test_a_build_that_stops_half_way_leaves_the_first(
    tmp_path: Path, fault: type[BaseException]
) -> None:
    out = tmp_path / "out"
    _publish(out, "one")
    with pytest.raises(fault), Generation.prepare(out) as generation:
        (generation.folder / "a.txt").write_text("two", "utf8")
        raise fault
    assert _seen(out) == ["one", "one"]
    assert len(list((out / ".builds").iterdir())) == 1


@pytest.mark.parametrize("step", range(12))
def test_at_each_step_of_going_live_it_is_the_old_or_the_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    """Every rename and every link is a moment at which the process may die."""
    out = tmp_path / "out"
    _publish(out, "one")
    calls = 0

    def dying(real: object) -> object:
        def call(self: Path, *args: object, **kwargs: object) -> object:
            nonlocal calls
            calls += 1
            if calls > step:
                raise MemoryError
            return real(self, *args, **kwargs)  # type: ignore[operator]

        return call

    monkeypatch.setattr(Path, "replace", dying(Path.replace))
    monkeypatch.setattr(Path, "symlink_to", dying(Path.symlink_to))
    with suppress(MemoryError):
        _publish(out, "two")
    assert _seen(out) in (["one", "one"], ["two", "two"])
    monkeypatch.undo()
    _publish(out, "three")
    assert _seen(out) == ["three", "three"]


def test_without_links_the_parts_are_moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("a required privilege is not held by the client")

    monkeypatch.setattr(Path, "symlink_to", refuse)
    for word in ("one", "two"):
        _publish(tmp_path / "out", word)
        assert _seen(tmp_path / "out") == [word, word]
    assert not (tmp_path / "out" / "a.txt").is_symlink()


def test_a_second_build_at_once_is_refused_and_harms_nothing(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with Generation.prepare(out) as first:
        with pytest.raises(OutputError, match="another build is at work here"):
            _publish(out, "two")
        for part in PARTS:
            (first.folder / part).write_text("one", "utf8")
        first.put_live()
    assert _seen(out) == ["one", "one"]


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", "utf8")
    with pytest.raises(OutputError, match=r"out: cannot be written"):
        _publish(tmp_path / "out", "one")
    assert (tmp_path / "out").read_text("utf8") == "mine"


def test_a_file_that_the_program_itself_lacks_is_not_blamed_on_the_output(tmp_path: Path) -> None:
    missing = tmp_path / "elsewhere" / "page.html"
    with (
        pytest.raises(UsageError, match=r"elsewhere/page\.html: no such file"),
        Generation.prepare(tmp_path / "out"),
    ):
        missing.read_text("utf8")


def _mount(folder: Path, options: str) -> None:
    folder.mkdir(exist_ok=True)
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], capture_output=True
    )
    if done.returncode:
        pytest.skip("this machine does not let tests mount a file system")


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a tmpfs")
def test_a_full_disk_is_told_and_the_earlier_output_stays(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    _mount(disk, "size=24m")
    try:
        data = write_tables(tmp_path, SMALL)
        pipeline.build(data, disk)  # the output folder may be a mount point itself
        before = (disk / "nhs-it.ttl").read_bytes()
        (disk / "filler").write_bytes(b"x" * (shutil.disk_usage(disk).free - 100_000))
        with pytest.raises(OutputError, match=r"disk: cannot be written: no space left on device$"):
            pipeline.build(data, disk, force=True)
        assert (disk / "nhs-it.ttl").read_bytes() == before
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a tmpfs")
def test_a_read_only_folder_is_told(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    _mount(disk, "size=24m,ro")
    try:
        with pytest.raises(OutputError, match="cannot be written: read-only file system"):
            pipeline.build(write_tables(tmp_path, SMALL), disk)
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


@pytest.mark.slow
def test_a_build_killed_at_any_moment_leaves_the_old_or_the_new(tmp_path: Path) -> None:
    data = write_tables(tmp_path, SMALL)
    out = tmp_path / "output"
    pipeline.build(data, out)
    path = data / "bodies.csv"
    original = path.read_text("utf8")
    random_source = random.Random(1)
    interrupted = 0
    for i in range(12):
        path.write_text(original.replace("New Body", f"Body number {i}"), "utf8")
        before = (out / "nhs-it.ttl").read_bytes()
        process = subprocess.Popen(
            [sys.executable, "-m", "kg", "build", "--data", str(data), "--out", str(out)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        time.sleep(random_source.uniform(0.05, 1.2))
        os.killpg(process.pid, signal.SIGKILL)
        interrupted += process.wait() != 0
        turtle = (out / "nhs-it.ttl").read_bytes()
        page = (out / "nhs-it.html").read_text("utf8")
        is_new = f"Body number {i}".encode() in turtle
        assert is_new or turtle == before
        assert (f"Body number {i}" in page) is is_new
    assert interrupted
    path.write_text(original, "utf8")
    pipeline.build(data, out, force=True)
    assert len(list((out / ".builds").iterdir())) == 1
