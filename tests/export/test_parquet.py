"""Parquet as DuckDB and polars read it holds what the program itself tells of a graph."""

from __future__ import annotations

import filecmp
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import duckdb
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.engine.store import LocalGraph
from kg.export import parquet
from kg.export.parquet import PartNames, write_parquet
from kg.history.lives import read_lives
from kg.index.things import find_things
from kg.model.vocabulary import Vocabulary
from tests.conftest import RunKg

Ask = Callable[[str], list[tuple[Any, ...]]]
TABLES = ("nodes", "edges", "claims", "sources")


def _ask(folder: Path) -> Ask:
    """Return what asks the tables of a folder by SQL, through DuckDB."""
    db = duckdb.connect()
    for table in TABLES:
        db.execute(f"CREATE VIEW {table} AS SELECT * FROM '{folder}/{table}/**/*.parquet'")
    return lambda query: db.execute(query).fetchall()


@pytest.fixture(scope="module")
def folder(
    graph: LocalGraph, vocabulary: Vocabulary, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    out = tmp_path_factory.mktemp("parquet") / "out"
    write_parquet(graph, vocabulary, out)
    return out


@pytest.fixture(scope="module")
def ask(folder: Path) -> Ask:
    return _ask(folder)


def _rows(graph: LocalGraph, query: str) -> list[tuple[str, ...]]:
    solutions: Any = graph.query(query)
    return [tuple(term.value for term in row) for row in solutions]


def test_there_is_a_node_for_each_thing_of_its_class(graph: LocalGraph, ask: Ask) -> None:
    things = find_things(graph)
    assert dict(ask("SELECT id, class FROM nodes")) == things
    counted = dict(ask("SELECT class, count(*) FROM nodes GROUP BY class"))
    assert counted == Counter(things.values())


def test_there_is_an_edge_for_each_relation_of_two_things(graph: LocalGraph, ask: Ask) -> None:
    things, space = find_things(graph), graph.space
    wanted = {
        (s, space.local(p), o)
        for s, p, o in _rows(graph, "SELECT ?s ?p ?o { ?s ?p ?o FILTER(isIRI(?s) && isIRI(?o)) }")
        if s in things and o in things
    }
    found = ask("SELECT subject, property, object FROM edges")
    assert {*found} == wanted
    assert len(found) == len(wanted)
    derived = {p for (p,) in ask("SELECT DISTINCT property FROM edges WHERE derived")}
    marked = _rows(graph, "SELECT ?p { ?p nhsit:derived true }")
    assert {"replacedBy", "precedes", "recommends"} <= derived
    assert {space.term(p) for p in derived if ":" not in p} <= {p for (p,) in marked}
    assert "precedes" in {p for (p,) in ask("SELECT DISTINCT property FROM edges WHERE mirrors")}


def test_lives_are_those_that_the_analyses_read(graph: LocalGraph, ask: Ask) -> None:
    found = {
        id: bounds
        for id, *bounds in ask(
            "SELECT id, start_earliest, start_latest, end_earliest, end_latest FROM nodes"
        )
    }
    lives = read_lives(graph, None)
    assert len(lives) > 4
    for life in lives:
        wanted = [
            day
            for span in (life.born, life.ended)
            for day in ((span.earliest, span.latest) if span else (None, None))
        ]
        assert found[graph.space.iri(life.id)] == wanted


def test_outcomes_and_states_stand_as_columns(graph: LocalGraph, ask: Ask) -> None:
    query = "SELECT ?r ?state { ?r a nhsit:Recommendation ; nhsit:state ?state }"
    wanted = {r: graph.space.local(state) for r, state in _rows(graph, query)}
    assert dict(ask("SELECT id, state FROM nodes WHERE class = 'Recommendation'")) == wanted


def test_a_claim_dates_its_edge_and_names_its_sources(graph: LocalGraph, ask: Ask) -> None:
    thing = graph.space.things
    (claim,) = ask("SELECT * EXCLUDE (id, note) FROM claims WHERE rank = 'Normal'")
    assert claim[:9] == (
        f"{thing}old-body", "parentBody", f"{thing}gone", None, "Normal", "High", True, "2006", "2010",
    )  # fmt: skip
    assert [str(day) for day in claim[9:13]] == [
        "2006-01-01",
        "2006-12-31",
        "2010-01-01",
        "2010-12-31",
    ]
    assert claim[13] == [
        {"source": f"{thing}src", "locator": "p. 2"}, {"source": f"{thing}src-2", "locator": None},
    ]  # fmt: skip
    (edge,) = ask(
        "SELECT e.start_earliest, e.end_latest, e.claims = [c.id] FROM edges e JOIN claims c "
        "ON e.subject = c.subject WHERE e.property = 'parentBody' AND c.counts"
    )
    assert [str(part) for part in edge] == ["2006-01-01", "2010-12-31", "True"]
    assert ask("SELECT counts FROM claims WHERE rank = 'Deprecated'") == [(False,)]


def test_sources_are_what_facts_rest_on(graph: LocalGraph, ask: Ask) -> None:
    cited = {s for (s,) in _rows(graph, "SELECT ?s { ?c nhsit:source ?s }")}
    found = ask("SELECT id, title, publisher, kind, url FROM sources ORDER BY id")
    assert {row[0] for row in found} == cited
    assert found[0][1:] == ("A source", "A press", "News", "https://example.org/a")


def test_polars_reads_what_duckdb_reads(folder: Path, ask: Ask) -> None:
    for table in TABLES:
        frame = pl.scan_parquet(folder / table, hive_partitioning=True).collect()
        ((rows,),) = ask(f"SELECT count(*) FROM {table}")
        assert frame.height == rows > 0
    nodes = pl.scan_parquet(folder / "nodes", hive_partitioning=True)
    bodies = nodes.filter(pl.col("class") == "Body").select("id", "start_earliest").collect()
    assert sorted(bodies.rows()) == sorted(
        ask("SELECT id, start_earliest FROM nodes WHERE class = 'Body'")
    )


FOREIGN = """
@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix ex: <http://example.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ex:ann a foaf:Person ; foaf:name "Ann"@en, "Anne"@fr ; foaf:knows ex:bob ; foaf:age 12 ;
  ex:when "2020-01-01T10:00:00+01:00"^^xsd:dateTime ; foaf:homepage <http://ann.example> ; ex:d 1.50 ;
  ex:label "taken" ; ex:seen "2001-01-01"^^xsd:date, "2002-01-01"^^xsd:date .
ex:bob a ex:Other ; foaf:name "Bob" ; foaf:age 13 ; ex:at [ ex:street "x" ] .
ex:cat foaf:knows ex:ann .
"""


def test_a_foreign_graph_has_its_own_classes_and_typed_columns(
    run_kg: RunKg, tmp_path: Path
) -> None:
    (tmp_path / "f.ttl").write_text(FOREIGN, "utf8")
    ran = run_kg("export", "parquet", "--graph", "f.ttl", "-o", "out")
    assert (ran.code, ran.stdout) == (0, "")
    assert ran.stderr == "wrote 3 nodes, 2 edges, 0 claims, 0 sources to out\n"
    ask = _ask(tmp_path / "out")
    assert ask("SELECT class, label, age, name, homepage, d, ex_label FROM nodes ORDER BY label") == [
        ("foaf:Person", "Ann", 12, ["Ann", "Anne"], "http://ann.example", pytest.approx(1.5), "taken"),
        ("ex:Other", "Bob", 13, ["Bob"], None, None, None),
        ("Thing", "ex:cat", None, None, None, None, None),
    ]  # fmt: skip
    kinds = dict(ask("SELECT column_name, column_type FROM (DESCRIBE nodes)"))
    assert kinds["age"] == "BIGINT"
    assert kinds["d"] == "DECIMAL(38,2)" or kinds["d"] == "DECIMAL(38,1)"
    assert kinds["when"] == "TIMESTAMP WITH TIME ZONE"
    assert kinds["seen"] == "DATE[]"


def test_what_is_written_depends_on_the_triples_alone(
    folder: Path, graph: LocalGraph, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    write_parquet(graph, vocabulary, tmp_path / "again")
    files = sorted(p.relative_to(folder) for p in folder.rglob("*.parquet"))
    assert files == sorted(p.relative_to(tmp_path / "again") for p in tmp_path.rglob("*.parquet"))
    same, *others = filecmp.cmpfiles(folder, tmp_path / "again", files, shallow=False)
    assert (len(same), others) == (len(files), [[], []])


def test_few_open_files_and_few_waiting_rows_give_the_same_rows(
    ask: Ask,
    graph: LocalGraph,
    vocabulary: Vocabulary,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, most in (("_GROUP", 2), ("_HELD", 3), ("_OPEN", 2)):
        monkeypatch.setattr(parquet, name, most)
    write_parquet(graph, vocabulary, tmp_path / "out")
    assert len([*(tmp_path / "out").glob("nodes/class=Body/*.parquet")]) > 1
    again = _ask(tmp_path / "out")
    for table in TABLES:
        query = f"SELECT * FROM {table} ORDER BY ALL"
        assert again(query) == ask(query)


@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=80)))
def test_each_class_has_a_folder_of_its_own_that_says_its_name(values: list[str]) -> None:
    names = PartNames("nodes/class")
    places = {value: names.place(value) for value in values}
    assert len({place.lower() for place in places.values()}) == len(places)
    for value, place in places.items():
        written = place.removeprefix("nodes/class=")
        assert unquote(written) == value or len(written) > 220
        assert "/" not in written
        assert written.isascii() and len(written) <= 240


