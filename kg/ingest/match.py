"""Which thing of the record a name, a code and a life of somewhere else mean.

A code of the record comes first, then a name that is the same in its normal form, then one that is
the same without the words that names of institutions share. What is found must be of a type that is
asked for, and must have lived when the other did. Likeness accepts nothing: it only offers
candidates to a person, each with its reason.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, field
from itertools import chain
from typing import Any

from kg.engine.about import dataset_of
from kg.engine.graph import SparqlGraph, text_of
from kg.index.entries import CODE, INITIALS, Entity
from kg.index.index import Index, index_of
from kg.index.presence import Borne
from kg.ingest.proposals import Candidate
from kg.model.dates import PartialDate, say
from kg.model.record import NameWords
from kg.model.spelling import fold

OFFERED = 3
"""How many candidates a person is offered."""
_LIKE = 70.0
"""Likeness, of 100, from which a name is offered."""
_SAME = 100.0
"""The likeness of names that are the same."""
_BEGINNING = 3
"""Letters that a word and what it is nearly have in common at their beginning."""
_COMMON = 150
"""Names from which on a word that they share says nothing of which is meant."""
_NO_NAME = {"identifier", "citation", "given-up id"}
_SMALL = ("the", "of", "and")
_COMPANY = {"limited": "ltd", "incorporated": "inc", "company": "co"}

Life = tuple[PartialDate | None, PartialDate | None]
"""From when until when; None where not known."""


def matcher_of(graph: SparqlGraph) -> Matcher:
    """Return the names, codes and lives of a graph, ready to be matched."""
    query = "SELECT ?word WHERE { ?register nhsit:identifies true ; skos:notation ?word }"
    answer: Any = graph.query(query)
    identifying = frozenset(text_of(word) for (word,) in answer)
    return Matcher(index_of(graph), identifying, dataset_of(graph).shared)


@dataclass(frozen=True, slots=True)
class Sought:
    """What somebody else says of a thing: its name, of which classes it may be, when it lived.

    `code` is its code with the word of the scheme, such as ("ods", "RTX"). A name that may be
    short may also be initials that nobody wrote down, where nothing has it as its name.
    """

    name: str
    kinds: Collection[str] = ()
    life: Life = (None, None)
    code: tuple[str, str] = ("", "")
    may_be_short: bool = False


@dataclass(frozen=True, slots=True)
class Meant:
    """What was found: the id of the one thing that is meant, and how it was; or candidates."""

    id: str = ""
    how: str = ""
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class _Known:
    """A name of a thing, with when it was borne."""

    entity: Entity
    text: str
    normal: str
    days: Life = (None, None)


@dataclass(slots=True)
class Matcher:
    """The names, codes and lives of the things of a record, ready to be matched.

    `identifying` are the schemes each of whose codes only one thing has; the codes of others may
    pass to an heir, so that there the name must fit too and the start be the same where the record
    knows it. `shared` are the words that names of institutions share.
    """

    index: Index
    identifying: Collection[str] = ()
    shared: NameWords = field(default_factory=NameWords)
    _left_out: frozenset[str] = frozenset()
    _short: dict[str, str] = field(default_factory=dict)
    _by_code: dict[tuple[str, str], list[Entity]] = field(default_factory=dict)
    _codes: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    _by_normal: dict[str, list[_Known]] = field(default_factory=lambda: defaultdict(list))
    _by_stem: dict[str, list[_Known]] = field(default_factory=lambda: defaultdict(list))
    _by_initials: dict[str, list[Entity]] = field(default_factory=lambda: defaultdict(list))
    _by_word: dict[str, list[_Known]] = field(default_factory=lambda: defaultdict(list))
    _by_start: dict[str, list[str]] = field(default_factory=dict)
    _nearest: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._left_out = frozenset([*_SMALL, *chain.from_iterable(astuple(self.shared))])
        for short, words in self.index.spelt:
            self._short.setdefault(short, words)
        borne = _dated(self.index.borne("borne"))
        for name, entity in self.index.all_names():
            if entity.kind == "Source":
                continue
            if name.kind.endswith(CODE):
                key = name.kind.removesuffix(CODE), name.text
                self._by_code.setdefault(key, []).append(entity)
                self._codes[entity.slug, key[0]].add(name.text)
            elif name.kind == INITIALS:
                self._by_initials[name.text].append(entity)
            elif name.kind not in _NO_NAME:
                days = borne.get((entity.slug, name.text), (None, None))
                self._add(_Known(entity, name.text, self.normal(name.text), days))

    def _add(self, known: _Known) -> None:
        if not known.normal:
            return
        self._by_normal[_joined(known.normal)].append(known)
        stem = self.stem(known.normal)
        if stem:
            self._by_stem[stem].append(known)
        for word in set(known.normal.split()) - self._left_out:
            self._by_word[word].append(known)

    def normal(self, name: str) -> str:
        """Return the normal form of a name: folded, with words that names share spelt out.

        Forms of companies are shortened, and a leading article is left out.
        """
        words: list[str] = []
        for word in fold(name).split():
            added = self._short.get(word, _COMPANY.get(word, word)).split()
            words += added[1:] if words and len(added) > 1 and words[-1] == added[0] else added
        return " ".join(words[1:] if words[:1] == ["the"] else words)

    def stem(self, normal: str) -> str:
        """Return what tells institutions apart in a normal form; empty where it names none."""
        words = normal.split()
        if {*self.shared.forms, *self.shared.institutions}.isdisjoint(words):
            return ""
        return " ".join(word for word in words if word not in self._left_out)

    def _form(self, normal: str) -> bool:
        """Return whether a name says what its thing is in law."""
        return not set(self.shared.forms).isdisjoint(normal.split())

    def match(self, sought: Sought, least: float | None = None) -> Meant:
        """Return the one thing that is meant, or what it may be.

        `least` is the likeness, of 100, from which a name is offered as a candidate.
        """
        normal = self.normal(sought.name)
        scheme, _ = sought.code
        bearers = self._by_code.get(sought.code, [])
        named = [known.entity for known in self._by_normal.get(_joined(normal), ())]
        stemmed = [
            known.entity
            for known in self._by_stem.get(self.stem(normal), ())
            if self._form(normal) or not self._form(known.normal)
        ]
        if scheme in self.identifying and bearers:
            ways = [("identifier", bearers)]
        elif bearers:
            ways = [("identifier", [one for one in bearers if one in named or one in stemmed])]
        else:
            ways = [("exact", named)] if named else [("stem", stemmed)]
            if sought.may_be_short:
                ways.append(("initials", self._by_initials.get(_joined(fold(sought.name)), [])))
        for how, found in ways:
            fit = {one.slug: one for one in found if self._doubt(one, sought, normal) is None}
            others = {one.slug for one in found} - set(fit)
            if len(fit) == 1 and not (how != "identifier" and self._is_contested(others, sought)):
                return Meant(next(iter(fit)), how)
            if fit:
                break
        least = _LIKE if least is None else least
        return Meant(candidates=self._offer(sought, normal, bearers, least))

    def bears(self, slug: str, scheme: str, code: str) -> bool:
        """Return whether the record says that a thing bears a code."""
        return code in self._codes.get((slug, scheme), ())

    def bearer(self, scheme: str, code: str, day: str) -> Meant:
        """Return what bears a code, and may have been there about a day; or what may be meant."""
        bearers = self._by_code.get((scheme, code), [])
        about = PartialDate.parse(day) if day else None
        fit = [one for one in bearers if about is None or not _is_away(one.life, about)]
        if len(fit) == 1:
            return Meant(fit[0].slug, "identifier")
        reason = f"bears the code {code}"
        offered = (Candidate(one.slug, one.label, 99.0, reason) for one in bearers[:OFFERED])
        return Meant(candidates=tuple(offered))

    def _is_contested(self, others: Iterable[str], sought: Sought) -> bool:
        """Whether others that bear the name might be meant too: all but those of another type."""
        known = self.index.entities(others)
        return sought.life == (None, None) and any(
            not sought.kinds or one.kind in sought.kinds for one in known.values()
        )

    def _doubt(self, entity: Entity, sought: Sought, normal: str) -> str | None:
        """Return why an entity with a fitting name or code may still not be meant, or None."""
        if sought.kinds and entity.kind not in sought.kinds:
            return f"is a {entity.kind}"
        how = apart(entity.life, sought.life)
        if how:
            return how
        days = [
            k.days for k in self._by_normal.get(_joined(normal), ()) if k.entity.slug == entity.slug
        ]
        if days and all(apart(borne, sought.life) for borne in days):
            return "bore the name at another time"
        scheme, code = sought.code
        borne_here = self._codes.get((entity.slug, scheme))
        if borne_here and code not in borne_here:
            return f"bears the code {', '.join(sorted(borne_here))}"
        if scheme and scheme not in self.identifying:
            return self._heir(entity, sought)
        return None

    def _heir(self, entity: Entity, sought: Sought) -> str | None:
        """Return why a code that passes to heirs may have been another's first, or None."""
        opened, begun = sought.life[0], entity.life[0]
        if opened is None:
            return None
        if begun is not None:
            same = opened.is_before(begun) is None or opened.days == begun.days
            return None if same else f"code since {say(opened.text)}, here {say(begun.text)}"
        if self.index.reached(entity.slug, down=False):
            return f"code since {say(opened.text)}; here it follows another, from no known day"
        return None

    def _offer(
        self, sought: Sought, normal: str, bearers: Iterable[Entity], least: float
    ) -> tuple[Candidate, ...]:
        """Return what may be meant, the likeliest first, each with how near it is and why."""
        from rapidfuzz import fuzz

        found: dict[str, tuple[float, str, Entity]] = {}
        near = self._near(normal) if least < _SAME else self._by_normal.get(_joined(normal), ())
        for known in near:
            if sought.kinds and known.entity.kind not in sought.kinds:
                continue
            score = fuzz.token_sort_ratio(normal, known.normal, score_cutoff=least)
            if score > found.get(known.entity.slug, (0.0,))[0]:
                is_same = _joined(normal) == _joined(known.normal)
                reason = "same name" if is_same else f"like {known.text}"
                found[known.entity.slug] = score, reason, known.entity
        for one in bearers:
            score, _, _ = found.get(one.slug, (99.0, "", one))
            found[one.slug] = max(score, 99.0), f"bears the code {sought.code[1]}", one
        best = sorted(found.values(), key=lambda f: (-f[0], -f[2].weight, f[2].slug))[:OFFERED]
        offered = []
        for score, reason, one in best:
            doubt = self._doubt(one, sought, normal)
            why = f"{reason}; {doubt}" if doubt else reason
            offered.append(Candidate(one.slug, one.label, round(score, 1), why))
        return tuple(offered)

    def _near(self, normal: str) -> Iterator[_Known]:
        """Yield the names that share a word which says something, or one that is nearly it."""
        seen: set[int] = set()
        for word in set(normal.split()) - self._left_out:
            for shared in (word,) if word in self._by_word else self._nearly(word):
                sharing = self._by_word[shared]
                if len(sharing) <= _COMMON:
                    for known in sharing:
                        if id(known) not in seen:
                            seen.add(id(known))
                            yield known

    def _nearly(self, word: str) -> tuple[str, ...]:
        """Return the known words that begin like one that is not known, and are nearly it."""
        from rapidfuzz import fuzz

        if not self._by_start:  # known when it is whole: threads share a matcher
            by_start: dict[str, list[str]] = defaultdict(list)
            for known in self._by_word:
                by_start[known[:_BEGINNING]].append(known)
            self._by_start = by_start
        found = self._nearest.get(word)
        if found is None:
            begun = self._by_start.get(word[:_BEGINNING], ())
            found = tuple(w for w in begun if fuzz.ratio(word, w, score_cutoff=_LIKE))
            self._nearest[word] = found
        return found


