"""Write terms as N-Triples (RDF 1.1 N-Triples, section 2), the form in which the graph is made.

Lines of text are the cheapest triples Python can make, and the store's bulk loader reads them
at full speed.
"""

from __future__ import annotations

from kg.model import terms

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def iri(text: str) -> str:
    """Return an IRI as an N-Triples term."""
    return f"<{text}>"


def literal(text: str, datatype: str | None = None, language: str | None = None) -> str:
    """Return a literal as an N-Triples term.

    >>> literal('say "yes"', language="en")
    '"say \\\\"yes\\\\""@en'
    """
    quoted = f'"{text.translate(_ESCAPES)}"'
    if language:
        return f"{quoted}@{language}"
    if datatype and datatype != terms.XSD + "string":
        return f"{quoted}^^<{datatype}>"
    return quoted
