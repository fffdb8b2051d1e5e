"""Every link within a site leads to something, and every page is valid HTML."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import html5rdf
import pytest

from kg.engine.derivation import open_complete
from kg.pages.document import Document
from kg.pages.site import Site, site_of


class _Page(HTMLParser):
    """What a page links to, and the fragments that it has."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src", "action") and value is not None:
                self.links.append(value)
            elif name == "id":
                self.ids.append(value or "")


def find_dead(documents: Iterable[Document]) -> list[str]:
    """Return the links of a site that lead nowhere, and the fragments that a page has twice."""
    known: dict[str, set[str]] = {}
    links: list[tuple[str, str, str]] = []
    faults = []
    for document in documents:
        known[document.path] = set()
        if not document.path.endswith(".html"):
            continue
        page = _Page(document.content.decode())
        known[document.path] = set(page.ids)
        if len(set(page.ids)) < len(page.ids):
            faults.append(f"{document.path} has a fragment twice")
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            folder = posixpath.dirname(document.path)
            path = posixpath.normpath(posixpath.join(folder, unquote(parts.path)))
            links.append((document.path, path if parts.path else document.path, parts.fragment))
    explorer = "explorer.html"  # its fragments are addresses of its own
    for here, path, fragment in links:
        if path not in known:
            faults.append(f"{here} -> {path}")
        elif fragment and path != explorer and fragment not in known[path]:
            faults.append(f"{here} -> {path}#{fragment}")
    return sorted(set(faults))


def test_no_link_of_the_railway_site_is_dead(railway_folder: Path) -> None:
    files = [path for path in railway_folder.rglob("*") if path.is_file()]
    found = [Document(str(p.relative_to(railway_folder)), "", p.read_bytes()) for p in files]
    assert find_dead(found) == []


def test_each_page_of_the_railway_site_is_valid_html(railway_site: Site) -> None:
    for path in railway_site.paths():
        if path.endswith(".html") and path != "explorer.html":
            document = railway_site.render(path)
            assert document is not None
            html5rdf.HTMLParser(strict=True).parse(document.content.decode())


@pytest.mark.slow
def test_no_link_of_the_shipped_site_is_dead_and_no_page_too_long(shipped_output: Path) -> None:
    site = site_of(open_complete(shipped_output), "https://example.org/nhs-it/", whole=True)
    sizes: dict[str, int] = {}

    def measured() -> Iterable[Document]:
        for document in site.documents():
            if document.path.endswith(".html") and document.path != "explorer.html":
                sizes[document.path] = len(document.content)
            yield document

    assert find_dead(measured()) == []
    assert {path: size for path, size in sizes.items() if size > 60_000} == {}
