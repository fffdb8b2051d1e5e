"""The pages of the record, and `/id/…`, by which each thing is cited (303 to what tells of it)."""

from __future__ import annotations

import gzip
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from starlette.responses import Response
from starlette.routing import Route

from kg.errors import KgError
from kg.explorer.template import policy_of
from kg.model.nearest import did_you_mean
from kg.pages.document import Document
from kg.pages.frame import EXPLORER
from kg.pages.page_paths import data_path, page_path, read_base_url
from kg.pages.site import Site, site_of
from kg.serve.formats_served import best_of
from kg.serve.responding import Headers, Refusal, send_text

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import Receive, Scope, Send

    from kg.serve.service import Served, Service

OFFERED = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/turtle": "ttl",
    "application/json": "json",
    "text/csv": "csv",
}
"""What tells of a thing, by media type: the page for who takes anything."""
_OTHERS = {
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdfxml",
    "application/n-triples": "nt",
}
"""What the endpoint writes where no file does."""
_PACKED = ("text/", "application/json", "application/ld+json", "image/svg", "application/atom")
_WORTH = 1024
"""Bytes from which a file is sent packed."""
_KEPT = 64 * 1024 * 1024
"""Bytes of files that are kept once they are written."""
_FRESH = b"public, max-age=60"


def routes(service: Service) -> list[Route]:
    """Return the pages; they answer whatever nothing else does, so they come last."""
    pages = Pages(service)
    service.prepare = lambda served: prepare(service, served)
    return [
        Route("/id/{slug:path}", _Cited(service), name="id"),
        Route("/favicon.ico", _no_sign, name="sign"),
        Route("/{path:path}", pages, name="page"),
    ]


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file of the site as it is sent: whole and packed, with the mark that its bytes give it."""

    media: bytes
    content: bytes
    packed: bytes | None
    mark: str
    policy: bytes = b""
    """What it may load, where it says so itself: the explorer holds its scripts."""

    @classmethod
    def of(cls, document: Document) -> SentFile:
        """Return a document as it is sent."""
        content = document.content
        is_packed = len(content) >= _WORTH and document.media_type.startswith(_PACKED)
        packed = gzip.compress(content, 6, mtime=0) if is_packed else None
        mark = sha256(content).hexdigest()[:20]
        own = policy_of(content.decode("utf8")) if document.path == EXPLORER else ""
        policy = f"{own}; frame-ancestors 'self'".encode("latin1") if own else b""
        return cls(document.media_type.encode("latin1"), content, packed, mark, policy)


class Pages:
    """The files of the site of whichever build is live, each written when it is first asked for."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._kept: OrderedDict[tuple[str, str], SentFile] = OrderedDict()
        self._size = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer by a file of the site."""
        if scope["method"] not in ("GET", "HEAD"):
            raise Refusal(405, "a page can only be got", (b"allow", b"GET, HEAD"))
        path = scope["path_params"]["path"] or "index.html"
        served = self._service.served
        found = self._kept.get((served.mark, path))
        if found is None:
            found = await self._service.run_page(write, self._service, served, path)
            if found is None:
                raise Refusal(404, "there is no such page; / is where to begin")
            self._keep((served.mark, path), found)
        await send_written(send, scope, found)

    def _keep(self, key: tuple[str, str], written: SentFile) -> None:
        self._kept[key] = written
        self._size += len(written.content) + len(written.packed or b"")
        while self._size > _KEPT:
            _, gone = self._kept.popitem(last=False)
            self._size -= len(gone.content) + len(gone.packed or b"")


async def _no_sign(_: Request) -> Response:
    """Say that there is no sign for the tab of a browser, which else asks for one in vain."""
    return Response(status_code=204, headers={"cache-control": "public, max-age=86400"})


class _Cited:
    """The address of a thing: it leads to the page, or the data, that a client takes."""

    def __init__(self, service: Service) -> None:
        self._service = service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer by where to look."""
        if scope["method"] not in ("GET", "HEAD"):
            raise Refusal(405, "the address of a thing can only be got", (b"allow", b"GET, HEAD"))
        slug, headers = scope["path_params"]["slug"], dict(scope["headers"])
        accept = headers.get(b"accept", b"").decode("latin1")
        media = best_of(accept, [*OFFERED, *_OTHERS])
        if media is None:
            offered = ", ".join((*OFFERED, *_OTHERS))
            raise Refusal(406, f"nothing of what is accepted tells of it; ask for one of {offered}")
        form = OFFERED.get(media, "")
        served = self._service.served
        place = await self._service.run_page(find_place, self._service, served, slug, form, media)
        where = f"{self._service.settings.address or ''}".rstrip("/") + place
        more = [(b"location", where.encode("ascii")), (b"vary", b"Accept"), *_SHARED]
        await send_text(send, 303, f"see {where}", more, scope["method"])


