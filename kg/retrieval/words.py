"""How a text is read into what is compared: stems, meanings, kinds of action, and whom it names."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.retrieval.body_names import BodyNames
from kg.retrieval.phrases import Phrases
from kg.retrieval.stems import words_of


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text. `surface` are its words as written, one for each stem.

    `meant` are what its phrases stand for, each with the number of its first word and how many they
    are.
    """

    surface: tuple[str, ...]
    stems: tuple[str, ...]
    meant: tuple[tuple[int, int, str], ...]
    actions: frozenset[int]
    named: frozenset[int]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What a record knows of words: what they mean, which actions they are, whom they name."""

    meanings: Phrases = field(default_factory=Phrases)
    actions: Phrases = field(default_factory=Phrases)
    bodies: BodyNames = field(default_factory=BodyNames)

    def read(self, text: str) -> Words:
        """Return the words of a text, names of bodies cut out of it."""
        rest, named = self.bodies.cut(text)
        pairs = list(words_of(rest))
        stems = tuple(stem for _, stem in pairs)
        names = self.meanings.names
        return Words(
            tuple(word for word, _ in pairs),
            stems,
            tuple((at, count, names[n]) for at, count, n in self.meanings.spans(stems)),
            frozenset(n for _, _, n in self.actions.spans(stems)),
            frozenset(named),
        )
