"""Take a part of the graph: what is about one thing, of one kind, or held on one day.

A part is self-contained: it keeps the sources of what it keeps, and the name and the kind of
everything that it only mentions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from kg.model import terms
from kg.model.dates import Holds, PartialDate, Span, holds_on

_TYPE = f"<{terms.RDF}type>"
_LABEL = f"<{terms.SKOS}prefLabel>"
_ID = "<" + terms.ID
_CLAIM = "<" + terms.CLAIM
_CITE = "<" + terms.CITE
_EVIDENCE = f"<{terms.NS}evidence>"
_SOURCE = f"<{terms.NS}source>"
_CLAIM_ENDS = (f"<{terms.RDF}subject>", f"<{terms.RDF}object>")
_LINKS = frozenset(
    f"<{terms.NS}{name}>"
    for name in (
        "Creation", "Abolition", "Replacement", "Absorption", "Merger", "Split",
        "FunctionTransfer", "Launch", "Closure", "Announcement", "Incident",
        "Tenure", "Contract", "Opinion", "Assessment", "DatedName", "Claim",
    )
)  # fmt: skip
"""Classes whose nodes join others: they are passed through at no distance of their own."""

_DERIVED_FAR = frozenset(f"<{terms.NS}{name}>" for name in ("precedes", "follows"))
"""Relations that already reach any distance; following them would make every depth the whole."""

Description = dict[str, list[str]]
"""Predicate -> objects, as N-Triples terms, of one subject."""


@dataclass(frozen=True)
class Selection:
    """Which part to take; nothing set means the whole.

    `about` is an entity IRI, with everything up to `depth` relations away; `kind` the IRIs of
    classes; `on` a day, month or year, on which what is kept held certainly or possibly.
    """

    about: str | None = None
    depth: int = 1
    kind: frozenset[str] = frozenset()
    on: PartialDate | None = None

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left out."""
        return self.about is None and not self.kind and self.on is None

    @property
    def words(self) -> str:
        """The part in words, such as `within 2 steps of nhsx, as of 2019`; none for the whole."""
        steps = f"{self.depth} step{'' if self.depth == 1 else 's'}"
        about = f"within {steps} of {terms.slug(self.about)}" if self.about else ""
        kinds = ", ".join(sorted(kind.removeprefix(terms.NS) for kind in self.kind))
        on = f"as of {self.on.text}" if self.on else ""
        return ", ".join(filter(None, (about, kinds and f"only {kinds}", on)))


def select(lines: Iterable[str], selection: Selection) -> list[str]:
    """Return the lines of a part of a graph, in their order.

    `lines` are N-Triples without blank nodes; the order and the number of the rest stay.
    """
    lines = list(lines)
    if selection.is_whole:
        return lines
    part = _Part(lines)
    kept = part.entities()
    if selection.kind:
        wanted = {f"<{cls}>" for cls in selection.kind}
        kept = {n for n in kept if not wanted.isdisjoint(part.of[n].get(_TYPE, ()))}
    if selection.about is not None:
        kept &= part.around(f"<{selection.about}>", selection.depth)
    if selection.on is not None:
        kept = {node for node in kept if part.holds(node, selection.on)}
    return part.lines_of(kept, selection.on)


