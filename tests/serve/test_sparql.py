"""The endpoint as clients use it: the protocol, the formats, the words of errors."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path
from urllib.parse import quote, urlencode

import pandas
import pyoxigraph as ox
import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, SPARQLWrapper

from kg.engine.store import LocalGraph
from tests.serving import Running

LABELS = "SELECT ?body ?label { ?body a nhsit:Body ; skos:prefLabel ?label } ORDER BY ?label"
FORM, QUERY = "application/x-www-form-urlencoded", "application/sparql-query"


def _rows(text: str) -> list[str]:
    bindings = json.loads(text)["results"]["bindings"]
    return [row["label"]["value"] for row in bindings]


@pytest.fixture(scope="module")
def labels(memory_output: Path) -> list[str]:
    from kg.engine.store import open_graph

    return [row[1].value for row in open_graph(memory_output).query(LABELS)]  # type: ignore[union-attr]


def test_a_query_is_asked_in_three_ways_alike(server: Running, labels: list[str]) -> None:
    assert labels
    got = server.query(LABELS)
    form = server.ask(method="POST", body=urlencode({"query": LABELS}), content_type=FORM)
    direct = server.ask(method="POST", body=LABELS, content_type=QUERY + "; charset=utf-8")
    assert [got.status, form.status, direct.status] == [200, 200, 200]
    assert _rows(got.text) == labels
    assert got.body == form.body == direct.body


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values, text/csv;q=0.5", "text/tab-separated-values"),
        ("application/sparql-results+xml;q=0.9, text/csv;q=0.2", "application/sparql-results+xml"),
        ("application/*", "application/sparql-results+json"),
        ("text/html, application/xhtml+xml, */*;q=0.1", "application/sparql-results+json"),
    ],
)
def test_rows_come_in_the_format_that_is_liked_best(
    server: Running, labels: list[str], accept: str, media: str
) -> None:
    got = server.query(LABELS, accept)
    assert (got.status, got.media, got.headers["vary"]) == (200, media, "Accept")
    found = {
        "application/sparql-results+json": lambda: _rows(got.text),
        "text/csv": lambda: [row["label"] for row in csv.DictReader(io.StringIO(got.text))],
        "text/tab-separated-values": lambda: [
            ox.Literal(line.split("\t")[1].split('"')[1]).value
            for line in got.text.splitlines()[1:]
        ],
        "application/sparql-results+xml": lambda: [
            binding[0].text
            for binding in ET.fromstring(got.text).iter(
                "{http://www.w3.org/2005/sparql-results#}binding"
            )
            if binding.get("name") == "label"
        ],
    }[media]()
    assert found == labels


@pytest.mark.parametrize(
    ("accept", "media", "form"),
    [
        ("*/*", "text/turtle", "turtle"),
        ("application/n-triples", "application/n-triples", "nt"),
        ("application/ld+json", "application/ld+json", "json-ld"),
        ("application/rdf+xml, */*;q=0.1", "application/rdf+xml", "xml"),
    ],
)
def test_statements_come_in_each_format_and_say_the_same(
    server: Running, graph: LocalGraph, accept: str, media: str, form: str
) -> None:
    query = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o FILTER(?s = id:old-body && !isBlank(?o)) }"
    got = server.query(query, accept)
    assert (got.status, got.media) == (200, media)
    read = rdflib.Graph().parse(data=got.text, format=form)
    assert len(read) == sum(1 for _ in graph.query(query)) > 3


def test_a_short_name_of_a_format_goes_before_the_header(server: Running) -> None:
    assert (
        server.query(LABELS, "text/csv", format="json").media == "application/sparql-results+json"
    )
    wrong = server.query(LABELS, "text/csv", format="pdf")
    assert (wrong.status, wrong.text.partition(";")[0]) == (400, "format=pdf is not known")


def test_truth_is_told_in_every_format(server: Running) -> None:
    assert server.query("ASK { ?s ?p ?o }", "text/csv").text == "true\n"
    assert json.loads(server.query("ASK { FILTER(false) }").text)["boolean"] is False
    assert (
        "<boolean>true</boolean>" in server.query("ASK {}", "application/sparql-results+xml").text
    )


def test_what_is_not_served_is_refused_by_its_status(server: Running) -> None:
    assert server.query(LABELS, "image/png").status == 406
    statements_as_csv = server.query("CONSTRUCT WHERE { ?s ?p ?o }", "text/csv")
    assert statements_as_csv.status == 406
    assert statements_as_csv.text.startswith("the answer is statements; ask for one of text/turtle")
    assert server.query(LABELS, "text/turtle").status == 406
    put = server.ask("/sparql?query=ASK%7B%7D", "PUT")
    assert (put.status, put.headers["allow"]) == (405, "GET, HEAD, POST, OPTIONS")
    plain = server.ask(method="POST", body="ASK {}", content_type="text/plain")
    assert (plain.status, plain.headers["accept-post"]) == (415, f"{FORM}, {QUERY}")


def test_an_error_of_syntax_has_its_line_and_a_caret(server: Running) -> None:
    got = server.query("SELECT * {\n  ?s ?p ?o .\n  ?s FILTER ?o }")
    assert got.status == 400
    first, source, caret = got.text.splitlines()
    assert first.startswith("query line 3, column 12: expected one of '.', ")
    assert source.strip() == "?s FILTER ?o }"
    assert source[caret.index("^") :].strip().startswith("?o")
    unknown = server.query("SELECT * { ?s nhsitt:label ?o }")
    assert "unknown prefix 'nhsitt:'; did you mean 'nhsit'?" in unknown.text


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("INSERT DATA { <a:a> <a:b> <a:c> }", "INSERT would change the graph"),
        ("LOAD <http://example.org/x>", "LOAD would change the graph"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "SERVICE would call"),
        ("SELECT * { SERVICE SILENT ?x { ?s ?p ?o } }", "SERVICE would call another server"),
        ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "would read a file"),
        ("SELECT * FROM NAMED <FILE:x> { GRAPH ?g { ?s ?p ?o } }", "would read a file"),
        ("SELECT * FROM <http://a.example/> { ?s ?p ?o }", "no graph <http://a.example/> here"),
        ("", "is empty"),
        ("SELECT * {" + "{" * 5000 + "}" * 5000 + "}", "nested more than"),
    ],
)
def test_what_is_more_than_a_question_is_refused_in_one_line(
    server: Running, query: str, words: str
) -> None:
    got = server.ask(method="POST", body=query, content_type=QUERY)
    assert got.status == 400
    assert words in got.text
    assert got.text.count("\n") == 1
    assert "--service" not in got.text


def test_updates_are_refused_in_one_sentence(server: Running) -> None:
    for got in (
        server.ask(method="POST", body="CLEAR ALL", content_type="application/sparql-update"),
        server.ask(method="POST", body="update=CLEAR+ALL", content_type=FORM),
        server.ask("/sparql?update=CLEAR+ALL"),
    ):
        assert got.status == 403
        assert got.text == "the graph can only be asked; nothing that is served can be changed\n"


def test_graphs_are_chosen_by_the_request(server: Running, graph: LocalGraph) -> None:
    [name, *_] = sorted(g.value for g in graph.store.named_graphs())
    count = "SELECT (COUNT(*) AS ?label) { ?s ?p ?o }"
    whole, part = server.query(count), server.query(count, **{"default-graph-uri": name})
    inside = sum(1 for _ in graph.store.quads_for_pattern(None, None, None, ox.NamedNode(name)))
    assert _rows(part.text) == [str(inside)]
    assert int(_rows(whole.text)[0]) > inside
    # what the request says goes before what the query says
    other = server.query(count.replace("{", "FROM <x:y> {"), **{"default-graph-uri": name})
    assert _rows(other.text) == [str(inside)]
    named = "SELECT (COUNT(DISTINCT ?g) AS ?label) { GRAPH ?g { ?s ?p ?o } }"
    assert _rows(server.query(named, **{"named-graph-uri": name}).text) == ["1"]
    wrong = server.query(count, **{"default-graph-uri": "no address"})
    assert (wrong.status, wrong.text.partition(":")[2].strip()[:11]) == (400, "the name of")


def test_fields_that_do_not_make_one_query_are_refused(server: Running) -> None:
    assert server.ask("/sparql?query=ASK%7B%7D&query=ASK%7B%7D").status == 400
    assert server.ask("/sparql?default-graph-uri=http://a/").status == 400
    assert server.ask("/sparql?query=%ff%fe").status == 400
    assert server.ask("/sparql?" + "a=b&" * 1000).status == 400
    wide = "ASK {}".encode("utf-16")
    got = server.ask(method="POST", body=wide, content_type=QUERY + "; charset=UTF-16")
    assert got.status == 415
    assert server.ask(method="POST", body=b"\xff", content_type=QUERY).status == 400


def test_head_has_the_length_and_no_body(server: Running) -> None:
    path = "/sparql?query=" + quote("ASK {}")
    got, head = server.ask(path), server.ask(path, "HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == got.headers["content-length"] == str(len(got.body))
    assert server.ask("/sparql?query=wrong", "HEAD").status == 400


def test_a_page_elsewhere_may_ask(server: Running) -> None:
    options = server.ask(method="OPTIONS", origin="https://example.org")
    assert (options.status, options.body) == (204, b"")
    assert options.headers["access-control-allow-origin"] == "*"
    assert "POST" in options.headers["access-control-allow-methods"]
    assert server.query("ASK {}").headers["access-control-allow-origin"] == "*"
    assert server.query("wrong").headers["access-control-allow-origin"] == "*"


def test_without_a_query_the_service_describes_itself(server: Running, graph: LocalGraph) -> None:
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    for accept, form in (("text/turtle", "turtle"), ("application/ld+json", "json-ld")):
        got = server.ask(accept=accept)
        assert (got.status, got.media) == (200, accept)
        read = rdflib.Graph().parse(data=got.text, format=form)
        [service] = read.subjects(rdflib.RDF.type, sd.Service)
        assert read.value(service, sd.endpoint) == rdflib.URIRef(server.endpoint)
        assert len(list(read.objects(service, sd.resultFormat))) == 8
        named = {str(name) for name in read.objects(None, sd.name)}
        assert named == {g.value for g in graph.store.named_graphs()}
    assert server.ask(accept="image/png").status == 406
    assert server.ask(host="a b<>", accept="text/turtle").status == 400


def test_letters_that_xml_cannot_hold_do_not_break_it(server: Running) -> None:
    query = 'SELECT ("a\\u0001\\r\\u00e9\\uFFFE" AS ?x) {}'
    got = server.query(query, "application/sparql-results+xml")
    [literal] = ET.fromstring(got.text).iter("{http://www.w3.org/2005/sparql-results#}literal")
    assert literal.text == "a\ufffd\ré\ufffd"
    statement = 'CONSTRUCT { <x:s> <x:p> "a\\u0001\\r\\u00e9\\uFFFE" } {}'
    written = server.query(statement, "application/rdf+xml").body
    [value] = rdflib.Graph().parse(data=written, format="xml").objects()
    assert str(value) == "a\ufffd\ré\ufffd"


@pytest.mark.parametrize("iri", ["http://x/1", "http://x/", "urn:1", "http://x/a%20"])
def test_a_property_that_xml_has_no_name_for_is_refused(server: Running, iri: str) -> None:
    query = f"CONSTRUCT {{ <x:s> <{iri}> 1 }} {{}}"
    got = server.query(query, "application/rdf+xml")
    assert (got.status, got.text) == (
        400, f"query: cannot be answered: XML has no name for the property <{iri}>\n",
    )  # fmt: skip
    assert server.query(query, "application/n-triples").status == 200


# ---- other people's clients -------------------------------------------------------------------


def test_rdflib_asks_it(server: Running, labels: list[str]) -> None:
    graph = rdflib.Graph(SPARQLStore(server.endpoint))
    prefixes = "PREFIX nhsit: <https://w3id.org/nhs-it/ns#> "
    assert [str(row.label) for row in graph.query(prefixes + LABELS)] == labels  # type: ignore[union-attr]
    long = prefixes + LABELS + " # " + "x" * 5000
    posting = rdflib.Graph(SPARQLStore(server.endpoint, method="POST"))
    assert len(list(posting.query(long))) == len(labels)


def test_sparqlwrapper_asks_it(server: Running, labels: list[str]) -> None:
    wrapper = SPARQLWrapper(server.endpoint)
    wrapper.setQuery(LABELS)
    wrapper.setReturnFormat(JSON)
    rows = wrapper.query().convert()["results"]["bindings"]  # type: ignore[index,call-overload]
    assert [row["label"]["value"] for row in rows] == labels
    wrapper.setReturnFormat(CSV)
    wrapper.setMethod("POST")
    assert len(wrapper.query().convert().splitlines()) == len(labels) + 1  # type: ignore[union-attr]


def test_pandas_reads_an_answer_by_its_address(server: Running, labels: list[str]) -> None:
    address = f"{server.endpoint}?{urlencode({'query': LABELS, 'format': 'csv'})}"
    assert list(pandas.read_csv(address)["label"]) == labels


def test_curl_asks_it(server: Running, labels: list[str]) -> None:
    command = ["curl", "-sS", "--fail-with-body", "-H", "Accept: text/csv"]
    asked = [*command, "--data-urlencode", f"query={LABELS}", server.endpoint]
    done = subprocess.run(asked, capture_output=True, text=True, check=True)
    assert [row["label"] for row in csv.DictReader(io.StringIO(done.stdout))] == labels
    wrong = [*command, "--data-urlencode", "query=SELEC", server.endpoint]
    failed = subprocess.run(wrong, capture_output=True, text=True, check=False)
    assert failed.returncode == 22
    assert failed.stdout.startswith("query line 1, column 6: is not SPARQL")
