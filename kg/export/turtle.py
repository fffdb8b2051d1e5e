"""Turtle that a person enjoys reading and a machine writes the same way every time.

Subjects stand in sections by what they are, in the order of their IRIs; of each, the type comes
first, then its names, then the rest. Sorting makes the bytes depend on the triples alone; blank
nodes, which only foreign graphs have, are written by their canonical names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Protocol

from kg.export.annotations import Notes
from kg.export.sorted_lines import RUN, open_unnamed, sort_lines
from kg.model.notation import split_line, split_triple
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
_NOTE, _AND = "\n        ~ ", " ;\n            "
_TYPE = f"<{RDF}type>"
_LAST = len(SECTIONS) - 1
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_TYPED = re.compile(r'(".*")\^\^<([^>]*)>', re.DOTALL)
_AT_ONCE = 4_000_000
"""Letters of a section that are held in memory."""
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


class Blocks(Protocol):
    """The blocks of a section, in the order in which they were added."""

    def append(self, block: str, /) -> object:
        """Add a block."""

    def __len__(self) -> int:
        """Return how many there are."""

    def __iter__(self) -> Iterator[str]:
        """Yield their text, in pieces of any length."""


class _Spilled:
    """Blocks of which many go to a file that has no name."""

    def __init__(self, folder: Path, files: ExitStack) -> None:
        self._folder, self._files = folder, files
        self._held: list[str] = []
        self._size = self._count = 0
        self._file: IO[bytes] | None = None

    def append(self, block: str) -> None:
        self._held.append(block)
        self._count += 1
        self._size += len(block)
        if self._size > _AT_ONCE:
            if self._file is None:
                self._file = self._files.enter_context(open_unnamed(self._folder))
            self._file.write("".join(self._held).encode())
            self._held.clear()
            self._size = 0

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[str]:
        if self._file is not None:
            self._file.seek(0)
            for line in self._file:
                yield line.decode()
        yield from self._held


def write_turtle(dump: Path, file: Path, space: Space, run: int = RUN) -> None:
    """Write the triples of a dump (see `kg.export.rdf.dump`) to a file of Turtle.

    `run` is how many bytes are sorted in memory at once; what is more is sorted beside the file.
    """
    with ExitStack() as files, file.open("w", encoding="utf8", newline="\n") as written:
        lines = (line[:-1].decode() for line in sort_lines(dump, files, run))
        written.writelines(turtle(lines, space, lambda: _Spilled(file.parent, files)))


def turtle(
    ntriples: Iterable[str],
    space: Space = SHIPPED,
    make_blocks: Callable[[], Blocks] = list[str],
    notes: Notes | None = None,
) -> Iterator[str]:
    """Yield the pieces of a Turtle document for N-Triples lines.

    The lines must be sorted, each once. Only prefixes that are used are declared. The blocks of
    each section are kept in what `make_blocks` makes until all of them are known. `notes` annotate
    some of the lines, see `kg.export.annotations`.
    """
    compact = _Compact(space.written)
    sections = [make_blocks() for _ in SECTIONS]
    section_of = _sections(space.prefix)
    verbs = _Verbs(compact)
    subject = predicate = ""
    said: list[str] = []  # of a subject, for each predicate
    for line in ntriples:
        s, p, o = line.split(" ", 2)
        # most literals are text, which stays as it is: not worth a look-up
        value = compact[o[:-2]] if o[-3] == ">" else o[:-2]
        if notes and line in notes:
            value += "".join(_annotate(notes[line], compact, verbs))
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
        if len(blocks):
            yield f"\n# ---- {heading} ----\n"
            yield from blocks


def _annotate(
    notes: Mapping[str, Sequence[str]], compact: _Compact, verbs: _Verbs
) -> Iterator[str]:
    """Yield the annotations of a statement: each reifier of it, with what is said of that."""
    for reifier, lines in notes.items():
        said: dict[str, list[str]] = {}
        for line in lines:
            _, p, o = split_line(line)
            said.setdefault(verbs[p], []).append(compact[o])
        inside = sorted(f"{verb}{', '.join(values)}" for verb, values in said.items())
        told = _AND.join(part[2:] if part[0] == _MARK else part for part in inside)
        yield f"{_NOTE}{compact[reifier]}{f' {{| {told} |}}' if told else ''}"


def _finish(
    subject: str, said: list[str], sections: Sequence[Blocks], section_of: Mapping[str, int]
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
