"""Triples sorted on disk are those of the graph, whatever the size of the pieces."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.engine.store import LocalGraph, open_graph
from kg.export.rdf import read_lines
from kg.export.sorted_triples import _has_blanks, read_subjects, sort_triples


@pytest.mark.parametrize("piece", [500, 5000, 1 << 20])
def test_the_pieces_leave_no_trace(
    small: LocalGraph, lines: list[str], tmp_path: Path, piece: int
) -> None:
    found = sort_triples(small, tmp_path, piece)
    assert found.read_text("utf8") == "".join(f"{line}\n" for line in lines)
    assert [path.name for path in tmp_path.iterdir()] == [found.name]


def test_each_subject_comes_once_with_all_that_is_said_of_it(
    small: LocalGraph, lines: list[str], tmp_path: Path
) -> None:
    subjects = list(read_subjects(sort_triples(small, tmp_path)))
    assert len({subject for subject, _ in subjects}) == len(subjects)
    told = [
        f"{s} {p} {o} ." for s, said in subjects for p, objects in said.items() for o in objects
    ]
    assert told == lines


def test_blank_nodes_have_the_names_that_every_export_gives_them(tmp_path: Path) -> None:
    file = tmp_path / "in.ttl"
    file.write_text(
        "<http://x/a> <http://x/p> [ <http://x/q> 'b', [] ] ; <http://x/r> '_:no' .", "utf8"
    )
    graph = open_graph(file)
    found = sort_triples(graph, tmp_path, 1)
    assert found.read_text("utf8").splitlines() == read_lines(graph)


def test_a_text_that_looks_like_a_blank_node_is_none(tmp_path: Path) -> None:
    dumped = tmp_path / "dumped.nt"
    dumped.write_text('<http://x/a> <http://x/p> " _:b0 and _:b1" .\n', "utf8")
    assert not _has_blanks(dumped)
    dumped.write_text("<http://x/a> <http://x/p> <<( _:b <http://x/p> <http://x/q> )>> .\n", "utf8")
    assert _has_blanks(dumped)
