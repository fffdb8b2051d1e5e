"""The page from which every list is reached."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.pages.document import Document, Door
from kg.pages.layout import Layout
from kg.pages.listing import Listings
from kg.pages.of_governments import GOVERNMENTS, GovernmentLists
from kg.pages.of_kinds import BROWSE, KindLists
from kg.pages.of_publishers import PUBLISHERS, PublisherLists
from kg.pages.of_topics import TOPICS, TopicLists
from kg.pages.of_years import YEARS, YearLists

_OTHERS: Sequence[tuple[Door, type[Listings], str]] = (
    (TOPICS, TopicLists, "what was advised on each, and what became of it"),
    (YEARS, YearLists, "what began, ended or happened in each"),
    (GOVERNMENTS, GovernmentLists, "what happened under each prime minister"),
    (PUBLISHERS, PublisherLists, "where the record was read, by who published it"),
)


class Browse:
    """The lists of the site, on one page."""

    doors: Sequence[Door] = (BROWSE,)

    def __init__(self, layout: Layout) -> None:
        self._layout = layout

    def paths(self) -> Iterable[str]:
        """Return the one path."""
        return (BROWSE.path,)

    def render(self, path: str) -> Document | None:
        """Return the page."""
        if path != BROWSE.path:
            return None
        kinds = KindLists(self._layout)
        others = [
            (door, said)
            for door, make, said in _OTHERS
            if any(True for _ in make(self._layout).makers())
        ]
        found = [(kinds.path(stem), words, n) for stem, (_, words, n) in kinds.kinds.items()]
        return self._layout.write(path, "browse.html", "Browse", kinds=found, others=others)
