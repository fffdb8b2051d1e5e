"""Handovers: how often the holders of posts change, and who led programmes in their lives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from kg.analysis.measure import Column, Table, Value
from kg.engine.graph import SparqlGraph
from kg.history.posts import CIO, HEAD, KINDS, MINISTER, QUERY, Stint, in_order
from kg.history.record import Span, rows, to_span
from kg.history.spans import in_words

PROGRAMMES = """
SELECT ?programme ?label ?born ?bornLast ?ended ?endedLast WHERE {
  ?programme a nhsit:Programme .
  OPTIONAL { ?programme skos:prefLabel ?label }
  OPTIONAL { ?programme nhsit:bornEarliest ?born ; nhsit:bornLatest ?bornLast }
  OPTIONAL { ?programme nhsit:endedEarliest ?ended ; nhsit:endedLatest ?endedLast } }"""
_CLAIMED = """
SELECT ?claim ?who ?name ?programme ?rank WHERE {
  ?claim rdf:predicate nhsit:%s ; rdf:subject ?who ; rdf:object ?programme .
  ?programme a nhsit:Programme .
  OPTIONAL { ?who skos:prefLabel ?name } OPTIONAL { ?claim nhsit:rank ?rank } }"""
LED = _CLAIMED % "ledProgramme"
RAN = _CLAIMED % "ran"
SERVING = (HEAD, MINISTER, CIO)
"""Kinds of posts whose handovers count at the bodies that ran a programme."""


@dataclass(slots=True)
class Programme:
    """A programme, when it lived, who led it (person -> ids that say so) and who ran it."""

    id: str
    label: str
    born: Span | None
    ended: Span | None
    leaders: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    names: dict[str, str] = field(default_factory=dict)
    ran: dict[str, str] = field(default_factory=dict)
    """Body that ran it -> the claim that says so."""

    def holds(self, day: Span) -> str:
        """Return whether a day lies within its life: certain, possible, or nothing for no."""
        born, ended = self.born, self.ended
        if born is None or day.is_before(born) or (ended and ended.latest <= day.earliest):
            return ""
        begun = born.latest <= day.earliest
        return "certain" if begun and (not ended or day.is_before(ended)) else "possible"


def read_programmes(graph: SparqlGraph, stints: Sequence[Stint]) -> list[Programme]:
    """Return the programmes of a graph by id, with who led and who ran each."""
    found: dict[str, Programme] = {}
    for row in rows(graph, PROGRAMMES):
        key = row["programme"]
        found.setdefault(key, Programme(
            key, row.get("label", key), to_span(row.get("born"), row.get("bornLast")),
            to_span(row.get("ended"), row.get("endedLast")),
        ))  # fmt: skip
    for row in rows(graph, LED):
        if row.get("rank") != "Deprecated":
            made = found[row["programme"]]
            made.leaders[row["who"]].add(row["claim"])
            made.names[row["who"]] = row.get("name", row["who"])
    for row in rows(graph, RAN):
        if row.get("rank") != "Deprecated":
            found[row["programme"]].ran[row["who"]] = row["claim"]
    for stint in stints:
        if stint.post.body in found:
            made = found[stint.post.body]
            made.leaders[stint.person] |= set(stint.tenures)
            made.names[stint.person] = stint.name
    return [found[key] for key in sorted(found)]


@dataclass(frozen=True, slots=True)
class Handover:
    """A new holder of a post of a body that ran a programme, in its life."""

    programme: Programme
    stint: Stint
    kind: str
    certainty: str


def find_handovers(programmes: Sequence[Programme], stints: Sequence[Stint]) -> list[Handover]:
    """Return the changes of heads, ministers and chief information officers over programmes."""
    posted: dict[str, list[Stint]] = defaultdict(list)
    for stint in stints:
        posted[stint.post.body].append(stint)
    found = []
    for programme in programmes:
        for body in sorted(programme.ran):
            for stint in in_order(posted.get(body, ())):
                kind = next((k for k in stint.post.kinds if k in SERVING), None)
                sure = programme.holds(stint.start) if stint.start else ""
                if kind and sure:
                    found.append(Handover(programme, stint, kind, sure))
    return found


def tabulate_programmes(
    programmes: Sequence[Programme], handovers: Sequence[Handover], as_of: date | None
) -> Table:
    """Return how many led each programme, and changed at the bodies that ran it, in its life."""
    changes: dict[str, list[Handover]] = defaultdict(list)
    for handover in handovers:
        changes[handover.programme.id].append(handover)
    rows_: list[tuple[Value, ...]] = []
    ids = []
    now = Span(as_of, as_of) if as_of else None
    for p in sorted(programmes, key=lambda p: (-len(p.leaders), -len(changes[p.id]), p.id)):
        if not p.leaders and not changes[p.id]:
            continue
        end = p.ended or now
        life = p.born.years_to(end) if p.born and end else (None, None)
        new = {(h.kind, h.stint.person, h.stint.start): h.certainty for h in changes[p.id]}
        sure = [kind for (kind, *_), certainty in new.items() if certainty == "certain"]
        rows_.append((
            p.label, in_words(p.born), in_words(p.ended), *life, len(p.leaders),
            "; ".join(sorted(p.names[who] for who in p.leaders)) or None,
            *(sure.count(kind) for kind in SERVING), len(new) - len(sure),
        ))  # fmt: skip
        said = sorted({i for who in p.leaders for i in (who, *p.leaders[who])})
        ids.append((p.id, *said, *sorted(p.ran.values()),
                    *dict.fromkeys(t for h in changes[p.id] for t in h.stint.tenures)))  # fmt: skip
    return Table(
        "programmes", "Leaders of programmes, and handovers over them",
        (Column("programme"), Column("from"), Column("until"), Column("life, at least", "years"),
         Column("life, at most", "years"), Column("leaders", "people"), Column("who"),
         Column("new heads", "handovers"), Column("new ministers", "handovers"),
         Column("new CIOs", "handovers"), Column("possible besides", "handovers")),
        tuple(rows_), tuple(ids), PROGRAMMES + LED + RAN + QUERY, "programme",
        "Programmes of which neither a leader nor a handover is recorded are left out.",
    )  # fmt: skip


def tabulate_handovers(handovers: Sequence[Handover]) -> Table:
    """Return each handover at a body that ran a programme, by programme and day."""
    return Table(
        "handovers", "Handovers in the life of a programme, at the bodies that ran it",
        (Column("programme"), Column("body"), Column("post"), Column("kind"),
         Column("new holder"), Column("day"), Column("within its life")),
        tuple(
            (h.programme.label, h.stint.post.place, h.stint.post.title, h.kind, h.stint.name,
             in_words(h.stint.start), h.certainty)
            for h in handovers
        ),
        tuple((h.programme.id, h.programme.ran[h.stint.post.body], *h.stint.tenures)
              for h in handovers),
        PROGRAMMES + RAN + QUERY, "programme",
    )  # fmt: skip


def tabulate_turnover(stints: Sequence[Stint]) -> Table:
    """Return, for each body, how often the holders of its chief posts changed."""
    bodies: dict[str, dict[str, list[Stint]]] = defaultdict(lambda: defaultdict(list))
    for stint in in_order(stints):
        if stint.post.kinds and stint.post.body:
            bodies[stint.post.body][stint.post.id].append(stint)
    found = []
    for body, posts in bodies.items():
        held = [stint for part in posts.values() for stint in part]
        changes, least, most, used = 0, 0.0, 0.0, 0
        for part in posts.values():
            starts = [s.start for s in part if s.start]
            if not part[0].post.is_single or len(starts) < 2:
                continue
            low, high = starts[0].years_to(starts[-1])
            changes, least, most, used = (
                changes + len(starts) - 1,
                least + low,
                most + high,
                used + 1,
            )
        rate = (least / changes, most / changes) if changes else (None, None)
        kinds = ", ".join(k for k in KINDS if any(k in s.post.kinds for s in held))
        row = (held[0].post.place, kinds, len(posts), len({s.person for s in held}),
               len(held), used, changes, *rate)  # fmt: skip
        ids = (body, *dict.fromkeys(t for s in held for t in s.tenures))
        found.append(((-changes, -len(held), body), row, ids))
    found.sort(key=lambda f: f[0])
    return Table(
        "turnover", "Turnover in chief posts, by body",
        (Column("body"), Column("kinds of post"), Column("posts", "posts"),
         Column("holders", "people"), Column("stints", "stints"),
         Column("posts counted", "posts"), Column("changes", "handovers"),
         Column("years a holder, at least", "years"), Column("years a holder, at most", "years")),
        tuple(row for _, row, _ in found), tuple(ids for *_, ids in found), QUERY, "turnover",
    )  # fmt: skip
