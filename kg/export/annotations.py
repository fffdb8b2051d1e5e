"""Claims as RDF 1.2 says them: a triple that is annotated, instead of one taken apart in three.

A statement that RDF 1.1 reifies (`rdf:subject`, `rdf:predicate`, `rdf:object`) becomes a reifier of
the triple itself (RDF 1.2 Concepts, 1.5), all else that is said of it stays. Turtle writes it where
the triple stands: `s p o ~ claim {| … |}`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from kg.model.notation import is_iri, is_literal, is_triple, split_line, split_triple
from kg.model.terms import RDF

REIFIES = f"<{RDF}reifies>"
_ENDS = tuple(f"<{RDF}{end}>" for end in ("subject", "predicate", "object"))

Notes = Mapping[str, Mapping[str, list[str]]]
"""A statement as a line -> each reifier of it, a term -> the lines that say more of that."""


def reify(lines: Iterable[str]) -> list[str]:
    """Return N-Triples lines with reifiers of triples for the reified statements of RDF 1.1.

    A statement that lacks an end, or has several, stays as it is.
    """
    lines = list(lines)
    ends: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for line in lines:
        s, p, o = split_line(line)
        if p in _ENDS:
            ends[s][p].append(o)
    triples = {s: f"<<( {triple} )>>" for s, found in ends.items() if (triple := _join(found))}
    kept = [
        line
        for line in lines
        if not ((split := split_line(line))[0] in triples and split[1] in _ENDS)
    ]
    return sorted([*kept, *(f"{s} {REIFIES} {triple} ." for s, triple in triples.items())])


def find_notes(lines: Iterable[str]) -> tuple[list[str], Notes]:
    """Return lines apart from those that annotate a statement among them, and the annotations.

    A reifier of several triples, or of one that is not stated, stays among the lines; and so does
    one that is itself annotated.
    """
    lines = list(lines)
    stated = set(lines)
    reified: dict[str, list[str]] = defaultdict(list)
    reifying = set()
    for line in lines:
        s, p, o = split_line(line)
        if p == REIFIES and is_triple(o):
            reified[s].append(f"{' '.join(split_triple(o))} .")
            reifying.add(line)
    found = {s: on[0] for s, on in reified.items() if len(on) == 1 and on[0] in stated}
    found = {s: on for s, on in found.items() if split_line(on)[0] not in found}
    said: dict[str, list[str]] = {s: [] for s in found}
    kept = []
    for line in lines:
        s = split_line(line)[0]
        if s not in found:
            kept.append(line)
        elif line not in reifying:
            said[s].append(line)
    notes: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for s in sorted(found):
        notes[found[s]][s] = said[s]
    return kept, notes


def _join(ends: Mapping[str, list[str]]) -> str:
    """Return the triple that some ends make; nothing where they make none."""
    if any(len(ends.get(end, ())) != 1 for end in _ENDS):
        return ""
    s, p, o = (ends[end][0] for end in _ENDS)
    return f"{s} {p} {o}" if is_iri(p) and not is_literal(s) else ""
