"""The first page of the site: what the record is, four numbers of it, and the ways in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.explorer.headline import headline
from kg.history.solutions import find_as_of
from kg.model.dates import say
from kg.model.spelling import count
from kg.pages.browse import ways_in
from kg.pages.document import Document, Entry
from kg.pages.frame import Frame
from kg.pages.of_kinds import KindLists
from kg.read.dataset import national_tiers

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
        now = find_as_of(library.graph)
        kinds = KindLists(self._frame)
        sizes = sorted(kinds.kinds.items(), key=lambda pair: (-pair[1][2], pair[0]))
        return self._frame.write(
            _PATH,
            "front.html",
            library.dataset.page_title,
            numbers=headline(library.graph, now, self._national()),
            read_up_to=say(now.isoformat()) if now is not None else "",
            sources=count(library.index.kinds().get("Source", 0), "source"),
            kinds=[(kinds.path(stem), words, number) for stem, (_, words, number) in sizes[:_FEW]],
            ways=ways_in(self._frame),
        )

    def _national(self) -> list[str]:
        """Return the tiers that count as national, as local names."""
        library = self._frame.library
        tiers = national_tiers(library.dataset, library.vocabulary)
        return [library.space.local(tier) for tier in tiers]


_FEW = 8
"""Kinds that are named here; all of them stand on the page of lists."""
