"""The questions that a card answers, in order: the headings of all that tells a thing.

The terminal, the pages of the site and the page take their headings and their order from here.
What the facts of a card say is sorted into keys, such as `Heads`; each key has a title, which may
be another for some kinds of things.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.model import schema

_BODIES = schema.BODIES
_BUILT = ("Programme", "System")


@dataclass(frozen=True, slots=True)
class CardQuestion:
    """A heading of a card: its key, its title, and other titles by kind of thing."""

    key: str
    title: str
    titles: Mapping[str, str]

    def of(self, kind: str) -> str:
        """Return the title on the card of a thing of some kind."""
        return self.titles.get(kind, self.title)


def _ask(key: str, title: str, *others: tuple[tuple[str, ...], str]) -> CardQuestion:
    return CardQuestion(key, title, {kind: words for kinds, words in others for kind in kinds})


QUESTIONS = (
    _ask("Attempts", "Attempts"),
    _ask("Views on it", "What became of it"),
    _ask("Heads", "Who led it", (("Post",), "Who held it")),
    _ask("Posts held", "Posts held"),
    _ask("People", "People", (("Post",), "Who held it"), ((*_BODIES, *_BUILT), "Its people"),
         (schema.DOCUMENTS, "Who made it")),
    _ask("Did", "Programmes and systems", (_BODIES, "What it did and ran")),
    _ask("Bought", "What it bought"),
    _ask("Supplied", "What it supplied"),
    _ask("Bought for it", "What was bought for it"),
    _ask("Contracts", "Contracts"),
    _ask("Recommendations to it", "What it was told"),
    _ask("Inherited", "Advice that it inherited"),
    _ask("Recommendations", "Recommendations", (schema.DOCUMENTS, "What it advised"),
         (("Concept",), "What was advised on it")),
    _ask("Repeats", "What it repeats"),
    _ask("Reiterated by", "Who said it again"),
    _ask("Verdicts given", "What it judged"),
    _ask("Opinions about it", "What was said of it"),
    _ask("Opinions held", "What it said of others", (("Person",), "What they said")),
    _ask("Names", "What it was called"),
    _ask("Before", "Where it came from"),
    _ask("After", "What followed"),
    _ask("Gained and lost", "What it gained and lost"),
    _ask("Announced, not happened", "Announced, not happened"),
    _ask("Events", "What happened"),
    _ask("Figures", "Figures"),
    _ask("Figures stated", "Figures it stated"),
    _ask("Unknown", "What we do not know"),
    _ask("Parents and parts", "What it was part of"),
    _ask("Posts", "Posts", (_BODIES, "Its posts")),
    _ask("Bodies and companies", "Bodies and companies"),
    _ask("Documents", "Documents"),
    _ask("Laws", "Laws"),
    _ask("Aims", "Aims"),
    _ask("Relations", "Relations"),
    _ask("Other facts", "Other facts"),
    _ask("Identities", "Codes"),
    _ask("Said, but wrongly", "Said, but wrongly"),
    _ask("What rests on it", "What rests on it"),
)  # fmt: skip
"""All questions, in reading order."""

LANES: Mapping[str, tuple[str, ...]] = {
    "Posts": ("Posts held",),
    "Programmes": ("Did",),
    "Contracts": ("Bought", "Supplied", "Bought for it"),
    "Reports": ("Documents",),
    "Advice to it": ("Recommendations to it",),
    "Said of it": ("Views on it", "Opinions about it"),
    "Events": ("Before", "After", "Gained and lost", "Events"),
}
"""Lanes of a strip of time -> keys of what is drawn in each, below names and heads."""

ADVICE = ("Recommendations to it", "Recommendations", "Reiterated by")
"""Keys under which it is counted what became of advice."""

CONTRACTS = ("Bought", "Supplied", "Bought for it")
"""Keys under which values are summed."""

_KEYS = {question.key: place for place, question in enumerate(QUESTIONS)}
_SAME = {"Programmes": "Did", "Systems": "Did"}
"""Words of the vocabulary for what is told under another key."""


def key_of(heading: str) -> str:
    """Return the key under which what has a heading in the vocabulary is told.

    >>> key_of("Systems"), key_of("Laws")
    ('Did', 'Laws')
    """
    return _SAME.get(heading, heading)


def title_of(key: str, kind: str) -> str:
    """Return the title of a key on the card of a thing of some kind; other keys as they are.

    >>> title_of("Heads", "Body"), title_of("Heads", "Post"), title_of("Odd", "Body")
    ('Who led it', 'Who held it', 'Odd')
    """
    place = _KEYS.get(key)
    return key if place is None else QUESTIONS[place].of(kind)


def place_of(key: str) -> tuple[int, str]:
    """Return what puts keys in reading order; those that are not known come last, by name."""
    return _KEYS.get(key, len(QUESTIONS)), key
