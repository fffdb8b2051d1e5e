"""Rank the advice of a record by how much it says the same as a sentence.

Six measures, each from 0 to about 1, are weighed together: the words that both share (BM25,
Robertson and Zaragoza, 2009) as a share of the sentence's and of the advice's own, the same by what
the words mean, the topics that the sentence is likely on, the kind of action, and the bodies named.
A sentence model, where one is installed, adds the likeness of the two as it sees them.

The weights are learnt on `tests/retrieval/judged.csv`; `tests/retrieval/learning.py` says how.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log, sqrt

from kg.model.dates import Span
from kg.retrieval.held import HeldAdvice, Postings, Shelf
from kg.retrieval.reading import Words

SAME, RELATED = "same", "related"

_K, _B = 0.9, 0.4
"""How soon a word that is repeated adds nothing more, and how much long texts are held back."""
BETA = 0.6
_NEIGHBOURS = 15
"""Pieces of advice in like words that say which topics a sentence is likely on."""

MEASURES = ("asked", "held", "meant asked", "meant held", "topics", "action", "named", "model")


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each measure counts, and from which score on two pieces of advice are the same."""

    by: Mapping[str, float]
    same: float


WORDS = Weights(
    {
        "asked": 1.0, "held": 0.7, "meant asked": 1.0, "meant held": 0.7, "topics": 0.8,
        "action": 0.2, "named": 0.1, "model": 0.0,
    },
    2.0,
)  # fmt: skip
MODEL = Weights({**WORDS.by, "model": 3.0}, 3.5)

Likeness = Sequence[float]
"""How like a text is to every piece of advice, as a sentence model sees it."""


@dataclass(frozen=True, slots=True)
class Match:
    """A piece of advice by its number, its score, its grade, and the measures it was weighed by."""

    number: int
    id: str
    score: float
    grade: str
    measures: Mapping[str, float]


class Ranker:
    """Ranks the advice of a record."""

    def __init__(self, held: HeldAdvice) -> None:
        self.held = held
        self._stems = _Scorer(held.texts.stems, held.texts.lengths)
        self._meant = _Scorer(held.texts.meant, held.texts.lengths)
        self._topics = _Scorer(held.topic_texts.stems, held.topic_texts.lengths)
        self._topics_meant = _Scorer(held.topic_texts.meant, held.topic_texts.lengths)

    def measure(
        self, text: str, likeness: Likeness | None = None
    ) -> tuple[Words, dict[int, dict[str, float]]]:
        """Return the words of a text and, by number, the measures of all advice it has part in."""
        held = self.held
        words = held.lexicon.read(text)
        stems = Counter(words.stems)
        meant = Counter(name for _, name in words.meant)
        by_stem = self._stems.score(stems)
        by_meaning = self._meant.score(meant, self._said(words))
        topics = self._guess_topics(stems, meant, by_stem, by_meaning, likeness)
        found: dict[int, dict[str, float]] = {}
        wanted = range(len(held.ids)) if likeness is not None else {*by_stem, *by_meaning}
        most_stem, most_meant = self._stems.most(stems), self._meant.most(meant)
        for number in wanted:
            stem, meaning = by_stem.get(number, 0.0), by_meaning.get(number, 0.0)
            own_stem, own_meant = self._stems.own[number], self._meant.own[number]
            found[number] = {
                "asked": stem / most_stem if stem else 0.0,
                "held": stem / own_stem if stem else 0.0,
                "meant asked": meaning / most_meant if meaning else 0.0,
                "meant held": meaning / own_meant if meaning else 0.0,
                "topics": _overlap(topics, held.topics[number]),
                "action": _share(words.actions, held.actions[number]),
                "named": _share(words.named, held.heirs[number]),
                "model": likeness[number] if likeness is not None else 0.0,
            }
        return words, found

    def rank(
        self,
        text: str,
        before: Span | None = None,
        likeness: Likeness | None = None,
        weights: Weights | None = None,
    ) -> list[Match]:
        """Return the advice of the record by how much it says the same as a text, the best first.

        With `before` only what was certainly advised earlier than that day.
        """
        weights = weights or (WORDS if likeness is None else MODEL)
        _, measured = self.measure(text, likeness)
        held = self.held
        found = []
        for number, measures in measured.items():
            if before is None or "" < held.last[number] < before.earliest.isoformat():
                score = sum(weights.by[name] * value for name, value in measures.items())
                grade = SAME if score >= weights.same else RELATED
                found.append(Match(number, held.ids[number], round(score, 9), grade, measures))
        return sorted(found, key=lambda match: (-match.score, match.id))

    def _said(self, words: Words) -> dict[str, list[set[int]]]:
        """Return, for each meaning, the texts that have the very words by which it was told."""
        postings = self.held.texts.stems
        having = {stem: set(postings.get(stem, ())[::2]) for stem in words.stems}
        found: dict[str, list[set[int]]] = {}
        for at, name in words.meant:
            held = having[words.stems[at]]
            if held not in found.setdefault(name, []):
                found[name].append(held)
        return found

    def shared(self, words: Words, number: int) -> list[str]:
        """Return the words of a text by which it is like a piece of advice, as it writes them."""
        texts = self.held.texts
        by_meaning = {at for at, name in words.meant if number in texts.meant.get(name, ())[::2]}
        return list(
            dict.fromkeys(
                word
                for at, (word, stem) in enumerate(zip(words.surface, words.stems, strict=True))
                if at in by_meaning or number in texts.stems.get(stem, ())[::2]
            )
        )

    def _guess_topics(
        self,
        stems: Counter[str],
        meant: Counter[str],
        by_stem: Mapping[int, float],
        by_meaning: Mapping[int, float],
        likeness: Likeness | None,
    ) -> dict[int, float]:
        """Return how likely a text is on each topic, by those of advice in like words and by name."""
        scores: dict[int, float] = dict(by_stem)
        for number, score in by_meaning.items():
            scores[number] = scores.get(number, 0.0) + score
        most = self._stems.most(stems) + self._meant.most(meant)
        if likeness is not None:
            for number, like in enumerate(likeness):
                if like > 0.2:
                    scores[number] = scores.get(number, 0.0) + most * like
        nearest = sorted(scores, key=lambda number: (-scores[number], number))[:_NEIGHBOURS]
        total = sum(scores[number] for number in nearest) or 1.0
        found: dict[int, float] = {}
        for number in nearest:
            for topic in self.held.topics[number]:
                found[topic] = found.get(topic, 0.0) + scores[number] / total
        named = self._topics.score(stems)
        for topic, score in self._topics_meant.score(meant).items():
            named[topic] = named.get(topic, 0.0) + score
        best = max(named.values(), default=0.0) or 1.0
        for topic, score in named.items():
            found[topic] = found.get(topic, 0.0) + 0.5 * score / best
        return found


