"""Which rules must wait for which: those that ask for what an earlier one derives.

Read from the rules themselves, by the terms that stand in what they derive and in what they ask.
Where a property is a variable, anything may be meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

_COMMENT = re.compile(r"(?m)^\s*#.*$|\s#\s.*$")
_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"')
_TEMPLATE = re.compile(r"CONSTRUCT\s*\{(.*?)\}\s*WHERE", re.DOTALL | re.IGNORECASE)
_TERM = re.compile(r"<[^<>\s]*>|[A-Za-z][\w-]*:[\w.-]*\w")
_CLASS = re.compile(r"(?<![\w:?$-])a\s+(\S+)")
_BRACKETED = re.compile(r"(\b(?:FILTER|BIND|HAVING)\s*)?\([^()]*\)", re.IGNORECASE)
_ANY_PROPERTY = re.compile(r"(?:[.{}]\s*[?$<\w][^\s{}]*\s+|;\s*)[?$]\w+\s+[?$<\"\w]")
"""A variable after what begins a statement, or after a semicolon."""
_KEYWORD = re.compile(r"\b(?:SELECT|DISTINCT|WHERE|OPTIONAL|UNION|MINUS|FILTER|EXISTS|NOT)\b")
_OF_CLASS, _OF_ANY, _ANY = "a ", "a ?", "?"


def find_waits(rules: Sequence[tuple[str, str]]) -> list[list[int]]:
    """Return for each rule, given as name and text, the places of the earlier ones it waits for.

    >>> one = "CONSTRUCT { ?a x:b ?c } WHERE { ?a x:a ?c }"
    >>> other = "CONSTRUCT { ?a x:c ?c } WHERE { ?a x:b ?c }"
    >>> find_waits([("1", one), ("2", other), ("3", one)])
    [[], [0], []]
    """
    made, asked = zip(*(_split(text) for _, text in rules), strict=True) if rules else ((), ())
    return [
        [earlier for earlier in range(place) if _meet(made[earlier], asked[place])]
        for place in range(len(rules))
    ]


def run_in_order(
    waits: Sequence[Sequence[int]], run: Callable[[int], object], jobs: int | None = None
) -> None:
    """Call for each place once all that it waits for have ended, `jobs` of them at once.

    Raises what a call raises, when those that run have ended.
    """
    left = list(range(len(waits)))
    done: set[int] = set()
    running: dict[Future[object], int] = {}
    with ThreadPoolExecutor(jobs) as threads:
        while left or running:
            for place in [place for place in left if done.issuperset(waits[place])]:
                left.remove(place)
                running[threads.submit(run, place)] = place
            ended, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in ended:
                done.add(running.pop(future))
                future.result()


def _split(text: str) -> tuple[set[str], set[str]]:
    """Return the terms of what a rule derives, and of what it asks."""
    body = _STRING.sub('""', _COMMENT.sub("", text))
    body = re.sub(r"(?m)^\s*(?:PREFIX|BASE)\b.*$", "", body)
    found = _TEMPLATE.search(body)
    if found is None:
        return {_ANY}, {_ANY}
    return _terms(found[1]), _terms(body[found.end() :])


def _terms(body: str) -> set[str]:
    found = {*_TERM.findall(body)}
    for cls in _CLASS.findall(body):
        found.add(_OF_CLASS + cls if _TERM.fullmatch(cls) else _OF_ANY)
    plain = "{" + body
    while (fewer := _BRACKETED.sub(lambda found: "." if found[1] else "<>", plain)) != plain:
        plain = fewer
    if _ANY_PROPERTY.search(_KEYWORD.sub("{", plain)):
        found.add(_ANY)
    return found


def _meet(made: set[str], asked: set[str]) -> bool:
    if _ANY in made or _ANY in asked or made & asked:
        return True
    of_class = {term for term in made if term.startswith(_OF_CLASS)}
    return bool(of_class and (_OF_ANY in asked or (_OF_ANY in made and _asks_class(asked))))


def _asks_class(asked: set[str]) -> bool:
    return any(term.startswith(_OF_CLASS) for term in asked)
