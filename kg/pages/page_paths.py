"""Where each page and each data file of the site stands, and how one leads to another.

Names of files come from ids, which in a graph of others may be anything: they are made such that
every file system takes them and tells them apart, whatever it thinks of capital letters.
"""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from hashlib import sha256
from urllib.parse import quote, urlsplit

from kg.errors import UsageError
from kg.model.terms import is_slug, to_slug

THINGS = "thing"
"""The folder of the pages of things."""

FEEDS = "feed"
"""The folder of the feeds of what changed."""

DATA_FORMATS = {
    "ttl": "text/turtle; charset=utf-8",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8; header=present",
}
"""Endings of the data files that stand beside the page of a thing, with their media types."""

_LONGEST = 100
_RESERVED = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]|index")
"""Names that mean a device to some systems, or the first page of a folder to servers."""


@lru_cache(65536)
def file_stem(slug: str) -> str:
    """Return what the files of a thing are called, without ending, from its id, CURIE or IRI.

    An id of the tables stands as it is. What is no such id, too long or means something else to
    a file system gets a digest of itself, so that no two things share a file.

    >>> file_stem("nhs-digital"), file_stem("https://example.org/A b")
    ('nhs-digital', 'example-org-a-b--8440c5d9e3ab')
    """
    if len(slug) <= _LONGEST and is_slug(slug) and not _RESERVED.fullmatch(slug):
        return slug
    words = to_slug(re.sub(r"^<?[a-z]+://", "", slug))[:60].strip("-")
    digest = sha256(slug.encode("utf8", "surrogatepass")).hexdigest()[:12]
    return f"{words or 'thing'}--{digest}"


def page_path(slug: str) -> str:
    """Return the path of the page of a thing.

    >>> page_path("nhsx")
    'thing/nhsx.html'
    """
    return f"{THINGS}/{file_stem(slug)}.html"


def data_path(slug: str, ending: str) -> str:
    """Return the path of a file beside the page of a thing.

    >>> data_path("nhsx", "ttl")
    'thing/nhsx.ttl'
    """
    return f"{THINGS}/{file_stem(slug)}.{ending}"


def feed_path(slug: str, kind: str) -> str:
    """Return the path of the feed of a thing or a topic.

    >>> feed_path("nhsx", "Unit"), feed_path("topic-ai", "Concept")
    ('feed/thing/nhsx.xml', 'feed/topic/topic-ai.xml')
    """
    folder = "topic" if kind == "Concept" else THINGS
    return f"{FEEDS}/{folder}/{file_stem(slug)}.xml"


def continued_path(slug: str, heading: str, number: int = 1) -> str:
    """Return the path of a further page of a thing, on which a long heading goes on.

    >>> continued_path("dhsc", "What it was told"), continued_path("dhsc", "Contracts", 2)
    ('thing/dhsc--what-it-was-told.html', 'thing/dhsc--contracts--2.html')
    """
    part = f"--{number}" if number > 1 else ""
    return f"{THINGS}/{file_stem(slug)}--{file_stem(to_slug(heading))}{part}.html"


def relative(here: str, there: str) -> str:
    """Return the link from one page to another, each by its path, with or without a fragment.

    It works from disk and under any base address.

    >>> relative("thing/nhsx.html", "kind/body.html"), relative("index.html", "site.css#a")
    ('../kind/body.html', 'site.css#a')
    """
    path, hash_mark, fragment = there.partition("#")
    if path == here and hash_mark:
        return f"#{fragment}"
    return _lead(here.rpartition("/")[0], path) + hash_mark + fragment


@lru_cache(65536)
def _lead(folder: str, path: str) -> str:
    return quote(posixpath.relpath(path, folder or "."), safe="/.-_~")


def to_absolute(base_url: str, path: str) -> str:
    """Return the address of a page on the web; where no base address is known, its path.

    >>> to_absolute("https://example.org/kg/", "thing/nhsx.html")
    'https://example.org/kg/thing/nhsx.html'
    """
    return base_url + quote(path, safe="/.-_~")


def read_base_url(text: str, option: str = "--base-url") -> str:
    """Return a base address with a slash at its end; UsageError for what is none.

    >>> read_base_url("https://example.org/kg")
    'https://example.org/kg/'
    """
    if not text:
        return ""
    try:
        parts = urlsplit(text)
    except ValueError:
        parts = urlsplit("")
    is_plain = text.isprintable() and not re.search(r"[\s\"'<>\\^`{|}]", text)
    if parts.scheme not in ("http", "https") or not parts.hostname or not is_plain:
        raise UsageError(
            f"{option} '{text}': is no web address; expected one such as https://example.org/kg/"
        )
    if parts.query or parts.fragment:
        raise UsageError(f"{option} '{text}': has a query or a fragment; expected none")
    return text.rstrip("/") + "/"
