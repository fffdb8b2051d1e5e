"""The search of the site: a page, its script, and the pieces of the index that it loads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from kg.index.kinds import kinds_of
from kg.model.terms import local_part
from kg.pages.document import Document, Entry
from kg.pages.frame import Frame
from kg.pages.of_kinds import KindLists, listed_kinds, when_of
from kg.pages.page_paths import THINGS, file_stem
from kg.pages.pieces import PAIR, Findable, Pieces, split_names, write_piece

SEARCH = Entry("Search", "search.html")
_FOLDER = "search"
_SCRIPT = "text/javascript; charset=utf-8"


class SearchPages:
    """The page of the search and the pieces of its index."""

    entries: Sequence[Entry] = (SEARCH,)

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._library = frame.library

    def paths(self) -> Iterable[str]:
        """Return the path of the page and of the pieces."""
        yield SEARCH.path
        yield from self._names

    def render(self, path: str) -> Document | None:
        """Return the page or a piece."""
        if path == SEARCH.path:
            return self._write_page()
        if path not in self._names:
            return None
        name = self._names[path]
        return Document(path, _SCRIPT, write_piece(name, self._pieces.rows[name]).encode())

    @cached_property
    def _kinds(self) -> dict[str, str]:
        """Kind -> what one of it is called, of the kinds that can be found."""
        called = kinds_of(self._library.index, listed_kinds(self._library))
        return {kind: label or local_part(kind) for kind, label in called.items()}

    @cached_property
    def _pieces(self) -> Pieces:
        index, living = self._library.index, self._library.index.living
        places = {kind: place for place, kind in enumerate(self._kinds)}
        found: dict[str, tuple[int, str, str, dict[str, None]]] = {}
        for name, entity in index.all_names():
            if entity.kind in places:
                label = entity.label or entity.slug
                known = found.setdefault(
                    entity.slug, (places[entity.kind], label, when_of(entity, living), {})
                )
                if name.text != label:
                    known[3][name.text] = None
        return split_names(
            [
                Findable(file_stem(slug), label, place, when, tuple(others))
                for slug, (place, label, when, others) in found.items()
            ]
        )

    @cached_property
    def _names(self) -> dict[str, str]:
        """The name of each piece by its path; no system takes its file for a device."""
        return {f"{_FOLDER}/of-{name.replace(PAIR, '_')}.js": name for name in self._pieces.rows}

    def _write_page(self) -> Document:
        kinds = KindLists(self._frame)
        data = {
            "pieces": {name: len(rows) for name, rows in self._pieces.rows.items()},
            "leftOut": dict(self._pieces.left_out),
            "kinds": [*self._kinds.values()],
            "begin": f"{_FOLDER}/of-",
            "things": f"{THINGS}/",
        }
        lists = [(kinds.path(stem), words) for stem, (_, words, _) in kinds.kinds.items()]
        return self._frame.write(SEARCH.path, "search.html", "Search", data=data, lists=lists)
