"""What a server can do, found by doing it: a few statements in a graph of our own, asked back.

Descriptions that servers give of themselves (SPARQL 1.1 Service Description) are seldom there and
seldom true; what was put and is found is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace

from kg.engine.transfer import Address, read_address
from kg.errors import GraphError
from kg.publish.endpoint import Broken, Declined, SparqlServer

_QUERY = ("/query", "/sparql")
_UPDATE = ("/update", "/sparql-auth", "/statements")
_STORE = (
    "/store",
    "/data",
    "/sparql-graph-crud-auth",
    "/sparql-graph-crud",
    "/rdf-graphs/service",
    "/rdf-graph-store",
)
"""Where Oxigraph, Jena Fuseki, Virtuoso, RDF4J and GraphDB take what is sent, by their queries."""
_TOLD = r'"100%25 \\u0041 Ŵ \" \n"'
"""A text that some ways of sending change."""


@dataclass(frozen=True)
class Abilities:
    """A server with what it was seen to do."""

    endpoint: SparqlServer
    has_default: bool
    """Whether its default graph is one of its own, not all of its named graphs together."""
    is_atomic: bool
    """Whether an update of several steps leaves nothing where one of them fails."""


@dataclass(frozen=True)
class Addresses:
    """The addresses that the user names; those that are None are looked for."""

    query: str
    update: str | None = None
    store: str | None = None
    wait: float = 600.0


def find_endpoint(addresses: Addresses) -> SparqlServer:
    """Return the server at an address, asking it only; where it takes changes is not known yet.

    Raises GraphError where nothing there answers queries.
    """
    given = read_address(addresses.query)
    first: GraphError | None = None
    for ending in ("", *_QUERY):
        address = _under(given, ending)
        found = SparqlServer(address, address, None, addresses.wait)
        try:
            found.is_so("?kgS ?kgP ?kgO FILTER(false)")
        except Broken as error:
            if first is None:
                first = error
            if "cannot be reached" in str(error) or "no answer" in str(error):
                break
        else:
            return found
    assert first is not None
    raise GraphError(str(first)) from None


@contextmanager
def probe(endpoint: SparqlServer, addresses: Addresses, graph: str) -> Iterator[Abilities]:
    """Yield what a server can do, tried in a graph of our own that is removed afterwards.

    Raises GraphError where it takes no updates, saying what it said.
    """
    endpoint = _find_update(endpoint, addresses, graph)
    try:
        has_default = not endpoint.is_so(f"{graph} {graph} ?told")
        is_atomic = _is_atomic(endpoint, graph)
        yield Abilities(_find_store(endpoint, addresses, graph), has_default, is_atomic)
    finally:
        with suppress(GraphError):
            endpoint.remove(graph)


def find_refused(endpoint: SparqlServer, graph: str, samples: Sequence[str]) -> list[str]:
    """Return those of some statements that a server does not take at all."""
    refused = []
    for line in samples:
        try:
            endpoint.add(graph, [line])
        except Declined:
            refused.append(line)
    return refused


def _find_update(endpoint: SparqlServer, addresses: Addresses, graph: str) -> SparqlServer:
    """Return the server with the address that takes updates, and the way of sending them."""
    tried: list[GraphError] = []
    for address in _candidates(endpoint, addresses.update, ("", *_UPDATE)):
        for takes_form in (True, False):
            found = replace(endpoint, update=address, takes_form=takes_form)
            try:
                found.remove(graph)
                found.insert([(graph, [f"{graph} {graph} {_TOLD} ."])])
                rows = found.rows(f"SELECT ?o WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}")
                if [str(row[0]) for row in rows] == [_TOLD]:
                    return found
            except Declined as error:
                tried.append(error)
                if error.is_of_login:
                    break
            except GraphError as error:
                tried.append(error)
                break
    place = addresses.update or endpoint.place
    told = _likeliest(tried)
    if told is None:
        raise GraphError(
            f"{place}: takes an update, but what it was told is not there when {endpoint.place} is "
            "asked; do both serve the same graph? --update names the address for updates"
        )
    raise GraphError(f"{told}; an update must be possible: --update names the address for them")


def _likeliest(tried: Sequence[GraphError]) -> GraphError | None:
    """Return the refusal that says most: of a login, else of the first address."""
    of_login = [e for e in tried if isinstance(e, Declined) and e.is_of_login]
    return next(iter([*of_login, *tried]), None)


def _find_store(endpoint: SparqlServer, addresses: Addresses, graph: str) -> SparqlServer:
    """Return the server with the address for graphs, if there is one that works."""
    said = f'{graph} {graph} "put"'
    for address in _candidates(endpoint, addresses.store, _STORE):
        found = replace(endpoint, store=address)
        try:
            found.put(graph, [f"{said} ."])
            if endpoint.is_so(f"GRAPH {graph} {{ {said} }}"):
                return found
        except GraphError as error:
            if addresses.store is not None:
                raise GraphError(str(error)) from None
    if addresses.store is not None:
        raise GraphError(
            f"{addresses.store}: takes a graph, but it is not there when {endpoint.place} is asked"
        )
    return endpoint


def _is_atomic(endpoint: SparqlServer, graph: str) -> bool:
    """Return whether an update whose second step fails has done nothing."""
    said = f'{graph} {graph} "half"'
    missing = f"{graph[:-1]}/no-such-graph>"
    try:
        endpoint.change(f"INSERT DATA {{ GRAPH {graph} {{ {said} }} }} ; DROP GRAPH {missing}")
    except Declined:
        return not endpoint.is_so(f"GRAPH {graph} {{ {said} }}")
    return False  # nothing failed, so nothing is known


def _candidates(endpoint: SparqlServer, named: str | None, endings: Sequence[str]) -> list[Address]:
    """Return the addresses to try: the one that is named alone, else those beside the queries."""
    query = endpoint.query
    if named is not None:
        address = read_address(named)
        is_same = address.text.split("/")[:3] == query.text.split("/")[:3]
        login = address.login or (query.login if is_same else None)
        return [Address(address.text, login)]
    base = query.text.partition("?")[0].rstrip("/")
    for ending in _QUERY:
        base = base.removesuffix(ending)
    return [query if not ending else Address(f"{base}{ending}", query.login) for ending in endings]


def _under(address: Address, ending: str) -> Address:
    if not ending:
        return address
    head, mark, rest = address.text.partition("?")
    return Address(f"{head.rstrip('/')}{ending}{mark}{rest}", address.login)
