"""The advice of a record, ready to be searched by what it says.

`kg build` makes it once and keeps it in the index, and the page holds the same. All of it is lists,
texts and numbers, so that it is read as fast as JSON is.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from kg.retrieval.body_names import BodyNames
from kg.retrieval.phrases import Phrases
from kg.retrieval.scoring import Scorer
from kg.retrieval.words import Lexicon, Words


@dataclass(frozen=True, slots=True)
class Shelf:
    """Texts by their words: by stems and by what they mean, each word with the texts that have it.

    `lengths` are their numbers of stems; `own` and `own_meant` what each is worth to who asks for
    all of its stems, and for all that they mean.
    """

    stems: dict[str, list[int]] = field(default_factory=dict)
    meant: dict[str, list[int]] = field(default_factory=dict)
    lengths: list[int] = field(default_factory=list)
    own: list[float] = field(default_factory=list)
    own_meant: list[float] = field(default_factory=list)

    @classmethod
    def of(cls, texts: Iterable[Words]) -> Shelf:
        """Return some texts by their words."""
        shelf = cls()
        for number, words in enumerate(texts):
            shelf.lengths.append(len(words.stems))
            for held, found in (
                (shelf.stems, Counter(words.stems)),
                (shelf.meant, Counter(name for _, _, name in words.meant)),
            ):
                for word, times in found.items():
                    held.setdefault(word, []).extend((number, times))
        shelf.own.extend(Scorer(shelf.stems, shelf.lengths).own())
        shelf.own_meant.extend(Scorer(shelf.meant, shelf.lengths).own())
        return shelf


@dataclass(frozen=True, slots=True)
class HeldAdvice:
    """The single recommendations of a record, each by its place in every list.

    `first` and `last` are the days between which its report was made, empty where not known.
    `topics`, `actions` and `heirs` are numbers of topics, of kinds of action, and of the last
    heirs of those it was addressed to.
    """

    ids: list[str] = field(default_factory=list)
    reports: list[str] = field(default_factory=list)
    first: list[str] = field(default_factory=list)
    last: list[str] = field(default_factory=list)
    topics: list[list[int]] = field(default_factory=list)
    actions: list[list[int]] = field(default_factory=list)
    heirs: list[list[int]] = field(default_factory=list)
    texts: Shelf = field(default_factory=Shelf)
    topic_names: list[str] = field(default_factory=list)
    topic_texts: Shelf = field(default_factory=Shelf)
    """The words of each topic: its label and its definition."""
    lexicon: Lexicon = field(default_factory=Lexicon)

    def to_dict(self) -> dict[str, Any]:
        """Return everything as JSON can hold it."""
        found = {name: getattr(self, name) for name in self.__slots__}
        lexicon = self.lexicon
        return found | {
            "texts": asdict(self.texts),
            "topic_texts": asdict(self.topic_texts),
            "lexicon": {
                "meanings": [lexicon.meanings.names, lexicon.meanings.of],
                "actions": [lexicon.actions.names, lexicon.actions.of],
                "bodies": [lexicon.bodies.of, sorted(lexicon.bodies.kept)],
            },
        }

    def to_json(self) -> str:
        """Return everything as one line of JSON."""
        return json.dumps(self.to_dict(), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> HeldAdvice:
        """Return what `to_json` gave."""
        found = json.loads(text)
        lexicon = found["lexicon"]
        bodies, kept = lexicon["bodies"]
        return cls(
            **{
                **found,
                "texts": Shelf(**found["texts"]),
                "topic_texts": Shelf(**found["topic_texts"]),
                "lexicon": Lexicon(
                    Phrases(*lexicon["meanings"]),
                    Phrases(*lexicon["actions"]),
                    BodyNames(bodies, frozenset(kept)),
                ),
            }
        )
