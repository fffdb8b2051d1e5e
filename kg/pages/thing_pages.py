"""The pages of things, and the data files beside them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.ask.cardtext import Card
from kg.pages.document import Document, Entry
from kg.pages.frame import Frame
from kg.pages.page_lines import PageLine, fit, list_further, make_lines, split
from kg.pages.page_paths import DATA_FORMATS, THINGS, data_path, page_path
from kg.pages.portrait import paint
from kg.pages.thing_data import Triples, write_csv, write_json

_KEPT = 4
"""Things that are kept once read: their files are asked for one after another."""


@dataclass(frozen=True, slots=True)
class _Thing:
    card: Card
    lines: dict[str, tuple[PageLine, ...]]
    further: dict[str, tuple[str, int]]
    """Path of a further page -> its heading, and which part of it."""


class ThingPages:
    """A page for each thing of the record."""

    entries: Sequence[Entry] = ()

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._library = frame.library
        self._triples = Triples(frame.library)
        self._things: OrderedDict[str, _Thing] = OrderedDict()

    def paths(self) -> Iterator[str]:
        """Yield the paths of the page and the data files of each thing.

        The pages on which some of them go on are found by reading these.
        """
        for slug in self._library.slugs.values():
            yield page_path(slug)
            yield from (data_path(slug, ending) for ending in DATA_FORMATS)

    def documents(self, part: int, of: int) -> Iterator[Document]:
        """Yield every file of each thing, those of one after another, or one of several parts."""
        for slug in [*self._library.slugs.values()][part::of]:
            paths = (page_path(slug), *self._read(slug).further)
            for path in (*paths, *(data_path(slug, ending) for ending in DATA_FORMATS)):
                document = self.render(path)
                if document is not None:
                    yield document

    def render(self, path: str) -> Document | None:
        """Return a page or a data file; None for what is neither."""
        folder, _, name = path.partition("/")
        stem, dot, ending = name.rpartition(".")
        if folder != THINGS or not dot:
            return None
        slug = self._find_slug(stem, ending)
        if slug is None:
            return None
        thing = self._read(slug)
        if path == page_path(slug):
            sections = fit(slug, thing.lines)
            values = paint(self._library, thing.card, sections, thing.lines)
            return self._frame.write(path, "thing.html", thing.card.label, **values)
        if ending == "html":
            return self._write_further(path, thing)
        write = {
            "ttl": lambda: self._triples.write(slug),
            "json": lambda: write_json(thing.card, thing.lines),
            "csv": lambda: write_csv(thing.lines),
        }
        return Document(path, DATA_FORMATS[ending], write[ending]())

    def _find_slug(self, stem: str, ending: str) -> str | None:
        slugs = self._library.slugs
        if stem in slugs:
            return slugs[stem] if ending in ("html", *DATA_FORMATS) else None
        if ending != "html":
            return None
        starts = (stem[:at] for at in range(len(stem)) if stem.startswith("--", at))
        return next((slugs[start] for start in starts if start in slugs), None)

    def _write_further(self, path: str, thing: _Thing) -> Document | None:
        if path not in thing.further:
            return None
        heading, part = thing.further[path]
        pages = [p for p, (h, _) in thing.further.items() if h == heading]
        return self._frame.write(
            path,
            "further.html",
            f"{thing.card.label}: {heading.lower()}",
            card=thing.card,
            heading=heading,
            total=len(thing.lines[heading]),
            lines=split(thing.lines[heading])[part],
            pages=pages,
        )

    def _read(self, slug: str) -> _Thing:
        known = self._things.get(slug)
        if known is None:
            card = self._library.card(slug)
            lines = make_lines(self._library, card)
            further = {path: (h, part) for path, h, part in list_further(slug, lines)}
            known = self._things[slug] = _Thing(card, lines, further)
            if len(self._things) > _KEPT:
                self._things.popitem(last=False)
        return known
