"""`kg publish`: the graph in somebody else's SPARQL server."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import finite
from kg.cli.terminal import show, tell
from kg.errors import UsageError
from kg.model.spelling import count

if TYPE_CHECKING:
    from kg.engine.store import LocalGraph
    from kg.publish.abilities import Addresses
    from kg.publish.publication import Options, Receipt, Telling

SourceOption = Annotated[
    str | None,
    typer.Option(
        "--graph",
        metavar="GRAPH",
        help="What to send: a built folder or an RDF file; default output/.",
        show_default=False,
    ),
]

IntoOption = Annotated[
    str | None,
    typer.Option(metavar="IRI", help="Send everything into this one named graph."),
]
UpdateOption = Annotated[
    str | None,
    typer.Option(metavar="URL", help="Where it takes updates; else looked for beside."),
]
StoreOption = Annotated[
    str | None,
    typer.Option(metavar="URL", help="Its Graph Store Protocol; else looked for beside."),
]
ReplaceOption = Annotated[
    bool, typer.Option("--replace", help="Replace a default graph that holds something else.")
]
LooseOption = Annotated[
    bool, typer.Option("--loose", help="Let it keep equal values alike, such as 01 and 1.")
]
BatchOption = Annotated[int, typer.Option(min=1, help="Statements that are sent at once.")]
SilenceOption = Annotated[
    float,
    typer.Option(metavar="SECONDS", min=0.1, callback=finite, help="How long it may be silent."),
]
DryOption = Annotated[
    bool, typer.Option("--dry-run", help="Say what would be sent, and send nothing.")
]
AbandonOption = Annotated[
    bool, typer.Option("--abandon", help="Remove what an unfinished publication left.")
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Only tell of problems.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(publish)


def publish(
    url: Annotated[
        str, typer.Argument(metavar="URL", help="Where it answers queries.", show_default=False)
    ],
    graph: SourceOption = None,
    into: IntoOption = None,
    update: UpdateOption = None,
    store: StoreOption = None,
    replace: ReplaceOption = False,
    loose: LooseOption = False,
    batch: BatchOption = 10_000,
    timeout: SilenceOption = 600.0,
    dry_run: DryOption = False,
    abandon: AbandonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Load the graph into a SPARQL 1.1 server, and check that it is there.

    What was there in the same graphs is replaced at the end, in one step where the server can;
    other graphs stay as they are. A run that was stopped is gone on with by the same command. The
    login is that of the address, KG_LOGIN=user:password or ~/.netrc. Exits 1 where the server
    holds, or answers, something else than what was sent.

        kg publish http://localhost:7878
        kg publish http://localhost:8890/sparql --dry-run
    """
    from kg.engine.store import is_web, open_graph
    from kg.publish.abilities import Addresses
    from kg.publish.publication import Options, withdraw
    from kg.publish.publication import publish as send_all

    for name, address in (("URL", url), ("--update", update), ("--store", store)):
        if address is not None and not is_web(address):
            raise UsageError(
                f"{name} '{address}': is no address that begins with http:// or https://"
            )
    if dry_run and abandon:
        raise UsageError("--dry-run cannot be used with --abandon")
    addresses, options = (
        Addresses(url, update, store, timeout),
        Options(into, batch, replace, loose),
    )
    opened = open_graph(graph)
    if abandon:
        removed = withdraw(opened, addresses)
        show(f"{count(removed, 'graph')} removed" if removed else "nothing to remove")
    elif dry_run:
        _show_plan(opened, addresses, options)
    else:
        begun = time.monotonic()
        with _telling(quiet) as telling:
            done = send_all(opened, addresses, options, telling)
        _show(done, time.monotonic() - begun, quiet)
        raise typer.Exit(1 if done.faults else 0)


def _show_plan(graph: LocalGraph, addresses: Addresses, options: Options) -> None:
    from kg.publish.publication import plan

    endpoint, content = plan(graph, addresses, options)
    for part in content.parts:
        there = endpoint.count(part.target)
        show(f"{part.total:>11,}  {part.target or 'default graph'}; {there:,} there now")
    show(f"{content.total:>11,}  statements would be sent to {endpoint.place}; nothing was sent")


def _show(done: Receipt, seconds: float, quiet: bool) -> None:
    if not quiet:
        for graph, size in done.graphs:
            show(f"{size:>11,}  {graph or 'default graph'}")
        total = sum(size for _, size in done.graphs)
        show(f"{total:>11,}  statements at {done.place} in {seconds:.1f} s")
        show(done.way)
        for note in done.notes:
            show(note)
    for fault in done.faults:
        tell(f"kg: {fault}")
    if not done.faults and not quiet:
        graphs = count(len(done.graphs), "graph")
        show(f"checked: {graphs} by count, {count(done.asked, 'ready question')} by answer")


@contextmanager
def _telling(quiet: bool) -> Iterator[Telling]:
    """Yield who is told of steps and progress: a moving line on a terminal, else plain lines."""
    from kg.publish.publication import Telling

    if quiet:
        yield Telling()
    elif sys.stderr.isatty():
        from rich.console import Console

        begun = time.monotonic()
        with Console(stderr=True).status("starting") as status:

            def moved(sent: int, total: int) -> None:
                rate = sent / max(time.monotonic() - begun, 0.001)
                left = (total - sent) / max(rate, 0.001)
                status.update(
                    f"{sent:,} of {total:,} sent, {rate:,.0f} a second, {left:,.0f} s left"
                )

            yield Telling(lambda step: status.update(f"{step} …"), moved)
    else:
        tenths: set[int] = set()

        def line(sent: int, total: int) -> None:
            tenth = 10 * sent // total
            if tenth not in tenths:
                tenths.add(tenth)
                tell(f"{sent:,} of {total:,} statements are there")

        yield Telling(lambda step: tell(f"{step} …"), line)
