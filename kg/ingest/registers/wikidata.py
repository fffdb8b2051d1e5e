"""Items of Wikidata, in JSON: a year stays a year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kg.ingest.match import Sought
from kg.ingest.proposals import Proposal
from kg.ingest.registers.drafts import Cells, Drafts, Linked, Register, life_of, reject
from kg.ingest.registers.nested import at, objects_at, text_at
from kg.ingest.registers.opening import read_json
from kg.ingest.registers.successions import StatedSuccession, draft_successions

SCHEME = "wikidata"
_BEGAN, _ENDED, _REPLACES, _REPLACED_BY = "P571", "P576", "P1365", "P1366"
_PARENT, _WEBSITE, _PERSON = "P749", "P856", "Q5"
_DIGITS = {11: 10, 10: 7, 9: 4}
"""Precision of a date -> letters of it that are known."""
_DECADE = 8
_TABLES = {"Body": "bodies", "Unit": "bodies", "BodyGroup": "bodies", "Company": "bodies",
           "Programme": "programmes", "System": "systems"}  # fmt: skip
"""Kind of a thing that begins and ends -> the table of its row."""


def read(paths: Sequence[Path], drafts: Drafts) -> Iterator[Proposal]:
    """Yield the codes, dates, parents and successions of some items."""
    items = {str(one["id"]): one for path in paths for one in _items(path)}
    linked = {code: _link(code, one, drafts) for code, one in items.items()}
    successions = []
    for code, one in items.items():
        mine = linked[code]
        start, end = _date(one, _BEGAN), _date(one, _ENDED)
        quote = f"{mine.name} ({code}), {start or '?'} to {end or '?'}"
        if mine.id or mine.candidates:
            yield drafts.code(mine, SCHEME, code, ("", ""), code, quote)
        entity = drafts.index.entity(mine.id) if mine.id else None
        table = _TABLES.get(entity.kind) if entity else None
        if table is not None:
            url = _website(one) if table == "bodies" else ""
            for column, cell in (("start", start), ("end", end), ("url", url)):
                if cell:
                    yield drafts.draft(table, code, quote, {"id": mine.id, column: cell})
        for parent in _targets(one, _PARENT):
            other = linked.get(parent) or _known(drafts, parent)
            if mine.id and other.id:
                cells: Cells = {"subject": mine, "property": "parentBody"}
                cells |= {"object": other, "rank": "normal", "confidence": "medium"}
                yield drafts.draft("claims", code, f"{quote}; {_PARENT} {parent}", cells)
        for predicate in (_REPLACES, _REPLACED_BY):
            for target in _targets(one, predicate):
                pair = (target, code) if predicate == _REPLACES else (code, target)
                successions.append(_step(pair, items, linked, drafts))
    yield from draft_successions(drafts, successions)


def _items(path: Path) -> list[Mapping[str, Any]]:
    whole = read_json(path)
    if isinstance(whole, dict) and isinstance(whole.get("entities"), dict | list):
        whole = whole["entities"]
    if isinstance(whole, dict):
        whole = [whole] if "claims" in whole else list(whole.values())
    if not isinstance(whole, list) or not whole or not all(map(_is_item, whole)):
        raise reject(path, "holds no items of Wikidata; expected {'entities': {'Q…': {'claims'}}}")
    return whole


def _is_item(one: object) -> bool:
    return (
        isinstance(one, dict)
        and bool(text_at(one, "id"))
        and isinstance(one.get("claims"), dict | list)
    )


def _link(code: str, one: Mapping[str, Any], drafts: Drafts) -> Linked:
    names = (text_at(one, "labels", language, "value") for language in ("en", "en-gb"))
    name = next(filter(None, names), code)
    kinds = ("Person",) if _PERSON in _targets(one, "P31") else tuple(_TABLES)
    life = life_of(_date(one, _BEGAN), _date(one, _ENDED)) if kinds != ("Person",) else (None, None)
    return drafts.link(Sought(name, kinds, life, (SCHEME, code)))


def _known(drafts: Drafts, code: str) -> Linked:
    """Return what the record says bears a code of which the file holds no item."""
    found = drafts.matcher.bearer(SCHEME, code, "")
    return Linked(f"{SCHEME}:{code}", found.id, found.how, found.candidates)


def _step(
    pair: tuple[str, str],
    items: Mapping[str, Mapping[str, Any]],
    linked: Mapping[str, Linked],
    drafts: Drafts,
) -> StatedSuccession:
    old, new = (linked.get(code) or _known(drafts, code) for code in pair)
    day = _date(items[pair[0]], _ENDED) if pair[0] in items else ""
    day = day or (_date(items[pair[1]], _BEGAN) if pair[1] in items else "")
    quote = f"{old.name} replaced by {new.name}, {day or 'no date'}"
    return StatedSuccession(old, new, day, " ".join(pair), quote)


def _best(one: Mapping[str, Any], predicate: str) -> list[Any]:
    """Return the values of a property that count: the preferred, or else the normal."""
    ranked: dict[str, list[Any]] = {"preferred": [], "normal": []}
    for claim in objects_at(one, "claims", predicate):
        value = at(claim, "mainsnak", "datavalue", "value")
        rank = text_at(claim, "rank") or "normal"
        if value is not None and rank in ranked:
            ranked[rank].append(value)
    return ranked["preferred"] or ranked["normal"]


def _date(one: Mapping[str, Any], predicate: str) -> str:
    """Return a date at its precision; none where there are several, or it is coarser."""
    dates = {read_time(value) for value in _best(one, predicate)} - {""}
    return dates.pop() if len(dates) == 1 else ""


def read_time(value: Any) -> str:
    """Return a time of Wikidata as the tables write it; none where a decade is not known.

    >>> read_time({"time": "+2013-01-01T00:00:00Z", "precision": 9})
    '2013'
    >>> read_time({"time": "+1990-00-00T00:00:00Z", "precision": 8})
    '199X'
    """
    time, precision = text_at(value, "time"), at(value, "precision")
    if not time.startswith("+") or len(time) < len("+2013-01-01"):
        return ""
    text = time[1:]
    if precision == _DECADE:
        return f"{text[:3]}X"
    digits = _DIGITS.get(precision, 0) if isinstance(precision, int) else 0
    return text[:digits]


def _targets(one: Mapping[str, Any], predicate: str) -> list[str]:
    return [code for value in _best(one, predicate) if (code := text_at(value, "id"))]


def _website(one: Mapping[str, Any]) -> str:
    found = [value for value in _best(one, _WEBSITE) if isinstance(value, str)]
    return found[0] if len(found) == 1 else ""


REGISTER = Register("wikidata", "Items of Wikidata", "JSON of one item or several", read)
