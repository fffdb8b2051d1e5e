"""Lists of things by what they are, A to Z."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial

from kg.history.homes import HOMES
from kg.index.entries import Entity
from kg.model.dates import period, say
from kg.model.terms import local_part
from kg.pages.document import Entry
from kg.pages.library import Library
from kg.pages.listing import Item, Listing, Listings, by_letter, stem_of

BROWSE = Entry("Browse", "browse.html")
"""The page above every list."""


def listed_kinds(library: Library) -> dict[str, tuple[str, int]]:
    """Return the kinds of what has a name, with what many of them are called and how many are.

    They are in the order of these words.
    """
    labels, space = library.index.vocabulary(), library.space
    found = {}
    for kind, number in library.index.kinds().items():
        if kind not in HOMES:
            one, many = labels.get(space.term(kind), ("", ""))
            words = many or f"{one or local_part(kind)}s"
            found[kind] = (words[:1].upper() + words[1:], number)
    return dict(sorted(found.items(), key=lambda pair: (pair[1][0].lower(), pair[0])))


def when_of(entity: Entity, living: Sequence[str]) -> str:
    """Return when a thing was, in words: its life, or its day."""
    return period(entity.start, entity.end) if entity.kind in living else say(entity.start)


def to_item(entity: Entity, living: Sequence[str], note: str = "") -> Item:
    """Return the line of a thing."""
    return Item(entity.slug, entity.label or entity.slug, when_of(entity, living), note)


class KindLists(Listings):
    """A list for each kind of thing."""

    folder = "kind"

    @cached_property
    def kinds(self) -> dict[str, tuple[str, str, int]]:
        """Stem -> kind, its words and how many there are."""
        found = listed_kinds(self._library)
        return {stem_of(kind): (kind, words, number) for kind, (words, number) in found.items()}

    def makers(self) -> Mapping[str, Callable[[], Listing]]:
        """Return how the list of each kind is made."""
        return {
            stem: partial(self._list, kind, words) for stem, (kind, words, _) in self.kinds.items()
        }

    def _list(self, kind: str, words: str) -> Listing:
        index = self._library.index
        items = [to_item(entity, index.living) for entity in index.of_kinds([kind])]
        number = f"{len(items):,} in the record, by name."
        return Listing(words, number, by_letter(items), (BROWSE,))
