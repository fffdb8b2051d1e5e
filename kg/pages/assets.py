"""The files that all pages share: the style sheet and what else stands in `web/`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from kg.pages.document import Document, Entry
from kg.pages.frame import Frame

_WEB = Path(__file__).with_name("web")
_TYPES = {".css": "text/css; charset=utf-8", ".svg": "image/svg+xml", ".js": "text/javascript"}


class Assets:
    """The files of `web/`, at the root of the site."""

    entries: Sequence[Entry] = ()

    def __init__(self, frame: Frame) -> None:
        self._files = {path.name: path for path in _WEB.iterdir() if path.suffix in _TYPES}

    def paths(self) -> Iterable[str]:
        """Return the names of the files."""
        return self._files

    def render(self, path: str) -> Document | None:
        """Return a file as it stands in the package."""
        file = self._files.get(path)
        return Document(path, _TYPES[file.suffix], file.read_bytes()) if file else None
