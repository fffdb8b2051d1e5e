"""What was advised before, as an annex that can be put behind a draft: Markdown, HTML or DOCX.

It is written once, as blocks, and each form writes them in its own way; so all say the same. The
HTML is one file that asks the network for nothing, and the DOCX opens in any word processor.
"""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from io import BytesIO, StringIO

from kg.ask.said_before import (
    COLUMNS,
    Earlier,
    SaidBefore,
    list_rows,
    name_advice,
    say_addressees,
    say_outcome,
)
from kg.model.formulas import make_text
from kg.model.lines import escape_markdown, make_visible
from kg.model.spelling import count
from kg.model.terms import Space

TITLE, HEADING, QUOTE, TEXT, GRADE, ITEM, DETAIL = (
    "title",
    "heading",
    "quote",
    "text",
    "grade",
    "item",
    "detail",
)
_WHEN = (1980, 1, 1, 0, 0, 0)
"""The day that a part of a DOCX bears: the same input gives the same bytes."""


@dataclass(frozen=True, slots=True)
class AnnexPart:
    """A paragraph of the annex: what it is, and its words; `label` stands before them, heavier.

    `address` is where on the web it can be read, and stands behind them.
    """

    kind: str
    text: str
    label: str = ""
    address: str = ""


def make_annex(
    found: Sequence[SaidBefore],
    record: str,
    read_up_to: str,
    addresses: Mapping[str, str],
) -> list[AnnexPart]:
    """Return the annex of some recommendations; `record` is what the record is called.

    `addresses` are where sources can be read, by their id.
    """
    again = sum(bool(one.same) for one in found)
    until = f", which was read up to {read_up_to}" if read_up_to else ""
    blocks = [
        AnnexPart(TITLE, "What was recommended before"),
        AnnexPart(
            TEXT,
            f"Of {count(len(found), 'recommendation')}, {again or 'none'} "
            f"{'were' if again > 1 else 'was'} made before in the same sense, as far as the "
            f"record ({record}{until}) holds earlier advice. Earlier advice is found by a "
            "program that compares what is said; it is called the same where that is likely, and "
            "related otherwise. Read it before you rely on it: each piece names its source.",
        ),
    ]
    if len(found) > 1:
        blocks.append(AnnexPart(HEADING, "At a glance"))
        blocks += [AnnexPart(ITEM, _sum_up(one), one.asked.text.rstrip(" .")) for one in found]
    for number, one in enumerate(found, start=1):
        where = one.asked.where
        blocks += [
            AnnexPart(HEADING, f"{number}. Recommendation {where}" if where else f"{number}."),
            AnnexPart(QUOTE, one.asked.text),
            AnnexPart(TEXT, _sum_up(one)),
            *_listed("In the same sense, oldest first", one.same, addresses),
            *_listed("Related", one.related, addresses),
        ]
    return blocks


def _sum_up(one: SaidBefore) -> str:
    words = str(one.summary)
    return f"{words[:1].upper()}{words[1:]}."


def _listed(
    words: str, some: Iterable[Earlier], addresses: Mapping[str, str]
) -> Iterator[AnnexPart]:
    for place, earlier in enumerate(some):
        if not place:
            yield AnnexPart(GRADE, words)
        advice = earlier.advice
        yield AnnexPart(ITEM, advice.text, name_advice(advice))
        if told := say_addressees(earlier):
            yield AnnexPart(DETAIL, told, "Told")
        yield AnnexPart(DETAIL, say_outcome(advice), "What became of it")
        for source in advice.sources:
            yield AnnexPart(DETAIL, str(source), "Source", addresses.get(source.slug, ""))
        yield AnnexPart(DETAIL, advice.id, "In the record")


def to_markdown(blocks: Iterable[AnnexPart]) -> str:
    """Return the annex as Markdown."""
    return "".join(map(_markdown, blocks))


def _markdown(block: AnnexPart) -> str:
    text, label = map(escape_markdown, (block.text, block.label))
    if block.kind == ITEM and label:
        label = f"**{label}**: "
    address = f" <{block.address}>" if block.address else ""
    return _MARKDOWN[block.kind].format(text=text, label=label, address=address)


_MARKDOWN = {
    TITLE: "# {text}\n",
    HEADING: "\n## {text}\n",
    GRADE: "\n### {text}\n\n",
    QUOTE: "\n> {text}\n",
    TEXT: "\n{text}\n",
    ITEM: "- {label}{text}\n",
    DETAIL: "  - {label}: {text}{address}\n",
}


_STYLE = (
    "body{font:1rem/1.5 Georgia,serif;max-width:46rem;margin:2rem auto;padding:0 1rem;"
    "color:#1a1a1a;background:#fff}h1,h2,h3{font-family:system-ui,sans-serif;line-height:1.2}"
    "h2{margin-top:2.5rem;border-top:1px solid #767676;padding-top:1rem}"
    "blockquote{margin:1rem 0;padding-left:1rem;border-left:.25rem solid #005eb8;font-size:1.1rem}"
    "li{margin:.75rem 0}dd a{overflow-wrap:anywhere}"
    "dl{margin:.25rem 0 0;display:grid;grid-template-columns:9rem 1fr;"
    "gap:0 1rem;font-size:.9rem}dt{color:#4d4d4d}dd{margin:0}"
    "@media(max-width:30rem){dl{display:block}}@media print{body{margin:0;max-width:none}}"
)


