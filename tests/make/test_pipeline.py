"""The build as a whole: what it leaves, what it refuses, and that it repeats itself exactly."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from kg.errors import TableErrors, UsageError
from kg.make import pipeline
from kg.make.pipeline import CheckFailed
from kg.model import terms
from tests.conftest import ROOT, SMALL, write_tables


def _hashes(out: Path) -> dict[str, str]:
    """Every file that can be seen in an output folder -> its digest; the store by its triples."""
    return {
        str(path.relative_to(out)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.name not in ("LOCK", "LOG") and ".builds" not in path.parts
    }


def test_a_build_leaves_turtle_page_store_and_what_it_was_made_of(small_tables: Path) -> None:
    out = small_tables.parent / "output"
    report = pipeline.build(small_tables, out)
    assert not report.is_unchanged
    assert report.kinds["body"] == 2
    assert report.sources == 1
    for part in pipeline.list_parts("nhs-it"):
        assert (out / part).exists()
    assert report.page.read_text("utf8").startswith("<!DOCTYPE html>")


def test_the_store_and_the_turtle_hold_the_same_triples(small_tables: Path) -> None:
    out = small_tables.parent / "output"
    report = pipeline.build(small_tables, out)
    store = ox.Store.read_only(str(out / "store"))
    stored = {str(q.triple) for q in store.quads_for_pattern(None, None, None, ox.DefaultGraph())}
    written = rdflib.Graph().parse(out / "nhs-it.ttl")
    assert report.triples == len(stored) == len(written)
    assert not any(isinstance(term, rdflib.BNode) for triple in written for term in triple)


def test_layers_are_marked_in_the_store(small_tables: Path) -> None:
    out = small_tables.parent / "output"
    pipeline.build(small_tables, out)
    store = ox.Store.read_only(str(out / "store"))
    answer = store.query(
        "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g",
    )
    assert [s["g"].value for s in answer] == [
        terms.SHIPPED.layer(name) for name in ("inferred", "meta", "vocab")
    ]
    ask = "ASK { GRAPH graph:inferred { id:old-body nhsit:replacedBy id:new-body } }"
    assert bool(store.query(ask, prefixes=terms.SHIPPED.prefixes))


def test_unchanged_input_is_not_built_again_unless_forced(small_tables: Path) -> None:
    out = small_tables.parent / "output"
    pipeline.build(small_tables, out)
    live = (out / ".current").readlink()
    assert pipeline.build(small_tables, out).is_unchanged
    assert (out / ".current").readlink() == live
    assert not pipeline.build(small_tables, out, force=True).is_unchanged
    assert (out / ".current").readlink() != live


def test_a_changed_cell_or_a_lost_part_is_built_again(small_tables: Path) -> None:
    out = small_tables.parent / "output"
    pipeline.build(small_tables, out)
    (out / "nhs-it.html").unlink()
    assert not pipeline.build(small_tables, out).is_unchanged
    path = small_tables / "bodies.csv"
    path.write_text(path.read_text("utf8").replace("New Body", "Newer Body"), "utf8")
    assert not pipeline.build(small_tables, out).is_unchanged
    assert '"Newer Body"@en' in (out / "nhs-it.ttl").read_text("utf8")


@pytest.mark.parametrize(
    "changed",
    [
        "explorer/web/page/style.css", "explorer/web/network/network.css",
        "explorer/web/page/page.html", "explorer/web/core/dates.js", "explorer/page.py",
    ],
)  # fmt: skip
def test_a_change_of_the_page_itself_is_built_again(
    small_tables: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, changed: str
) -> None:
    program = tmp_path / "program"
    shutil.copytree(pipeline.PACKAGE, program, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(pipeline, "PACKAGE", program)
    before = pipeline.take_fingerprint(small_tables, ROOT / "ontology")
    assert pipeline.take_fingerprint(small_tables, ROOT / "ontology") == before
    with (program / changed).open("a", encoding="utf8") as stream:
        stream.write("\n")
    assert pipeline.take_fingerprint(small_tables, ROOT / "ontology") != before


def test_bad_tables_leave_the_earlier_output_as_it_was(small_tables: Path) -> None:
    out = small_tables.parent / "output"
    pipeline.build(small_tables, out)
    before = _hashes(out)
    (small_tables / "topics.csv").write_text("nonsense\n", "utf8")
    with pytest.raises(TableErrors):
        pipeline.build(small_tables, out)
    assert _hashes(out) == before


def test_a_violation_leaves_the_earlier_output_as_it_was(small_tables: Path) -> None:
    out = small_tables.parent / "output"
    pipeline.build(small_tables, out)
    before = _hashes(out)
    twice = SMALL["events"][0] | {"id": "twice"}
    write_tables(small_tables.parent, {"events": [SMALL["events"][0], twice]})
    with pytest.raises(CheckFailed) as raised:
        pipeline.build(small_tables, out)
    assert raised.value.exit_code == 1
    assert "data/bodies.csv:2" in str(raised.value)
    assert _hashes(out) == before
    assert sorted(p.name for p in (out / ".builds").iterdir()) == [
        (out / ".current").readlink().name
    ]


def test_a_first_build_that_fails_leaves_no_folder(tmp_path: Path) -> None:
    data = write_tables(tmp_path, {"bodies": [SMALL["bodies"][0] | {"sources": "none"}]})
    with pytest.raises(TableErrors):
        pipeline.build(data, tmp_path / "output")
    assert not (tmp_path / "output").exists()


def test_what_else_stands_in_the_output_folder_stays(small_tables: Path) -> None:
    out = small_tables.parent / "output"
    out.mkdir()
    (out / "mine.csv").write_text("a\n", "utf8")
    (out / "nhs-it.ttl").write_text("an older program wrote this\n", "utf8")
    (out / "store").mkdir()
    (out / "store" / "CURRENT").write_text("MANIFEST-000001\n", "utf8")
    pipeline.build(small_tables, out)
    pipeline.build(small_tables, out, force=True)
    assert (out / "mine.csv").read_text("utf8") == "a\n"
    assert "Old Body" in (out / "nhs-it.ttl").read_text("utf8")


def test_nothing_written_names_the_machine(small_tables: Path) -> None:
    out = small_tables.parent / "output"
    pipeline.build(small_tables, out)
    for part in ("nhs-it.ttl", "nhs-it.html", "build.json"):
        assert str(small_tables.parent) not in (out / part).read_text("utf8")


def test_the_data_here_is_used_before_the_shipped(
    small_tables: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(small_tables.parent)
    assert pipeline.find_data(None) == Path("data")
    monkeypatch.chdir("/")
    assert pipeline.find_data(None) == ROOT / "data"
    assert pipeline.find_ontology(small_tables) == ROOT / "ontology"


def test_an_ontology_that_does_not_parse_is_told(small_tables: Path) -> None:
    broken = small_tables.parent / "ontology"
    shutil.copytree(ROOT / "ontology", broken)
    (broken / "nhs-it.ttl").write_text("@prefix", "utf8")
    with pytest.raises(UsageError, match=r"nhs-it\.ttl: is not Turtle"):
        pipeline.build(small_tables, small_tables.parent / "output")


def _shuffle(data: Path, seed: int) -> None:
    for path in sorted(data.glob("*.csv")):
        with path.open(encoding="utf8", newline="") as stream:
            header, *rows = csv.reader(stream)
        random.Random(seed).shuffle(rows)
        with path.open("w", encoding="utf8", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerows([header, *rows])


@pytest.mark.slow
def test_the_shipped_graph_is_the_same_bytes_whatever_the_order_of_rows_and_the_hash_seed(
    tmp_path: Path, shipped_output: Path
) -> None:
    data = tmp_path / "data"
    shutil.copytree(ROOT / "data", data)
    _shuffle(data, 11)
    subprocess.run(
        [sys.executable, "-m", "kg", "build", "--quiet", "--out", "output"],
        cwd=tmp_path, env={**os.environ, "PYTHONHASHSEED": "7"}, check=True, capture_output=True,
    )  # fmt: skip
    for part in ("nhs-it.ttl", "nhs-it.html"):
        assert (tmp_path / "output" / part).read_bytes() == (shipped_output / part).read_bytes()
    manifests = [
        json.loads((folder / "build.json").read_text("utf8"))
        for folder in (tmp_path / "output", shipped_output)
    ]
    for manifest in manifests:
        manifest.pop("fingerprint")
        manifest["warnings"] = len(manifest["warnings"])  # their rows have moved
    assert manifests[0] == manifests[1]


@pytest.mark.parametrize("library", pipeline.LIBRARIES)
def test_an_upgrade_of_a_library_that_shapes_the_page_is_a_change(
    small_tables: Path, monkeypatch: pytest.MonkeyPatch, library: str
) -> None:
    before = pipeline.take_fingerprint(small_tables, ROOT / "ontology")
    monkeypatch.setattr(pipeline, "version", lambda name: "9.9" if name == library else "1.0")
    first = pipeline.take_fingerprint(small_tables, ROOT / "ontology")
    monkeypatch.setattr(pipeline, "version", lambda name: "1.0")
    assert len({before, first, pipeline.take_fingerprint(small_tables, ROOT / "ontology")}) == 3


def test_what_a_record_says_of_itself_and_adds_to_the_vocabulary_is_part_of_its_build(
    small_tables: Path,
) -> None:
    own = small_tables.parent / "ontology"
    seen = {pipeline.take_fingerprint(small_tables, pipeline.find_ontology(small_tables))}
    (own / "questions").mkdir(parents=True)
    for path, text in (
        (small_tables / "dataset.toml", 'title = "Another"'),
        (own / "additions.ttl", "# nothing"),
        (own / "questions" / "mine.rq", "# title: T"),
    ):
        path.write_text(text, "utf8")
        seen.add(pipeline.take_fingerprint(small_tables, pipeline.find_ontology(small_tables)))
    assert len(seen) == 4


def test_an_ontology_beside_the_tables_is_kept_with_the_build(
    small_tables: Path, tmp_path: Path
) -> None:
    own = tmp_path / "ontology"
    own.mkdir()
    (own / "additions.ttl").write_text("# nothing", "utf8")
    (own / "notes.txt").write_text("private", "utf8")
    pipeline.build(small_tables, tmp_path / "out")
    assert [p.name for p in (tmp_path / "out" / "ontology").iterdir()] == ["additions.ttl"]
    (own / "additions.ttl").unlink()
    pipeline.build(small_tables, tmp_path / "out")
    assert not (tmp_path / "out" / "ontology").exists()
    assert not (tmp_path / "out" / "ontology").is_symlink()
