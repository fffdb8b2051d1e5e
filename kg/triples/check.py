"""Check a graph: ask the store for every node that breaks a shape, and name its row.

Never run pySHACL over an oxrdflib graph instead: it reports wrong violations there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kg.errors import UsageError
from kg.model import schema
from kg.model.fields import Cell
from kg.model.terms import SHIPPED, Space
from kg.model.vocabulary import Vocabulary
from kg.triples.shapes import Constraint

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kg.read.facts import Facts

_IRI = re.compile(r"<([^<>]*)>")
Answer = tuple[Set[str], "list[ox.QuerySolution]"]
"""The variables that a constraint answers with, and what breaks it."""


class Places(Protocol):
    """Knows the table and the row number that a node came from."""

    def get(self, node: str, /) -> tuple[str, int] | None:
        """Return them by the IRI of the node; None where no row is of it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong with the graph: what, how bad, and the row that caused it.

    `severity` is violation, warning or info. `place` is `file:row[:column]`, or the CURIE of the
    node where no row made it; what is of a whole file has no `focus`; `value` is the offending
    value in N-Triples form, or "".
    """

    shape: str
    component: str
    severity: str
    focus: str
    value: str
    place: str
    message: str
    space: Space = SHIPPED
    kind: str = ""
    """What is wrong, in words that all findings of the kind share."""
    path: str = ""
    """The SPARQL property path from the node to the values, where no column says it."""

    def __str__(self) -> str:
        severity = "" if self.severity == "violation" else f"{self.space.compress(self.severity)}: "
        path = _IRI.sub(lambda iri: self.space.compress(iri[1]), self.path)
        where = f"{self.space.slug(self.focus)} {path}".rstrip() + ": " * bool(self.focus)
        found = f"; found {self._shown}" if self.value else ""
        return f"{self.place}: {severity}{where}{self.message}{found} [{self.shape}]"

    @property
    def _shown(self) -> str:
        """The value: an IRI by its id or CURIE, the datatype of a literal too."""
        if self.value.startswith("<"):
            return self.space.slug(self.value[1:-1])
        text, mark, datatype = self.value.rpartition("^^<")
        return f"{text}^^{self.space.compress(datatype[:-1])}" if mark else self.value


def check(
    store: ox.Store,
    constraints: Sequence[Constraint],
    vocabulary: Vocabulary,
    origins: Places,
    folder: Path,
    jobs: int | None = None,
) -> list[Finding]:
    """Return everything in a store that breaks a constraint, the worst first, then by place.

    So many constraints are asked at once as `jobs` says; as many as suits the machine without it.
    """
    columns = _columns(vocabulary)
    findings: set[Finding] = set()
    for constraint, answer in _ask_all(store, constraints, vocabulary.space, jobs):
        names, solutions = answer
        for solution in solutions:
            node = solution["this"]
            focus = node.value
            value = solution["value"] if "value" in names else None
            findings.add(
                Finding(
                    constraint.shape,
                    constraint.component,
                    constraint.severity.lower(),
                    focus,
                    "" if value is None or value.value == focus else str(value),
                    _place(store, node, constraint.path, columns, origins, folder)
                    or vocabulary.space.compress(focus),
                    constraint.message,
                    vocabulary.space,
                    constraint.message,
                )
            )
    order = {"violation": 0, "warning": 1, "info": 2}
    return sorted(
        findings,
        key=lambda f: (order[f.severity], *_sort_place(f.place), f.shape, f.component, f.value),
    )


def _ask_all(
    store: ox.Store, constraints: Sequence[Constraint], space: Space, jobs: int | None
) -> Iterator[tuple[Constraint, Answer]]:
    """Yield each constraint with its answer; several are asked at once."""
    import pyoxigraph as ox

    def ask(constraint: Constraint) -> Answer:
        try:
            answer = store.query(constraint.query, prefixes=space.prefixes)
        except SyntaxError as error:
            raise UsageError(f"ontology/shapes.ttl: {constraint.shape}: {error.msg}") from None
        if not isinstance(answer, ox.QuerySolutions):
            raise UsageError(f"ontology/shapes.ttl: {constraint.shape}: is not a SELECT")
        return {variable.value for variable in answer.variables}, list(answer)

    with ThreadPoolExecutor(jobs) as pool:
        yield from zip(constraints, pool.map(ask, constraints), strict=True)


def find_noted(facts: Facts, space: Space, folder: Path) -> list[Finding]:
    """Return a warning for each thing that is to be told of a file though it was read rightly."""
    return [
        Finding(
            "form",
            "table",
            "warning",
            "",
            "",
            f"{folder / table}.csv:{fault.row}",
            fault.problem,
            space,
            f"{table}.csv is read, but see its form",
        )
        for table, fault in facts.noted
    ]


def _place(
    store: ox.Store,
    node: ox.NamedNode | ox.BlankNode | ox.Literal,
    path: str,
    columns: Mapping[tuple[str, str], str],
    origins: Places,
    folder: Path,
) -> str:
    """Return where a node came from; a node of no row is placed by the row that points to it.

    Nothing where there is none.
    """
    origin = origins.get(node.value)
    if origin is None:
        pointing = store.quads_for_pattern(None, None, node, None)
        found = (origins.get(getattr(quad.subject, "value", "")) for quad in pointing)
        origin = min(filter(None, found), default=None)
        if origin is None:
            return ""
    table, row = origin
    column = columns.get((table, path), "")
    return f"{folder / table}.csv:{row}{':' + column if column else ''}"


def _columns(vocabulary: Vocabulary) -> dict[tuple[str, str], str]:
    """Return (table, property IRI) -> the column that the property is written from."""
    found = {}
    for table in schema.TABLES:
        for column in table.columns:
            names = [column.term, *(column.roles or {}).values()]
            if column.cell is Cell.EVIDENCE:
                names.append("evidence")
            for name in filter(None, names):
                iri = vocabulary.terms[name].iri
                found[table.name, iri] = column.name
                for bound in ("Earliest", "Latest"):
                    found[table.name, iri + bound] = column.name
    return found


def _sort_place(place: str) -> tuple[str, int, str]:
    file, _, rest = place.partition(".csv:")
    row, _, column = rest.partition(":")
    return file, int(row) if row.isdigit() else 0, column
