"""What each term of the vocabulary means, where it stands, and what of the record bears it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kg.engine.graph import text_of
from kg.history.nodes import to_term
from kg.model.terms import OWL, RDFS, SKOS
from kg.pages.library import Library
from kg.pages.page_paths import file_stem

FOLDER = "ontology"
CLASS, PROPERTY, CONCEPT = "class", "property", "value"
_EXAMPLES = 5
_CHIEFS = 8
"""The most mentioned things of each kind, of which examples are taken."""
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SAID = """
SELECT ?term ?said WHERE {
  ?term rdfs:comment|skos:definition ?said FILTER(isIRI(?term) && isLiteral(?said)) }
ORDER BY ?term ?said
"""
_MEMBERS = """
SELECT ?class ?thing WHERE { ?thing a ?class FILTER(STRSTARTS(STR(?thing), STR(id:))) }
"""
_SCHEMES = """
SELECT ?list (MIN(?label) AS ?called) WHERE {
  ?list a skos:ConceptScheme ; skos:prefLabel ?label } GROUP BY ?list
"""
_ALIGNED = {
    SKOS + "exactMatch": "The same as",
    SKOS + "closeMatch": "Close to",
    RDFS + "subPropertyOf": "Narrower than",
    OWL + "equivalentClass": "The same as",
    OWL + "equivalentProperty": "The same as",
}
_USED = """
SELECT ?term (SUM(?m) AS ?n) WHERE {
  { SELECT (?p AS ?term) (COUNT(*) AS ?m) WHERE { ?s ?p ?o } GROUP BY ?p }
  UNION { SELECT (?c AS ?term) (COUNT(*) AS ?m) WHERE { ?s a ?c } GROUP BY ?c }
  UNION { SELECT (?v AS ?term) (COUNT(*) AS ?m) WHERE {
      ?v skos:inScheme ?list . ?s ?p ?v } GROUP BY ?v } } GROUP BY ?term
"""
_BEARERS = """
SELECT DISTINCT ?value ?thing WHERE { ?value skos:inScheme ?list . ?thing ?p ?value
  FILTER(STRSTARTS(STR(?thing), STR(id:))) }
