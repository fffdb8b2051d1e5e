"""Rank the advice of a record by how much it says the same as a sentence.

A few measures are weighed together; `weights` says which. A sentence model, where one is installed,
adds the likeness of the two as it sees them, to the order alone: the grade is the same without it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.model.dates import Span
from kg.retrieval.held import HeldAdvice
from kg.retrieval.scoring import Scorer
from kg.retrieval.weights import MODEL, WORDS
from kg.retrieval.words import Words

SAME, RELATED = "same", "related"

_NEIGHBOURS = 15
"""Pieces of advice in like words that say which topics a sentence is likely on."""
_LIKE = 0.2
"""Likeness in the model's eyes from which advice says so too."""
_NAMED = 0.5
"""What a topic counts by its own name and definition."""
_WEIGHED = 300
"""Pieces of advice that are weighed at the most: those that share the most words."""

_FIELD = 10
"""The place of the advice that stands for the rest of the field; only twice as many are graded."""
_MUCH, _FAR = 20.0, 5.0
"""What is met of a sentence, and how far ahead of the field it is, where they count as one."""

Likeness = Sequence[float]
"""How like a text is to every piece of advice, as a sentence model sees it."""
Measures = dict[str, float]


@dataclass(frozen=True, slots=True)
class RankedAdvice:
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
        texts, topics = held.texts, held.topic_texts
        self._stems = Scorer(texts.stems, texts.lengths)
        self._meant = Scorer(texts.meant, texts.lengths)
        self._topics = Scorer(topics.stems, topics.lengths)
        self._topics_meant = Scorer(topics.meant, topics.lengths)

    def rank(
        self, text: str, before: Span | None = None, likeness: Likeness | None = None
    ) -> list[RankedAdvice]:
        """Return the advice of the record by how much it says the same as a text, the best first.

        With `before` only what was certainly advised earlier than that day. At most 300 are
        ranked, and none that has nothing in common with the text.
        """
        graded = self._grade_all(text, self._order(text, before))
        if likeness is None:
            return graded
        grades = {one.number: one.grade for one in graded}
        return [
            RankedAdvice(
                number, self.held.ids[number], score, grades.get(number, RELATED), measures
            )
            for score, number, measures in self._order(text, before, likeness)
        ]

    def _order(
        self, text: str, before: Span | None, likeness: Likeness | None = None
    ) -> list[tuple[float, int, Measures]]:
        """Return the score of advice, its number and its measures, the best first."""
        weights = WORDS.order if likeness is None else MODEL
        found = [
            (round(_weigh(weights, measures), 9), number, measures)
            for number, measures in self.measure(text, before, likeness).items()
        ]
        return sorted(found, key=lambda one: (-one[0], self.held.ids[one[1]]))

    def _grade_all(
        self, text: str, found: Sequence[tuple[float, int, Measures]]
    ) -> list[RankedAdvice]:
        """Return advice as words alone order it, graded."""
        field = found[_FIELD][0] if len(found) > _FIELD else 0.0
        met = self._met(self.held.lexicon.read(text))
        ranked = []
        for place, (score, number, measures) in enumerate(found):
            grade = RELATED
            if place < _FIELD * 2:
                info = sum(worth for worth, texts in met if number in texts)
                grade = _grade(measures, info, score - field)
            ranked.append(RankedAdvice(number, self.held.ids[number], score, grade, measures))
        return ranked

    def _met(self, words: Words) -> list[tuple[float, set[int]]]:
        """Return what each word of a text is worth, and the advice that says it or means it."""
        postings = self.held.texts
        meant: dict[int, set[int]] = {}
        for at, count, name in words.meant:
            texts = postings.meant.get(name, ())[::2]
            for place in range(at, at + count):
                meant.setdefault(place, set()).update(texts)
        first = {stem: place for place, stem in reversed([*enumerate(words.stems)])}
        return [
            (self._stems.rarity(stem), {*postings.stems.get(stem, ())[::2], *meant.get(place, ())})
            for stem, place in first.items()
        ]

    def guess_topics(self, text: str) -> dict[str, float]:
        """Return how likely a text is on each topic that it may be on, in no order."""
        words = self.held.lexicon.read(text)
        by_stem, by_meaning, all_stems, all_meant = self._score(words)
        rough, most = _add(by_stem, by_meaning), all_stems + all_meant
        likely = self._guess_topics(words, rough, most, None)
        return {self.held.topic_names[number]: share for number, share in likely.items()}

    def measure(
        self, text: str, before: Span | None = None, likeness: Likeness | None = None
    ) -> dict[int, Measures]:
        """Return the measures of the advice that has anything in common with a text, by number."""
        held = self.held
        words = held.lexicon.read(text)
        by_stem, by_meaning, all_stems, all_meant = self._score(words)
        rough = _add(by_stem, by_meaning)
        topics = self._guess_topics(words, rough, all_stems + all_meant, likeness)
        found: dict[int, Measures] = {}
        for number in self._choose(rough, before, likeness):
            stem, meaning = by_stem.get(number, 0.0), by_meaning.get(number, 0.0)
            asked, own = _part(stem, all_stems), _part(stem, held.texts.own[number])
            meant_asked = _part(meaning, all_meant)
            meant_own = _part(meaning, held.texts.own_meant[number])
            found[number] = {
                "asked": asked,
                "held": own,
                "meant asked": meant_asked,
                "meant held": meant_own,
                "topics": _overlap(topics, held.topics[number]),
                "action": _share(words.actions, held.actions[number]),
                "named": _share(words.named, held.heirs[number]),
                "model": likeness[number] if likeness is not None else 0.0,
            }
        return found

    def _score(self, words: Words) -> tuple[dict[int, float], dict[int, float], float, float]:
        """Return what advice is worth by stems and by meanings, and what all of either are."""
        stems = dict.fromkeys(words.stems)
        meant = dict.fromkeys(name for _, _, name in words.meant)
        by_stem = self._stems.score(stems)
        by_meaning = self._meant.score(meant, self._having(words))
        return by_stem, by_meaning, self._stems.most(stems), self._meant.most(meant)

    def shared(self, words: Words, number: int) -> list[str]:
        """Return the words of a text by which it is like a piece of advice, as it writes them."""
        texts = self.held.texts
        by_meaning = {
            place
            for at, count, name in words.meant
            if number in texts.meant.get(name, ())[::2]
            for place in range(at, at + count)
        }
        return list(
            dict.fromkeys(
                word
                for at, (word, stem) in enumerate(zip(words.surface, words.stems, strict=True))
                if at in by_meaning or number in texts.stems.get(stem, ())[::2]
            )
        )

    def _having(self, words: Words) -> dict[str, list[set[int]]]:
        """Return, for each word by which a meaning was asked for, the texts that have it."""
        postings = self.held.texts.stems
        having = {stem: set(postings.get(stem, ())[::2]) for stem in words.stems}
        found: dict[str, dict[str, set[int]]] = {}
        for at, _, name in words.meant:
            stem = words.stems[at]
            found.setdefault(name, {})[stem] = having[stem]
        return {name: list(by_stem.values()) for name, by_stem in found.items()}

    def _choose(
        self, rough: Mapping[int, float], before: Span | None, likeness: Likeness | None
    ) -> list[int]:
        """Return the advice that is weighed: what is early enough and has the most in common."""
        held = self.held
        day = before.earliest.isoformat() if before is not None else ""

        def is_early(number: int) -> bool:
            return not day or "" < held.last[number] < day

        best = sorted(filter(is_early, rough), key=lambda number: (-rough[number], number))
        chosen = best[:_WEIGHED]
        if likeness is not None:
            like = sorted(
                filter(is_early, range(len(held.ids))),
                key=lambda number: (-likeness[number], number),
            )
            chosen += like[:_WEIGHED]
        return list(dict.fromkeys(chosen))

    def _guess_topics(
        self,
        words: Words,
        rough: Mapping[int, float],
        most: float,
        likeness: Likeness | None,
    ) -> dict[int, float]:
        """Return how likely a text is on each topic, by those of like advice and by their names."""
        scores = dict(rough)
        if likeness is not None:
            seen = {n: most * like for n, like in enumerate(likeness) if like > _LIKE}
            scores = _add(scores, seen)
        nearest = sorted(scores, key=lambda number: (-scores[number], number))[:_NEIGHBOURS]
        total = sum(scores[number] for number in nearest)
        found: dict[int, float] = {}
        for number in nearest:
            for topic in self.held.topics[number]:
                found[topic] = found.get(topic, 0.0) + scores[number] / total
        meant = dict.fromkeys(name for _, _, name in words.meant)
        named = _add(
            self._topics.score(dict.fromkeys(words.stems)), self._topics_meant.score(meant)
        )
        best = max(named.values(), default=0.0)
        return _add(found, {topic: _NAMED * score / best for topic, score in named.items()})


