"""Write the graph as a folder of flat tables, for a spreadsheet.

One file a class, one row a node, one column a property; references come as the label of what
they refer to, with a second column of ids. Several values in a cell are separated by ` | `.
`sources` names where the row was read. What bodies, people, systems and documents have to do with
each other stands in `relations.csv`, one row a relation, in words. Blank nodes and triples stand
in cells by their names; a flat table cannot hold what they say.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Callable, Iterable

from kg.index.things import things_among
from kg.model import terms
from kg.model.formulas import make_text
from kg.model.languages import LABELS, Said, choose
from kg.model.notation import (
    is_iri,
    is_literal,
    name_of,
    read_literal,
    show,
    split_line,
    write_name,
)
from kg.model.terms import local_part
from kg.model.vocabulary import Vocabulary

_TYPE, _VALUE = f"<{terms.RDF}type>", f"<{terms.RDF}value>"
_LABELS = {iri: f"<{iri}>" for iri in LABELS}
_FIRST = {f"<{terms.SKOS}prefLabel>", f"<{terms.RDFS}label>", _VALUE}
"""What stands in the first columns."""
RELATIONS = "relations.csv"
"""The table of what things have to do with each other."""
_COLUMNS = ("subject", "relation", "object", "subject_id", "property", "object_id")


def write_tables(lines: Iterable[str], vocabulary: Vocabulary) -> dict[str, str]:
    """Return file name -> CSV text, for the N-Triples lines of a graph."""
    nodes: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for line in sorted(set(lines)):
        s, p, o = split_line(line)
        nodes[s][p].append(o)
    flat = _Flat(nodes, vocabulary)
    by_kind: dict[str, list[str]] = defaultdict(list)
    for node, kind in flat.kinds.items():
        by_kind[kind].append(node)
    names = _file_names(by_kind)
    files = {names[kind]: flat.table(found) for kind, found in sorted(by_kind.items())}
    files[RELATIONS] = flat.relations()
    return files


def _file_names(kinds: Iterable[str]) -> dict[str, str]:
    """Return the name of a file for each kind; names that differ in case alone are told apart."""
    names: dict[str, str] = {}
    taken = {"relations"}
    for kind in sorted(kinds, key=lambda kind: (":" in kind, kind)):
        words = [
            _NO_NAME.sub("-", word).strip("-.")[:_LONGEST] for word in (local_part(kind), kind)
        ]
        free = (word for word in words if word and word.lower() not in taken)
        name = next(free, None) or f"{words[0] or 'Things'}-{len(taken)}"
        taken.add(name.lower())
        names[kind] = f"{name}.csv"
    return names


_NO_NAME = re.compile(r"[^\w.-]+")
_LONGEST = 80


class _Flat:
    def __init__(self, nodes: dict[str, dict[str, list[str]]], vocabulary: Vocabulary) -> None:
        self.nodes = nodes
        self.vocabulary = vocabulary
        self.space = vocabulary.space
        self.evidence = self._term("evidence")
        self.things = things_among(nodes, self.space)
        cites, claims = self._term("Citation"), self._term("Claim")
        self.cites = {n for n, found in nodes.items() if cites in found.get(_TYPE, ())}
        stated = {n for n, found in nodes.items() if claims in found.get(_TYPE, ())}
        self.kinds = dict(sorted(
            {**self.things, **dict.fromkeys(self.cites, "Citation"),
             **dict.fromkeys(stated, "Claim")}.items()
        ))  # fmt: skip

    def _term(self, name: str) -> str:
        return write_name(self.space.term(name))

    def label(self, node: str) -> str:
        """Return the words for a node; its slug where it has none."""
        found = self.nodes.get(node, {})
        if node in self.cites:
            return self._citation(found, self.label)
        said: list[Said] = [
            (name, literal.language, literal.text)
            for name, term in _LABELS.items()
            for literal in map(read_literal, filter(is_literal, found.get(term, ())))
        ]
        called = choose(said)
        if called is None and found.get(_VALUE):
            called = read_literal(found[_VALUE][0]).text if is_literal(found[_VALUE][0]) else None
        return self.space.slug(name_of(node)) if called is None else called

    def table(self, nodes: list[str]) -> str:
        columns: dict[str, str] = {}
        known: dict[str, str] = {}
        for node in nodes:
            for predicate, objects in self.nodes[node].items():
                if not self._stands_elsewhere(predicate):
                    name = local_part(name_of(predicate))
                    name = "sources" if predicate == self.evidence else name
                    if known.setdefault(name, predicate) != predicate:
                        name = self.space.compress(name_of(predicate))
                    columns.setdefault(predicate, name)
                    if any(map(is_iri, objects)):
                        columns.setdefault(predicate + "\0id", f"{name}_id")
        order = sorted(columns, key=lambda p: (p not in _FIRST, columns[p]))
        rows = [["id", *(columns[p] for p in order)]]
        for node in nodes:
            cells = (self._cell(self.nodes[node], p) for p in order)
            rows.append([self.space.slug(name_of(node)), *cells])
        return _csv(rows)

    def relations(self) -> str:
        rows = [list(_COLUMNS)]
        for s in self.nodes:
            if s not in self.things:
                continue
            for p, objects in self.nodes[s].items():
                for o in objects:
                    if o in self.things:
                        iris = [name_of(term) for term in (s, p, o)]
                        words = [self.label(s), self._relation(p), self.label(o)]
                        ids = [self.space.slug(iris[0]), self.space.compress(iris[1]),
                               self.space.slug(iris[2])]  # fmt: skip
                        rows.append([*words, *ids])
        return _csv(rows)

    def _relation(self, predicate: str) -> str:
        iri = name_of(predicate)
        if iri in self.vocabulary.properties:
            return self.vocabulary.label(iri)
        called = self.label(predicate)
        return called if called != self.space.slug(iri) else local_part(iri)

    def _cell(self, found: dict[str, list[str]], column: str) -> str:
        predicate, _, wants_id = column.partition("\0")
        words = []
        for o in found.get(predicate, ()):
            if not is_iri(o):
                words.append(show(o, self.space))
            elif wants_id:
                words.append(self._id(o))
            else:
                words.append(self.label(o))
        return " | ".join(words)

    def _stands_elsewhere(self, predicate: str) -> bool:
        """Return whether a property is the kind of the row, or a row of relations.csv."""
        declared = self.vocabulary.properties.get(name_of(predicate))
        is_relation = declared is not None and (declared.is_relation or declared.is_derived)
        return predicate == _TYPE or (is_relation and bool(declared and declared.inverse_label))

    def _id(self, node: str) -> str:
        if node in self.cites:
            return self._citation(self.nodes.get(node, {}), lambda n: self.space.slug(name_of(n)))
        return self.space.slug(name_of(node))

    def _citation(self, found: dict[str, list[str]], name: Callable[[str], str]) -> str:
        words = [name(o) for o in found.get(self._term("source"), ())]
        words += [read_literal(o).text for o in found.get(self._term("locator"), ())
                  if is_literal(o)]  # fmt: skip
        return ", ".join(words)


def _csv(rows: list[list[str]]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    for row in rows:
        writer.writerow(map(make_text, row))
    return stream.getvalue()
