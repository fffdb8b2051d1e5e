"""The doors by which data comes in, and what must hold of each whatever comes.

A door takes an input or says in one line of its own why not; nothing else.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

import pyoxigraph as ox

from kg.engine.store import LocalGraph, open_graph
from kg.errors import KgError, OutputError
from kg.model.terms import SHIPPED
from tests.conftest import ROOT, write_tables
from tests.encoding import encode_tables
from tests.memory import MEMORY

Attempt = Callable[[str, bytes, Random], None]


@dataclass(frozen=True)
class Target:
    """A door: real inputs by name, pieces that mean something to it, and how to try an input."""

    seeds: dict[str, bytes]
    words: tuple[bytes, ...]
    attempt: Attempt


def _check(error: object, lines: int = 1) -> None:
    """Fail where a refusal is not what a person reads: a line, or with where it is in a query."""
    text = str(error)
    assert text.count("\n") < lines, f"more than {lines} lines: {text}"
    assert len(text) < 3000, f"{len(text)} letters: {text[:3000]}"


_RDF_WORDS = (
    b"@prefix x: <http://x/> .", b"@base <", b"PREFIX", b"<<( ", b" )>>", b"{|", b"_:b", b"[]",
    b"()", b"'''", b'"""', b"\\ud800", b"\\u0000", b"@en--ltr", b"^^<x:y>", b"\xef\xbb\xbf",
    b"\x1f\x8b\x08", b"BZh9", b"<!DOCTYPE rdf:RDF [<!ENTITY a \"b\">]>", b"&a;", b"<![CDATA[", b"]]>",
    b'"@context":', b'"@id":', b'"@graph":', b'"@reverse":', b'"@list":', b"null", b"1e999", b"{}",
    b"rdf:parseType=\"Collection\"", b"xml:base=\"x\"", b"rdf:li", b"GRAPH", b" a ", b"01", b"\xed\xa0\x80",
)  # fmt: skip
_ENDINGS = (".ttl", ".nt", ".nq", ".trig", ".rdf", ".jsonld", ".json", ".owl", ".txt", ".gz", "")


@contextmanager
def rdf(folder: Path) -> Iterator[Target]:
    """Read a file of RDF, write it in a form, and read that again: the same statements."""
    from kg.export import rdf as forms

    example = (ROOT / "tests" / "example.ttl").read_bytes()
    blocks = re.split(rb"\n\n+", example)
    head = blocks[0] + b"\n"
    seeds = {f"example-{i}": head + block for i, block in enumerate(blocks[1:])}
    quads = list(ox.parse(example, ox.RdfFormat.TURTLE))[:60]
    for form in (
        ox.RdfFormat.N_QUADS,
        ox.RdfFormat.TRIG,
        ox.RdfFormat.RDF_XML,
        ox.RdfFormat.JSON_LD,
    ):
        written = ox.serialize((quad.triple for quad in quads), format=form)
        seeds[form.file_extension] = bytes(written or b"")
    shapes = (ROOT / "ontology" / "shapes.ttl").read_bytes()
    seeds |= {f"shapes-{i}": shapes[i : i + 3000] for i in range(0, len(shapes), 3000)}
    seeds["terms"] = b'<x:a> <x:b> <<( _:c <x:d> "e"@ar--rtl )>> .\n_:c <x:e> "01"^^<x:f>, _:c .\n'

    def attempt(_: str, data: bytes, random: Random) -> None:
        path = folder / f"graph{random.choice(_ENDINGS)}"
        path.write_bytes(data)
        try:
            graph = open_graph(path)
            lines = forms.read_lines(graph)
        except KgError as error:
            _check(error)
            return
        finally:
            path.unlink()
        write, ending = random.choice(((forms.write_turtle, "ttl"), (forms.write_rdfxml, "rdf")))
        again = folder / f"again.{ending}"
        try:
            again.write_text(write(lines, graph.space), "utf8", newline="")
        except OutputError as error:
            _check(error)
            return
        assert forms.read_lines(open_graph(again)) == lines

    yield Target(seeds, _RDF_WORDS, attempt)


