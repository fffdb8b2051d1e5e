"""Write the graph as a folder of flat tables, for a spreadsheet.

One file a class, one row a node, one column a property; references come as the label of what
they refer to, with a second column of ids. Several values in a cell are separated by ` | `.
`sources` names where the row was read. What bodies, people, systems and documents have to do with
each other stands in `relations.csv`, one row a relation, in words.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Iterable

from kg.model import terms
from kg.model.formulas import make_text
from kg.model.vocabulary import Vocabulary
from kg.model.written import read_literal

_TYPE = terms.RDF + "type"
_LABELS = (terms.SKOS + "prefLabel", terms.RDFS + "label", terms.RDF + "value")
_RELATIONS = ("subject", "relation", "object", "subject_id", "property", "object_id")


def write_tables(lines: Iterable[str], vocabulary: Vocabulary) -> dict[str, str]:
    """Return file name -> CSV text, for the N-Triples lines of a graph."""
    nodes: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for line in sorted(set(lines)):
        s, p, o = line.split(" ", 2)
        nodes[s[1:-1]][p[1:-1]].append(o[:-2])
    flat = _Flat(nodes, vocabulary)
    space = vocabulary.space
    by_class: dict[str, list[str]] = defaultdict(list)
    for iri, found in nodes.items():
        if iri.startswith((space.things, space.claims, space.citations)):
            by_class[flat.kind(found)].append(iri)
    files = {f"{name}.csv": flat.table(iris) for name, iris in sorted(by_class.items()) if name}
    files["relations.csv"] = flat.relations()
    return files


class _Flat:
    def __init__(self, nodes: dict[str, dict[str, list[str]]], vocabulary: Vocabulary) -> None:
        self.nodes = nodes
        self.vocabulary = vocabulary
        self.space = vocabulary.space
        self.evidence = self.space.term("evidence")

    def kind(self, found: dict[str, list[str]]) -> str:
        """Return the local name of a node's own class; "" where it has none of ours."""
        classes = [o[1:-1] for o in found.get(_TYPE, ())]
        ours = [c for c in classes if c.startswith(self.space.ns)] or classes
        return self.space.compress(min(ours)).rpartition(":")[2] if ours else ""

    def label(self, iri: str) -> str:
        """Return the words for a node; its slug where it has none."""
        found = self.nodes.get(iri, {})
        if iri.startswith(self.space.citations):
            return self._citation(found, self.label)
        for predicate in _LABELS:
            if found.get(predicate):
                return read_literal(found[predicate][0]).text
        return self.space.slug(iri)

    def table(self, iris: list[str]) -> str:
        columns: dict[str, str] = {}
        for iri in iris:
            for predicate, objects in self.nodes[iri].items():
                if not self._stands_elsewhere(predicate):
                    name = self.space.compress(predicate).rpartition(":")[2]
                    name = "sources" if predicate == self.evidence else name
                    columns.setdefault(predicate, name)
                    if objects[0].startswith("<"):
                        columns.setdefault(predicate + "\0id", f"{name}_id")
        order = sorted(columns, key=lambda p: (p not in _LABELS, columns[p]))
        rows = [["id", *(columns[p] for p in order)]]
        for iri in iris:
            rows.append([self.space.slug(iri), *(self._cell(self.nodes[iri], p) for p in order)])
        return _csv(rows)

    def relations(self) -> str:
        rows = [list(_RELATIONS)]
        for s, found in self.nodes.items():
            if not s.startswith(self.space.things):
                continue
            named = f"<{self.space.things}"
            for p, objects in found.items():
                for o in (o[1:-1] for o in objects if o.startswith(named)):
                    words = [self.label(s), self.vocabulary.label(p), self.label(o)]
                    rows.append(
                        [*words, self.space.slug(s), self.space.compress(p), self.space.slug(o)]
                    )
        return _csv(rows)

    def _cell(self, found: dict[str, list[str]], column: str) -> str:
        predicate, _, wants_id = column.partition("\0")
        words = []
        for o in found.get(predicate, ()):
            if not o.startswith("<"):
                words.append(read_literal(o).text)
            elif wants_id:
                words.append(self._id(o[1:-1]))
            else:
                words.append(self.label(o[1:-1]))
        return " | ".join(words)

    def _stands_elsewhere(self, predicate: str) -> bool:
        """Return whether a property is the kind of the row, or a row of relations.csv."""
        declared = self.vocabulary.properties.get(predicate)
        is_relation = declared is not None and (declared.is_relation or declared.is_derived)
        return predicate == _TYPE or (is_relation and bool(declared and declared.inverse_label))

    def _id(self, iri: str) -> str:
        if iri.startswith(self.space.citations):
            return self._citation(self.nodes.get(iri, {}), self.space.slug)
        return self.space.slug(iri)

    def _citation(self, found: dict[str, list[str]], name: Callable[[str], str]) -> str:
        words = [name(o[1:-1]) for o in found.get(self.space.term("source"), ())]
        words += [read_literal(o).text for o in found.get(self.space.term("locator"), ())]
        return ", ".join(words)


def _csv(rows: list[list[str]]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    for row in rows:
        writer.writerow(map(make_text, row))
    return stream.getvalue()
