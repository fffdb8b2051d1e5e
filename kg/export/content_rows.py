"""What the tables of a graph are made of: nodes with their edges, claims and sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from kg.export.typed_columns import Value
from kg.model.dates import Span


class Citing(NamedTuple):
    """A source, by its IRI, and the place in it; empty where none is given."""

    source: str
    locator: str


class Bounds(NamedTuple):
    """Between which days something began, and ended; None where that is not known."""

    start: Span | None
    end: Span | None


class Edge(NamedTuple):
    """What a node has to do with another; `claims` are the IRIs of those that state it."""

    subject: str
    property: str
    object: str
    days: Bounds
    is_derived: bool
    is_mirror: bool
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceRow:
    """What facts rest on; texts that are not known are empty."""

    id: str
    title: str = ""
    publisher: str = ""
    date: str = ""
    days: Span | None = None
    kind: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class NodeRow:
    """A node: `values` are those of its columns, by the name of the column, in order."""

    id: str
    kind: str
    label: str
    names: tuple[str, ...]
    """Everything that it is called, the label first."""
    types: tuple[str, ...]
    days: Bounds
    date: Span | None
    values: dict[str, list[Value]]
    edges: list[Edge]
    sources: tuple[Citing, ...]
    source: SourceRow | None
    """What is told of it as a source, if it is one."""


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A statement with its sources: its object is a node, or else a value as text."""

    id: str
    subject: str
    property: str
    object: str
    value: str
    rank: str
    confidence: str
    counts: bool
    start: str
    end: str
    days: Bounds
    note: str
    sources: tuple[Citing, ...]
