"""The ways in which people word a ready question: whole sentences with a place for a name.

What a sentence asks in words that many questions have (what became of, who ran, how much did it
cost) is told by the whole of it: `what became of {body}`. The kind of what is named decides between
questions that are worded alike.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.model.spelling import fold

_PLACE = re.compile(r"\{(\w+)\}")
_ARTICLES = frozenset({"a", "an", "the"})


@dataclass(frozen=True, slots=True)
class Wordings:
    """How a question is worded, and the parameter that what is named in its place is told to.

    `breadth` is of how many kinds that may be, `ANY` where it may be anything.
    """

    texts: Sequence[str]
    place: str
    breadth: int


ANY = 1000
"""More kinds than there are: what may be told anything comes after what may not."""


def read_wordings(text: str, parameters: Iterable[str]) -> tuple[str, ...]:
    """Return the wordings of a header, which semicolons part.

    Raises ValueError for one that has no place, two, or one for what is not among `parameters`.
    """
    found = tuple(part.strip() for part in text.split(";") if part.strip())
    known = {*parameters}
    for wording in found:
        places = _PLACE.findall(wording)
        if len(places) != 1 or places[0] not in known:
            expected = " or ".join(f"{{{name}}}" for name in sorted(known)) or "no wording"
            raise ValueError(f"'{wording}' is no wording of this question; expected {expected}")
    return found


def match_wording(sentence: str, wording: str) -> list[str]:
    """Return what stands in the place of a wording, with its article and without; else nothing.

    >>> match_wording("What became of the  NHSIA?", "what became of {body}")
    ['the NHSIA', 'NHSIA']
    >>> match_wording("When did care.data end?", "when did {body} end")
    ['care.data']
    >>> match_wording("What became of", "what became of {body}")
    []
    """
    before, _, after = _PLACE.split(wording)
    first, last = fold(before).split(), fold(after).split()
    words = [word for word in sentence.rstrip(" ?!.").split() if fold(word)]
    keys = [fold(word) for word in words]
    end = len(words) - len(last)
    if keys[: len(first)] != first or keys[end:] != last or end <= len(first):
        return []
    named = words[len(first) : end]
    bare = named[1:] if fold(named[0]) in _ARTICLES else []
    return [" ".join(words) for words in (named, bare) if words]


def find_worded(
    sentence: str,
    wordings: Mapping[str, Wordings],
    has_answer: Callable[[str, dict[str, str]], bool | None],
) -> tuple[str, dict[str, str]] | None:
    """Return the name of the question whose wording a sentence is, and what it is told.

    What leaves the fewest words to the name comes first, then what takes the fewest kinds of
    things; of these, the first that has an answer, else the first that can be told what is named,
    else the last: `has_answer` says None of one that cannot be told it. None where no wording fits.
    """
    said: list[tuple[int, int, str, list[str]]] = []
    for name, ways in wordings.items():
        named = [words for text in ways.texts if (words := match_wording(sentence, text))]
        if named:
            least = min(named, key=lambda words: len(words[0].split()))
            said.append((len(least[0].split()), ways.breadth, name, least))
    found = [
        (name, {wordings[name].place: words})
        for _, _, name, least in sorted(said)
        for words in least
    ]
    fitting = []
    for one in found:
        has = has_answer(*one)
        if has:
            return one
        if has is not None:
            fitting.append(one)
    return next(iter(fitting or found[-1:]), None)
