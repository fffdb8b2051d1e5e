"""What may be asked from outside, declared once: its name, what it takes, and what answers it.

The paths of `/api`, their documentation and the tools of an assistant are all made of these
declarations, and read what they are given by them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kg.api import Graph
from kg.errors import UsageError
from kg.model.nearest import did_you_mean

LONGEST = 500
"""Letters of a name or a few words."""

Values = Mapping[str, Any]
"""What was asked for, by the name of the argument, read and complete."""

_TRUTH = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Argument:
    """What an operation may be told.

    `type` is one of JSON Schema; `most` is the longest text, or the greatest number. What may be
    given `several` times is a list.
    """

    name: str
    says: str
    example: Any = ""
    type: str = "string"
    required: bool = False
    default: Any = None
    choices: tuple[str, ...] = ()
    least: int = 1
    most: int = LONGEST
    several: int = 0

    def schema(self) -> dict[str, Any]:
        """Return what it may be, as JSON Schema."""
        one: dict[str, Any] = {"type": self.type}
        if self.choices:
            one["enum"] = list(self.choices)
        elif self.type == "string":
            one |= {"minLength": self.least, "maxLength": self.most}
        elif self.type == "integer":
            one |= {"minimum": self.least, "maximum": self.most}
        elif self.type == "object":
            one["additionalProperties"] = {"type": "string"}
        if self.several:
            return {"type": "array", "items": one, "minItems": 1, "maxItems": self.several}
        return one | ({"default": self.default} if self.default is not None else {})

    def read(self, given: object) -> Any:
        """Return what was given as what it is asked for; UsageError says what would be right."""
        if self.several:
            listed = list(given) if isinstance(given, list | tuple) else [given]
            if not 1 <= len(listed) <= self.several:
                raise UsageError(f"{self.name}: expected 1 to {self.several}, not {len(listed)}")
            return tuple(self._one(one) for one in listed)
        if isinstance(given, list | tuple):
            if len(given) != 1:
                raise UsageError(f"{self.name}: is given {len(given)} times; give it once")
            [given] = given
        return self._one(given)

    def _one(self, given: object) -> Any:
        match self.type:
            case "integer":
                return self._number(given)
            case "boolean":
                return self._truth(given)
            case "object":
                return self._object(given)
        if not isinstance(given, str):
            raise UsageError(f"{self.name}: expected text{self.such_as()}")
        if self.choices and given not in self.choices:
            hint = did_you_mean(given, self.choices) or f"; expected {', '.join(self.choices)}"
            raise UsageError(f"{self.name}: '{given}' is none of them{hint}")
        if not self.least <= len(given.strip()) or len(given) > self.most:
            raise UsageError(
                f"{self.name}: expected {self.least} to {self.most:,} letters, not {len(given):,}"
            )
        if any(0xD800 <= ord(letter) < 0xE000 or letter == "\0" for letter in given):
            raise UsageError(f"{self.name}: has letters that no text has")
        return given

    def _number(self, given: object) -> int:
        is_number = isinstance(given, int) and not isinstance(given, bool)
        text = str(given).strip()
        if not is_number and not (text.isascii() and text.isdecimal() and len(text) < 19):
            raise UsageError(f"{self.name}: '{given}' is not a whole number{self.such_as()}")
        number = int(text)
        if not self.least <= number <= self.most:
            raise UsageError(f"{self.name}: expected {self.least:,} to {self.most:,}, not {number}")
        return number

    def _truth(self, given: object) -> bool:
        found = given if isinstance(given, bool) else _TRUTH.get(str(given).strip().lower())
        if found is None:
            raise UsageError(f"{self.name}: '{given}' is neither true nor false")
        return found

    def _object(self, given: object) -> dict[str, str]:
        if not isinstance(given, dict):
            raise UsageError(f"{self.name}: expected an object{self.such_as()}")
        return {
            str(key): value if isinstance(value, str) else str(value)
            for key, value in given.items()
        }

    def such_as(self) -> str:
        """Return the example in words, as a message ends."""
        return f", such as {self.example}" if self.example != "" else ""


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that may be asked: what a person or an assistant reads of it, and what answers.

    `path` is where it stands below `/api`, an argument in braces being a part of it; empty for
    what only an assistant asks. The answer is of plain values.
    """

    name: str
    path: str
    title: str
    says: str
    arguments: tuple[Argument, ...]
    answer: Callable[[Graph, Values], dict[str, Any]]
    for_assistants: bool = True
    by_post: str = ""
    """The argument that may also be sent as the body of a POST."""

    def in_path(self) -> tuple[str, ...]:
        """Return the names of the arguments that stand in the path."""
        return tuple(a.name for a in self.arguments if f"{{{a.name}}}" in self.path)

    def schema(self) -> dict[str, Any]:
        """Return what it takes, as the JSON Schema of one object."""
        described = {
            a.name: a.schema()
            | {"description": a.says}
            | ({"examples": [a.example]} if a.example != "" else {})
            for a in self.arguments
        }
        required = [a.name for a in self.arguments if a.required]
        return {
            "type": "object",
            "properties": described,
            **({"required": required} if required else {}),
            "additionalProperties": False,
        }

    def read(self, given: Mapping[str, object]) -> Values:
        """Return what was given, complete; UsageError tells all that is wrong at once."""
        known = {a.name: a for a in self.arguments}
        problems = [
            f"{self.name} has no '{name}'{did_you_mean(name, known) or _takes(known)}"
            for name in given
            if name not in known
        ]
        values: dict[str, Any] = {}
        for argument in self.arguments:
            if given.get(argument.name) is None:
                values[argument.name] = argument.default
                if argument.required:
                    says = argument.says.rstrip(".") + argument.such_as()
                    problems.append(f"{self.name} needs {argument.name}: {says}")
                continue
            try:
                values[argument.name] = argument.read(given[argument.name])
            except UsageError as error:
                problems.append(str(error))
        if problems:
            raise UsageError("\n".join(problems))
        return values


def _takes(known: Iterable[str]) -> str:
    names = ", ".join(known)
    return f"; it takes {names}" if names else "; it takes nothing"
