"""Run a command in a process of its own, which is ended at its limits of time and memory.

The engine cannot be interrupted, and a query or a file that it cannot hold ends its process. So
the process that the user started only waits, ends the other at its limit, and says in one line
what came of it. Where a system cannot fork (Windows) time alone is limited, by a thread.
"""

from __future__ import annotations

import inspect
import io
import os
import select
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Annotated, Any, NoReturn

import typer

from kg.cli.options import finite, opens_graph, take_options
from kg.cli.terminal import tell

SECONDS, GIGABYTES = 600.0, 4.0
"""What a command may take that says nothing of it."""
_RESERVED = 1 << 26
"""Bytes that the libraries reserve and do not use for each processor."""
_FORWARDED = ("SIGINT", "SIGTERM", "SIGHUP")
_QUIET = ("SIGINT", "SIGTERM", "SIGHUP", "SIGPIPE")
"""Signals that somebody sent on purpose: they need no words."""

TimeoutOption = Annotated[
    float | None,
    typer.Option(
        "--timeout",
        metavar="SECONDS",
        min=0.001,
        callback=finite,
        help=f"Give up after this; default {SECONDS:g}.",
        show_default=False,
    ),
]
MemoryOption = Annotated[
    float | None,
    typer.Option(
        "--memory",
        metavar="GB",
        min=0.1,
        callback=finite,
        help=f"Give up where it needs more; default {GIGABYTES:g}.",
        show_default=False,
    ),
]
PartialOption = Annotated[
    bool,
    typer.Option("--partial", help="Take what an endpoint says is not its whole answer."),
]


@dataclass(frozen=True)
class Limits:
    """How long a command may take, and how much memory."""

    seconds: float = SECONDS
    gigabytes: float = GIGABYTES


def limited(command: Callable[..., Any], *, is_alone: bool) -> Callable[..., Any]:
    """Return a command that keeps limits, if it opens a graph that somebody names.

    It runs in a process of its own, unless others share this one (`is_alone`).
    """
    if not opens_graph(command):
        return command
    has_timeout = "timeout" in inspect.signature(command).parameters

    @wraps(command)
    def run(*, memory: float | None, **given: Any) -> Any:
        seconds = given["timeout"] if has_timeout else given.pop("timeout")
        if memory is not None and not hasattr(os, "fork"):
            tell("kg: --memory is not kept on this system")
        if is_alone:
            keep(Limits(seconds or SECONDS, memory or GIGABYTES))
        if not given.pop("partial"):
            return command(**given)
        from kg.engine.transfer import taking_parts

        with taking_parts():
            return command(**given)

    more: dict[str, tuple[object, Any]] = {} if has_timeout else {"timeout": (None, TimeoutOption)}
    more |= {"memory": (None, MemoryOption), "partial": (False, PartialOption)}
    take_options(run, command, more)
    return run


def keep(limits: Limits) -> None:
    """Return in a process that keeps the limits; the one that was asked waits and ends with it."""
    if not hasattr(os, "fork"):
        timer = threading.Timer(limits.seconds, _give_up, (limits,))
        timer.daemon = True
        timer.start()
        return
    for stream in filter(None, (sys.stdout, sys.stderr)):
        stream.flush()
    while (spare := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass  # a stream that was closed: no pipe may take its place
    os.close(spare)
    ended, ends = os.pipe()
    lives, alive = os.pipe()
    child = os.fork()
    if child:
        os.close(ends)
        os.close(lives)
        _watch(child, ended, limits)
    os.close(ended)
    os.close(alive)
    threading.Thread(target=_end_with, args=(lives,), daemon=True).start()
    _limit_memory(limits.gigabytes)
    _hush()
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # else it waits until the engine is done


def _watch(child: int, ended: int, limits: Limits) -> NoReturn:
    """Wait for the process that does the work, and end as it does."""

    def forward(number: int, _: object) -> None:
        os.kill(child, number)

    for name in _FORWARDED:
        signal.signal(getattr(signal, name), forward)
    ready, _, _ = select.select([ended], [], [], limits.seconds)
    if not ready:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if not ready:
        _give_up(limits)
    code = os.waitstatus_to_exitcode(status)
    if code >= 0:
        os._exit(code)
    name = signal.Signals(-code).name
    if name in _QUIET:
        signal.signal(-code, signal.SIG_DFL)
        os.kill(os.getpid(), -code)
    if name in ("SIGABRT", "SIGKILL"):
        _end(too_big(limits.gigabytes))
    _end(f"the engine cannot hold what was asked and has ended ({name}); ask for less at once")


def too_big(gigabytes: float) -> str:
    """Return the words for what does not fit into the memory that it may have."""
    return f"needs more than {gigabytes:g} GB of memory; ask for less, or raise --memory"


def _give_up(limits: Limits) -> NoReturn:
    _end(f"no answer within {limits.seconds:g} s; ask for less, or raise --timeout")


def _end(words: str) -> NoReturn:
    sys.stderr.write(f"kg: {words}\n")
    sys.stderr.flush()
    os._exit(2)


def _end_with(lives: int) -> None:
    """End this process when the one that waits for it is gone."""
    os.read(lives, 1)
    os._exit(2)


def _limit_memory(gigabytes: float) -> None:
    import resource

    reserved = (os.cpu_count() or 1) * _RESERVED
    size = int(gigabytes * (1 << 30)) + reserved
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    if most != resource.RLIM_INFINITY:
        size = min(size, most)
    try:
        resource.setrlimit(resource.RLIMIT_AS, (size, most))
    except (OSError, ValueError):
        return  # a system that keeps no such limit (macOS)


def _hush() -> None:
    """Keep what the engine says when it ends by itself from the terminal; what kg says stays."""
    real = sys.stderr
    if not isinstance(real, io.TextIOWrapper):
        return
    kept = os.dup(2)
    sys.stderr = io.TextIOWrapper(
        io.FileIO(kept, "w"),
        encoding=real.encoding, errors=real.errors, line_buffering=True, write_through=True,
    )  # fmt: skip
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)
