"""The pages of things."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.pages.addresses import THINGS
from kg.pages.document import Document, Door
from kg.pages.layout import Layout


class Things:
    """A page for each thing of the record."""

    doors: Sequence[Door] = ()

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._library = layout.library

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
        return self._layout.write(path, "thing.html", card.label, card=card)