def _joined(normal: str) -> str:
    """Return a normal form without its spaces, by which names are the same."""
    return normal.replace(" ", "")


def _dated(borne: Mapping[str, Iterable[Borne]]) -> dict[tuple[str, str], Life]:
    """Return when each name was borne; a name borne twice is not dated."""
    found: dict[tuple[str, str], Life] = {}
    for slug, names in borne.items():
        for name in names:
            key = slug, name.words
            found[key] = (None, None) if key in found else name.days
    return found


def _is_away(life: Life, day: PartialDate) -> bool:
    """Return whether something had certainly ended before a day, or began after it."""
    start, end = life
    has_ended = end is not None and end.is_before(day) is True
    return has_ended or (start is not None and day.is_before(start) is True)


def apart(one: Life, other: Life) -> str | None:
    """Return how two lives certainly do not overlap, or None."""
    (start, end), (opened, closed) = one, other
    if end is not None and opened is not None and _is_over(end, opened):
        return f"ended {say(end.text)}, before"
    if start is not None and closed is not None and _is_over(closed, start):
        return f"began {say(start.text)}, after"
    return None


def _is_over(end: PartialDate, start: PartialDate) -> bool:
    """Return whether one thing had certainly ended by the time at which another began."""
    return bool(end.days and start.days and end.days.latest <= start.days.earliest)
