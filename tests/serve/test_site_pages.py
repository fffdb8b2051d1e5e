"""Pages over HTTP: the same as on disk, once for each who has them; and the address of a thing."""

from __future__ import annotations

import gzip
import json

import pytest
import rdflib
from playwright.sync_api import Browser

from kg.engine.store import LocalGraph
from kg.pages.site import site_of
from tests.serving import Running


def test_a_page_is_the_one_that_the_site_has_on_disk(server: Running, graph: LocalGraph) -> None:
    site = site_of(graph)
    for path in ("index.html", "site.css", "thing/old-body.html", "thing/old-body.json"):
        document = site.render(path)
        assert document is not None
        got = server.ask(f"/{path}")
        assert (got.status, got.headers["content-type"]) == (200, document.media_type)
        assert got.body == document.content
    assert server.ask("/").body == server.ask("/index.html").body


def test_who_has_a_page_is_not_sent_it_again(server: Running) -> None:
    whole = server.ask("/thing/old-body.html")
    again = server.ask("/thing/old-body.html", if_none_match=whole.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == whole.headers["etag"]
    assert server.ask("/thing/old-body.html", if_none_match='"other"').status == 200
    head = server.ask("/thing/old-body.html", "HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == str(len(whole.body))


def test_a_page_is_packed_for_who_takes_it(server: Running) -> None:
    whole = server.ask("/thing/old-body.html")
    packed = server.ask("/thing/old-body.html", accept_encoding="br, gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == whole.body
    assert packed.headers["etag"] != whole.headers["etag"]
    assert packed.headers["vary"] == whole.headers["vary"] == "Accept-Encoding"
    refused = server.ask("/thing/old-body.html", accept_encoding="gzip;q=0")
    assert "content-encoding" not in refused.headers


@pytest.mark.parametrize(
    ("accept", "place"),
    [
        ("text/html,application/xhtml+xml,*/*;q=0.8", "/thing/old-body.html"),
        ("", "/thing/old-body.html"),
        ("text/turtle", "/thing/old-body.ttl"),
        ("application/json, text/html;q=0.5", "/thing/old-body.json"),
        ("text/csv", "/thing/old-body.csv"),
    ],
)
def test_the_address_of_a_thing_leads_to_what_a_client_takes(
    server: Running, accept: str, place: str
) -> None:
    got = server.ask("/id/old-body", accept=accept)
    assert (got.status, got.headers["location"], got.headers["vary"]) == (303, place, "Accept")
    there = server.ask(place)
    assert there.status == 200
    assert there.media in accept or "*/*" in (accept or "*/*")


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("application/rdf+xml", "xml"),
        ("application/ld+json", "json-ld"),
        ("application/n-triples", "nt"),
    ],
)
def test_formats_that_no_file_has_come_from_the_endpoint(
    server: Running, accept: str, form: str
) -> None:
    got = server.ask("/id/old-body", accept=accept)
    there = server.ask(got.headers["location"])
    assert (got.status, there.status, there.media) == (303, 200, accept)
    assert len(rdflib.Graph().parse(data=there.text, format=form)) > 3


def test_a_thing_that_is_not_there_is_told_with_the_nearest(server: Running) -> None:
    got = server.ask("/id/old-bodi")
    assert (got.status, got.text) == (404, "nothing here has the id old-bodi; did you mean 'old-body'?\n")  # fmt: skip
    assert server.ask("/id/" + "a" * 5000).status == 404
    assert server.ask("/id/old-body", accept="image/png").status == 406
    assert server.ask("/id/old-body", "DELETE").status == 405
    assert server.ask("/none.html").status == 404


def test_a_page_tells_a_browser_to_load_nothing_else(server: Running) -> None:
    headers = server.ask("/").headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'self'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"]
    assert "content-security-policy" not in server.ask("/thing/old-body.json").headers
    assert json.loads(server.ask("/thing/old-body.json").text)["id"] == "old-body"


@pytest.mark.browser
@pytest.mark.parametrize(
    ("path", "ready"),
    [
        ("explorer.html#id=old-body", "html[data-ready]"),
        ("search.html?q=old", "#hits a"),
        ("thing/old-body.html", "h1"),
    ],
)
def test_the_policy_lets_a_page_do_what_it_does_on_disk(
    server: Running, browser: Browser, path: str, ready: str
) -> None:
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("response", lambda got: said.append(got.url) if got.status >= 400 else None)
    page.goto(f"{server.address}/{path}")
    page.wait_for_selector(ready, timeout=15_000)
    page.close()
    assert said == []