class _Part:
    """A graph by its subjects, ready to be cut."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.of: dict[str, Description] = defaultdict(dict)
        for line in lines:
            s, p, o = line.split(" ", 2)
            self.of[s].setdefault(p, []).append(o[:-2])

    def entities(self) -> set[str]:
        """Return the nodes that are things, not claims, citations, sources or vocabulary."""
        source = f"<{terms.NS}Source>"
        return {
            node
            for node, found in self.of.items()
            if node.startswith(_ID) and _TYPE in found and source not in found[_TYPE]
        }

    def around(self, start: str, depth: int) -> set[str]:
        """Return what is at most so many relations away; joining nodes are free to pass."""
        neighbours: dict[str, set[str]] = defaultdict(set)
        for node, found in self.of.items():
            if node.startswith(_ID):
                for o in self._entity_objects(found):
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
        found = self.of.get(node, {})
        date = _date(found, "date")
        if date is not None and date.earliest is not None and on.latest is not None:
            return date.earliest <= on.latest
        start, end = _life(found, "born", "start"), _life(found, "ended", "end")
        return holds_on(on, start, end) is not Holds.NO

    def lines_of(self, kept: set[str], on: PartialDate | None) -> list[str]:
        """Return the lines about the nodes that are kept, and about what they rest on."""
        claims = {
            node
            for node, found in self.of.items()
            if node.startswith(_CLAIM)
            and all(o in kept for p in _CLAIM_ENDS for o in found.get(p, ()))
            and (on is None or self.holds(node, on))
        }
        whole = kept | claims
        cites = {o for node in whole for o in self.of[node].get(_EVIDENCE, ())}
        sources = {
            o
            for cite in cites
            for o in self.of[cite].get(_SOURCE, ())
            if f"<{terms.NS}Source>" in self.of[o].get(_TYPE, ())
        }
        whole |= cites | sources
        stated = self._stated(claims) if on is not None else None
        chosen: list[str] = []
        named: set[str] = set()
        for line in self.lines:
            s, p, o = line.split(" ", 2)
            if s not in whole:
                continue
            o = o[:-2]
            if stated is not None and (s, p, o) in stated and not stated[s, p, o]:
                continue
            if o.startswith(_ID) and o not in whole:
                if self._is_link(o) or (on is not None and not self.holds(o, on)):
                    continue
                named.add(o)
            chosen.append(line)
        keep = set(chosen)
        for node in named:
            keep.update(
                f"{node} {p} {o} ." for p in (_TYPE, _LABEL) for o in self.of[node].get(p, ())
            )
        return [line for line in self.lines if line in keep]

    def _stated(self, claims: set[str]) -> dict[tuple[str, str, str], bool]:
        """Return each plain triple that claims state -> whether one of those kept states it."""
        stated: dict[tuple[str, str, str], bool] = {}
        ends = (f"<{terms.RDF}subject>", f"<{terms.RDF}predicate>", f"<{terms.RDF}object>")
        for node, found in self.of.items():
            if node.startswith(_CLAIM):
                s, p, o = (found[end][0] for end in ends)
                stated[s, p, o] = stated.get((s, p, o), False) or node in claims
        return stated

    def _entity_objects(self, found: Description) -> Iterator[str]:
        for p, objects in found.items():
            if p not in _DERIVED_FAR and p != _EVIDENCE:
                yield from (o for o in objects if o.startswith(_ID))

    def _is_link(self, node: str) -> bool:
        return not _LINKS.isdisjoint(self.of[node].get(_TYPE, ())) if node in self.of else False

    def _is_name(self, node: str) -> bool:
        return (
            f"<{terms.NS}DatedName>" in self.of[node].get(_TYPE, ()) if node in self.of else False
        )


def _life(found: Description, derived: str, stated: str) -> PartialDate | None:
    """Return a start or an end: the bounds that the rules derived, else the date as stated."""
    earliest = found.get(f"<{terms.NS}{derived}Earliest>")
    latest = found.get(f"<{terms.NS}{derived}Latest>")
    if earliest and latest:
        first, last = _word(min(earliest)), _word(max(latest))
        return PartialDate(first, Span(date.fromisoformat(first), date.fromisoformat(last)))
    return _date(found, stated)


def _date(found: Description, name: str) -> PartialDate | None:
    values = found.get(f"<{terms.NS}{name}>")
    if not values:
        return None
    try:
        return PartialDate.parse(_word(values[0]))
    except ValueError:
        return None


def _word(literal: str) -> str:
    return literal[1 : literal.index('"', 1)]
