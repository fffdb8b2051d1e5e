"""Which name of a thing is shown: one rule for every command, file and page.

The language that the user prefers comes first, then its regions, then a name in no language, then
any other; in one language the properties in the order of `LABELS`, and of equals the first in the
order of letters. Every label is a name to find a thing by, whatever its language.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextvars import ContextVar

from kg.model.terms import DCT, RDFS, SKOS, STANDARD

ENGLISH = "en"
LANGUAGE: ContextVar[str] = ContextVar("language", default=ENGLISH)
"""The language that the user prefers, as a tag such as `en` or `cy`."""

LABELS = (
    SKOS + "prefLabel", RDFS + "label", STANDARD["foaf"] + "name",
    STANDARD["schema"] + "name", "https://schema.org/name", DCT + "title",
)  # fmt: skip
"""The properties that say what a thing is called, the best first."""

Said = tuple[str, str | None, str]
"""A property, the language of a label, and the label."""


def choose(labels: Iterable[Said]) -> str | None:
    """Return the label to show of those that a thing has, or None where it has none.

    >>> choose([(LABELS[0], "fr", "Chirurgie"), (LABELS[0], "en-gb", "Surgery")])
    'Surgery'
    """
    best = min(labels, key=rank, default=None)
    return best[2] if best is not None else None


def rank(said: Said) -> tuple[int, int, str]:
    """Return what labels are ordered by, the label to show first."""
    predicate, language, text = said
    place = LABELS.index(predicate) if predicate in LABELS else len(LABELS)
    return nearness(language), place, text


def nearness(language: str | None) -> int:
    """Return how far a language is from the one that is preferred, from 0 to 4."""
    wanted = LANGUAGE.get().lower()
    if not language:
        return 3
    spoken = language.lower()
    if spoken == wanted:
        return 0
    main = wanted.partition("-")[0]
    if spoken == main:
        return 1
    return 2 if spoken.startswith(f"{main}-") else 4
