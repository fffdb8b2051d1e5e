"""Stop a command that takes too long: the engine cannot be interrupted, the process can."""

from __future__ import annotations

import os
import signal
import sys
import threading
from typing import Annotated

import typer

TimeoutOption = Annotated[
    float | None,
    typer.Option(
        "--timeout", metavar="SECONDS", min=0.001, help="Give up after this.", show_default=False
    ),
]


def limit(seconds: float | None) -> None:
    """End the process, with one line and exit code 2, unless it ends by itself within a time.

    Ctrl-C ends it at once too. Only for commands that write nothing but their answer.
    """
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # else it waits until the engine is done
    if seconds is not None:
        timer = threading.Timer(seconds, _give_up, (seconds,))
        timer.daemon = True
        timer.start()


def _give_up(seconds: float) -> None:
    sys.stderr.write(f"kg: no answer within {seconds:g} s; ask for less, or raise --timeout\n")
    sys.stderr.flush()
    os._exit(2)
