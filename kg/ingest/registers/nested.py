"""Look into JSON of which nobody promises the shape: what is missing, or is otherwise, is empty."""

from __future__ import annotations

from typing import Any


def at(value: Any, *keys: str) -> Any:
    """Return what stands under some keys, one in the other; None where one is missing.

    >>> at({"a": {"b": 1}}, "a", "b"), at({"a": []}, "a", "b")
    (1, None)
    """
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def text_at(value: Any, *keys: str) -> str:
    """Return a text or a number that stands under some keys, as a text; else nothing.

    >>> text_at({"a": 7}, "a"), text_at({"a": [7]}, "a"), text_at({}, "a")
    ('7', '', '')
    """
    found = at(value, *keys)
    return str(found) if isinstance(found, str | int | float) else ""


def object_at(value: Any, *keys: str) -> dict[str, Any]:
    """Return an object that stands under some keys; else an empty one."""
    found = at(value, *keys)
    return found if isinstance(found, dict) else {}


def objects_at(value: Any, *keys: str) -> list[dict[str, Any]]:
    """Return the objects of a list that stands under some keys, or the one that does.

    >>> objects_at({"a": [{"b": 1}, 2]}, "a"), objects_at({"a": {"b": 1}}, "a"), objects_at(1, "a")
    ([{'b': 1}], [{'b': 1}], [])
    """
    found = at(value, *keys)
    several = found if isinstance(found, list) else [found]
    return [one for one in several if isinstance(one, dict)]
