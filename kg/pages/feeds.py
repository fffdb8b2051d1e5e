"""Feeds of what changed (Atom, RFC 4287): of the whole record, of each thing and each topic.

An entry is what one release changed of one thing. Days are those up to which the releases were
read, so the same graphs give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from html import escape

from kg.ask.diff import Change
from kg.engine.store import LocalGraph
from kg.history.solutions import find_as_of
from kg.model.notation import NOT_XML
from kg.model.spelling import count
from kg.pages.changed import Release, read_releases
from kg.pages.document import Document, Entry
from kg.pages.frame import Frame
from kg.pages.page_paths import FEEDS, feed_path, page_path, relative, to_absolute

ALL = f"{FEEDS}/all.xml"
ATOM = "application/atom+xml; charset=utf-8"
_TOPIC = "Concept"
_MOST = 300
"""Entries of a feed."""
_TOLD = 50
"""Changes that an entry tells one by one."""
_NEVER = "1970-01-01"
"""The day of a record that was never read."""
_SIGNS = {"added": "New", "removed": "No longer", "changed": "Changed"}


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An entry of a feed; `html` is what it says, `path` the page that it leads to."""

    key: str
    title: str
    day: str
    html: str
    path: str


class Feeds:
    """The feeds of a site; without earlier releases, that of the whole says what there is."""

    entries: Sequence[Entry] = ()

    def __init__(self, frame: Frame) -> None:
        self._library = frame.library

    def paths(self) -> Iterable[str]:
        """Return the paths of all feeds."""
        yield ALL
        yield from self._slugs

    def render(self, path: str) -> Document | None:
        """Return a feed."""
        if path == ALL:
            posts = [post for release in self._releases for post in self._posts(release)]
            return self._write(
                path, self._library.dataset.title, [*posts, *self._first()], "index.html"
            )
        slug = self._slugs.get(path)
        if slug is None:
            return None
        posts = [
            self._post(release, slug) for release in self._releases if slug in release.by_thing
        ]
        title = f"{self._library.facts.label(slug)} · {self._library.dataset.title}"
        return self._write(path, title, posts, page_path(slug))

    @cached_property
    def _slugs(self) -> dict[str, str]:
        """The things that have a feed, by its path."""
        index = self._library.index
        kinds = [kind for kind in index.kinds() if kind in self._library.followed]
        return {feed_path(e.slug, e.kind): e.slug for e in index.of_kinds(kinds)}

    @cached_property
    def _releases(self) -> list[Release]:
        graph, earlier = self._library.graph, self._library.earlier
        return read_releases([*earlier, graph]) if isinstance(graph, LocalGraph) else []

    @cached_property
    def _day(self) -> str:
        day = find_as_of(self._library.graph)
        return day.isoformat() if day is not None else _NEVER

    def _posts(self, release: Release) -> list[FeedEntry]:
        """Return an entry for each thing that a release changed, but for topics."""
        index = self._library.index
        known = index.entities(release.by_thing)
        return [
            self._post(release, slug)
            for slug in release.by_thing
            if slug not in known or known[slug].kind != _TOPIC
        ]

    def _post(self, release: Release, slug: str) -> FeedEntry:
        changes = release.by_thing[slug]
        label = self._library.facts.label(slug)
        lines = "".join(f"<li>{_say(change)}</li>" for change in changes[:_TOLD])
        left = len(changes) - _TOLD
        more = f"<p>And {count(left, 'change')} more.</p>" if left > 0 else ""
        day = release.day or _NEVER
        key = "\n".join([day, slug, *(f"{c.what} {c.text} {c.detail}" for c in changes)])
        path = page_path(slug) if self._library.has_page(slug) else "index.html"
        said = f"{label}: {count(len(changes), 'change')}"
        return FeedEntry(key, said, day, f"<ul>{lines}</ul>{more}", path)

    def _first(self) -> list[FeedEntry]:
        """Return the entry of the record as it is, where no release came before."""
        if self._releases:
            return []
        triples = self._library.index.kinds()
        said = f"The record as read up to {self._day}"
        html = f"<p>{count(sum(triples.values()), 'node')} with sources.</p>"
        return [FeedEntry(f"{self._day}\nall", said, self._day, html, "index.html")]

    def _write(self, path: str, title: str, posts: list[FeedEntry], page: str) -> Document:
        record, base = self._library.dataset, self._library.base_url
        name = record.publisher or ", ".join(record.creators) or record.title
        own = f'<link rel="self" href="{_xml(to_absolute(base, path))}"/>\n' if base else ""
        text = (
            '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
            f"<id>{_xml(self._library.space.base + path)}</id>\n<title>{_xml(title)}</title>\n"
            f"<updated>{_when(posts[0].day if posts else self._day)}</updated>\n"
            f"<author><name>{_xml(name)}</name></author>\n{own}"
            f'<link rel="alternate" type="text/html" href="{_xml(self._link(path, page))}"/>\n'
            + "".join(self._entry(path, post) for post in posts[:_MOST])
            + "</feed>\n"
        )
        return Document(path, ATOM, text.encode())

    def _entry(self, path: str, post: FeedEntry) -> str:
        digest = sha256(post.key.encode("utf8", "replace")).hexdigest()[:16]
        return (
            f"<entry>\n<id>{_xml(f'{self._library.space.base}change/{digest}')}</id>\n"
            f"<title>{_xml(post.title)}</title>\n<updated>{_when(post.day)}</updated>\n"
            f'<link rel="alternate" type="text/html" href="{_xml(self._link(path, post.path))}"/>\n'
            f'<content type="html">{_xml(post.html)}</content>\n</entry>\n'
        )

    def _link(self, here: str, there: str) -> str:
        base = self._library.base_url
        return to_absolute(base, there) if base else relative(here, there)


def _say(change: Change) -> str:
    """Return a change as HTML."""
    detail = "".join(f"<li>{escape(one)}</li>" for one in change.detail)
    said = f"{_SIGNS[change.what]}: {escape(change.text)}"
    return f"{said}<ul>{detail}</ul>" if detail else said


def _when(day: str) -> str:
    return f"{day}T00:00:00Z"


def _xml(text: str) -> str:
    """Return a text as XML can hold it."""
    return escape(NOT_XML.sub("\ufffd", text))