"""
_MARKS = {
    "derived": "Only rules write it, never a table.",
    "relation": "A claim may state it between two things.",
}

Rows = tuple[tuple[str, tuple["TermLink", ...]], ...]


@dataclass(frozen=True, slots=True)
class TermLink:
    """Words, with the term or the thing that they lead to, if any."""

    words: str
    term: str = ""
    slug: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class VocabularyTerm:
    """A term: what it is, its name and address, its meaning and how often it is used."""

    iri: str
    kind: str
    local: str
    label: str
    meaning: str
    uses: int
    scheme: str = ""
    """The local name of the list that a value is of."""
    group: str = ""
    """What that list is called."""

    @property
    def path(self) -> str:
        """The path of its page; a class and a property may differ in a capital letter only."""
        return f"{FOLDER}/{self.kind}-{file_stem(_HUMP.sub('-', self.local).lower())}.html"


class Terms:
    """The terms of the vocabulary that a graph speaks."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._space = library.space
        self.vocabulary = library.vocabulary

    @cached_property
    def told(self) -> dict[str, VocabularyTerm]:
        """Every term by its IRI: classes, then properties, then values, each by label."""
        known, ns = self.vocabulary, self._space.ns
        lists = {c.scheme: self._label_of(c.scheme) for c in known.concepts.values()}
        found = [
            *(
                self._tell(iri, CLASS, label)
                for iri, label in known.classes.items()
                if iri.startswith(ns)
            ),
            *(self._tell(iri, PROPERTY, p.label) for iri, p in known.properties.items()),
            *(
                self._tell(iri, CONCEPT, c.label, c.scheme, lists[c.scheme])
                for iri, c in known.concepts.items()
            ),
        ]
        order = {CLASS: 0, PROPERTY: 1, CONCEPT: 2}
        found.sort(key=lambda t: (order[t.kind], t.group.lower(), t.label.lower(), t.iri))
        return {term.iri: term for term in found}

    def facts(self, term: VocabularyTerm) -> Rows:
        """Return what a term has to do with others, and examples of it, under their words."""
        match term.kind:
            case "class":
                rows = self._class(term.iri)
            case "property":
                rows = self._property(term.iri)
            case _:
                rows = self._concept(term.iri)
        aligned = (
            (words, [TermLink(self._space.compress(other), other, address=other)])
            for how, words in _ALIGNED.items()
            for other in self._aligned.get((term.iri, how), ())
        )
        return tuple((words, tuple(links)) for words, links in (*rows, *aligned) if links)

    def _tell(
        self, iri: str, kind: str, label: str, scheme: str = "", group: str = ""
    ) -> VocabularyTerm:
        local = self._space.local(iri)
        said = self._meanings.get(iri, "")
        return VocabularyTerm(
            iri,
            kind,
            local,
            label or local,
            said,
            self._uses.get(iri, 0),
            self._space.local(scheme) if scheme else "",
            group,
        )

    def _class(self, iri: str) -> Iterator[tuple[str, list[TermLink]]]:
        known = self.vocabulary
        above = sorted(known.superclasses.get(iri, ()))
        yield "A kind of", [self._link(c) for c in above]
        yield "Kinds of it", self._links(c for c, up in known.superclasses.items() if iri in up)
        ours = known.ancestors(iri)
        for words, side in (
            ("Properties of it", "domain"),
            ("Properties that lead to it", "range"),
        ):
            yield (
                words,
                self._links(p.iri for p in known.properties.values() if ours & getattr(p, side)),
            )
        yield "Examples", [self._thing(slug) for slug in self._members.get(iri, ())[:_EXAMPLES]]

    def _property(self, iri: str) -> Iterator[tuple[str, list[TermLink]]]:
        found = self.vocabulary.properties[iri]
        yield "Of", [self._link(c) for c in sorted(found.domain)]
        yield "Leads to", [self._link(c) for c in sorted(found.range)]
        if found.inverse_label:
            yield "Read from the other end", [TermLink(found.inverse_label)]
        yield "Says the same", self._links(found.mirrors)
        marks = (("derived", found.is_derived), ("relation", found.is_relation))
        yield "To be known", [TermLink(_MARKS[name]) for name, holds in marks if holds]
        yield (
            "Examples",
            [
                link
                for s, o in self._examples.get(iri, ())[:_EXAMPLES]
                for link in (
                    self._thing(s),
                    TermLink(f"→ {o}" if not self._known(o) else "→"),
                    *([self._thing(o)] if self._known(o) else []),
                )
            ],
        )

    def _concept(self, iri: str) -> Iterator[tuple[str, list[TermLink]]]:
        found = self.vocabulary.concepts[iri]
        yield "One of", [TermLink(self._label_of(found.scheme))]
        yield "Written in the tables", [TermLink(word) for word in found.notations]
        yield "Looks like", [TermLink(found.form)] if found.form else []
        others = (c.iri for c in self.vocabulary.concepts.values() if c.scheme == found.scheme)
        yield "Beside it", self._links(other for other in others if other != iri)
        yield "Examples", [self._thing(slug) for slug in self._bearers.get(iri, ())[:_EXAMPLES]]

    def _links(self, iris: Iterable[str]) -> list[TermLink]:
        links = (self._link(iri) for iri in iris if iri in self.told)
        return sorted(links, key=lambda link: (link.words.lower(), link.term))

    def _link(self, iri: str) -> TermLink:
        is_web = iri.startswith(("http://", "https://")) and iri not in self.told
        label = self.told[iri].label if iri in self.told else self._space.compress(iri)
        return TermLink(label, iri, address=iri if is_web else "")

    def _thing(self, slug: str) -> TermLink:
        return TermLink(self._library.facts.label(slug), slug=slug)

    def _known(self, slug: str) -> bool:
        return self._library.has_page(slug)

    def _label_of(self, scheme: str) -> str:
        return self._schemes.get(scheme) or self._space.local(scheme)

    @cached_property
    def _schemes(self) -> dict[str, str]:
        """List of values -> what it is called."""
        return {scheme: called for scheme, called in self._ask(_SCHEMES)}

    @cached_property
    def _meanings(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for term, said in self._ask(_SAID):
            found.setdefault(term, said)
        return found

    @cached_property
    def _uses(self) -> dict[str, int]:
        return {term: int(number) for term, number in self._ask(_USED) if term}

    @cached_property
    def _aligned(self) -> dict[tuple[str, str], list[str]]:
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for how in _ALIGNED:
            query = f"SELECT ?t ?o WHERE {{ ?t <{how}> ?o FILTER(isIRI(?o)) }} ORDER BY ?t ?o"
            for term, other in self._ask(query):
                found[term, how].append(other)
        return found

    @cached_property
    def _chiefs(self) -> dict[str, list[str]]:
        """Kind -> the most mentioned of its things that have a name."""
        found = {}
        for kind in self._library.index.kinds():
            named = [e for e in self._library.index.of_kinds([kind]) if e.label]
            named.sort(key=lambda e: (-e.weight, e.slug))
            found[kind] = [entity.slug for entity in named[:_CHIEFS]]
        return found

    @cached_property
    def _said(self) -> list[tuple[str, str, str]]:
        """What is said of the most mentioned things: id, property, and a value or an id."""
        slugs = [slug for some in self._chiefs.values() for slug in some]
        values = " ".join(to_term(self._space.iri(slug)) for slug in slugs)
        if not values:
            return []
        query = f"SELECT ?s ?p ?o WHERE {{ VALUES ?s {{ {values} }} ?s ?p ?o }}"
        order = {slug: number for number, slug in enumerate(slugs)}
        slug_of = self._space.slug
        rows = [(slug_of(s), p, slug_of(o)) for s, p, o in self._ask(query)]
        return sorted(rows, key=lambda row: (order.get(row[0], 0), row))

    @cached_property
    def _examples(self) -> dict[str, list[tuple[str, str]]]:
        """Property -> things with a value of it, one value a thing."""
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for s, p, o in self._said:
            found[p].setdefault(s, self._library.facts.label_of(o) if not self._known(o) else o)
        return {p: [*pairs.items()] for p, pairs in found.items()}

    @cached_property
    def _members(self) -> dict[str, list[str]]:
        """Class -> the most mentioned of the named things that are of it."""
        return self._most_mentioned(_MEMBERS)

    @cached_property
    def _bearers(self) -> dict[str, list[str]]:
        """Value -> the most mentioned of the named things that have it."""
        return self._most_mentioned(_BEARERS)

    def _most_mentioned(self, query: str) -> dict[str, list[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for term, thing in self._ask(query):
            found[term].add(self._space.slug(thing))
        known = self._library.index.entities(sorted({s for some in found.values() for s in some}))
        return {
            term: sorted(
                (s for s in slugs if s in known and known[s].label),
                key=lambda slug: (-known[slug].weight, slug),
            )
            for term, slugs in found.items()
        }

    def _ask(self, query: str) -> Iterator[tuple[str, ...]]:
        answer: Any = self._library.graph.query(query)
        return (tuple(text_of(term) for term in row) for row in answer)
