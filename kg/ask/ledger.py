"""The ledger of recommendations: who was told what, what became of it, whose duty it is today.

What stands for a whole document is listed like the rest and marked, and counts as none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.ask.likewise import find_like, given_before, has_words, weigh
from kg.ask.narrowing import (
    NO_OUTCOME,
    Fits,
    given_by,
    is_late,
    read_period,
    read_response,
    read_state,
)
from kg.engine.graph import SparqlGraph
from kg.errors import UsageError
from kg.history import advice as ad
from kg.history.advice import Advice, read_advice, read_advice_of
from kg.history.nodes import to_term
from kg.history.publications import read_publications
from kg.history.solutions import find_as_of, rows
from kg.index.index import Index
from kg.index.names import find_entity
from kg.model import schema
from kg.model.nearest import did_you_mean
from kg.model.spelling import fold, key
from kg.retrieval.ranker import RankedAdvice


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which recommendations to list; what is None does not narrow the list.

    `report`, `topic`, `addressee` and `heir` are names of entities; a topic includes those below
    it. `verdict` is an outcome, a response, `unknown`, or `none` where nobody says what became of
    it. `state` is one that auditors keep, or `closed` for all that are; `response` an answer, or
    `none`; `judge` whoever has said what became of it; `maker` whoever wrote or published its
    document; `late` whether it is open and its day has certainly passed; `period` a date of the
    report, or two with `..` between; `before` a day before which it certainly was. `text` are words
    that it has or means, and `like` a text, or the id of a recommendation, that it says the same
    as.
    """

    report: str | None = None
    topic: str | None = None
    addressee: str | None = None
    verdict: str | None = None
    contested: bool | None = None
    heir: str | None = None
    text: str | None = None
    state: str | None = None
    response: str | None = None
    judge: str | None = None
    period: str | None = None
    before: str | None = None
    like: str | None = None
    maker: str | None = None
    late: bool | None = None


def list_recommendations(graph: SparqlGraph, index: Index, wanted: Wanted) -> list[Advice]:
    """Return the recommendations that are wanted, by the date of the report, report and number.

    With `like`, the likest first, each with its score. Among them is what stands for whole
    documents, marked by `is_whole`. Raises UnknownEntity for a name that nothing has and UsageError
    for a verdict that does not exist.
    """
    fits = [
        _read_verdict(wanted.verdict),
        read_state(wanted.state),
        read_response(wanted.response),
        read_period(wanted.period),
        given_before(wanted.before),
        has_words(graph, wanted.text),
    ]
    if wanted.judge is not None:
        fits.append(given_by(find_entity(index, wanted.judge).slug))
    if wanted.maker is not None:
        fits.append(_made_by(graph, find_entity(index, wanted.maker).slug))
    if wanted.late is not None:
        fits.append(is_late(find_as_of(graph), wanted.late))
    heir = find_entity(index, wanted.heir).slug if wanted.heir is not None else None
    matches = find_like(graph, wanted.like, wanted.before) if wanted.like is not None else None
    advice, whole = read_advice(graph, _pattern(index, wanted, matches))
    found = []
    for one in sorted((*advice, *whole), key=_order):
        if wanted.contested is not None and one.is_contested != wanted.contested:
            continue
        if not all(fit(one) for fit in fits):
            continue
        _add_heirs(index, one)
        if heir is None or heir in one.heirs:
            found.append(one)
    return found if matches is None else weigh(found, matches)


def find_recommendations(graph: SparqlGraph, index: Index, names: Sequence[str]) -> list[Advice]:
    """Return the recommendations that some ids name, in their order, each once.

    Raises UnknownEntity for what is no recommendation.
    """
    kinds = ("Recommendation", "DocumentAdvice")
    slugs = dict.fromkeys(find_entity(index, name, kinds).slug for name in names)
    found = read_advice_of(graph, slugs)
    return [found[slug] for slug in slugs]


def _pattern(index: Index, wanted: Wanted, matches: Sequence[RankedAdvice] | None) -> str:
    """Return the pattern of the recommendations that names, or what they are like, narrow down."""
    parts = []
    if matches is not None:
        like = " ".join(to_term(index.space.iri(match.id)) for match in matches)
        parts.append(f"VALUES ?advice {{ {like} }}")
    for predicate, name, kinds in (
        ("recommendedIn", wanted.report, (*schema.DOCUMENTS,)),
        ("addressedTo", wanted.addressee, ()),
    ):
        if name is not None:
            iri = index.space.iri(find_entity(index, name, kinds).slug)
            parts.append(f"?advice nhsit:{predicate} {to_term(iri)} .")
    if wanted.topic is not None:
        topic = index.space.iri(find_entity(index, wanted.topic, ("Concept",)).slug)
        parts.append(f"?advice nhsit:topic/skos:broader* {to_term(topic)} .")
    return " ".join(parts)


def find_makers(graph: SparqlGraph, documents: Iterable[str]) -> dict[str, list[str]]:
    """Return who wrote or published each of some documents, by ids; those of nobody lack."""
    found = {
        document: sorted({maker.id for maker in (*known.authors, *known.publishers)})
        for document, known in read_publications(graph, documents).items()
    }
    return {document: makers for document, makers in sorted(found.items()) if makers}


def _made_by(graph: SparqlGraph, maker: str) -> Fits:
    """Return whether somebody wrote or published the document that gives advice."""
    asked = f"{to_term(graph.space.iri(maker))} ^rdf:subject ?claim . ?claim rdf:object ?report ."
    found = {row["report"] for row in rows(graph, f"SELECT ?report WHERE {{ {asked} }}")}
    made = {document for document, by in find_makers(graph, found).items() if maker in by}
    return lambda a: a.report in made


def _add_heirs(index: Index, advice: Advice) -> None:
    """Write down who has today the duty of addressees that have ended."""
    heirs = {heir for body in advice.addressees for heir in index.living_heirs(body)}
    others = sorted(heirs - {*advice.addressees})
    known = index.outlines(others)
    advice.heirs = {heir: known[heir][0] if heir in known else heir for heir in others}


def _read_verdict(text: str | None) -> Fits:
    """Return whether a recommendation has a verdict that was given in words."""
    if text is None:
        return lambda a: True
    wanted = key(text)
    if wanted == NO_OUTCOME:
        return lambda a: not a.outcome
    outcomes = {name.lower(): name for name in (*ad.OUTCOMES, ad.UNKNOWN)}
    if wanted in outcomes:
        return lambda a: a.verdict == outcomes[wanted]
    responses = {name.lower(): name for name in ad.RESPONSES}
    if wanted in responses:
        return lambda a: a.response is not None and a.response.verdict == responses[wanted]
    known = sorted(map(ad.spell, (*ad.OUTCOMES, ad.UNKNOWN, *ad.RESPONSES)))
    hint = did_you_mean(fold(text), known) or f"; expected {', '.join(known)} or {NO_OUTCOME}"
    raise UsageError(f"--verdict: nobody gives the verdict '{text}'{hint}")


def _order(advice: Advice) -> tuple[str, str, int, str, str]:
    number = int(advice.number) if advice.number.isdigit() else 10**9
    day = advice.day.earliest.isoformat() if advice.day else ""
    return day, advice.report, number, advice.number, advice.id
