"""`kg serve`: the record over HTTP."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from kg.cli.options import GraphOption, finite, graph_place
from kg.errors import UsageError

HostOption = Annotated[str, typer.Option(metavar="HOST", help="Where to listen.")]
PortOption = Annotated[
    int, typer.Option(metavar="PORT", min=0, max=65535, help="0 takes a free one.")
]
PublicOption = Annotated[
    bool, typer.Option("--public", help="Limits and headers with which strangers may ask.")
]
AddressOption = Annotated[
    str | None,
    typer.Option(
        metavar="URL",
        help="Where the world finds it, if not where it listens.",
        show_default=False,
    ),
]
SecondsOption = Annotated[
    float | None,
    typer.Option(
        "--query-seconds",
        metavar="SECONDS",
        min=0.001,
        callback=finite,
        help="What one query may take; default 60, public 20.",
        show_default=False,
    ),
]
RowsOption = Annotated[
    int | None,
    typer.Option(
        "--query-rows",
        metavar="N",
        min=1,
        help="Rows of an answer; default 1,000,000.",
        show_default=False,
    ),
]
QueryMemoryOption = Annotated[
    float | None,
    typer.Option(
        "--query-memory",
        metavar="GB",
        min=0.05,
        callback=finite,
        help="Memory of one query; default 2, public 1.",
        show_default=False,
    ),
]
ClientOption = Annotated[
    float | None,
    typer.Option(
        "--client-seconds",
        metavar="SECONDS",
        min=0.1,
        callback=finite,
        help="How long a client may keep the server waiting; default 10 to 60.",
        show_default=False,
    ),
]
QuietOption = Annotated[bool, typer.Option("--quiet", help="Do not tell each request.")]


def register(app: typer.Typer) -> None:
    """Add the command to an application."""
    app.command()(serve)


def serve(
    host: HostOption = "127.0.0.1",
    port: PortOption = 8765,
    public: PublicOption = False,
    address: AddressOption = None,
    query_seconds: SecondsOption = None,
    query_rows: RowsOption = None,
    query_memory: QueryMemoryOption = None,
    client_seconds: ClientOption = None,
    quiet: QuietOption = False,
    graph: GraphOption = None,
) -> None:
    """Serve the record: pages, an address for each thing, SPARQL.

    A new build is served without a restart. The log tells each request without who asked and
    what. Stop it with Ctrl-C.

        kg serve --port 8080
    """
    from kg.pages.page_paths import read_base_url
    from kg.serve.running import run
    from kg.serve.settings import Settings, strict

    if address is not None:
        read_base_url(address, "--address")
        if not address.isascii():
            raise UsageError(f"--address '{address}': write it in ASCII, its host as xn--…")
    settings = Settings(graph_place(graph), host, port, address=address, is_logged=not quiet)
    settings = strict(settings) if public else settings
    query, request = settings.query, settings.request
    query = replace(
        query,
        seconds=query_seconds or query.seconds,
        rows=query_rows or query.rows,
        gigabytes=query_memory or query.gigabytes,
    )
    if client_seconds is not None:
        request = request.all_within(client_seconds)
    run(replace(settings, query=query, request=request))