def test_a_part_is_written_as_it_is_in_the_other_forms(run_kg: RunKg, memory_output: Path) -> None:
    ran = run_kg(
        "export", "parquet", "--graph", memory_output, "--type", "Recommendation", "-o", "out"
    )
    assert ran.code == 0
    ask = _ask(Path("out").resolve())
    named = dict(ask("SELECT class, count(*) FROM nodes GROUP BY class"))
    assert named["Recommendation"] == 2
    assert {s for (s,) in ask("SELECT DISTINCT unnest(sources).source FROM nodes")} <= {
        s for (s,) in ask("SELECT id FROM sources")
    }


def test_a_graph_without_things_is_said_to_be_so(run_kg: RunKg, tmp_path: Path) -> None:
    (tmp_path / "none.nt").write_text("", "utf8")
    for form in ("parquet", "sqlite", "neo4j"):
        ran = run_kg("export", form, "--graph", "none.nt", "-o", "out")
        assert (ran.code, ran.stdout) == (1, "")
        assert ran.stderr == "kg: none.nt: nothing to export: the graph holds no thing\n"
        assert sorted(path.name for path in tmp_path.iterdir()) == ["none.nt"]


def test_without_pyarrow_it_says_what_mends_it(
    run_kg: RunKg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "f.ttl").write_text(FOREIGN, "utf8")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    ran = run_kg("export", "parquet", "--graph", "f.ttl", "-o", "out")
    assert ran.code == 2
    assert ran.stderr.startswith("kg: kg export parquet needs more libraries: pip install '")
    assert ran.stderr.endswith("[parquet]'\n")
    assert [path.name for path in tmp_path.iterdir()] == ["f.ttl"]
