"""Turtle that a person enjoys reading and a machine writes the same way every time.

Subjects stand in sections by what they are, in the order of their IRIs; of each, the type comes
first, then its names, then the rest. The graph has no blank nodes, so sorting makes the bytes
depend on the triples alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.model import terms

SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("About this graph", ("dcat:Dataset", "void:Linkset")),
    ("Bodies", ("nhsit:Body",)),
    ("Groups of bodies", ("nhsit:BodyGroup",)),
    ("Units", ("nhsit:Unit",)),
    ("Companies", ("nhsit:Company",)),
    ("Names through time", ("nhsit:DatedName",)),
    ("Changes of bodies", ("nhsit:Creation", "nhsit:Abolition", "nhsit:Replacement",
                           "nhsit:Absorption", "nhsit:Merger", "nhsit:Split",
                           "nhsit:FunctionTransfer", "nhsit:Reorganisation")),
    ("Other events", ("nhsit:Launch", "nhsit:Closure", "nhsit:Incident", "nhsit:Announcement")),
    ("People", ("nhsit:Person",)),
    ("Posts", ("nhsit:Post",)),
    ("Tenures", ("nhsit:Tenure",)),
    ("Programmes", ("nhsit:Programme",)),
    ("Systems", ("nhsit:System",)),
    ("Contracts", ("nhsit:Contract",)),
    ("Reports and strategies", ("nhsit:Report", "nhsit:Strategy", "nhsit:Article")),
    ("Recommendations", ("nhsit:Recommendation",)),
    ("What became of recommendations", ("nhsit:Assessment",)),
    ("Opinions", ("nhsit:Opinion",)),
    ("Legislation", ("nhsit:Legislation",)),
    ("Claims", ("nhsit:Claim",)),
    ("Citations", ("nhsit:Citation",)),
    ("Sources", ("nhsit:Source",)),
    ("Topics, values and vocabulary", ()),
)  # fmt: skip
"""Headings in order, with the classes that stand under each; the last takes what is left."""

_FIRST = {"a": "0", "skos:prefLabel": "1", "rdfs:label": "1", "foaf:name": "2",
          "skos:altLabel": "3", "dct:title": "1", "dct:description": "4"}  # fmt: skip
_NEXT = " ,\n        "
_TYPE = f"<{terms.RDF}type>"
_SECTION_OF = {cls: i for i, (_, classes) in enumerate(SECTIONS) for cls in classes}
_LAST = len(SECTIONS) - 1
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_TYPED = re.compile(r'(".*")\^\^<([^>]*)>', re.DOTALL)
_NUMBER = re.compile(r"[+-]?[0-9]+")


class _Compact(dict[str, str]):
    """N-Triples term -> its shortest Turtle form, worked out once a term."""

    def __init__(self, prefixes: dict[str, str]) -> None:
        self._prefix_of = {namespace: prefix for prefix, namespace in prefixes.items()}

    def __missing__(self, term: str) -> str:
        made = self[term] = self._iri(term) if term[0] == "<" else self._literal(term)
        return made

    def _iri(self, term: str) -> str:
        iri = term[1:-1]
        split = max(iri.rfind("#"), iri.rfind("/")) + 1
        prefix = self._prefix_of.get(iri[:split])
        if prefix is None or not _LOCAL.fullmatch(iri, split):
            return term
        return f"{prefix}:{iri[split:]}"

    def _literal(self, term: str) -> str:
        typed = _TYPED.fullmatch(term)
        if typed is None:
            return term
        quoted, datatype = typed.groups()
        word = quoted[1:-1]
        if datatype == terms.XSD + "integer" and _NUMBER.fullmatch(word):
            return word
        if datatype == terms.XSD + "boolean" and word in ("true", "false"):
            return word
        return f"{quoted}^^{self._iri(f'<{datatype}>')}"


def turtle(ntriples: Iterable[str]) -> Iterator[str]:
    """Yield the pieces of a Turtle document for N-Triples lines without blank nodes.

    The lines must be sorted, each once, as `kg.export.rdf.dump_lines` gives them. Only prefixes
    that are used are declared.
    """
    compact = _Compact(terms.PREFIXES)
    sections: list[list[str]] = [[] for _ in SECTIONS]
    verbs: dict[str, tuple[str, str]] = {}  # predicate -> where it stands, and how it is written
    subject = predicate = ""
    parts: list[tuple[str, str, list[str]]] = []
    values: list[str] = []
    for line in ntriples:
        s, p, o = line.split(" ", 2)
        if s != subject:
            if parts:
                _finish(compact[subject], parts, sections)
            subject, predicate, parts = s, "", []
        if p != predicate:
            predicate = p
            if p not in verbs:
                word = "a" if p == _TYPE else compact[p]
                verbs[p] = (_FIRST.get(word, word), word)
            values = []
            parts.append((*verbs[p], values))
        # most literals are text, which stays as it is: not worth a look-up
        values.append(compact[o[:-2]] if o[-3] == ">" else o[:-2])
    if parts:
        _finish(compact[subject], parts, sections)
    used = {form.partition(":")[0] for form in compact.values() if form[0] not in '<"'}
    used |= {
        form.rpartition("^^")[2].partition(":")[0] for form in compact.values() if "^^" in form
    }
    for prefix in sorted(used & terms.PREFIXES.keys()):
        yield f"@prefix {prefix}: <{terms.PREFIXES[prefix]}> .\n"
    for (heading, _), blocks in zip(SECTIONS, sections, strict=True):
        if blocks:
            yield f"\n# {'-' * 4} {heading} {'-' * (92 - len(heading))}\n"
            yield from blocks


def _finish(
    subject: str, parts: list[tuple[str, str, list[str]]], sections: list[list[str]]
) -> None:
    """Put the statements about a subject into the section of its class."""
    parts.sort()
    _, word, classes = parts[0]
    section = min(_SECTION_OF.get(cls, _LAST) for cls in classes) if word == "a" else _LAST
    body = " ;\n    ".join([f"{word} {_NEXT.join(values)}" for _, word, values in parts])
    sections[section].append(f"\n{subject} {body} .\n")
