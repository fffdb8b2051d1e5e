"""A slip on a terminal: lines that fit any window and say the same without colours."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from kg.model.lines import faint, strong, wrap

if TYPE_CHECKING:
    from kg.ingest.judging.slips import Quote, Slip, SlipCell

KEYS = {
    "y": "accept",
    "n": "reject",
    "u": "unsure",
    "e": "edit",
    "a": "all like it",
    "s": "skip",
    "w": "why",
    "p": "back",
    "q": "quit",
}
APART = "r"
"""The key that lets a row stand beside the one of the record."""
_SAID = {
    "same": "as in the record",
    "fills": "the record has none",
    "sharpens": "the record has {held}",
    "adds": "the record has {held}",
    "apart": "the record, in its own words: {held}",
}


def draw(slip: Slip, place: str, width: int, *, is_plain: bool, has_reasons: bool) -> Iterator[str]:
    """Yield the lines of a slip; `place` says which of how many it is."""
    yield from wrap(f"{place} · {slip.state}: {slip.told}", width, "  ", "")
    yield strong(slip.called) + faint(f" · {slip.table}")
    yield ""
    for quote in slip.quotes:
        yield from _draw_quote(quote, width, is_plain=is_plain)
    yield ""
    for cell in slip.cells:
        yield from _draw_cell(cell, width)
    for column, name in slip.named.items():
        if column in slip.open_columns:
            yield from _draw_choices(slip, column, name, width)
    if slip.lacks:
        yield from wrap(f"to be given (e): {', '.join(slip.lacks)}", width, "  ")
    if slip.copied:
        yield from wrap(f"to be said in your own words (e): {', '.join(slip.copied)}", width, "  ")
    for number, row in enumerate(slip.near):
        if number == 0:
            yield "The record says:" if slip.is_beside else "The record has already:"
        yield from wrap(row, width, "    ", "  - ")
    for reason in slip.reasons if has_reasons else ():
        yield from wrap(reason, width, "    ", "  why ")
    yield ""
    yield from wrap(list_keys(slip), width, "")


def list_keys(slip: Slip) -> str:
    """Return the keys that a slip may be answered with, in words."""
    keys = dict(KEYS)
    if slip.open_columns or slip.is_beside:
        del keys["y"]
    if slip.open_columns and slip.choices.get(slip.open_columns[0]):
        keys = {"1-9": "choose and accept", **keys}
    if slip.may_stand_apart:
        keys[APART] = "accept as a row of its own"
    return "  ".join(f"[{key}] {word}" for key, word in keys.items())


def _draw_quote(quote: Quote, width: int, *, is_plain: bool) -> Iterator[str]:
    said, at = "", 0
    for start, end in quote.marks:
        marked = quote.words[start:end]
        said += quote.words[at:start]
        said += f"*{marked}*" if is_plain else _each_word(strong, marked)
        at = end
    said += quote.words[at:]
    before = _each_word(faint, f"…{quote.before}") if quote.before.strip() else ""
    after = _each_word(faint, f"{quote.after}…") if quote.after.strip() else ""
    yield from wrap(f"{before}{said}{after}", width, "  ")
    where = f"{quote.title}, {quote.locator}" if quote.locator else quote.title
    yield from (faint(line) for line in wrap(f"— {where}", width, "    ", "  "))


def _each_word(dressed: Callable[[str], str], text: str) -> str:
    """Return a text each of whose words is dressed, so that lines may break between them."""
    return re.sub(r"\S+", lambda word: dressed(word[0]), text)


def _draw_cell(cell: SlipCell, width: int) -> Iterator[str]:
    begin = f"  {cell.column}: "
    if cell.fit == "differs":
        yield from wrap(cell.words, width, " " * 4, begin)
        said = f"but the record has {cell.held_words}"
        yield from (f"      {strong(line)}" for line in wrap(said, width - 6, ""))
        return
    said = _SAID.get(cell.fit, "").format(held=cell.held_words)
    yield from wrap(f"{cell.words} ({said})" if said else cell.words, width, " " * 4, begin)


def _draw_choices(slip: Slip, column: str, name: str, width: int) -> Iterator[str]:
    yield from wrap(f"'{name}' is", width, " " * 4, f"  {column}: ")
    found = slip.choices.get(column, ())
    for number, one in enumerate(found, start=1):
        said = f"{one.label} ({one.id}), {one.score:.0f}: {one.reason}"
        yield from wrap(said, width, " " * 6, f"    {number} ")
    if not found:
        yield "    nothing in the record is like it; e gives its id, or empties the cell"
