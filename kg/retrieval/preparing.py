"""Make the advice of a graph ready to be searched, and keep it where `kg build` keeps its index."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.engine.about import dataset_of
from kg.engine.cached_files import FileCache
from kg.engine.graph import SparqlGraph
from kg.history.advice import read_advice
from kg.history.solutions import rows
from kg.index.abbreviations import GROUP
from kg.index.entries import CODE
from kg.index.index import Index, index_of
from kg.model.languages import LANGUAGE
from kg.model.schema import classes_in
from kg.retrieval.body_names import BodyNames
from kg.retrieval.held import HeldAdvice, Shelf
from kg.retrieval.phrases import Phrases
from kg.retrieval.ranker import Ranker
from kg.retrieval.words import Lexicon

KEPT = "advice"
"""The name under which the index keeps it."""
_NO_NAME = frozenset(["identifier", "citation", "given-up id"])
_ACTIONS = """
SELECT ?action ?word WHERE { ?action skos:inScheme nhsit:actions ;
  skos:hiddenLabel ?word } ORDER BY ?action ?word
"""
_TOPICS = """
SELECT ?topic ?label ?words WHERE { ?topic a skos:Concept ; skos:prefLabel ?label .
  ?advice nhsit:topic ?topic . OPTIONAL { ?topic skos:definition ?words } }
"""


def ranker_of(graph: SparqlGraph) -> Ranker:
    """Return who ranks the advice of an open graph: by what its build kept, else made of it now.

    The graph keeps it as long as it lives.
    """
    kept = vars(graph)
    if _RANKER not in kept:
        index = index_of(graph)
        text = index.kept(KEPT) or _kept_beside(graph, index)
        kept[_RANKER] = Ranker(HeldAdvice.from_json(text) if text else prepare(graph, index))
    ranker: Ranker = kept[_RANKER]
    return ranker


_RANKER = "_ranker"


def _kept_beside(graph: SparqlGraph, index: Index) -> str:
    """Return the advice of a large file, which is made ready once; nothing for any other graph."""
    cache: FileCache | None = getattr(graph, "cache", None)
    if cache is None:
        return ""

    def make(file: Path) -> None:
        file.write_text(prepare(graph, index).to_json(), "utf8")

    words = "its advice is made ready to be searched"
    kept = cache.keep(f"advice-{LANGUAGE.get()}.json", make, words)
    return kept.read_text("utf8") if kept is not None else ""


def keep_advice(file: Path, graph: SparqlGraph) -> None:
    """Write the advice of a graph, ready to be searched, into the file of its index."""
    connection = sqlite3.connect(file)
    index = Index(connection, str(file), graph.space)
    try:
        held = prepare(graph, index).to_json()
        connection.execute("INSERT INTO list VALUES (?, ?)", (KEPT, held))
        connection.commit()
    finally:
        index.close()


def prepare(graph: SparqlGraph, index: Index) -> HeldAdvice:
    """Return the advice of a graph; what stands for a whole document is none."""
    advice, _ = read_advice(graph)
    topics = {row["topic"]: row for row in rows(graph, _TOPICS)}
    numbers = {topic: number for number, topic in enumerate(sorted(topics))}
    lines = _Lines(index)
    lexicon = Lexicon(
        _read_meanings(dataset_of(graph).synonyms),
        _read_actions(graph),
        BodyNames.read(_names(index, lines)),
    )
    read = [lexicon.read(one.text) for one in advice]
    return HeldAdvice(
        ids=[one.id for one in advice],
        reports=[one.report for one in advice],
        first=[one.day.earliest.isoformat() if one.day else "" for one in advice],
        last=[one.day.latest.isoformat() if one.day else "" for one in advice],
        topics=[[numbers[topic] for topic in one.topics if topic in numbers] for one in advice],
        actions=[sorted(words.actions) for words in read],
        heirs=[
            sorted({n for body in one.addressees for n in lines.of(body)}.union(words.named))
            for one, words in zip(advice, read, strict=True)
        ],
        texts=Shelf.of(read),
        topic_names=sorted(topics),
        topic_texts=Shelf.of(
            lexicon.read(f"{topics[topic]['label']}. {topics[topic].get('words', '')}")
            for topic in sorted(topics)
        ),
        lexicon=lexicon,
    )


class _Lines:
    """Which bodies stand at the end of the line of a body, by numbers."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._numbers: dict[str, int] = {}

    def of(self, body: str) -> Sequence[int]:
        """Return the numbers of the last heirs of a body; its own where it has none.

        An heir that has ended counts too: advice to either is advice to one line.
        """
        heirs = self._index.last_heirs(body) or [body]
        return [self._numbers.setdefault(heir, len(self._numbers)) for heir in heirs]


def _read_meanings(synonyms: Sequence[tuple[str, str]]) -> Phrases:
    return Phrases.read((name, words.split("|")) for name, words in synonyms)


def _read_actions(graph: SparqlGraph) -> Phrases:
    told: dict[str, list[str]] = {}
    for row in rows(graph, _ACTIONS):
        told.setdefault(row["action"], []).append(row["word"])
    return Phrases.read(told.items())


def _names(index: Index, lines: _Lines) -> Iterator[tuple[str, bool, Sequence[int]]]:
    """Yield the names of bodies, whether they are of groups, and the last heirs of each."""
    bodies = classes_in("bodies")
    for name, entity in index.all_names():
        if entity.kind in bodies and not name.kind.endswith(CODE) and name.kind not in _NO_NAME:
            text = name.text.upper() if name.kind == "initials" else name.text
            yield text, entity.kind == GROUP, lines.of(entity.slug)
