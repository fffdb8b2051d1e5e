"""Stories and papers bound to a record: read, asked, and told what is wrong, all at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.engine.graph import SparqlGraph
from kg.errors import KgError, UsageError
from kg.index.index import Index
from kg.read.dataset import STORIES
from kg.story.bound_text import BoundText, StoryText, read_paper, read_story, read_text_of
from kg.story.braces import Binding, TextProblem
from kg.story.evaluation import Bound, Evaluation
from kg.story.states import find_gone

_NOT_STORIES = "README"


@dataclass(frozen=True, slots=True)
class FilledText:
    """A paper with what the record says in the place of each brace."""

    paper: BoundText
    bounds: dict[Binding, Bound]

    @property
    def disagreements(self) -> list[tuple[int, str]]:
        """The line and the words of each sentence that says other than the record."""
        return [
            (b.line, f"{self.bounds[b].disagreement} ({self.bounds[b].command})")
            for b in self.paper.bindings
            if self.bounds[b].disagreement
        ]


@dataclass(frozen=True, slots=True)
class FilledStory:
    """A story with what the record says in the place of each brace; `place` is its file."""

    story: StoryText
    bound: FilledText
    place: str


def find_stories(data: Path) -> list[Path]:
    """Return the files of the stories of a folder of tables, in their order."""
    found = (data / STORIES).glob("*.md")
    return sorted(path for path in found if path.stem != _NOT_STORIES)


def bind_stories(
    graph: SparqlGraph,
    index: Index,
    files: Iterable[Path],
    views: Collection[str],
    root: Path | None = None,
) -> list[FilledStory]:
    """Return some stories bound to a graph; places are told from `root` on.

    Raises UsageError with every problem of every file, one a line. Whether the sentences agree
    with the record is told by `disagreements` of each.
    """
    evaluation = Evaluation(graph, index)
    found: list[FilledStory] = []
    problems: list[str] = []
    known: dict[str, str] = {}
    for path in files:
        place = str(path.relative_to(root) if root is not None else path)
        story, wrong = read_story(read_text_of(path), path.stem)
        bounds, unbound = _bind(evaluation, story.paper)
        gone = [
            TextProblem(step.state_line, words)
            for step in story.steps
            for words in find_gone(graph, index, step.state, views)
        ]
        if story.id in known:
            wrong.append(
                TextProblem(1, f"{known[story.id]} tells a story of this name; rename the file")
            )
        known[story.id] = place
        problems += _say(place, [*wrong, *unbound, *gone])
        found.append(FilledStory(story, FilledText(story.paper, bounds), place))
    if problems:
        raise UsageError("\n".join(problems))
    return found


def bind_paper(graph: SparqlGraph, index: Index, text: str, place: str) -> FilledText:
    """Return a paper bound to a graph; UsageError with every problem of it, one a line."""
    paper, wrong = read_paper(text, Path(place).stem)
    bounds, unbound = _bind(Evaluation(graph, index), paper)
    if wrong or unbound:
        raise UsageError("\n".join(_say(place, [*wrong, *unbound])))
    return FilledText(paper, bounds)


def _bind(
    evaluation: Evaluation, paper: BoundText
) -> tuple[dict[Binding, Bound], list[TextProblem]]:
    bounds: dict[Binding, Bound] = {}
    problems: list[TextProblem] = []
    for binding in paper.bindings:
        try:
            bounds[binding] = evaluation.bind(binding)
        except KgError as error:
            problems += [TextProblem(binding.line, line) for line in str(error).splitlines()]
    return bounds, problems


def _say(place: str, problems: Sequence[TextProblem]) -> list[str]:
    return [f"{place}:{one.line}: {one.words}" for one in sorted(problems, key=lambda p: p.line)]
