"""A graph behind a SPARQL endpoint, asked over HTTP.

SPARQL 1.1 Protocol, section 2.1.2: query via POST as a form; sent as it is (2.1.3) a query makes
Virtuoso 7 wait for ever.
"""

from __future__ import annotations

import http.client
import re
import urllib.error
import urllib.parse
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import IO, TYPE_CHECKING

from kg.engine.about import find_space
from kg.engine.tokens import bare, read_code
from kg.engine.transfer import (
    TAKES_PARTS,
    WAIT,
    WHOLE,
    Address,
    Reply,
    plain,
    read_address,
    send,
)
from kg.errors import GraphError, QueryError
from kg.model.terms import SHIPPED, Space

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kg.engine.graph import Answer, Term

_ACCEPT = "application/sparql-results+json, application/n-triples;q=0.9, text/turtle;q=0.8"
_ACCEPT_LINES = "application/n-triples, text/plain;q=0.5"
_DECLARED = re.compile(r"\bPREFIX\s+([\w.-]*):", re.IGNORECASE)
_COMMENT = re.compile(r"(?m)^\s*#.*$")
_TRUTH = re.compile(rb'"__ASK_RETVAL": *\{[^{}]*"value": *"([01])"')
_ODD_BLANK, _BLANK = b'"type": "bnode", "value": "nodeID://', b'"type": "bnode", "value": "'
_HINT = "--partial takes what comes"


