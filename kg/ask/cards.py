"""Make the card of an entity: all that the graph says of it, each line with its sources.

What was said wrongly (deprecated) and what was only announced is kept on the card and marked; an
opinion is always marked with its author.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

from kg.ask import sections
from kg.ask.attempts import Attempt, find_attempts
from kg.ask.card_order import place_of, title_of
from kg.ask.cardtext import Card, Line
from kg.ask.life import tell_life
from kg.ask.statements import Statements, read_statements_of
from kg.ask.worklist import Lacks, read_lacks
from kg.engine.graph import SparqlGraph
from kg.history.nodes import Node, NodeReader, to_term
from kg.history.wording import name
from kg.index.index import Index
from kg.model import schema, terms
from kg.model.dates import period
from kg.model.languages import LABELS
from kg.model.numbering import in_order

_FACTS = (
    "tier",
    "itRole",
    "jurisdiction",
    "systemKind",
    "status",
    "groupSize",
    "parentNote",
    "number",
    "state",
    "outcome",
    "outcomeBy",
    "outcomeDate",
    "contested",
    "response",
    "implementation",
    "stance",
    "capacity",
    "rank",
    "confidence",
    "valueGBP",
    "valueKind",
    "valueNote",
    "announcedOn",
    "agreedEnd",
    "ending",
    "contractOutcome",
    "due",
    "addresseeNote",
    "sourceType",
    "official",
    "accessed",
    "dct:rights",
    "postKind",
    "office",
    "organisational",
    "dct:publisher",
    "maxHolders",
    "skos:definition",
    "note",
    "attested",
    "nameKind",
    "rdf:value",
)
_IDENTIFIERS = (
    "dct:identifier",
    "dct:bibliographicCitation",
    "legislationUri",
    "url",
    "archive",
    "archiveRef",
)


_AIM, _TOPIC = "Aim", "Concept"
_CLAIM = "claim:"
"""What ids of claims begin with."""
_OWN = ("datedName", "datedCode", "assessment")
"""What leads from a thing to nodes that say something of it."""


def make_card(graph: SparqlGraph, index: Index, slug: str) -> Card:
    """Return the card of a node; its id is a slug or CURIE that `find_node` gave."""
    return read_card(NodeReader(graph, index), slug, lambda: read_lacks(graph, slug))


def read_card(facts: NodeReader, slug: str, lacks: Callable[[], Lacks]) -> Card:
    """Return the card of a node from what reads its graph; many cards may share one reader.

    `lacks` gives what is not known of things, of this one at the least; it is asked last, when a
    damaged graph has been found out.
    """
    space = facts.space
    iri = space.iri(slug)
    own = facts.read([iri])
    node = own.get(iri) or Node(iri, space)
    unsaid = facts.derived | {space.expand(curie) or curie for curie in sections.STRUCTURE}
    mentions, claims, stated = _read_mentions(facts, node, unsaid)
    related = claims | facts.read(_related(node, mentions, claims))
    views = _views(facts, [n for n in related.values() if n.kind == "Recommendation"])
    views |= _views(facts, [node] if node.kind == "Recommendation" else [])
    cited = facts.read(facts.resting_on(iri)) if node.kind in facts.citable else {}
    facts.learn([node, *related.values(), *views.values(), *cited.values()])
    writer = _Writer(facts, node, list(views.values()))
    attempts = find_attempts(facts.graph, slug) if node.kind == _AIM else {}
    predicates: dict[str, list[str]] = {other: [] for other in related}
    for other, predicate in mentions:
        if other in predicates:
            predicates[other].append(predicate)
    for other, found in predicates.items():
        thing = next(iter(related[other].slugs("rdf:subject")), "")
        if thing in attempts:
            writer.add_attempt(attempts[thing], related[other])
        else:
            writer.add_mention(related[other], found)
    writer.add_own(stated, unsaid)
    writer.add_unknown(lacks().get(slug, ()))
    for other_node in cited.values():
        resting = sections.Told("What rests on it", name(facts, other_node), other_node.slug)
        writer.add(resting, other_node)
    entity = facts.entity(slug)
    shown = {entity.label, entity.about} if entity else set()
    unknown = {p for p in node.values if not facts.words.get(p, ("",))[0] and p not in LABELS}
    label = (entity.label if entity else "") or name(facts, node)
    said = Statements()
    if not node.kind:
        said = read_statements_of(facts, iri, shown)
    elif unknown:  # in a graph that says more of it than our vocabulary can
        said = read_statements_of(facts, iri, shown, unknown)
    return Card(
        id=slug,
        iri=iri,
        kind=(entity.kind if entity else node.kind) or "Thing",
        label=label,
        about=node.one("dct:description") or (entity.about if entity else ""),
        start=node.one("start") or node.one("date"),
        date=node.one("date"),
        end=node.one("end"),
        facts=(_simple(facts, node, _FACTS) if node.kind else {}) | said.texts,
        identifiers=_simple(facts, node, _IDENTIFIERS) if node.kind else {},
        aliases=tuple(said.names) or _aliases(node, label),
        sections=writer.sections(),
        sources=facts.sources(node),
        life=tell_life(facts, node, related.values()).text,
    )


def _aliases(node: Node, label: str) -> tuple[str, ...]:
    """Return what else a thing is called: its other names, and its labels in other languages."""
    labels = (text for predicate in LABELS for text in node.values.get(predicate, ()))
    return tuple(
        dict.fromkeys(text for text in (*node.all("skos:altLabel"), *labels) if text != label)
    )


class _Writer:
    """Puts lines under their headings."""

    def __init__(self, facts: NodeReader, node: Node, views: list[Node]) -> None:
        self.facts = facts
        self.node = node
        self.views = views
        self.lines: dict[str, list[Line]] = {}
        self.ended: set[str] = set()
        """Nodes of which no more is known of when they were than their end."""

    def add_mention(self, other: Node, predicates: list[str]) -> None:
        """Write what another node says of this one."""
        for found in sections.describe(self.facts, self.node, other, predicates, self.views):
            self.add(found, other)

    def add_attempt(self, attempt: Attempt, claim: Node) -> None:
        """Write an attempt at an aim in one line, from the claim that says that it was one."""
        label = self.facts.label(attempt.thing)
        said = attempt.say(self.facts.label(attempt.next) if attempt.next else "")
        text = "; ".join(filter(None, (label, said)))
        entity = self.facts.entity(attempt.thing)
        when = period(entity.start, entity.end) if entity else ""
        sources, note = self.facts.sources(claim), claim.one("note")
        self.lines.setdefault("Attempts", []).append(
            Line(text, when, attempt.begun, "", attempt.thing, claim.slug, sources, note)
        )

    def add_own(self, stated: Collection[tuple[str, str, str]], unsaid: Collection[str]) -> None:
        """Write where this node points to, unless a claim has said it already."""
        space = self.facts.space
        for predicate in sorted(self.node.links):
            if predicate in unsaid:
                continue
            for value in self.node.values[predicate]:
                is_stated = (self.node.iri, predicate, value) in stated
                slug = space.slug(value)
                if self.facts.entity(slug) and not is_stated:
                    text = f"{self.facts.relation(predicate)} {self.facts.label(slug)}"
                    self.add(sections.Told("Relations", text, slug, when=""), self.node)

    def add_unknown(self, lacks: Iterable[tuple[str, str]]) -> None:
        """Write what is not known."""
        for title, what in lacks:
            text = f"{title[:1].upper()}{title[1:]}" + (f": {what}" if what else "")
            line = Line(text, "", "", "", "", self.node.slug, ())
            self.lines.setdefault("Unknown", []).append(line)

    def add(self, told: sections.Told, node: Node) -> None:
        """Write one line of what a node says."""
        line = Line(
            told.text,
            node.when if told.when is None else told.when,
            told.day or (node.day if told.when != "" else ""),
            told.mark,
            told.other,
            node.slug,
            self.facts.sources(node),
            told.note,
        )
        self.lines.setdefault(told.heading, []).append(line)
        if not node.is_begun and not told.day:
            self.ended.add(node.slug)

    def sections(self) -> dict[str, tuple[Line, ...]]:
        """Return the lines by heading, in reading order; dated lines by date, the others after.

        What several claims say is told once.
        """
        kind = self.node.kind
        return {
            title_of(key, kind): tuple(
                sorted(
                    _merge(self.facts, dict.fromkeys(self.lines[key])),
                    key=lambda line: (*self._in_time(line), in_order(line.text), line.node),
                )
            )
            for key in sorted(self.lines, key=place_of)
        }

    def _in_time(self, line: Line) -> tuple[bool, str, bool]:
        """Return what to sort by: dated ones first, by day; what ended that day before others."""
        return not line.day, line.day, line.node not in self.ended


def _merge(facts: NodeReader, lines: Iterable[Line]) -> list[Line]:
    """Return lines with those of claims that say the same made one, on all of their sources."""
    found: dict[tuple[str, ...], list[Line]] = {}
    for line in lines:
        is_claim = line.node.startswith(_CLAIM)
        mark = "" if line.mark == sections.LOW else line.mark
        key = (line.text, line.other, mark) if is_claim else (line.node, line.text, line.when)
        found.setdefault(key, []).append(line)
    return [_join(facts, same) if len(same) > 1 else same[0] for same in found.values()]


def _join(facts: NodeReader, lines: list[Line]) -> Line:
    lines = sorted(lines, key=lambda line: (not line.day, line.day, line.node))
    first = lines[0]
    return replace(
        first,
        when="; ".join(dict.fromkeys(line.when for line in lines if line.when)),
        mark=min(line.mark for line in lines),
        sources=facts.in_order({source for line in lines for source in line.sources}),
        note=sections.join_notes(line.note for line in lines),
        also=tuple(line.node for line in lines[1:]),
    )


_Mentions = list[tuple[str, str]]


def _read_mentions(
    facts: NodeReader, node: Node, unsaid: Collection[str]
) -> tuple[_Mentions, dict[str, Node], set[tuple[str, str, str]]]:
    """Return what mentions a node and by what, the claims among that, and what these state.

    What claims say of a part in an event the event says itself; what a claim states is told once.
    As everywhere, advice on a narrower topic is advice on a topic too.
    """
    iri = node.iri
    mentions = [m for m in facts.mentions(iri) if m[1] not in unsaid]
    claims = facts.read(n for n, p in mentions if p.startswith(terms.RDF))
    happened = {n for n, _ in mentions if _is_event(facts, n)}
    repeated = {n for n, c in claims.items() if c.one("rdf:subject") in happened}
    claims = {n: c for n, c in claims.items() if n not in repeated}
    stated = {
        (c.one("rdf:subject"), c.one("rdf:predicate"), c.one("rdf:object")) for c in claims.values()
    }
    kept = [m for m in mentions if m[0] not in repeated and (*m, iri) not in stated]
    below = _advised_below(facts, iri) if node.kind == _TOPIC else []
    return [*kept, *below], claims, stated


def _advised_below(facts: NodeReader, iri: str) -> list[tuple[str, str]]:
    """Return the advice on the topics that are narrower than one, as mentions of it."""
    topic = to_term(iri)
    pattern = (
        f"?topic skos:broader+ {topic} . ?advice nhsit:topic ?topic "
        f"FILTER NOT EXISTS {{ ?advice nhsit:topic {topic} }}"
    )
    found = facts.rows("DISTINCT ?advice", pattern)
    return sorted((advice.value, f"{facts.space.ns}topic") for (advice,) in found)


def _is_event(facts: NodeReader, iri: str) -> bool:
    """Return whether a node is an event: what claims say of its part in it, it says itself."""
    entity = facts.entity(facts.space.slug(iri))
    return entity is not None and entity.kind in schema.EVENTS


def _related(node: Node, mentions: list[tuple[str, str]], claims: Collection[str]) -> list[str]:
    ours = (node.space.ns, node.space.citations)
    found = {other for other, _ in mentions if not other.startswith(ours)}
    return sorted((found | {n for name in _OWN for n in node.all(name)}) - set(claims))


def _views(facts: NodeReader, recommendations: list[Node]) -> dict[str, Node]:
    """Return the assessments of some recommendations."""
    iris = [a for node in recommendations for a in node.all("assessment")]
    return facts.read(iris)


def _simple(facts: NodeReader, node: Node, names: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for curie in names:
        values = node.all(curie)
        if values:
            words = [facts.label_of(value) for value in values]
            found[facts.relation(facts.space.term(curie))] = ", ".join(sorted(words))
    return found
