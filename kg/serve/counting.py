"""Count the rows of an answer in the bytes that the engine writes, which it does not say itself.

To take each row from the engine into Python would cost more than the answer.
"""

from __future__ import annotations

from collections.abc import Callable


def row_counter(form: str) -> Callable[[bytes], int]:
    """Return a function that is given the pieces of an answer and returns the rows so far.

    It counts what ends a row and cannot stand inside one; a row more or less at the ends of a
    JSON document is not told.

    >>> count = row_counter("tsv")
    >>> count(b"?s\\n<a>\\n<b>"), count(b"\\n")
    (1, 2)
    """
    counters: dict[str, Callable[[], Callable[[bytes], int]]] = {
        "csv": _CsvRows,
        "json": _Objects,
        "xml": _Elements,
        "tsv": _Ends,
    }
    return counters[form]()


class _Ends:
    """TSV: a line feed inside a value is escaped; the first ends the names."""

    def __init__(self) -> None:
        self.rows = -1

    def __call__(self, piece: bytes) -> int:
        self.rows += piece.count(b"\n")
        return max(0, self.rows)


class _CsvRows:
    """CSV: a line feed inside a value stands between quotes."""

    def __init__(self) -> None:
        self.rows = -1
        self.quotes = 0

    def __call__(self, piece: bytes) -> int:
        if b'"' not in piece:
            if not self.quotes % 2:
                self.rows += piece.count(b"\n")
            return max(0, self.rows)
        parts = piece.split(b'"')
        for part in parts[self.quotes % 2 :: 2]:
            self.rows += part.count(b"\n")
        self.quotes += len(parts) - 1
        return max(0, self.rows)


class _Elements:
    """XML: a tag inside a value is escaped; one may lie across two pieces."""

    mark = b"</result>"
    more = 0

    def __init__(self) -> None:
        self.rows = 0
        self.tail = b""

    def __call__(self, piece: bytes) -> int:
        joined = self.tail + piece
        self.rows += joined.count(self.mark)
        self.tail = joined[1 - len(self.mark) :]
        return self.rows


class _Objects(_Elements):
    """JSON: where a row ends and another begins; a quote inside a value is escaped."""

    mark = b'}},{"'
