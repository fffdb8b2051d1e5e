"""Recommendations in lists below a heading, or below a sentence that says what they are."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass

from kg.ingest.documents.advice_extent import SUB_ITEM, AdviceWords, is_name
from kg.ingest.documents.advice_labels import (
    ADVISES,
    CLOSING_NUMBER,
    FEWEST_WORDS,
    ITEM,
    number_of_item,
)
from kg.ingest.documents.papers.paper import Style
from kg.ingest.documents.stated_advice import MIXED, StatedAdvice

_MOST_BEFORE, _MOST_BETWEEN = 4, 2
"""Blocks that stand before a list and, where conclusions stand in it too, within it."""
HEADED = "list below a heading"
BULLET = re.compile(r"\s*[•▪●◦‣·–*+-]\s+")
HEADING = re.compile(
    r"[#\s*_]*(?:\d+(?:\.\d+)*\.?\s+)?(?:annex \w+[:.–-]?\s+)?(?:(?:our|the|key|main|draft|new|"
    r"safety|final|full|overall|detailed|strategic|(?:summary|list|table) of|committee|review|"
    r"report|audit|inquiry) ){0,3}"
    r"recommendations(?: (?:to|for) [\w ,’'-]{1,60})?"
    r"[*_\s]*:?",
    re.IGNORECASE,
)
_MIXED_HEADING = re.compile(
    r"[#\s*_]*(?:\d+(?:\.\d+)*\.?\s+)?(?:(?:list|summary) of )?conclusions and "
    r"recommendations[*_\s]*:?",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"\b(?:recommendations|the following recommendation|recommends?(?: that| the following)?)\b"
    r"[^.]{0,60}(?<!should)(?<!must):$",
    re.IGNORECASE,
)
"""A sentence that a list of recommendations follows."""
_OWN_LEAD = re.compile(r"\brecommended(?: that| the following)?\b[^.]{0,80}:$", re.IGNORECASE)
"""The same in a list of recommendations, of what was recommended on some day."""
_TOLD = re.compile(
    r"(?<!\bwe )(?<!\bwe have )(?<!\bi )(?<!\bi have )\b(?:made|included|contained|received|gave)"
    r"(?: (?!we\b)\w+){0,4} recommendations\b",
    re.IGNORECASE,
)
"""A sentence that only tells what somebody else recommended, or what was recommended before."""


def is_lead(words: str) -> bool:
    """Return whether a sentence says that a list of recommendations follows."""
    return _LEAD.search(words) is not None and _TOLD.search(words) is None


@dataclass(slots=True)
class AdviceLists:
    """Finds lists of recommendations in one document."""

    said: AdviceWords

    def find(self) -> Iterator[StatedAdvice]:
        """Yield the items of lists below a heading, or a sentence, that says what they are."""
        said = self.said
        i = 0
        while i < len(said):
            words = said.words[i]
            is_mixed = _MIXED_HEADING.fullmatch(said.heading(i)) is not None
            is_head = is_mixed or HEADING.fullmatch(said.heading(i)) is not None
            if is_head or (is_lead(words) and not self.is_one(i)):
                lead = ITEM.match(words) if not is_head else None
                end = yield from self._items(i + 1, is_mixed, number_of_item(lead) if lead else "")
                i = max(end, i + 1)
            else:
                i += 1

    def is_one(self, i: int) -> bool:
        """Return whether a numbered paragraph with what follows it is one recommendation."""
        if ITEM.match(self.said.words[i]) is None or i + 1 >= len(self.said):
            return False
        after = self.said.words[i + 1]
        return SUB_ITEM.match(after) is not None and ITEM.match(after) is None

    def _items(self, i: int, is_mixed: bool, lead: str) -> Generator[StatedAdvice, None, int]:
        """Yield the items of one list; returns the block behind it."""
        said = self.said
        begun = skipped = numbered = depth = 0
        last_number = ""
        is_below = HEADING.fullmatch(said.heading(i - 1)) is not None
        while i < len(said):
            words, style = said.words[i], said.style(i)
            item, bullet = ITEM.match(words), BULLET.match(words)
            is_lead_in = _OWN_LEAD.search(words) is not None and style is not Style.HEADING
            if style in (Style.ROW, Style.NOTE) or (style is Style.HEADING and not item):
                if HEADING.fullmatch(words) or (begun and not self._continues(i + 1, last_number)):
                    return i
                skipped += not begun
            elif item is not None and is_lead_in and not begun:
                skipped, lead = 0, number_of_item(item)
            elif item is None and (bullet is None or numbered):
                skipped += bullet is None
            else:
                mark = item or bullet
                assert mark is not None
                number = number_of_item(item) if item else ""
                if begun and item and (_goes_on(lead, number) or number.count(".") < depth):
                    return i
                found, last = self._item(i, words[mark.end() :], number, is_mixed, is_below)
                if found is not None:
                    depth = max(depth, number.count(".")) if begun else number.count(".")
                    begun += 1
                    numbered += item is not None
                    yield found
                skipped, last_number = 0, number
                i = last
                continue
            if skipped > (_MOST_BEFORE if not begun else _MOST_BETWEEN if is_mixed else 0):
                return i
            i += 1
        return i

    def _continues(self, i: int, number: str) -> bool:
        """Return whether a block has the next number of a list, behind a heading within it."""
        item = ITEM.match(self.said.words[i]) if i < len(self.said) else None
        after = number_of_item(item) if item else ""
        return number.isdigit() and after.isdigit() and int(after) == int(number) + 1

    def _item(
        self, i: int, rest: str, number: str, is_mixed: bool, is_below_heading: bool
    ) -> tuple[StatedAdvice | None, int]:
        """Return one item of a list, if it recommends something, and the block behind it."""
        said = self.said
        is_headed = said.style(i) is Style.HEADING
        last = said.last_part(i, rest, is_headed=is_headed) if number else i + 1
        text = said.whole(i, rest, last)
        is_advice = not is_mixed or ADVISES.search(text) is not None
        if is_headed and is_name(rest) and last == i + 1:
            return None, last
        if is_headed and is_name(rest) and not SUB_ITEM.match(said.words[i + 1]):
            text = said.whole(i + 1, said.words[i + 1], last)  # a title names only what it is about
        closing = CLOSING_NUMBER.search(text)
        if closing is not None:
            number, text = closing[1] or closing[2], text[: closing.start()].rstrip()
        if not is_advice or len(text.split()) < FEWEST_WORDS or _TOLD.search(text):
            return None, last
        how = MIXED if is_mixed else HEADED if is_below_heading else "list"
        start, end = said.start_of(i, rest), said.end_of(last)
        return StatedAdvice(number, text, start, end, how, not number, blocks=(i, last)), last


def _goes_on(lead: str, number: str) -> bool:
    """Return whether a number is that of the next paragraph after one that led to a list."""
    before, after = lead.rpartition("."), number.rpartition(".")
    if not lead or before[0] != after[0] or not (before[2].isdigit() and after[2].isdigit()):
        return False
    return int(after[2]) == int(before[2]) + 1
