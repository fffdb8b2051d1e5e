"""What the page of a thing says besides its lines: in short, in time, in sums, how to cite it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date as Day
from typing import Any

from kg.ask.card_order import ADVICE, CONTRACTS, LANES, title_of
from kg.ask.cardtext import Card
from kg.ask.sentence import say_what
from kg.export.citations import (
    CitationFormat,
    Cited,
    cite,
    cite_document,
    cite_entry,
    write_citations,
)
from kg.history.advice import CONTESTED, OUTCOMES, UNASSESSED, UNKNOWN, Advice, spell, tally
from kg.history.contracts import tell_sums
from kg.history.nodes import Node
from kg.history.publications import Maker, Publication
from kg.index.presence import Borne
from kg.model.dates import say
from kg.model.schema import ADVICE as ADVICE_KINDS
from kg.model.terms import SKOS
from kg.pages.library import Library
from kg.pages.line_html import LineWriter, link_out
from kg.pages.linked_data import describe
from kg.pages.page_lines import PageLine, PageSection, row_of
from kg.pages.strip import Lane, Stretch, draw, moment, names, stretch
from kg.read.addresses import web_problem


def paint(
    library: Library,
    card: Card,
    sections: Sequence[PageSection],
    lines: Mapping[str, tuple[PageLine, ...]],
) -> dict[str, Any]:
    """Return the values of the template of a thing's page."""
    iri = library.space.iri(card.id)
    node = library.facts.read([iri]).get(iri) or Node(iri, library.space)
    lanes = list(lanes_of(library, card, lines))
    strip = draw(lanes)
    writer = LineWriter(library, card.id, {s.slug for s in card.sources})
    address = library.addresses([card.id]).get(card.id, "")
    row = row_of(library.rows([iri]), iri)
    what = say_what(library.facts, node)
    return {
        "card": card,
        "kind": _name_kind(library, node) or card.kind,
        "lead": card.life or card.about or what,
        "about": card.about if card.life else "",
        "what": what if card.about and what.lower() != f"a {_name_kind(library, node)}." else "",
        "facts": _tell_facts(card, (what, address)),
        "strip": strip,
        "strip_words": names(lanes),
        "sections": sections,
        "summaries": _summaries(library, card, lines),
        "sources": writer.write_sources(card.sources, row),
        "became": _tell_outcome(library, card),
        "address": link_out(address) if address else "",
        "row": row,
        "citations": cite_thing(library, card, node, address),
        "linked_data": describe(library, card, node),
    }


def _name_kind(library: Library, node: Node) -> str:
    words, space = library.facts.words, library.space
    known = words.get(space.term(node.kind)) or words.get(SKOS + node.kind)
    return known[0].lower() if known else node.kind


def _tell_facts(card: Card, told: Collection[str]) -> dict[str, str]:
    """Return simple facts and identifiers, but for what the page has told already."""
    found = {name: _tell_value(name, value) for name, value in card.facts.items()}
    return {
        name: value if web_problem(value) else link_out(value)
        for name, value in (found | card.identifiers).items()
        if value not in told
    }


def _tell_outcome(library: Library, card: Card) -> str:
    """Return what became of a recommendation, and who says so; nothing of any other thing."""
    one = library.advice([card.id]).get(card.id)
    if one is None:
        return ""
    if one.verdict == UNASSESSED:
        return "What became of it: nobody has said."
    by = f", says {one.decides.by_label}" if one.decides is not None else ""
    contested = "; others say otherwise" if one.is_contested else ""
    return f"What became of it: {spell(one.verdict)}{by}{contested}."


_DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])(-\d\d)?[?~%]?")
_WORDS = {"true": "yes", "false": "no"}


def _tell_value(name: str, value: str) -> str:
    """Return a simple value as it is read: a day, pounds, yes or no in words, others as they are.

    >>> _tell_value("value in pounds", "996000000"), _tell_value("accessed", "2026-11-29")
    ('£996,000,000', '29 November 2026')
    >>> _tell_value("official", "true"), _tell_value("number", "2010-11")
    ('yes', '2010-11')
    """
    if name.endswith("in pounds") and value.isdecimal():
        return f"£{int(value):,}"
    if name != "number" and _DAY.fullmatch(value):
        return say(value)
    return _WORDS.get(value, value)


def cite_thing(library: Library, card: Card, node: Node, address: str) -> list[tuple[str, str]]:
    """Return how a thing is cited, in each form: its name, and the citation."""
    cited = _cite(library, card, node, address)
    named = {
        CitationFormat.text: "Text",
        CitationFormat.bibtex: "BibTeX",
        CitationFormat.ris: "RIS",
        CitationFormat.csl: "CSL-JSON",
    }
    found = {words: write_citations([cited], form).strip() for form, words in named.items()}
    # The first line is for a sentence, with the id; what is copied into a list is the second.
    found["Text"] = found["Text"].partition("\n")[2].strip()
    return [*found.items()]


