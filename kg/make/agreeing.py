"""Whether the stories of a record still say what the record says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.explorer.view_names import find_views
from kg.index.index import index_of
from kg.story.stories import FilledStory, bind_stories, find_stories
from kg.triples.check import Finding

if TYPE_CHECKING:
    from kg.engine.graph import SparqlGraph

SHAPE = "story"
"""What finds a sentence that disagrees, in the place of the shape that a graph breaks."""


def bind_told(graph: SparqlGraph, data: Path) -> list[FilledStory]:
    """Return the stories of a folder of tables, bound to the graph made of it.

    Raises UsageError with every problem of every story, one a line.
    """
    folder = data.resolve()
    files = find_stories(folder)
    if not files:
        return []
    return bind_stories(graph, index_of(graph), files, find_views(), folder.parent)


def bind_files(graph: SparqlGraph, files: Sequence[Path]) -> list[FilledStory]:
    """Return the stories of some files, bound to a graph."""
    return bind_stories(graph, index_of(graph), files, find_views()) if files else []


def find_disagreements(stories: Iterable[FilledStory]) -> list[Finding]:
    """Return each sentence that says other than the record, placed by file and line."""
    return [
        Finding(SHAPE, "", "violation", "", "", f"{story.place}:{line}", words,
                kind="the sentence does not say what the record says")
        for story in stories
        for line, words in story.bound.disagreements
    ]  # fmt: skip
