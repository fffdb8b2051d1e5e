"""Where the record was read: its sources, by who published them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property, partial

from kg.history.solutions import rows
from kg.model.dates import say
from kg.model.spelling import count, fold
from kg.pages.document import Entry
from kg.pages.listing import Group, Item, Listing, Listings, by_letter, stem_of
from kg.pages.of_kinds import BROWSE

PUBLISHERS = Entry("Publishers of sources", "publisher/all.html")
_ALL = "all"
_FEW = 1
"""A publisher of so many sources has no page of its own: its line leads to the source."""
_SOURCES = """
SELECT ?source ?publisher ?label ?date ?kind WHERE {
  ?source a nhsit:Source ; dc:publisher|dct:publisher ?publisher
  OPTIONAL { ?source skos:prefLabel ?label }
  OPTIONAL { ?source nhsit:date ?date }
  OPTIONAL { ?source nhsit:sourceType/skos:prefLabel ?kind } }
"""


class PublisherLists(Listings):
    """A list of sources for each publisher of several, and one of all publishers."""

    folder = "publisher"

    @cached_property
    def sources(self) -> dict[str, tuple[Item, ...]]:
        """Publisher -> its sources, the latest first."""
        found: dict[str, dict[str, tuple[str, Item]]] = {}
        for row in rows(self._library.graph, _SOURCES):
            slug, date = row["source"], row.get("date", "")
            words = row.get("label", slug)
            item = Item(slug, words, say(date), row.get("kind", ""))
            kept = found.setdefault(row["publisher"], {})
            kept[slug] = min(kept.get(slug, (date, item)), (date, item), key=lambda p: p[1].words)
        return {
            publisher: tuple(
                item
                for _, item in sorted(
                    kept.values(), key=lambda pair: (pair[0], pair[1].slug), reverse=True
                )
            )
            for publisher, kept in sorted(found.items())
        }

    @cached_property
    def stems(self) -> dict[str, str]:
        """Publisher -> the stem of its page, of those that have one; all are different."""
        found: dict[str, str] = {}
        taken = {_ALL}
        for publisher, items in self.sources.items():
            if len(items) > _FEW:
                stem = stem_of(fold(publisher).replace(" ", "-"))
                stem = stem if stem not in taken else stem_of(f"{publisher}\n")
                taken.add(stem)
                found[publisher] = stem
        return found

    def makers(self) -> Mapping[str, Callable[[], Listing]]:
        """Return how the list of each publisher is made."""
        if not self.sources:
            return {}
        found = {stem: partial(self._publisher, name) for name, stem in self.stems.items()}
        return {_ALL: self._all, **found}

    def _all(self) -> Listing:
        items = [
            Item("", name, note=count(len(found), "source"), path=self.path(self.stems[name]))
            if name in self.stems
            else Item(found[0].slug, name, note=f"1 source: {found[0].words}")
            for name, found in self.sources.items()
        ]
        total = sum(map(len, self.sources.values()))
        lead = f"{count(total, 'source')} of {count(len(items), 'publisher')}, as they are named."
        return Listing("Publishers of sources", lead, by_letter(items), (BROWSE,))

    def _publisher(self, name: str) -> Listing:
        found = self.sources[name]
        lead = f"{count(len(found), 'source')} that the record was read in, the latest first."
        return Listing(name, lead, (Group("", found),), (BROWSE, PUBLISHERS))
