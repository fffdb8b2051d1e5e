"""The door for RDF: whatever a file is called, however it is packed, it is read or told in a line."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.engine.reading import BASE, load_file
from kg.engine.store import open_graph
from kg.errors import GraphError, UsageError

ONE = b'<http://e/a> <http://e/p> "A" .\n'
XML = (
    b'<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">'
    b'<r:Description r:about="http://e/a"><e:p>A</e:p></r:Description></r:RDF>'
)
JSON = b'{"@id": "http://e/a", "http://e/p": "A"}'
GRAPH = b'<http://e/g> { <http://e/a> <http://e/p> "A" }'
QUAD = b'<http://e/a> <http://e/p> "A" <http://e/g> .\n'
MARK = b"\xef\xbb\xbf"


def _read(path: Path, content: bytes, base: str | None = None) -> list[str]:
    path.write_bytes(content)
    file, _ = load_file(path, base)
    return [str(quad) for quad in file.quads()]


def _told(path: Path, content: bytes) -> str:
    with pytest.raises(GraphError) as raised:
        _read(path, content)
    assert str(raised.value).startswith(f"{path}: ")
    assert len(str(raised.value).splitlines()) == 1
    assert str(raised.value).isprintable()
    return str(raised.value).removeprefix(f"{path}: ")


@pytest.mark.parametrize("name", ["a", "a.txt", "a.ttl", "a.nt", "a.rdf", "a.jsonld", "a.zzz"])
@pytest.mark.parametrize(
    "content",
    [
        pytest.param(ONE, id="triples"),
        pytest.param(b"# a remark\n@prefix e: <http://e/> .\ne:a e:p 'A' .", id="Turtle"),
        pytest.param(b"[] <http://e/p> 'A' .", id="Turtle with a blank node"),
        pytest.param(b"[ <http://e/p> 'A' ] .", id="Turtle that begins with a bracket"),
        pytest.param(GRAPH, id="TriG"),
        pytest.param(b"{ <http://e/a> <http://e/p> 'A' }", id="TriG that begins with a brace"),
        pytest.param(QUAD, id="quads"),
        pytest.param(XML, id="XML without a declaration"),
        pytest.param(b'<?xml version="1.0"?>\n<!-- a remark -->' + XML, id="XML"),
        pytest.param(JSON, id="JSON"),
        pytest.param(b"\n [" + JSON + b"]", id="JSON list"),
        pytest.param(MARK + ONE, id="marked triples"),
        pytest.param(MARK + XML, id="marked XML"),
        pytest.param(MARK + JSON, id="marked JSON"),
    ],
)
def test_content_decides_and_not_the_name(tmp_path: Path, name: str, content: bytes) -> None:
    [found] = _read(tmp_path / name, content)
    assert '<http://e/p> "A"' in found


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
@pytest.mark.parametrize("name", ["a.ttl.gz", "a.ttl", "a"])
def test_a_packed_file_is_unpacked_whatever_its_name(
    tmp_path: Path, pack: Callable[[bytes], bytes], name: str
) -> None:
    assert _read(tmp_path / name, pack(ONE)) == [ONE.decode().removesuffix(" .\n")]
    assert _read(tmp_path / name, pack(MARK + QUAD)) == [QUAD.decode().removesuffix(" .\n")]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.ttl", b"<#t> <#p> <> ."),
        ("a.jsonld", b'{"@context": {"p": {"@id": "http://e/p", "@type": "@id"}}, '
                     b'"@id": "#t", "p": ""}'),
        ("a.rdf", XML.replace(b"http://e/a", b"#t")),
        ("a.trig", b"<#g> { <#t> <#p> <> }"),
    ],
)  # fmt: skip
def test_a_relative_address_starts_from_the_file_or_the_base(
    tmp_path: Path, name: str, content: bytes
) -> None:
    folder = tmp_path / "a folder"
    folder.mkdir()
    assert (folder / name).as_uri() + "#t" in _read(folder / name, content)[0]
    assert "<https://b.example/c#t>" in _read(folder / name, content, "https://b.example/c")[0]
    token = BASE.set("https://cli.example/")
    try:
        assert "<https://cli.example/#t>" in _read(folder / name, content)[0]
    finally:
        BASE.reset(token)


@pytest.mark.parametrize("base", ["here", "/a/b", "", "not an address", "//e/x"])
def test_a_base_must_be_absolute(tmp_path: Path, base: str) -> None:
    if base:
        with pytest.raises(UsageError, match="is no absolute address"):
            _read(tmp_path / "a.ttl", ONE, base)
    else:
        assert _read(tmp_path / "a.ttl", ONE, base)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param(ONE.decode().encode("utf-16"), "is UTF-16", id="UTF-16 with a mark"),
        pytest.param(ONE.decode().encode("utf-16-le"), "is UTF-16", id="UTF-16 without a mark"),
        pytest.param(ONE.decode().encode("utf-32"), "is UTF-16 or UTF-32", id="UTF-32"),
        pytest.param('<x:a> <x:b> "é" .'.encode("latin1"), "in UTF-8", id="Latin-1"),
        pytest.param(b"PK\x03\x04rest", "is a zip archive; unpack it first", id="zip"),
        pytest.param(b"<!DOCTYPE html><p>404", "is an HTML page, not RDF", id="HTML"),
        pytest.param(b"id,label\n1,x\n", "is not ", id="CSV"),
        pytest.param(gzip.compress(ONE * 999)[:60], "cannot be read: ", id="half a gzip file"),
        pytest.param(bz2.compress(b"no RDF"), "is not ", id="packed words"),
        pytest.param(b'{"name": "Trust"}', "says nothing in RDF", id="JSON without a context"),
        pytest.param(b'[{"a": [{"b": 1}]}]', "says nothing in RDF", id="nested JSON"),
        pytest.param(
            b'{"@context": "https://schema.org/", "name": "T"}', "nothing is fetched",
            id="a context elsewhere",
        ),
        pytest.param(b'{"@id": ', "is not JSON-LD: ", id="half of JSON"),
        pytest.param(b"<http://e/a> <http://e/\x1b[31m> 1 .", "is not ", id="an escape"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_in_one_line(tmp_path: Path, content: bytes, told: str) -> None:
    assert told in _told(tmp_path / "a", content)


@pytest.mark.parametrize(
    "content", [b"", b"# nothing\n", b"@prefix e: <http://e/> .", b"{}", b"[]"]
)
def test_a_file_of_nothing_is_a_graph_of_nothing(tmp_path: Path, content: bytes) -> None:
    assert _read(tmp_path / "a.ttl", content) == []
    assert _read(tmp_path / "a", content) == []


def test_the_error_is_of_the_form_that_was_read_furthest(tmp_path: Path) -> None:
    lines = b"@prefix e: <http://e/> .\ne:g { e:a e:b e:c }\ne:g { e:a e:b nonsense }\n"
    assert _told(tmp_path / "a.ttl", lines).startswith("is not TriG: Parser error at line 3")


def test_literals_are_given_as_written_and_asked_by_value(tmp_path: Path) -> None:
    xsd = "http://www.w3.org/2001/XMLSchema#"
    words = [f'"01"^^<{xsd}integer>', f'"1.50"^^<{xsd}decimal>', f'"1"^^<{xsd}boolean>']
    lines = "".join(f"<x:a> <x:p> {word} .\n" for word in words)
    assert _read(tmp_path / "a.nt", lines.encode()) == [f"<x:a> <x:p> {word}" for word in words]
    asked = open_graph(tmp_path / "a.nt").query("SELECT ?o { ?s ?p ?o } ORDER BY STR(?o)")
    assert [row["o"].value for row in asked] == ["1", "1.5", "true"]  # type: ignore[union-attr]


def test_graphs_keep_their_names_and_a_statement_in_two_is_counted_once(tmp_path: Path) -> None:
    text = b"<x:a> <x:b> <x:c> . <x:g> { <x:a> <x:b> <x:c> } _:h { <x:a> <x:b> <x:c> }"
    found = _read(tmp_path / "a.trig", text)
    assert len(found) == 3
    graph = open_graph(tmp_path / "a.trig")
    [[count]] = graph.query("SELECT (COUNT(*) AS ?n) { <x:a> ?p ?o }")  # type: ignore[misc]
    assert count.value == "1"
    assert len(list(graph.query("SELECT ?g { GRAPH ?g { ?s ?p ?o } }"))) == 2  # type: ignore[arg-type]


def test_a_file_that_went_in_the_meantime_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_bytes(ONE)
    file, _ = load_file(tmp_path / "a.ttl")
    (tmp_path / "a.ttl").unlink()
    with pytest.raises(GraphError, match="cannot be read again"):
        list(file.quads())


def test_a_context_within_the_file_is_read_wherever_it_stands(tmp_path: Path) -> None:
    document = {"name": "T", "@id": "http://e/a", "@context": {"name": "http://e/p"}}
    assert _read(tmp_path / "a", json.dumps(document).encode()) == ['<http://e/a> <http://e/p> "T"']
