"""`kg query`: every kind of query and format, and what is said of a wrong one."""

from __future__ import annotations

import http.server
import json
import subprocess
import sys
import threading
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.engine.store import open_any
from kg.model import terms
from tests.conftest import RunKg

ROWS = "SELECT ?b ?l WHERE { ?b a nhsit:Body ; skos:prefLabel ?l } ORDER BY ?b"


@pytest.fixture
def ask(run_kg: RunKg, small_tables: Path) -> RunKg:
    run_kg("build", "-q")
    return run_kg


def test_rows_come_as_a_table_with_curies(ask: RunKg) -> None:
    assert ask("query", "-e", ROWS).stdout.split() == [
        "b", "l", "id:new-body", "New", "Body", "id:old-body", "Old", "Body",
    ]  # fmt: skip


def test_csv_and_tsv_are_the_engine_s_own(ask: RunKg) -> None:
    csv = ask("query", "-e", ROWS, "-f", "csv").stdout.splitlines()
    assert csv[:2] == ["b,l", f"{terms.SHIPPED.things}new-body,New Body"]
    tsv = ask("query", "-e", ROWS, "-f", "tsv").stdout.splitlines()
    assert tsv[1] == f'<{terms.SHIPPED.things}new-body>\t"New Body"@en'


def test_json_is_the_sparql_results_format(ask: RunKg) -> None:
    found = json.loads(ask("query", "-e", ROWS, "-f", "json").stdout)
    assert found["head"]["vars"] == ["b", "l"]
    assert found["results"]["bindings"][0]["l"] == {
        "type": "literal", "value": "New Body", "xml:lang": "en",
    }  # fmt: skip


def test_a_query_comes_from_a_file_or_standard_input(
    ask: RunKg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "q.rq").write_text(ROWS, "utf8")
    wanted = ask("query", "-e", ROWS, "-f", "csv").stdout
    assert ask("query", "q.rq", "-f", "csv").stdout == wanted
    with (tmp_path / "q.rq").open() as stream:
        monkeypatch.setattr("sys.stdin", stream)
        assert ask("query", "-", "-f", "csv").stdout == wanted


def test_ask_is_true_or_false_and_says_so_by_its_exit_code(ask: RunKg) -> None:
    yes = ask("query", "-e", "ASK { id:old-body nhsit:replacedBy id:new-body }")
    no = ask("query", "-e", "ASK { id:new-body nhsit:replacedBy id:old-body }")
    assert (yes.stdout, yes.code, no.stdout, no.code) == ("true\n", 0, "false\n", 1)


def test_construct_and_describe_give_turtle(ask: RunKg) -> None:
    text = ask("query", "-e", "CONSTRUCT { ?a nhsit:follows ?b } WHERE { ?a nhsit:follows ?b }")
    assert "id:new-body nhsit:follows id:old-body ." in text.stdout
    assert 'skos:prefLabel "Old Body"@en' in ask("query", "-e", "DESCRIBE id:old-body").stdout
    triples = ask("query", "-e", "DESCRIBE id:old-body", "-f", "nt").stdout.encode()
    assert len(list(ox.parse(triples, ox.RdfFormat.N_TRIPLES))) > 5


@pytest.mark.parametrize(
    ("where", "told"),
    [
        pytest.param(
            "?b nhsit:replaceBy id:new-bodi",
            "kg: nhsit:replaceBy is not in the vocabulary; did you mean 'replacedBy'?\n"
            "kg: id:new-bodi is not in the graph; did you mean 'new-body'?\n"
            "nothing matches ?b nhsit:replaceBy id:new-bodi\n",
            id="a slip of the pen",
        ),
        pytest.param(
            "?b a nhsit:Body ; nhsit:replacedBy id:old-body . ?b nhsit:tier ?t",
            "nothing matches ?b nhsit:replacedBy id:old-body\n",
            id="one pattern of three",
        ),
        pytest.param(
            "?b nhsit:replacedBy ?c . ?c nhsit:replacedBy ?d",
            "nothing matches ?c nhsit:replacedBy ?d together with ?b nhsit:replacedBy ?c\n",
            id="two that never meet",
        ),
        pytest.param(
            "VALUES ?b { id:new-body } ?b nhsit:replacedBy ?c",
            "nothing matches ?b nhsit:replacedBy ?c and the values given\n",
            id="the values given",
        ),
        pytest.param(
            "?b a nhsit:Body FILTER(?b = 1)",
            "every pattern matches; the filters, or what is taken away, leave nothing\n",
            id="a filter",
        ),
    ],
)
@pytest.mark.parametrize("form", ["table", "csv", "tsv", "json", "xml", "md"])
def test_an_empty_answer_says_what_matched_nothing(
    ask: RunKg, where: str, told: str, form: str
) -> None:
    ran = ask("query", "-e", f"SELECT ?b WHERE {{ {where} }}", "-f", form)
    assert (ran.code, ran.stderr) == (1, told)


