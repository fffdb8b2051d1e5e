"""The media types that are served, and which of them a client takes (RFC 9110, 12.5.1)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

TABLES = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv; charset=utf-8",
    "tsv": "text/tab-separated-values; charset=utf-8",
}
"""Name of a format of rows -> its media type; the first is given to who takes any."""
GRAPHS = {
    "ttl": "text/turtle; charset=utf-8",
    "nt": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdfxml": "application/rdf+xml",
}
"""The same for statements."""
NAMES = (*TABLES, *GRAPHS)
"""Formats by number, as workers name them."""
TYPES = tuple({**TABLES, **GRAPHS}.values())

_ALSO = {
    "application/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
    "text/plain": "nt",
    "application/x-turtle": "ttl",
    "text/n3": "ttl",
    "text/rdf+n3": "ttl",
}
"""Other names by which clients ask for them."""
_SHORT = {
    "json": ("json", "jsonld"),
    "jsonld": ("json", "jsonld"),
    "xml": ("xml", "rdfxml"),
    "rdf": ("xml", "rdfxml"),
    "rdfxml": ("xml", "rdfxml"),
    "csv": ("csv", None),
    "tsv": ("tsv", None),
    "ttl": (None, "ttl"),
    "turtle": (None, "ttl"),
    "nt": (None, "nt"),
}
"""What `format=` may say, as most servers let it: format of rows, of statements."""
SHORT = ", ".join(_SHORT)


def best_of(accept: str, offered: Sequence[str]) -> str | None:
    """Return the media type that an Accept header likes best, the first of those it likes alike.

    >>> best_of("text/html;q=0.5, text/*", ["text/html", "text/turtle"])
    'text/turtle'
    >>> best_of("image/png", ["text/html"]) is None
    True
    """
    ranges = _ranges(accept)
    weights = [(_weight(ranges, offer), -place, offer) for place, offer in enumerate(offered)]
    weight, _, offer = max(weights, default=(0.0, 0, ""))
    return offer if weight > 0 else None


@lru_cache(512)
def choose_formats(accept: str) -> tuple[str | None, str | None]:
    """Return which formats of rows and of statements an Accept header takes; None for neither."""
    return _choose(accept, TABLES), _choose(accept, GRAPHS)


def formats_of_name(name: str) -> tuple[str | None, str | None] | None:
    """Return the formats that a short name means, None for one that means none."""
    return _SHORT.get(name.lower())


def _choose(accept: str, formats: dict[str, str]) -> str | None:
    offered = {media.partition(";")[0]: name for name, media in formats.items()}
    offered |= {media: name for media, name in _ALSO.items() if name in formats}
    found = best_of(accept, list(offered))
    return offered[found] if found is not None else None


def _ranges(accept: str) -> list[tuple[str, float]]:
    """Return the media ranges of a header with their weights; one that is no number weighs 1."""
    found = []
    for part in (accept or "*/*").split(",")[:_MOST]:
        media, *parameters = (piece.strip().lower() for piece in part.split(";"))
        weight = 1.0
        for parameter in parameters:
            if parameter.startswith("q="):
                try:
                    weight = min(1.0, max(0.0, float(parameter[2:])))
                except ValueError:
                    weight = 1.0
        if media:
            found.append((media, weight))
    return found


_MOST = 100
"""Media ranges of a header that are read."""


def _weight(ranges: list[tuple[str, float]], offer: str) -> float:
    """Return the weight of the most specific range that a media type falls into."""
    kind = offer.partition("/")[0] + "/*"
    for wanted in (offer, kind, "*/*"):
        found = [weight for media, weight in ranges if media == wanted]
        if found:
            return max(found)
    return 0.0
