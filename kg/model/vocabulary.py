"""The vocabulary: what the ontology declares, in the form in which the other layers ask it.

The model is data: which classes, properties and values exist stands in `ontology/`, and the code
asks instead of knowing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kg.model.terms import SHIPPED, Space


@dataclass(frozen=True, slots=True)
class Property:
    """A property with its labels in both directions; an empty domain or range is open."""

    iri: str
    label: str
    inverse_label: str
    comment: str
    domain: frozenset[str]
    range: frozenset[str]
    is_relation: bool
    """Whether a claim may state it between two entities."""
    is_derived: bool
    joins: bool = False
    """Whether its values are ends of the fact that has it, so that the fact joins them."""
    mirrors: frozenset[str] = frozenset()
    """The properties, by IRI, that say the same from the other end or in this vocabulary."""


@dataclass(frozen=True, slots=True)
class Concept:
    """One value of a controlled list; `notations` are the words that the tables use for it.

    A register of codes says what its codes look like (`form`, a regular expression), where the
    address of a code begins, and whether a code of it belongs to one thing only.
    """

    iri: str
    label: str
    scheme: str
    notations: tuple[str, ...]
    definition: str
    form: str
    address: str
    identifies: bool


@dataclass(frozen=True, slots=True)
class Coercion:
    """How a term of the JSON-LD context is written: its IRI and what its values are."""

    iri: str
    is_iri: bool
    datatype: str | None
    language: str | None


@dataclass(frozen=True, repr=False)
class Vocabulary:
    """Everything the ontology and its JSON-LD context declare."""

    classes: Mapping[str, str]
    """Class IRI -> label."""
    superclasses: Mapping[str, frozenset[str]]
    """Class IRI -> its direct superclasses."""
    properties: Mapping[str, Property]
    concepts: Mapping[str, Concept]
    terms: Mapping[str, Coercion]
    """Term of the context -> how it is written."""
    version: str = ""
    space: Space = SHIPPED
    """The addresses that all of them are given at."""
    marks: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    """Local name of a mark, such as `begins` -> class IRI -> what it says of the class."""
    _closures: dict[str, frozenset[str]] = field(default_factory=dict)

    def __repr__(self) -> str:
        """Return what it is in short: all of it is longer than any page that would show it."""
        return f"<Vocabulary of {self.space.ns}, {len(self.classes)} classes>"

    def ancestors(self, cls: str) -> frozenset[str]:
        """Return a class and all classes above it."""
        known = self._closures.get(cls)
        if known is None:
            known = self._closures[cls] = frozenset(_closure(cls, self.superclasses))
        return known

    def descendants(self, cls: str) -> list[str]:
        """Return a class and all classes below it, in IRI order."""
        below = {c for c in self.superclasses if cls in self.ancestors(c)}
        return sorted(below | {cls})

    def fits(self, cls: str, allowed: Iterable[str]) -> bool:
        """Return whether a thing of a class may stand where one of some classes is wanted."""
        wanted = frozenset(allowed)
        return not wanted or not wanted.isdisjoint(self.ancestors(cls))

    def kinds_with(self, mark: str) -> tuple[str, ...]:
        """Return the classes that a mark is true of and all below them, as local names in order."""
        marked = self.marks.get(mark, {})
        tops = [cls for cls, values in marked.items() if values != ("false",)]
        return tuple(sorted({self.space.local(c) for top in tops for c in self.descendants(top)}))

    def kinds_below(self, cls: str) -> tuple[str, ...]:
        """Return the classes of this vocabulary at and below a class, as local names in order."""
        ns = self.space.ns
        return tuple(c.removeprefix(ns) for c in self.descendants(cls) if c.startswith(ns))

    def marked(self, mark: str, kind: str) -> tuple[str, ...]:
        """Return what a mark says of a class: of itself, else of the nearest above it."""
        of = self.marks.get(mark, {})
        cls = self.space.ns + kind
        near = sorted(self.ancestors(cls), key=lambda c: (c != cls, -len(self.ancestors(c)), c))
        return next((of[c] for c in near if c in of), ())

    def word(self, mark: str, kind: str) -> str:
        """Return the word that a mark gives a class; nothing where it gives none."""
        return next(iter(self.marked(mark, kind)), "")

    def base_of(self, name: str, classes: Collection[str]) -> str:
        """Return which of some classes a class is, or is nearest below; nothing for none.

        All are local names. So a class that a record adds stands wherever the class above does.
        """
        if name in classes:
            return name
        ns = self.space.ns
        above = [c for c in classes if self.fits(ns + name, (ns + c,))]
        return max(above, key=lambda c: len(self.ancestors(ns + c)), default="")

    @cached_property
    def by_notation(self) -> Mapping[str, Mapping[str, str]]:
        """Scheme local name -> word used in the tables -> concept IRI."""
        schemes: dict[str, dict[str, str]] = {}
        for concept in self.concepts.values():
            words = schemes.setdefault(concept.scheme.removeprefix(self.space.ns), {})
            for notation in concept.notations:
                words[notation] = concept.iri
        return schemes

    @cached_property
    def relations(self) -> Mapping[str, str]:
        """Local name -> IRI of each property that a claim may state between two entities."""
        local = self.space.local
        return {local(iri): iri for iri, p in self.properties.items() if p.is_relation}

    def label(self, iri: str) -> str:
        """Return the words for a class, property or concept; its CURIE where it has none."""
        if iri in self.properties:
            return self.properties[iri].label
        if iri in self.concepts:
            return self.concepts[iri].label
        return self.classes.get(iri) or self.space.compress(iri)


def _closure(cls: str, above: Mapping[str, frozenset[str]]) -> set[str]:
    seen = {cls}
    todo = [cls]
    while todo:
        for parent in above.get(todo.pop(), ()):
            if parent not in seen:
                seen.add(parent)
                todo.append(parent)
    return seen
