"""A recommendation as it was read, and what its number says: repeated, missing, or its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

PARAGRAPH = "numbered paragraph"
MIXED = "list of conclusions"


@dataclass(frozen=True, slots=True)
class StatedAdvice:
    """A recommendation as it was read: its number, its words, their letters, and how it was told.

    `number` is the report's own; where it has none, its place among the others (`is_counted`).
    `answer` and `status` are cells of the same row of a table, each with where it begins.
    """

    number: str
    text: str
    start: int
    end: int
    how: str
    is_counted: bool = False
    to: str = ""
    blocks: tuple[int, int] = (0, 0)
    answer: tuple[int, str] = (0, "")
    status: tuple[int, str] = (0, "")


def number_all(found: Sequence[StatedAdvice]) -> Iterator[StatedAdvice]:
    """Yield recommendations with a number each: where the report has none, their place."""
    used = {one.number for one in found if one.number}
    place = 0
    for one in found:
        if one.number:
            yield one
            continue
        place += 1
        while str(place) in used:
            place += 1
        yield replace(one, number=str(place))


def each_once(found: Iterable[StatedAdvice]) -> Iterator[StatedAdvice]:
    """Yield one recommendation a number: a summary and the text say the same twice.

    Where they differ, the fuller one is the report's; an answer that stands elsewhere is its own.
    """
    best: dict[str, StatedAdvice] = {}
    for one in found:
        number = one.number.casefold()
        held = best.setdefault(number, one)
        if bool(held.text) != bool(one.text):
            told, answered = (held, one) if held.text else (one, held)
            best[number] = told if told.answer[1] else replace(told, answer=answered.answer)
        elif len(one.text) > 1.2 * len(held.text) and not held.answer[1]:
            best[number] = one
    return iter(sorted(best.values(), key=lambda one: one.start))


def missing_numbers(found: Iterable[StatedAdvice]) -> list[str]:
    """Return the numbers that a report's own numbering leaves out, between its first and last."""
    held: dict[str, set[int]] = {}
    for one in found:
        parts = re.fullmatch(r"(\D*?(?:\d+\.)*)(\d+)", one.number)
        if parts and not one.is_counted and one.how not in (MIXED, PARAGRAPH):
            held.setdefault(parts[1], set()).add(int(parts[2]))
    missing = []
    for prefix, numbers in held.items():
        first = 1 if min(numbers) <= _NEAR_FIRST else min(numbers)
        missing += [f"{prefix}{n}" for n in range(first, max(numbers)) if n not in numbers]
    return missing


_NEAR_FIRST = 5
"""A report whose first number is not larger begins with 1."""
