"""Lineage: how bodies descend from each other, what came together again, what has no heir."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import pairwise

from kg.analysis.measure import (
    Analysis,
    Column,
    Figure,
    FigureKind,
    Measure,
    Sentence,
    Series,
    Table,
    Value,
)
from kg.analysis.returns import tabulate_cycles, tabulate_reunions, tabulate_revivals
from kg.engine.graph import SparqlGraph
from kg.history import families as fam
from kg.history.families import Families, Shape
from kg.history.record import AS_OF_RULE, DAYS_A_YEAR, count, find_as_of, rows, years
from kg.model.dates import in_words

SHOWN = 20
"""Lines that the figure shows."""

TAKEN_UP = f"""
SELECT ?body ?by ?label WHERE {{ {fam.KINDS}
  {{ ?body nhsit:functionsTo ?by }} UNION {{ ?by nhsit:acquired ?body }}
  OPTIONAL {{ ?by skos:prefLabel ?label }} }}"""
GROUPS = f"""
SELECT ?body ?group WHERE {{ {fam.KINDS} ?body nhsit:inGroup ?group }}"""
MEASURES = (
    Measure(
        "family", "Family tree",
        "Bodies, groups of bodies, units and companies joined by successions: an event that "
        "happened ended the one and created the other or let it take over. Announced events and "
        "functions that moved between bodies that lived on join nothing. Depth: the successions "
        "on the longest line. Width: the most bodies of one generation, a body's generation being "
        "one more than the highest of its forerunners. A body with several forerunners is a "
        "merger, one with several heirs a split. Successions on a cycle are told and not followed.",
        formula="weakly connected parts of the succession graph; generation(b) = 0 without "
        "forerunners, else 1 + max generation(forerunner); depth = max generation",
        dates="Needs no dates.",
    ),
    Measure(
        "oldest", "Oldest forerunner",
        "For each body of today with a recorded forerunner, the one that is known to have existed "
        "first, with the shortest line from it. Of today: not ended as far as the graph records.",
        formula="as-of day less the day by which the forerunner existed",
        dates="A body exists by the latest day that its birth can mean; without a birth, by the "
        "first day of its end (so 'by'), or else by that of its earliest dated heir on the line. "
        "Years are at least those since that day, at most those since the earliest day of the "
        "birth; without a birth there is no most. " + AS_OF_RULE,
    ),
    Measure(
        "heirless", "Ended without a recorded successor",
        "A body that ended and that no event which happened gives an heir. Functions that moved, a "
        "buyer, and the heirs of the group to which it belonged are shown, but are no succession "
        "of its own. No recorded heir does not mean that nobody took over its work.",
        dates="Counted where the end lies certainly not after now. " + AS_OF_RULE,
    ),
    Measure(
        "reunion", "Split and put together again",
        "A body whose place several took, and the first body in which the lines of two or more of "
        "them run together again.",
        formula="day of the last succession into the reunited body less day of the split",
        dates="Years are as short and as long as imprecise days allow.",
    ),
    Measure(
        "revival", "A name that came back",
        "A body that ended, and the next to bear one of its names (label, alias or dated name, "
        "compared by letters and digits) from its end on. A name may come back for something else: "
        "the column says whether the second descends from the first.",
        dates="A dated name counts from its day, any other from the birth of the body; bearers "
        "without that day are left out. Certain where the end cannot lie after that day.",
    ),
    Measure(
        "cycle", "Cycles",
        "Bodies that the recorded successions make each other's forerunners: either something was "
        "created anew under the same identity, or the record errs.",
        formula="strongly connected parts of two or more, and loops",
        source="Tarjan, SIAM Journal on Computing 1 (1972) 146-160", dates="Needs no dates.",
    ),
)  # fmt: skip

_YEARS = (Column("years at least", "years"), Column("years at most", "years"))


def analyse(graph: SparqlGraph) -> Analysis:
    """Return the family trees of bodies and what they show."""
    made = fam.read_families(graph)
    as_of = find_as_of(graph)
    shapes = fam.find_shapes(made.network)
    gone = _gone(made, as_of)
    tables = (
        _families(made, shapes, as_of), _oldest(made, as_of), _heirless(graph, made, gone),
        tabulate_reunions(made), tabulate_revivals(graph, made), tabulate_cycles(made),
    )  # fmt: skip
    return Analysis(
        "lineage", "Lineage of bodies",
        "Who came from whom, what was split and put together again, what ended without an heir?",
        as_of.isoformat() if as_of else None, MEASURES, tables,
        _sentences(made, shapes, tables, len(gone)), _limits(made, as_of), _figures(tables),
    )  # fmt: skip


def _families(made: Families, shapes: list[Shape], as_of: date | None) -> Table:
    rows_: list[tuple[Value, ...]] = []
    for shape in shapes:
        alive = [body for body in shape.members if made.is_alive(body, as_of)]
        known = [(found, body) for body in shape.members
                 if (found := fam.first_known(made, [body]))]  # fmt: skip
        (_, since), first = min(known, default=((date.max, None), shape.members[0]))
        rows_.append((
            made.label(first), since, len(shape.members), shape.depth, shape.width,
            len(shape.merged), len(shape.split), len(alive),
            "; ".join(sorted(made.label(body) for body in alive)) or None,
        ))  # fmt: skip
    return Table(
        "families", "Family trees",
        (Column("oldest member"), Column("known since"), Column("bodies", "bodies"),
         Column("depth", "successions"), Column("width", "bodies"), Column("mergers", "bodies"),
         Column("splits", "bodies"), Column("of today", "bodies"), Column("who")),
        tuple(rows_), tuple(shape.members for shape in shapes), fam.QUERY, "family",
    )  # fmt: skip


def _oldest(made: Families, as_of: date | None) -> Table:
    found = []
    for body, line in fam.find_oldest(made).items():
        if not made.is_alive(body, as_of):
            continue
        by, since = fam.first_known(made, line) or (None, None)
        born = made.born.get(line[0])
        least = max(0.0, (as_of - by).days / DAYS_A_YEAR) if as_of and by else None
        most = max(0.0, (as_of - born.earliest).days / DAYS_A_YEAR) if as_of and born else None
        steps = list(pairwise(line))
        events = [e for a, b in steps for e in made.events(a, b)]
        laws = list(dict.fromkeys(law for e in events for law in sorted(made.laws.get(e, []))))
        chain = made.label(line[0]) + "".join(
            f" → {made.label(b)}" + (f" ({in_words(day)})" if (day := made.day(a, b)) else "")
            for a, b in steps
        )
        row = (made.label(body), made.label(line[0]), since, least, most,
               len(steps), chain, "; ".join(laws) or None)  # fmt: skip
        found.append((by or date.max, body, row, tuple(dict.fromkeys([*line, *events]))))
    found.sort(key=lambda f: f[:2])
    return Table(
        "oldest", "The oldest forerunner of each body of today",
        (Column("body"), Column("oldest forerunner"), Column("known since"), *_YEARS,
         Column("steps", "successions"), Column("line"), Column("laws")),
        tuple(row for *_, row, _ in found), tuple(ids for *_, ids in found), fam.QUERY, "oldest",
        "Laws as recorded for the steps of the line; a step without one names none.",
    )  # fmt: skip


def _heirless(graph: SparqlGraph, made: Families, gone: list[str]) -> Table:
    taken: dict[str, set[str]] = defaultdict(set)
    groups: dict[str, set[str]] = defaultdict(set)
    for row in rows(graph, TAKEN_UP):
        taken[row["body"]].add(row.get("label", row["by"]))
    for row in rows(graph, GROUPS):
        if row["group"] in made.network:
            groups[row["body"]] |= set(made.network.successors(row["group"]))
    lost = [body for body in gone if not made.network.out_degree(body)]
    rows_ = tuple(
        (made.label(b), str(made.network.nodes[b]["kind"]), in_words(made.ended[b]),
         "; ".join(sorted(taken[b])) or None,
         "; ".join(sorted(made.label(h) for h in groups[b])) or None)
        for b in lost
    )  # fmt: skip
    return Table(
        "heirless", "Ended without a recorded successor",
        (Column("body"), Column("kind"), Column("ended"), Column("functions or ownership went to"),
         Column("heirs of its group")),
        rows_, tuple((b,) for b in lost),
        fam.QUERY + TAKEN_UP + GROUPS, "heirless",
    )  # fmt: skip


def _gone(made: Families, as_of: date | None) -> list[str]:
    """Return the bodies that have certainly ended by now, the first to end first."""
    ends = [
        (end.latest, body)
        for body, end in made.ended.items()
        if body in made.network and as_of is not None and end.latest <= as_of
    ]
    return [body for _, body in sorted(ends)]


def _sentences(
    made: Families, shapes: list[Shape], tables: tuple[Table, ...], gone: int
) -> tuple[Sentence, ...]:
    families, oldest, heirless, reunited, revivals, cycles = tables
    said = []
    if families.rows:
        row = families.to_rows()[0]
        related = sum(len(shape.members) for shape in shapes)
        said.append(Sentence(
            f"{related:,} of {count(len(made.network), 'body', 'bodies')} are joined by "
            f"successions into {count(len(shapes), 'family tree')}; the largest has "
            f"{row['bodies']} members and a longest line of "
            f"{count(int(row['depth'] or 0), 'succession')}.", "family",
            families.ids[0]))  # fmt: skip
        merged = sorted({b for shape in shapes for b in shape.merged})
        split = sorted({b for shape in shapes for b in shape.split})
        said.append(Sentence(
            f"{count(len(merged), 'body took', 'bodies took')} the place of several; "
            f"{count(len(split), 'body was', 'bodies were')} parted among several.",
            "family", (*merged, *split)))  # fmt: skip
    if oldest.rows:
        row = oldest.to_rows()[0]
        age = "" if row["years at most"] is None else ", " + years(
            float(row["years at least"] or 0), float(row["years at most"])) + " ago"  # fmt: skip
        said.append(Sentence(
            f"{count(len(oldest.rows), 'body', 'bodies')} of today descend from another; the "
            f"line of {row['body']} goes furthest back, over "
            f"{count(int(row['steps'] or 0), 'succession')} to {row['oldest forerunner']}"
            + (f" ({row['known since']}{age})." if row["known since"] else "."),
            "oldest", oldest.ids[0]))  # fmt: skip
    if heirless.rows:
        lost = [ids[0] for row, ids in zip(heirless.rows, heirless.ids, strict=True)
                if not row[3] and not row[4]]  # fmt: skip
        said.append(Sentence(
            f"Of {count(gone, 'body', 'bodies')} that have ended, {len(heirless.rows)} have no "
            f"recorded successor; for {len(lost)} of these the record names neither a taker of "
            "functions, nor a buyer, nor heirs of a group.", "heirless", tuple(lost)))  # fmt: skip
    if reunited.rows:
        known = [r for r in reunited.to_rows() if r["years at least"] is not None]
        first = min(known, key=lambda r: float(r["years at most"] or 0), default=None)
        soonest = (
            f"; the soonest, parts of {first['body']}, within "
            f"{years(float(first['years at least'] or 0), float(first['years at most'] or 0))}, "
            f"in {first['together again in']}"
            if first
            else ""
        )
        parted = sorted({ids[0] for ids in reunited.ids})
        said.append(Sentence(
            f"Parts of {count(len(parted), 'body', 'bodies')} that had been divided among several "
            f"came together again{soonest}.", "reunion", tuple(parted)))  # fmt: skip
    if revivals.rows:
        said.append(Sentence(
            f"{count(len(revivals.rows), 'name was', 'names were')} borne again by another body "
            "after the first had ended: "
            + "; ".join(sorted({str(row[0]) for row in revivals.rows})[:5]) + ".",
            "revival", tuple(sorted({i for ids in revivals.ids for i in ids}))))  # fmt: skip
    if len(made.network):
        said.append(Sentence(
            f"{count(len(cycles.rows), 'cycle')} in the record, in which a body would be its own "
            "forerunner." if cycles.rows else
            "No recorded succession leads back to a body that had gone before: there is no cycle.",
            "cycle", tuple(i for ids in cycles.ids for i in ids)))  # fmt: skip
    return tuple(said)


def _limits(made: Families, as_of: date | None) -> tuple[str, ...]:
    if not len(made.network):
        return ("The graph holds no body.",)
    undated = [b for b in made.network if b not in made.born]
    pairs = list(made.network.edges)
    day_missing = sum(made.day(a, b) is None for a, b in pairs)
    return (
        f"{len(undated):,} of {count(len(made.network), 'body', 'bodies')} have no recorded "
        f"birth; {day_missing} of {count(len(pairs), 'succession')} have no day.",
        "An event with several bodies on both sides joins each with each: who took over from whom "
        "among them is not recorded, and depth and width count all of these lines.",
        "A group of bodies (as the primary care trusts) counts as one; lines are as long as the "
        "record goes back, and no older forerunner is a gap of the record as often as a fact.",
        *(() if as_of else ("Nothing is dated: no body can be said to have ended by now.",)),
    )


def _figures(tables: tuple[Table, ...]) -> tuple[Figure, ...]:
    _, oldest, _, reunited, _, _ = tables
    figures = []
    lines = [r for r in oldest.to_rows() if r["known since"] and r["years at least"] is not None]
    if lines:
        shown = lines[:SHOWN]
        names = _distinct([f"{r['body']} ← {r['oldest forerunner']}" for r in shown])
        least = tuple(float(r["years at least"] or 0) for r in shown)
        most = tuple(
            None if r["years at most"] is None else float(r["years at most"]) for r in shown
        )
        figures.append(Figure(
            "oldest", "How far back the lines of today's bodies go", FigureKind.ranges,
            (Series("years", names, least, least, most),), "years back", "",
            f"The {len(shown)} oldest of {len(lines)} dated lines. Dot: at least; line: as far as "
            "imprecise dates allow; arrow: older by an unknown time.",
        ))  # fmt: skip
    apart = [r for r in reunited.to_rows() if r["years at least"] is not None]
    if apart:
        names = _distinct([f"{r['body']} → {r['together again in']}" for r in apart])
        least = tuple(float(r["years at least"] or 0) for r in apart)
        most = tuple(float(r["years at most"] or 0) for r in apart)
        figures.append(Figure(
            "reunited", "Years until what was split came together again", FigureKind.ranges,
            (Series("years", names, least, least, most),), "years apart", "",
            "Dot: at least; line: as far as imprecise dates allow."))  # fmt: skip
    return tuple(figures)


def _distinct(names: list[str]) -> tuple[str, ...]:
    """Return names of rows, told apart where two are the same."""
    seen: dict[str, int] = defaultdict(int)
    made = []
    for name in names:
        seen[name] += 1
        made.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(made)
