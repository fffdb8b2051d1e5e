"""Read the functions of a script: where each begins and ends, without a JavaScript engine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_PAIRS = {"(": ")", "[": "]", "{": "}"}
_NO_FUNCTION = {"if", "for", "while", "switch", "catch", "with"}
_BEFORE_REGEX = re.compile(r"(?:^|[=(,:;!&|?{}\[+\-*%<>~^]|\breturn|\btypeof|\bcase|=>)\s*$")
_NAMED = re.compile(r"([\w$#]+)\s*$")
_NAMED_ARROW = re.compile(r"([\w$]+)\s*[=:]\s*(?:async\s*)?(?:\([^()]*\)|[\w$]+)\s*$")


@dataclass(frozen=True)
class Function:
    """A function of a script, with its first and last line."""

    name: str
    first: int
    last: int

    @property
    def lines(self) -> int:
        """How many lines it takes, those of its head and its end included."""
        return self.last - self.first + 1


def find_functions(text: str) -> list[Function]:
    """Return every function, method and arrow function, outer ones before inner ones."""
    plain = blank_words(text)
    closers = _match(plain)
    found = [*_with_bodies(plain, closers), *_arrows(plain, closers)]
    lines = [Function(name, _line(text, a), _line(text, b)) for name, a, b in found]
    return sorted(lines, key=lambda one: (one.first, -one.last))


def blank_words(text: str) -> str:
    """Return a script of the same length without what its strings, expressions and comments say.

    What stands in the `${}` of a template is script and stays.
    """
    out = list(text)
    _blank(text, out, 0, in_template=False)
    return "".join(out)


def _blank(text: str, out: list[str], at: int, *, in_template: bool) -> int:
    """Blank from a place to the end, or to the brace that closes the part of a template."""
    depth = 0
    while at < len(text):
        two = text[at : at + 2]
        if two in ("//", "/*"):
            close = "\n" if two == "//" else "*/"
            end = text.find(close, at + 2)
            end = len(text) if end < 0 else end + (0 if two == "//" else 2)
            at = _wipe(out, at, end)
        elif text[at] in "\"'":
            at = _wipe(out, at, _end_of_string(text, at))
        elif text[at] == "`":
            at = _blank_template(text, out, at)
        elif text[at] == "/" and _BEFORE_REGEX.search("".join(out[max(0, at - 40) : at])):
            at = _wipe(out, at, _end_of_regex(text, at))
        else:
            depth += {"{": 1, "}": -1}.get(text[at], 0)
            if in_template and depth < 0:
                return at
            at += 1
    return at


def _blank_template(text: str, out: list[str], at: int) -> int:
    out[at], at = " ", at + 1
    while at < len(text) and text[at] != "`":
        if text[at] == "\\":
            at = _wipe(out, at, at + 2)
        elif text[at : at + 2] == "${":
            out[at] = out[at + 1] = " "
            at = _blank(text, out, at + 2, in_template=True)
            at = _wipe(out, at, at + 1)
        else:
            at = _wipe(out, at, at + 1)
    return _wipe(out, at, at + 1)


def _wipe(out: list[str], start: int, end: int) -> int:
    for i in range(start, min(end, len(out))):
        if out[i] != "\n":
            out[i] = " "
    return end


def _end_of_string(text: str, at: int) -> int:
    quote, at = text[at], at + 1
    while text[at] != quote:
        at += 2 if text[at] == "\\" else 1
    return at + 1


def _end_of_regex(text: str, at: int) -> int:
    at, in_class = at + 1, False
    while in_class or text[at] != "/":
        in_class = text[at] == "[" or (in_class and text[at] != "]")
        at += 2 if text[at] == "\\" else 1
    return at + 1


def _match(plain: str) -> dict[int, int]:
    """Return the place of the closing bracket for that of each opening one, and the other way."""
    found: dict[int, int] = {}
    stack: list[int] = []
    for at, letter in enumerate(plain):
        if letter in _PAIRS:
            stack.append(at)
        elif letter in _PAIRS.values():
            opening = stack.pop()
            if _PAIRS[plain[opening]] != letter:
                raise ValueError(f"line {_line(plain, at)}: {letter!r} closes {plain[opening]!r}")
            found[opening], found[at] = at, opening
    if stack:
        raise ValueError(f"line {_line(plain, stack[-1])}: nothing closes {plain[stack[-1]]!r}")
    return found


def _with_bodies(plain: str, closers: dict[int, int]) -> Iterator[tuple[str, int, int]]:
    """Yield the functions and methods whose arguments and body stand in brackets."""
    for head in re.finditer(r"\)\s*\{", plain):
        opening, brace = closers[head.start()], head.end() - 1
        named = _NAMED.search(plain[:opening])
        name = named[1] if named else ""
        if name and name not in _NO_FUNCTION:
            yield name, named.start(1) if named else opening, closers[brace]


def _arrows(plain: str, closers: dict[int, int]) -> Iterator[tuple[str, int, int]]:
    for arrow in re.finditer("=>", plain):
        before = plain[: arrow.start()].rstrip()
        first = closers[len(before) - 1] if before.endswith(")") else len(before)
        named = _NAMED_ARROW.search(plain[max(0, arrow.start() - 300) : arrow.start()])
        body = arrow.end() + len(plain[arrow.end() :]) - len(plain[arrow.end() :].lstrip())
        last = closers[body] if plain[body] == "{" else _end_of_expression(plain, body, closers)
        yield named[1] if named else "=>", first, last


def _end_of_expression(plain: str, at: int, closers: dict[int, int]) -> int:
    start = at
    while at < len(plain) and plain[at] not in ",;)]}":
        at = closers[at] + 1 if plain[at] in _PAIRS else at + 1
    return max(start, at - 1)


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1