def test_a_graph_without_the_vocabulary_is_not_judged_by_it(ask: RunKg, tmp_path: Path) -> None:
    (tmp_path / "a.nt").write_text("<x:a> <x:b> <x:c> .\n", "utf8")
    ran = ask("query", "-e", "SELECT * { ?s nhsit:nosuch ?o }", "--graph", "a.nt")
    assert (ran.code, ran.stderr) == (1, "nothing matches ?s nhsit:nosuch ?o\n")


def test_parameters_are_bound_as_terms(ask: RunKg) -> None:
    query = "SELECT ?b ?l WHERE { ?b skos:prefLabel ?l }"
    found = ask("query", "-e", query, "--param", "b=id:old-body", "-f", "csv").stdout
    assert found.splitlines() == ["b,l", f"{terms.SHIPPED.things}old-body,Old Body"]
    assert ask("query", "-e", query, "-p", 'l="New Body"@en', "-f", "csv").stdout.count("\n") == 2
    hidden = "SELECT ?l { ?b skos:prefLabel ?l }"  # bound, though it is not selected
    found = ask("query", "-e", hidden, "-p", "b=id:old-body", "-f", "csv").stdout
    assert found.splitlines() == ["l", "Old Body"]
    pasted = ask("query", "-e", query, "-p", "l=x ; ?p ?o } #")
    assert (pasted.code, pasted.stdout.split()) == (1, ["b", "l"])


@pytest.mark.parametrize(
    ("param", "told"),
    [
        pytest.param("b", "expected NAME=VALUE, such as body=nhsx", id="no value"),
        pytest.param("bb=1", "the query has no variable ?bb", id="no variable"),
        pytest.param("b=<http://a b>", "is neither an IRI nor a quoted literal", id="no IRI"),
    ],
)
def test_a_parameter_that_does_not_fit_is_one_line(ask: RunKg, param: str, told: str) -> None:
    ran = ask("query", "-e", ROWS, "--param", param)
    assert (ran.code, ran.stdout, len(ran.stderr.splitlines())) == (2, "", 1)
    assert told in ran.stderr


def test_labels_stand_in_a_table_and_beside_the_ids_elsewhere(ask: RunKg) -> None:
    query = "SELECT ?b ?c WHERE { ?b nhsit:replacedBy ?c }"
    assert "Old Body  New Body" in ask("query", "-e", query, "--labels").stdout
    assert json.loads(ask("query", "-e", query, "--labels", "-f", "json").stdout) == [
        {"b": "old-body", "b_label": "Old Body", "c": "new-body", "c_label": "New Body"}
    ]


def test_explain_counts_what_each_pattern_matches_alone(ask: RunKg) -> None:
    query = "SELECT ?b { ?b a nhsit:Body OPTIONAL { ?b nhsit:replacedBy+ ?c } }"
    lines = ask("query", "-e", query, "--explain").stdout.splitlines()
    assert [line.split() for line in lines[1:]] == [
        ["?b", "rdf:type", "nhsit:Body", "required", "2"],
        ["?b", "nhsit:replacedBy+", "?c", "optional"],
    ]


