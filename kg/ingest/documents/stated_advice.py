"""A recommendation as it was read, and what its number says: repeated, missing, or its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

PARAGRAPH = "numbered paragraph"
MIXED = "list of conclusions"

_NUMBERED = ("label", "table", "code", "answered")
"""Ways of telling recommendations in which two numbers are two of them, whatever they say."""
_SAID = 40
"""Letters below which only the very same words are the same recommendation."""
_ALIKE, _SHARED = 84.0, 0.6
"""How alike (of 100) two are that say the same, and how much shorter one of them may be."""
_BESIDE = re.compile(
    r"\((?:see )?(?:paragraphs?|paras?\.?|recommendations?) [^)]*\)", re.IGNORECASE
)
"""Where else a report speaks of it."""


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
    also: tuple[tuple[int, int], ...] = ()
    """The letters of other places that say the same."""


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
        if held is one:
            continue
        if bool(held.text) != bool(one.text):
            told, answered = (held, one) if held.text else (one, held)
            best[number] = told if told.answer[1] else replace(told, answer=answered.answer)
        elif len(one.text) > 1.2 * len(held.text) and not held.answer[1]:
            best[number] = _beside(one, held)
        else:
            best[number] = _beside(held, one)
    return iter(sorted(best.values(), key=lambda one: one.start))


def told_once(found: Sequence[StatedAdvice]) -> list[StatedAdvice]:
    """Return recommendations without those that others repeat under another number.

    Of a summary and a text, the summary is kept, in which they follow each other closely, unless
    only the text has numbers; each keeps the place of the other.
    """
    pairs: list[tuple[StatedAdvice, StatedAdvice]] = []
    paired: set[int] = set()
    for i, one in enumerate(found):
        for other in found[i + 1 :]:
            if id(one) in paired or id(other) in paired or one.how == other.how in _NUMBERED:
                continue
            if _is_same(one, other):
                pairs.append((one, other))
                paired |= {id(one), id(other)}
                break
    kept = [one for one in found if id(one) not in paired]
    firsts, seconds = [one for one, _ in pairs], [other for _, other in pairs]
    is_summary_behind = _spread(seconds) < _spread(firsts)
    for one, other in pairs:
        is_alike = one.is_counted == other.is_counted
        is_other = is_summary_behind if is_alike else one.is_counted
        kept.append(_beside(other, one) if is_other else _beside(one, other))
    return sorted(kept, key=lambda one: one.start)


def numbers_in_a_row(found: Iterable[StatedAdvice]) -> int:
    """Return how many numbers a report's own numbering has from 1 or 2 on without a gap."""
    held = {one.number for one in found if not one.is_counted and one.text}
    first = count = 1 if "1" in held else 2
    while str(count) in held:
        count += 1
    return count - first


def _beside(kept: StatedAdvice, other: StatedAdvice) -> StatedAdvice:
    """Return a recommendation that also has the place of another, if that says the same."""
    if not _is_same(kept, other):
        return kept
    return replace(kept, also=(*kept.also, (other.start, other.end), *other.also))


def _is_same(one: StatedAdvice, other: StatedAdvice) -> bool:
    """Return whether two recommendations say the same in nearly the same words."""
    first, second = _plain(one.text), _plain(other.text)
    if not first or not second:
        return False
    if min(len(first), len(second)) < _SAID:
        return first == second
    shorter, longer = sorted((first, second), key=len)
    if len(shorter) > _SHARED * len(longer):
        return fuzz.ratio(first, second) >= _ALIKE
    return shorter[:-1] in longer


def _plain(text: str) -> str:
    return " ".join(_BESIDE.sub(" ", text).split()).casefold()


def _spread(found: Sequence[StatedAdvice]) -> int:
    return found[-1].end - found[0].start if found else 0


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
