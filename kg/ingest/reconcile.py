"""Names of a spreadsheet or of somebody's query matched to things of the record, as of a day.

A match is accepted where it is exact and unambiguous. What is only like is a candidate, with a
score of 100 at the most; the same candidates answer a reconciliation service.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

from kg.index.entries import Entity
from kg.index.search import search
from kg.ingest.match import Life, Matcher, Meant, Sought
from kg.model.dates import PartialDate, Span

_EXACT = 100.0
_LEAST, _MISS = 50.0, 95.0
"""The least and the most that a candidate scores which is not accepted."""
_SAME = {"exact": "same name", "identifier": "same code", "initials": "its initials"}
"""How something is matched beyond doubt, and what is said of it."""


@dataclass(frozen=True, slots=True)
class Query:
    """A name to be matched: of which classes it may be, and on what date it was used."""

    name: str
    kinds: Collection[str] = ()
    on: PartialDate | None = None
    limit: int = 3
    codes: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_short(self) -> bool:
        """Whether the name looks like initials, and a day says whose they were."""
        return self.on is not None and self.name.isupper() and " " not in self.name.strip()

    def narrowed(self, kinds: Collection[str], limit: int) -> Query:
        """Return the same query for things of some classes, with so many options."""
        return replace(self, kinds=kinds, limit=limit)


@dataclass(frozen=True, slots=True)
class Option:
    """A thing that a name may mean, how near it is (0 to 100), why, and whether it is accepted."""

    entity: Entity
    score: float
    reason: str
    is_match: bool = False


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What became of one name: the thing meant, if one is; who has its duty today; the options."""

    query: Query
    meant: Entity | None
    heirs: tuple[Entity, ...]
    options: tuple[Option, ...]
    how: str = ""


class Reconciler:
    """Matches names against one record; a name that recurs is looked up once."""

    def __init__(self, matcher: Matcher) -> None:
        self.index = matcher.index
        self._matcher = matcher

    def reconcile(self, query: Query) -> Reconciled:
        """Return the thing that a name means, the existence that held on the day; or options.

        Where a body took over the name of one before, the day says which is meant. A thing that
        had ended by the day, or had not begun, is an option and no match.
        """
        life = _life_on(query.on)
        found = self._matcher.match(
            Sought(query.name, query.kinds, life, may_be_short=query.is_short)
        )
        code = next(iter(query.codes.items()), ("", ""))
        if code[0]:
            coded = self._matcher.bearer(*code, query.on.text if query.on else "")
            found = coded if coded.id else found
        accepted = found.id if found.how in _SAME else ""
        options = list(self._options(query, accepted, found))
        once: dict[str, Option] = {}
        for option in options:
            once.setdefault(option.entity.slug, option)
        meant = self.index.entity(accepted) if accepted else None
        heirs = self.heirs_of(meant) if meant else ()
        return Reconciled(
            query, meant, heirs, tuple(once.values())[: query.limit], found.how if meant else ""
        )

    def all(self, queries: Iterable[Query]) -> Iterator[Reconciled]:
        """Yield what became of each name, in their order."""
        known: dict[tuple[str, tuple[str, ...], str], Reconciled] = {}
        for query in queries:
            key = (query.name, tuple(query.kinds), query.on.text if query.on else "")
            if key not in known:
                known[key] = self.reconcile(query)
            yield known[key]

    def _options(self, query: Query, accepted: str, found: Meant) -> Iterator[Option]:
        """Yield the accepted thing, then what was doubtful, then what the search finds."""
        if found.id:
            entity = self.index.entity(found.id)
            assert entity is not None
            if accepted:
                yield Option(entity, _EXACT, f"{_SAME[found.how]}", True)
            else:
                yield Option(entity, _MISS, "the same but for words that such names share")
        for one in found.candidates:
            entity = self.index.entity(one.id)
            assert entity is not None
            yield Option(entity, min(_MISS, one.score), one.reason)
        kinds = query.kinds or [k for k in self.index.kinds() if k not in self.index.titled]
        for hit in search(self.index, query.name, kinds, query.limit):
            score = min(_MISS, 100 * hit.score)
            if score >= _LEAST:
                yield Option(hit.entity, score, f"like {hit.name}")

    def heirs_of(self, entity: Entity) -> tuple[Entity, ...]:
        """Return who has the duty of a thing today: itself where it has not ended."""
        slugs = self.index.living_heirs(entity.slug)
        ended = entity.life[1]
        if not slugs and (ended is None or ended.days is None):
            return (entity,)
        known = self.index.entities(slugs)
        return tuple(known[slug] for slug in slugs if slug in known)


def _life_on(day: PartialDate | None) -> Life:
    """Return the life of what was only there on a day: it must overlap that of what is meant."""
    if day is None or day.latest is None:
        return None, None
    over = day.latest + timedelta(days=1)
    return day, PartialDate(over.isoformat(), Span(over, over))