def to_html(blocks: Iterable[AnnexPart]) -> str:
    """Return the annex as one HTML file; its first title is that of the window."""
    blocks = [*blocks]
    title = next((block.text for block in blocks if block.kind == TITLE), "")
    parts: list[str] = []
    is_in_list = is_in_item = False
    for block in [*blocks, AnnexPart("end", "")]:
        if is_in_item and block.kind != DETAIL:
            parts.append("</dl></li>")
            is_in_item = False
        if is_in_list and block.kind not in (ITEM, DETAIL):
            parts.append("</ol>")
            is_in_list = False
        text, label = (escape(make_visible(part)) for part in (block.text, block.label))
        if block.kind == ITEM:
            before = f"<b>{label}</b>: " if label else ""
            parts.append(f"{'' if is_in_list else '<ol>'}<li>{before}{text}<dl>")
            is_in_list = is_in_item = True
        elif block.kind == DETAIL:
            parts.append(f"<dt>{label}</dt><dd>{text}{_link(block.address)}</dd>")
        elif block.kind in _TAGS:
            tag = _TAGS[block.kind]
            parts.append(f"<{tag}>{text}</{tag}>")
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">"
        f"<title>{escape(make_visible(title))}</title><style>{_STYLE}</style></head>\n<body><main>\n"
        + "\n".join(parts)
        + "\n</main></body></html>\n"
    )


def _link(address: str) -> str:
    """Return an address that is read on paper too, and that leads there on a screen."""
    return f' <a href="{escape(address)}" rel="noreferrer">{escape(address)}</a>' if address else ""


def to_table(
    found: Iterable[SaidBefore],
    space: Space,
    addresses: Mapping[str, str],
    delimiter: str = ",",
) -> str:
    """Return a row for each piece of earlier advice, as a spreadsheet takes it."""
    held = StringIO()
    writer = csv.writer(held, delimiter=delimiter, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in list_rows(found, space, addresses):
        writer.writerow([make_text(cell) if isinstance(cell, str) else cell for cell in row])
    return held.getvalue()


_TAGS = {TITLE: "h1", HEADING: "h2", GRADE: "h3", QUOTE: "blockquote", TEXT: "p"}


def to_docx(blocks: Iterable[AnnexPart]) -> bytes:
    """Return the annex as a Word document."""
    body = "".join(map(_paragraph, blocks))
    files = {
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": _RELATIONS.format(kind="officeDocument", target="word/document.xml"),
        "word/_rels/document.xml.rels": _RELATIONS.format(kind="styles", target="styles.xml"),
        "word/styles.xml": _styles(),
        "word/document.xml": f"{_XML}<w:document {_W}><w:body>{body}{_PAGE}</w:body></w:document>",
    }
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in files.items():
            part = zipfile.ZipInfo(name, _WHEN)
            part.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(part, text)
    return held.getvalue()


_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CONTENT_TYPES = (
    f'{_XML}<Types xmlns="{_OFFICE}/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_WORD}.styles+xml"/></Types>'
)
_RELATIONS = (
    f'{_XML}<Relationships xmlns="{_OFFICE}/package/2006/relationships"><Relationship Id="r1" '
    f'Type="{_OFFICE}/officeDocument/2006/relationships/{{kind}}" Target="{{target}}"/>'
    "</Relationships>"
)
_PAGE = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" '
    'w:footer="567" w:gutter="0"/></w:sectPr>'
)
_STYLES = {
    TITLE: ("Title", '<w:outlineLvl w:val="0"/>', '<w:b/><w:sz w:val="40"/>'),
    HEADING: (
        "heading 1",
        '<w:spacing w:before="480"/><w:outlineLvl w:val="0"/>',
        '<w:b/><w:sz w:val="30"/>',
    ),
    GRADE: (
        "heading 2",
        '<w:spacing w:before="240"/><w:outlineLvl w:val="1"/>',
        '<w:b/><w:sz w:val="24"/>',
    ),
    QUOTE: ("Quote", '<w:ind w:left="567"/>', "<w:i/>"),
    ITEM: ("List Paragraph", '<w:spacing w:before="160"/>', ""),
    DETAIL: ("List Continue", '<w:ind w:left="567"/>', '<w:sz w:val="20"/>'),
}
"""Kind of block -> the style's name, its paragraphs and its letters."""


def _styles() -> str:
    found = "".join(
        f'<w:style w:type="paragraph" w:styleId="{kind}"><w:name w:val="{name}"/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{letters}</w:rPr></w:style>"
        for kind, (name, paragraph, letters) in _STYLES.items()
    )
    return f"{_XML}<w:styles {_W}>{found}</w:styles>"


def _paragraph(block: AnnexPart) -> str:
    style = f'<w:pPr><w:pStyle w:val="{block.kind}"/></w:pPr>' if block.kind in _STYLES else ""
    label = _run(f"{block.label}: ", "<w:rPr><w:b/></w:rPr>") if block.label else ""
    words = f"{block.text} {block.address}" if block.address else block.text
    return f"<w:p>{style}{label}{_run(words)}</w:p>"


def _run(text: str, letters: str = "") -> str:
    words = escape(make_visible(text).replace("\n", " "), quote=False)
    return f'<w:r>{letters}<w:t xml:space="preserve">{words}</w:t></w:r>'
