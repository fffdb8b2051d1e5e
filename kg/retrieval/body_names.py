"""The names of bodies in a text, cut out of it: to whom advice is given is not what it says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.model.spelling import fold

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|&")
_ARTICLE = re.compile(r"\bthe $", re.IGNORECASE)
_LONGEST = 9
"""Words of a name."""
_FEWEST_CAPITALS = 2
"""Capitals of a name of one word: one alone may begin a sentence."""


@dataclass(frozen=True, slots=True)
class BodyNames:
    """Names of bodies, folded, with the numbers of the last heirs of those that bore them.

    A name of one word stands as it is written. `kept` are names of groups, which say something of
    what is meant: they are found, and not cut.
    """

    of: Mapping[str, Sequence[int]] = field(default_factory=dict)
    kept: frozenset[str] = frozenset()

    @classmethod
    def read(cls, names: Iterable[tuple[str, bool, Sequence[int]]]) -> BodyNames:
        """Return the names of some bodies: the name, whether of a group, and its last heirs."""
        of: dict[str, set[int]] = {}
        kept = set()
        for name, is_group, heirs in names:
            key = fold(name) if len(_WORD.findall(name)) > 1 else name
            capitals = sum(letter.isupper() for letter in name)
            if " " not in key and capitals < _FEWEST_CAPITALS and not is_group:
                continue
            key = key.lower() if is_group else key
            of.setdefault(key, set()).update(heirs)
            if is_group:
                kept.add(key)
        return cls({key: sorted(of[key]) for key in sorted(of)}, frozenset(kept))

    def cut(self, text: str) -> tuple[str, set[int]]:
        """Return a text without names of bodies, and the numbers of those that were named."""
        words = [(m.start(), m.end(), m[0]) for m in _WORD.finditer(text)]
        parts: list[str] = []
        named: set[int] = set()
        i = done = 0
        while i < len(words):
            count, key = self._longest(words, i)
            if not count:
                i += 1
                continue
            named.update(self.of[key])
            if key not in self.kept:
                parts.append(_ARTICLE.sub("", text[done : words[i][0]]))
                done = words[i + count - 1][1]
            i += count
        return " ".join([*parts, text[done:]]) if parts else text, named

    def _longest(self, words: Sequence[tuple[int, int, str]], i: int) -> tuple[int, str]:
        """Return how many words from a place on are a name, and its key; 0 where none."""
        best, found, key = 0, "", ""
        for j in range(i, min(i + _LONGEST, len(words))):
            word = words[j][2].removesuffix("'s").removesuffix("’s")
            key = f"{key} {fold(word)}" if key else fold(word)
            if j == i and word in self.of:
                best, found = 1, word
            elif key in self.of and (j > i or key in self.kept):
                best, found = j - i + 1, key
        return best, found
