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

from kg.engine.builds import Hold, find_live, read_live
from kg.engine.store import open_graph
from kg.errors import OutputError, UsageError
from kg.index.index import index_of
from kg.make import pipeline
from kg.make.going_live import Generation
from tests.conftest import ROOT, SMALL, write_tables

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


@pytest.fixture
def no_links(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system refuses links, as Windows does without developer mode."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError("a required privilege is not held by the client")

    monkeypatch.setattr(Path, "symlink_to", refuse)


@pytest.mark.usefixtures("no_links")
@pytest.mark.parametrize("can_link_hard", [True, False])
def test_without_links_files_are_copied_and_a_file_says_what_is_live(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, can_link_hard: bool
) -> None:
    if not can_link_hard:
        monkeypatch.setattr(os, "link", Path.symlink_to)
    out = tmp_path / "out"
    for word in ("one", "two"):
        _publish(out, word)
        assert _seen(out) == [word, word]
        assert (find_live(out) / "a.txt").read_text("utf8") == word
    assert not (out / "a.txt").is_symlink()
    assert (out / ".current").is_file()
    assert [path.name for path in (out / ".builds").iterdir()] == [find_live(out).name]


def test_links_take_the_place_of_copies_and_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder on a shared drive is built in from both kinds of system."""
    out, link = tmp_path / "out", Path.symlink_to
    for number in range(4):

        def refuse(*_: object, **__: object) -> None:
            raise OSError("no links")

        monkeypatch.setattr(Path, "symlink_to", refuse if number % 2 else link)
        _publish(out, str(number))
        assert _seen(out) == [str(number)] * 2
        assert (find_live(out) / "a.txt").read_text("utf8") == str(number)


@pytest.mark.parametrize("layout", ["links", "a file"])
@pytest.mark.parametrize("step", range(0, 24, 2))
def test_plain_files_give_way_in_one_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, layout: str, step: int
) -> None:
    """An unpacked archive, or a copy: readers see all of it, or all of the new build."""
    out = tmp_path / "out"
    (out / "store").mkdir(parents=True)
    for part in (*PARTS, "build.json", "store/x"):
        (out / part).write_text("one", "utf8")
    calls = 0

    def dying(real: object) -> object:
        def call(*args: object, **kwargs: object) -> object:
            nonlocal calls
            calls += 1
            if calls > step:
                raise MemoryError
            return real(*args, **kwargs)  # type: ignore[operator]

        return call

    for name in ("replace", "symlink_to", "rename"):
        monkeypatch.setattr(Path, name, dying(getattr(Path, name)))
    monkeypatch.setattr(os, "link", dying(os.link))
    if layout == "a file":
        monkeypatch.setattr(Path, "symlink_to", _refuse)
    with suppress(MemoryError):
        _publish_whole(out, "two")
    live = find_live(out)
    seen = {(live / part).read_text("utf8") for part in (*PARTS, "build.json", "store/x")}
    assert seen in ({"one"}, {"two"})
    monkeypatch.undo()
    _publish_whole(out, "three")
    live = find_live(out)
    assert {(live / part).read_text("utf8") for part in (*PARTS, "store/x")} == {"three"}
    assert _seen(out) == ["three", "three"]
    assert len(list((out / ".builds").iterdir())) == 1


def _refuse(*_: object, **__: object) -> None:
    raise OSError("no links")


def _publish_whole(out: Path, word: str) -> None:
    with Generation.prepare(out) as generation:
        (generation.folder / "store").mkdir()
        for part in (*PARTS, "build.json", "store/x"):
            (generation.folder / part).write_text(word, "utf8")
        generation.put_live()


def test_what_is_read_is_kept_until_it_is_let_go(tmp_path: Path) -> None:
    out = tmp_path / "out"
    _publish(out, "one")
    first = find_live(out)
    hold = Hold(first)
    for word in ("two", "three"):
        _publish(out, word)
        assert (first / "a.txt").read_text("utf8") == "one"
        assert _seen(out) == [word, word]
    hold.let_go()
    _publish(out, "four")
    assert not first.exists()
    assert len(list((out / ".builds").iterdir())) == 1


def test_an_open_graph_keeps_its_build(small_tables: Path, tmp_path: Path) -> None:
    out = tmp_path / "output"
    pipeline.build(small_tables, out)
    graph = open_graph(out)
    pipeline.build(small_tables, out, force=True)
    pipeline.build(small_tables, out, force=True)
    assert {"old-body", "new-body"} <= index_of(graph).entities(["old-body", "new-body"]).keys()
    rows = list(graph.query("SELECT ?b { ?b a nhsit:Body }"))  # type: ignore[arg-type]
    assert len(rows) == 2
    assert len(list((out / ".builds").iterdir())) == 2
    del graph
    pipeline.build(small_tables, out, force=True)
    assert len(list((out / ".builds").iterdir())) == 1


def test_a_reader_that_comes_too_late_for_a_build_takes_the_next(tmp_path: Path) -> None:
    out = tmp_path / "out"
    _publish(out, "one")
    calls = 0

    def read(folder: Path, hold: Hold | None) -> str:
        nonlocal calls
        calls += 1
        if calls == 1:
            assert hold is not None
            hold.let_go()
            _publish(out, "two")
        return (folder / "a.txt").read_text("utf8")

    assert read_live(out, read) == "two"
    assert calls == 2


@pytest.mark.parametrize("name", ["..", "/etc", "../../x", "", "gone", "a/b", "\0", "."])
def test_a_pointer_that_leads_out_of_the_folder_is_none(tmp_path: Path, name: str) -> None:
    out = tmp_path / "out"
    (out / ".builds").mkdir(parents=True)
    (out / ".current").write_text(name, "utf8")
    assert find_live(out) == out


def test_links_that_no_build_made_are_not_followed(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "letter").write_text("x", "utf8")
    out = tmp_path / "out"
    _publish(out, "one")
    (out / ".builds" / "stray").symlink_to(mine, target_is_directory=True)
    _publish(out, "two")
    assert (mine / "letter").read_text("utf8") == "x"
    assert not (out / ".builds" / "stray").is_symlink()
    other = tmp_path / "other"
    other.mkdir()
    (other / ".builds").symlink_to(mine, target_is_directory=True)
    with pytest.raises(OutputError, match=r"\.builds: is a link that no build made"):
        _publish(other, "one")
    assert [path.name for path in mine.iterdir()] == ["letter"]


def test_a_folder_of_the_user_in_the_way_is_told_and_stays(tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / "store").mkdir(parents=True)
    (out / "store" / "mine").write_text("x", "utf8")
    with pytest.raises(OutputError, match="store: no build made it; move it, or build elsewhere"):
        _publish_whole(out, "one")
    assert (out / "store" / "mine").read_text("utf8") == "x"
    assert sorted(path.name for path in out.iterdir()) == ["store"]


def test_the_ontology_of_a_record_is_not_taken_for_a_part_of_its_build(small_tables: Path) -> None:
    record = small_tables.parent
    own = record / "ontology" / "own.ttl"
    own.parent.mkdir()
    own.write_text("# nothing is added\n", "utf8")
    with pytest.raises(OutputError, match="holds the ontology of the build; build elsewhere"):
        pipeline.build(small_tables, record)
    assert own.read_text("utf8") == "# nothing is added\n"


@pytest.mark.parametrize("layout", ["links", "a file"])
def test_a_copy_that_was_not_finished_is_made_good(
    small_tables: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, layout: str
) -> None:
    out = tmp_path / "output"
    if layout == "a file":
        monkeypatch.setattr(Path, "symlink_to", _refuse)
    pipeline.build(small_tables, out)
    assert pipeline.build(small_tables, out).is_unchanged
    (out / "nhs-it.html").unlink()
    (out / "nhs-it.html").write_text("an older page", "utf8")
    assert not pipeline.build(small_tables, out).is_unchanged
    assert "Old Body" in (out / "nhs-it.html").read_text("utf8")
    assert pipeline.build(small_tables, out).is_unchanged


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
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a tmpfs")
def test_a_read_only_folder_is_told(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    _mount(disk, "size=24m,ro")
    try:
        with pytest.raises(OutputError, match="cannot be written: read-only file system"):
            pipeline.build(write_tables(tmp_path, SMALL), disk)
    finally:
        subprocess.run(["umount", str(disk)], check=True)


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


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forked builds")
@pytest.mark.parametrize("layout", ["links", "file"])
def test_readers_see_the_old_build_or_the_new_while_builds_are_killed(
    tmp_path: Path, layout: str
) -> None:
    """`python -m tests.kills` does the same by the hundred."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.kills", layout, "12"],
        capture_output=True, text=True, cwd=ROOT, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
