"""A graph made on disk is the one made in memory, and leaves nothing when it cannot be made."""

from __future__ import annotations

import gc
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import TableErrors
from kg.make import checked_graph, pipeline
from kg.make.checked_graph import make_graph
from kg.read.shipped import shipped
from tests.conftest import SMALL, write_tables
from tests.memory import MEMORY


def _quads(store: ox.Store) -> set[str]:
    return {str(quad) for quad in store}


def _rows(out: Path) -> list[str]:
    with closing(sqlite3.connect(out / "index.sqlite")) as index:
        return [*index.iterdump()]


def test_a_large_graph_stands_on_disk_and_holds_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = write_tables(tmp_path, MEMORY)
    small = make_graph(data, shipped("ontology"))
    monkeypatch.setattr(checked_graph, "LARGE", 10)
    steps: list[str] = []
    large = make_graph(data, shipped("ontology"), steps.append)
    assert (small.is_on_disk, large.is_on_disk) == (False, True)
    assert _quads(large.store) == _quads(small.store)
    assert [str(f) for f in large.findings] == [str(f) for f in small.findings]
    assert (large.triples, large.inferred) == (small.triples, small.inferred)
    assert list(large.origins) == list(small.origins)
    assert any("on disk, which needs about" in step for step in steps)


def test_what_a_large_graph_took_on_disk_goes_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checked_graph, "LARGE", 10)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "rooms"))
    (tmp_path / "rooms").mkdir()
    checked = make_graph(write_tables(tmp_path, SMALL), shipped("ontology"))
    assert [*(tmp_path / "rooms").iterdir()]
    del checked
    gc.collect()
    assert not [*(tmp_path / "rooms").iterdir()]


def test_a_large_build_writes_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = write_tables(tmp_path, MEMORY)
    pipeline.build(data, tmp_path / "small")
    monkeypatch.setattr(checked_graph, "LARGE", 10)
    pipeline.build(data, tmp_path / "large")
    for name in ("nhs-it.ttl", "nhs-it.html", "build.json"):
        assert (tmp_path / "large" / name).read_bytes() == (tmp_path / "small" / name).read_bytes()
    assert _rows(tmp_path / "large") == _rows(tmp_path / "small")
    stores = [ox.Store.read_only(str(tmp_path / size / "store")) for size in ("small", "large")]
    assert _quads(stores[0]) == _quads(stores[1])


@pytest.mark.parametrize("jobs", [1, 3])
def test_so_many_jobs_write_the_same_bytes(tmp_path: Path, jobs: int) -> None:
    data = write_tables(tmp_path, MEMORY)
    pipeline.build(data, tmp_path / "some", jobs=jobs)
    pipeline.build(data, tmp_path / "all")
    for name in ("nhs-it.ttl", "nhs-it.html", "build.json"):
        assert (tmp_path / "some" / name).read_bytes() == (tmp_path / "all" / name).read_bytes()


def test_a_graph_counts_what_it_holds(tmp_path: Path) -> None:
    checked = make_graph(write_tables(tmp_path, MEMORY), shipped("ontology"))
    default = checked.store.quads_for_pattern(None, None, None, ox.DefaultGraph())
    assert checked.triples == sum(1 for _ in default)


def test_bad_tables_leave_no_file_of_a_build(tmp_path: Path) -> None:
    data = write_tables(tmp_path, {**SMALL, "bodies": [{"id": "Not an id"}]})
    with pytest.raises(TableErrors):
        make_graph(data, shipped("ontology"), folder=tmp_path)
    (tmp_path / checked_graph.ORIGINS).unlink()  # which nothing holds open
