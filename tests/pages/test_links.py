"""Every link within a site leads to something, and every page is valid HTML."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from functools import lru_cache
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

import html5rdf
import pytest

from kg.engine.derivation import open_complete
from kg.pages.document import Document
from kg.pages.site import Site, site_of

_TAG = re.compile(r"<[a-z][a-z0-9]*\s[^<>]*>")
"""A tag as the site writes it, which writes no < or > in an attribute as it is."""
_ATTRIBUTE = re.compile(r'\s(href|src|action|id)="([^"]*)"')
_PICTURE = re.compile(rb'<figure class="strip">.*?</figure>', re.DOTALL)
_EXPLORER = "explorer.html"
"""Its fragments are addresses of its own."""


def find_dead(documents: Iterable[Document]) -> list[str]:
    """Return the links of a site that lead nowhere, and the fragments that a page has twice."""
    known: dict[str, set[str]] = {}
    asked: dict[tuple[str, str], str] = {}
    faults = set()
    for document in documents:
        path, ids = document.path, list[str]()
        if path.endswith(".html"):
            for tag in _TAG.findall(document.content.decode()):
                for name, value in _ATTRIBUTE.findall(tag):
                    if name == "id":
                        ids.append(value)
                    elif target := _resolve(posixpath.dirname(path), unescape(value)):
                        asked[target[0] or path, target[1]] = path
        known[path] = set(ids)
        if len(known[path]) < len(ids):
            faults.add(f"{path} has a fragment twice")
    for (path, fragment), here in asked.items():
        if path not in known:
            faults.add(f"{here} -> {path}")
        elif fragment and path != _EXPLORER and fragment not in known[path]:
            faults.add(f"{here} -> {path}#{fragment}")
    return sorted(faults)


@lru_cache(100_000)
def _resolve(folder: str, link: str) -> tuple[str, str] | None:
    """Return the path and the fragment of a link within the site; no path for its own page."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None
    path = posixpath.normpath(posixpath.join(folder, unquote(parts.path))) if parts.path else ""
    return path, parts.fragment


def test_a_dead_link_a_lost_fragment_and_one_that_stands_twice_are_found() -> None:
    pages = {
        "a.html": '<p id="x"><a href="b.html#y">b</a> <a href="https://e.org/">e</a> <a href="#x">x</a>',
        "f/b.html": '<p id="y"><p id="y"><a href="../a.html#z">a</a> <a href="%C3%A9.ttl">e</a>',
        "f/é.ttl": "",
    }
    found = [Document(path, "", html.encode()) for path, html in pages.items()]
    assert find_dead(found) == [
        "a.html -> b.html", "f/b.html -> a.html#z", "f/b.html has a fragment twice",
    ]  # fmt: skip


def test_no_link_of_the_railway_site_is_dead(railway_folder: Path) -> None:
    files = [path for path in railway_folder.rglob("*") if path.is_file()]
    found = [Document(str(p.relative_to(railway_folder)), "", p.read_bytes()) for p in files]
    assert find_dead(found) == []


def test_each_page_of_the_railway_site_is_valid_html(railway_site: Site) -> None:
    for path in railway_site.paths():
        if path.endswith(".html") and path != _EXPLORER:
            document = railway_site.render(path)
            assert document is not None
            html5rdf.HTMLParser(strict=True).parse(document.content.decode())


@pytest.mark.slow
def test_no_link_of_the_shipped_site_is_dead_and_no_page_too_long(shipped_output: Path) -> None:
    site = site_of(open_complete(shipped_output), "https://example.org/nhs-it/", whole=True)
    sizes: dict[str, int] = {}

    def measured() -> Iterable[Document]:
        for document in site.documents():
            if document.path.endswith(".html") and document.path != _EXPLORER:
                sizes[document.path] = len(_PICTURE.sub(b"", document.content))
            yield document

    assert find_dead(measured()) == []
    assert {path: size for path, size in sizes.items() if size > 60_000} == {}
