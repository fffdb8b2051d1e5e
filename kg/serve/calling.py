"""Call what reads the graph in a thread, so that nothing of the engine's is left to another."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from typing import TypeVar

Made = TypeVar("Made")


def call(job: Callable[..., Made], *given: object) -> Made:
    """Return what a function gives that is called in a thread, or raise its error, with no frames.

    The engine's rows may be let go only by the thread that asked for them. The frames of an error
    hold them, and would be let go by whoever catches it.
    """
    try:
        return job(*given)
    except BaseException as error:
        told: BaseException | None = error
        while told is not None:
            traceback.clear_frames(told.__traceback__)
            told = told.__context__
        raise
