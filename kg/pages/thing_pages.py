"""The pages of things."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.pages.document import Document, Entry
from kg.pages.frame import Frame
from kg.pages.page_paths import THINGS


class ThingPages:
    """A page for each thing of the record."""

    entries: Sequence[Entry] = ()

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._library = frame.library

    def paths(self) -> Iterable[str]:
        """Return the paths of all pages."""
        return (f"{THINGS}/{stem}.html" for stem in self._library.slugs)

    def render(self, path: str) -> Document | None:
        """Return a page."""
        folder, _, name = path.partition("/")
        stem, _, ending = name.partition(".")
        if folder != THINGS or ending != "html" or stem not in self._library.slugs:
            return None
        card = self._library.card(self._library.slugs[stem])
        return self._frame.write(path, "thing.html", card.label, card=card)
