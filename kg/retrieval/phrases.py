"""Words and phrases that stand for something: the meanings of a field, and kinds of action.

Several words may mean the same, and one word several things; a phrase counts wherever its words
stand side by side, whatever their endings.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.retrieval.stems import stems_of

_LONGEST = 5
"""Words of a phrase."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """What phrases stand for: their stems, blanks between, and the numbers of what is meant."""

    names: tuple[str, ...] = ()
    """What can be meant, by number."""
    of: Mapping[str, Sequence[int]] = field(default_factory=dict)

    @classmethod
    def read(cls, meant: Iterable[tuple[str, Iterable[str]]]) -> Phrases:
        """Return the phrases of some meanings, each with the words it is told in."""
        names: list[str] = []
        of: dict[str, list[int]] = {}
        for number, (name, phrases) in enumerate(meant):
            names.append(name)
            for phrase in phrases:
                key = " ".join(stems_of(phrase))
                if key and number not in of.setdefault(key, []):
                    of[key].append(number)
        return cls(tuple(names), dict(sorted(of.items())))

    def spans(self, stems: Sequence[str]) -> list[tuple[int, int, int]]:
        """Return what some words mean: the word with which it begins, how many, and what."""
        found = []
        for start in range(len(stems)):
            key = ""
            for length, stem in enumerate(stems[start : start + _LONGEST], start=1):
                key = f"{key} {stem}" if key else stem
                found += [(start, length, number) for number in self.of.get(key, ())]
        return found