_SPARQL_WORDS = (
    b"SELECT * {", b"OPTIONAL {", b"FILTER", b"EXISTS {", b"NOT", b"UNION", b"MINUS {", b"VALUES ?x {",
    b"SERVICE <http://127.0.0.1:1/> {", b"SERVICE", b"BIND(", b" AS ?x)", b"GRAPH ?g {", b"INSERT DATA {",
    b"CONSTRUCT", b"DESCRIBE", b"ASK", b"GROUP BY", b"HAVING", b"ORDER BY", b"LIMIT 1", b"FROM <x:y>",
    b"PREFIX x: <http://127.0.0.1:1/>", b"BASE", b"nhsit:", b"#", b"'''", b'"""', b"\\'", b"\\u0027", b"!",
    b"^", b"|", b"/", b"*", b"+", b"||", b"&&", b"IN (", b"<<( ", b")>>", b"{|", b"|}", b"UNDEF", b"a",
    b"COUNT(DISTINCT", b"REPLACE(", b"IF(", b"?x", b"_:b", b"1e9", b"true", b"\xed\xa0\x80", b"\xe2\x80\xa8",
)  # fmt: skip
_PLANNED = 200
"""Patterns; the engine plans them in the cube of their number, which is what --timeout ends."""
_WEB = re.compile(rb"https?://[\w.:-]+")


@contextmanager
def query(folder: Path) -> Iterator[Target]:
    """Ask a graph of one statement, as `kg query` does; no server is called."""
    from kg.ask.unknown import find_unknown
    from kg.engine.guard import find_refusal
    from kg.engine.patterns import explain_empty, find_patterns

    files = sorted((ROOT / "ontology").glob("*/**/*.rq"))
    seeds = {path.stem: _WEB.sub(b"http://127.0.0.1:1", path.read_bytes()) for path in files}
    store = ox.Store()
    store.add(ox.Quad(*(ox.NamedNode(f"http://127.0.0.1:1/{name}") for name in "spo")))
    graph = LocalGraph(store, "here")

    def attempt(_: str, data: bytes, random: Random) -> None:
        text = data.decode("utf8", "replace")
        if sum(map(text.count, ".;{")) > _PLANNED and find_refusal(text) is None:
            return
        try:
            if find_refusal(text) is None:
                find_unknown(graph, text)
            found: Any = graph.query(text)
            rows = bool(found) if isinstance(found, ox.QueryBoolean) else list(islice(found, 100))
            if not rows and random.randrange(5) == 0:  # rdflib's parser, which takes its time
                explain_empty(graph, text, {})
            if random.randrange(10) == 0:
                find_patterns(text, graph.space)
        except KgError as error:
            _check(error, 3)
        except (RuntimeError, OSError) as error:  # told in a line by whoever reads the rows
            assert getattr(error, "errno", None) is None
            assert "127.0.0.1" not in str(error), f"a server was called: {error}"

    yield Target(seeds, _SPARQL_WORDS, attempt)


_CELLS = (
    b"|", b";", b"src", b"src#p. 1", b"#", b"..", b"2013", b"2013-04", b"2013-02-30", b"9999", b"1948~",
    b"199X", b"0000-00-00", b"-1", b"\xe2\x88\x921", b"1e6", b"TRUE", b"true", b"new-body", b"old-body",
    b"https://x/%zz", b"http://[::1", b"http://a:b", b"//", b"\xc2\xa0", b"\xe2\x80\x8b", b"\xef\xbb\xbf",
    b"=1", b"\t", b"sep=,\n", b"<html>", b"PK\x03\x04", b"\xff\xfe", b"\n\n", b'""', b"\xef\xbf\xbf", b"\x9b",
    b"Replacement", b"Body", b"normal", b"deprecated", b"<b>", b"\xf0\x9f\x8f\xa5", b"nan", b"1,000",
)  # fmt: skip


@contextmanager
def tables(folder: Path) -> Iterator[Target]:
    """Read a record with one table changed; load its graph where every row is taken, or mend it.

    What was mended needs no mending.
    """
    from kg.errors import TableErrors
    from kg.make.repairing import repair
    from kg.read.ontology import load_vocabulary

    vocabulary = load_vocabulary(ROOT / "ontology")
    data = write_tables(folder, MEMORY)
    small = {path.name: path.read_bytes() for path in data.glob("*.csv")}
    seeds = {f"small {name}": content for name, content in small.items()}
    for path in sorted((ROOT / "data").glob("*.csv")):
        seeds[f"shipped {path.name}"] = b"".join(path.read_bytes().splitlines(True)[:30])

    def attempt(name: str, content: bytes, random: Random) -> None:
        place = data / name.split()[1]
        place.write_bytes(content)
        try:
            lines = encode_tables(data, vocabulary).lines
            ox.Store().bulk_load("\n".join([*lines, ""]).encode(), ox.RdfFormat.N_TRIPLES)
        except TableErrors as error:
            for line in error.problems:
                _check(line)
            if random.randrange(3) == 0 and repair(data, folder / "mended", force=True).mended:
                assert not repair(folder / "mended", folder / "again", force=True).mended
        except KgError as error:
            _check(error)
        finally:
            if place.name in small:
                place.write_bytes(small[place.name])
            else:
                place.unlink()

    yield Target(seeds, _CELLS, attempt)