@pytest.mark.parametrize("form", ["ttl", "nt", "nq", "trig", "jsonld", "rdfxml"])
def test_a_constructed_graph_reads_back_from_every_format(ask: RunKg, form: str) -> None:
    query = "CONSTRUCT { ?b a nhsit:Body } WHERE { ?b a nhsit:Body }"
    text = ask("query", "-e", query, "-f", form).stdout
    name = {"ttl": "TURTLE", "nt": "N_TRIPLES", "nq": "N_QUADS", "trig": "TRIG",
            "jsonld": "JSON_LD", "rdfxml": "RDF_XML"}[form]  # fmt: skip
    quads = ox.parse(text.encode(), format=getattr(ox.RdfFormat, name))
    assert {quad.subject.value for quad in quads} == {
        f"{terms.SHIPPED.things}{b}-body" for b in ("old", "new")
    }


def test_a_truth_cannot_be_written_as_rows_or_triples(ask: RunKg) -> None:
    for form in ("csv", "tsv", "ttl"):
        ran = ask("query", "-e", "ASK {}", "-f", form)
        assert (ran.code, ran.stdout) == (2, "")
        assert f"cannot be written as {form}; use one of table, json, xml, md" in ran.stderr


def test_a_query_that_takes_too_long_is_given_up(ask: RunKg, tmp_path: Path) -> None:
    numbers = " ".join(map(str, range(300)))
    slow = "SELECT (COUNT(*) AS ?n) { " + " ".join(
        f"VALUES ?{v} {{ {numbers} }}" for v in "abcd"
    ) + " }"  # fmt: skip
    ran = subprocess.run(
        [sys.executable, "-m", "kg", "query", "-e", slow, "--timeout", "0.2"],
        capture_output=True, text=True, cwd=tmp_path, check=False,
    )  # fmt: skip
    told = "kg: no answer within 0.2 s; ask for less, or raise --timeout\n"
    assert (ran.returncode, ran.stdout, ran.stderr) == (2, "", told)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param(
            "SELECT ?b WHERE { ?b a nhsi:Body }",
            ["kg: query line 1, column 32: unknown prefix 'nhsi:'; did you mean 'nhsit'?",
             "kg:   SELECT ?b WHERE { ?b a nhsi:Body }",
             "kg:                                  ^"],
            id="an unknown prefix",
        ),
        pytest.param(
            "SELECT (COUNT(?x) AS ?n) ?y WHERE { ?x ?p ?y }",
            ["kg: query line 1, column 47: a variable is selected that is neither grouped by nor "
             "aggregated",
             "kg:   SELECT (COUNT(?x) AS ?n) ?y WHERE { ?x ?p ?y }",
             "kg:                                                 ^"],
            id="an aggregate beside a bare variable",
        ),
    ],
)  # fmt: skip
def test_a_wrong_query_shows_its_place(ask: RunKg, text: str, lines: list[str]) -> None:
    ran = ask("query", "-e", text)
    assert ran.code == 2
    said = ran.stderr.splitlines()
    assert said[0].partition("column")[0] == lines[0].partition("column")[0]
    assert (
        said[0].partition(": ")[2].partition(": ")[2]
        == lines[0].partition(": ")[2].partition(": ")[2]
    )
    assert said[1] == lines[1]
    assert said[2].endswith("^")


def test_what_cannot_be_read_is_one_line(ask: RunKg, tmp_path: Path) -> None:
    (tmp_path / "bin.rq").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "garbage").write_bytes(bytes(range(256)) * 8)
    for arguments in (
        ["query", "nowhere.rq"],
        ["query", "bin.rq"],
        ["query"],
        ["query", "q.rq", "-e", "ASK {}"],
        ["query", "-e", "ASK {}", "--graph", "nowhere"],
        ["query", "-e", "ASK {}", "--graph", "garbage"],
        ["query", "-e", ROWS, "-f", "ttl"],
        ["query", "-e", "DESCRIBE id:old-body", "-f", "csv"],
    ):
        ran = ask(*arguments)
        assert ran.code == 2, arguments
        assert len(ran.stderr.splitlines()) == 1, ran.stderr
        assert ran.stderr.startswith("kg: ")


@pytest.mark.parametrize("name", ["graph.ttl", "graph.nt", "graph.jsonld", "graph.rdf", "graph"])
def test_any_rdf_file_is_a_graph(ask: RunKg, name: str) -> None:
    form = {"jsonld": "jsonld", "rdf": "rdfxml", "nt": "nt"}.get(name.rpartition(".")[2], "ttl")
    ask("export", form, "-o", name)
    assert ask("query", "-e", ROWS, "--graph", name).stdout == ask("query", "-e", ROWS).stdout


