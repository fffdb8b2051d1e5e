"""Turtle that a person enjoys reading and a machine writes the same way every time.

Subjects stand in sections by what they are, in the order of their IRIs; of each, the type comes
first, then its names, then the rest. Sorting makes the bytes depend on the triples alone; blank
nodes, which only foreign graphs have, are written by their canonical names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from kg.model.notation import split_triple
from kg.model.terms import RDF, SHIPPED, XSD, Space

SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("About this graph", ("dcat:Dataset", "void:Linkset")),
    ("Bodies", ("nhsit:Body",)),
    ("Groups of bodies", ("nhsit:BodyGroup",)),
    ("Units", ("nhsit:Unit",)),
    ("Companies", ("nhsit:Company",)),
    ("Names through time", ("nhsit:DatedName",)),
    ("Codes through time", ("nhsit:DatedCode",)),
    ("Changes of bodies", ("nhsit:Creation", "nhsit:Abolition", "nhsit:Replacement",
                           "nhsit:Absorption", "nhsit:Merger", "nhsit:Split",
                           "nhsit:FunctionTransfer", "nhsit:Reorganisation")),
    ("Other events", ("nhsit:Launch", "nhsit:Closure", "nhsit:Incident", "nhsit:Announcement",
                      "nhsit:Election")),
    ("People", ("nhsit:Person",)),
    ("Posts", ("nhsit:Post",)),
    ("Tenures", ("nhsit:Tenure",)),
    ("Aims", ("nhsit:Aim",)),
    ("Programmes", ("nhsit:Programme",)),
    ("Systems", ("nhsit:System",)),
    ("Contracts", ("nhsit:Contract",)),
    ("Reports and strategies", ("nhsit:Report", "nhsit:Strategy", "nhsit:Article")),
    ("Recommendations", ("nhsit:Recommendation", "nhsit:DocumentAdvice")),
    ("What became of recommendations", ("nhsit:Assessment",)),
    ("Opinions", ("nhsit:Opinion",)),
    ("Figures", ("nhsit:Figure",)),
    ("Legislation", ("nhsit:Legislation",)),
    ("Claims", ("nhsit:Claim",)),
    ("Citations", ("nhsit:Citation",)),
    ("Sources", ("nhsit:Source",)),
    ("Topics, values and vocabulary", ()),
)  # fmt: skip
"""Headings in order, with the classes that stand under each; the last takes what is left."""

_FIRST = {"a": "0", "skos:prefLabel": "1", "rdfs:label": "1", "foaf:name": "2",
          "skos:altLabel": "3", "dct:title": "1", "dct:description": "4"}  # fmt: skip
_MARK = "\x01"
"""With its place in `_FIRST`, what such a verb is sorted by; N-Triples holds no raw control."""
_NEXT = " ,\n        "
_TYPE = f"<{RDF}type>"
_LAST = len(SECTIONS) - 1
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_TYPED = re.compile(r'(".*")\^\^<([^>]*)>', re.DOTALL)
_NUMBER = re.compile(r"[+-]?[0-9]+")


class _Compact(dict[str, str]):
    """N-Triples term -> its shortest Turtle form, worked out once a term; `used` are prefixes."""

    def __init__(self, prefixes: dict[str, str]) -> None:
        self._prefix_of = {namespace: prefix for prefix, namespace in prefixes.items()}
        self.used: set[str] = set()

    def __missing__(self, term: str) -> str:
        if term.startswith("<<("):  # a triple as a term
            made = f"<<( {' '.join(self[part] for part in split_triple(term))} )>>"
        else:
            made = self._iri(term) if term[0] == "<" else self._literal(term)
        self[term] = made
        return made

    def _iri(self, term: str) -> str:
        iri = term[1:-1]
        for end in "/#":
            split = iri.rfind(end) + 1
            prefix = self._prefix_of.get(iri[:split])
            if prefix is not None and _LOCAL.fullmatch(iri, split):
                self.used.add(prefix)
                return f"{prefix}:{iri[split:]}"
        return term

    def _literal(self, term: str) -> str:
        typed = _TYPED.fullmatch(term)
        if typed is None:
            return term
        quoted, datatype = typed.groups()
        word = quoted[1:-1]
        if datatype == XSD + "integer" and _NUMBER.fullmatch(word):
            return word
        if datatype == XSD + "boolean" and word in ("true", "false"):
            return word
        return f"{quoted}^^{self._iri(f'<{datatype}>')}"


class _Verbs(dict[str, str]):
    """Predicate -> its Turtle form and a space, before that where it stands if that is special."""

    def __init__(self, compact: _Compact) -> None:
        self._compact = compact

    def __missing__(self, predicate: str) -> str:
        word = "a" if predicate == _TYPE else self._compact[predicate]
        rank = _FIRST.get(word)
        made = self[predicate] = f"{word} " if rank is None else f"{_MARK}{rank}{word} "
        return made


def write_turtle(dump: Path, file: Path, space: Space) -> None:
    """Write the triples of a dump (see `kg.export.rdf.dump`) to a file of Turtle."""
    # line by line, as all of it at once takes three times the room
    with dump.open(encoding="utf8", newline="\n") as dumped:
        lines = sorted(line.removesuffix("\n") for line in dumped)
    with file.open("w", encoding="utf8", newline="\n") as written:
        written.writelines(turtle(lines, space))


def turtle(ntriples: Iterable[str], space: Space = SHIPPED) -> Iterator[str]:
    """Yield the pieces of a Turtle document for N-Triples lines.

    The lines must be sorted, each once. Only prefixes that are used are declared.
    """
    compact = _Compact(space.written)
    sections: list[list[str]] = [[] for _ in SECTIONS]
    section_of = _sections(space.prefix)
    verbs = _Verbs(compact)
    subject = predicate = ""
    said: list[str] = []  # of a subject, for each predicate
    for line in ntriples:
        s, p, o = line.split(" ", 2)
        # most literals are text, which stays as it is: not worth a look-up
        value = compact[o[:-2]] if o[-3] == ">" else o[:-2]
        if s != subject:
            if said:
                _finish(compact[subject], said, sections, section_of)
            subject, predicate, said = s, "", []
        if p == predicate:
            said[-1] += _NEXT + value
        else:
            predicate = p
            said.append(verbs[p] + value)
    if said:
        _finish(compact[subject], said, sections, section_of)
    for prefix in sorted(compact.used):
        yield f"@prefix {prefix}: <{space.written[prefix]}> .\n"
    for (heading, _), blocks in zip(SECTIONS, sections, strict=True):
        if blocks:
            yield f"\n# ---- {heading} ----\n"
            yield from blocks


def _finish(
    subject: str, said: list[str], sections: list[list[str]], section_of: Mapping[str, int]
) -> None:
    """Put the statements about a subject into the section of its class."""
    said.sort()
    for i, statement in enumerate(said):
        if statement[0] != _MARK:
            break
        said[i] = statement[2:]
    section = _LAST
    if said[0].startswith("a "):
        section = min([section_of.get(cls, _LAST) for cls in said[0][2:].split(_NEXT)])
    body = " ;\n    ".join(said)
    sections[section].append(f"\n{subject} {body} .\n")


def _sections(prefix: str) -> dict[str, int]:
    """Return class, as a record writes it -> the number of its section."""
    return {
        cls.replace("nhsit:", f"{prefix}:"): number
        for number, (_, classes) in enumerate(SECTIONS)
        for cls in classes
    }
