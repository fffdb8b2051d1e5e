"""Answer one query in the process of a worker, as bytes of the format that the client takes.

Which of the two formats of a question counts is known only once the query is read: rows or truth
take one, statements the other.
"""

from __future__ import annotations

import io
from codecs import getincrementaldecoder
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from kg.engine.graph import GraphNames
from kg.engine.guard import find_refusal
from kg.engine.tokens import read_code
from kg.errors import GraphError, QueryError
from kg.model.notation import NOT_XML, check_xml_name
from kg.serve.counting import row_counter
from kg.serve.formats_served import GRAPHS, NAMES, TABLES
from kg.serve.messages import FAILED, FILED, ROWS, Enquiry, Outcome

if TYPE_CHECKING:
    from typing import IO

    import pyoxigraph as ox

    from kg.engine.store import LocalGraph

BAD, NOT_ACCEPTABLE, TOO_MUCH, DAMAGED = 400, 406, 422, 500
_UNREADABLE = "the store cannot be read; build the graph again"
_TOLD = 10
"""Graphs that are named where one is not known."""
INLINE = 1 << 18
"""Bytes of an answer that is sent as a whole, not by a file."""


class Stopped(Exception):
    """An answer goes past a limit."""


class Spool:
    """What an answer is written into: memory for a short one, a file for a long one."""

    def __init__(self, question: Enquiry, form: str) -> None:
        self._question = question
        self._count = row_counter(form) if form in TABLES else None
        self._is_xml = form == "xml"
        self._size = 0
        self._pieces: list[bytes] = []
        self._file: io.BufferedWriter | None = None

    def write(self, data: Any) -> int:
        """Take a piece; Stopped where it is one too many."""
        piece = bytes(data)
        self._size += len(piece)
        if self._size > self._question.size:
            raise Stopped(f"is longer than {self._question.size // 1_000_000:,} MB")
        if self._count is not None and self._count(piece) > self._question.rows:
            raise Stopped(f"has more than {self._question.rows:,} rows")
        self._pieces.append(piece)
        if self._size > INLINE and (self._file is not None or self._open()):
            assert self._file is not None
            self._file.write(b"".join(self._pieces))
            self._pieces.clear()
        return len(piece)

    def flush(self) -> None:
        """Do nothing: the engine calls it."""

    def reply(self, form: str) -> Outcome:
        """Return the whole answer, or where it lies."""
        number = NAMES.index(form)
        if self._file is None:
            return Outcome(ROWS, number, b"".join(self._pieces))
        self._file.close()
        return Outcome(FILED, number, self._question.spool.encode())

    def drop(self) -> None:
        """Remove what was written."""
        if self._file is not None:
            self._file.close()
            with suppress(OSError):
                Path(self._question.spool).unlink()

    def _open(self) -> bool:
        self._file = Path(self._question.spool).open("xb")  # noqa: SIM115
        return True


def answer(graph: LocalGraph, question: Enquiry) -> Outcome:
    """Return the answer to a question, or the error that it is answered by."""
    try:
        refusal = find_refusal(question.text) or _find_wrong_graph(graph, question)
        if refusal:
            return _fail(BAD, refusal.partition("; allow it with")[0])
        found = _ask(graph, question)
        return _write(graph, question, found)
    except QueryError as error:
        return _fail(BAD, str(error))
    except GraphError:
        return _fail(DAMAGED, _UNREADABLE)
    except (MemoryError, OSError, RuntimeError, ValueError) as error:
        if isinstance(error, MemoryError):
            return _fail(TOO_MUCH, "query: needs more memory than it may have; ask for less")
        if "Corruption" in str(error):  # of a file, which the engine names with its whole path
            return _fail(DAMAGED, _UNREADABLE)
        return _fail(BAD, f"query: cannot be answered: {error}")


