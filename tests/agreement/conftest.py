"""The shipped facts on every surface: terminal, Python, SPARQL, and the page in a real browser."""

from __future__ import annotations

import io
import json
import random
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

import kg
from kg.explorer.script import bundle, read_modules

SEED = 1948
_SHOWN = 40
"""Differences that are told; the rest is counted."""


@dataclass(frozen=True)
class Terminal:
    """The command line over the shipped facts, in this process."""

    output: Path

    def text(self, command: str, *arguments: str) -> tuple[str, str]:
        """Return what a command wrote to standard output and to standard error."""
        from kg.cli import main as cli

        out, err = io.StringIO(), io.StringIO()
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
            patch.setattr("sys.argv", ["kg", command, "--graph", str(self.output), *arguments])
            try:
                cli.main(is_alone=False)
            except SystemExit as stop:
                assert stop.code in (0, 1, None), err.getvalue()
        return out.getvalue(), err.getvalue()

    def json(self, command: str, *arguments: str) -> Any:
        """Return what a command writes as JSON; none where it writes nothing."""
        return json.loads(self.text(command, "-f", "json", *arguments)[0] or "[]")


@dataclass(frozen=True)
class Sparql:
    """Queries and ready questions over the shipped facts, as local names."""

    graph: kg.Graph

    def rows(self, query: str) -> list[tuple[str, ...]]:
        """Return the rows of a query, each term by its id, local name or value."""
        return [tuple(map(_local, row)) for row in self.graph.query(query)]

    def ask(self, question: str, **parameters: str) -> list[dict[str, str]]:
        """Return the rows of a ready question by column."""
        found = self.graph.ask(question, **parameters)
        return [dict(zip(found.columns, map(_local, row), strict=True)) for row in found]


def _local(value: object) -> str:
    return "" if value is None else str(value).removeprefix("nhsit:")


@dataclass(frozen=True)
class Explorer:
    """The page of the shipped facts, asked by its own functions."""

    page: Page

    def ask(self, expression: str, argument: object = None) -> Any:
        """Return the value of an expression over `model`, the page's functions, and `given`."""
        names = ", ".join((*_FUNCTIONS, "model"))
        return self.page.evaluate(
            f"(given) => {{ const {{ {names} }} = window.asked; return {expression}; }}", argument
        )


_FUNCTIONS = (
    *("createModel", "createSearch", "existence", "findWays", "isNear", "parseDate", "visible"),
)


def read_functions() -> str:
    """Return a script that makes an object of functions that modules of the page export."""
    modules = read_modules()
    lines = []
    for name in _FUNCTIONS:
        declared = re.compile(rf"^export function {name}\b", re.MULTILINE)
        [module] = [module for module, text in modules.items() if declared.search(text)]
        lines.append(f'import {{ {name} }} from "./{module}.js";')
    lines.append(f"export const functions = {{ {', '.join(_FUNCTIONS)} }};")
    return bundle(modules | {"asked": "\n".join(lines)}, "asked")


@pytest.fixture(scope="session")
def python(shipped_output: Path) -> kg.Graph:
    return kg.open(shipped_output)


@pytest.fixture(scope="session")
def terminal(shipped_output: Path) -> Terminal:
    return Terminal(shipped_output)


@pytest.fixture(scope="session")
def sparql(python: kg.Graph) -> Sparql:
    return Sparql(python)


@pytest.fixture(scope="session")
def explorer(browser: Browser, shipped_output: Path) -> Iterator[Explorer]:
    page = browser.new_page()
    page.goto((shipped_output / "nhs-it.html").as_uri(), wait_until="commit")
    page.wait_for_selector("html[data-ready]")
    page.evaluate(
        f"""() => {{ {read_functions()}
          const data = JSON.parse(document.getElementById("data").textContent);
          const {{ functions }} = $asked;
          window.asked = {{ ...functions, model: functions.createModel(data) }}; }}"""
    )
    yield Explorer(page)
    page.close()


def draw(things: Iterable[Any], count: int, salt: str = "") -> list[Any]:
    """Return some of many things, always the same."""
    return random.Random(f"{SEED} {salt}").sample(sorted(things), count)


def compare(asked: str, answers: Mapping[str, Mapping[Any, Any]]) -> None:
    """Fail with a line for each key on which surfaces differ: what each of them answers.

    A surface that has no answer to a key differs from one that has.
    """
    keys = sorted({key for found in answers.values() for key in found}, key=str)
    lines = []
    for key in keys:
        said = {surface: _plain(found.get(key)) for surface, found in answers.items()}
        if len(set(said.values())) > 1:
            lines.append(f"{asked}, {key}: {_tell(said)}")
    assert keys, f"{asked}: no surface answers anything"
    if lines:
        more = [f"... and {len(lines) - _SHOWN} more"] if len(lines) > _SHOWN else []
        count = f"{asked}: the surfaces differ on {len(lines)} of {len(keys)}"
        pytest.fail("\n".join([count, *lines[:_SHOWN], *more]), pytrace=False)


def _plain(answer: Any) -> Any:
    if isinstance(answer, set | frozenset):
        return frozenset(answer)
    return tuple(answer) if isinstance(answer, list) else answer


def _tell(said: Mapping[str, Any]) -> str:
    """Return what surfaces answer; of sets only what not all of them have."""
    sets = [answer for answer in said.values() if isinstance(answer, frozenset)]
    common = frozenset.intersection(*sets) if len(sets) == len(said) else frozenset()
    words = []
    for surface, answer in said.items():
        if isinstance(answer, frozenset):
            own = sorted(map(str, answer - common))
            shown = " ".join(own[:5]) + (f" and {len(own) - 5} more" if len(own) > 5 else "")
            answer = f"{len(answer)}{f' ({shown})' if own else ''}"
        words.append(f"{surface} {answer}")
    return "; ".join(words)
