"""Answers that were given, kept as long as the build that they are of is live and there is room."""

from __future__ import annotations

from collections import OrderedDict

MOST = 16_000_000
"""Letters of all that is kept."""


class KeptAnswers:
    """The answers that were asked for last; who asks the same again need not wait."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._of: object = None
        self._size = 0
        self._texts: OrderedDict[str, str] = OrderedDict()

    def find(self, build: object, asked: str) -> str | None:
        """Return the answer of a build to what is asked; None where it is not kept."""
        if build is not self._of:
            return None
        if asked in self._texts:
            self._texts.move_to_end(asked)
        return self._texts.get(asked)

    def keep(self, build: object, asked: str, text: str) -> None:
        """Keep an answer; those of another build go, and so do the oldest for which is no room."""
        if build is not self._of:
            self._of, self._size = build, 0
            self._texts.clear()
        if asked in self._texts or len(text) > self._most // 4:
            return
        self._texts[asked] = text
        self._size += len(text)
        while self._size > self._most:
            _, gone = self._texts.popitem(last=False)
            self._size -= len(gone)
