"""The names of things: namespaces, slugs, IRIs and CURIEs.

An entity's IRI is flat, `…/id/{slug}`, without its type: types get corrected, IRIs must not.
Claims and citations are named by what they say, so the same statement from a second source
lands on the same node.
"""

from __future__ import annotations

import re
from hashlib import sha256

BASE = "https://w3id.org/nhs-it/"
NS = BASE + "ns#"
ID = BASE + "id/"
CLAIM = BASE + "claim/"
CITE = BASE + "cite/"
GRAPH = BASE + "graph/"
DATASET = BASE + "dataset"
EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
OWL = "http://www.w3.org/2002/07/owl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
ORG = "http://www.w3.org/ns/org#"
PROV = "http://www.w3.org/ns/prov#"
DCT = "http://purl.org/dc/terms/"

PREFIXES: dict[str, str] = {
    "nhsit": NS,
    "id": ID,
    "claim": CLAIM,
    "cite": CITE,
    "graph": GRAPH,
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
    "oa": "http://www.w3.org/ns/oa#",
    "skosxl": "http://www.w3.org/2008/05/skos-xl#",
    "rico": "https://www.ica.org/standards/RiC/ontology#",
}
"""Every prefix known to queries, exports and the command line, with its namespace."""

LAYERS = ("data", "inferred", "vocab", "meta")
"""The layers of the graph, in the order in which they arise."""

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""The form of an entity's id in the tables: kebab-case."""

_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")


def is_slug(text: str) -> bool:
    """Return whether a text is a well-formed entity id.

    >>> is_slug("nhs-digital"), is_slug("NHS Digital")
    (True, False)
    """
    return SLUG.fullmatch(text) is not None


def entity(slug: str) -> str:
    """Return the IRI of an entity."""
    return ID + slug


def claim(subject: str, predicate: str, value: str, start: str = "", end: str = "") -> str:
    """Return the IRI of a claim, the same for the same statement over the same time."""
    return CLAIM + _digest(subject, predicate, value, start, end)


def citation(source: str, locator: str = "") -> str:
    """Return the IRI of a citation, the same for the same place in the same source."""
    return CITE + _digest(source, locator)


def layer(name: str) -> str:
    """Return the IRI of the named graph that marks a layer."""
    return GRAPH + name


def compress(iri: str) -> str:
    """Return the CURIE of an IRI, or the IRI where no prefix fits.

    >>> compress("https://w3id.org/nhs-it/id/nhsx"), compress("https://example.org/a")
    ('id:nhsx', 'https://example.org/a')
    """
    split = max(iri.rfind("#"), iri.rfind("/")) + 1
    prefix = _PREFIX_OF.get(iri[:split])
    if prefix is None or not _LOCAL.fullmatch(iri, split):
        return iri
    return f"{prefix}:{iri[split:]}"


def expand(curie: str) -> str | None:
    """Return the IRI of a CURIE whose prefix is known, else None.

    >>> expand("id:nhsx"), expand("nosuch:thing")
    ('https://w3id.org/nhs-it/id/nhsx', None)
    """
    prefix, colon, local = curie.partition(":")
    namespace = PREFIXES.get(prefix)
    return namespace + local if colon and namespace is not None else None


def slug(iri: str) -> str:
    """Return the id of an entity from its IRI; an IRI of another kind as its CURIE."""
    return iri[len(ID) :] if iri.startswith(ID) else compress(iri)


def _digest(*parts: str) -> str:
    return sha256("\x1f".join(parts).encode()).hexdigest()[:12]


_PREFIX_OF = {namespace: prefix for prefix, namespace in PREFIXES.items()}
