"""Lists of things, cut into pages that stay small, with the letters by which one finds one's way.

A list is made when one of its pages is first asked for, and kept: its pages are asked for together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape
from textwrap import shorten

from kg.model.spelling import fold
from kg.pages.document import Document, Entry
from kg.pages.frame import Frame
from kg.pages.page_paths import file_stem

LARGEST = 50_000
"""Bytes of items on a page; the frame and the headings come to it."""
_MARKUP = 130
"""Bytes that an item takes beside its words."""
_FOLDED = 26
"""Pages of one list that are all named at its head."""
_NUMBERED = re.compile(r"(.+)--([2-9]|[1-9][0-9]+)")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a list: a thing, the words for it, when it was, and what else is to be said.

    `path` leads to a page of the site that is no thing's.
    """

    slug: str
    words: str
    when: str = ""
    note: str = ""
    path: str = ""

    @property
    def size(self) -> int:
        """About how many bytes it takes on a page."""
        said = escape(f"{self.words}{self.when}{self.note}")
        return _MARKUP + len(said.encode()) + len(self.slug) + len(self.path)


@dataclass(frozen=True, slots=True)
class Group:
    """Items under a heading."""

    heading: str
    items: tuple[Item, ...]

    @property
    def anchor(self) -> str:
        """What an address of the heading ends with."""
        return file_stem(self.heading.lower())


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: its title, what is to be said before it, and its groups.

    `up` are the pages above it, the widest first; `about` is the thing that it is a list of, and
    `feed` the path of the feed that tells what changes in it.
    """

    title: str
    lead: str
    groups: tuple[Group, ...]
    up: tuple[Entry, ...] = ()
    about: str = ""
    feed: str = ""

    @property
    def count(self) -> int:
        """How many items there are."""
        return sum(len(group.items) for group in self.groups)


def by_letter(items: Iterable[Item]) -> tuple[Group, ...]:
    """Return items by the first letter of their words, in order."""
    found: dict[str, list[Item]] = {}
    for item in sorted(items, key=lambda item: (fold(item.words), item.words, item.slug)):
        found.setdefault(first_letter(item.words), []).append(item)
    return tuple(Group(letter, tuple(some)) for letter, some in found.items())


def first_letter(words: str) -> str:
    """Return the heading under which a name stands.

    >>> first_letter("Östlund"), first_letter("111"), first_letter("…")
    ('O', '0–9', 'Other')
    """
    first = fold(words)[:1]
    return "0–9" if first.isdigit() else first.upper() or "Other"


def stem_of(words: str) -> str:
    """Return what a page about a class or a name is called.

    >>> stem_of("BodyGroup"), stem_of("org:Post")
    ('body-group', 'org-post--b485117ed96e')
    """
    return file_stem(_HUMP.sub("-", words).lower())


def split_listing(listing: Listing, largest: int = LARGEST) -> list[Listing]:
    """Return a list as pages, each with items of no more bytes than given, unless one has more."""
    pages: list[list[Group]] = [[]]
    room = largest
    for group in listing.groups:
        some: list[Item] = []
        for item in group.items:
            if item.size > room and (some or pages[-1]):
                if some:
                    pages[-1].append(replace(group, items=tuple(some)))
                pages.append([])
                some, room = [], largest
            some.append(item)
            room -= item.size
        if some:
            pages[-1].append(replace(group, items=tuple(some)))
    return [replace(listing, groups=tuple(groups)) for groups in pages]


class Listings:
    """A folder of lists, each by the stem of its first page."""

    entries: Sequence[Entry] = ()
    folder: str = ""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._library = frame.library
        self._kept: dict[str, list[Listing]] = {}

    def makers(self) -> Mapping[str, Callable[[], Listing]]:
        """Return how each list is made, by its stem."""
        raise NotImplementedError

    @cached_property
    def _makers(self) -> Mapping[str, Callable[[], Listing]]:
        return self.makers()

    def path(self, stem: str, number: int = 1) -> str:
        """Return the path of a page of a list."""
        return f"{self.folder}/{stem}{f'--{number}' if number > 1 else ''}.html"

    def paths(self) -> Iterable[str]:
        """Return the paths of all pages of all lists."""
        for stem in self._makers:
            yield from (self.path(stem, n + 1) for n in range(len(self._pages(stem))))

    def render(self, path: str) -> Document | None:
        """Return a page of a list."""
        folder, _, name = path.rpartition("/")
        if folder != self.folder or not name.endswith(".html"):
            return None
        stem, number = name.removesuffix(".html"), 1
        numbered = _NUMBERED.fullmatch(stem)
        if numbered and stem not in self._makers:
            stem, number = numbered[1], int(numbered[2])
        if stem not in self._makers or number > len(self._pages(stem)):
            return None
        return self._write(path, stem, number)

    def _write(self, path: str, stem: str, number: int) -> Document:
        pages = self._pages(stem)
        page, places = pages[number - 1], _places(pages)
        letters = [
            (group.heading, self.path(stem, places[group.heading]) + f"#{group.anchor}")
            for group in (g for one in pages for g in one.groups)
            if len(places) > 1
        ]
        further = (
            [(_span(one), self.path(stem, n)) for n, one in enumerate(pages, start=1)]
            if len(pages) > 1
            else []
        )
        return self._frame.write(
            path,
            "listing.html",
            page.title + (f", page {number}" if number > 1 else ""),
            heading=page.title,
            listing=page,
            count=sum(one.count for one in pages),
            letters=list(dict(letters).items()),
            further=further if len(further) <= _FOLDED else _near(further, number),
        )

    def _pages(self, stem: str) -> list[Listing]:
        if stem not in self._kept:
            self._kept[stem] = split_listing(self._makers[stem]())
        return self._kept[stem]


def _places(pages: Sequence[Listing]) -> dict[str, int]:
    """Return the number of the page on which each heading first stands."""
    found: dict[str, int] = {}
    for number, page in enumerate(pages, start=1):
        for group in page.groups:
            found.setdefault(group.heading, number)
    return found


def _span(page: Listing) -> str:
    """Return what stands on a page: its first and its last item, in short."""
    items = [item for group in page.groups for item in group.items]
    return " – ".join(shorten(items[i].words, 28, placeholder="…") for i in (0, -1))


def _near(further: list[tuple[str, str]], number: int) -> list[tuple[str, str]]:
    """Return the pages around one, and the first and the last."""
    wanted = {1, len(further), *range(number - 3, number + 4)}
    return [page for n, page in enumerate(further, start=1) if n in wanted]
