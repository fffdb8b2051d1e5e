"""The nearest known word to one that is not known, for "did you mean"."""

from __future__ import annotations

from collections.abc import Iterable

ENOUGH = 70.0
"""Similarity, of 100, below which a suggestion would only confuse."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word most like a word, or None where none is like it.

    Similarity is the normalised indel ratio (rapidfuzz); equal scores go to the first in order.
    A list is taken to be in order already.

    >>> nearest("tennures", ["bodies", "tenures"])
    'tenures'
    """
    from rapidfuzz import fuzz, process

    choices = known if isinstance(known, list) else sorted(known)
    best = process.extractOne(word, choices, scorer=fuzz.ratio, score_cutoff=ENOUGH)
    return str(best[0]) if best else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return `; did you mean 'x'?`, or nothing where no word is near."""
    found = nearest(word, known)
    return f"; did you mean '{found}'?" if found else ""