class _Endpoint(http.server.BaseHTTPRequestHandler):
    """Answers queries over a store, or misbehaves, as its server is told."""

    def do_POST(self) -> None:
        form = self.rfile.read(int(self.headers["Content-Length"])).decode()
        [text] = urllib.parse.parse_qs(form)["query"]
        code, kind, body = self.server.answer(text)  # type: ignore[attr-defined]
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def endpoint() -> Iterator[http.server.HTTPServer]:
    server = http.server.HTTPServer(("127.0.0.1", 0), _Endpoint)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def _url(server: http.server.HTTPServer) -> str:
    return f"http://127.0.0.1:{server.server_port}/sparql"


def test_an_endpoint_is_asked_over_http(ask: RunKg, endpoint: http.server.HTTPServer) -> None:
    store = ox.Store()
    store.bulk_load(path="output/nhs-it.ttl", format=ox.RdfFormat.TURTLE)

    def answer(text: str) -> tuple[int, str, bytes]:
        found = store.query(text)  # no prefixes of ours: they must come with the query
        if isinstance(found, ox.QueryTriples):
            return (
                200,
                "application/n-triples",
                found.serialize(format=ox.RdfFormat.N_TRIPLES) or b"",
            )
        return (
            200,
            "application/sparql-results+json",
            found.serialize(format=ox.QueryResultsFormat.JSON) or b"",
        )

    endpoint.answer = answer  # type: ignore[attr-defined]
    url = _url(endpoint)
    assert ask("query", "-e", ROWS, "--graph", url).stdout == ask("query", "-e", ROWS).stdout
    assert ask("query", "-e", "ASK { ?s a nhsit:Body }", "--graph", url).stdout == "true\n"
    assert (
        'prefLabel "Old Body"' in ask("query", "-e", "DESCRIBE id:old-body", "--graph", url).stdout
    )


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        pytest.param((200, "text/html", b"<html>"), "answered text/html, not SPARQL", id="a page"),
        pytest.param(
            (200, "application/sparql-results+json", b'{"head":{"vars":["b"]},"resu'),
            "its answer cannot be read", id="half an answer",
        ),
        pytest.param((400, "text/plain", b"no such thing\nmore"), "refused the query: no such thing", id="400"),
        pytest.param((503, "text/plain", b""), "answered 503 Service Unavailable", id="503"),
    ],
)  # fmt: skip
def test_an_endpoint_that_misbehaves_is_one_line(
    ask: RunKg, endpoint: http.server.HTTPServer, reply: tuple[int, str, bytes], message: str
) -> None:
    endpoint.answer = lambda _: reply  # type: ignore[attr-defined]
    ran = ask("query", "-e", ROWS, "-f", "csv", "--graph", _url(endpoint))
    assert ran.code == 2
    assert message in ran.stderr
    assert len(ran.stderr.splitlines()) == 1


def test_an_endpoint_that_is_down_is_told() -> None:
    from kg.errors import GraphError

    with pytest.raises(GraphError, match="cannot be reached"):
        open_any("http://127.0.0.1:9/sparql").query("ASK {}")


@pytest.mark.parametrize("form", ["FROM <x:no> {", "{ GRAPH <x:no> {"])
def test_a_graph_that_is_not_there_is_told_with_an_empty_answer(
    run_kg: RunKg, tmp_path: Path, form: str
) -> None:
    (tmp_path / "a.trig").write_text("<x:a> <x:b> <x:c> . <x:g> { <x:d> <x:e> <x:f> }", "utf8")
    text = f"SELECT ?s {form} ?s ?p ?o }}" + ("}" if "GRAPH" in form else "")
    ran = run_kg("query", "-e", text, "--graph", "a.trig")
    assert (ran.code, ran.stdout) == (1, "s\n")
    assert ran.stderr == (
        "kg: no graph is called <x:no>; there are x:g\n"
        "every pattern matches in the whole; in the graphs that are named, or behind the filters, "
        "nothing is left\n"
    )
