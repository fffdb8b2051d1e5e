"""What is under a body: its units, the bodies that answer to it or live by it, and its posts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kg.ask.inheritance.kin import Found, Kin, in_order, is_over, join_note, read_nodes
from kg.ask.inheritance.statement import PARTS, POSTS, Inherited, Remark
from kg.history.nodes import Node, NodeReader
from kg.history.solutions import rows, to_span
from kg.history.wording import label_of
from kg.model.dates import OPEN
from kg.model.spelling import count

_TENURES = """
SELECT ?tenure ?post WHERE {
  VALUES ?body { %s }
  ?post org:postIn ?body . ?tenure nhsit:post ?post ; nhsit:counts true .
}"""
_UNDER = """
SELECT ?claim ?part ?whole ?relation ?earliest ?latest WHERE {
  VALUES ?whole { %s }
  VALUES ?relation { nhsit:partOf nhsit:parentBody nhsit:sponsoredBy }
  ?claim rdf:predicate ?relation ; rdf:object ?whole ; rdf:subject ?part ; nhsit:counts true .
  ?part a ?kind . VALUES ?kind { nhsit:Body nhsit:BodyGroup nhsit:Unit nhsit:Company }
  OPTIONAL { ?claim nhsit:endEarliest ?earliest ; nhsit:endLatest ?latest }
}"""


def find_parts(facts: NodeReader, line: Kin) -> Found:
    """Return the bodies and units that are parts of what ends, or answer to it or live by it."""
    known: set[str] = set()
    claims = {
        row["claim"]: row
        for row in rows(facts.graph, _UNDER % line.terms(line.roots))
        if not is_over(to_span(row.get("earliest"), row.get("latest")), line.on)
        and row["part"] not in line.ended
    }
    told = []
    for node in read_nodes(facts, claims):
        row = claims[node.slug]
        there, doubt = line.still_there(row["part"])
        if not there or row["part"] in known:
            continue
        known.add(row["part"])
        holder, label = line.holder(row["whole"])
        relation = f"{facts.relation(node.one('rdf:predicate'))} {line.label(row['whole'])}"
        told.append(
            (
                PARTS,
                Inherited(
                    id=row["part"],
                    label=facts.label(row["part"]),
                    text=join_note(relation, node),
                    when=node.when,
                    node=node.slug,
                    holder=holder,
                    holder_label=label,
                    doubt=doubt,
                    sources=facts.sources(node),
                ),
            )
        )
    told.sort(key=lambda pair: in_order(pair[1]))
    return told, []


def find_posts(facts: NodeReader, line: Kin) -> Found:
    """Return the posts in what ends that somebody is said to go on holding on the day."""
    posts = {
        row["tenure"]: row["post"] for row in rows(facts.graph, _TENURES % line.terms(line.roots))
    }
    tenures: dict[str, list[Node]] = defaultdict(list)
    for node in read_nodes(facts, posts):
        tenures[posts[node.slug]].append(node)
    told, unsure = [], []
    for node in read_nodes(facts, tenures):
        held = [tenure for tenure in tenures[node.slug] if _is_held(tenure, line)]
        if not held:
            unsure += [node.slug] if _may_be_held(tenures[node.slug]) else []
            continue
        holder, label = line.holder(node.slugs("org:postIn")[0])
        sources = {source for tenure in held for source in facts.sources(tenure)}
        told.append(
            (
                POSTS,
                Inherited(
                    id=node.slug,
                    label=facts.label(node.slug),
                    text="; ".join(label_of(facts, tenure, "org:member") for tenure in held),
                    when=held[-1].when,
                    node=held[-1].slug,
                    holder=holder,
                    holder_label=label,
                    sources=tuple(sorted(sources, key=lambda s: (s.title, s.slug, s.locator))),
                ),
            )
        )
    told.sort(key=lambda pair: in_order(pair[1]))
    if not unsure:
        return told, []
    text = f"Whether anybody holds {count(len(unsure), 'more post')} is not known."
    return told, [Remark(text, tuple(sorted(unsure)))]


def _may_be_held(tenures: Iterable[Node]) -> bool:
    """Return whether the last to hold a post has no known end."""
    last = max(tenures, key=lambda tenure: (tenure.day, tenure.slug))
    return not last.one("end")


def _is_held(tenure: Node, line: Kin) -> bool:
    """Return whether a tenure is known to go on on the day, or to end only after it."""
    start = to_span(tenure.one("startEarliest"), tenure.one("startLatest"))
    if start is not None and line.on.is_before(start):
        return False
    if tenure.one("end") == OPEN:
        return True
    end = to_span(tenure.one("endEarliest"), tenure.one("endLatest"))
    return end is not None and line.on.is_before(end)
