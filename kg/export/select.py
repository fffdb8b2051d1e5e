"""Take a part of the graph: what is about one thing, of one kind, or held on one day.

A part is self-contained: it keeps the sources of what it keeps, and the name and the kind of
everything that it only mentions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from kg.index.things import things_among
from kg.model.dates import Holds, PartialDate, Span, holds_on
from kg.model.languages import LABELS
from kg.model.notation import is_blank, is_literal, read_literal, split_line
from kg.model.terms import RDF, SHIPPED, STANDARD, Space

_TYPE = f"<{RDF}type>"
_LABELS = tuple(f"<{name}>" for name in LABELS)
_CLAIM_ENDS = (f"<{RDF}subject>", f"<{RDF}object>")
_STATEMENT = tuple(f"<{RDF}{name}>" for name in ("subject", "predicate", "object"))
_DERIVED_FAR = ("precedes", "follows")
"""Relations that already reach any distance; following them would make every depth the whole."""
_SIGNED = tuple(
    f"<{STANDARD[prefix]}{name}>"
    for prefix, name in (
        ("dct", "title"), ("dct", "license"), ("void", "uriSpace"),
        ("vann", "preferredNamespaceUri"), ("vann", "preferredNamespacePrefix"),
    )
)  # fmt: skip
"""What every part says of its record, beside the day it was read: title, licence, addresses."""

Description = dict[str, list[str]]
"""Predicate -> objects, as N-Triples terms, of one subject."""


@dataclass(frozen=True)
class Selection:
    """Which part to take; nothing set means the whole.

    `about` is an entity IRI, with everything up to `depth` relations away; `kind` the IRIs of
    classes; `on` a day, month or year, on which what is kept held certainly or possibly. `links`
    are the classes whose nodes join others: they are passed through at no distance of their own;
    `gone` the IRIs of what lives and did not exist on the day, by all that shows when it was there.
    """

    about: str | None = None
    depth: int = 1
    kind: frozenset[str] = frozenset()
    on: PartialDate | None = None
    space: Space = SHIPPED
    links: tuple[str, ...] = ()
    gone: frozenset[str] = frozenset()

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left out."""
        return self.about is None and not self.kind and self.on is None

    @property
    def words(self) -> str:
        """The part in words, such as `within 2 steps of nhsx, as of 2019`; none for the whole."""
        steps = f"{self.depth} step{'' if self.depth == 1 else 's'}"
        about = f"within {steps} of {self.space.slug(self.about)}" if self.about else ""
        kinds = ", ".join(sorted(self.space.local(kind) for kind in self.kind))
        on = f"as of {self.on.text}" if self.on else ""
        return ", ".join(filter(None, (about, kinds and f"only {kinds}", on)))


def select(lines: Iterable[str], selection: Selection) -> list[str]:
    """Return the lines of a part of a graph, in their order.

    `lines` are N-Triples; the order of those that are kept stays. What a thing says of a blank node
    is kept with the thing.
    """
    lines = list(lines)
    if selection.is_whole:
        return lines
    part = _Part(lines, selection)
    kept = part.entities()
    if selection.kind:
        wanted = {f"<{cls}>" for cls in selection.kind}
        kept = {n for n in kept if not wanted.isdisjoint(part.of[n].get(_TYPE, ()))}
    if selection.about is not None:
        kept &= part.around(f"<{selection.about}>", selection.depth)
    if selection.on is not None:
        kept = {node for node in kept if part.holds(node, selection.on)}
    return part.lines_of(kept, selection.on)


def keep(
    lines: Iterable[str], nodes: Set[str], selection: Selection, wide: Set[str] = frozenset()
) -> list[str]:
    """Return the lines of a part that holds some nodes (N-Triples terms), in their order.

    What a node that is wide says of things that are not held is left out, their names too.
    """
    part = _Part(list(lines), selection)
    return part.lines_of(part.entities() & nodes, None, wide)


