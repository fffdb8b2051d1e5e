"""An index of names in small pieces, for a search that needs no server.

A piece holds the things that have a word beginning with its letters in a name, those that have just
this word first, else the most mentioned; it is a script that hands its rows to the page, as a page
from a disk may load scripts and nothing else. Where a piece cannot hold them all, there are pieces
of more letters beside it. A word that too many names have is no help alone, so each pair of such
words has a piece too. So any words are answered by the one piece of whichever of them is rarest.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from kg.model.spelling import fold

LARGEST = 50_000
"""Bytes of rows that a piece may have."""
SUGGESTED = 12_000
"""Bytes of rows of a piece that has others of more letters beside it."""
PAIR = "+"
"""What stands between the words of a pair."""
_SMALL = frozenset(
    ["a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"]
)
"""Words that say nothing of a name, unless it has no others."""


@dataclass(frozen=True, slots=True)
class Findable:
    """A thing that can be found: its id, its name and kind, when it was, what else it is called."""

    slug: str
    label: str
    kind: int
    """The place of its kind in a list of kinds."""
    life: str
    others: tuple[str, ...] = ()

    def words(self) -> frozenset[str]:
        """Return the words of all its names, as they are looked up."""
        return words_of((self.label, *self.others))

    def to_row(self) -> str:
        """Return it as JSON."""
        row = [self.slug, self.label, self.kind, self.life, *self.others]
        return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def words_of(names: Iterable[str]) -> frozenset[str]:
    """Return the words of names by which they are found.

    A name that is written in several words is found as one word too, and the reverse.

    >>> sorted(words_of(["NHS X", "Choose and Book"]))
    ['book', 'choose', 'nhs', 'nhsx', 'x']
    """
    found: set[str] = set()
    for name in names:
        words = fold(name).split()
        telling = [word for word in words if word not in _SMALL] or words
        found.update(telling)
        if len(words) == _FEW and len("".join(words)) <= _SHORT:
            found.add("".join(words))
    return frozenset(found)


_FEW, _SHORT = 2, 8


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of an index, by what their words begin with, and how many rows each lacks."""

    rows: Mapping[str, tuple[str, ...]]
    left_out: Mapping[str, int]


def split_names(things: Sequence[Findable], largest: int = LARGEST) -> Pieces:
    """Return the pieces of an index of things, which are given with the most mentioned first."""
    rows = [thing.to_row() for thing in things]
    sizes = [len(row.encode()) + 1 for row in rows]
    by_word: dict[str, list[int]] = defaultdict(list)
    words = [thing.words() for thing in things]
    for number, found in enumerate(words):
        for word in found:
            by_word[word].append(number)
    made: dict[str, list[int]] = {}
    left_out: dict[str, int] = {}

    def keep(name: str, numbers: Sequence[int], most: int = largest) -> None:
        made[name] = _most(numbers, sizes, most)
        if len(made[name]) < len(numbers):
            left_out[name] = len(numbers) - len(made[name])

    def split(prefix: str, below: Sequence[str]) -> None:
        exact = by_word.get(prefix, [])
        rest = {n for word in below for n in by_word[word]}.difference(exact)
        whole = [*exact, *sorted(rest)]
        if prefix and (not rest or sum(sizes[n] for n in whole) <= largest):
            keep(prefix, whole)
            return
        if prefix:
            size = sum(sizes[n] for n in exact)
            keep(prefix, whole, min(max(size, SUGGESTED), largest))
        parts: dict[str, list[str]] = defaultdict(list)
        for word in below:
            if word != prefix:
                parts[word[: len(prefix) + 1]].append(word)
        for part in sorted(parts):
            split(part, parts[part])

    split("", sorted(by_word))
    common = [w for w in sorted(by_word) if w in made and len(made[w]) < len(by_word[w])]
    for one, other in combinations(common, 2):
        both = sorted({*by_word[one]} & {*by_word[other]})
        if both:
            keep(one + PAIR + other, both)
    ordered = {name: tuple(rows[n] for n in made[name]) for name in sorted(made)}
    return Pieces(ordered, dict(sorted(left_out.items())))


def _most(numbers: Sequence[int], sizes: Sequence[int], largest: int) -> list[int]:
    """Return the first of some things, as many as a piece may hold."""
    kept: list[int] = []
    total = 0
    for number in numbers:
        total += sizes[number]
        if total > largest:
            break
        kept.append(number)
    return kept


def write_piece(name: str, rows: Sequence[str]) -> str:
    """Return the script of a piece: it hands its name and its rows to the page that loaded it."""
    return make_safe(f"found({json.dumps(name)},[\n" + ",\n".join(rows) + "\n]);\n")


def make_safe(script: str) -> str:
    """Return a script without what would end its element, should it ever stand in one."""
    text = script.replace("</", "<\\/").replace("<!--", "<\\!--")
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
