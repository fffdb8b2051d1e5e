"""The numbers that open the page: each with its definition and the ids of what makes it up."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from kg.engine.graph import SparqlGraph
from kg.history.advice import CONTESTED, NOT_ENACTED, read_advice
from kg.history.counts import (
    NATIONAL,
    Total,
    count_advice,
    count_national,
    find_median_life,
    say_advice,
)
from kg.history.lives import Life, public_kinds, read_lives
from kg.history.reorganisations import LARGE, read_reorganisations
from kg.model.dates import DAYS_A_YEAR, say
from kg.model.spelling import count

Row = dict[str, Any]

_DECADE = 10


def headline(
    graph: SparqlGraph,
    now: date | None,
    tiers: Collection[str] = NATIONAL,
    is_part: bool = False,
) -> list[Row]:
    """Return the headline: rows of `id`, `value`, `label`, `note` (the definition), `view`, `ids`.

    A number that nothing makes up is left out; those of a part say that they are counted in it.
    """
    lives = read_lives(graph, now, public_kinds(graph))
    national = count_national(lives, tiers)
    found = [
        _bodies(national),
        _lifetime(lives, national["whole-national-lives"]),
        _reorganisations(graph, now),
        _advice(graph),
    ]
    made = [row for row in found if row is not None and row["ids"]]
    return [*map(_in_part, made)] if is_part else made


def _in_part(row: Row) -> Row:
    """Return a number of a part, such that nobody takes it for one of the whole."""
    label = row["label"].removesuffix(" on record") + ", in this part"
    return row | {"label": label, "note": f"{row['note']} Counted in this part of the graph alone."}


def _bodies(national: dict[str, Total]) -> Row:
    total = national["national-bodies"]
    return {
        "id": total.name,
        "value": f"{total.value:,}",
        "label": f"{total.words} on record",
        "note": "All bodies and units of the national tier, of whatever time; "
        f"{national['ended-national-bodies'].value:,} are known to have ended.",
        "view": "genealogy",
        "ids": [*total.ids],
    }


def _lifetime(lives: Sequence[Life], total: Total) -> Row | None:
    median = find_median_life(lives, total)
    if median is None:
        return None
    first, last = (f"{years:.1f}" for years in median)
    return {
        "id": "lifetimes",
        "value": first if first == last else f"{first}–{last}",
        "label": "years: the median life of those that have ended",
        "note": f"Median of the {total.value} national bodies and units whose beginning and end "
        "are both recorded, as short and as long as their dates allow. Those without a recorded "
        "end are not counted, so it says how long what ended had lasted.",
        "view": "table",
        "ids": [*total.ids],
    }


def _reorganisations(graph: SparqlGraph, now: date | None) -> Row | None:
    found = [r for r in read_reorganisations(graph, now) if r.day is not None]
    if not found:
        return None
    days = [r.day for r in found if r.day is not None]
    first, last = min(d.earliest for d in days), max(d.latest for d in days)
    years = (last - first).days / DAYS_A_YEAR
    decades = years / _DECADE
    large = sum(r.size >= LARGE for r in found)
    return {
        "id": "reorganisations",
        "value": _rounded(len(found) / decades) if decades > 1 else f"{len(found)}",
        "label": "reorganisations a decade" if decades > 1 else "reorganisations",
        "note": f"{len(found)} recorded changes, with all their parts, that created, ended, "
        f"enlarged or reduced a body, in the {years:.0f} years from {say(f'{first:%Y-%m}')} to "
        f"{say(f'{last:%Y-%m}')}; {large} of them touched at least {LARGE} bodies.",
        "view": "table",
        "ids": [r.id for r in found],
    }


def _rounded(number: float) -> str:
    return f"{number:.1f}" if number < _DECADE else f"{number:.0f}"


def _advice(graph: SparqlGraph) -> Row:
    advice, whole = read_advice(graph, is_brief=True)
    totals = count_advice(advice, whole)
    missed = totals[NOT_ENACTED]
    contested = len({*missed.ids} & {*totals[CONTESTED].ids})
    own = len({*missed.ids} & {*totals["own-reading"].ids})
    return {
        "id": "not-enacted",
        "value": f"{missed.value:,}",
        "label": f"of {count(len(advice), 'recommendation')} were not enacted",
        "note": "Recommendations of which whoever has the highest say said last that they were not "
        f"enacted: {own} by this project’s own reading of the sources alone; on {contested} "
        "assessors differ. Others were enacted in part, are in progress, or nobody has said. In "
        f"all there are {say_advice(advice, whole)}; only the former are counted.",
        "view": "recommendations",
        "ids": [*missed.ids],
    }