def _find_wrong_graph(graph: LocalGraph, question: Enquiry) -> str | None:
    """Return why a query may not be asked of the graphs that it names, or None.

    The engine takes a graph that it does not have for an empty one, and would not say so.
    """
    import pyoxigraph as ox

    asked = [*question.default_graphs, *question.named_graphs] or _read_from(question.text)
    for name in asked:
        if name.lower().startswith("file:"):
            return f"query: FROM <{name}> would read a file; only graphs of the store are asked"
        with suppress(ValueError):  # what is no address the engine refuses
            if not graph.store.contains_named_graph(ox.NamedNode(name)):
                known = sorted(
                    f"<{one.value}>"
                    for one in graph.store.named_graphs()
                    if isinstance(one, ox.NamedNode)
                )
                there = f"; there are {', '.join(known[:_TOLD])}" if known else "; none has a name"
                return f"query: there is no graph <{name}> here{there}"
    return None


def _read_from(text: str) -> list[str]:
    """Return the addresses after FROM and FROM NAMED in a query."""
    if "from" not in text.lower():
        return []
    found, is_from = list[str](), False
    for token in read_code(text):
        if is_from and token.kind == "iri":
            found.append(token.text[1:-1])
        is_word = token.kind == "word" and token.text.upper()
        is_from = is_word == "FROM" or (is_from and is_word == "NAMED")
    return found


def _ask(graph: LocalGraph, question: Enquiry) -> Any:
    """Return the engine's answer, over the graphs that the request names, if it names any."""
    named = question.default_graphs, question.named_graphs
    return graph.query(question.text, graphs=GraphNames(*named) if any(named) else None)


def _write(graph: LocalGraph, question: Enquiry, found: Any) -> Outcome:
    import pyoxigraph as ox

    is_graph = isinstance(found, ox.QueryTriples)
    form = question.graph if is_graph else question.table
    if form is None:
        known = GRAPHS if is_graph else TABLES
        what = "statements" if is_graph else "rows"
        types = ", ".join(media.partition(";")[0] for media in known.values())
        return _fail(NOT_ACCEPTABLE, f"the answer is {what}; ask for one of {types}")
    if isinstance(found, ox.QueryBoolean) and form in ("csv", "tsv"):
        body = b"true" if found else b"false"  # the formats have no truth; a word is read by all
        return Outcome(ROWS, NAMES.index(form), body + b"\n")
    spool = Spool(question, form)
    out = cast("IO[bytes]", _Xml(spool) if form in ("xml", "rdfxml") else spool)
    try:
        if is_graph:
            _write_statements(graph, question, found, form, out)
        else:
            found.serialize(out, format=getattr(ox.QueryResultsFormat, form.upper()))
        return spool.reply(form)
    except Stopped as stopped:
        spool.drop()
        return _fail(TOO_MUCH, f"query: the answer {stopped}; ask for less, by LIMIT or a filter")
    except BaseException:
        spool.drop()
        raise


class _Xml:
    """What writes XML that every reader takes, which the engine does not see to."""

    def __init__(self, spool: Spool) -> None:
        self._spool = spool
        self._read = getincrementaldecoder("utf8")()

    def write(self, data: Any) -> int:
        text = NOT_XML.sub("\ufffd", self._read.decode(bytes(data)))
        self._spool.write(text.replace("\r", "&#13;").encode())
        return len(data)

    def flush(self) -> None:
        """Do nothing: the engine calls it."""


def _write_statements(
    graph: LocalGraph, question: Enquiry, found: ox.QueryTriples, form: str, out: IO[bytes]
) -> None:
    import pyoxigraph as ox

    wanted = {
        "ttl": ox.RdfFormat.TURTLE,
        "nt": ox.RdfFormat.N_TRIPLES,
        "jsonld": ox.RdfFormat.JSON_LD,
        "rdfxml": ox.RdfFormat.RDF_XML,
    }[form]
    prefixes = dict(graph.space.prefixes) if form in ("ttl", "rdfxml") else None
    triples = _counted(found, question.rows)
    if form == "rdfxml":
        triples = _named(triples)
    ox.serialize(triples, out, format=wanted, prefixes=prefixes)


def _counted(found: ox.QueryTriples, most: int) -> Iterator[ox.Triple]:
    for number, triple in enumerate(found):
        if number >= most:
            raise Stopped(f"has more than {most:,} statements")
        yield triple


def _named(triples: Iterator[ox.Triple]) -> Iterator[ox.Triple]:
    for triple in triples:
        check_xml_name(triple.predicate.value)
        yield triple


def _fail(status: int, words: str) -> Outcome:
    return Outcome(FAILED, status, words.encode())
