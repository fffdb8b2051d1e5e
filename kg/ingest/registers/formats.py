"""The formats of registers that can be read, by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from kg.engine.graph import SparqlGraph, text_of
from kg.errors import UsageError
from kg.ingest.match import Matcher
from kg.ingest.proposals import Proposal
from kg.ingest.registers.drafts import Drafts, Register
from kg.model.nearest import did_you_mean

_MODULES = ("ods", "ord_json", "govuk", "wikidata", "parlparse", "ifg", "ocds", "companies_house",
            "legislation")  # fmt: skip


def find_registers() -> Mapping[str, Register]:
    """Return each format that needs no mapping, by name."""
    found = (import_module(f"kg.ingest.registers.{name}").REGISTER for name in _MODULES)
    return {register.name: register for register in found}


def find_register(name: str, known: Mapping[str, Register]) -> Register:
    """Return the format of a name; UsageError where there is none."""
    if name not in known:
        hint = did_you_mean(name, known) or f"; expected {', '.join(known)}"
        raise UsageError(f"no format is called '{name}'{hint}")
    return known[name]


def identifying_schemes(graph: SparqlGraph) -> frozenset[str]:
    """Return the schemes each of whose codes only one thing ever has, by their words."""
    query = "SELECT ?word WHERE { ?register nhsit:identifies true ; skos:notation ?word }"
    solutions: Any = graph.query(query)
    return frozenset(text_of(solution[0]) for solution in solutions)


def read_register(
    register: Register, paths: Sequence[Path], matcher: Matcher, source: str
) -> Iterator[Proposal]:
    """Yield what files of a format propose, each proposal once."""
    seen: set[str] = set()
    for proposal in register.read(paths, Drafts(matcher, source, register.reader)):
        digest = proposal.digest
        if digest not in seen:
            seen.add(digest)
            yield proposal