class _Part:
    """A graph by its subjects, ready to be cut."""

    def __init__(self, lines: list[str], selection: Selection) -> None:
        space = selection.space
        self.lines = lines
        self._dataset = f"<{space.dataset}>"
        self._ns = f"<{space.ns}"
        self._signed = (*_SIGNED, f"<{space.ns}readUpTo>")
        self._evidence, self._source = self._term("evidence"), self._term("source")
        self._links = frozenset(map(self._term, selection.links))
        self._gone = frozenset(f"<{iri}>" for iri in selection.gone)
        self._derived_far = frozenset(map(self._term, _DERIVED_FAR))
        self.of: dict[str, Description] = defaultdict(dict)
        for line in lines:
            s, p, o = split_line(line)
            self.of[s].setdefault(p, []).append(o)
        self._things = things_among(self.of, space)
        claim = self._term("Claim")
        self._claims = {n for n, found in self.of.items() if claim in found.get(_TYPE, ())}

    def _term(self, name: str) -> str:
        return f"{self._ns}{name}>"

    def entities(self) -> set[str]:
        """Return the nodes that are things, not claims, citations, sources or vocabulary."""
        source = self._term("Source")
        return {node for node in self._things if source not in self.of[node].get(_TYPE, ())}

    def around(self, start: str, depth: int) -> set[str]:
        """Return what is at most so many relations away; joining nodes are free to pass."""
        neighbours: dict[str, set[str]] = defaultdict(set)
        for node in self._things:
            for o in self._entity_objects(node):
                neighbours[node].add(o)
                neighbours[o].add(node)
        seen = {start}
        ring = {start}
        for _ in range(depth):
            links = {n for node in ring for n in neighbours[node] if self._is_link(n)} - seen
            ends = {n for node in ring | links for n in neighbours[node]}
            ring = {n for n in ends if not self._is_link(n)} - seen
            seen |= links | ring
        return seen | {n for node in seen for n in neighbours[node] if self._is_name(n)}

    def holds(self, node: str, on: PartialDate) -> bool:
        """Return whether a node may have held on a day; what has no dates is kept."""
        if node in self._gone:
            return False
        found = self.of.get(node, {})
        date = self._date(found, "date")
        if date is not None and date.earliest is not None and on.latest is not None:
            return date.earliest <= on.latest
        start, end = self._life(found, "born", "start"), self._life(found, "ended", "end")
        return holds_on(on, start, end) is not Holds.NO

    def lines_of(
        self, kept: set[str], on: PartialDate | None, wide: Set[str] = frozenset()
    ) -> list[str]:
        """Return the lines about the nodes that are kept, and about what they rest on."""
        claims = {
            node
            for node in self._claims
            if all(o in kept for p in _CLAIM_ENDS for o in self.of[node].get(p, ()))
            and (on is None or self.holds(node, on))
        }
        whole = kept | claims
        cites = {o for node in whole for o in self.of[node].get(self._evidence, ())}
        sources = {
            o
            for cite in cites
            for o in self.of[cite].get(self._source, ())
            if self._term("Source") in self.of[o].get(_TYPE, ())
        }
        whole |= cites | sources
        whole |= self._inside(whole)
        stated = self._stated(claims) if on is not None else None
        chosen: list[str] = []
        named: set[str] = set()
        for line in self.lines:
            s, p, o = split_line(line)
            if s not in whole:
                continue
            if stated is not None and (s, p, o) in stated and not stated[s, p, o]:
                continue
            if o in self._things and o not in whole:
                if s in wide or self._is_link(o) or (on is not None and not self.holds(o, on)):
                    continue
                named.add(o)
            chosen.append(line)
        keep = set(chosen)
        signed = self.of.get(self._dataset, {})
        keep.update(f"{self._dataset} {p} {o} ." for p in self._signed for o in signed.get(p, ()))
        for node in named:
            keep.update(
                f"{node} {p} {o} ." for p in (_TYPE, *_LABELS) for o in self.of[node].get(p, ())
            )
        return [line for line in self.lines if line in keep]

    def _stated(self, claims: set[str]) -> dict[tuple[str, str, str], bool]:
        """Return each plain triple that claims state -> whether one of those kept states it."""
        stated: dict[tuple[str, str, str], bool] = {}
        for node in self._claims:
            ends = [self.of[node].get(end, [""])[0] for end in _STATEMENT]
            s, p, o = ends
            stated[s, p, o] = stated.get((s, p, o), False) or node in claims
        return stated

    def _inside(self, nodes: Iterable[str]) -> set[str]:
        """Return the blank nodes that some nodes lead to, and those that these do."""
        found: set[str] = set()
        todo = [o for node in nodes for objects in self.of.get(node, {}).values() for o in objects]
        while todo:
            here = todo.pop()
            if is_blank(here) and here not in found:
                found.add(here)
                todo += [o for objects in self.of.get(here, {}).values() for o in objects]
        return found

    def _entity_objects(self, node: str) -> Iterator[str]:
        for p, objects in self.of[node].items():
            if p not in self._derived_far and p != self._evidence:
                yield from (o for o in objects if o in self._things)
                if any(map(is_blank, objects)):
                    for inner in self._inside([node]):
                        said = self.of.get(inner, {}).values()
                        yield from (o for objects in said for o in objects if o in self._things)

    def _is_link(self, node: str) -> bool:
        return (
            not self._links.isdisjoint(self.of[node].get(_TYPE, ())) if node in self.of else False
        )

    def _is_name(self, node: str) -> bool:
        kinds = self.of[node].get(_TYPE, ()) if node in self.of else ()
        return self._term("DatedName") in kinds or self._term("DatedCode") in kinds

    def _life(self, found: Description, derived: str, stated: str) -> PartialDate | None:
        """Return a start or an end: the bounds that the rules derived, else the date as stated."""
        earliest = found.get(self._term(f"{derived}Earliest"))
        latest = found.get(self._term(f"{derived}Latest"))
        if earliest and latest:
            first, last = _word(min(earliest)), _word(max(latest))
            with suppress(ValueError):  # in a graph that nobody checked
                return PartialDate(first, Span(date.fromisoformat(first), date.fromisoformat(last)))
        return self._date(found, stated)

    def _date(self, found: Description, name: str) -> PartialDate | None:
        values = found.get(self._term(name))
        if not values:
            return None
        try:
            return PartialDate.parse(_word(values[0]))
        except ValueError:
            return None


def _word(literal: str) -> str:
    return read_literal(literal).text if is_literal(literal) else ""
