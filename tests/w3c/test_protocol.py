"""The W3C's tests of the SPARQL 1.1 Protocol, from the descriptions of their manifest.

The suite gives each as the text of a request and what must come of it; nothing of it is copied
here. A server that can only be asked must refuse every update, so those that the suite wants done
are held to be refused, in a sentence. Beyond the status, the answer itself is compared.
"""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
import rdflib

from tests.serving import Running, kg_serve

DATA = "http://kasei.us/2009/09/sparql/data/data{}.rdf"
DOCUMENT = "<http://xmlns.com/foaf/0.1/Document>"
FORM, QUERY, UPDATE = (
    "application/x-www-form-urlencoded",
    "application/sparql-query",
    "application/sparql-update",
)
BOOLEAN = {
    "application/sparql-results+json", "application/sparql-results+xml", "text/csv",
    "text/tab-separated-values",
}  # fmt: skip
GRAPHS = {"text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"}


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The graphs that the suite asks for, each of which says one thing of itself."""
    file = tmp_path_factory.mktemp("protocol") / "data.trig"
    graphs = (f"<{DATA.format(n)}> {{ <{DATA.format(n)}> a {DOCUMENT} }}" for n in range(4))
    file.write_text("\n".join(graphs), "utf8")
    with kg_serve(file, "--quiet") as running:
        yield running


def _data(*numbers: int) -> list[str]:
    return [DATA.format(number) for number in numbers]


def _typed(*numbers: int) -> str:
    return " . ".join(f"<{iri}> a ?type" for iri in _data(*numbers))


def _address(**fields: list[str]) -> str:
    named = {name.replace("_", "-"): values for name, values in fields.items()}
    return "/sparql/?" + urlencode(named, doseq=True)


ASKED = {
    "query_get": (_address(query=["ASK {}"], default_graph_uri=_data(0)), None, ""),
    "query_post_form": (_address(default_graph_uri=_data(0)), FORM, "query=" + quote("ASK {}")),
    "query_post_direct": ("/sparql/", QUERY, "ASK {}"),
    "query_dataset_default_graphs_get": (
        _address(query=[f"ASK {{ {_typed(1, 2)} }}"], default_graph_uri=_data(1, 2)), None, ""
    ),
    "query_dataset_default_graphs_post": (
        _address(default_graph_uri=_data(1, 2)), QUERY, f"ASK {{ {_typed(1, 2)} }}"
    ),
    "query_dataset_named_graphs_post": (
        _address(named_graph_uri=_data(1, 2)), QUERY,
        f"ASK {{ GRAPH ?g1 {{ {_typed(1)} }} GRAPH ?g2 {{ {_typed(2)} }} }}",
    ),
    "query_dataset_named_graphs_get": (
        _address(
            query=[f"ASK {{ GRAPH ?g1 {{ {_typed(1)} }} GRAPH ?g2 {{ {_typed(2)} }} }}"],
            named_graph_uri=_data(1, 2),
        ),
        None, "",
    ),
    "query_dataset_full": (
        _address(default_graph_uri=_data(3), named_graph_uri=_data(1, 2)), QUERY,
        f"ASK {{ {_typed(3)} GRAPH ?g1 {{ {_typed(1)} }} GRAPH ?g2 {{ {_typed(2)} }} }}",
    ),
    # the graphs of the request go before those of the query
    "query_multiple_dataset": (
        _address(default_graph_uri=_data(2)), QUERY,
        f"ASK FROM <{DATA.format(1)}> {{ {_typed(2)} FILTER NOT EXISTS {{ {_typed(1)} }} }}",
    ),
}  # fmt: skip
"""Name of a test -> path, media type of what is posted, and what; the answer of each is true."""

BAD = {
    "bad_query_method": ("PUT", _address(query=["ASK {}"], default_graph_uri=_data(0)), FORM, b""),
    "bad_multiple_queries": ("GET", _address(query=["ASK {}", "SELECT * {}"]), None, b""),
    "bad_query_wrong_media_type": ("POST", "/sparql/", "text/plain", b"ASK {}"),
    "bad_query_missing_form_type": ("POST", "/sparql/", None, b"query=ASK%20%7B%7D"),
    "bad_query_missing_direct_type": ("POST", "/sparql/", None, b"ASK {}"),
    "bad_query_non_utf8": (
        "POST", "/sparql/", QUERY + "; charset=UTF-16", "ASK {}".encode("utf-16")
    ),
    "bad_query_syntax": ("GET", _address(query=["ASK {"]), None, b""),
    "bad_update_get": ("GET", _address(update=["CLEAR ALL"]), None, b""),
    "bad_multiple_updates": ("POST", "/sparql/", FORM, b"update=CLEAR%20NAMED&update=CLEAR%20DEFAULT"),
    "bad_update_wrong_media_type": ("POST", "/sparql/", "text/plain", b"CLEAR NAMED"),
    "bad_update_missing_form_type": ("POST", "/sparql/", None, b"update=CLEAR%20NAMED"),
    "bad_update_non_utf8": (
        "POST", "/sparql/", UPDATE + "; charset=UTF-16", "CLEAR NAMED".encode("utf-16")
    ),
    "bad_update_syntax": ("POST", "/sparql/", FORM, b"update=CLEAR%20XYZ"),
    "bad_update_dataset_conflict": (
        "POST", "/sparql/", FORM,
        b"using-named-graph-uri=http%3A%2F%2Fexample%2Fpeople"
        b"&update=WITH+%3Chttp%3A%2F%2Fexample%2Faddresses%3E+DELETE+WHERE+%7B%7D",
    ),
}  # fmt: skip
"""Name of a test -> method, path, media type and body of a request that must be refused."""

UPDATES = {
    "update_dataset_default_graph": _address(using_graph_uri=_data(1)),
    "update_dataset_default_graphs": _address(using_graph_uri=_data(1, 2)),
    "update_dataset_named_graphs": _address(using_named_graph_uri=_data(1, 2)),
    "update_dataset_full": _address(using_graph_uri=_data(1), using_named_graph_uri=_data(2)),
    "update_post_direct": "/sparql/",
    "update_base_uri": "/sparql/",
}


@pytest.mark.parametrize("name", sorted(ASKED))
@pytest.mark.parametrize("accept", ["*/*", "application/sparql-results+xml", "text/csv"])
def test_a_query_is_answered(endpoint: Running, name: str, accept: str) -> None:
    path, posted, body = ASKED[name]
    if posted is None:
        got = endpoint.ask(path, accept=accept)
    else:
        got = endpoint.ask(path, "POST", body, accept=accept, content_type=posted)
    assert 200 <= got.status < 400, got.text
    assert got.media in BOOLEAN
    told = {
        "application/sparql-results+json": lambda: json.loads(got.text)["boolean"],
        "application/sparql-results+xml": lambda: ET.fromstring(got.text)[1].text == "true",
        "text/csv": lambda: got.text == "true\n",
    }[got.media]()
    assert told is True


@pytest.mark.parametrize(
    ("form", "query"),
    [
        ("query_content_type_select", f"SELECT (1 AS ?value) {{ {_typed(1)} }}"),
        ("query_content_type_ask", "ASK {}"),
        ("query_content_type_describe", f"DESCRIBE <{DATA.format(1)}>"),
        ("query_content_type_construct", "CONSTRUCT { <s> <p> 1 } WHERE {}"),
    ],
)
def test_an_answer_is_in_a_format_of_its_form(endpoint: Running, form: str, query: str) -> None:
    got = endpoint.ask("/sparql/", "POST", query, content_type=QUERY)
    assert 200 <= got.status < 400, got.text
    if form.endswith(("describe", "construct")):
        assert got.media in GRAPHS
        assert len(rdflib.Graph().parse(data=got.text, format=got.media)) == 1
    else:
        assert got.media in BOOLEAN
        assert set(json.loads(got.text)) == {"head", "boolean" if "ask" in form else "results"}


@pytest.mark.parametrize("name", sorted(BAD))
def test_what_is_wrong_is_refused(endpoint: Running, name: str) -> None:
    method, path, posted, body = BAD[name]
    headers = {} if posted is None else {"content_type": posted}
    got = endpoint.ask(path, method, body or None, **headers)
    assert 400 <= got.status < 500, got.text


@pytest.mark.parametrize("name", sorted(UPDATES))
def test_an_update_is_refused_as_a_server_must_that_can_only_be_asked(
    endpoint: Running, name: str
) -> None:
    size = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    before = endpoint.query(size).text
    body = "CLEAR ALL"
    for got in (
        endpoint.ask(UPDATES[name], "POST", body, content_type=UPDATE),
        endpoint.ask(UPDATES[name], "POST", urlencode({"update": body}), content_type=FORM),
    ):
        assert (got.status, got.text.count("\n")) == (403, 1)
    assert endpoint.query(size).text == before


def test_every_test_of_the_manifest_is_held(tmp_path: Path) -> None:
    """The manifest has 34: those above, and the form of an update by itself."""
    contents = {"select", "ask", "describe", "construct"}
    assert len(ASKED) + len(contents) + len(BAD) + len(UPDATES) + 1 == 34
