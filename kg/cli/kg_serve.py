"""`kg serve`: the record over HTTP."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import GraphOption
from kg.errors import UsageError


def register(app: typer.Typer) -> None:
    """Add the command to an application."""
    app.command()(serve)


def serve(
    host: Annotated[str, typer.Option(metavar="HOST", help="Where to listen.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(metavar="PORT", min=0, max=65535, help="0: any free.")
    ] = 8765,
    public: Annotated[
        bool, typer.Option("--public", help="Limits and headers with which strangers may ask.")
    ] = False,
    seconds: Annotated[
        float | None,
        typer.Option(
            "--query-seconds",
            metavar="SECONDS",
            min=0.001,
            show_default=False,
            help="What one query may take; default 60, public 20.",
        ),
    ] = None,
    rows: Annotated[
        int | None,
        typer.Option(
            "--query-rows",
            metavar="N",
            min=1,
            show_default=False,
            help="Rows of an answer; default 1,000,000.",
        ),
    ] = None,
    memory: Annotated[
        float | None,
        typer.Option(
            "--query-memory",
            metavar="GB",
            min=0.05,
            show_default=False,
            help="Memory of one query; default 2, public 1.",
        ),
    ] = None,
    client_seconds: Annotated[
        float | None,
        typer.Option(
            "--client-seconds",
            metavar="SECONDS",
            min=0.1,
            show_default=False,
            help="How long a client may keep the server waiting; default 10 to 60.",
        ),
    ] = None,
    address: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            show_default=False,
            help="Where the world finds it, if not where it listens.",
        ),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Do not tell each request.")] = False,
    graph: GraphOption = None,
) -> None:
    """Serve the record: SPARQL, pages, and what other tools ask.

    A new build is served without a restart. The log tells each request without who asked and
    what. Stop it with Ctrl-C.

        kg serve --port 8080
    """
    from kg.serve.running import run
    from kg.serve.settings import Settings, strict

    if address is not None and not address.startswith(("http://", "https://")):
        raise UsageError(f"--address '{address}': expected http://… or https://…")
    settings = Settings(address=address, host=host, port=port, is_logged=not quiet)
    if graph is not None:
        settings = replace(settings, graph=Path(graph))
    if public:
        settings = strict(settings)
    query = settings.query
    query = replace(query, seconds=seconds or query.seconds, rows=rows or query.rows)
    query = replace(query, gigabytes=memory or query.gigabytes)
    request = settings.request
    if client_seconds is not None:
        request = request.all_within(client_seconds)
    run(replace(settings, query=query, request=request))
