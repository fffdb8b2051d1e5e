"""What the addresses of the query page answer, to a browser without its script too."""

from __future__ import annotations

import gzip
import json
from html.parser import HTMLParser
from urllib.parse import quote, urlencode

import pytest

from kg.ask.questions import find_questions
from kg.model.terms import SHIPPED
from tests.serving import Got, Running

FORM = "application/x-www-form-urlencoded"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def post(server: Running, query: str) -> Got:
    body = urlencode({"query": query})
    return server.ask("/query", "POST", body, content_type=FORM, accept=BROWSER)


class Links(HTMLParser):
    """The addresses that a page asks for, and the scripts that stand in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.asked: list[str] = []
        self.is_inline = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.asked += [given[name] or "" for name in ("src", "href") if name in given]
        self.is_inline |= tag in ("script", "style") and "src" not in given
        self.is_inline |= any(name.startswith("on") or name == "style" for name in given)


@pytest.mark.parametrize("path", ["/query", "/sparql"])
def test_a_browser_gets_the_page_which_asks_only_this_server(server: Running, path: str) -> None:
    got = server.ask(path, accept=BROWSER)
    assert (got.status, got.media) == (200, "text/html")
    policy = got.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    links = Links(got.text)
    assert not links.is_inline
    assert all(":" not in link or link == "data:," for link in links.asked)
    for link in ("query/page.js", "query/page.css"):
        assert link in links.asked
        assert server.ask(f"/{link}").status == 200


@pytest.mark.parametrize("path", ["/query", "/query/page.js", "/query/page.css", "/query/terms"])
def test_what_has_not_changed_is_not_sent_again(server: Running, path: str) -> None:
    tag = server.ask(path).headers["etag"]
    again = server.ask(path, if_none_match=tag)
    assert (again.status, again.body) == (304, b"")
    assert server.ask(path, if_none_match='"other"').status == 200


def test_what_is_long_is_sent_packed(server: Running) -> None:
    script = server.ask("/query/page.js")
    packed = server.ask("/query/page.js", accept_encoding="gzip")
    assert gzip.decompress(packed.body) == script.body
    assert len(packed.body) < 40_000


def test_the_terms_are_those_of_the_graph_with_what_they_mean(server: Running) -> None:
    said = json.loads(server.ask("/query/terms").text)
    terms = {name: rest for name, *rest in said["terms"]}
    kind, label, definition, uses, _ = terms["nhsit:Body"]
    assert (kind, label, uses) == ("class", "body", 4)
    assert definition
    assert terms["nhsit:start"][0] == "property"
    assert terms["nhsit:Enacted"][4] == "implementations"
    assert said["prefixes"]["id"] == said["things"] == SHIPPED.things
    assert "id:topic-a" not in terms


def test_every_ready_question_is_given_with_what_it_may_be_told(server: Running) -> None:
    said = {one["name"]: one for one in json.loads(server.ask("/query/questions").text)}
    assert set(said) == set(find_questions())
    [parameter] = said["successors"]["parameters"]
    assert parameter["type"] == "entity"
    assert parameter["need"] == "required"
    assert "Body" in parameter["kinds"]
    assert said["successors"]["query"] == find_questions()["successors"].query


def test_a_question_that_is_told_something_is_a_query(server: Running) -> None:
    got = server.ask("/query/questions/successors?body=" + quote("Old Body"))
    query = json.loads(got.text)["query"]
    assert "VALUES ?body { id:old-body }" in query
    assert "new-body" in server.query(query).text


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("successors", "successors needs body=…"),
        ("successors?body=Nobody+at+all", "body: "),
        ("successors?body=id:old-body&size=3", "no parameter 'size'"),
        ("sucessors", "there is no question 'sucessors'; did you mean 'successors'?"),
        ("successors?body=" + quote("} UNION {"), "body: "),
    ],
)
def test_what_does_not_fit_a_question_is_told(server: Running, path: str, told: str) -> None:
    got = server.ask(f"/query/questions/{path}")
    assert got.status == 400
    assert told in json.loads(got.text)["error"]


def test_things_are_found_by_their_names_and_kinds(server: Running) -> None:
    def find(words: str, kinds: str = "") -> list[str]:
        got = server.ask("/query/things?" + urlencode({"q": words, "kinds": kinds}))
        return [one["name"] for one in json.loads(got.text)]

    assert find("old bod")[0] == "id:old-body"
    assert find("OB")[0] == "id:old-body"
    assert find("ann")[0] == "id:ann-smith"
    assert "id:old-body" not in find("old body", "Person")
    assert find("") == find("zzzzqqq") == []
    assert find("x" * 5000) == []


def test_labels_are_given_for_a_list_of_addresses(server: Running) -> None:
    asked = [SHIPPED.entity("old-body"), SHIPPED.term("Body"), "https://example.org/none"]
    got = server.ask("/query/labels", "POST", json.dumps(asked))
    assert json.loads(got.text) == {asked[0]: "Old Body", asked[1]: "body"}


@pytest.mark.parametrize(
    "body", ["", "{", '"https://e.org/"', "[1]", "[[]]", '["no address"]', "[" * 100_000, "7"]
)
def test_what_is_no_list_of_addresses_is_refused(server: Running, body: str) -> None:
    got = server.ask("/query/labels", "POST", body)
    assert got.status == 400
    assert "expected a list of addresses" in json.loads(got.text)["error"]


def test_too_many_addresses_are_refused(server: Running) -> None:
    got = server.ask("/query/labels", "POST", json.dumps(["https://e.org/a"] * 2001))
    assert json.loads(got.text)["error"] == "2,001 addresses; ask for at most 2,000 at once"


def test_a_form_is_answered_by_a_table(server: Running) -> None:
    got = post(server, "SELECT ?body ?end { ?body a nhsit:Body OPTIONAL { ?body nhsit:end ?end } }")
    assert (got.status, got.media) == (200, "text/html")
    assert "<caption>4 rows</caption>" in got.text
    assert '<td data-label="body"><a href="id/old-body">Old Body</a></td>' in got.text
    assert '<td data-label="end">2013-04-01</td>' in got.text


def test_a_hostile_value_or_query_stays_text(server: Running) -> None:
    got = post(server, 'SELECT ("<script>alert(1)</script>&" AS ?a) ?b { ?b a nhsit:Unit }')
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&amp;</td>" in got.text
    assert "Undated Unit &lt;b&gt;" in got.text
    assert got.text.count("<script") == 1
    wrong = post(server, "</textarea><script>alert(1)</script>%%ANSWER%%")
    assert wrong.text.count("<script") == 1
    assert "&lt;/textarea&gt;" in wrong.text
    assert "%%ANSWER%%" in wrong.text


def test_yes_or_no_a_graph_and_a_fault_are_told_plainly(server: Running) -> None:
    assert "<strong>yes</strong>" in post(server, "ASK { ?b a nhsit:Body }").text
    graph = post(server, "CONSTRUCT { ?b a nhsit:Body } { ?b a nhsit:Body }").text
    assert "<pre>" in graph and "old-body" in graph
    fault = post(server, "SELECT ?b\n{ ?b a nhist:Body }").text
    assert 'role="alert"' in fault
    assert "query line 2" in fault
    assert "unknown prefix &#x27;nhist:&#x27;" in fault
    assert "SELECT ?b\n{ ?b a nhist:Body }</textarea>" in fault
    assert 'role="alert"><pre>' in post(server, "DELETE WHERE { ?s ?p ?o }").text


def test_what_is_no_form_of_a_query_is_told(server: Running) -> None:
    assert "query: is empty" in post(server, "").text
    many = server.ask("/query", "POST", "&".join(["a=1"] * 30), content_type=FORM)
    assert (many.status, many.text) == (400, "the form has more than 20 fields\n")
    assert server.ask("/query", "POST", b"query=%ff\xff", content_type=FORM).status == 200
    assert server.ask("/query", "PUT", "x").status == 405


def test_more_rows_than_a_page_takes_are_cut_and_told(server: Running) -> None:
    got = post(server, "SELECT ?s ?o { { ?s ?p ?o } UNION { ?s ?p ?o } UNION { ?s ?p ?o } }")
    assert "; the first 1,000 are shown</caption>" in got.text
    assert got.text.count("<tr>") == 1001
