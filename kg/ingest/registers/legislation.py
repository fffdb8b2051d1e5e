"""A law as legislation.gov.uk gives it, in XML: title, number, the day it was made.

Entities and document types are refused, so that no file can swell while it is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.parsers import expat

from kg.errors import UsageError
from kg.ingest.match import Sought
from kg.ingest.proposals import Proposal
from kg.ingest.registers.drafts import Drafts, Linked, Register, make_slug, read_day, reject
from kg.ingest.registers.opening import MOST_WHOLE, open_bytes

SCHEME = "legislation"
_URI = re.compile(r"https?://www\.legislation\.gov\.uk/(?:id/)?([a-z]+/\d{4}/\d+)")
_LEGISLATION, _META, _DC = (
    "http://www.legislation.gov.uk/namespaces/legislation",
    "http://www.legislation.gov.uk/namespaces/metadata",
    "http://purl.org/dc/elements/1.1/",
)
_DAYS = (f"{_META} EnactmentDate", f"{_META} Made")
_CHAPTERS = {"ukpga", "ukla", "asp", "anaw", "asc", "nia", "mwa", "ukcm"}


def read(paths: Sequence[Path], drafts: Drafts) -> Iterator[Proposal]:
    """Yield the row and the code of each law."""
    for path in paths:
        law = read_law(path)
        code = law["code"]
        linked = drafts.link(Sought(law["title"], ("Legislation",), (None, None), (SCHEME, code)))
        date = read_day(law["date"], str(path))
        id = linked.id or make_slug(law["title"])
        quote = f"{law['title']}, {code}, {date}, {law['extent']}"
        cells = {
            "id": id,
            "label": law["title"],
            "citation": cite(code),
            "date": date,
            "legislation_uri": f"http://www.legislation.gov.uk/id/{code}",
        }
        yield drafts.draft("legislation", code, quote, cells)
        coded = linked if linked.id else Linked(law["title"], id, "new")
        yield drafts.code(coded, SCHEME, code, ("", ""), code, quote)


def read_law(path: Path) -> dict[str, str]:
    """Return the title, code, date and extent that a file states; UsageError for another file."""
    law: dict[str, str] = {"title": "", "code": "", "date": "", "extent": ""}
    open_elements: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if not open_elements:
            if name != f"{_LEGISLATION} Legislation":
                raise reject(
                    path, f"begins with {name.split()[-1]}, and is no legislation.gov.uk XML"
                )
            found = _URI.match(attributes.get("IdURI") or attributes.get("DocumentURI") or "")
            law["code"] = found[1] if found else ""
            law["extent"] = attributes.get("RestrictExtent", "")
        if name in _DAYS and not law["date"]:
            law["date"] = attributes.get("Date", "")
        open_elements.append(name)

    def text(words: str) -> None:
        inside = open_elements[-2:] == [f"{_META} Metadata", f"{_DC} title"]
        law["title"] += words if inside else ""

    def refuse(*_: object) -> None:
        raise reject(path, "declares entities or a document type; not read")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: open_elements.pop()
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    with open_bytes(path, MOST_WHOLE) as stream:
        try:
            parser.ParseFile(stream)
        except expat.ExpatError as error:
            raise UsageError(f"{path}:{error.lineno}: is no whole XML: {error}") from None
    if not law["title"] or not law["code"]:
        raise reject(path, "states no title or no address of a law at legislation.gov.uk")
    return law | {"title": " ".join(law["title"].split())}


def cite(code: str) -> str:
    """Return how a law is cited, by its type, year and number.

    >>> cite("ukpga/2022/31"), cite("uksi/2012/632"), cite("asp/2002/13"), cite("nisi/1993/1250")
    ('2022 c. 31', 'SI 2012/632', '2002 asp 13', 'SI 1993/1250')
    """
    kind, year, number = code.split("/")
    if kind in ("ukpga", "ukla", "nia"):
        return f"{year} c. {number}"
    if kind in _CHAPTERS:
        return f"{year} {kind} {number}"
    return f"{ {'ssi': 'SSI', 'nisr': 'SR', 'eur': 'EU'}.get(kind, 'SI') } {year}/{number}".strip()


REGISTER = Register("legislation", "Laws (legislation.gov.uk)", "XML of one law each", read)
