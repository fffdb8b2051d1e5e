"""Terms as N-Triples writes them: what each is made of, and how a person reads it.

There are four (RDF 1.2 Concepts, 3): an IRI, a literal with a language, a direction or a datatype,
a blank node, and a triple as a term. Nothing else in the program takes a term apart.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kg.model.terms import XSD, Space

STRING = XSD + "string"
_XML_NAME = re.compile(r"[^\W\d][\w.-]*\Z")
NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""A letter that no document of XML 1.0 may hold (XML, 2.2)."""
_TRIPLE = "<<("
_PART = re.compile(
    r'\s*(?:(?P<open><<\()|(?P<close>\)>>)|(?P<term><[^<>\s]*>|_:[^\s<>()]+'
    r'|"(?:[^"\\]|\\.)*"(?:@[A-Za-z0-9-]+|\^\^<[^<>\s]*>)?))',
    re.DOTALL,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Text:
    """A literal: its text, and what is said of it; `datatype` is empty for a plain string."""

    text: str
    language: str = ""
    direction: str = ""
    datatype: str = ""


def split_line(line: str) -> tuple[str, str, str]:
    """Return subject, predicate and object of an N-Triples line; only an object holds spaces.

    >>> split_line('<x:a> <x:b> "c d"@en .')
    ('<x:a>', '<x:b>', '"c d"@en')
    """
    s, p, o = line.split(" ", 2)
    return s, p, o[:-2]


def is_iri(term: str) -> bool:
    """Return whether a term is an IRI."""
    return term.startswith("<") and not term.startswith(_TRIPLE)


def is_blank(term: str) -> bool:
    """Return whether a term is a blank node."""
    return term.startswith("_:")


def is_triple(term: str) -> bool:
    """Return whether a term is a triple."""
    return term.startswith(_TRIPLE)


def is_literal(term: str) -> bool:
    """Return whether a term is a literal."""
    return term.startswith('"')


def name_of(term: str) -> str:
    """Return what an IRI or a blank node is known by: the address, or `_:` and a name.

    >>> name_of("<x:a>"), name_of("_:b0")
    ('x:a', '_:b0')
    """
    return term[1:-1] if is_iri(term) else term


def write_name(name: str) -> str:
    """Return the term for what `name_of` gives."""
    return name if is_blank(name) else f"<{name}>"


def read_literal(term: str) -> Text:
    """Return what a literal is made of.

    >>> read_literal('"NHSX"@en').language, read_literal('"a"@ar--rtl').direction
    ('en', 'rtl')
    >>> read_literal('"say \\\\"1\\\\""^^<x:t>')
    Text(text='say "1"', language='', direction='', datatype='x:t')
    """
    end = term.rindex('"')
    text, rest = term[1:end], term[end + 1 :]
    if "\\" in text:
        text = json.loads(f'"{text}"', strict=False)  # what is escaped in both is escaped alike
    if rest.startswith("@"):
        language, _, direction = rest[1:].partition("--")
        return Text(text, language, direction)
    return Text(text, datatype=rest[3:-1] if rest else "")


def split_triple(term: str) -> tuple[str, str, str]:
    """Return the three terms of a triple that is a term; the last may be a triple itself.

    >>> split_triple('<<( <x:a> <x:b> <<( _:c <x:d> "e f" )>> )>>')[2]
    '<<( _:c <x:d> "e f" )>>'
    """
    s, p, o = _parts(term)
    return s, p, o


def _parts(term: str) -> Iterator[str]:
    depth, begin = 0, 0
    for found in _PART.finditer(term):
        if found["open"]:
            depth += 1
            begin = found.start("open") if depth == 2 else begin
        elif found["close"]:
            depth -= 1
            if depth == 1:
                yield term[begin : found.end()]
        elif depth == 1:
            yield found["term"]


def show(term: str, space: Space, call: Callable[[str], str] | None = None) -> str:
    """Return a term as people read it.

    An IRI is its CURIE, or what `call` makes of it; a literal its text; a blank node its name; a
    triple its three terms between brackets.

    >>> show('<<( <https://w3id.org/nhs-it/id/a> <x:b> "c"@en )>>', Space())
    '<<( id:a x:b c )>>'
    """
    if is_triple(term):
        return f"<<( {' '.join(show(part, space, call) for part in split_triple(term))} )>>"
    if is_literal(term):
        return read_literal(term).text
    return (call or space.compress)(name_of(term)) if is_iri(term) else term


def check_xml_name(iri: str) -> None:
    """Raise ValueError for a property that RDF/XML cannot write: its end is no name of XML.

    >>> check_xml_name("http://example.org/name")
    >>> check_xml_name("http://example.org/1")
    Traceback (most recent call last):
    ValueError: XML has no name for the property <http://example.org/1>
    """
    if not _XML_NAME.search(iri):
        raise ValueError(f"XML has no name for the property <{iri}>")
