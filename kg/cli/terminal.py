"""The one way to a terminal: UTF-8, nothing hidden in it, no line wider than reads well.

What a program reads (CSV, JSON, RDF through a pipe or to a file) is written as it is; what a
terminal shows has every character made visible that it would obey.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
from codecs import getincrementaldecoder
from typing import Any

from kg.model.lines import dress, make_visible, wrap

_WIDEST, _PIPED = 100, 160


def set_streams() -> None:
    """Write UTF-8 whatever the system thinks, and never fail for a character that cannot be."""
    _TOLD.clear()
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def is_plain() -> bool:
    """Return whether text must carry no emphasis: no terminal, or NO_COLOR is set."""
    return not sys.stdout.isatty() or bool(os.environ.get("NO_COLOR"))


def width() -> int:
    """Return how wide text may be: the window's width, at most what reads well."""
    return min(shutil.get_terminal_size((_WIDEST, 24)).columns, _WIDEST)


def table_width() -> int:
    """Return how wide a table may be: the window's width, through a pipe what a line may hold."""
    if sys.stdout.isatty() or "COLUMNS" in os.environ:
        return shutil.get_terminal_size((_PIPED, 24)).columns
    return _PIPED


def show(text: str = "", end: str = "\n") -> None:
    """Print text for a person."""
    sys.stdout.write(dress(text + end, is_plain=is_plain()))


def show_dressed(text: str) -> None:
    """Print text that has its emphasis and hides nothing already."""
    sys.stdout.write(text)


def show_wrapped(text: str, indent: str = "", first: str | None = None) -> None:
    """Print a text for a person in lines that fit; a text without words is no line."""
    for line in wrap(text, width(), indent, first):
        show(line)


def tell(text: str) -> None:
    """Print a line beside the answer, to the stream of messages."""
    sys.stderr.write(dress(text + "\n", is_plain=True))


class Sent(io.TextIOBase):
    """What a library writes text to that a program reads: `send` as a file."""

    def write(self, text: str) -> int:
        """Send a text; return how long it is."""
        send(text)
        return len(text)


class SentBytes(io.RawIOBase):
    """The same for a library that writes UTF-8 in bytes; `size` is how many there were."""

    def __init__(self) -> None:
        self.size = 0
        self._decoder = getincrementaldecoder("utf8")(errors="replace")

    def writable(self) -> bool:
        """Return that it is."""
        return True

    def write(self, data: Any) -> int:
        """Send some bytes; return how many there are."""
        self.size += len(data)
        if sys.stdout.isatty():
            send(self._decoder.decode(bytes(data)))
        else:
            sys.stdout.buffer.write(data)
        return len(data)

    def flush(self) -> None:
        """Pass on what was sent."""
        sys.stdout.buffer.flush()


def tell_once(text: str) -> None:
    """Print a line beside the answer, unless this command has said it already."""
    if text not in _TOLD:
        _TOLD.add(text)
        tell(text)


_TOLD: set[str] = set()


def send(text: str) -> None:
    """Print what a program reads: as it is through a pipe, made visible on a terminal."""
    sys.stdout.write(make_visible(text) if sys.stdout.isatty() else text)
