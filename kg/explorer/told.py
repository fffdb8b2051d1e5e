"""The stories as the page has them: steps of words and numbers, and what each number rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from kg.story.bound_text import StoryParagraph, StoryStep
from kg.story.braces import Binding, Piece
from kg.story.evaluation import Bound
from kg.story.stories import FilledStory

Row = dict[str, Any]

_SHOWN = 3
"""Sources that stand under a number; the command lists the others."""


def tell_stories(stories: Iterable[FilledStory]) -> list[Row]:
    """Return the stories: `id`, `title`, `by`, `lead`, and `steps`.

    A step has `title`, `state` (an address), `caption`, `said` and `notes` (paragraphs), and
    `facts`: what each of its numbers is, in the order in which the words name them, an amount in
    `pounds` too. A piece of a paragraph is words, or [words, number of the fact].
    """
    return [
        {
            "id": story.story.id,
            "title": story.story.paper.title,
            "by": story.story.paper.by,
            "lead": [_plain(p.pieces, story.bound.bounds) for p in story.story.lead],
            "steps": [_step(step, story.bound.bounds) for step in story.story.steps],
        }
        for story in stories
    ]


def _step(step: StoryStep, bounds: dict[Binding, Bound]) -> Row:
    facts: list[Bound] = []
    told = [(p.is_note, _pieces(p, bounds, facts)) for p in step.paragraphs]
    row: Row = {
        "title": _plain(step.title, bounds),
        "state": step.state,
        "caption": step.caption,
        "said": [words for is_note, words in told if not is_note],
        "facts": [_fact(fact) for fact in facts],
    }
    notes = [words for is_note, words in told if is_note]
    return row | {"notes": notes} if notes else row


def _pieces(
    paragraph: StoryParagraph, bounds: dict[Binding, Bound], facts: list[Bound]
) -> list[str | list[str | int]]:
    found: list[str | list[str | int]] = []
    for piece in paragraph.pieces:
        if isinstance(piece, str):
            found.append(_one_line(piece))
            continue
        bound = bounds[piece]
        if bound not in facts:
            facts.append(bound)
        found.append([bound.text, facts.index(bound)])
    return found


def _fact(bound: Bound) -> Row:
    row: Row = {"ask": bound.command, "of": bound.taken}
    if ("as", "pounds") in bound.binding.picks:
        row["pounds"] = float(bound.value)
    slugs = [source.slug for source in bound.sources]
    if slugs:
        row["sources"] = slugs[:_SHOWN]
    return row | {"more": len(slugs) - _SHOWN} if len(slugs) > _SHOWN else row


def _plain(pieces: Sequence[Piece], bounds: dict[Binding, Bound]) -> str:
    words = (piece if isinstance(piece, str) else bounds[piece].text for piece in pieces)
    return _one_line("".join(words)).strip()


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)
