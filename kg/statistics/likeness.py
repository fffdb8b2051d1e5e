"""Texts that say the same in similar words: TF-IDF vectors, all pairs above a threshold, clusters.

The weight of a word is (1 + ln times in the text) × ln(1 + texts / texts with the word) (Salton and
Buckley, 1988); likeness is the cosine of two vectors. Pairs are found exactly, without comparing
all with all, by prefix filtering (Bayardo, Ma and Srikant, 2007).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from math import log, sqrt

THRESHOLD = 0.5
"""The likeness from which two texts count as the same advice."""

MOST = 5000
"""Pairs that are handed out for review: more than anybody reads."""

_HELD = 4_000_000
"""Likenesses that are held at once where texts are compared in bulk."""

MANY = 1000
"""Texts from which pairs are found by scipy, where it is installed."""

_STOP = frozenset(
    re.findall(
        r"[a-z]+",
        "a all an and any are as at be been being by can do each for from has have in into is it "
        "its may must no nor not of on or other out over shall should so such than that the their "
        "them then there these they this those to up use used using was were what when where which "
        "who will with within",
    )
)
_WORD = re.compile(r"[a-z0-9]+")

Vector = dict[str, float]


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """Two texts, the first before the second by name, and how alike they are (0 to 1)."""

    first: str
    second: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Alike:
    """The pairs most alike, how many there are in all, and the clusters of the same advice."""

    pairs: list[Pair]
    total: int
    clusters: list[tuple[str, ...]]


def words(text: str) -> list[str]:
    """Return the words that carry meaning, in lower case and without plural endings.

    >>> words("The systems of the NHS")
    ['system', 'nhs']
    """
    found = (word for word in _WORD.findall(text.lower()) if word not in _STOP)
    return [word[:-1] if len(word) > 4 and word[-1] == "s" != word[-2] else word for word in found]


def weigh(texts: Mapping[str, str]) -> dict[str, Vector]:
    """Return each text as a vector of length 1, rarest word first; one without words is empty."""
    counted = {name: Counter(words(text)) for name, text in texts.items()}
    spread = Counter(word for counts in counted.values() for word in counts)
    found: dict[str, Vector] = {}
    for name, counts in counted.items():
        ordered = sorted(counts, key=lambda word: (spread[word], word))
        raw = {w: (1 + log(counts[w])) * log(1 + len(texts) / spread[w]) for w in ordered}
        length = sqrt(sum(weight * weight for weight in raw.values()))
        found[name] = {word: weight / length for word, weight in raw.items()}
    return found


def find_alike(texts: Mapping[str, str], groups: Mapping[str, str], review: float) -> Alike:
    """Return the MOST alike of the pairs from a likeness on, and clusters from THRESHOLD on."""
    if len(texts) > MANY and find_spec("scipy"):
        return find_alike_in_bulk(texts, groups, review)
    pairs = find_pairs(texts, groups, review)
    same = (pair for pair in pairs if pair.likeness >= THRESHOLD)
    return Alike(pairs[:MOST], len(pairs), cluster(same))


def find_alike_in_bulk(texts: Mapping[str, str], groups: Mapping[str, str], review: float) -> Alike:
    """Return the same as `find_alike` by products of sparse matrices."""
    import numpy as np
    from scipy.sparse import coo_array, csr_array
    from scipy.sparse.csgraph import connected_components

    if not texts:
        return Alike([], 0, [])
    vectors = weigh(texts)
    names = sorted(vectors)
    column = {word: i for i, word in enumerate(sorted({w for v in vectors.values() for w in v}))}
    cells = [(i, column[w], x) for i, name in enumerate(names) for w, x in vectors[name].items()]
    rows, columns, weights = zip(*cells, strict=True) if cells else ((), (), ())
    shape = (len(names), max(1, len(column)))
    matrix = csr_array(coo_array((weights, (rows, columns)), shape=shape, dtype=float))
    numbers = {group: i for i, group in enumerate(sorted(set(groups.values())))}
    group = np.array([numbers[groups[name]] for name in names])
    step = max(1, _HELD // len(names))
    found = []
    for begin in range(0, len(names), step):
        part = (matrix[begin : begin + step] @ matrix.T).tocoo()
        second, first = part.coords[0] + begin, part.coords[1]
        kept = (first < second) & (part.data >= review - 1e-12) & (group[first] != group[second])
        found.append((first[kept], second[kept], np.round(np.minimum(part.data[kept], 1.0), 12)))
    first, second, likeness = (np.concatenate(parts) for parts in zip(*found, strict=True))
    rank = -np.round(likeness, 9)
    worst = np.partition(rank, MOST)[MOST] if len(rank) > MOST else 0.0
    near = np.flatnonzero(rank <= worst)
    order = near[np.lexsort((second[near], first[near], rank[near]))][:MOST]
    top = [Pair(names[first[i]], names[second[i]], float(likeness[i])) for i in order]
    same = likeness >= THRESHOLD
    edges = (np.ones(int(same.sum())), (first[same], second[same]))
    _, home = connected_components(coo_array(edges, shape=(len(names), len(names))))
    members: dict[int, list[str]] = defaultdict(list)
    for i in np.unique(np.concatenate((first[same], second[same]))):
        members[int(home[i])].append(names[i])
    clusters = sorted((tuple(part) for part in members.values()), key=lambda c: (-len(c), c))
    return Alike(top, len(likeness), clusters)


def find_pairs(
    texts: Mapping[str, str], groups: Mapping[str, str], threshold: float = THRESHOLD
) -> list[Pair]:
    """Return the pairs at least as alike as a threshold, the most alike first.

    Texts of one group are never paired: a report that repeats itself has not advised again.
    """
    vectors = weigh(texts)
    holding: dict[str, list[str]] = defaultdict(list)
    found = []
    for name in sorted(vectors):
        mine = vectors[name]
        prefix = _prefix(mine, threshold)
        near = {other for word in prefix for other in holding[word]}
        for other in near:
            if groups[other] == groups[name]:
                continue
            likeness = round(_cosine(vectors[other], mine), 12)
            if likeness >= threshold:
                found.append(Pair(other, name, likeness))
        for word in prefix:
            holding[word].append(name)
    return sorted(found, key=lambda pair: (-round(pair.likeness, 9), pair.first, pair.second))


def cluster(pairs: Iterable[Pair]) -> list[tuple[str, ...]]:
    """Return texts joined by pairs, directly or through others, largest cluster first."""
    home: dict[str, str] = {}

    def find(name: str) -> str:
        home.setdefault(name, name)
        while home[name] != name:
            home[name] = home[home[name]]
            name = home[name]
        return name

    for pair in pairs:
        first, second = sorted((find(pair.first), find(pair.second)))
        home[second] = first
    members: dict[str, list[str]] = defaultdict(list)
    for name in sorted(home):
        members[find(name)].append(name)
    return sorted((tuple(found) for found in members.values()), key=lambda c: (-len(c), c))


def _prefix(vector: Vector, threshold: float) -> list[str]:
    """Return the rarest words, without one of which no text can be as alike as the threshold."""
    left = 1.0
    found = []
    for word, weight in vector.items():
        if left < threshold * threshold - 1e-9:
            break
        found.append(word)
        left -= weight * weight
    return found


def _cosine(one: Vector, other: Vector) -> float:
    if len(one) > len(other):
        one, other = other, one
    return min(1.0, sum(weight * other.get(word, 0.0) for word, weight in sorted(one.items())))
