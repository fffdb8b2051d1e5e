"""How far a recommendation goes: the blocks of a document that belong to it, and its words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kg.ingest.documents.advice_labels import ADVISES, ANSWER_LABEL, ITEM, LABEL, skip_letters
from kg.ingest.documents.papers.marks import is_unfinished
from kg.ingest.documents.papers.paper import Paper, Style
from kg.ingest.documents.sentences import sentences
from kg.ingest.documents.verdicts import is_answer_of_somebody

SUB_ITEM = re.compile(r"\s*(?:[•▪●◦‣·–*+-]|\(?(?:[a-zA-Z]|[ivx]{1,5})[.)]|\d+\.\d+[.)]?)\s+")
_NOT_WORDS = (Style.HEADING, Style.ROW, Style.NOTE)
_TITLE_WORDS = 14
"""Words that a heading has at the most that only names what its recommendation is about."""
_MOST_BLOCKS = 40
"""Blocks that belong to one recommendation at the most."""
_ORDERS = tuple(
    {mark: place for place, mark in enumerate(marks)}
    for marks in (
        "abcdefghijklmnopqrstuvwxyz",
        ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"),
    )
)
"""The marks of items in the order in which they follow each other."""
_DOTTED = re.compile(r"\d+\.\d")
_SPACED = re.compile(r"\b([A-Z]) (?=[A-Z]{2})")
_ENDED = re.compile(r"[.!?:]['\"’”)\]]*(?:\s*\d{1,3})?$")


@dataclass(slots=True)
class AdviceWords:
    """The blocks of a document as words, and which of them belong together."""

    paper: Paper
    words: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.words = [self.paper.words(block) for block in self.paper.blocks]

    def heading(self, i: int) -> str:
        """Return the words of a block as a heading has them, with small capitals put together."""
        words = self.words[i]
        return _SPACED.sub(r"\1", words) if words.isupper() else words

    def __len__(self) -> int:
        return len(self.words)

    def style(self, i: int) -> Style:
        """Return what a block is."""
        return self.paper.blocks[i].style

    def may_be_text(self, i: int) -> bool:
        """Return whether a block may hold the words that a label or title introduces."""
        if i >= len(self.words) or self.style(i) in _NOT_WORDS:
            return False
        return LABEL.match(self.words[i]) is None

    def is_within(self, i: int) -> bool:
        """Return whether a block only goes on with the sentence of that before it."""
        if i == 0 or Style.HEADING in (self.style(i), self.style(i - 1)):
            return False
        before = self.words[i - 1]
        return re.search(r"\w$", before) is not None and is_unfinished(before)

    def is_title(self, rest: str, i: int) -> bool:
        """Return whether the words behind a label only name what the next block recommends."""
        if not rest:
            return True
        if not is_name(rest) or i + 1 >= len(self.words):
            return False
        is_head = self.style(i) is Style.HEADING or rest[-1] not in ".;"
        return is_head and self.may_be_text(i + 1) and self.opens_with_advice(i + 1)

    def opens_with_advice(self, i: int) -> bool:
        """Return whether a block says what should be done, or that the next ones will."""
        return ADVISES.search(self.words[i]) is not None

    def last_part(self, i: int, text: str, *, is_headed: bool = False) -> int:
        """Return the block behind the last that belongs to a recommendation, such as its items.

        Below a heading of its own, paragraphs that say what should be done belong to it too.
        """
        last, in_list, dotted, whole, mark = i + 1, False, False, text, ""
        is_name_only = is_name(text) and text[-1:] not in (".", ";")
        while last < min(i + _MOST_BLOCKS, len(self.words)):
            words = self.words[last]
            if self._ends_before(last):
                break
            item = ITEM.match(words)
            is_sub = SUB_ITEM.match(words) is not None and not (item and item[1])
            is_dotted = _DOTTED.match(words) is not None
            is_sub = is_sub and (not in_list or is_dotted == dotted)
            dotted = is_dotted
            opens = whole.endswith((":", ";")) or is_unfinished(whole)
            goes_on = words[:1].islower() if whole.endswith(":") else opens
            is_low = words[:1].islower() or words[:1] == "("
            goes_on = goes_on or (is_low and _ENDED.search(whole) is None)
            in_list = is_sub and (opens or in_list or is_name_only)
            if is_sub:
                mark = _mark(words)
            belongs = in_list or goes_on or (is_headed and self.advises(last))
            if not belongs and not (mark and self._is_between(last, mark)):
                break
            last, whole = last + 1, words
        return last

    def _is_between(self, i: int, mark: str) -> bool:
        """Return whether the next item of a list follows a paragraph within it."""
        if i + 1 >= len(self.words) or self._ends_before(i + 1) or ITEM.match(self.words[i]):
            return False
        after = _mark(self.words[i + 1])
        return any(order.get(after) == order[mark] + 1 for order in _ORDERS if mark in order)

    def _ends_before(self, i: int) -> bool:
        """Return whether something else begins with a block: a heading, a label, an answer."""
        words = self.words[i]
        if self.style(i) in _NOT_WORDS or ANSWER_LABEL.match(words) or is_answer_of_somebody(words):
            return True
        return LABEL.match(words) is not None and not self.is_within(i)

    def advises(self, i: int) -> bool:
        """Return whether a paragraph without a number begins by saying what should be done."""
        words = self.words[i]
        if ITEM.match(words):
            return False
        first = next(sentences(words, 0, len(words)), (0, 0))
        return ADVISES.search(words[slice(*first)]) is not None

    def whole(self, i: int, rest: str, last: int) -> str:
        """Return the words of a recommendation from those of its first block on."""
        return " ".join([rest, *self.words[i + 1 : last]])

    def start_of(self, i: int, rest: str) -> int:
        """Return where in the text the words of a block begin that stand behind its label."""
        block, words = self.paper.blocks[i], self.words[i]
        skipped = words.find(rest) if rest in words else len(words) - len(rest.rstrip())
        letters = sum(not letter.isspace() for letter in words[:skipped]) if rest else 0
        return skip_letters(self.paper.text, block.start, letters)

    def end_of(self, last: int) -> int:
        """Return where the words of a recommendation end, by the block behind its last."""
        return self.paper.blocks[last - 1].end


def _mark(words: str) -> str:
    """Return the letter or number with which an item within a recommendation begins."""
    found = re.match(r"\(?([a-zA-Z]|[ivx]{1,5})[.)]", words.strip())
    return found[1].casefold() if found else ""


def is_name(words: str) -> bool:
    """Return whether words may only name what is recommended, and do not say it."""
    return len(words.split()) <= _TITLE_WORDS and ADVISES.search(words) is None
