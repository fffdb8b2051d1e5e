"""What `/sparql` says of itself where no query is asked (SPARQL 1.1 Service Description)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kg.engine.about import dataset_of
from kg.model.terms import STANDARD
from kg.serve.formats_served import GRAPHS, TABLES, best_of
from kg.serve.responding import Refusal, send_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyoxigraph as ox
    from starlette.types import Receive, Scope, Send

    from kg.engine.store import LocalGraph
    from kg.serve.service import Served, Service

SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_WRITTEN = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "ttl": "Turtle",
    "nt": "N-Triples",
    "jsonld": "JSON-LD",
    "rdfxml": "RDF_XML",
}
_PAGE = "text/html"


async def describe(
    service: Service, scope: Scope, receive: Receive, send: Send, accept: str
) -> None:
    """Answer a request without a query: the query page for a browser, else the description."""
    offered = {media.partition(";")[0]: form for form, media in GRAPHS.items()}
    page = service.query_page
    media = best_of(accept, [*offered, *([_PAGE] if page is not None else [])])
    if media == _PAGE and page is not None:
        await page(scope, receive, send)
        return
    if media is None:
        raise Refusal(406, f"the description of the service is one of {', '.join(offered)}")
    form = offered[media]
    text = await service.run(describe_served, service.served, endpoint_of(service, scope), form)
    headers = [(b"access-control-allow-origin", b"*"), (b"vary", b"Accept")]
    await send_text(send, 200, text, headers, scope["method"], GRAPHS[form])


def endpoint_of(service: Service, scope: Scope) -> str:
    """Return the address of the endpoint: as it is set, else as the client asked for it."""
    base = service.settings.address
    if base is None:
        host = dict(scope["headers"]).get(b"host", b"").decode("latin1")
        named = scope.get("server") or ("localhost", 80)
        base = f"{scope['scheme']}://{host or f'{named[0]}:{named[1]}'}"
    return base.rstrip("/") + "/sparql"


@lru_cache(32)
def describe_served(served: Served, endpoint: str, form: str) -> str:
    """Return the description of the service over a build, which is made once."""
    return write_description(served.graph, endpoint, form)


def write_description(graph: LocalGraph, endpoint: str, form: str) -> str:
    """Return the description of the service in a format of statements."""
    import pyoxigraph as ox

    try:
        triples = list(_describe(graph, endpoint))
    except ValueError:
        raise Refusal(400, "the Host of the request is no address") from None
    wanted = {
        "ttl": ox.RdfFormat.TURTLE,
        "nt": ox.RdfFormat.N_TRIPLES,
        "jsonld": ox.RdfFormat.JSON_LD,
        "rdfxml": ox.RdfFormat.RDF_XML,
    }[form]
    known = {"sd": SD, "void": STANDARD["void"], "dct": STANDARD["dct"]}
    prefixes = known if form in ("ttl", "rdfxml") else None
    return bytes(ox.serialize(triples, format=wanted, prefixes=prefixes) or b"").decode()


def _describe(graph: LocalGraph, endpoint: str) -> Iterator[ox.Triple]:
    import pyoxigraph as ox

    def sd(name: str) -> ox.NamedNode:
        return ox.NamedNode(SD + name)

    kind = ox.NamedNode(STANDARD["rdf"] + "type")
    service, default = ox.NamedNode(endpoint), ox.BlankNode("default")
    dataset = ox.BlankNode("dataset")
    yield ox.Triple(service, kind, sd("Service"))
    yield ox.Triple(service, sd("endpoint"), service)
    for language in ("SPARQL10Query", "SPARQL11Query"):
        yield ox.Triple(service, sd("supportedLanguage"), sd(language))
    for form in (*TABLES, *GRAPHS):
        yield ox.Triple(service, sd("resultFormat"), ox.NamedNode(_FORMATS + _WRITTEN[form]))
    yield ox.Triple(service, sd("defaultDataset"), dataset)
    yield ox.Triple(dataset, kind, sd("Dataset"))
    yield ox.Triple(dataset, sd("defaultGraph"), default)
    yield ox.Triple(default, kind, sd("Graph"))
    counted: Any = graph.store.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    yield ox.Triple(default, ox.NamedNode(STANDARD["void"] + "triples"), next(iter(counted))[0])
    title = ox.Literal(dataset_of(graph).title)
    yield ox.Triple(dataset, ox.NamedNode(STANDARD["dct"] + "title"), title)
    for number, name in enumerate(sorted(map(str, graph.store.named_graphs()))):
        one = ox.BlankNode(f"named{number}")
        yield ox.Triple(dataset, sd("namedGraph"), one)
        yield ox.Triple(one, kind, sd("NamedGraph"))
        if name.startswith("<"):
            yield ox.Triple(one, sd("name"), ox.NamedNode(name[1:-1]))