def _cite(library: Library, card: Card, node: Node, address: str) -> Cited:
    dataset, space = library.dataset, library.space
    if node.kind in ("Recommendation", "DocumentAdvice"):
        for one in library.advice([card.id]).values():
            paper = library.publication(one.report)
            return cite([one], {one.report: paper} if paper else {}, space, dataset.title)[0]
    paper = library.publication(card.id)
    if paper is None and node.kind == "Source":
        maker = node.one("dc:publisher") or next(
            (library.facts.label(slug) for slug in node.slugs("dct:publisher")), ""
        )
        makers = (Maker(maker, "", False),) if maker else ()
        date = node.one("date")
        paper = Publication(card.id, "Source", card.label, date, address, "", (), makers)
    if paper is not None:
        return cite_document(paper, card.iri, dataset.title)
    read = str(library.index.read_up_to or "")
    people = tuple(Maker(name, "", True) for name in dataset.creators)
    makers = (Maker(dataset.publisher, "", False),) if dataset.publisher else ()
    record = Publication(
        space.dataset, "Dataset", dataset.citation, read, card.iri, "", people, makers
    )
    return cite_entry(card.id, card.label, card.iri, record)


def _summaries(
    library: Library, card: Card, lines: Mapping[str, tuple[PageLine, ...]]
) -> dict[str, str]:
    """Return what stands under a heading before its lines: sums and counts, by heading."""
    found = {}
    for heading in (title_of(key, card.kind) for key in ADVICE):
        advice = library.advice({line.node for line in lines.get(heading, ())})
        if len(advice) > 1:
            found[heading] = _sum_up(advice.values())
    every = library.contracts.get(card.id, [])
    for heading in (title_of(key, card.kind) for key in CONTRACTS):
        told = {line.node for line in lines.get(heading, ())}
        sums = tell_sums(one for one in every if one.id in told)
        if sums:
            found[heading] = sums
    return found


def _sum_up(advice: Collection[Advice]) -> str:
    """Return what became of some advice, counted."""
    counts = tally(advice)
    known = (*OUTCOMES, UNKNOWN)
    said = [f"{counts[one]:,} {spell(one)}" for one in known if counts[one]]
    said += [f"{counts[UNASSESSED]:,} that nobody has judged"] if counts[UNASSESSED] else []
    contested = f"; {counts[CONTESTED]:,} contested" if counts[CONTESTED] else ""
    return f"{len(advice):,} in all: {', '.join(said)}{contested}."


def lanes_of(
    library: Library, card: Card, lines: Mapping[str, tuple[PageLine, ...]]
) -> Iterator[Lane]:
    """Yield what the strip of a thing draws, lane by lane: names, heads, then what it did."""
    borne = library.names.get(card.id, [])
    now = library.index.read_up_to
    own = stretch(card.label, card.start, card.end, now) if card.start and not card.date else None
    named = tuple(_borne(borne, now)) or ((own,) if own else ())
    yield Lane("Names" if borne else "Life", named, is_chief=True)
    yield Lane("Heads", tuple(_borne(library.heads.get(card.id, []), now)), is_chief=True)
    space = library.space
    wanted = {
        lane: [line for key in keys for line in lines.get(title_of(key, card.kind), ())]
        for lane, keys in LANES.items()
    }
    nodes = library.facts.read(space.iri(one.node) for some in wanted.values() for one in some)
    for lane, told in wanted.items():
        drawn: list[Stretch] = []
        for line in told:
            node = nodes.get(space.iri(line.node))
            one = _draw_node(line, node, now) if node is not None and line.node != card.id else None
            if one is None and node is not None and node.kind in ADVICE_KINDS:
                report = library.facts.entity(next(iter(node.slugs("recommendedIn")), ""))
                one = moment(line.words, report.start) if report is not None else None
            drawn += [one] if one is not None else []
        yield Lane(lane, tuple(dict.fromkeys(drawn)))


def _borne(some: Iterable[Borne], now: Day | None) -> Iterator[Stretch]:
    for one in some:
        drawn = stretch(one.words, one.start, one.end, now)
        if drawn is not None:
            yield drawn


def _draw_node(line: PageLine, node: Node, now: Day | None) -> Stretch | None:
    date, start = node.one("date"), node.one("start")
    end = node.one("end") or node.one("agreedEnd")
    words = line.words if len(line.words) < 90 else f"{line.words[:88]}…"
    if date or (start and line.when.partition("; ")[0] == say(start)):
        return moment(words, date or start)
    return stretch(words, start, end, now) if start else None
