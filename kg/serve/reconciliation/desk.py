"""What a reconciliation service needs of a record, opened once: names, classes, registers."""

from __future__ import annotations

from typing import Any

from kg.api import Graph
from kg.engine.graph import text_of
from kg.engine.store import LocalGraph
from kg.index.index import Index
from kg.index.kinds import kinds_of
from kg.ingest.match import matcher_of
from kg.ingest.reconcile import Reconciler

_REGISTERS = """
SELECT ?word ?label WHERE { ?register nhsit:codeForm ?form ; skos:notation ?word .
  OPTIONAL { ?register skos:prefLabel ?label } } ORDER BY ?word"""


class Desk:
    """One record, ready to be asked."""

    def __init__(self, graph: LocalGraph, index: Index, api: Graph) -> None:
        self.graph, self.index, self.api = graph, index, api
        self.reconciler = Reconciler(matcher_of(graph))
        self.kinds = {
            kind: label or kind
            for kind, label in sorted(kinds_of(index, index.kinds()).items())
            if kind != "Source"
        }
        """The classes that things have, with their words."""
        found: Any = graph.query(_REGISTERS)
        self.registers = {
            text_of(word): text_of(label) if label is not None else text_of(word)
            for word, label in found
        }
        """The registers of codes, with their words."""

    def type_of(self, kind: str) -> dict[str, str]:
        """Return a class as the protocol names it."""
        return {"id": kind, "name": self.kinds.get(kind, kind)}
