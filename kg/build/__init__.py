"""Rows become a checked graph: encode, infer, check.

`kg.build(folder)` is also how Python builds a graph. Importing this package puts it under that
very name, so the package itself can be called and does the same.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any


class _Callable(ModuleType):
    """A package that can be called."""

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        """Build a graph, as `kg.api.build` does."""
        return import_module("kg.api").build(*arguments, **options)


sys.modules[__name__].__class__ = _Callable
