"""The numbers that open the page: each with its definition and the ids of what makes it up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from statistics import median
from typing import Any

from kg.engine.graph import SparqlGraph
from kg.history.advice import read_advice
from kg.history.record import DAYS_A_YEAR
from kg.history.reorganisations import LARGE, read_reorganisations
from kg.model.dates import PartialDate

Row = dict[str, Any]

_NATIONAL = "NationalTier"
_BODIES = {"Body", "Unit"}
_NOT_ENACTED = "NotEnacted"
_DECADE = 10


def headline(graph: SparqlGraph, data: Mapping[str, Any]) -> list[Row]:
    """Return the headline: rows of `id`, `value`, `label`, `note` (the definition), `view`, `ids`.

    A number that nothing makes up is left out.
    """
    found = [_bodies(data), _lifetime(data), _reorganisations(graph, data), *_advice(graph)]
    return [row for row in found if row is not None and row["ids"]]


def _national(data: Mapping[str, Any]) -> Iterable[Row]:
    return (t for t in data["things"] if t["kind"] in _BODIES and t.get("tier") == _NATIONAL)


def _changes(data: Mapping[str, Any]) -> list[tuple[date, date, Row]]:
    """Return the general reorganisations, which group events, with their first and last day."""
    found = []
    for event in data["events"]:
        day = _day(event.get("date"))
        happened = event.get("status", "Happened") == "Happened"
        if event["kind"] == "Reorganisation" and happened and day is not None:
            found.append((*day, event))
    return sorted(found, key=lambda row: (row[0], row[2]["id"]))


def _bodies(data: Mapping[str, Any]) -> Row | None:
    changes = _changes(data)
    since = changes[0][0] if changes else None
    ids = []
    for thing in _national(data):
        ended = _life(thing, "ended", "end")
        if since is None or ended is None or ended[1] >= since:
            ids.append(thing["id"])
    words = f" since {since.year}" if since else ""
    limit = (
        " that are not known to have ended before the first general reorganisation on record"
        if since
        else ""
    )
    return {
        "id": "national-bodies",
        "value": f"{len(ids):,}",
        "label": f"national bodies and units{words}",
        "note": f"Bodies and units of the national tier{limit}.",
        "view": "genealogy",
        "ids": ids,
    }


def _lifetime(data: Mapping[str, Any]) -> Row | None:
    lives = []
    for thing in _national(data):
        born, ended = _life(thing, "born", "start"), _life(thing, "ended", "end")
        if born and ended and born[0] <= ended[1]:
            least = max(0.0, (ended[0] - born[1]).days / DAYS_A_YEAR)
            lives.append((least, (ended[1] - born[0]).days / DAYS_A_YEAR, thing["id"]))
    if not lives:
        return None
    low, high = median(life[0] for life in lives), median(life[1] for life in lives)
    first, last = f"{low:.1f}", f"{high:.1f}"
    return {
        "id": "lifetimes",
        "value": first if first == last else f"{first}–{last}",
        "label": "years: the median life of those that have ended",
        "note": f"Median of the {len(lives)} national bodies and units whose beginning and end are "
        "both recorded, as short and as long as their dates allow. Those without a recorded end "
        "are not counted, so it says how long what ended had lasted.",
        "view": "table",
        "ids": [life[2] for life in lives],
    }


def _reorganisations(graph: SparqlGraph, data: Mapping[str, Any]) -> Row | None:
    now = date.fromisoformat(data["now"]) if data.get("now") else None
    found = [r for r in read_reorganisations(graph, now) if r.day is not None]
    if not found:
        return None
    days = [r.day for r in found if r.day is not None]
    first, last = min(d.earliest for d in days).year, max(d.latest for d in days).year
    decades = (last - first + 1) / _DECADE
    large = sum(r.size >= LARGE for r in found)
    return {
        "id": "reorganisations",
        "value": _rounded(len(found) / decades) if decades > 1 else f"{len(found)}",
        "label": "reorganisations a decade" if decades > 1 else "reorganisations",
        "note": f"{len(found)} recorded changes, with all their parts, that created, ended, "
        f"enlarged or reduced a body, from {first} to {last}; {large} of them touched at least "
        f"{LARGE} bodies.",
        "view": "table",
        "ids": [r.id for r in found],
    }


def _rounded(number: float) -> str:
    return f"{number:.1f}" if number < _DECADE else f"{number:.0f}"


def _advice(graph: SparqlGraph) -> list[Row]:
    advice, _ = read_advice(graph)
    made = len(advice)
    ids = [one.id for one in advice if one.verdict == _NOT_ENACTED]
    own = sum(one.is_own_reading for one in advice if one.verdict == _NOT_ENACTED)
    return [
        {
            "id": "not-enacted",
            "value": f"{len(ids):,}",
            "label": f"of {made:,} recommendations were not enacted",
            "note": "Recommendations whose latest assessment that says something is “not enacted”; "
            f"those on which assessors differ are not counted. In {own} the verdict is this "
            "project’s own reading of the sources. Others were enacted in part, are in progress, "
            "or nobody has said.",
            "view": "recommendations",
            "ids": ids,
        }
    ]


def _life(thing: Row, bounds: str, stated: str) -> tuple[date, date] | None:
    """Return the bounds of a beginning or an end: by its events, else as stated."""
    if bounds in thing:
        return date.fromisoformat(thing[bounds][0]), date.fromisoformat(thing[bounds][1])
    return _day(thing.get(stated))


def _day(text: str | None) -> tuple[date, date] | None:
    try:
        day = PartialDate.parse(text) if text else None
    except ValueError:
        return None
    return (day.earliest, day.latest) if day and day.earliest and day.latest else None