class _Scorer:
    """The weights of words, by how many texts have them, and what texts are worth by their words."""

    def __init__(self, postings: Postings, lengths: Sequence[int]) -> None:
        self._postings = postings
        count = len(lengths)
        mean = sum(lengths) / count if count else 1.0
        self._norm = [_K * (1 - _B + _B * length / mean) for length in lengths]
        self._count = count
        self._rarity = {
            word: log(1 + (count - len(held) / 2 + 0.5) / (len(held) / 2 + 0.5))
            for word, held in postings.items()
        }
        self._rarest = log(1 + (count + 0.5) / 0.5)
        self.own = [0.0] * count
        """What each text is worth to who asks for all of its words."""
        for word, held in postings.items():
            rarity = self._rarity[word]
            for i in range(0, len(held), 2):
                self.own[held[i]] += rarity * self._part(held[i], held[i + 1])

    def _part(self, number: int, times: int) -> float:
        return times * (1 + _K) / (times + self._norm[number])

    def most(self, words: Mapping[str, int]) -> float:
        """Return what a text of common length that has all of some words would be worth."""
        return sum(self._rarity.get(word, self._rarest) for word in words) or 1.0

    def score(
        self, words: Mapping[str, int], said: Mapping[str, list[set[int]]] | None = None
    ) -> dict[int, float]:
        """Return what each text that has any of some words is worth."""
        found: dict[int, float] = {}
        for word in words:
            held, rarity = self._postings.get(word, ()), self._rarity.get(word, 0.0)
            known = said.get(word, ()) if said else ()
            for i in range(0, len(held), 2):
                number = held[i]
                part = rarity * self._part(number, held[i + 1])
                if known:
                    part *= 1 - BETA * sum(number in one for one in known) / len(known)
                found[number] = found.get(number, 0.0) + part
        return found


def _overlap(likely: Mapping[int, float], topics: Sequence[int]) -> float:
    """Return how likely a text is on the topics of a piece of advice: the mean of the two best."""
    found = sorted((likely.get(topic, 0.0) for topic in topics), reverse=True)[:2]
    return sum(found) / len(found) if found else 0.0


def _share(one: frozenset[int], other: Sequence[int]) -> float:
    """Return how much two have in common, as a share of the smaller."""
    both = sum(number in one for number in other)
    return both / min(len(one), len(other)) if both else 0.0
