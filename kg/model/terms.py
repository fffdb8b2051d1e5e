"""The names of things: namespaces, slugs, IRIs and CURIEs.

An entity's IRI is flat, `…/id/{slug}`, without its type: types get corrected, IRIs must not.
Claims and citations are named by what they say, so the same statement from a second source
lands on the same node.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
OWL = "http://www.w3.org/2002/07/owl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
FOAF = "http://xmlns.com/foaf/0.1/"
ORG = "http://www.w3.org/ns/org#"
PROV = "http://www.w3.org/ns/prov#"
DCT = "http://purl.org/dc/terms/"
OA = "http://www.w3.org/ns/oa#"

STANDARD: dict[str, str] = {
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "rdf": RDF,
    "rdfs": RDFS,
    "xsd": XSD,
    "owl": OWL,
    "skos": SKOS,
    "dct": DCT,
    "dc": "http://purl.org/dc/elements/1.1/",
    "org": ORG,
    "prov": PROV,
    "foaf": "http://xmlns.com/foaf/0.1/",
    "m8g": "http://data.europa.eu/m8g/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "void": "http://rdfs.org/ns/void#",
    "eli": "http://data.europa.eu/eli/ontology#",
    "schema": "http://schema.org/",
    "vann": "http://purl.org/vocab/vann/",
    "epo": "http://data.europa.eu/a4g/ontology#",
    "rov": "http://www.w3.org/ns/regorg#",
    "bibo": "http://purl.org/ontology/bibo/",
    "oa": OA,
    "skosxl": "http://www.w3.org/2008/05/skos-xl#",
    "rico": "https://www.ica.org/standards/RiC/ontology#",
}
"""Prefixes of vocabularies that others keep, with their namespaces."""

LAYERS = ("data", "inferred", "vocab", "meta")
"""The layers of the graph, in the order in which they arise."""

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""The form of an entity's id in the tables: kebab-case."""

_OWN_PREFIX = re.compile(r"(?<![\w-])nhsit:")
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")


