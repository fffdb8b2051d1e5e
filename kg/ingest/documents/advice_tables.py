"""Recommendations in the rows of tables, with what was answered to each and how it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.ingest.documents.advice_labels import (
    FEWEST_WORDS,
    ITEM,
    LABEL,
    NUMBER,
    skip_letters,
    to_number,
)
from kg.ingest.documents.papers.paper import Block, Paper, Style
from kg.ingest.documents.stated_advice import StatedAdvice

_HEADERS = {
    "number": re.compile(
        r"(?:no\.?|number|ref(?:erence)?\.?|#|rec\.?(?:ommendation)? ?(?:no\.?|number|ref\.?|#))",
        re.I,
    ),
    "text": re.compile(r"(?:the |committee |our )?recommendations?(?: text)?(?: \(.*\))?", re.I),
    "response": re.compile(r".*\b(?:response|reply|action|position|comments?)\b.*", re.I),
    "status": re.compile(
        r".*\b(?:status|accepted\??|decision|verdict|agreed\??|outcome|progress)\b.*", re.I
    ),
}


def advice_in_tables(paper: Paper) -> Iterator[StatedAdvice]:
    """Yield the rows of tables whose header says that they hold recommendations."""
    columns: dict[str, int] = {}
    width = 0
    for i, block in enumerate(paper.blocks):
        if block.style is not Style.ROW:
            if block.style is not Style.NOTE:
                columns = {}
            continue
        cells = paper.cells(block)
        header = _columns([words for _, words in cells])
        if header:
            columns, width = header, len(cells)
        elif columns and len(cells) == width:
            yield from _row(paper, i, block, cells, columns)


def _row(
    paper: Paper, i: int, block: Block, cells: Sequence[tuple[int, str]], columns: dict[str, int]
) -> Iterator[StatedAdvice]:
    at = columns["text"]
    start, text = cells[at]
    number = cells[columns["number"]][1] if "number" in columns else ""
    label = LABEL.match(text) or ITEM.match(text)
    if label is not None and len(text) > label.end():
        number = number or label[label.lastindex or 1]
        start, text = (
            skip_letters(paper.text, start, len("".join(text[: label.end()].split()))),
            text[label.end() :],
        )
    if (
        not number
        and re.fullmatch(rf"(?:recommendation )?{NUMBER}\.?", text, re.I)
        and at + 1 < len(cells)
    ):
        is_told = at + 1 not in columns.values()
        number, (start, text) = text, cells[at + 1] if is_told else (start, "")
    own = LABEL.match(number)
    number = to_number(own[1]) if own else number.strip(".): ")
    if text and len(text.split()) < FEWEST_WORDS:
        return
    end = start + len(paper.text[start : block.end].split("\t")[0].split("|")[0].rstrip())
    answer, status = (
        cells[columns[name]] if name in columns else (0, "") for name in ("response", "status")
    )
    yield StatedAdvice(
        number,
        text,
        start,
        end,
        "table",
        not number,
        blocks=(i, i + 1),
        answer=answer,
        status=status,
    )


def _columns(cells: Sequence[str]) -> dict[str, int]:
    """Return which column holds what, by the header of a table of recommendations, else nothing."""
    found: dict[str, int] = {}
    for i, words in enumerate(cells):
        plain = words.strip(" *_:")
        for name, pattern in _HEADERS.items():
            if name not in found and pattern.fullmatch(plain):
                found[name] = i
                break
    return found if "text" in found and len(found) > 1 else {}