def _weigh(weights: Mapping[str, float], measures: Mapping[str, float]) -> float:
    return sum(weight * measures[name] for name, weight in weights.items())


def _grade(measures: Measures, info: float, gap: float) -> str:
    """Return whether advice is the same: by shares, by how much is met, and by how far ahead."""
    asked = min(measures["asked"] + measures["meant asked"] / 2, 1.2)
    held = min(measures["held"] + measures["meant held"] / 2, 1.2)
    more = {
        "topics": min(measures["topics"], 1.5),
        "both": asked * held,
        "info": min(info / _MUCH, 1.0),
        "gap": gap / _FAR,
    }
    sameness = WORDS.least + _weigh(WORDS.sameness, {**measures, **more})
    return SAME if sameness >= WORDS.same else RELATED


def _add(one: Mapping[int, float], other: Mapping[int, float]) -> dict[int, float]:
    found = dict(one)
    for number, score in other.items():
        found[number] = found.get(number, 0.0) + score
    return found


def _part(score: float, whole: float) -> float:
    return score / whole if score else 0.0


def _overlap(likely: Mapping[int, float], topics: Sequence[int]) -> float:
    """Return how likely a text is on the topics of a piece of advice: the mean of the two best."""
    found = sorted((likely.get(topic, 0.0) for topic in topics), reverse=True)[:2]
    return sum(found) / len(found) if found else 0.0


def _share(one: frozenset[int], other: Sequence[int]) -> float:
    """Return how much two have in common, as a share of the smaller."""
    both = sum(number in one for number in other)
    return both / min(len(one), len(other)) if both else 0.0
