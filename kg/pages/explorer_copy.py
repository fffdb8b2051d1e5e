"""The explorer beside the pages, linked both ways: its cards lead to pages, pages to its states."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from kg.explorer import draw_page
from kg.explorer.template import put_beside_pages
from kg.pages.document import HTML, Document, Entry
from kg.pages.frame import EXPLORER, Frame
from kg.pages.page_paths import THINGS


class ExplorerCopy:
    """The page that `kg build` wrote, told that it stands beside pages."""

    entries: Sequence[Entry] = (Entry("Explorer", EXPLORER),)

    def __init__(self, frame: Frame) -> None:
        self._library = frame.library

    def paths(self) -> Iterable[str]:
        """Return the one path."""
        return (EXPLORER,)

    def render(self, path: str) -> Document | None:
        """Return the page; drawn anew where no build keeps it, which takes seconds."""
        if path != EXPLORER:
            return None
        others = {slug: stem for stem, slug in self._library.slugs.items() if slug != stem}
        written = self._read_built() or self._draw()
        page = put_beside_pages(written, f"{THINGS}/", ".html", others)
        return Document(path, HTML, page.encode())

    def _read_built(self) -> str:
        folder: Path | None = getattr(self._library.graph, "folder", None)
        built = folder / f"{self._library.dataset.name}.html" if folder is not None else None
        return built.read_text("utf8") if built is not None and built.is_file() else ""

    def _draw(self) -> str:
        return draw_page(self._library.graph, self._library.vocabulary)
