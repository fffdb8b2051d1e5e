from __future__ import annotations

import gzip
import io
import shutil
import zipfile
from pathlib import Path

import pytest

from kg.engine.graph import SparqlGraph
from kg.errors import UsageError
from kg.export.rdf import read_lines, read_statements, write_nquads, write_turtle
from kg.index.index import index_of
from kg.pages.built_tables import read_built_tables
from kg.pages.downloads import Downloads
from kg.pages.frame import Frame
from kg.pages.library import Library


def _content(frame: Frame, path: str) -> bytes:
    document = Downloads(frame).render(path)
    assert document is not None
    return document.content


def test_each_file_of_the_record_holds_what_export_writes(railway_frame: Frame) -> None:
    graph = railway_frame.library.graph
    turtle = gzip.decompress(_content(railway_frame, "downloads/railway.ttl.gz")).decode()
    assert turtle == write_turtle(read_lines(graph), graph.space)
    quads = gzip.decompress(_content(railway_frame, "downloads/railway.nq.gz")).decode()
    assert quads == write_nquads(read_statements(graph))


def test_the_archive_holds_the_tables_and_their_description_and_no_day(
    railway_frame: Frame,
) -> None:
    packed = _content(railway_frame, "downloads/railway-tables.zip")
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        names = archive.namelist()
        assert names == sorted(names)
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.read("datapackage.json") == _content(railway_frame, "datapackage.json")
        for name, table in railway_frame.library.tables.items():
            assert archive.read(f"tables/{name}.csv") == table


def test_the_same_record_gives_the_same_bytes(railway_output: Path, railway_frame: Frame) -> None:
    again = Downloads(railway_frame)
    for path in again.paths():
        document = again.render(path)
        assert document is not None
        assert document.content == _content(railway_frame, path)


def test_without_tables_there_is_no_package(railway_graph: SparqlGraph) -> None:
    downloads = Downloads(Frame(Library(railway_graph)))
    assert not [p for p in downloads.paths() if "table" in p or "package" in p]
    assert downloads.render("datapackage.json") is None


def test_tables_of_another_build_are_refused_with_their_row(
    railway_output: Path, railway_graph: SparqlGraph, tmp_path: Path
) -> None:
    folder = tmp_path / "data"
    shutil.copytree(railway_output.parent / "data", folder)
    bodies = folder / "bodies.csv"
    rows = bodies.read_text("utf8").splitlines()
    bodies.write_text("\n".join([rows[0], *rows[2:], ""]), "utf8")
    with pytest.raises(UsageError, match=r"bodies\.csv:2: is .* run 'kg build' again"):
        read_built_tables(folder, index_of(railway_graph))


def test_a_folder_without_tables_is_refused(railway_graph: SparqlGraph, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no table"):
        read_built_tables(tmp_path, index_of(railway_graph))


@pytest.mark.parametrize("path", ["tables/../data.html", "tables/bodies", "downloads/x.ttl"])
def test_a_path_that_is_none_is_nothing(railway_frame: Frame, path: str) -> None:
    assert Downloads(railway_frame).render(path) is None
