"""What `lineage` says in words: its measures, its sentences and what it leaves out."""

from __future__ import annotations

from collections.abc import Iterable

from kg.analysis.lineage.finding import LineageFinding
from kg.analysis.measure import Measure, Sentence
from kg.history.solutions import AS_OF_RULE
from kg.model.spelling import count, years

NAMES_SAID = 5
"""Names that came back which the sentence lists."""

MEASURES = (
    Measure(
        name="family",
        title="Family tree",
        definition="Bodies, groups of bodies, units and companies joined by successions: an event "
        "that "
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
        name="oldest",
        title="Oldest forerunner",
        definition="For each body of today with a recorded forerunner, the one that is known to "
        "have existed "
        "first, with the shortest line from it. Of today: not ended as far as the graph records.",
        formula="as-of day less the day by which the forerunner existed",
        dates="A body exists by the latest day that its birth can mean; without a birth, by the "
        "first day of its end (so 'by'), or else by that of its earliest dated heir on the line. "
        "Years are at least those since that day, at most those since the earliest day of the "
        "birth; without a birth there is no most. " + AS_OF_RULE,
    ),
    Measure(
        name="heirless",
        title="Ended without a recorded successor",
        definition="A body that ended and that no event which happened gives an heir. Functions "
        "that moved, a "
        "buyer, and the heirs of the group to which it belonged are shown, but are no succession "
        "of its own. No recorded heir does not mean that nobody took over its work.",
        dates="Counted where the end lies certainly not after now. " + AS_OF_RULE,
    ),
    Measure(
        name="reunion",
        title="Split and put together again",
        definition="A body whose place several took, and the first body in which the lines of two "
        "or more of "
        "them run together again.",
        formula="day of the last succession into the reunited body less day of the split",
        dates="Years are as short and as long as imprecise days allow.",
    ),
    Measure(
        name="revival",
        title="A name that came back",
        definition="A body that ended, and the next to bear one of its names (label, alias or "
        "dated name, "
        "compared by letters and digits) from its end on. A name may come back for something else: "
        "the column says whether the second descends from the first.",
        dates="A dated name counts from its day, any other from the birth of the body; bearers "
        "without that day are left out. Certain where the end cannot lie after that day.",
    ),
    Measure(
        name="cycle",
        title="Cycles",
        definition="Bodies that the recorded successions make each other's forerunners: either "
        "something was "
        "created anew under the same identity, or the record errs.",
        formula="strongly connected parts of two or more, and loops",
        source="Tarjan, SIAM Journal on Computing 1 (1972) 146-160",
        dates="Needs no dates.",
    ),
)


def say(found: LineageFinding) -> Iterable[Sentence]:
    """Yield what the finding says, from family trees to cycles."""
    yield from _of_trees(found)
    yield from _of_descents(found)
    yield from _of_heirless(found)
    yield from _of_returns(found)
    if not len(found.families.network):
        return
    cycles = found.cycles
    yield Sentence(
        f"{count(len(cycles), 'cycle')} in the record, in which a body would be its own forerunner."
        if cycles
        else "No recorded succession leads back to a body that had gone before: there is no cycle.",
        "cycle",
        tuple(body for cycle in cycles for body in cycle),
    )


def _of_trees(found: LineageFinding) -> Iterable[Sentence]:
    shapes = [tree.shape for tree in found.trees]
    if not shapes:
        return
    related = sum(len(shape.members) for shape in shapes)
    bodies = count(len(found.families.network), "body", "bodies")
    largest = shapes[0]
    yield Sentence(
        f"{related:,} of {bodies} are joined by successions into "
        f"{count(len(shapes), 'family tree')}; the largest has {len(largest.members)} members and "
        f"a longest line of {count(largest.depth, 'succession')}.",
        "family",
        largest.members,
    )
    merged = sorted({body for shape in shapes for body in shape.merged})
    split = sorted({body for shape in shapes for body in shape.split})
    yield Sentence(
        f"{count(len(merged), 'body took', 'bodies took')} the place of several; "
        f"{count(len(split), 'body was', 'bodies were')} parted among several.",
        "family",
        (*merged, *split),
    )


def _of_descents(found: LineageFinding) -> Iterable[Sentence]:
    if not found.descents:
        return
    first, label = found.descents[0], found.families.label
    since = ""
    if first.since is not None:
        age = ""
        if first.least is not None and first.most is not None:
            age = f", {years(first.least, first.most)} ago"
        since = f" ({first.since}{age})"
    yield Sentence(
        f"{count(len(found.descents), 'body', 'bodies')} of today descend from another; the "
        f"line of {label(first.body)} goes furthest back, over "
        f"{count(first.steps, 'succession')} to {label(first.oldest)}{since}.",
        "oldest",
        tuple(dict.fromkeys([*first.line, *first.events])),
    )


def _of_heirless(found: LineageFinding) -> Iterable[Sentence]:
    if found.heirless:
        lost = tuple(one.body for one in found.heirless if one.is_lost)
        yield Sentence(
            f"Of {count(len(found.gone), 'body', 'bodies')} that have ended, "
            f"{len(found.heirless)} have no recorded successor; for {len(lost)} of these the "
            "record names neither a taker of functions, nor a buyer, nor heirs of a group.",
            "heirless",
            lost,
        )


def _of_returns(found: LineageFinding) -> Iterable[Sentence]:
    label = found.families.label
    if found.reunited:
        known = [(again.reunion, again.apart) for again in found.reunited if again.apart]
        soonest = ""
        if known:
            first, apart = min(known, key=lambda pair: pair[1][1])
            soonest = (
                f"; the soonest, parts of {label(first.split)}, within {years(*apart)}, in "
                f"{label(first.reunited)}"
            )
        parted = sorted({again.reunion.split for again in found.reunited})
        yield Sentence(
            f"Parts of {count(len(parted), 'body', 'bodies')} that had been divided among several "
            f"came together again{soonest}.",
            "reunion",
            tuple(parted),
        )
    if found.revivals:
        names = sorted({again.revival.name for again in found.revivals})[:NAMES_SAID]
        yield Sentence(
            f"{count(len(found.revivals), 'name was', 'names were')} borne again by another body "
            f"after the first had ended: {'; '.join(names)}.",
            "revival",
            tuple(sorted({body for again in found.revivals for body in again.ids})),
        )


def tell_limits(found: LineageFinding) -> Iterable[str]:
    """Yield what the numbers leave out."""
    made = found.families
    if not len(made.network):
        yield "The graph holds no body."
        return
    undated = sum(body not in made.born for body in made.network)
    pairs = list(made.network.edges)
    day_missing = sum(made.day(a, b) is None for a, b in pairs)
    yield (
        f"{undated:,} of {count(len(made.network), 'body', 'bodies')} have no recorded birth; "
        f"{day_missing} of {count(len(pairs), 'succession')} have no day."
    )
    yield (
        "An event with several bodies on both sides joins each with each: who took over from whom "
        "among them is not recorded, and depth and width count all of these lines."
    )
    yield (
        "A group of bodies (as the primary care trusts) counts as one; lines are as long as the "
        "record goes back, and no older forerunner is a gap of the record as often as a fact."
    )
    if found.as_of is None:
        yield "Nothing is dated: no body can be said to have ended by now."
