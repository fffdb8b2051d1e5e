"""What narrows the ledger down by what advice says: words that it has, or what it is like."""

from __future__ import annotations

from collections.abc import Sequence

from kg.ask.narrowing import Fits
from kg.engine.graph import SparqlGraph
from kg.errors import UsageError
from kg.history.advice import Advice, read_advice_of
from kg.history.existence import read_day
from kg.model.dates import Span
from kg.model.nearest import did_you_mean
from kg.model.terms import is_slug
from kg.retrieval.preparing import ranker_of
from kg.retrieval.ranker import SAME, RankedAdvice
from kg.retrieval.sentence_model import likeness_of
from kg.retrieval.stems import stems_of
from kg.retrieval.words import Lexicon

_LEAST = 2.0
"""The score from which advice is related enough to be shown."""
MOST = 10
"""Pieces of related advice that are shown at the most."""


def find_like(graph: SparqlGraph, like: str, before: str | None) -> list[RankedAdvice]:
    """Return the advice that is like a text, or like a recommendation that an id names.

    Of a recommendation, what was certainly advised earlier, unless another day is given. Raises
    UsageError for what looks like an id and is none.
    """
    if not stems_of(like):
        raise UsageError(f"--like '{like}': has no words to compare; give a text or an id")
    ranker = ranker_of(graph)
    slug = graph.space.slug(graph.space.iri(like.strip()))
    day = read_before(before)
    text = like
    if slug in ranker.held.ids:
        advice = read_advice_of(graph, [slug])[slug]
        text, day = advice.text, day or advice.day
    elif "-" in slug and is_slug(slug):
        hint = did_you_mean(slug, ranker.held.ids)
        raise UsageError(f"--like: there is no recommendation '{slug}'{hint}")
    ranked = ranker.rank(text, day, likeness_of(graph, text))
    return [match for match in ranked if match.id != slug]


def choose(ranked: Sequence[RankedAdvice], most: int = MOST) -> list[RankedAdvice]:
    """Return all advice in the same sense, and of the rest the best as far as there is room."""
    same = [match for match in ranked if match.grade == SAME]
    rest = [match for match in ranked if match.grade != SAME and match.score >= _LEAST]
    return same + rest[: max(0, most - len(same))]


def read_before(text: str | None) -> Span | None:
    """Return the day before which advice is wanted; UsageError for what is none."""
    return read_day(text).days if text is not None else None


def given_before(text: str | None) -> Fits:
    """Return whether advice was certainly given before a day."""
    day = read_before(text)
    return lambda a: day is None or (a.day is not None and a.day.is_before(day))


def has_words(graph: SparqlGraph, text: str | None) -> Fits:
    """Return whether advice, its report or its note has all of some words, or what they mean.

    Words are whole, whatever their endings: systems is system, and AI artificial intelligence.
    """
    if text is None:
        return lambda a: True
    lexicon = ranker_of(graph).held.lexicon
    asked = stems_of(text)
    if not asked:
        raise UsageError(f"--text '{text}': has no words to look for; leave it out to list all")
    meant: list[set[int]] = [set() for _ in asked]
    for at, length, number in lexicon.meanings.spans(asked):
        for place in range(at, at + length):
            meant[place].add(number)
    wanted = list(zip(asked, meant, strict=True))
    return lambda a: _has(lexicon, f"{a.text} {a.report_label} {a.addressee_note}", wanted)


def _has(lexicon: Lexicon, text: str, wanted: list[tuple[str, set[int]]]) -> bool:
    stems = stems_of(text)
    known = set(stems)
    missing = [meant for stem, meant in wanted if stem not in known]
    if not missing:
        return True
    if not all(missing):
        return False
    said = {number for _, _, number in lexicon.meanings.spans(stems)}
    return all(not said.isdisjoint(meant) for meant in missing)


def weigh(found: list[Advice], matches: Sequence[RankedAdvice]) -> list[Advice]:
    """Return the advice that is among some matches, the likest first, each with its score."""
    known = {one.id: one for one in found}
    chosen = choose([match for match in matches if match.id in known])
    for match in chosen:
        known[match.id].score, known[match.id].grade = round(match.score, 4), match.grade
    return [known[match.id] for match in chosen]
