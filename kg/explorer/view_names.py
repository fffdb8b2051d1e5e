"""What the views of the page are called in its addresses, read from the page's own script."""

from __future__ import annotations

import re
from functools import cache

from kg.explorer.script import find_imports, read_modules

_VIEWS = re.compile(r"^export const VIEWS = \[([\w\s,]*)\];", re.MULTILINE)
_NAME = re.compile(r"^\s+id: \"([\w-]+)\",", re.MULTILINE)
_LIST = "page/views"


@cache
def find_views() -> tuple[str, ...]:
    """Return the names of the views, in the order of their tabs."""
    modules = read_modules()
    listed = _VIEWS.search(modules[_LIST])
    homes = find_imports(_LIST, modules[_LIST])
    names = [name.strip() for name in listed[1].split(",")] if listed else []
    return tuple(_name(modules[homes[name]], name) for name in names if name)


def _name(text: str, name: str) -> str:
    """Return what an exported view calls itself: the first `id` after it."""
    begun = text.index(f"export const {name} ")
    found = _NAME.search(text, begun)
    if found is None:
        raise ValueError(f"the view {name} has no id")
    return found[1]
