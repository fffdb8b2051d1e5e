"""What became of such things before: the bodies of the same tier and country that ended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kg.ask.inheritance.kin import Kin
from kg.ask.inheritance.statement import Precedent, Remark
from kg.history.advice import ENACTED, Advice, read_advice
from kg.history.functions import Running, read_running
from kg.history.lives import public_kinds
from kg.history.nodes import NodeReader, Source
from kg.history.orphaned import find_orphaned
from kg.history.reorganisations import Reorganisation, read_reorganisations
from kg.history.solutions import find_as_of, rows
from kg.index.entries import Entity
from kg.model.dates import Span, in_words
from kg.model.spelling import count, years
from kg.statistics.median import median_range

SHOWN = 5
"""The last such ends that a statement tells one by one."""

_GONE = "{ ?advice nhsit:addressedTo ?told . ?told nhsit:endedLatest ?over }"
_CUT = ("EndedEarly", "CancelledBeforeStart", "Replaced")
"""The endings of contracts that did not run their term."""
_ALIKE = """
SELECT DISTINCT ?body WHERE {
  VALUES ?own { %s } VALUES ?kind { %s }
  ?own nhsit:tier ?tier ; nhsit:jurisdiction ?country .
  ?body nhsit:tier ?tier ; nhsit:jurisdiction ?country ; a ?kind ; nhsit:endedLatest ?over .
}"""


@dataclass(frozen=True, slots=True)
class _End:
    """A body that ended, who took its place at first hand, and what touched an heir next."""

    id: str
    label: str
    day: Span
    event: str
    heirs: tuple[str, ...]
    next: Reorganisation | None

    @property
    def years(self) -> tuple[float, float] | None:
        """The shortest and the longest time until an heir was reorganised; None where none was."""
        return self.day.years_to(self.next.day) if self.next and self.next.day else None


def find_precedents(
    facts: NodeReader, line: Kin
) -> tuple[tuple[Remark, ...], tuple[Precedent, ...]]:
    """Return what became of the things of bodies that ended, in sentences, and the last ends.

    Told are single public bodies and units of the tiers and countries of those that would end.
    """
    as_of = find_as_of(line.graph)
    ends = _find_ends(line, as_of)
    if not ends:
        return (), ()
    given, _ = read_advice(line.graph, _GONE, is_brief=True, with_addressees=True)
    advice: dict[str, list[Advice]] = defaultdict(list)
    for one in find_orphaned(line.graph, given, as_of):
        if one.advice.was_open(one.ended):
            advice[one.body].append(one.advice)
    last = ends[-SHOWN:][::-1]
    running = read_running(line.graph, [line.index.space.iri(end.id) for end in last])
    events = facts.read(facts.space.iri(end.event) for end in last if end.event)
    facts.learn(events.values())
    told = []
    for end in last:
        node = events.get(facts.space.iri(end.event)) if end.event else None
        sources = facts.sources(node) if node is not None else ()
        told.append(_tell(line, end, advice[end.id], running, as_of, sources))
    return tuple(_remarks(line, ends, advice)), tuple(told)


def _find_ends(line: Kin, as_of: date | None) -> list[_End]:
    """Return the bodies of the same tiers and countries that have ended, the first first."""
    kinds = " ".join(f"nhsit:{kind}" for kind in public_kinds(line.graph))
    query = _ALIKE % (line.terms(sorted(line.ended)), kinds)
    alike = {row["body"] for row in rows(line.graph, query)} - line.ended
    reorganisations = read_reorganisations(line.graph, as_of)
    found = []
    for slug, entity in line.index.entities(sorted(alike)).items():
        day = _end_of(entity)
        if day is None or not entity.has_ended(as_of):
            continue
        links = [link for link in line.index.closure(slug) if link.before == slug]
        heirs = tuple(sorted({link.after for link in links}))
        event = links[0].via if links else ""
        after = _next(reorganisations, slug, heirs, day)
        found.append(_End(slug, entity.label or slug, day, event, heirs, after))
    return sorted(found, key=lambda end: (end.day, end.id))


def _next(
    reorganisations: Iterable[Reorganisation], body: str, heirs: Iterable[str], day: Span
) -> Reorganisation | None:
    """Return the next reorganisation that ended an heir, or took from it or gave to it."""
    touched = {*heirs}
    for one in reorganisations:
        after = one.day is not None and day.is_before(one.day)
        if after and body not in one.bodies and not touched.isdisjoint(one.bodies):
            return one
    return None


def _tell(
    line: Kin,
    end: _End,
    advice: Sequence[Advice],
    running: Iterable[Running],
    as_of: date | None,
    sources: tuple[Source, ...],
) -> Precedent:
    ran = sorted({one.thing for one in running if one.body == end.id and _ran_on(one, end.day)})
    ours = (one for one in line.contracts if end.id in one.buyers)
    contracts = [one for one in ours if one.runs_on(end.day)]
    known = line.index.entities(ran)
    return Precedent(
        body=end.id,
        label=end.label,
        ended=in_words(end.day) or "",
        event=end.event,
        heirs=tuple((slug, line.label(slug)) for slug in end.heirs),
        advice=tuple(one.id for one in advice),
        enacted=tuple(one.id for one in advice if one.verdict == ENACTED),
        running=tuple(ran),
        stopped=tuple(slug for slug, thing in known.items() if thing.has_ended(as_of)),
        contracts=tuple(one.id for one in contracts),
        cut=tuple(one.id for one in contracts if one.ending in _CUT),
        next_id=end.next.id if end.next else "",
        next_label=end.next.label if end.next else "",
        years=end.years,
        sources=sources,
    )


def _ran_on(one: Running, ended: Span) -> bool:
    return one.end is None or not one.end.is_before(ended)


def _end_of(entity: Entity) -> Span | None:
    _, end = entity.life
    return end.days if end is not None else None


def _remarks(line: Kin, ends: Sequence[_End], advice: dict[str, list[Advice]]) -> Iterator[Remark]:
    names = " and ".join(line.label(slug) for slug in sorted(line.ended))
    groups: dict[str, list[str]] = {"without an heir": [], "with one": [], "with several": []}
    for end in ends:
        groups[[*groups][min(len(end.heirs), 2)]].append(end.id)
    shares = ", ".join(f"{len(ids):,} {words}" for words, ids in groups.items() if ids)
    yield Remark(
        f"{count(len(ends), 'public body', 'public bodies')} of the tier and country of {names} "
        f"{'has' if len(ends) == 1 else 'have'} ended: {shares}.",
        tuple(end.id for end in ends),
    )
    given = {one.id: one for end in ends for one in advice[end.id]}
    if given:
        done = tuple(sorted(key for key, one in given.items() if one.verdict == ENACTED))
        silent = tuple(sorted(key for key, one in given.items() if not one.outcome))
        yield Remark(
            f"{count(len(given), 'recommendation was', 'recommendations were')} open when the body "
            "that was asked ended.",
            tuple(sorted(given)),
        )
        yield Remark(
            f"Of those, {len(done):,} ({len(done) / len(given):.0%}) "
            f"{'was' if len(done) == 1 else 'were'} found enacted afterwards.",
            done,
        )
        if silent:
            yield Remark(f"Of {len(silent):,} of them nobody has said what became.", silent)
    yield from _waits(ends)


def _waits(ends: Sequence[_End]) -> Iterator[Remark]:
    again = [end for end in ends if end.years is not None]
    middle = median_range(end.years for end in again if end.years is not None)
    if middle is not None:
        cases = "one case" if len(again) == 1 else f"{len(again):,} cases"
        yield Remark(
            f"In {cases} an heir was reorganised again, in the median after {years(*middle)}.",
            tuple(end.id for end in again),
        )
    spared = tuple(end.id for end in ends if end.heirs and end.years is None)
    if spared:
        cases = "one case" if len(spared) == 1 else f"{len(spared):,} cases"
        yield Remark(f"In {cases} no heir has been reorganised since, as far as is known.", spared)
