"""One SPARQL 1.1 server as it is written to: its three addresses, and what each is sent.

    query    SPARQL 1.1 Protocol, 2.1: what is there
    update   SPARQL 1.1 Protocol, 2.2: changes
    store    SPARQL 1.1 Graph Store HTTP Protocol: statements put into one graph or added to it

A request either did what it was told, or raises what went wrong: `Declined` where the server read
it and will not do it, `Broken` where nobody knows what it did.
"""

from __future__ import annotations

import re
import urllib.error
import urllib.parse
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from kg.engine.remote import RemoteGraph, first_line
from kg.engine.transfer import Address, Reply, plain, send
from kg.errors import GraphError, QueryError
from kg.model.terms import SHIPPED

_HELD_UP = (408, 425, 429, 502, 503, 504)
"""States in which a server asks to be asked again."""
_LOGIN = (401, 403, 407)
_FORM = "application/x-www-form-urlencoded"
_UPDATE = "application/sparql-update"
_TRIPLES = "application/n-triples"
_ESCAPED = re.compile(r"\\\\([uU])")


class Declined(GraphError):
    """A server that read what it was sent, and will not do it; `code` is the status it gave."""

    def __init__(self, text: str, code: int) -> None:
        super().__init__(text)
        self.code = code

    @property
    def is_of_login(self) -> bool:
        """Whether it is for who asks, not for what is asked."""
        return self.code in _LOGIN


class Broken(GraphError):
    """A server that could not be reached, was too slow or broke off: it may have done all of it."""


@dataclass(frozen=True)
class SparqlServer:
    """The addresses of a server, without logins; `store` is None where only updates are known."""

    query: Address
    update: Address
    store: Address | None = None
    wait: float = 600.0
    takes_form: bool = True
    """Whether updates are sent as a form, as a query is; else as they are."""
    graphs: tuple[str, ...] = field(default=())
    """Graphs that questions are about, where those are not all."""

    @property
    def place(self) -> str:
        """The address that people know."""
        return self.query.text

    @property
    def asked(self) -> RemoteGraph:
        """The server as it is asked."""
        found = RemoteGraph(self.place, self.wait, self.wait, SHIPPED)
        object.__setattr__(found, "address", replace(self.query, text=self._asked_place()))
        return found

    def _asked_place(self) -> str:
        if not self.graphs:
            return self.place
        named = urllib.parse.urlencode([("default-graph-uri", graph) for graph in self.graphs])
        return f"{self.place}{'&' if '?' in self.place else '?'}{named}"

    def about(self, graph: str) -> SparqlServer:
        """Return the server as asked about one graph alone (SPARQL 1.1 Protocol, 2.1.4)."""
        return replace(self, graphs=(graph,))

    def rows(self, text: str) -> list[tuple[Any, ...]]:
        """Return the rows of a SELECT; Broken where the server does not answer with rows."""
        try:
            answer: Any = self.asked.query(text)
            return [tuple(row) for row in answer]
        except (GraphError, QueryError) as error:
            raise Broken(str(error)) from None
        except TypeError:
            raise Broken(f"{self.place}: did not answer a SELECT query with rows") from None

    def is_so(self, pattern: str) -> bool:
        """Return whether a pattern matches."""
        try:
            return bool(self.asked.query(f"ASK {{ {pattern} }}"))
        except (GraphError, QueryError) as error:
            raise Broken(str(error)) from None

    def count(self, target: str) -> int:
        """Return how many statements a graph holds; "" is the default graph."""
        pattern = f"GRAPH {target} {{ ?s ?p ?o }}" if target else "?s ?p ?o"
        rows = self.rows(f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}")
        try:
            return int(rows[0][0].value)
        except (IndexError, AttributeError, ValueError):
            raise Broken(f"{self.place}: did not answer a count with a number") from None

    def change(self, update: str) -> None:
        """Send an update; Declined or Broken unless the server says that it did it."""
        data = update.encode()
        if self.takes_form:
            data = urllib.parse.urlencode({"update": update}).encode()
        kind = _FORM if self.takes_form else f"{_UPDATE}; charset=utf-8"
        self._send(self.update, data, kind, "POST")

    def insert(self, blocks: Iterable[tuple[str, Sequence[str]]]) -> None:
        """Add statements to graphs by one update; lines are those of N-Triples."""
        written = "\n".join(
            f"GRAPH {target} {{\n{_write(lines)}\n}}" if target else _write(lines)
            for target, lines in blocks
        )
        self.change(f"INSERT DATA {{\n{written}\n}}")

    def add(self, target: str, lines: Sequence[str]) -> None:
        """Add statements to a named graph, by the protocol of graphs where there is one."""
        if self.store is None:
            self.insert([(target, lines)])
        else:
            self.put(target, lines, "POST")

    def remove(self, graph: str) -> None:
        """Remove a named graph, if it is there; Virtuoso drops none that it only holds."""
        self.change(f"CLEAR SILENT GRAPH {graph} ; DROP SILENT GRAPH {graph}")

    def put(self, target: str, lines: Sequence[str], method: str = "PUT") -> None:
        """Make some statements all that a named graph holds, or with POST add them."""
        assert self.store is not None
        graph = urllib.parse.urlencode({"graph": target[1:-1]})
        text = f"{self.store.text}{'&' if '?' in self.store.text else '?'}{graph}"
        data = "\n".join([*lines, ""]).encode()
        self._send(replace(self.store, text=text), data, _TRIPLES, method)

    def _send(self, address: Address, data: bytes, kind: str, method: str) -> Reply:
        accept = "application/sparql-results+json, */*;q=0.1"
        headers = {"Content-Type": kind, "Accept": accept, "User-Agent": "kg"}
        place = address.text.partition("?")[0]
        try:
            reply = send(address, data, headers, self.wait, self.wait, method)
        except urllib.error.HTTPError as error:
            is_page = error.headers.get_content_type() == "text/html"
            told = first_line(error)  # and closes it
            text = f"{place}: {_refusal(error, address, '' if is_page else told)}"
            if error.code in _HELD_UP:
                raise Broken(text) from None
            raise Declined(text, error.code) from None
        except GraphError as error:
            raise Broken(str(error)) from None
        if reply.kind == "text/html" and reply.body.strip():
            raise Declined(f"{place}: answered with a web page; is it an address for updates?", 200)
        return reply


def _write(lines: Sequence[str]) -> str:
    r"""Return lines of N-Triples as an update holds them.

    Some servers read `\\u0041`, a backslash and a word, as the letter that `\u0041` means; eight
    digits, as others read on after four.

    >>> print(_write([r'<x:a> <x:b> "\\u0041" .']))
    <x:a> <x:b> "\\\U000000750041" .
    """
    return _ESCAPED.sub(lambda m: f"\\\\\\U{ord(m[1]):08X}", "\n".join(lines))


def _refusal(error: urllib.error.HTTPError, address: Address, told: str) -> str:
    if error.code == 401:
        if address.has_login:
            return "refused the login"
        return "asks for a login: KG_LOGIN=user:password, or ~/.netrc"
    state = f"answered {error.code} {plain(str(error.reason))}".strip()
    return f"{state}: {told}" if told else state
