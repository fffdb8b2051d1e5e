"""A graph behind a SPARQL endpoint, asked over HTTP.

SPARQL 1.1 Protocol, section 2.1.2: query via POST as a form; sent as it is (2.1.3) a query makes
Virtuoso 7 wait for ever.
"""

from __future__ import annotations

import http.client
import re
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

from kg.engine.about import find_space
from kg.errors import GraphError, QueryError
from kg.model.terms import SHIPPED, Space

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kg.engine.graph import Answer, Term

_ACCEPT = "application/sparql-results+json, application/n-triples;q=0.9, text/turtle;q=0.8"
_DECLARED = re.compile(r"\bPREFIX\s+([\w.-]*):", re.IGNORECASE)
_COMMENT = re.compile(r"(?m)^\s*#.*$")
WAIT, WHOLE = 60.0, 600.0
"""Seconds that an endpoint may be silent, and in which its whole answer must have come."""
_PIECE = 1 << 16


@dataclass(frozen=True)
class RemoteGraph:
    """A graph that somebody else serves; `known` are its addresses, where they need no asking."""

    place: str
    wait: float = WAIT
    whole: float = WHOLE
    known: Space | None = None
    services: frozenset[str] = frozenset()

    @cached_property
    def space(self) -> Space:
        """The addresses that the graph gives for its things; asked once, when first needed."""
        if self.known is not None:
            return self.known
        try:
            return find_space(self._send)
        except QueryError:
            return SHIPPED

    def query(self, text: str, bindings: Mapping[str, Term] | None = None) -> Answer:
        """Ask the endpoint; prefixes of the project are added where the text declares them not.

        Variables are bound by a block of values (see `insert_values`). Raises QueryError where it
        refuses the query, GraphError where it is down, slow, or answers with something else than
        results.
        """
        from kg.engine.diagnosis import complaint
        from kg.engine.guard import find_refusal

        refusal = find_refusal(text, self.services)
        if refusal:
            raise QueryError(refusal)
        if bindings:
            from kg.engine.parameters import insert_values

            text = insert_values(text, bindings)
        try:
            return self._send(_with_prefixes(text, self.space))
        except QueryError as error:
            why = complaint(text, self.space.prefixes)
            raise QueryError(why or str(error)) from None

    def _send(self, text: str) -> Answer:
        try:
            with _opener().open(self._request(text), timeout=self.wait) as reply:
                kind = reply.headers.get_content_type()
                body = self._receive(reply)
        except urllib.error.HTTPError as error:
            with error:
                told = error.read(300).decode("utf8", "replace").strip().partition("\n")[0]
            if error.code == 400:
                raise QueryError(f"{self.place}: refused the query: {told.strip()}") from None
            place = error.headers.get("Location")
            said = f"answered {error.code} {error.reason}"
            said = f"has moved to {place}; ask there" if place else said
            raise GraphError(f"{self.place}: {said}") from None
        except TimeoutError:
            raise GraphError(f"{self.place}: no answer within {self.wait:g} s") from None
        except http.client.HTTPException:
            raise GraphError(f"{self.place}: broke off in the middle of its answer") from None
        except (OSError, ValueError) as error:
            reason = getattr(error, "reason", error)
            raise GraphError(f"{self.place}: cannot be reached: {reason}") from None
        return self._read(kind, body)

    def _request(self, text: str) -> urllib.request.Request:
        return urllib.request.Request(
            self.place,
            data=urllib.parse.urlencode({"query": text}).encode(),
            headers={
                "Content-Type": "application/x-www-form-urlencoded",
                "Accept": _ACCEPT,
                "User-Agent": "kg",
            },
        )

    def _receive(self, reply: http.client.HTTPResponse) -> bytes:
        """Return the body of a reply, unless it drips for longer than a whole answer may."""
        last = time.monotonic() + self.whole
        pieces = []
        while piece := reply.read1(_PIECE):
            pieces.append(piece)
            if time.monotonic() > last:
                raise GraphError(f"{self.place}: its answer was not whole after {self.whole:g} s")
        if reply.length:
            raise http.client.IncompleteRead(b"")
        return b"".join(pieces)

    def _read(self, kind: str, body: bytes) -> Answer:
        import pyoxigraph as ox

        results = ox.QueryResultsFormat.from_media_type(kind)
        triples = ox.RdfFormat.from_media_type(kind)
        try:
            if results is not None:
                _check_whole(body, results)
                return ox.parse_query_results(body, format=results)
            if triples is not None:
                return _as_triples(body, triples)
        except (SyntaxError, ValueError, OSError) as error:
            told = getattr(error, "msg", error)
            raise GraphError(f"{self.place}: its answer cannot be read: {told}") from None
        raise GraphError(f"{self.place}: answered {kind}, not SPARQL results; is it an endpoint?")


class _Staying(urllib.request.HTTPRedirectHandler):
    """Follows nothing: urllib would ask the other address without the query."""

    def redirect_request(self, *_: object) -> None:
        """Return no request."""


@cache
def _opener() -> urllib.request.OpenerDirector:
    return urllib.request.build_opener(_Staying)


def _check_whole(body: bytes, form: ox.QueryResultsFormat) -> None:
    """Read results through once: the engine parses lazily, and half an answer must not pass."""
    import pyoxigraph as ox

    answer = ox.parse_query_results(body, format=form)
    if isinstance(answer, ox.QuerySolutions):
        for _ in answer:
            pass


def _with_prefixes(text: str, space: Space) -> str:
    from kg.engine.tokens import bare

    declared = set(_DECLARED.findall(_COMMENT.sub(" ", text)))
    text_without_strings = bare(text)
    head = [
        f"PREFIX {prefix}: <{namespace}>"
        for prefix, namespace in space.prefixes.items()
        if prefix not in declared and f"{prefix}:" in text_without_strings
    ]
    return "\n".join([*head, text])


def _as_triples(body: bytes, form: ox.RdfFormat) -> Answer:
    """Return parsed triples as an answer, by asking them of a store of their own."""
    import pyoxigraph as ox

    store = ox.Store()
    store.bulk_load(body, form)
    return store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
