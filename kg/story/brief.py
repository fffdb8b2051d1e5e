"""A paper with its numbers filled in, a note at each, and what each rests on: Markdown or blocks.

The Markdown is the author's own, whatever stands in it, with footnotes. HTML and DOCX are written
by the annex's writers, which know headings, paragraphs, quotations and lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.export.annex import DETAIL, GRADE, HEADING, ITEM, QUOTE, TEXT, TITLE, AnnexPart
from kg.model.dates import say
from kg.model.lines import escape_markdown
from kg.story.evaluation import Bound
from kg.story.stories import FilledText

SHOWN = 12
"""Sources of one note; the command lists the others."""
_STATE = re.compile(r"(?<=\]\()#(?=[^)\s]*\))")
_HEADINGS = {1: TITLE, 2: HEADING, 3: GRADE}
_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t#]*")
_LISTED = re.compile(r"[ \t]*(?:[-*+]|\d+[.)])[ \t]+(.*)")
_INLINE = re.compile(r"!?\[([^\]]*)\]\(([^)\s]*)[^)]*\)|(\*\*|__|\*|`)(?=\S)(.+?)(?<=\S)\3")
_NOTES = "How we know"


def list_notes(bound: FilledText) -> list[Bound]:
    """Return what each note is of, in the order in which the text comes to them, each once."""
    found: dict[tuple[str, str, str], Bound] = {}
    for binding in bound.paper.bindings:
        one = bound.bounds[binding]
        found.setdefault(_note_key(one), one)
    return list(found.values())


def _note_key(one: Bound) -> tuple[str, str, str]:
    return one.command, one.taken, str(one.value)


def write_brief(
    bound: FilledText, addresses: Mapping[str, str], record: str, page: str, read_up_to: str
) -> str:
    """Return a paper as Markdown with footnotes; states of the explorer become links to `page`.

    `addresses` are where sources can be read, by id; `record` is what the record is called.
    """
    notes = list_notes(bound)
    body = _STATE.sub(f"{page}#", _fill(bound, notes, "[^{}]"))
    head = f"# {bound.paper.title}\n\n" if bound.paper.title and "\n# " not in f"\n{body}" else ""
    if bound.paper.by and head:
        head += f"{bound.paper.by}\n\n"
    parts = [head + body.strip("\n"), "", f"## {_NOTES}", "", _say_record(record, read_up_to), ""]
    for number, one in enumerate(notes, 1):
        rests = "; ".join(
            escape_markdown(source.title)
            + (f" <{addresses[source.slug]}>" if source.slug in addresses else "")
            for source in one.sources[:SHOWN]
        )
        more = _say_more(one)
        parts.append(
            f"[^{number}]: {escape_markdown(_say_what(one))}: `{one.command}`."
            + (f" Sources: {rests}{f'; {more}' if more else ''}." if rests else "")
        )
    return "\n".join(parts) + "\n"


def make_brief(
    bound: FilledText, addresses: Mapping[str, str], record: str, page: str, read_up_to: str
) -> list[AnnexPart]:
    """Return a paper as blocks, which the annex's writers make HTML and DOCX of."""
    notes = list_notes(bound)
    body = _STATE.sub(f"{page}#", _fill(bound, notes, " [{}]", is_plain=True))
    blocks = list(_blocks(body.split("\n")))
    if bound.paper.title and not any(block.kind == TITLE for block in blocks):
        by = [AnnexPart(TEXT, bound.paper.by)] if bound.paper.by else []
        blocks = [AnnexPart(TITLE, bound.paper.title), *by, *blocks]
    blocks += [AnnexPart(HEADING, _NOTES), AnnexPart(TEXT, _say_record(record, read_up_to))]
    for number, one in enumerate(notes, 1):
        blocks.append(AnnexPart(ITEM, _say_what(one), f"[{number}]"))
        blocks.append(AnnexPart(DETAIL, one.command, "Ask"))
        blocks += [
            AnnexPart(DETAIL, source.title, "Source", addresses.get(source.slug, ""))
            for source in one.sources[:SHOWN]
        ]
        if more := _say_more(one):
            blocks.append(AnnexPart(DETAIL, more, "Besides"))
    return blocks


def cited_by(bound: FilledText) -> list[str]:
    """Return the ids of the sources that the notes name, in their order, each once."""
    named = (source.slug for one in list_notes(bound) for source in one.sources[:SHOWN])
    return list(dict.fromkeys(named))


def _fill(bound: FilledText, notes: Sequence[Bound], mark: str, *, is_plain: bool = False) -> str:
    numbers = {_note_key(one): number for number, one in enumerate(notes, 1)}
    parts = []
    for piece in bound.paper.pieces:
        if isinstance(piece, str):
            parts.append(piece)
            continue
        one = bound.bounds[piece]
        is_own = one.binding.said is not None or is_plain
        parts.append(one.text if is_own else escape_markdown(one.text))
        parts.append(mark.format(numbers[_note_key(one)]))
    return "".join(parts)


def _say_what(one: Bound) -> str:
    what = "the number of rows" if one.taken == "rows" else one.taken
    return f"“{one.text}”, {what}"


def _say_more(one: Bound) -> str:
    more = len(one.sources) - SHOWN
    return f"{more} more, which the command lists" if more > 0 else ""


def _say_record(record: str, read_up_to: str) -> str:
    until = f", read up to {say(read_up_to)}" if read_up_to else ""
    return f"Each number and name with a note is what the record ({record}{until}) says."


def _blocks(lines: Iterable[str]) -> Iterator[AnnexPart]:
    """Yield the paragraphs of Markdown; what is no heading, quotation or item of a list is text."""
    begun: list[str] = []
    kind = TEXT
    for line in [*lines, ""]:
        heading = _HEADING.fullmatch(line)
        item = _LISTED.fullmatch(line)
        is_quote = line.lstrip().startswith(">")
        starts = heading is not None or item is not None or not line.strip()
        if begun and (starts or is_quote != (kind == QUOTE)):
            yield AnnexPart(kind, _plain(" ".join(begun)))
            begun = []
        if heading is not None:
            yield AnnexPart(_HEADINGS.get(len(heading[1]), GRADE), _plain(heading[2]))
        elif item is not None:
            begun, kind = [item[1]], ITEM
        elif line.strip():
            kind = kind if begun else QUOTE if is_quote else TEXT
            begun.append(line.lstrip().removeprefix(">").strip() if is_quote else line.strip())


def _plain(text: str) -> str:
    """Return the words of Markdown, with the address of a link behind its words."""
    return _INLINE.sub(lambda m: m[4] if m[3] else f"{m[1]} <{m[2]}>" if m[2] else m[1], text)
