"""Call a function in a process beside this one, which goes on with other work meanwhile.

Python runs one thread at a time, so what is pure reckoning keeps a second core idle unless a second
process does it.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

Made = TypeVar("Made")


@contextmanager
def beside(function: Callable[..., Made], *given: Any) -> Iterator[Callable[[], Made]]:
    """Begin a call of a function of a module; what is yielded waits for its result.

    Function, arguments and result are pickled. Where they cannot be, where no process can be
    started, or the one that was did not come to its end, the function is called here, and raises
    here what it raises. None goes on after the block.
    """
    begun = _begin(function, given)
    try:
        yield lambda: _collect(begun, function, given)
    finally:
        if begun is not None:
            begun.kill()
            with begun:
                pass


def _begin(function: Callable[..., Made], given: tuple[Any, ...]) -> subprocess.Popen[bytes] | None:
    try:
        call = pickle.dumps((function, given))
    except (pickle.PicklingError, TypeError, AttributeError):  # what it raises differs by the type
        return None
    return _start(call)


def _start(call: bytes) -> subprocess.Popen[bytes] | None:
    # with the same path, so that it finds this package, and no module of the user's folder
    code = f"import sys; sys.path[:] = {sys.path!r}; from {__name__} import answer; answer()"
    command, pipe = [sys.executable, "-P", "-c", code], subprocess.PIPE
    try:
        begun = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)
        assert begun.stdin is not None  # as a pipe was asked for
        with begun.stdin as given:
            given.write(call)
    except OSError:
        return None
    return begun


def _collect(
    begun: subprocess.Popen[bytes] | None, function: Callable[..., Made], given: tuple[Any, ...]
) -> Made:
    if begun is not None:
        assert begun.stdout is not None
        with begun:
            made = begun.stdout.read()
        if begun.returncode == 0:
            found: Made = pickle.loads(made)
            return found
    return function(*given)


def answer() -> None:
    """Make the call that standard input holds, and write what it returns to standard output."""
    function, given = pickle.load(sys.stdin.buffer)
    sys.stdout.buffer.write(pickle.dumps(function(*given)))
