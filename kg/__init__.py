"""The institutional memory of NHS IT: build, ask and export its knowledge graph."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.api import Graph, build, open

__version__ = "0.1.0"
__all__ = ["Graph", "__version__", "build", "open"]


def __getattr__(name: str) -> Any:
    """Load the Python face only when it is used; `kg --help` needs none of it."""
    if name in ("Graph", "build", "open"):
        return getattr(import_module("kg.api"), name)
    raise AttributeError(f"module 'kg' has no attribute '{name}'")
