"""A graph behind an endpoint: what is sent to it, and whatever it may answer."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator
from typing import Any

import pyoxigraph as ox
import pytest

from kg.engine.remote import RemoteGraph
from kg.errors import GraphError, QueryError
from kg.model import terms
from tests.server import Pieces, Script, free_port, play, reply

ROWS = "SELECT ?b WHERE { ?b a ?k }"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: "
NT = b"application/n-triples\r\n"
TRIPLES = [
    f"<{terms.SHIPPED.things}{one}> <{terms.SHIPPED.ns}p> <{terms.SHIPPED.things}c> .\n".encode()
    for one in ("a", "b")
]


def _rows(*values: str) -> str:
    found = [{"b": {"type": "uri", "value": terms.SHIPPED.things + value}} for value in values]
    return json.dumps({"head": {"vars": ["b"]}, "results": {"bindings": found}})


def _ask(pieces: Pieces, text: str = ROWS, **options: Any) -> tuple[Any, Script]:
    with play(pieces) as script:
        return RemoteGraph(script.address, known=terms.SHIPPED, **options).query(text), script


def _error(pieces: Pieces, text: str = ROWS, **options: Any) -> str:
    """Return what is said of a reply, without the address that it begins with."""
    with play(pieces) as script, pytest.raises((GraphError, QueryError)) as raised:
        RemoteGraph(script.address, known=terms.SHIPPED, **options).query(text)
    return str(raised.value).removeprefix(f"{script.address}: ")


def _chunked(*chunks: bytes, ending: bytes = b"0\r\n\r\n") -> Pieces:
    parts = (b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks)
    head = HEAD + NT + b"Transfer-Encoding: chunked\r\n\r\n"
    return lambda: [head, *parts, ending]


# What is sent


def test_a_query_is_posted_as_a_form_that_names_what_can_be_read() -> None:
    _, script = _ask(reply(_rows()))
    [request] = script.requests
    assert request.line == "POST /sparql HTTP/1.1"
    assert request.headers["content-type"] == "application/x-www-form-urlencoded"
    assert request.headers["user-agent"] == "kg"
    assert request.headers["accept"].startswith("application/sparql-results+json, ")
    assert "application/n-triples" in request.headers["accept"]
    assert request.query == ROWS


def test_letters_beyond_ascii_arrive_as_they_are() -> None:
    text = 'SELECT ?b WHERE { ?b rdfs:label "Ŵyl & 100 % +" }'
    _, script = _ask(reply(_rows()), text)
    assert script.requests[0].query.endswith(text)


@pytest.mark.parametrize(
    ("text", "prefixes"),
    [
        pytest.param("ASK { ?a nhsit:p id:b }", {"nhsit", "id"}, id="those that are used"),
        pytest.param("ASK { ?a ?b ?c }", set(), id="none"),
        pytest.param("PREFIX nhsit: <x:>\nASK { ?a nhsit:p ?c }", set(), id="declared"),
        pytest.param("prefix nhsit: <x:> ASK { ?a nhsit:p id:c }", {"id"}, id="in small letters"),
        pytest.param("# PREFIX id: <x:>\nASK { ?a ?p id:c }", {"id"}, id="declared in a comment"),
        pytest.param('ASK { ?a ?p "id:c" }', set(), id="in a text"),
        pytest.param("ASK { ?a ?p <id:c> }", set(), id="in an IRI"),
    ],
)
def test_prefixes_of_the_project_are_declared_where_the_query_does_not(
    text: str, prefixes: set[str]
) -> None:
    _, script = _ask(reply('{"head":{},"boolean":true}'), text)
    sent = script.requests[0].query
    added = sent.removesuffix(text)
    assert sent == added + text
    assert added == "".join(
        f"PREFIX {name}: <{iri}>\n"
        for name, iri in terms.SHIPPED.prefixes.items()
        if name in prefixes
    )


def test_what_is_bound_is_sent_as_values() -> None:
    with play(reply(_rows())) as script:
        RemoteGraph(script.address, known=terms.SHIPPED).query(
            ROWS, {"k": ox.NamedNode(terms.SHIPPED.ns + "Body")}
        )
    assert f"VALUES (?k) {{ (<{terms.SHIPPED.ns}Body>) }}" in " ".join(
        script.requests[0].query.split()
    )


@pytest.mark.parametrize("text", ["INSERT DATA { <x:a> <x:b> 1 }", "", "ASK { SERVICE <x:y> {} }"])
def test_what_would_not_only_ask_is_never_sent(text: str) -> None:
    with play(reply(_rows())) as script, pytest.raises(QueryError, match="query: "):
        RemoteGraph(script.address, known=terms.SHIPPED).query(text)
    assert script.requests == []


# What is read


def test_rows_are_read() -> None:
    answer, _ = _ask(reply(_rows("x", "y"), "application/sparql-results+json; charset=utf-8"))
    assert [row["b"].value for row in answer] == [
        terms.SHIPPED.things + "x",
        terms.SHIPPED.things + "y",
    ]
    empty, _ = _ask(reply(_rows()))
    assert list(empty) == []


def test_other_formats_of_results_are_read() -> None:
    xml = (
        '<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="b"/></head>'
        '<results><result><binding name="b"><literal>1</literal></binding></result></results></sparql>'
    )
    answer, _ = _ask(reply(xml, "application/sparql-results+xml"))
    assert [row["b"].value for row in answer] == ["1"]
    answer, _ = _ask(reply("?b\n<x:a>\n", "text/tab-separated-values"))
    assert [row["b"].value for row in answer] == ["x:a"]


@pytest.mark.parametrize("truth", [True, False])
def test_a_truth_is_read(truth: bool) -> None:
    answer, _ = _ask(reply(json.dumps({"head": {}, "boolean": truth})), "ASK {}")
    assert bool(answer) is truth


@pytest.mark.parametrize(
    "kind", ["application/n-triples", "text/turtle", "text/turtle;charset=utf-8"]
)
def test_triples_are_read(kind: str) -> None:
    answer, _ = _ask(reply(b"".join(TRIPLES), kind), "CONSTRUCT WHERE { ?s ?p ?o }")
    assert sorted(triple.subject.value for triple in answer) == [
        terms.SHIPPED.things + "a",
        terms.SHIPPED.things + "b",
    ]


def test_an_answer_in_chunks_is_whole_when_its_last_has_come() -> None:
    answer, _ = _ask(_chunked(TRIPLES[0][:9], TRIPLES[0][9:], TRIPLES[1]))
    assert len(list(answer)) == 2


def test_an_answer_without_a_length_ends_where_the_server_hangs_up() -> None:
    answer, _ = _ask(lambda: [HEAD, NT, b"\r\n", *TRIPLES])
    assert len(list(answer)) == 2


def test_a_long_answer_is_read_whole() -> None:
    many = [f"n{number}" for number in range(5000)]  # some 400 kB, beyond any one read
    answer, _ = _ask(reply(_rows(*many)))
    assert [row["b"].value.removeprefix(terms.SHIPPED.things) for row in answer] == many


def test_the_addresses_of_a_graph_are_asked_of_it_once() -> None:
    things = {"things": {"type": "literal", "value": "https://example.org/rail/id/"}}
    vocabulary = {
        "ns": {"type": "literal", "value": "https://example.org/rail/terms#"},
        "prefix": {"type": "literal", "value": "rail"},
    }
    said: dict[str, Any] = {"head": {"vars": ["things", "ns", "prefix"]}}
    said["results"] = {"bindings": [things | vocabulary]}
    with play(reply(json.dumps(said))) as script:
        graph = RemoteGraph(script.address)
        assert graph.space.slug("https://example.org/rail/id/gner") == "gner"
        graph.query("SELECT * { ?s a nhsit:Body }")
        sent = [request.query for request in script.requests]
    assert len(sent) == 2
    assert sent[1].startswith("PREFIX nhsit: <https://example.org/rail/terms#>")


def test_an_endpoint_that_says_no_addresses_has_those_of_the_shipped_record() -> None:
    with play(reply(_rows())) as script:
        assert RemoteGraph(script.address).space == terms.SHIPPED


# What goes wrong


@pytest.mark.parametrize("sent", [b"".join(TRIPLES)[:-1], TRIPLES[0], b""], ids=len)
def test_an_answer_shorter_than_it_said_is_not_taken_as_whole(sent: bytes) -> None:
    """The first of two triples is a fine document: only its length tells that it is half."""
    size = sum(map(len, TRIPLES))
    told = _error(reply(sent, "application/n-triples", length=size))
    assert told == "broke off in the middle of its answer"


@pytest.mark.parametrize(
    "cut",
    [
        pytest.param(_chunked(TRIPLES[0], ending=b""), id="between chunks"),
        pytest.param(_chunked(TRIPLES[0], ending=b"ff\r\n" + TRIPLES[1]), id="in a chunk"),
        pytest.param(_chunked(TRIPLES[0], ending=b"zz\r\n"), id="no size of a chunk"),
        pytest.param(lambda: [], id="before it began"),
        pytest.param(lambda: [b"SSH-2.0-dropbear\r\n"], id="no HTTP at all"),
    ],
)
def test_an_answer_that_is_cut_is_not_taken_as_whole(cut: Pieces) -> None:
    assert _error(cut) == "broke off in the middle of its answer"


def test_an_answer_that_drips_for_ever_is_given_up() -> None:
    def drip() -> Iterator[bytes]:
        yield HEAD + b"application/sparql-results+json\r\n\r\n"
        while True:
            yield b" "
            time.sleep(0.01)

    assert _error(drip, "ASK {}", wait=20, whole=0.2) == "its answer was not whole after 0.2 s"


@pytest.mark.parametrize("begun", [b"", HEAD + NT + b"\r\n" + TRIPLES[0]], ids=["at all", "midway"])
def test_an_endpoint_that_falls_silent_is_given_up(begun: bytes) -> None:
    def silent() -> Iterable[bytes]:
        yield begun
        time.sleep(1)

    assert _error(silent, wait=0.2) == "no answer within 0.2 s"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        pytest.param('{"head":{"vars":["b"]},"resu', "application/sparql-results+json", id="rows"),
        pytest.param(_rows("x", "y")[:-20], "application/sparql-results+json", id="after a row"),
        pytest.param('{"head":{}}', "application/sparql-results+json", id="neither rows nor truth"),
        pytest.param("<sparql>", "application/sparql-results+xml", id="XML"),
        pytest.param("<x:a> <x:b>", "application/n-triples", id="triples"),
        pytest.param(b"\xff", "text/turtle", id="bytes"),
    ],
)
def test_an_answer_that_breaks_its_format_is_told(body: str | bytes, kind: str) -> None:
    told = _error(reply(body, kind))
    assert told.startswith("its answer cannot be read: ")
    assert len(told.splitlines()) == 1


@pytest.mark.parametrize("kind", ["text/html", "text/javascript", "image/png"])
def test_an_answer_that_is_no_result_is_told(kind: str) -> None:
    told = _error(reply("<html>", kind))
    assert told == f"answered {kind}, not SPARQL results; is it an endpoint?"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("\n no such thing \nmore", "refused the query: no such thing"),
        ("", "refused the query: "),
        (b"caf\xe9", "refused the query: caf\ufffd"),
        ("x" * 400, f"refused the query: {'x' * 300}"),
    ],
)
def test_a_query_that_is_refused_is_told_with_the_first_line_of_why(
    body: str | bytes, told: str
) -> None:
    pieces = reply(body, "text/plain", "400 Bad Request")
    assert _error(pieces) == told
    with play(pieces) as script, pytest.raises(QueryError):
        RemoteGraph(script.address, known=terms.SHIPPED).query(ROWS)


def test_a_query_that_is_wrong_is_told_by_its_place_and_not_by_the_server() -> None:
    told = _error(reply("bad", "text/plain", "400 Bad Request"), "SELECT ?b WHERE { ?b a }")
    assert told.startswith("query line 1, column 2")
    assert "bad" not in told


@pytest.mark.parametrize(
    "status", ["403 Forbidden", "404 Not Found", "500 Oh Dear", "503 Service Unavailable"]
)
def test_any_other_refusal_is_told_by_its_status(status: str) -> None:
    pieces = reply("whatever", "text/plain", status)
    assert _error(pieces) == f"answered {status}"
    with play(pieces) as script, pytest.raises(GraphError):
        RemoteGraph(script.address, known=terms.SHIPPED).query(ROWS)


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "307 Now", "308 Ever"])
@pytest.mark.parametrize("kind", ["an address", "a path"])
def test_a_move_is_followed_with_the_query(status: str, kind: str) -> None:
    """Without its query an endpoint would describe itself instead."""
    answers = iter([reply("", "text/plain", status, "Location: /other"), reply(_rows("x"))])
    with play(reply(_rows("x"))) as other, play(lambda: next(answers)()) as script:
        if kind == "an address":
            answers = iter([reply("", "text/plain", status, f"Location: {other.address}")])
        graph = RemoteGraph(script.address, known=terms.SHIPPED)
        assert len(list(graph.query(ROWS))) == 1  # type: ignore[arg-type]
        sent = [*script.requests, *other.requests]
    assert [request.query for request in sent] == [ROWS, ROWS]
    assert [request.line.split()[0] for request in sent] == ["POST", "POST"]
    assert len({request.headers["accept"] for request in sent}) == 1


def test_what_virtuoso_says_in_its_own_way_is_understood() -> None:
    for number, truth in (("1", True), ("0", False)):
        row = {"__ASK_RETVAL": {"type": "typed-literal", "value": number}}
        said = {"head": {"vars": ["__ASK_RETVAL"]}, "results": {"bindings": [row]}}
        answer, _ = _ask(reply(json.dumps(said)), "ASK {}")
        assert isinstance(answer, ox.QueryBoolean)
        assert bool(answer) is truth
    row = {"b": {"type": "bnode", "value": "nodeID://b10004"}}
    answer, _ = _ask(reply(json.dumps({"head": {"vars": ["b"]}, "results": {"bindings": [row]}})))
    [[found]] = answer
    assert found == ox.BlankNode("b10004")


def test_see_other_is_read_without_a_body() -> None:
    with play(reply(_rows("x"))) as other:
        answer, _ = _ask(reply("", "text/plain", "303 See Other", f"Location: {other.address}"))
        assert len(list(answer)) == 1
    [request] = other.requests
    assert request.line.startswith("GET ")
    assert (request.body, request.headers.get("content-type")) == ("", None)


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("file:///etc/passwd", "has moved to file:///etc/passwd, which is not on the web"),
        ("ftp://127.0.0.1/x", "has moved to ftp://127.0.0.1/x, which is not on the web"),
        ("data:text/turtle,<a:a><a:b><a:c>.", "has moved to data:"),
        ("http://[::1", "cannot be reached: "),
        ("http://127.0.0.1:port/", "cannot be reached: nonnumeric port: 'port'"),
        ("/sparql", "has moved more than 10 times"),
        ("http://u:secret@no-host.invalid/", "cannot be reached: "),
        ("file://u:secret@host/x", "has moved to file://host/x"),
    ],
)
def test_a_move_that_leads_nowhere_is_told(place: str, told: str) -> None:
    said = _error(reply("", "text/plain", "307 Now", f"Location: {place}"))
    assert said.startswith(told)
    assert "secret" not in said


def test_a_move_to_nowhere_is_told_by_its_status() -> None:
    assert _error(reply("", "text/plain", "302 Found")) == "answered 302 Found"


def test_an_endpoint_that_is_not_there_is_told() -> None:
    for place in (
        f"http://127.0.0.1:{free_port()}/sparql",
        "http://no-host.invalid/",
        "http://[1/",
    ):
        with pytest.raises(GraphError, match="cannot be reached: ") as raised:
            RemoteGraph(place, wait=5, known=terms.SHIPPED).query("ASK {}")
        assert str(raised.value).startswith(place)
