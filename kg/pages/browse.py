"""The page from which every list is reached."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.pages.document import Document, Entry
from kg.pages.frame import Frame
from kg.pages.listing import Listings
from kg.pages.of_governments import GOVERNMENTS, GovernmentLists
from kg.pages.of_kinds import BROWSE, KindLists
from kg.pages.of_publishers import PUBLISHERS, PublisherLists
from kg.pages.of_topics import TOPICS, TopicLists
from kg.pages.of_years import YEARS, YearLists

_OTHERS: Sequence[tuple[Entry, type[Listings], str]] = (
    (TOPICS, TopicLists, "what was advised on each, and what became of it"),
    (YEARS, YearLists, "what began, ended or happened in each"),
    (GOVERNMENTS, GovernmentLists, "what happened under each prime minister"),
    (PUBLISHERS, PublisherLists, "where the record was read, by who published it"),
)


def ways_in(frame: Frame) -> list[tuple[Entry, str]]:
    """Return the pages above the lists that the record has, each with what stands there."""
    return [(entry, said) for entry, make, said in _OTHERS if make(frame).makers()]


class Browse:
    """The lists of the site, on one page."""

    entries: Sequence[Entry] = (BROWSE,)

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def paths(self) -> Iterable[str]:
        """Return the one path."""
        return (BROWSE.path,)

    def render(self, path: str) -> Document | None:
        """Return the page."""
        if path != BROWSE.path:
            return None
        kinds = KindLists(self._frame)
        found = [(kinds.path(stem), words, n) for stem, (_, words, n) in kinds.kinds.items()]
        return self._frame.write(
            path, "browse.html", "Browse", kinds=found, others=ways_in(self._frame)
        )
