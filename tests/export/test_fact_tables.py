"""`kg export facts`: build, export, build gives the same bytes; a part builds; the rest is told."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kg.make import pipeline
from kg.make.checked_graph import make_graph
from kg.model import schema
from kg.read.dataset import load_dataset
from tests.conftest import ROOT, RunKg
from tests.server import serve

FOREIGN = """@prefix ex: <http://example.org/> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .
ex:a a foaf:Person ; foaf:name "A" .
"""


def _rows(folder: Path) -> dict[str, list[list[str]]]:
    found = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf8", newline="") as stream:
            head, *rows = csv.reader(stream)
        assert head == [name for name in schema.BY_NAME[path.stem].names if name in head]
        found[path.stem] = sorted(rows)
    return found


@pytest.fixture(scope="module")
def exported(memory_output: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of the small history, from its build."""
    from kg.engine.store import open_graph
    from kg.export.files import write_new_folder
    from kg.make.formats import render_facts, take_part

    folder = tmp_path_factory.mktemp("facts") / "data"
    write_new_folder(folder, render_facts(take_part(open_graph(memory_output))).files)
    return folder


def test_what_is_built_from_exported_facts_is_the_same_byte_for_byte(
    memory_output: Path, exported: Path
) -> None:
    report = pipeline.build(exported, exported.parent / "output")
    again, before = (place / "nhs-it.ttl" for place in (report.out, memory_output))
    assert again.read_bytes() == before.read_bytes()


def test_a_build_gives_its_rows_in_the_order_of_its_tables(
    memory_output: Path, exported: Path
) -> None:
    data = memory_output.parent / "data"
    for name in ("bodies", "events", "tenures", "recommendations"):
        column = schema.BY_NAME[name].names[0]
        with (data / f"{name}.csv").open(encoding="utf8") as before:
            wanted = [row[column] for row in csv.DictReader(before)]
        with (exported / f"{name}.csv").open(encoding="utf8") as after:
            assert [row[column] for row in csv.DictReader(after)] == wanted
    assert load_dataset(exported) == load_dataset(data)


def test_turtle_and_a_server_give_the_tables_that_the_build_gives(
    memory_output: Path, exported: Path, tmp_path: Path, run_kg: RunKg
) -> None:
    turtle = memory_output / "nhs-it.ttl"
    with serve(turtle, tmp_path) as address:
        for number, place in enumerate((turtle, address)):
            folder = tmp_path / f"of-{number}"
            ran = run_kg("export", "facts", "--graph", place, "-o", folder)
            assert (ran.code, ran.stdout) == (0, ""), ran.stderr
            assert "in no table" not in ran.stderr
            assert _rows(folder) == _rows(exported) | {"synonyms": _rows(folder)["synonyms"]}


@pytest.mark.parametrize(
    "part", [("--about", "old-body"), ("--type", "Recommendation"), ("--as-of", "2005")]
)
def test_a_part_builds_as_it_takes_along_what_its_rows_refer_to(
    memory_output: Path, tmp_path: Path, run_kg: RunKg, part: tuple[str, str]
) -> None:
    folder = tmp_path / "part"
    ran = run_kg("export", "facts", "--graph", memory_output, *part, "-o", folder)
    if "no entity" in ran.stderr:
        pytest.fail(ran.stderr)
    assert ran.code == 0, ran.stderr
    checked = make_graph(folder, ROOT / "ontology")
    assert [str(f) for f in checked.findings if f.severity == "violation"] == []


def test_a_graph_in_foreign_words_has_no_tables_and_says_what_it_holds(
    tmp_path: Path, run_kg: RunKg
) -> None:
    (tmp_path / "foreign.ttl").write_text(FOREIGN)
    ran = run_kg("export", "facts", "--graph", "foreign.ttl", "-o", "out")
    assert ran.code == 1
    assert "2 statements are in no table: <http://example.org/a>" in ran.stderr
    assert not (tmp_path / "out").exists()


def test_what_no_table_holds_is_told_and_the_rest_written(
    memory_output: Path, tmp_path: Path, run_kg: RunKg
) -> None:
    turtle = (memory_output / "nhs-it.ttl").read_text("utf8")
    (tmp_path / "more.ttl").write_text(f"{turtle}\n{FOREIGN}", "utf8")
    ran = run_kg("export", "facts", "--graph", "more.ttl", "-o", "out")
    assert ran.code == 0
    assert "2 statements are in no table" in ran.stderr
    assert (tmp_path / "out" / "bodies.csv").exists()


def test_a_folder_that_holds_anything_is_left_as_it_is(
    memory_output: Path, tmp_path: Path, run_kg: RunKg
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "bodies.csv").write_text("mine")
    ran = run_kg("export", "facts", "--graph", memory_output, "-o", "data")
    assert (ran.code, ran.stderr) == (2, "kg: data: is not empty; name a new folder\n")
    assert [p.name for p in tmp_path.iterdir()] == ["data"]
    assert run_kg("export", "facts", "--graph", memory_output).code == 2
