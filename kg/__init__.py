"""The institutional memory of institutions: build, ask and export its knowledge graph.

`open` and `build` give a `Graph`; its methods return the other types that stand here.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.analysis.measure import Analysis
    from kg.api import Graph, build, check, open
    from kg.ask.cardtext import Card, Line
    from kg.ask.diff import Change, Difference
    from kg.ask.explain import Explanation, Ground
    from kg.ask.inheritance.statement import Inheritance, Inherited, Precedent, Remark
    from kg.ask.paths import Hop
    from kg.ask.questions import Parameter, Question
    from kg.ask.said_before import Asked, Earlier, SaidBefore, Summary, ToldBody
    from kg.ask.worklist import GapKind, Lack
    from kg.engine.result import Result
    from kg.history.advice import Advice, View
    from kg.history.existence import Existence
    from kg.history.nodes import Source
    from kg.history.trees import Lineage
    from kg.index.entries import Entity, Link
    from kg.index.search import Hit
    from kg.triples.check import Finding

__version__ = "0.1.0"
__all__ = [
    "Advice",
    "Analysis",
    "Asked",
    "Card",
    "Change",
    "Difference",
    "Earlier",
    "Entity",
    "Existence",
    "Explanation",
    "Finding",
    "GapKind",
    "Graph",
    "Ground",
    "Hit",
    "Hop",
    "Inheritance",
    "Inherited",
    "Lack",
    "Line",
    "Lineage",
    "Link",
    "Parameter",
    "Precedent",
    "Question",
    "Remark",
    "Result",
    "SaidBefore",
    "Source",
    "Summary",
    "ToldBody",
    "View",
    "__version__",
    "build",
    "check",
    "open",
]
_HOMES = {
    "kg.analysis.measure": ("Analysis",),
    "kg.api": ("Graph", "build", "check", "open"),
    "kg.ask.cardtext": ("Card", "Line"),
    "kg.ask.diff": ("Change", "Difference"),
    "kg.ask.explain": ("Explanation", "Ground"),
    "kg.ask.inheritance.statement": ("Inheritance", "Inherited", "Precedent", "Remark"),
    "kg.ask.paths": ("Hop",),
    "kg.ask.questions": ("Parameter", "Question"),
    "kg.ask.said_before": ("Asked", "Earlier", "SaidBefore", "Summary", "ToldBody"),
    "kg.ask.worklist": ("GapKind", "Lack"),
    "kg.engine.result": ("Result",),
    "kg.history.advice": ("Advice", "View"),
    "kg.history.existence": ("Existence",),
    "kg.history.nodes": ("Source",),
    "kg.history.trees": ("Lineage",),
    "kg.index.entries": ("Entity", "Link"),
    "kg.index.search": ("Hit",),
    "kg.triples.check": ("Finding",),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    """Load a public name only when it is used; `kg --help` needs none of them."""
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module 'kg' has no attribute '{name}'")


def __dir__() -> list[str]:
    return __all__
