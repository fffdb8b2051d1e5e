"""What every command that reads a graph takes besides: `--base` and `--lang`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Annotated, Any

import typer

from kg.cli.options import opens_graph, take_options
from kg.errors import UsageError

_TAG = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")

BaseOption = Annotated[
    str | None,
    typer.Option(
        "--base",
        metavar="IRI",
        help="What relative addresses in an RDF file start from; default the file's own address.",
        show_default=False,
    ),
]
LangOption = Annotated[
    str | None,
    typer.Option(
        "--lang",
        metavar="TAG",
        help="The language of names that come in several; default en.",
        show_default=False,
    ),
]


def let_choose(app: typer.Typer) -> None:
    """Give the commands of an application that read a graph these options."""
    for command in app.registered_commands:
        if command.callback and opens_graph(command.callback):
            command.callback = _choosing(command.callback)


def _choosing(ask: Callable[..., Any]) -> Callable[..., Any]:
    """Return a command that takes both options, sets them, and then does what it did."""

    @wraps(ask)
    def chosen(*given: Any, base: str | None, lang: str | None, **named: Any) -> Any:
        with _set(base, lang):
            return ask(*given, **named)

    take_options(chosen, ask, {"base": (None, BaseOption), "lang": (None, LangOption)})
    return chosen


@contextmanager
def _set(base: str | None, lang: str | None) -> Iterator[None]:
    """Let both options hold for as long as a command runs."""
    from kg.engine.reading import BASE, check_base
    from kg.model.languages import ENGLISH, LANGUAGE

    if lang is not None and not _TAG.fullmatch(lang):
        raise UsageError(f"--lang '{lang}': is no language tag, such as en, cy or en-GB")
    language, start = LANGUAGE.set(lang or ENGLISH), BASE.set(check_base(base))
    try:
        yield
    finally:
        LANGUAGE.reset(language)
        BASE.reset(start)
