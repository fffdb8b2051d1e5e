"""The SQLite export is sound, can be searched, and holds what the program tells of a graph."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from kg.engine.store import LocalGraph
from kg.export.sqlite import write_sqlite
from kg.export.sqlite_tables import FIXED
from kg.export.sqlite_views import VIEWS
from kg.history.succession import read_succession
from kg.index.things import find_things
from kg.model.record import Dataset
from kg.model.vocabulary import Vocabulary
from tests.conftest import RunKg
from tests.hostile import HOSTILE, write_graph

RECORD = Dataset(title="A record", licence="CC BY 4.0", licence_url="https://example.org/by")


def _ask(file: Path, query: str, *values: object) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(file)) as db:
        return db.execute(query, values).fetchall()


@pytest.fixture(scope="module")
def file(
    graph: LocalGraph, vocabulary: Vocabulary, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    out = tmp_path_factory.mktemp("sqlite") / "record.db"
    write_sqlite(graph, vocabulary, RECORD, out)
    return out


def test_the_database_is_whole_and_every_reference_leads_somewhere(file: Path) -> None:
    assert _ask(file, "PRAGMA integrity_check") == [("ok",)]
    assert _ask(file, "PRAGMA foreign_key_check") == []
    references = _ask(file, "SELECT count(*) FROM pragma_foreign_key_list('Recommendation')")
    assert references > [(4,)]


def test_each_class_has_a_table_with_a_row_a_thing(graph: LocalGraph, file: Path) -> None:
    things = find_things(graph)
    assert _ask(file, "SELECT count(*) FROM things") == [(len(things),)]
    assert dict(_ask(file, "SELECT iri, class FROM things")) == things
    for kind, number in Counter(things.values()).items():
        assert _ask(file, f'SELECT count(*) FROM "{kind}"') == [(number,)]


def test_what_a_thing_leads_to_once_is_a_reference_and_every_relation_a_row(
    graph: LocalGraph, file: Path
) -> None:
    query = "SELECT r.id, t.label, r.state, r.description FROM Recommendation r JOIN things t " \
            "ON t.id = r.recommendedIn ORDER BY r.id"  # fmt: skip
    assert _ask(file, query)[0] == ("advice-1", "A Report", "ClosedDone", "Do the thing")
    pairs = {(s, o) for s, o in _ask(
        file, "SELECT subject, object FROM relations WHERE property = 'replacedBy'"
    )}  # fmt: skip
    after = read_succession(graph).after
    assert pairs == {(thing, heir) for thing, heirs in after.items() for heir in heirs} != set()


def test_words_of_any_thing_are_found_and_accents_and_endings_make_no_difference(
    file: Path,
) -> None:
    query = "SELECT id FROM things WHERE docid IN (SELECT rowid FROM things_fts WHERE things_fts MATCH ?)"
    assert ("old-body",) in _ask(file, query, "OB")
    assert ("advice-1",) in _ask(file, query, "thing")
    assert ("old-body",) in _ask(file, query, "bodies öld")
    assert _ask(file, query, "nonesuch") == []


def test_the_views_answer(file: Path) -> None:
    views = {name for (name,) in _ask(file, "SELECT name FROM sqlite_master WHERE type = 'view'")}
    assert {"sourced", "related", "lives", "successions", "said_again"} <= views
    assert views <= {view.name for view in VIEWS}
    for view in views:
        _ask(file, f"SELECT * FROM {view}")
    assert ("old-body", "Old Body", "New Body", "new-body", "2013-04-01", "2013-04-01") in _ask(
        file, "SELECT * FROM successions"
    )
    assert ("old-body", "src", "A source", "p. 1") in _ask(
        file, "SELECT id, source, title, locator FROM sourced"
    )


def test_datasette_is_told_of_tables_and_columns_that_are_there(file: Path) -> None:
    told = json.loads(file.with_name("record.metadata.json").read_text("utf8"))
    assert (told["title"], told["license"]) == ("A record", "CC BY 4.0")
    tables = told["databases"]["record"]["tables"]
    assert tables.keys() >= {*FIXED, "Body", "Recommendation", "sourced"}
    for name, about in tables.items():
        columns = {row[1] for row in _ask(file, f'PRAGMA table_info("{name}")')}
        facets = {f["array"] if isinstance(f, dict) else f for f in about.get("facets", ())}
        named = {about[key] for key in ("label_column", "fts_pk") if key in about}
        assert columns >= facets | named | {*about.get("columns", ())}, name
    assert tables["Recommendation"]["facets"] == ["contested", "outcome", "state"]
    assert tables["Body"]["columns"]["tier"]


def test_the_same_graph_gives_the_same_bytes(
    file: Path, graph: LocalGraph, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    write_sqlite(graph, vocabulary, RECORD, tmp_path / "record.db")
    assert (tmp_path / "record.db").read_bytes() == file.read_bytes()
    metadata = "record.metadata.json"
    assert (tmp_path / metadata).read_bytes() == file.with_name(metadata).read_bytes()
    assert len([*tmp_path.iterdir()]) == 2


def test_every_label_is_held(run_kg: RunKg, tmp_path: Path) -> None:
    ran = run_kg("export", "sqlite", "--graph", write_graph(tmp_path, HOSTILE), "-o", "out.db")
    assert ran.code == 0
    assert ran.stderr.endswith("open it with: datasette out.db -m out.metadata.json\n")
    labels = dict(_ask(tmp_path / "out.db", "SELECT id, label FROM Body"))
    assert labels == HOSTILE


def test_classes_of_any_vocabulary_have_tables_whose_names_take_no_others_place(
    run_kg: RunKg, tmp_path: Path
) -> None:
    (tmp_path / "f.ttl").write_text(
        "@prefix x: <http://x.example/> . x:a a x:things ; x:id 1 ; x:select x:b ; x:docid 'y' ."
        "x:b a x:Sources ; x:n 1.5, 2.5 . x:c a <http://x.example/odd%20name> .",
        "utf8",
    )
    assert run_kg("export", "sqlite", "--graph", "f.ttl", "-o", "out.db").code == 0
    file = tmp_path / "out.db"
    assert _ask(file, "PRAGMA foreign_key_check") == []
    assert _ask(file, "SELECT class, label FROM things ORDER BY iri") == [
        ("x:things", "x:a"), ("x:Sources", "x:b"), ("http://x.example/odd%20name", "x:c"),
    ]  # fmt: skip
    assert _ask(file, 'SELECT id, "x_id", "select" FROM "x_things"') == [("x:a", 1, "x:b")]
    assert _ask(file, 'SELECT n FROM "x_Sources"') == [('["1.5", "2.5"]',)]
