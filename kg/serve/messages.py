"""What the server and its workers say to each other: a question, and one answer to it.

A message begins with its length. A question is marshalled, which both sides of one program read
alike; an answer is a letter for its kind, a number and bytes, so that nothing which a worker sends
is taken for more than that.
"""

from __future__ import annotations

import marshal
import struct
from typing import NamedTuple

LENGTH = struct.Struct("!I")
HEAD = struct.Struct("!cHI")
"""Of an answer: its kind, its number, and how many bytes follow."""

READY, ROWS, FILED, FAILED = b"R", b"A", b"F", b"E"
"""Kinds of answers: the worker has begun (its process id follows); an answer whole (numbered by
its format); one that lies in a file (whose name follows); an error (status, and words)."""


class Enquiry(NamedTuple):
    """A query as a worker is asked it."""

    text: str
    table: str | None
    """The format for rows and truth, None where the client takes none."""
    graph: str | None
    """The format for statements."""
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    rows: int
    size: int
    spool: str
    """Where the answer is written that is too long to be sent at once."""


class Outcome(NamedTuple):
    """What came of a question: its kind, its number, and its content."""

    kind: bytes
    number: int
    body: bytes


def write_question(question: Enquiry) -> bytes:
    """Return a question as it is sent."""
    data = marshal.dumps(tuple(question))
    return LENGTH.pack(len(data)) + data


def read_question(data: bytes) -> Enquiry:
    """Return the question of a message, without its length."""
    return Enquiry(*marshal.loads(data))


def write_reply(reply: Outcome) -> bytes:
    """Return an answer as it is sent."""
    return HEAD.pack(reply.kind, reply.number, len(reply.body)) + reply.body