@dataclass(frozen=True)
class Space:
    """The addresses of one record: where its things are named, and the vocabulary it speaks.

    Queries of the program say `nhsit:` for the vocabulary and `id:` for things, whatever the
    record; `prefix` is what people write and read for the vocabulary.
    """

    base: str = "https://w3id.org/nhs-it/"
    ns: str = "https://w3id.org/nhs-it/ns#"
    prefix: str = "nhsit"

    @property
    def things(self) -> str:
        """What the IRI of every entity begins with."""
        return self.base + "id/"

    @property
    def claims(self) -> str:
        """What the IRI of every claim begins with."""
        return self.base + "claim/"

    @property
    def citations(self) -> str:
        """What the IRI of every citation begins with."""
        return self.base + "cite/"

    @property
    def layers(self) -> str:
        """What the IRI of every named graph begins with."""
        return self.base + "graph/"

    @property
    def dataset(self) -> str:
        """The IRI of the record itself."""
        return self.base + "dataset"

    @cached_property
    def written(self) -> dict[str, str]:
        """The prefixes that exports declare, the record's own first."""
        return self._written()

    def _written(self) -> dict[str, str]:
        own = {self.prefix: self.ns, "id": self.things, "claim": self.claims}
        return own | {"cite": self.citations, "graph": self.layers} | STANDARD

    @property
    def is_shipped(self) -> bool:
        """Whether these are the addresses of the record that comes with the package."""
        return (self.base, self.ns, self.prefix) == (SHIPPED.base, SHIPPED.ns, SHIPPED.prefix)

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """Every prefix that a query or a CURIE may use, with its namespace."""
        return {**self.written, "nhsit": self.ns}

    @cached_property
    def _prefix_of(self) -> dict[str, str]:
        return {namespace: prefix for prefix, namespace in self.written.items()}

    def entity(self, slug: str) -> str:
        """Return the IRI of an entity."""
        return self.things + slug

    def claim(
        self, subject: str, predicate: str, value: str, start: str = "", end: str = ""
    ) -> str:
        """Return the IRI of a claim, the same for the same statement over the same time."""
        return self.claims + _digest(subject, predicate, value, start, end)

    def citation(self, source: str, locator: str = "") -> str:
        """Return the IRI of a citation, the same for the same place in the same source."""
        return self.citations + _digest(source, locator)

    def layer(self, name: str) -> str:
        """Return the IRI of the named graph that marks a layer."""
        return self.layers + name

    def term(self, local: str) -> str:
        """Return the IRI of a term of the vocabulary, by its local name or by CURIE.

        >>> Space().term("Body"), Space().term("org:Post")
        ('https://w3id.org/nhs-it/ns#Body', 'http://www.w3.org/ns/org#Post')
        """
        known = self._terms.get(local)
        if known is None:
            known = (self.expand(local) or local) if ":" in local else self.ns + local
            self._terms[local] = known
        return known

    @cached_property
    def _terms(self) -> dict[str, str]:
        """What `term` has given: it is asked for the same few names all the time."""
        return {}

    def local(self, iri: str) -> str:
        """Return the local name of a term of the vocabulary; another IRI as its CURIE."""
        return iri[len(self.ns) :] if iri.startswith(self.ns) else self.compress(iri)

    def compress(self, iri: str) -> str:
        """Return the CURIE of an IRI, or the IRI where no prefix fits.

        An IRI that looks like a CURIE stands in angle brackets.

        >>> Space().compress("https://w3id.org/nhs-it/id/nhsx")
        'id:nhsx'
        >>> Space().compress("https://example.org/a"), Space().compress("org:Post")
        ('https://example.org/a', '<org:Post>')
        """
        split = max(iri.rfind("#"), iri.rfind("/")) + 1
        prefix = self._prefix_of.get(iri[:split])
        if prefix is None or not _LOCAL.fullmatch(iri, split):
            return iri if self.expand(iri) is None else f"<{iri}>"
        return f"{prefix}:{iri[split:]}"

    def expand(self, curie: str) -> str | None:
        """Return the IRI of a CURIE whose prefix is known, or between angle brackets, else None.

        >>> Space().expand("id:nhsx"), Space().expand("nosuch:thing"), Space().expand("<org:Post>")
        ('https://w3id.org/nhs-it/id/nhsx', None, 'org:Post')
        """
        if curie.startswith("<") and curie.endswith(">"):
            return curie[1:-1]
        prefix, colon, local = curie.partition(":")
        namespace = self.prefixes.get(prefix)
        return namespace + local if colon and namespace is not None else None

    def key(self, iri: str) -> str:
        """Return the CURIE by which the program knows a term: `nhsit:` whatever people write.

        >>> Space(ns="https://example.org/rail#", prefix="rail").key("https://example.org/rail#Body")
        'nhsit:Body'
        """
        return "nhsit:" + iri[len(self.ns) :] if iri.startswith(self.ns) else self.compress(iri)

    def bare(self, curie: str) -> str:
        """Return a name without the prefix of the vocabulary, however it is written."""
        return curie.removeprefix("nhsit:").removeprefix(f"{self.prefix}:")

    def is_own(self, iri: str) -> bool:
        """Return whether an IRI is one of the record or of its vocabulary."""
        return iri.startswith((self.base, self.ns))

    def slug(self, iri: str) -> str:
        """Return the id of an entity from its IRI; an IRI of another kind as its CURIE.

        No two IRIs have the same.

        >>> Space().slug("https://w3id.org/nhs-it/id/nhsx"), Space().slug("id:nhsx")
        ('nhsx', '<id:nhsx>')
        """
        name = iri.removeprefix(self.things)
        return name if name and name != iri and ":" not in name else self.compress(iri)

    def iri(self, slug: str) -> str:
        """Return the IRI for what `slug` gives: an entity's id, a CURIE or an IRI."""
        if ":" not in slug:
            return self.things + slug
        return self.expand(slug) or slug

    def put_into(self, text: str) -> str:
        """Return a text that speaks of the shipped record's addresses with these in their place.

        So the files of the ontology stay whole, and run as they are in any tool.

        >>> Space("https://example.org/", "https://example.org/rail/", "rail").put_into(
        ...     "PREFIX nhsit: <https://w3id.org/nhs-it/ns#> PREFIX id: <https://w3id.org/nhs-it/id/>"
        ... )
        'PREFIX rail: <https://example.org/rail/> PREFIX id: <https://example.org/id/>'
        """
        if self.is_shipped:
            return text
        for old, new in (
            (SHIPPED.ns, self.ns),
            (SHIPPED.ns.rstrip("#"), self.ns.rstrip("#/")),
            (SHIPPED.base, self.base),
            (f'"{SHIPPED.prefix}"', f'"{self.prefix}"'),
        ):
            text = text.replace(old, new)
        return _OWN_PREFIX.sub(f"{self.prefix}:", text)


@dataclass(frozen=True)
class FileSpace(Space):
    """The addresses of a file, with the prefixes that it declares besides those that are known."""

    declared: tuple[tuple[str, str], ...] = ()

    def _written(self) -> dict[str, str]:
        known = super()._written()
        taken = {"nhsit", *known}
        namespaces = set(known.values())
        return known | {
            prefix: namespace
            for prefix, namespace in self.declared
            if prefix not in taken and namespace not in namespaces and _PREFIX.fullmatch(prefix)
        }


_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_PREFIX = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
SHIPPED = Space()
"""The addresses of the record that comes with the package."""


def is_slug(text: str) -> bool:
    """Return whether a text is a well-formed entity id.

    >>> is_slug("nhs-digital"), is_slug("NHS Digital")
    (True, False)
    """
    return SLUG.fullmatch(text) is not None


def to_slug(text: str) -> str:
    """Return the letters and digits of a text as an id; empty where it has none.

    >>> to_slug("NHS Digital (2013)"), to_slug("…")
    ('nhs-digital-2013', '')
    """
    return _NOT_SLUG.sub("-", text.lower()).strip("-")


def local_part(iri: str) -> str:
    """Return the part of an IRI or a CURIE that people read: what follows its last `#`, `/` or `:`.

    >>> local_part("https://example.org/ns#partOf"), local_part("org:Post"), local_part("a/")
    ('partOf', 'Post', 'a')
    """
    return re.split("[#/:]", iri.rstrip("#/:"))[-1] or iri


def _digest(*parts: str) -> str:
    return sha256("\x1f".join(parts).encode()).hexdigest()[:12]
