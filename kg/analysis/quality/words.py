"""What `quality` says in words: its measures, its sentences, its limits."""

from __future__ import annotations

from collections.abc import Iterable

from kg.analysis.measure import Measure, Sentence
from kg.analysis.quality.finding import QualityFinding
from kg.history.solutions import AS_OF_RULE
from kg.model.spelling import count

MEASURES = (
    Measure(
        name="sources",
        title="Facts and their sources",
        definition="A fact is a node of the graph with evidence: an entity, event, tenure, claim, "
        "recommendation, verdict, opinion or contract. It counts once under each kind of source "
        "that bears it. Weak is a fact with one source, of a type that the ontology marks as "
        "weak: anybody can write it, or it argues (encyclopedia, opinion piece, web page).",
        dates="Needs no dates.",
    ),
    Measure(
        name="precision",
        title="Precision of dates",
        definition="How precisely starts, ends and days are stated: day, month, year, decade; "
        "about or doubtful where they are marked so; open where known to go on.",
        source="EDTF, ISO 8601-2:2019",
        dates="Dates are taken as stated.",
    ),
    Measure(
        name="gaps",
        title="What is missing",
        definition="Facts by kind and decade, which shows what the record is thin on; and a work "
        "list of things that should have a date, a party, an heir or a verdict and have none.",
        dates="A fact counts in the decade of the first day it can mean. " + AS_OF_RULE,
    ),
    Measure(
        name="measures",
        title="How far the record has come",
        definition="Counts of what the record is to hold, and shares of what should be whole. "
        "Official is a source that says so, or, where it does not say, of a type that the ontology "
        "marks as official, or a law. National things for IT are bodies, units and groups of a "
        "national tier of which IT is the main or one purpose.",
        dates="Starts and ends are those of events, else as stated. " + AS_OF_RULE,
    ),
    Measure(
        name="readings",
        title="Stated and own verdicts",
        definition="How many verdicts somebody else stated, and how many are this project's own "
        "reading.",
        dates="Needs no dates.",
    ),
    Measure(
        name="contradictions",
        title="Contradictions",
        definition="Recommendations whose assessors differ, facts kept as deprecated because a "
        "rival is preferred, and facts that a source speaks against.",
        dates="Needs no dates.",
    ),
)


def define(found: QualityFinding) -> Iterable[Measure]:
    """Yield the measures; what is covered is as the list of the record says."""
    yield from MEASURES
    if found.held is not None:
        yield Measure(
            name="coverage",
            title=f"Coverage of {found.held.title}",
            definition=f"How many of {found.held.covers} have an entity in the graph.",
            dates="Needs no dates.",
        )


def say(found: QualityFinding) -> Iterable[Sentence]:
    """Yield what the finding says: of sources, dates, readings, contradictions and coverage."""
    facts = found.facts
    if facts.facts:
        total, one, weak = len(facts.facts), facts.with_one_source, len(facts.weak)
        yield Sentence(
            f"Of {count(total, 'sourced fact')}, {one:,} ({100 * one / total:.0f} %) rest on one "
            f"source and {weak:,} ({100 * weak / total:.0f} %) on one weak source.",
            "sources",
            tuple(fact.id for fact in facts.weak),
        )
    for stated in found.stated:
        if stated.precision == "day":
            share = 100 * stated.dates / found.dates
            yield Sentence(f"{share:.1f} % of stated dates are known to the day.", "precision")
    if found.readings:
        own = sum(given.own for given in found.readings)
        total = own + sum(given.by_others for given in found.readings)
        yield Sentence(
            f"{own} of {total} verdicts on what came of a recommendation are this project's own "
            f"reading; {len(found.of_documents)} that are on whole documents are left out.",
            "readings",
            tuple(name for given in found.readings for name in given.assessments),
        )
    if found.ways:
        words = "; ".join(f"{what}: {number}" for what, number in found.ways.items())
        yield Sentence(f"Contradictions kept in the open: {words}.", "contradictions")
    held = found.held
    if held is not None and held.places:
        yield Sentence(
            f"Of {held.covers}, {held.in_graph} of {held.named} are in the graph.",
            "coverage",
            tuple(thing for place in held.places for thing in place.held),
        )


def tell_limits(found: QualityFinding) -> Iterable[str]:
    """Yield what the numbers leave out."""
    if not found.facts.facts:
        yield "The graph holds no sourced fact."
    if found.held is None:
        yield (
            "Coverage was not counted: nothing says which table lists what the graph should hold."
        )
    yield (
        "Sources are counted, not weighed: two that copy each other count as two, and a kind of "
        "source says little about one page."
    )
