"""A large file is loaded once, and no answer is another for it, whatever becomes of the cache."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kg.engine import cached_files, file_loading
from kg.engine.store import open_graph
from kg.errors import GraphError, UsageError
from kg.index.index import index_of
from tests.conftest import RunKg

FACTS = """@prefix ex: <http://example.org/> .
ex:a ex:says "01"^^<http://www.w3.org/2001/XMLSchema#integer> ; ex:of <other> , [ ex:b "x"@en-GB ] .
"""
NAMED = FACTS + "ex:g { ex:a ex:in ex:g . ex:a ex:of <other> }"
FORMS = {"ttl": FACTS, "trig": NAMED, "owl": "", "nt": "", "nq": "", "jsonld": "", "txt": FACTS}
EVERYTHING = "SELECT ?s ?p ?o ?g { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"


@pytest.fixture(autouse=True)
def told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[list[str]]:
    """Cache every file, in a folder of the user's that is a test's own; what was told."""
    monkeypatch.setenv(cached_files.ABOVE, "0")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "mine"))
    lines: list[str] = []
    token = cached_files.TELL.set(lines.append)
    yield lines
    cached_files.TELL.reset(token)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "facts.ttl"
    path.write_text(FACTS)
    return path


def _entry(path: Path) -> Path:
    [found] = [p for p in path.with_name(path.name + cached_files.SUFFIX).iterdir() if p.is_dir()]
    return found


def _answer(path: Path, memory: bool = False, base: str | None = None) -> list[tuple[str, ...]]:
    solutions: Any = open_graph(path, memory=memory, base=base).query(EVERYTHING)
    rows = [
        tuple("_:" if isinstance(term, ox.BlankNode) else str(term) for term in row)
        for row in solutions
    ]
    return sorted(rows)


@pytest.mark.parametrize("ending", [*FORMS, "ttl.gz"])
def test_a_cached_file_answers_as_one_in_memory_in_every_form(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"facts.{ending}"
    text = FORMS.get(ending) or FACTS
    if ending == "ttl.gz":
        path.write_bytes(gzip.compress(text.encode()))
    elif FORMS[ending]:
        path.write_text(text)
    else:
        store = ox.Store()
        store.load(NAMED, ox.RdfFormat.TRIG, base_iri="http://example.org/base/")
        form = ox.RdfFormat.RDF_XML if ending == "owl" else ox.RdfFormat.from_extension(ending)
        assert form is not None
        triples = [ox.Quad(*q.triple) for q in store] if ending in ("owl", "nt") else [*store]
        given: Any = [q.triple for q in triples] if ending in ("owl", "nt") else triples
        ox.serialize(given, str(path), form)
    for base in (None, "http://example.org/other/"):
        wanted = _answer(path, memory=True, base=base)
        assert wanted
        assert _answer(path, base=base) == wanted  # as it is loaded
        assert _answer(path, base=base) == wanted  # and from the cache
    assert open_graph(path).cache is not None
    assert open_graph(path).space == open_graph(path, memory=True).space


def test_a_file_is_loaded_once_and_told_so(file: Path, told: list[str]) -> None:
    _answer(file)
    assert [line.split(" (")[0] for line in told[:1]] == [
        f"kg: {file} is loaded once into {file}.kg-cache"
    ]
    told.clear()
    _answer(file)
    assert told == []


def test_a_change_that_keeps_size_and_time_is_noticed(file: Path, told: list[str]) -> None:
    long_ago = time.time() - 1000
    os.utime(file, (long_ago, long_ago))
    before = file.stat()
    _answer(file)
    file.write_text(FACTS.replace('"01"', '"77"'))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert file.stat().st_size == before.st_size
    told.clear()
    assert any('"77"' in term for row in _answer(file) for term in row)
    assert "has changed and is loaded again" in told[0]
    assert len([p for p in _entry(file).parent.iterdir() if p.is_dir()]) == 1


def test_a_file_that_was_only_touched_is_not_loaded_again(file: Path, told: list[str]) -> None:
    _answer(file)
    told.clear()
    os.utime(file)
    _answer(file)
    assert told == []


@pytest.mark.parametrize("what", ["cut", "gone", "note", "older", "rotten"])
def test_a_cache_that_is_damaged_or_of_another_version_is_made_anew(
    file: Path, told: list[str], what: str
) -> None:
    wanted = _answer(file)
    entry = _entry(file)
    largest = max((entry / "store").iterdir(), key=lambda p: p.stat().st_size)
    note = entry / cached_files.NOTE
    match what:
        case "cut":
            largest.write_bytes(largest.read_bytes()[:-7])
        case "gone":
            (entry / "store" / "CURRENT").unlink()
        case "rotten":
            for path in (entry / "store").glob("*.sst"):
                path.write_bytes(bytes(len(path.read_bytes())))
        case "note":
            note.write_text(note.read_text()[:50])
        case _:
            note.write_text(json.dumps(json.loads(note.read_text()) | {"version": "kg 0.0"}))
    told.clear()
    assert _answer(file) == wanted
    assert len([line for line in told if "is loaded:" not in line]) == 1
    told.clear()
    assert _answer(file) == wanted
    assert told == []


def test_letters_that_rot_in_a_store_are_told_and_the_next_answer_is_right(
    file: Path, run_kg: RunKg
) -> None:
    file.write_text("".join(f"<x:{n}> <x:b> {n} .\n" for n in range(8_000)))
    wanted = _answer(file)
    for path in (_entry(file) / "store").glob("*.sst"):
        held = bytearray(path.read_bytes())
        if len(held) > 10_000:  # the smallest is read when the store is opened
            held[len(held) // 3] ^= 0xFF
        path.write_bytes(held)
    ran = run_kg("query", "-e", "SELECT * { ?s ?p ?o }", "-f", "csv", "--graph", file)
    assert ran.code == 2
    assert "its cache was damaged and is put away; ask again" in ran.stderr
    assert _answer(file) == wanted


def test_where_nothing_can_be_written_beside_the_user_keeps_the_cache(
    file: Path, tmp_path: Path, told: list[str]
) -> None:
    (tmp_path / "facts.ttl.kg-cache").write_text("no folder")
    wanted = _answer(file, memory=True)
    assert _answer(file) == wanted
    assert str(tmp_path / "mine" / "kg") in told[0]
    told.clear()
    assert (_answer(file), told) == (wanted, [])


def test_where_nothing_can_be_written_at_all_the_file_is_read_into_memory(
    file: Path, tmp_path: Path, told: list[str]
) -> None:
    (tmp_path / "facts.ttl.kg-cache").write_text("no folder")
    (tmp_path / "mine").write_text("no folder either")
    wanted = _answer(file, memory=True)
    for _ in range(2):
        told.clear()
        assert _answer(file) == wanted
        assert len(told) == 1
        assert "is read into memory, now and each time" in told[0]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="gives a folder away")
def test_a_cache_that_somebody_else_made_is_not_believed(file: Path, tmp_path: Path) -> None:
    (file.with_name("facts.ttl.kg-cache")).mkdir()
    os.chown(file.with_name("facts.ttl.kg-cache"), 12345, 12345)
    assert _answer(file)
    kept = open_graph(file).cache
    assert kept is not None
    assert kept.folder.is_relative_to(tmp_path / "mine")


def test_what_is_no_rdf_leaves_no_cache(tmp_path: Path) -> None:
    path = tmp_path / "bad.ttl"
    path.write_text(FACTS * 3 + "ex:a ex:b 'unended .")
    with pytest.raises(GraphError, match=r"bad\.ttl: is not Turtle"):
        open_graph(path)
    assert [p.name for p in tmp_path.glob("bad.ttl.kg-cache/*")] == ["lock"]


def test_what_a_killed_process_left_is_swept_and_two_at_once_agree(
    file: Path, told: list[str]
) -> None:
    code = "import sys; from kg.engine.store import open_graph; open_graph(sys.argv[1])"
    file.write_text("".join(f"<x:{n}> <x:b> {n} .\n" for n in range(60_000)))
    begun = subprocess.Popen([sys.executable, "-c", code, str(file)], stderr=subprocess.DEVNULL)
    place = file.with_name(file.name + cached_files.SUFFIX)
    while not list(place.glob(f"{cached_files.FRESH}*/store/CURRENT")):
        assert begun.poll() is None
        time.sleep(0.01)
    begun.send_signal(signal.SIGKILL)
    begun.wait()
    assert not list(place.glob("*/cache.json"))
    both = [
        subprocess.Popen([sys.executable, "-c", code, str(file)], stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = sorted(one.communicate()[1] for one in both)
    assert [one.returncode for one in both] == [0, 0]
    assert sum("is loaded:" in text for text in said) == 1
    assert not list(place.glob(f"{cached_files.FRESH}*"))
    assert open_graph(file).query("ASK { <x:59999> <x:b> 59999 }")


def test_what_follows_and_the_index_are_worked_out_once(
    memory_output: Path, tmp_path: Path, told: list[str], run_kg: RunKg
) -> None:
    path = tmp_path / "data.ttl"
    derived = ("counts", "derived", "isLatest", "outcome")
    lines = run_kg("export", "nt", "--graph", memory_output).stdout.splitlines()
    stated = [line for line in lines if not any(f"ns#{name}>" in line for name in derived)]
    path.write_text("\n".join([*stated, ""]))
    told.clear()
    for command in (["show", "old-body"], ["as-of", "2005"]):
        first = run_kg(*command, "--graph", path)
        again = run_kg(*command, "--graph", path)
        shutil.rmtree(file_loading.Path(f"{path}.kg-cache"))
        os.environ[cached_files.ABOVE] = "off"
        plain = run_kg(*command, "--graph", path)
        os.environ[cached_files.ABOVE] = "0"
        assert plain.code == 0
        assert first.stdout == again.stdout == plain.stdout
    graph = open_graph(path)
    index_of(graph).close()
    assert graph.cache is not None
    assert [p.name.split(".")[0] for p in graph.cache.folder.glob("*.sqlite")] == ["index-en"]


def test_a_limit_that_is_no_number_is_refused(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(cached_files.ABOVE, "many")
    with pytest.raises(UsageError, match="KG_CACHE_MB=many: is no number of megabytes, nor 'off'"):
        open_graph(file)
    monkeypatch.setenv(cached_files.ABOVE, "1")
    assert open_graph(file).cache is None


def test_caches_are_listed_and_removed(file: Path, run_kg: RunKg) -> None:
    assert run_kg("cache").code == 1
    assert run_kg("cache", "nosuch.ttl").code == 2
    _answer(file)
    listed = run_kg("cache", file, "-f", "json")
    [row] = json.loads(listed.stdout)
    assert (row["file"], row["statements"], row["state"]) == (str(file), 4, "current")
    file.write_text(FACTS + "ex:c ex:d ex:e .")
    assert json.loads(run_kg("cache", "-f", "json").stdout)[0]["state"] == "its file has changed"
    assert run_kg("cache", "clear", file).code == 0
    assert not file.with_name(file.name + cached_files.SUFFIX).exists()
    assert run_kg("cache", "clear").code == 1