def _reply(status: str, kind: str, body: str, *headers: str) -> bytes:
    size = f"Content-Length: {len(body.encode())}"
    head = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", size, *headers]
    return "\r\n".join([*head, "", body]).encode()


_JSON = "application/sparql-results+json"
_ROWS = (
    '{"head":{"vars":["s","o"]},"results":{"bindings":[{"s":{"type":"uri","value":"x:a"},'
    '"o":{"type":"literal","value":"b","xml:lang":"en"}},{"s":{"type":"bnode","value":"c"}}]}}'
)
_TRUTH = (
    '<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head/>'
    "<boolean>true</boolean></sparql>"
)
_REPLIES = {
    "rows": _reply("200 OK", _JSON, _ROWS),
    "truth": _reply("200 OK", "application/sparql-results+xml", _TRUTH),
    "table": _reply("200 OK", "text/tab-separated-values", '?s\t?o\n<x:a>\t"b"@en\n'),
    "lines": _reply("200 OK", "application/n-triples", '<x:a> <x:b> "c"@en .\n_:d <x:e> _:d .\n'),
    "turtle": _reply("200 OK", "text/turtle", "@prefix x: <x:> .\nx:a x:b (1 2) .\n"),
    "plain": _reply("200 OK", "text/plain", "<x:a> <x:b> <x:c> .\n"),
    "part": _reply("206 Partial Content", _JSON, _ROWS, "Content-Range: bytes 0-1/2"),
    "stopped": _reply("200 OK", _JSON, _ROWS, "X-SQL-State: S1TAT", "X-SPARQL-MaxRows: 2"),
    "moved": _reply("307 Temporary Redirect", "text/html", "moved", "Location: /sparql"),
    "refused": _reply("400 Bad Request", "text/plain", "Virtuoso 37000 Error: syntax error"),
    "login": _reply("401 No", "text/plain", "", 'WWW-Authenticate: Digest realm="x", nonce="y"'),
    "chunks": b"HTTP/1.1 200 OK\r\nContent-Type: text/turtle\r\nTransfer-Encoding: chunked\r\n\r\n"
    b"6\r\n<x:a> \r\nc\r\n<x:b> <x:c>.\r\n0\r\n\r\n",
}
_HEADS = (
    b"HTTP/1.1 200 OK\r\n", b"HTTP/9 ", b"100 Continue", b"999", b"Content-Length: -1\r\n", b"\r\n\r\n",
    b"Content-Length: 99999999999999999999\r\n", b"Transfer-Encoding: chunked\r\n", b"ffffffffffffffff\r\n",
    b"Content-Encoding: gzip\r\n", b"Location: ", b"file:///etc/passwd", b"http://[", b"ftp://x/", b"//",
    b"X-SPARQL-MaxRows: ", b"Content-Type: ", b"charset=utf-16", b"\xc2\xb2", b"\x1b[2J", b"1e9", b"null",
    b"text/turtle", b"application/n-triples", b"303 See Other", b"308 ", b"Set-Cookie: a=b\r\n", b": ", b"%",
    b"Basic realm=", b"WWW-Authenticate: Digest qop=auth-int, algorithm=", b"\\ud800", b"[" * 500,
)  # fmt: skip


@contextmanager
def remote(folder: Path) -> Iterator[Target]:
    """Ask an endpoint of this machine, which answers with a changed reply."""
    from kg.engine.remote import RemoteGraph
    from tests.server import play

    said = [b""]
    resolve = socket.getaddrinfo

    def resolve_here(host: Any, *rest: Any, **more: Any) -> Any:
        if host not in ("127.0.0.1", "localhost"):
            raise socket.gaierror(f"{host!r} is another machine")
        return resolve(host, *rest, **more)

    with play(lambda: said) as script, patch("socket.getaddrinfo", resolve_here):

        def attempt(_: str, data: bytes, random: Random) -> None:
            said[0] = data
            known = SHIPPED if random.randrange(4) else None
            graph = RemoteGraph(script.address, wait=2.0, whole=5.0, known=known)
            try:
                found: Any = graph.query(random.choice(("SELECT * { ?s ?p ?o }", "ASK {}")))
                if not isinstance(found, ox.QueryBoolean):
                    list(found)
            except KgError as error:
                _check(error)
            script.requests.clear()

        yield Target(_REPLIES, _HEADS, attempt)


TARGETS: dict[str, Callable[[Path], AbstractContextManager[Target]]] = {
    "rdf": rdf,
    "query": query,
    "tables": tables,
    "remote": remote,
}
