"""What is still to be done: open recommendations, commitments, what was accepted, targets."""

from __future__ import annotations

from collections.abc import Iterator

from kg.ask.inheritance.kin import Kin
from kg.ask.inheritance.statement import ADVICE, PROMISES, Inherited, Remark
from kg.history.advice import RESPONSES, Advice, read_advice
from kg.history.nodes import NodeReader
from kg.history.solutions import rows
from kg.history.wording import figure
from kg.model.dates import say

ACCEPTED = RESPONSES[:3]
"""Answers that promise something."""

_ASKED = """{ SELECT DISTINCT ?advice WHERE {
  { VALUES ?told { %(line)s } ?advice nhsit:addressedTo ?told }
  UNION { VALUES ?who { %(line)s } ?who nhsit:authored|nhsit:published ?paper .
          ?paper a nhsit:Strategy . ?advice nhsit:recommendedIn ?paper }
  UNION { VALUES ?who { %(line)s } VALUES ?yes { %(yes)s }
          ?answer prov:wasAttributedTo ?who ; nhsit:response ?yes ; nhsit:assesses ?advice }
} }"""
_TARGETS = """
SELECT ?figure ?of ?who ?end WHERE {
  VALUES ?who { %s }
  ?figure prov:wasAttributedTo ?who ; nhsit:measure nhsit:TargetMeasure ; nhsit:counts true ;
          nhsit:figureOf ?of ; nhsit:endLatest ?end .
}"""


def find_promised(facts: NodeReader, line: Kin) -> tuple[list[tuple[str, Inherited]], list[Remark]]:
    """Return what was recommended to a line or promised by it, and is open on the day.

    What was both is a recommendation. The newest come first, what was said to the bodies
    themselves before what was said to those whose place they took.
    """
    yes = " ".join(f"nhsit:{name}" for name in ACCEPTED)
    asked = _ASKED % {"line": line.terms(line.members), "yes": yes}
    advice, whole = read_advice(
        facts.graph, asked, is_brief=True, with_addressees=True, with_sources=True
    )
    members = {*line.members}
    still = [one for one in advice if one.was_open(line.on)]
    told = [one for one in still if not members.isdisjoint(one.addressees)]
    vowed = [one for one in still if members.isdisjoint(one.addressees)]
    found = [(ADVICE, _inherit(one, line, "told")) for one in _newest(told)]
    found += [(PROMISES, _inherit(one, line, "promised")) for one in _newest(vowed)]
    found += [(PROMISES, one) for one in _targets(facts, line)]
    found.sort(key=lambda pair: (pair[0], bool(pair[1].holder)))
    return found, list(_unknown(still, whole, line))


def _inherit(one: Advice, line: Kin, how: str) -> Inherited:
    members = {*line.members}
    to = [slug for slug in one.addressees if slug in members]
    if not to:
        to = [view.by for view in one.views if view.by in members and view.verdict in ACCEPTED]
    first = min(to, key=line.members.index, default="")
    holder, label = line.holder(first) if first else ("", "")
    number = "" if one.is_whole or not one.number else f", {one.number}"
    return Inherited(
        id=one.id,
        label=f"{one.report_label}{number}",
        text=". ".join(part for part in (one.text, _fate(one)) if part),
        when=say(one.date),
        node=one.id,
        holder=holder,
        holder_label=label,
        others=line.shared(one.addressees),
        sources=one.sources,
    )


def _fate(one: Advice) -> str:
    """Say what became of it and what was answered, each with who says so and when."""
    text = "; ".join(str(view) for view in (one.response, one.decides) if view is not None)
    return f"{text[0].upper()}{text[1:]}" if text else "Nobody has said what became of it"


def _newest(advice: list[Advice]) -> list[Advice]:
    def day(one: Advice) -> str:
        return one.day.earliest.isoformat() if one.day else ""

    return sorted(sorted(advice, key=lambda a: a.id), key=day, reverse=True)


def _targets(facts: NodeReader, line: Kin) -> Iterator[Inherited]:
    on = line.on.latest.isoformat()
    ahead = {
        row["figure"]: row
        for row in rows(facts.graph, _TARGETS % line.terms(line.members))
        if row["end"] > on
    }
    nodes = facts.read(facts.space.iri(slug) for slug in sorted(ahead))
    facts.learn(nodes.values())
    for node in nodes.values():
        row = ahead[node.slug]
        holder, label = line.holder(row["who"])
        yield Inherited(
            id=node.slug,
            label=facts.label(row["of"]),
            text=figure(facts, node),
            when=node.when,
            node=node.slug,
            holder=holder,
            holder_label=label,
            sources=facts.sources(node),
        )


def _unknown(still: list[Advice], whole: list[Advice], line: Kin) -> Iterator[Remark]:
    silent = tuple(one.id for one in still if not one.judgements)
    if silent:
        yield Remark(
            f"Nobody has said what became of {len(silent):,} of the {len(still):,} open "
            "recommendations and promises: they may have been done.",
            silent,
        )
    papers = tuple(one.id for one in whole if one.was_open(line.on))
    if papers:
        yield Remark(
            f"{len(papers):,} more stand for the advice of whole documents, which is not counted.",
            papers,
        )
