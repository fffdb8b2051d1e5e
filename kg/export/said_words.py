"""What is said of a subject, in words and days: one reading for every table."""

from __future__ import annotations

from functools import lru_cache

from kg.export.sorted_triples import Said
from kg.history.solutions import to_span
from kg.index.things import kinds_of_things
from kg.model.dates import Span, day_or_nothing
from kg.model.languages import LABELS, rank
from kg.model.notation import is_iri, is_literal, name_of, read_literal
from kg.model.terms import RDF, SKOS, Space

TYPE = f"<{RDF}type>"
_VALUE = f"<{RDF}value>"
_LABELS = {f"<{iri}>": iri for iri in LABELS}
_OTHERS = (f"<{SKOS}altLabel>", f"<{SKOS}hiddenLabel>")


class SaidWords:
    """Reads what is said of subjects of a graph with some addresses."""

    def __init__(self, space: Space, is_record: bool) -> None:
        self.space = space
        self._is_record = is_record
        self.term = lru_cache(None)(self._term)

    def _term(self, name: str) -> str:
        """Return a term of the vocabulary as N-Triples writes it."""
        return f"<{self.space.term(name)}>"

    def is_of(self, said: Said, cls: str) -> bool:
        """Return whether a subject is said to be of a class of the vocabulary."""
        return self.term(cls) in said.get(TYPE, ())

    def kind(self, subject: str, said: Said) -> str:
        """Return the class by which the program knows a thing; nothing for what is none."""
        iri = name_of(subject)
        classes = [name_of(term) for term in said.get(TYPE, ()) if is_iri(term)]
        return kinds_of_things({iri: classes}, self.space, self._is_record).get(iri, "")

    def names(self, said: Said) -> tuple[str, ...]:
        """Return everything that a thing is called: by its label first, then by other names."""
        labels = sorted(
            (
                (iri, literal.language, literal.text)
                for predicate, iri in _LABELS.items()
                for literal in map(read_literal, filter(is_literal, said.get(predicate, ())))
            ),
            key=rank,
        )
        others = (self.word(term) for name in _OTHERS for term in said.get(name, ()))
        worn = sorted(map(self.word, said.get(_VALUE, ())))
        called = [text for *_, text in labels] or worn[:1]
        return tuple(dict.fromkeys([*called, *others])) if called else ()

    def word(self, term: str) -> str:
        """Return a value as text: a term of the vocabulary by its local name."""
        if is_literal(term):
            return read_literal(term).text
        name = name_of(term)
        return self.space.local(name) if name.startswith(self.space.ns) else name

    def texts(self, said: Said, name: str) -> list[str]:
        """Return the values of a property of the vocabulary as texts."""
        return [self.word(term) for term in said.get(self.term(name), ())]

    def one(self, said: Said, name: str) -> str:
        """Return the first value of a property of the vocabulary; empty where there is none."""
        return min(self.texts(said, name), default="")

    def life(self, said: Said, derived: str, stated: str) -> Span | None:
        """Return when something began or ended: by its events, else as it is stated."""
        return self.span(said, derived) or self.span(said, stated)

    def span(self, said: Said, name: str) -> Span | None:
        """Return the days between which something was; of several the interval that holds all."""
        firsts, lasts = (
            [day for text in self.texts(said, name + bound) if (day := day_or_nothing(text))]
            for bound in ("Earliest", "Latest")
        )
        return to_span(min(firsts), max(lasts)) if firsts and lasts else None
