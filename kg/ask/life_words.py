"""Sentences whose names lead to things: as words, and as a pattern that a page fills."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.history.nodes import NodeReader
from kg.model.dates import PartialDate, say


@dataclass(frozen=True, slots=True)
class NameLink:
    """The name of a thing in a sentence."""

    slug: str
    words: str


Part = str | NameLink


@dataclass(frozen=True, slots=True)
class ToldLife:
    """A sentence; false where it says nothing."""

    parts: tuple[Part, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.parts)

    @property
    def text(self) -> str:
        """The sentence in words.

        >>> ToldLife(("Led by ", NameLink("ann", "Ann"), ".")).text
        'Led by Ann.'
        """
        return "".join(part if isinstance(part, str) else part.words for part in self.parts)

    @property
    def plan(self) -> list[str]:
        """What a page makes it from: words and ids by turns, words first.

        >>> ToldLife(("Led by ", NameLink("ann", "Ann"), ".")).plan
        ['Led by ', 'ann', '.']
        """
        found = [""]
        for part in self.parts:
            if isinstance(part, str):
                found[-1] += part
            else:
                found += [part.slug, ""]
        return found


def sentence(clauses: Sequence[Sequence[Part]]) -> ToldLife:
    """Return clauses as one sentence; an empty one where there are none.

    >>> sentence([["began ", "in 2001"], ["led by ", NameLink("ann", "Ann")]]).text
    'Began in 2001; led by Ann.'
    """
    parts = [*join([[*clause] for clause in clauses if clause], "; ")]
    if not parts:
        return ToldLife()
    if isinstance(parts[0], str):
        parts[0] = parts[0][:1].upper() + parts[0][1:]
    return ToldLife((*parts, "."))


def join(some: Sequence[Sequence[Part]], between: str) -> list[Part]:
    """Return parts one after another with words between them."""
    found: list[Part] = []
    for number, parts in enumerate(some):
        found += [between, *parts] if number else parts
    return found


def list_names(facts: NodeReader, slugs: Iterable[str], most: int) -> list[Part]:
    """Return the names of some things, "A, B and C"; of more than told, how many others."""
    every = [*dict.fromkeys(slugs)]
    told: list[list[Part]] = [[NameLink(slug, facts.label(slug))] for slug in every[:most]]
    rest = len(every) - len(told)
    if rest:
        told.append([f"{rest:,} other{'s' if rest > 1 else ''}"])
    if len(told) < 2:
        return told[0] if told else []
    return [*join(told[:-1], ", "), " and ", *told[-1]]


def on_day(stated: str) -> str:
    """Return when something was, as a sentence says it; nothing for what is no date.

    >>> on_day("2013-04-01"), on_day("2013-04"), on_day("2013~"), on_day("199X"), on_day("")
    ('on 1 April 2013', 'in April 2013', 'about 2013', 'in the 1990s', '')
    """
    try:
        PartialDate.parse(stated)
    except ValueError:
        return ""
    words = say(stated)
    if words.startswith("about "):
        return words
    return f"{'on' if stated.count('-') == 2 else 'in'} {words}"
