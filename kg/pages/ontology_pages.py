"""The vocabulary as pages: one of all terms, to which their addresses lead, and one of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import groupby
from pathlib import Path

from kg.engine.about import ontology_of
from kg.pages.document import Document, Entry
from kg.pages.frame import Frame
from kg.pages.terms_told import CLASS, CONCEPT, FOLDER, PROPERTY, Terms, VocabularyTerm
from kg.read.ontology import CONTEXT, find_shapes, find_vocabulary, layers, read_text

VOCABULARY = Entry("Vocabulary", f"{FOLDER}/all.html")
_HEADINGS = {CLASS: "Classes", PROPERTY: "Properties", CONCEPT: "Lists of values"}
_TURTLE, _JSON = "text/turtle; charset=utf-8", "application/ld+json"


def name_files(folder: Path) -> dict[str, Path]:
    """Return the files of an ontology by their paths in the site, the vocabulary first.

    What every record shares is not called after the one that it was made for.
    """
    vocabulary, base = find_vocabulary(folder), layers(folder)[0]
    shared = [path for path in vocabulary if path.parent == base]
    names = {shared[0]: "vocabulary.ttl"} if len(shared) == 1 else {}
    found = [*vocabulary, *find_shapes(folder), base / CONTEXT]
    return {f"{FOLDER}/{names.get(path, path.name)}": path for path in found}


class OntologyPages:
    """The terms of the vocabulary, and the files that declare them."""

    entries: Sequence[Entry] = (VOCABULARY,)

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._library = frame.library
        self._terms = Terms(frame.library)

    @cached_property
    def _pages(self) -> dict[str, VocabularyTerm]:
        return {term.path: term for term in self._terms.told.values()}

    @cached_property
    def _files(self) -> dict[str, bytes]:
        """The files of the ontology, with the addresses of the record, by path."""
        folder, space = ontology_of(self._library.graph), self._library.space
        named = name_files(folder)
        return {path: read_text(file, space).encode() for path, file in named.items()}

    def paths(self) -> Iterable[str]:
        """Return the paths of all pages and files."""
        yield VOCABULARY.path
        yield from self._pages
        yield from self._files

    def render(self, path: str) -> Document | None:
        """Return a page or a file."""
        if path == VOCABULARY.path:
            return self._write_all()
        if path in self._pages:
            return self._write(self._pages[path])
        if path in self._files:
            is_turtle = path.endswith(".ttl")
            return Document(path, _TURTLE if is_turtle else _JSON, self._files[path])
        return None

    def _write_all(self) -> Document:
        parts = [
            (_HEADINGS[kind], [(g, [*some]) for g, some in groupby(terms, key=lambda t: t.group)])
            for kind, terms in groupby(self._terms.told.values(), key=lambda term: term.kind)
        ]
        return self._frame.write(
            VOCABULARY.path,
            "vocabulary.html",
            "Vocabulary",
            parts=parts,
            files=sorted(self._files),
            space=self._library.space,
            version=self._library.vocabulary.version,
        )

    def _write(self, term: VocabularyTerm) -> Document:
        links = self._terms.told
        return self._frame.write(
            term.path,
            "term.html",
            f"{term.label} ({term.kind})",
            term=term,
            facts=self._terms.facts(term),
            told=links,
            up=(VOCABULARY,),
        )
