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

    The lines may come in any order and may repeat. Only prefixes that are used are declared.
    """
    compact = _Compact(terms.PREFIXES)
    type_of = f"<{terms.RDF}type>"  # "a" as a predicate only
    sections: list[list[str]] = [[] for _ in SECTIONS]
    subject = ""
    predicate = ""
    groups: list[list[str]] = []
    before = ""
    for line in sorted(ntriples):  # what is sorted already costs one pass
        if line == before:
            continue
        before = line
        s, p, o = line.split(" ", 2)
        if s != subject:
            if groups:
                sections[_section(groups, compact[subject])].append(
                    _block(subject, groups, compact)
                )
            subject, predicate, groups = s, "", []
        if p != predicate:
            predicate = p
            group = ["a" if p == type_of else compact[p]]
            groups.append(group)
        o = o[:-2]
        # most literals are text, which stays as it is: not worth a look-up
        group.append(o if o[-1] != ">" else compact[o])
    if groups:
        sections[_section(groups, compact[subject])].append(_block(subject, groups, compact))
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


def _section(groups: list[list[str]], subject: str) -> int:
    for group in groups:
        if group[0] == "a":
            return min(_SECTION_OF.get(cls, _LAST) for cls in group[1:])
    return _LAST


def _block(subject: str, groups: list[list[str]], compact: _Compact) -> str:
    groups.sort(key=lambda group: _FIRST.get(group[0], group[0]))
    parts = [
        f"{group[0]} {group[1]}"
        if len(group) == 2
        else f"{group[0]} " + " ,\n        ".join(group[1:])
        for group in groups
    ]
    return f"\n{compact[subject]} " + " ;\n    ".join(parts) + " .\n"
