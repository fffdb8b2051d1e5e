"""`kg mcp`: the record for an assistant, over the Model Context Protocol."""

from __future__ import annotations

from dataclasses import replace
from importlib.util import find_spec

import typer

from kg.cli.options import GraphOption, graph_place
from kg.errors import MissingExtra


def register(app: typer.Typer) -> None:
    """Add the command to an application."""
    app.command()(mcp)


def mcp(graph: GraphOption = None) -> None:
    """Answer an assistant over standard input and output (Model Context Protocol).

    Not for a person to type at: an assistant starts it, by what docs/mcp.md has you write into
    its settings. It only reads. A new build is answered from without a restart; over HTTP the
    same is at /mcp of kg serve.

        kg mcp --graph output
    """
    if find_spec("mcp") is None:
        raise MissingExtra("kg mcp", "mcp")
    from kg.serve.assistant.standard_streams import run
    from kg.serve.settings import Settings

    settings = Settings(is_logged=False)
    run(replace(settings, graph=graph_place(graph)))
