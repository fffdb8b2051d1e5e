"""Find entities by what people call them, whatever the spelling; the best first.

Each name is scored by how many of the words asked for it holds (a rare word counts more, a word
nearly spelt so counts less), by how much of the name they make up, and by whether the whole is
nearly the name, spaces apart. Labels come before aliases, what is often mentioned before what is
not.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from math import log

from kg.index.abbreviations import spellings
from kg.index.entries import Entity, Name
from kg.index.index import Index
from kg.model.spelling import fold, key

LIMIT = 20
_POOL = 3000
"""Names that one word may bring up; the most mentioned come first in a posting."""
_SCORED = 300
"""Names that are looked at in full."""
_NEAR_WORD, _NEAR_NAME = 76.0, 80.0
"""Similarity, of 100, from which a word or a whole name counts as meant."""
_KIND = {"label": 1.0, "initials": 0.82, "given-up id": 0.9, "identifier": 0.95}
_KIND_OTHER = 0.97
_SPELT = 0.97
"""What is left of a score where a word had to be shortened or spelt out."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An entity that was found, the name by which, and how well it fits (0 to 1)."""

    entity: Entity
    name: str
    name_kind: str
    score: float

    def to_dict(self) -> dict[str, object]:
        """Return plain values: a row of what `kg search` gives to a machine."""
        e = self.entity
        found_as = "" if self.name_kind == "label" else f"{self.name} ({self.name_kind})"
        return {
            "id": e.slug,
            "label": e.label,
            "kind": e.kind,
            "start": e.start,
            "end": e.end,
            "found as": found_as,
            "score": round(self.score, 3),
        }


def search(index: Index, words: str, kinds: Collection[str] = (), limit: int = LIMIT) -> list[Hit]:
    """Return the entities that some words may mean, the best first, each once.

    Things in the world come before sources about them. `kinds` keeps only entities of those
    classes (local names). Equal scores are ordered by how often the entity is mentioned, then by
    slug. Where no name is just what was asked for, words that names share are also looked for
    short or spelt out. No words give no hits.
    """
    folded = fold(words)
    if not folded:
        return []
    best: dict[str, Hit] = {}
    for spelling in spellings(folded, index.spelt):
        for hit in _find(index, spelling, kinds, limit, 1.0 if spelling == folded else _SPELT):
            known = best.get(hit.entity.slug)
            if known is None or hit.score > known.score:
                best[hit.entity.slug] = hit
        if any(key(hit.name) == folded.replace(" ", "") for hit in best.values()):
            break
    order = sorted(
        best.values(),
        key=lambda h: (h.entity.kind == _ABOUT, -h.score, -h.entity.weight, h.entity.slug),
    )
    return [hit for hit in order if hit.score >= LOWEST][:limit]


def _find(
    index: Index, folded: str, kinds: Collection[str], limit: int, part: float
) -> Iterable[Hit]:
    """Return the best hit of each entity for one spelling, of scores cut to a part."""
    asked = folded.split()
    held, weights = _by_words(index, asked)
    whole = _by_whole(index, folded.replace(" ", ""))
    total = sum(weights) or 1.0
    rough = {n: max(score / total, whole.get(n, 0.0)) for n, score in held.items()}
    rough |= {n: score for n, score in whole.items() if n not in rough}
    pool = sorted(rough, key=lambda n: (-rough[n], n))
    best: dict[str, Hit] = {}
    for start in range(0, len(pool), _SCORED):
        found = index.names(pool[start : start + _SCORED])
        for number, (name, entity) in found.items():
            if kinds and entity.kind not in kinds:
                continue
            prior = log(1 + entity.weight) / 8 - (0.6 if entity.kind in index.titled else 0)
            score = _score(name, prior, asked, held.get(number, 0.0) / total, whole.get(number))
            known = best.get(entity.slug)
            if known is None or part * score > known.score:
                best[entity.slug] = Hit(entity, name.text, name.kind, part * score)
        if sum(hit.entity.kind != _ABOUT or _ABOUT in kinds for hit in best.values()) >= limit:
            break
    return best.values()


LOWEST = 0.3
"""The score from which a name counts as meant."""
_ABOUT = "Source"
"""The kind of texts about things; who asks for a name means the thing."""


def _by_words(index: Index, asked: list[str]) -> tuple[dict[int, float], list[float]]:
    """Return name number -> weight of the asked words it holds, and the weight of each word.

    Rare words go first; a word that half of all names hold only adds to what the others found.
    """
    count = len(index.keys()) or 1
    meant = {word: _meant(index, word) for word in asked}
    postings = index.postings({near for nears in meant.values() for near in nears})
    sizes = {word: sum(len(postings[w]) // 4 for w in meant[word]) for word in asked}
    weights = {word: log(1 + count / (1 + sizes[word])) for word in asked}
    held: dict[int, float] = {}
    for word in sorted(set(asked), key=lambda w: (sizes[w], w)):
        best: dict[int, float] = {}
        room = _POOL if not held or sizes[word] <= _POOL else 0
        for near, quality in meant[word].items():
            numbers = array("I")
            numbers.frombytes(postings[near])
            if room:
                numbers_used = list(numbers[:room])
                if held:
                    numbers_used += _among(numbers, held, room)
            else:
                numbers_used = _among(numbers, held, 0)
            for number in numbers_used:
                if quality > best.get(number, 0.0):
                    best[number] = quality
        for number, quality in best.items():
            held[number] = held.get(number, 0.0) + quality * weights[word]
    return held, [weights[word] for word in asked]


def _among(numbers: array[int], held: dict[int, float], skip: int) -> list[int]:
    """Return those of some numbers, from a place on, that are held already."""
    if len(held) * 20 < len(numbers):
        from bisect import bisect_left

        found = []
        for number in held:
            at = bisect_left(numbers, number, skip)
            if at < len(numbers) and numbers[at] == number:
                found.append(number)
        return found
    return [number for number in numbers[skip:] if number in held]


def _meant(index: Index, word: str) -> dict[str, float]:
    """Return the known words that a word may mean, each with how near it is (1 is the same)."""
    from bisect import bisect_left

    from rapidfuzz import fuzz, process

    words = index.words()
    found: dict[str, float] = {}
    at = bisect_left(words, word)
    for known in words[at : at + 50]:
        if known.startswith(word):
            found[known] = 1.0 if known == word else 0.75 + 0.2 * len(word) / len(known)
    if len(word) > 3:
        near = process.extract(word, words, scorer=fuzz.ratio, score_cutoff=_NEAR_WORD, limit=10)
        for known, ratio, _ in near:
            found.setdefault(known, 0.9 * ratio / 100)
    return found


def _by_whole(index: Index, key: str) -> dict[int, float]:
    """Return name number -> how near the name as a whole is, spaces apart."""
    from rapidfuzz import fuzz, process

    keys = index.keys()
    if len(key) < 3:
        return {number + 1: 1.0 for number, known in enumerate(keys) if known == key}
    near = process.extract(key, keys, scorer=fuzz.ratio, score_cutoff=_NEAR_NAME, limit=100)
    return {at + 1: ratio / 100 for _, ratio, at in near}


def _score(name: Name, prior: float, asked: list[str], held: float, whole: float | None) -> float:
    """Return how well a name fits, from 0 to 1."""
    covered = min(1.0, len(asked) / len(fold(name.text).split()))
    score = held * (0.7 + 0.2 * covered)
    if whole is not None:
        score = max(score, whole if whole == 1.0 else 0.95 * whole)
    score *= _KIND.get(name.kind, _KIND_OTHER)
    return score * (0.93 + 0.07 * min(1.0, prior))
