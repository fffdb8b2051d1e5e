"""Answers that fit into what an assistant can hold; what is cut is said, and how to get it."""

from __future__ import annotations

import json
from typing import Any

MOST = 24_000
"""Letters of an answer."""
_CAPS = (100, 50, 30, 20, 12, 8, 5, 3, 2, 1)
"""Lengths to which the lists of an answer are cut, until it fits."""
_TEXTS = (100_000, 2_000, 500, 150)
"""Lengths to which its texts are."""
_NAMES = ("columns",)
"""Lists that are never cut: what names the parts of others."""
_TOLD = 20
"""Cuts that are told one by one."""


def fit(found: dict[str, Any], rest: str = "ask for less at once", most: int = MOST) -> str:
    """Return an answer as JSON of so many letters at the most, without what is empty in it.

    A list of `items` is cut at its end, whole items alone, and `next_offset` says where to go on;
    where one item is too long by itself, and in other answers, the lists within are cut, `cut`
    says which, and of how many, and `how_to_get_the_rest` what `rest` does.
    """
    lean = _lean(found)
    if len(text := _write(lean)) <= most:
        return text
    items = lean.get("items")
    if isinstance(items, list) and len(items) > 1:
        lean = _with_fewer(lean, items, most)
        if len(text := _write(lean)) <= most:
            return text
    for longest in _TEXTS:
        for cap in _CAPS:
            cut: list[dict[str, Any]] = []
            short = _shorten(lean, "", cap, longest, cut)
            text = _write({**short, "cut": cut[:_TOLD], "how_to_get_the_rest": rest})
            if len(text) <= most:
                return text
    return _write({"cut": "the whole answer is too long", "how_to_get_the_rest": rest})


def _with_fewer(found: dict[str, Any], items: list[Any], most: int) -> dict[str, Any]:
    """Return an answer with as many of its items as fit, one at the least."""
    room = most - len(_write({**found, "items": []})) - 200
    shown = 0
    for item in items:
        room -= len(_write(item)) + 1
        if room < 0:
            break
        shown += 1
    shown = max(shown, 1)
    return {
        **found,
        "items": items[:shown],
        "next_offset": found.get("offset", 0) + shown,
        "more": f"{shown} of {found.get('total', len(items))} are shown; ask again with "
        "offset=next_offset for the rest",
    }


def _lean(value: Any) -> Any:
    """Return plain values without what says nothing more, a source in a line with its id.

    For a reader, what is absent says the same as what is empty.
    """
    if isinstance(value, list | tuple):
        return [_lean(one) for one in value]
    if not isinstance(value, dict):
        return value
    if {"slug", "title", "locator"} <= value.keys():
        place = f", {value['locator']}" if value["locator"] else ""
        return f"{value['title']}{place} [{value['slug']}]"
    same = ("views",) if value.get("views") == value.get("line_of_time") else ()
    found = {key: _lean(one) for key, one in value.items() if key not in same}
    return {key: one for key, one in found.items() if one not in ("", None, [], {}) or one is False}


def _shorten(value: Any, at: str, cap: int, longest: int, cut: list[dict[str, Any]]) -> Any:
    """Return a value with no list and no text longer than so; what was cut is noted."""
    if isinstance(value, dict):
        kept = list(value.items())
        if len(kept) > max(cap, _TOLD) and not any(isinstance(v, dict | list) for _, v in kept):
            cut.append({"at": at, "shown": cap, "of": len(kept)})
            kept = kept[:cap]
        return {k: _shorten(v, f"{at}.{k}" if at else k, cap, longest, cut) for k, v in kept}
    if isinstance(value, list):
        most = len(value) if at.endswith(_NAMES) else cap
        if len(value) > most:
            cut.append({"at": at, "shown": most, "of": len(value)})
        return [
            _shorten(one, f"{at}[{n}]", cap, longest, cut) for n, one in enumerate(value[:most])
        ]
    if isinstance(value, str) and len(value) > longest:
        return value[: longest - 1] + "…"
    return value


def _write(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
