"""The first page of the site."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.index.kinds import kinds_of
from kg.pages.document import Document, Entry
from kg.pages.frame import Frame

_PATH = "index.html"


class Front:
    """The page that a reader comes to first."""

    entries: Sequence[Entry] = ()

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def paths(self) -> Iterable[str]:
        """Return the one path."""
        return (_PATH,)

    def render(self, path: str) -> Document | None:
        """Return the page."""
        if path != _PATH:
            return None
        library = self._frame.library
        counts = library.index.kinds()
        labels = kinds_of(library.index, counts)
        kinds = [(labels[kind] or kind, number) for kind, number in counts.items()]
        return self._frame.write(_PATH, "front.html", library.dataset.page_title, kinds=kinds)
