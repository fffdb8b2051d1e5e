"""Which ready question a sentence asks, and about what.

Words weigh by how few questions have them (inverse document frequency, Spärck Jones 1972), those of
a title and a name more than those of a description. What no question speaks of is taken to name
the thing that is asked about.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import takewhile
from math import log

from kg.model.spelling import fold

SILENT = frozenset(
    """
    a about after all an and any are as at be been before by can did do does each ever every
    for from gave give given got had has have how i in into is it its know list many me most
    much of on or our over show tell than that the their them then there these they this to
    told under up was we were what when where which who whom whose why will with would you
    """.split()  # noqa: SIM905
)
"""Words that say nothing of what is asked."""
_LIKE, _ASIDE, _COVERED = 0.9, 0.4, 0.3
"""What a word weighs that ends otherwise, and one of a description; and how much it adds that a
title is said whole."""
_HALF = 0.5
SURE, AHEAD = 0.6, 0.1
"""How near a text must be to be meant, of 1, and how far before the next one."""
FEW = 3


@dataclass(frozen=True, slots=True)
class Match:
    """A text that a sentence may mean: how near it is, and the words that it does not know."""

    name: str
    score: float
    rest: str
    is_enough: bool
    """Whether more than one word speaks for it, or something is left that it may be told."""


def match(sentence: str, texts: Mapping[str, tuple[str, str]]) -> list[Match]:
    """Return the names of the texts that have any word of a sentence, the nearest first.

    A text is a title and a description.

    >>> [m.name for m in match("who ran it", {"a": ("Who ran a body?", ""), "b": ("A cost", "")})]
    ['a']
    """
    bags = {
        name: (_words(f"{title} {name.replace('-', ' ')}"), _words(description))
        for name, (title, description) in texts.items()
    }
    spoken = [(word, fold(word)) for word in sentence.replace("?", " ").split()]
    asked = [key for _, key in spoken if key and key not in SILENT]
    weight = {key: _rarity(key, [title for title, _ in bags.values()]) for key in asked}
    known = {key for key in asked if any(_has(bag, key) for both in bags.values() for bag in both)}
    total = sum(weight[key] for key in known) or 1.0
    found = []
    for name, (title, text) in bags.items():
        said = {key for key in known if _has(title, key)}
        aside = {key for key in known - said if _has(text, key)}
        held = sum(weight[k] * (1 if k in title else _LIKE) for k in said)
        held += _ASIDE * sum(weight[k] for k in aside)
        covered = sum(any(_is_like(word, key) for key in said) for word in title) / len(title)
        rest = " ".join(word for word, key in spoken if key not in SILENT | said | aside)
        if held:
            score = (held / total + _COVERED * covered) / (1 + _COVERED)
            is_enough = len(said) > 1 or covered >= _HALF or bool(rest)
            found.append(Match(name, score, rest, is_enough))
    return sorted(found, key=lambda m: (-m.score, m.name))


def find_meant(found: list[Match]) -> Match | None:
    """Return the one match that is near; None where there is none, or another as near."""
    if not found or found[0].score < SURE or not found[0].is_enough:
        return None
    return found[0] if len(found) == 1 or found[0].score - found[1].score >= AHEAD else None


def _words(text: str) -> frozenset[str]:
    return frozenset(fold(text).split()) - SILENT or frozenset([fold(text)])


def _rarity(key: str, bags: list[frozenset[str]]) -> float:
    return log(1 + len(bags) / (1 + sum(_has(bag, key) for bag in bags)))


def _has(bag: Iterable[str], key: str) -> bool:
    return any(_is_like(word, key) for word in bag)


def _is_like(one: str, other: str) -> bool:
    """Return whether two words differ by their endings only."""
    if one == other:
        return True
    pairs = zip(one, other, strict=False)
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    return shared >= max(4, min(len(one), len(other)) - 2)
