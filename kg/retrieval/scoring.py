"""What texts are worth to who asks for some words: BM25 (Robertson and Zaragoza, 2009)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from math import log

Postings = Mapping[str, Sequence[int]]
"""A word -> the numbers of the texts that have it, each followed by how often."""

_K, _B = 0.9, 0.4
"""How soon a word that is repeated adds nothing more, and how much long texts are held back."""
_SAID = 0.6
"""What of a meaning counts no more where a text has the very words by which it was asked for."""

Having = Mapping[str, Sequence[Collection[int]]]
"""A meaning -> for each word by which it was asked for, the texts that have that word."""


class Scorer:
    """Scores texts by their words, the rarer the more."""

    def __init__(self, postings: Postings, lengths: Sequence[int]) -> None:
        self._postings = postings
        self._count = len(lengths)
        mean = sum(lengths) / self._count if self._count else 0.0
        self._held_back = [_K * (1 - _B + _B * n / mean) if mean else _K for n in lengths]

    def score(self, words: Collection[str], having: Having | None = None) -> dict[int, float]:
        """Return what each text is worth that has any of some words."""
        found: dict[int, float] = {}
        held_back = self._held_back
        for word in words:
            held = self._postings.get(word, ())
            worth = self._rarity(len(held) // 2) * (1 + _K)
            known = having.get(word, ()) if having else ()
            for i in range(0, len(held), 2):
                number, times = held[i], held[i + 1]
                part = worth * times / (times + held_back[number])
                if known:
                    part *= 1 - _SAID * sum(number in one for one in known) / len(known)
                found[number] = found.get(number, 0.0) + part
        return found

    def most(self, words: Collection[str]) -> float:
        """Return what a text of common length is worth that has all of some words."""
        return sum(map(self.rarity, words))

    def rarity(self, word: str) -> float:
        """Return what a word counts: the more, the fewer texts have it."""
        return self._rarity(len(self._postings.get(word, ())) // 2)

    def own(self) -> list[float]:
        """Return what each text is worth to who asks for all of its words."""
        found = [0.0] * self._count
        for word in self._postings:
            for number, part in self.score([word]).items():
                found[number] += part
        return [round(worth, 4) for worth in found]

    def _rarity(self, having: int) -> float:
        return log(1 + (self._count - having + 0.5) / (having + 0.5))
