"""What hosts and robots read: rules of redirection, the map of the site, and what is not found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from html import escape

from kg.engine.about import ontology_of
from kg.history.solutions import rows
from kg.model.terms import is_slug
from kg.pages.document import HTML, Document, Entry
from kg.pages.downloads import CATALOGUES, DATA
from kg.pages.frame import Frame
from kg.pages.ontology_pages import VOCABULARY, name_files
from kg.pages.page_paths import THINGS, to_absolute
from kg.pages.redirects import Targets, prefix_of, write_htaccess, write_netlify, write_nginx

SITEMAP = "sitemap.xml"
_MOST = 50_000
"""Addresses that one map may hold (sitemaps.org)."""
_TEXT, _XML = "text/plain; charset=utf-8", "application/xml; charset=utf-8"
_GIVEN_UP = "SELECT ?old ?new WHERE { ?old dct:isReplacedBy ?new } ORDER BY ?old ?new"


class Hosting:
    """The files that a host looks for; those that must name the site need its address."""

    entries: Sequence[Entry] = ()

    def __init__(self, frame: Frame) -> None:
        self._library = frame.library

    def paths(self) -> Iterable[str]:
        """Return the paths of the files."""
        return self._makers

    def render(self, path: str) -> Document | None:
        """Return a file."""
        if path not in self._makers:
            return None
        media_type = HTML if path.endswith(".html") else _TEXT
        return Document(path, media_type, self._makers[path]().encode())

    @cached_property
    def _makers(self) -> Mapping[str, Callable[[], str]]:
        found: dict[str, Callable[[], str]] = {
            ".nojekyll": str,
            "robots.txt": self._robots,
            "_redirects": lambda: write_netlify(self._library.space, self._prefix, self._targets),
            "redirects/nginx.conf": lambda: write_nginx(
                self._library.space, self._library.dataset.title, self._prefix, self._targets
            ),
        }
        if self._library.base_url:
            found["404.html"] = self._missing
            found["redirects/w3id.htaccess"] = lambda: write_htaccess(
                self._library.space,
                self._library.dataset.title,
                self._library.base_url,
                self._targets,
            )
        return found

    @property
    def _prefix(self) -> str:
        return prefix_of(self._library.base_url)

    @cached_property
    def _targets(self) -> Targets:
        graph = self._library.graph
        moved = {row["old"]: row["new"] for row in rows(graph, _GIVEN_UP)}
        return Targets(
            vocabulary=VOCABULARY.path,
            vocabulary_file=next(iter(name_files(ontology_of(graph)))),
            data=DATA.path,
            catalogue=next(iter(CATALOGUES)),
            moved={
                old: new
                for old, new in moved.items()
                if is_slug(old) and self._library.has_page(new)
            },
        )

    def _robots(self) -> str:
        base = self._library.base_url
        return "User-agent: *\nAllow: /\n" + (f"Sitemap: {base}{SITEMAP}\n" if base else "")

    def _missing(self) -> str:
        """Return the page for what is not there: it leads addresses of things to their pages."""
        title, site = escape(self._library.dataset.title), escape(self._library.base_url)
        return (
            '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>Not found · {title}</title>\n"
            f'<link rel="stylesheet" href="{site}site.css">\n</head>\n<body>\n'
            f'<main id="main" data-site="{site}">\n<h1>Not found</h1>\n'
            f'<p>There is no such page of {title}. <a href="{site}search.html">Search</a>, '
            f'<a href="{site}browse.html">browse</a> or begin at '
            f'<a href="{site}index.html">the first page</a>.</p>\n</main>\n<script>\n'
            'const site = document.getElementById("main").dataset.site;\n'
            "const thing = /\\/id\\/([a-z0-9-]+)$/.exec(location.pathname);\n"
            f"if (thing) location.replace(`${{site}}{THINGS}/${{thing[1]}}.html`);\n"
            "</script>\n</body>\n</html>\n"
        )


class Sitemap:
    """The map of the site for search engines; none where its address is not known."""

    entries: Sequence[Entry] = ()

    def __init__(self, frame: Frame, pages: Callable[[], Iterable[str]]) -> None:
        self._base = frame.library.base_url
        self._find_pages = pages

    def paths(self) -> Iterable[str]:
        """Return the paths of the map, or of several and of the one that lists them."""
        return self._maps if self._base else ()

    def render(self, path: str) -> Document | None:
        """Return a map."""
        if not self._base or path not in self._maps:
            return None
        is_list = path == SITEMAP and len(self._maps) > 1
        outer, inner = ("sitemapindex", "sitemap") if is_list else ("urlset", "url")
        found = [name for name in self._maps if name != SITEMAP] if is_list else self._maps[path]
        text = "".join(
            f"<{inner}><loc>{escape(to_absolute(self._base, name))}</loc></{inner}>\n"
            for name in found
        )
        return Document(
            path,
            _XML,
            (
                '<?xml version="1.0" encoding="UTF-8"?>\n'
                f'<{outer} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{text}</{outer}>\n'
            ).encode(),
        )

    @cached_property
    def _maps(self) -> dict[str, list[str]]:
        pages = sorted(p for p in self._find_pages() if p.endswith(".html") and p != "404.html")
        if len(pages) <= _MOST:
            return {SITEMAP: pages}
        parts = range(0, len(pages), _MOST)
        return {SITEMAP: []} | {
            f"sitemap-{n}.xml": pages[at : at + _MOST] for n, at in enumerate(parts, start=1)
        }
