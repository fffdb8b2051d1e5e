"""What the page's cards tell by the rules of the program: the questions in order, and lives.

The questions stand with the data. The lives, what is not known and the sums of contracts stand in
the page packed, until the first card is opened.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from kg.ask.card_order import ADVICE, CONTRACTS, LANES, QUESTIONS, key_of
from kg.ask.life import tell_lives
from kg.ask.worklist import read_lacks
from kg.engine.graph import SparqlGraph
from kg.history.contracts import UNKNOWN_ENDING, Contract, read_contracts, tell_sums
from kg.history.nodes import NodeReader
from kg.index.index import Index
from kg.model import schema
from kg.model.vocabulary import Vocabulary

_TOLD = ("Person", "Post", *schema.DOCUMENTS)
"""Kinds of things, beside those that live, of which it is told what is not known."""

Row = dict[str, Any]


def make_card_rules(vocabulary: Vocabulary) -> Row:
    """Return how cards are made.

    `questions`: key, title, and other titles by kind; `lanes` of the strip with the keys of what
    is drawn in each; `advice`, the keys of what is counted by outcome; `headings`, kind of thing
    -> key under which relations to such a thing are told; `moments`, kinds of things of one day;
    `unsaid`, endings of contracts that go without saying.
    """
    headings = {kind: vocabulary.word("heading", kind) for kind in vocabulary.kinds_with("heading")}
    return {
        "questions": [[q.key, q.title, dict(q.titles)] for q in QUESTIONS],
        "lanes": [[lane, list(keys)] for lane, keys in LANES.items()],
        "advice": [*ADVICE],
        "headings": {kind: key_of(heading) for kind, heading in headings.items()},
        "unsaid": [UNKNOWN_ENDING],
        "moments": [*schema.EVENTS, *schema.DOCUMENTS],
    }


def make_lives(graph: SparqlGraph, index: Index, full: Collection[str] | None = None) -> Row:
    """Return what stands packed; what is lacked only of things told in full, where some are not.

    `life`: id -> words and ids by turns, which make a sentence; `gaps`: titles of what may not be
    known, and `lacks`: id -> [number of the title, a word on it]; `sums`: id -> key -> words.
    """
    told = {entity.slug for entity in index.of_kinds([*index.living, *_TOLD])}
    if full is not None:
        told.intersection_update(full)
    gaps: dict[str, int] = {}
    lacks = {
        slug: [[gaps.setdefault(title, len(gaps)), what] for title, what in found]
        for slug, found in sorted(read_lacks(graph).items())
        if slug in told
    }
    return {
        "life": {slug: told.plan for slug, told in tell_lives(NodeReader(graph, index))},
        "gaps": [*gaps],
        "lacks": lacks,
        "sums": _sum_contracts(graph),
    }


def _sum_contracts(graph: SparqlGraph) -> dict[str, dict[str, str]]:
    """Return the sums of what each party bought and supplied, in words."""
    parts: dict[str, dict[str, list[Contract]]] = defaultdict(lambda: defaultdict(list))
    for contract in read_contracts(graph):
        sides = (contract.buyers, contract.suppliers, contract.subjects)
        told: set[str] = set()
        for key, parties in zip(CONTRACTS, sides, strict=True):
            for party in sorted({*parties} - told):
                parts[party][key].append(contract)
            told |= {*parties}
    return {
        party: {key: words for key, found in keys.items() if (words := tell_sums(found))}
        for party, keys in sorted(parts.items())
    }
