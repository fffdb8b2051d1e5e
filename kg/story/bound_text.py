"""Papers: Markdown with braces; and stories, papers in steps, each with a state of the explorer.

    ---
    title: What happened to it
    by: Ann Smith
    ---
    What the story is about, in a sentence or two.

    ## The promise
    It began in {explain: npfit start}.

    > What a reader should know besides.

    [The programme among the bodies of its time](#id=npfit)

A step begins with a heading of the second level. The link on a line of its own is the state that
its picture shows, and the words are the title of the picture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import UsageError
from kg.model.nearest import did_you_mean
from kg.story.braces import Binding, Piece, TextProblem, split_braces

_FIELD = re.compile(r"(\w[\w -]*):[ \t]*(.*)")
_FIELDS = ("title", "by")
_FENCE = "---"
_STEP = re.compile(r"##[ \t]+(.*?)[ \t#]*")
_STATE = re.compile(r"\[([^\]\n]+)\]\((#[^)\s]*)\)")
MOST_STEPS = 40
"""Steps of a story."""


@dataclass(frozen=True, slots=True)
class BoundText:
    """A paper: its heading, and its text in pieces, which begins on the line `first`."""

    name: str
    title: str
    by: str
    pieces: tuple[Piece, ...]
    body: str
    first: int

    @property
    def bindings(self) -> list[Binding]:
        """What its braces hold, in their order."""
        return [piece for piece in self.pieces if isinstance(piece, Binding)]


@dataclass(frozen=True, slots=True)
class StoryParagraph:
    """A paragraph of a step: words and braces; a note stands beside what is told."""

    pieces: tuple[Piece, ...]
    is_note: bool = False


@dataclass(frozen=True, slots=True)
class StoryStep:
    """A step of a story; `state` is an address of the explorer, `caption` the picture's title.

    `state_line` is where the state stands.
    """

    line: int
    title: tuple[Piece, ...]
    paragraphs: tuple[StoryParagraph, ...]
    state: str
    caption: str
    state_line: int


@dataclass(frozen=True, slots=True)
class StoryText:
    """A story; `id` is the name that addresses of the page have for it."""

    id: str
    paper: BoundText
    lead: tuple[StoryParagraph, ...]
    steps: tuple[StoryStep, ...]


def read_text_of(path: Path) -> str:
    """Return the text of a paper; UsageError where it cannot be read."""
    try:
        return path.read_text("utf8").removeprefix("\ufeff").replace("\r\n", "\n")
    except OSError as error:
        raise UsageError(
            f"{path}: cannot be read: {(error.strerror or str(error)).lower()}"
        ) from None
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: is no text in UTF-8: byte {error.start + 1} is none") from None


def read_paper(text: str, name: str) -> tuple[BoundText, list[TextProblem]]:
    """Return a paper and what is wrong with it; any Markdown is one, with a heading or without."""
    fields, body, first, problems = _front(text)
    pieces, wrong = split_braces(body, first)
    title = fields.get("title") or next(
        (line[2:].strip() for line in body.splitlines() if line.startswith("# ")), ""
    )
    return BoundText(name, title, fields.get("by", ""), tuple(pieces), body, first), [
        *problems,
        *wrong,
    ]


def _front(text: str) -> tuple[dict[str, str], str, int, list[TextProblem]]:
    """Return the fields of the heading, the text after it and the line on which that begins."""
    lines = text.split("\n")
    if lines[0].rstrip() != _FENCE:
        return {}, text, 1, []
    end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE), None)
    if end is None:
        return (
            {},
            text,
            1,
            [TextProblem(1, f"the heading is not closed; end it with a line '{_FENCE}'")],
        )
    fields: dict[str, str] = {}
    problems = []
    for number, line in enumerate(lines[1:end], 2):
        parsed = _FIELD.fullmatch(line.strip())
        if parsed is None and line.strip():
            problems.append(TextProblem(number, f"'{line.strip()}' is no field; write 'title: …'"))
        elif parsed is not None:
            name = parsed[1].lower()
            if name not in _FIELDS:
                hint = did_you_mean(name, _FIELDS) or f"; expected {' or '.join(_FIELDS)}"
                problems.append(TextProblem(number, f"a paper has no field '{parsed[1]}'{hint}"))
            fields[name] = parsed[2].strip().strip('"')
    return fields, "\n".join(lines[end + 1 :]), end + 2, problems


def read_story(text: str, name: str) -> tuple[StoryText, list[TextProblem]]:
    """Return a story and what is wrong with it; `name` is that of its file, without the ending."""
    paper, problems = read_paper(text, name)
    lines = paper.body.split("\n")
    begins = [i for i, line in enumerate(lines) if _STEP.fullmatch(line)]
    story = StoryText(
        re.sub(r"^\d+[-_ ]", "", name),
        paper,
        tuple(_paragraphs(lines[: begins[0] if begins else None], paper.first)),
        tuple(
            _step(lines[begin:end], paper.first + begin, problems)
            for begin, end in zip(begins, [*begins[1:], None], strict=False)
        ),
    )
    if not paper.title:
        problems.append(
            TextProblem(1, "the story has no title; begin it with '---', 'title: …', '---'")
        )
    if not begins:
        problems.append(TextProblem(paper.first, "the story has no step; begin each with '## …'"))
    if len(begins) > MOST_STEPS:
        words = f"the story has {len(begins)} steps; at most {MOST_STEPS} are told"
        problems.append(TextProblem(paper.first + begins[MOST_STEPS], words))
    return story, problems


def _step(lines: list[str], first: int, problems: list[TextProblem]) -> StoryStep:
    heading = _STEP.fullmatch(lines[0])
    parsed = [_STATE.fullmatch(line.strip()) for line in lines]
    states = [(i, found) for i, found in enumerate(parsed) if found]
    if len(states) != 1:
        have = "no state" if not states else f"{len(states)} states"
        at = first if not states else first + states[1][0]
        words = f"the step has {have} of the explorer; write one, such as [What is seen](#id=…)"
        problems.append(TextProblem(at, words))
    kept = [line if i and not parsed[i] else "" for i, line in enumerate(lines)]
    paragraphs = tuple(_paragraphs(kept, first))
    if not any(not paragraph.is_note for paragraph in paragraphs):
        problems.append(
            TextProblem(first, "the step says nothing; write a sentence under its heading")
        )
    return StoryStep(
        first,
        tuple(split_braces(heading[1] if heading else "", first)[0]),
        paragraphs,
        states[0][1][2] if states else "#",
        states[0][1][1] if states else "",
        first + states[0][0] if states else first,
    )


def _paragraphs(lines: list[str], first: int) -> Iterator[StoryParagraph]:
    """Yield the paragraphs of some lines; what is wrong with their braces the paper has told."""
    begun: list[str] = []
    at = first
    for number, line in enumerate([*lines, ""], first):
        if line.strip() and begun and _is_note(line) == _is_note(begun[0]):
            begun.append(line)
            continue
        if begun:
            is_note = _is_note(begun[0])
            words = "\n".join(re.sub(r"^[ \t]*>[ \t]?", "", one).strip() for one in begun)
            yield StoryParagraph(tuple(split_braces(words, at)[0]), is_note)
        begun, at = ([line], number) if line.strip() else ([], number)


def _is_note(line: str) -> bool:
    return line.lstrip().startswith(">")
