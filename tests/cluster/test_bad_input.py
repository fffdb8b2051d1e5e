"""What is wrong is told in one line before a cluster is troubled, or within a bounded time."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kg.cluster.jobs import JOBS, find_job
from kg.cluster.parquet_record import check_tables, read_header
from kg.cluster.session import check_libraries, check_master
from kg.errors import GraphError, MissingExtra, UsageError
from kg.export.parquet import TABLES
from kg.export.parquet_header import HEADER, LAYOUT, read_classes_of, write_header
from kg.model.vocabulary import Vocabulary
from tests.conftest import RunKg, plain_graph


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """A folder that looks like tables, and holds no row."""
    folder = tmp_path / "tables"
    for name in TABLES:
        (folder / name).mkdir(parents=True)
    (folder / HEADER).write_text(json.dumps({"layout": LAYOUT}), "utf8")
    return folder


@pytest.mark.parametrize(
    "master", ["", "nonsense", "http://host:7077", "spark://host", "spark://:1", "local[two]"]
)
def test_an_address_that_is_none_is_told_with_what_would_be(master: str) -> None:
    with pytest.raises(UsageError, match=r"expected spark://HOST:PORT, local\[2\]"):
        check_master(master)


@pytest.mark.parametrize("master", ["local", "local[4]", "local[*]", "yarn", "k8s://https://host"])
def test_an_address_at_which_nobody_need_answer_is_taken(master: str) -> None:
    check_master(master)


@contextmanager
def _listening() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield int(server.getsockname()[1])


def test_one_master_of_several_that_answers_is_enough() -> None:
    with _listening() as port:
        check_master(f"spark://127.0.0.1:1,127.0.0.1:{port}")


def test_a_cluster_that_is_not_there_is_told_at_once() -> None:
    with pytest.raises(GraphError, match=r"no Spark cluster answers \(connection refused\)"):
        check_master("spark://127.0.0.1:1")


def test_a_folder_that_is_none_and_one_without_tables_are_told(tables: Path) -> None:
    with pytest.raises(GraphError, match="does not exist; expected a folder of tables"):
        check_tables(str(tables / "nowhere"))
    with pytest.raises(GraphError, match="is a file"):
        check_tables(str(tables / HEADER))
    check_tables(str(tables))
    (tables / "claims").rmdir()
    (tables / "sources").rmdir()
    with pytest.raises(GraphError, match="has no table claims, sources; write it with"):
        check_tables(str(tables))


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("", "is no JSON"),
        ("[1]", "are of layout None, this program reads 1"),
        ('{"layout": 2}', "are of layout 2, this program reads 1"),
    ],
)
def test_tables_of_another_version_are_refused(tables: Path, header: str, told: str) -> None:
    (tables / HEADER).write_text(header, "utf8")
    with pytest.raises(GraphError, match=told):
        check_tables(str(tables))
    (tables / HEADER).unlink()
    with pytest.raises(GraphError, match=f"has no {HEADER} that can be read"):
        check_tables(str(tables))


def test_a_header_gives_back_the_classes_with_their_marks(vocabulary: Vocabulary) -> None:
    graph = plain_graph(
        "nhsit:Trust a owl:Class ; rdfs:subClassOf nhsit:Body . "
        "nhsit:Body a owl:Class ; rdfs:label 'body' ; nhsit:begins true ; nhsit:isPublic true ."
    )
    header = read_header("here", write_header(graph, vocabulary))
    classes = read_classes_of(header)
    assert classes.kinds_with("isPublic") == ("Body", "Trust")
    assert classes.space == graph.space
    assert header["terms"]["NationalTier"] == "national"
    assert header["read_up_to"] is None


def test_no_java_says_what_installs_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyspark")
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(UsageError, match="apt install openjdk-17-jre-headless"):
        check_libraries()


def test_an_old_java_says_what_installs_a_newer_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pyspark")
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    java.write_text("#!/bin/sh\necho 'openjdk version \"1.8.0_412\"' >&2\n", "utf8")
    java.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(UsageError, match="is 8; Spark runs on Java 17 or newer"):
        check_libraries()


def test_without_pyspark_it_says_which_extra_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.cluster.session.find_spec", lambda name: None)
    with pytest.raises(MissingExtra, match=r"pip install '.*\[spark\]'"):
        check_libraries()


def test_jobs_and_tables_are_found_by_name() -> None:
    assert find_job("suppliers") == ("suppliers", "concentration")
    with pytest.raises(UsageError, match="did you mean 'lineage'"):
        find_job("linage")
    with pytest.raises(UsageError, match="did you mean 'families'"):
        find_job("lineage", "famlies")


def test_the_command_lists_its_jobs_and_tells_what_is_missing(run_kg: RunKg, tables: Path) -> None:
    listed = run_kg("cluster", "analyse", "-f", "csv")
    assert [line.split(",")[0] for line in listed.stdout.splitlines()[1:]] == [*JOBS]
    for arguments, told in (
        (["lineage"], "--input: expected the folder"),
        (["lineage", "--on", "2013", "--input", str(tables)], "only 'as-of' is asked about days"),
        (["as-of", "--on", "soon", "--input", str(tables)], "'soon' is not a date"),
        (["lineage", "--set", "memory=1g", "--input", str(tables)], "expected spark.KEY=VALUE"),
    ):
        ran = run_kg("cluster", "analyse", *arguments)
        assert (ran.code, ran.stdout) == (2, "")
        assert told in ran.stderr
        assert ran.stderr.count("\n") == 1