@dataclass(frozen=True)
class RemoteGraph:
    """A graph that somebody else serves; `known` are its addresses, where they need no asking."""

    place: str
    wait: float = WAIT
    whole: float = WHOLE
    known: Space | None = None
    services: frozenset[str] = frozenset()
    address: Address = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Keep the login of the address apart: `place` stands in what people read."""
        object.__setattr__(self, "address", read_address(self.place))
        object.__setattr__(self, "place", self.address.text)

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

    def fetch(self, text: str, file: Path) -> int:
        """Write the triples of a query to a file as N-Triples, as they come; return how many.

        Nothing of them is held in memory. Raises as `query` does.
        """
        import pyoxigraph as ox

        with file.open("w+b") as came:
            reply = self._ask(_with_prefixes(text, self.space), _ACCEPT_LINES, came)
            form = ox.RdfFormat.from_media_type(reply.kind)
            came.seek(0)
            if form is None or reply.kind == "text/plain":
                form = ox.RdfFormat.N_TRIPLES
            if form != ox.RdfFormat.N_TRIPLES:
                raise GraphError(f"{self.place}: answered {plain(reply.kind)}, not N-Triples")
            return sum(1 for line in came if line[:1] in (b"<", b"_"))

    def _send(self, text: str) -> Answer:
        return self._read(self._ask(text, _ACCEPT), text)

    def _ask(self, text: str, accept: str, into: IO[bytes] | None = None) -> Reply:
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Accept": accept,
            "User-Agent": "kg",
        }
        form = urllib.parse.urlencode({"query": text}).encode()
        try:
            reply = send(self.address, form, headers, self.wait, self.whole, into=into)
        except urllib.error.HTTPError as error:
            told = first_line(error)
            if error.code == 400:
                raise QueryError(f"{self.place}: refused the query: {told}") from None
            raise GraphError(f"{self.place}: {self._refusal(error)}") from None
        if reply.lack and not TAKES_PARTS.get():
            raise GraphError(f"{self.place}: its answer {reply.lack}; {_HINT}")
        return reply

    def _refusal(self, error: urllib.error.HTTPError) -> str:
        if error.code == 401 and self.address.login:
            return "refused the login"
        if error.code == 401:
            return "asks for a login; http://user:password@…, KG_LOGIN=user:password or ~/.netrc"
        return f"answered {error.code} {plain(str(error.reason))}"

    def _read(self, reply: Reply, text: str) -> Answer:
        import pyoxigraph as ox

        results = ox.QueryResultsFormat.from_media_type(reply.kind)
        triples = ox.RdfFormat.from_media_type(reply.kind)
        if reply.kind == "text/plain" and reply.body.lstrip()[:1] in (b"<", b"_"):
            results, triples = None, ox.RdfFormat.N_TRIPLES  # what RDF 1.0 called it
        try:
            if results is not None:
                answer, rows = _read_results(_mend(reply.body), results)
            elif triples is not None:
                answer, rows = _read_triples(reply.body, triples)
            else:
                kind = plain(reply.kind)
                raise GraphError(
                    f"{self.place}: answered {kind}, not SPARQL results; is it an endpoint?"
                )
        except (SyntaxError, ValueError, OSError) as error:
            told = getattr(error, "msg", error)
            raise GraphError(
                f"{self.place}: its answer cannot be read: {plain(str(told))}"
            ) from None
        most = reply.most_rows
        if most and rows >= most and not TAKES_PARTS.get() and rows != _own_limit(text):
            raise GraphError(f"{self.place}: stops after {most:,} rows; ask for less, or {_HINT}")
        return answer


def _with_prefixes(text: str, space: Space) -> str:
    declared = set(_DECLARED.findall(_COMMENT.sub(" ", text)))
    text_without_strings = bare(text)
    head = [
        f"PREFIX {prefix}: <{namespace}>"
        for prefix, namespace in space.prefixes.items()
        if prefix not in declared and f"{prefix}:" in text_without_strings
    ]
    return "\n".join([*head, text])


def first_line(error: urllib.error.HTTPError) -> str:
    """Return the first line of what a server says of its refusal; nothing where that is cut."""
    said = b""
    with error, suppress(http.client.HTTPException, OSError):
        said = error.read(300)
    return plain(said.decode("utf8", "replace").strip().partition("\n")[0].strip())


def _mend(body: bytes) -> bytes:
    """Return results as JSON has them; Virtuoso 7 gives truth as a row, and odd names to blanks.

    >>> _mend(b'{"vars": ["__ASK_RETVAL"], "__ASK_RETVAL": {"type": "x", "value": "1" }}')
    b'{"head": {}, "boolean": true}'
    """
    found = _TRUTH.search(body) if b'"__ASK_RETVAL"' in body[:300] else None
    if found is not None:
        return b'{"head": {}, "boolean": %s}' % (b"true" if found[1] == b"1" else b"false")
    return body.replace(_ODD_BLANK, _BLANK)


def _own_limit(text: str) -> int | None:
    """Return the LIMIT that a query sets itself."""
    inside, limit, found = 0, False, None
    for token in read_code(text):
        inside += (token.text in "{(") - (token.text in "})")
        if limit and token.kind == "number" and token.text.isdigit():
            found = int(token.text)
        limit = inside == 0 and token.text.upper() == "LIMIT"
    return found


def _read_results(body: bytes, form: ox.QueryResultsFormat) -> tuple[Answer, int]:
    """Return results and the number of rows, read through once: half an answer must not pass."""
    import pyoxigraph as ox

    answer = ox.parse_query_results(body, format=form)
    if not isinstance(answer, ox.QuerySolutions):
        return answer, 0
    names = [f"?{variable.value}" for variable in answer.variables]
    rows = []
    try:
        for row in answer:
            rows.append("\t".join("" if term is None else str(term) for term in row))
    except SyntaxError:
        if not TAKES_PARTS.get():
            raise
        table = "".join(f"{line}\n" for line in ["\t".join(names), *rows])
        return ox.parse_query_results(table, format=ox.QueryResultsFormat.TSV), len(rows)
    return ox.parse_query_results(body, format=form), len(rows)


def _read_triples(body: bytes, form: ox.RdfFormat) -> tuple[Answer, int]:
    """Return parsed triples as an answer, by asking them of a store of their own."""
    import pyoxigraph as ox

    store = ox.Store()
    if TAKES_PARTS.get():
        with suppress(SyntaxError):
            for quad in ox.parse(body, format=form):
                store.add(quad)
    else:
        store.bulk_load(body, form)
    return store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"), len(store)
