"""Cite things of a record: as words, BibTeX, RIS (for reference managers) and CSL-JSON.

A recommendation is cited as a part of its document, and what stands for a whole document as that
document. The title is what it asks, in this record's own words, which the note says. Any other
thing is cited as an entry of the record.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from kg.history.advice import Advice
from kg.history.publications import Maker, Publication
from kg.model.dates import say
from kg.model.lines import make_visible
from kg.model.terms import Space


class CitationFormat(StrEnum):
    """How a citation is written."""

    text = "text"
    bibtex = "bibtex"
    ris = "ris"
    csl = "csl"


class CitedAs(StrEnum):
    """What is cited: a part of a document, a document, or what the record says of a thing."""

    part = "part"
    document = "document"
    entry = "entry"


@dataclass(frozen=True, slots=True)
class Cited:
    """What is cited: its id, how a sentence names it, its title, and the paper that it stands in.

    An entry stands in the record itself. `note` is what a reader of the citation must know.
    """

    id: str
    short: str
    title: str
    paper: Publication
    note: str
    standing: CitedAs
    pages: str = ""

    @property
    def within(self) -> str:
        """The title of what it is a part of; empty for a whole document."""
        return "" if self.standing is CitedAs.document else self.paper.label

    @property
    def date(self) -> tuple[int, ...]:
        """The year, month and day that are known; empty where not even the year is."""
        parsed = re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", self.paper.date)
        return tuple(int(part) for part in parsed.groups() if part) if parsed else ()


_PAGE = re.compile(r"\bpp?\.? ?(\d+(?:[-–]\d+)?)")


def cite(
    advice: Iterable[Advice],
    papers: Mapping[str, Publication],
    space: Space,
    record: str,
) -> list[Cited]:
    """Return some recommendations ready to be cited, in their order."""
    return [
        _cite_advice(
            one,
            papers.get(one.report)
            or Publication(one.report, "Report", one.report_label, one.date, "", ""),
            space.iri(one.id),
            record,
        )
        for one in advice
    ]


def _cite_advice(one: Advice, paper: Publication, iri: str, record: str) -> Cited:
    number = f"Recommendation {one.number}" if one.number else "Recommendation"
    title = f"{number}: {one.text}" if one.text else number
    own = "" if one.is_whole else "summarised in the record's own words; "
    return Cited(
        one.id,
        short_form(one),
        paper.label if one.is_whole else title,
        paper,
        f"{one.id} in {record}; {own}{iri}",
        CitedAs.document if one.is_whole else CitedAs.part,
        _find_pages(one, paper),
    )


def _find_pages(one: Advice, paper: Publication) -> str:
    """Return where advice stands in its document; empty where no page of it is named."""
    found = (
        _PAGE.search(source.locator)
        for source in one.sources
        if source.slug == paper.id or source.title == paper.label
    )
    return next((match[1].replace("–", "-") for match in found if match), "")


def cite_document(paper: Publication, iri: str, record: str) -> Cited:
    """Return a document ready to be cited as what it is, with where the record names it."""
    year = f" ({paper.date[:4]})" if paper.date else ""
    short = f"{paper.label}{year} [{paper.id}]"
    note = f"{paper.id} in {record}; {iri}"
    return Cited(paper.id, short, paper.label, paper, note, CitedAs.document)


def cite_entry(slug: str, title: str, iri: str, record: Publication) -> Cited:
    """Return what a record says of a thing ready to be cited, as a part of that record.

    The date of the record is the day up to which it was read.
    """
    note = "" if record.url == iri else iri
    return Cited(slug, f"{title} [{slug}]", title, record, note, CitedAs.entry)


def write_citations(cited: Iterable[Cited], form: CitationFormat) -> str:
    """Return citations in a form; CSL-JSON is one list, the others one entry after another."""
    if form is CitationFormat.csl:
        entries = (json.dumps(_csl(one), ensure_ascii=False) for one in cited)
        return "[" + ",".join(f"\n {entry}" for entry in entries) + "\n]\n"
    write = {
        CitationFormat.text: _text,
        CitationFormat.bibtex: _bibtex,
        CitationFormat.ris: _ris,
    }[form]
    return "\n".join(write(one) for one in cited)


def short_form(one: Advice) -> str:
    """Return how a recommendation is named in a sentence, with the id that others can cite."""
    year = f" ({one.date[:4]})" if one.date else ""
    number = "" if one.is_whole or not one.number else f", recommendation {one.number}"
    return f"{one.report_label}{year}{number} [{one.id}]"


def _text(one: Cited) -> str:
    paper = one.paper
    makers = ", ".join(maker.name for maker in paper.authors or paper.publishers)
    when = f" ({say(paper.date)})" if paper.date else ""
    pages = f", p. {one.pages}" if one.pages else ""
    inside = f"{one.title.rstrip('.')}. In: " if one.within else ""
    parts = [
        f"{makers}{when}." if makers else "",
        f"{inside}{paper.label}{pages}{'' if makers else when}.",
        f"{paper.url}." if paper.url else "",
        f"{one.note}." if one.note else "",
    ]
    said = " ".join(part for part in parts if part)
    return make_visible(f"{one.short}\n  {said}\n")


_BIBTEX_SIGNS = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_TEX = str.maketrans(_BIBTEX_SIGNS)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def _bibtex(one: Cited) -> str:
    paper, is_part = one.paper, one.standing is CitedAs.part
    kind = _BIBTEX_KINDS[one.standing]
    year, month, *_ = (*one.date, None, None)
    fields: dict[str, str] = {
        "author": _bibtex_makers(paper.authors or paper.publishers),
        "title": f"{{{_tex(one.title)}}}",
        "booktitle" if is_part else "howpublished": f"{{{_tex(one.within)}}}" if one.within else "",
        "number": _tex(paper.number),
        "institution" if kind == "techreport" else "publisher": " and ".join(
            f"{{{_tex(maker.name)}}}" for maker in paper.publishers
        ),
        "year": str(year or ""),
        "pages": one.pages.replace("-", "--"),
        "url": re.sub(r"[{}\\\s]", "", paper.url),
        "note": _tex(one.note),
    }
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
    if month:
        lines.append(f"  month = {_MONTHS[month - 1]},\n")
    return f"@{kind}{{{_key(one.id)},\n{''.join(lines)}}}\n"


_BIBTEX_KINDS = {
    CitedAs.part: "incollection",
    CitedAs.document: "techreport",
    CitedAs.entry: "misc",
}
_NOT_KEY = re.compile(r"[^A-Za-z0-9:._/-]+")


def _key(slug: str) -> str:
    """Return an id as the key of an entry; an id of the tables stands as it is."""
    return _NOT_KEY.sub("-", slug)


def _bibtex_makers(makers: Iterable[Maker]) -> str:
    """Return names joined as BibTeX wants them; a body stands in braces, so as not to be split."""
    return " and ".join(
        ", ".join(_tex(part) for part in split_name(maker.name) if part)
        if maker.is_person
        else f"{{{_tex(maker.name)}}}"
        for maker in makers
    )


def _tex(text: str) -> str:
    return _one_line(text).translate(_TEX)


def _ris(one: Cited) -> str:
    paper = one.paper
    tags: list[tuple[str, str]] = [("TY", _RIS_KINDS[one.standing])]
    tags += [("AU", _ris_name(maker)) for maker in paper.authors or paper.publishers]
    tags += [("TI", one.title), ("T2", one.within)]
    tags += [("PB", maker.name) for maker in paper.publishers]
    tags += [("PY", str(one.date[0]) if one.date else "")]
    tags += [("DA", "/".join([*(f"{n:02}" for n in one.date), "", "", ""][:3]) + "/")]
    first, _, last = one.pages.partition("-")
    tags += [("SP", first), ("EP", last), ("M1", paper.number), ("UR", paper.url)]
    tags += [("N1", one.note), ("ID", one.id)]
    said = "".join(f"{tag}  - {_one_line(value)}\n" for tag, value in tags if value.strip("/"))
    return f"{said}ER  - \n"


_RIS_KINDS = {CitedAs.part: "CHAP", CitedAs.document: "RPRT", CitedAs.entry: "DATA"}


def _ris_name(maker: Maker) -> str:
    return ", ".join(filter(None, split_name(maker.name))) if maker.is_person else maker.name


def _csl(one: Cited) -> dict[str, Any]:
    paper = one.paper
    found: dict[str, Any] = {
        "id": one.id,
        "type": _CSL_KINDS[one.standing],
        "title": one.title,
        "container-title": one.within,
        "author": [_csl_name(maker) for maker in paper.authors or paper.publishers],
        "issued": {"date-parts": [list(one.date)]} if one.date else {},
        "publisher": ", ".join(maker.name for maker in paper.publishers),
        "number": paper.number,
        "page": one.pages,
        "URL": paper.url,
        "note": one.note,
    }
    return {name: value for name, value in found.items() if value}


_CSL_KINDS = {CitedAs.part: "chapter", CitedAs.document: "report", CitedAs.entry: "entry"}


def _csl_name(maker: Maker) -> dict[str, str]:
    family, given = split_name(maker.name)
    if not maker.is_person or not given:
        return {"literal": maker.name}
    return {"family": family, "given": given}


def split_name(name: str) -> tuple[str, str]:
    """Return the family name and the given names of a person, particles with the family name.

    >>> split_name("Ara Darzi (Lord Darzi)"), split_name("Ludwig van B")
    (('Darzi', 'Ara'), ('van B', 'Ludwig'))
    """
    words = re.sub(r"\s*\([^)]*\)", "", name).split()
    cut = len(words) - 1
    while cut > 1 and words[cut - 1][:1].islower():
        cut -= 1
    return " ".join(words[cut:]), " ".join(words[:cut])


def _one_line(text: str) -> str:
    return make_visible(" ".join(text.split()))