_SHARED: Headers = [(b"access-control-allow-origin", b"*")]


def write(service: Service, served: Served, path: str) -> SentFile | None:
    """Return a file of the site of a build; None where it has none."""
    document = site_for(service, served).render(path)
    return SentFile.of(document) if document is not None else None


def prepare(service: Service, served: Served) -> None:
    """Write one page of a build, so that all it needs is read; nobody waits for it."""
    with suppress(KgError, OSError):
        site = site_for(service, served)
        first = next(iter(site.library.slugs.values()), None)
        if first is not None:
            site.render(page_path(first))


def find_place(service: Service, served: Served, slug: str, form: str, media: str) -> str:
    """Return the path of what tells of a thing in a format; Refusal where nothing does."""
    library = site_for(service, served).library
    entity = served.index.entity(slug)
    if entity is None:
        near = did_you_mean(slug, library.slugs.values()) if len(slug) < _LONGEST else ""
        shown = slug if slug.isprintable() and len(slug) < _LONGEST else "that id"
        raise Refusal(404, f"nothing here has the id {shown}{near}")
    page = library.find_page(slug)
    if form == "html" and page:
        path, mark, fragment = page.partition("#")
        return "/" + quote(path) + mark + quote(fragment)
    if form != "html" and form and library.has_page(slug):
        return "/" + quote(data_path(slug, form))
    said = {"query": f"DESCRIBE <{served.graph.space.entity(slug)}>"}
    named = {"ttl": "ttl", "json": "jsonld"}.get(form) or _OTHERS.get(media) or "ttl"
    return "/sparql?" + urlencode({**said, "format": named})


_LONGEST = 100


def site_for(service: Service, served: Served) -> Site:
    """Return the site of a build, which is made once; only the thread of pages calls this."""
    kept = vars(served)
    if "site" not in kept:
        address = service.settings.address
        kept["site"] = site_of(served.graph, read_base_url(address) if address else "")
    site: Site = kept["site"]
    return site


async def send_written(send: Send, scope: Scope, written: SentFile) -> None:
    """Send a file of the site, or word that the client has it already."""
    headers = dict(scope["headers"])
    is_packed = written.packed is not None and _takes_gzip(headers.get(b"accept-encoding", b""))
    mark = f'"{written.mark}{"-gz" if is_packed else ""}"'.encode()
    head = [(b"etag", mark), (b"cache-control", _FRESH), (b"vary", b"Accept-Encoding")]
    if not written.media.startswith(b"text/html"):
        head += _SHARED
    if written.policy:
        head.append((b"content-security-policy", written.policy))
    said = headers.get(b"if-none-match", b"").split(b",")
    known = {part.strip().removeprefix(b"W/") for part in said}
    if mark in known or b"*" in known:
        await send_text(send, 304, "", head)
        return
    body = written.packed if is_packed and written.packed is not None else written.content
    head += [(b"content-type", written.media), (b"content-length", b"%d" % len(body))]
    if is_packed:
        head.append((b"content-encoding", b"gzip"))
    await send({"type": "http.response.start", "status": 200, "headers": head})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


def _takes_gzip(accepted: bytes) -> bool:
    for part in accepted.lower().split(b","):
        name, _, rest = part.partition(b";")
        if name.strip() in (b"gzip", b"*"):
            return rest.replace(b" ", b"") not in (b"q=0", b"q=0.0", b"q=0.00", b"q=0.000")
    return False
