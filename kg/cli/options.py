"""Options that several commands share, declared once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from inspect import Parameter, Signature, signature
from math import isfinite
from pathlib import Path
from typing import Annotated, Any

import typer

from kg.cli.completion import complete_entity
from kg.errors import UsageError


class RowFormat(StrEnum):
    """How rows are printed."""

    table = "table"
    csv = "csv"
    tsv = "tsv"
    json = "json"
    md = "md"


class TextFormat(StrEnum):
    """How steps and reasons are printed."""

    text = "text"
    json = "json"


GraphOption = Annotated[
    str | None,
    typer.Option(
        "--graph",
        metavar="GRAPH",
        help="A built folder, an RDF file or the URL of a SPARQL endpoint; default output/.",
        show_default=False,
    ),
]
BaseUrl = Annotated[
    str,
    typer.Option(
        "--base-url", metavar="URL", help="Where the page will stand.", show_default=False
    ),
]
ParamOption = Annotated[
    list[str] | None,
    typer.Option("--param", "-p", metavar="NAME=VALUE", help="A parameter.", show_default=False),
]
TextOption = Annotated[TextFormat, typer.Option("--format", "-f", help="How to print it.")]
FormatOption = Annotated[RowFormat, typer.Option("--format", "-f", help="How to print rows.")]


def finite(value: float | None) -> float | None:
    """Return a number that is one; a limit of `nan` would be none, and none is ever past it."""
    if value is not None and not isfinite(value):
        raise typer.BadParameter(f"'{value}' is no number")
    return value


def thing(help: str) -> typer.models.ArgumentInfo:
    """Return an argument that names an entity."""
    argument: typer.models.ArgumentInfo = typer.Argument(
        help=help, autocompletion=complete_entity, show_default=False
    )
    return argument


_GRAPHS = {"graph", "old"}
"""Parameters of commands that name a graph."""


def graph_place(graph: str | None) -> Path | str:
    """Return where the graph is that somebody names; the address of an endpoint as it is."""
    from kg.engine.store import is_web

    return graph if graph is not None and is_web(graph) else Path(graph or "output")


def opens_graph(command: Callable[..., Any]) -> bool:
    """Return whether a command opens a graph that somebody names."""
    return not _GRAPHS.isdisjoint(signature(command).parameters)


def take_options(
    run: Callable[..., Any], command: Callable[..., Any], more: Mapping[str, tuple[object, Any]]
) -> None:
    """Let what wraps a command take options besides its own: name -> (default, annotation)."""
    keyword = Parameter.KEYWORD_ONLY
    both = [p.replace(kind=keyword) for p in signature(command, eval_str=True).parameters.values()]
    for name, (default, annotation) in more.items():
        both.append(Parameter(name, keyword, default=default, annotation=annotation))
    run.__signature__ = Signature(both)  # type: ignore[attr-defined]
    run.__annotations__ = {p.name: p.annotation for p in both}


Words = Annotated[
    list[str],
    typer.Argument(
        metavar="NAME",
        help="Id, label, alias, former name, CURIE or IRI.",
        autocompletion=complete_entity,
        show_default=False,
    ),
]
"""A name of one or more words, with or without quotes around them."""


def read_params(given: list[str] | None) -> dict[str, str]:
    """Return parameters by name; UsageError for one that is not NAME=VALUE or is given twice."""
    found: dict[str, str] = {}
    for text in given or []:
        name, equals, value = text.partition("=")
        name = name.strip().removeprefix("?").removeprefix("$")
        if not equals or not name.isidentifier():
            raise UsageError(f"--param '{text}': expected NAME=VALUE, such as body=nhsx")
        if name in found:
            raise UsageError(f"--param {name}: is given twice")
        found[name] = value
    return found
