"""What a page is once it is written: a file of the site, wherever it is sent."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Document:
    """A file of the site; `path` is relative to its root: `thing/nhsx.html`."""

    path: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the navigation that every page bears: its words and the path of its page."""

    words: str
    path: str


HTML = "text/html; charset=utf-8"
"""The media type of a page."""
