"""The recommendations of a report, by the ways in which reports write them down.

    Recommendation 7: …            a label with a number, or a heading above the words
    Recommendation: …              a label without one, below a numbered conclusion
    12. We recommend that …        a numbered paragraph
    We therefore recommend that …  a sentence
    Recommendations, 1. … 2. …     a list below a heading
    number | recommendation | …    a table

A report with labels or a table has its recommendations there; what it says elsewhere repeats them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field

from kg.ingest.documents.advice_labels import (
    ADVICE_CODES,
    ANSWER_LABEL,
    BARE_LABEL,
    CODE,
    FEWEST_WORDS,
    INNER_LABEL,
    ITEM,
    LABEL,
    number_of_item,
    skip_letters,
    to_number,
)
from kg.ingest.documents.advice_tables import advice_in_tables
from kg.ingest.documents.papers.paper import Paper, Style
from kg.ingest.documents.sentences import sentences
from kg.ingest.documents.stated_advice import MIXED, PARAGRAPH, StatedAdvice, each_once, number_all
from kg.ingest.documents.verdicts import is_answer_of_somebody, is_bare_verdict

_SUB_ITEM = re.compile(r"\s*(?:[•▪●◦‣·–*+-]|\(?(?:[a-z]|[ivx]{1,5})[.)]|\d+\.\d+[.)]?)\s+")
_UNFINISHED = re.compile(
    r"(?:[;,]|\b(?:and|or|that|the|an?|of|to|for|in|by|with|from|on|at|as|its|their|our))$"
)
"""How words end that go on in the next block, which a page or a line of its own cut off."""
_BULLET = re.compile(r"\s*[•▪●◦‣·–*+-]\s+")
_RECOMMEND = re.compile(
    r"\b(?:(?:we|i|(?:the|this|our) (?:\w+ ){0,3}(?:committee|review|report|commission|"
    r"inquiry|panel|board|"
    r"group|taskforce|council))(?: (?:would|also|further|therefore|strongly|accordingly|again|thus|"
    r"consequently|hereby|now|urgently|specifically)){0,3},? recommends?|it is (?:therefore |"
    r"also |further |"
    r"strongly )?recommended)\b(?! (?:against any|in))",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"[#\s*_]*(?:\d+(?:\.\d+)*\.?\s+)?(?:annex \w+[:.–-]?\s+)?(?:(?:our|the|key|main|draft|"
    r"final|full|"
    r"(?:summary|list|table) of|committee|review|report) ){0,3}recommendations(?: (?:to|for) "
    r"[\w ,’'-]{1,60})?"
    r"[*_\s]*:?",
    re.IGNORECASE,
)
_MIXED_HEADING = re.compile(
    r"[#\s*_]*(?:\d+(?:\.\d+)*\.?\s+)?(?:(?:list|summary) of )?conclusions and "
    r"recommendations[*_\s]*:?",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"\b(?:recommendations|recommends?(?: that| the following)?)\b[^.]{0,60}(?<!should)(?<!must):$",
    re.IGNORECASE,
)
"""A sentence that a list of recommendations follows."""
_ADVISES = re.compile(
    r"\b(?:should|must|needs? to|ought to|recommends?|urges?|calls? (?:on|for)|have to|has to)\b",
    re.IGNORECASE,
)
_LEADER = re.compile(r"(?:\.\s?){4,}\s*\d*$|(?:…+|\.{3})\s*\d+$")
"""The dots of a table of contents."""
_TITLE_WORDS = 14
"""Words that a heading has at the most that only names what its recommendation is about."""
_OFTEN = 3
"""Times that a report uses a code of its own at the least."""
_NO_CODES = frozenset(["BOX", "TABLE", "FIGURE", "FIG", "ANNEX", "PART", "NOTE", "PAGE", "STEP"])
_MOST_BLOCKS = 12
"""Blocks that belong to one recommendation at the most."""


@dataclass(slots=True)
class AdviceFinder:
    """Finds the recommendations of one document."""

    paper: Paper
    _words: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._words = [self.paper.words(block) for block in self.paper.blocks]

    def find(self) -> list[StatedAdvice]:
        """Return the recommendations in the order of their places, each number once."""
        labelled = [*self._labelled(), *advice_in_tables(self.paper)]
        labelled += self._coded(has_labels=bool(labelled))
        found = labelled or list(self._below_conclusions())
        if not found:
            listed = list(self._listed())
            found = listed if len(listed) > 1 else []
        if not labelled:
            inside = [one.blocks for one in found]
            for one in self._recommending():
                if not any(a <= one.blocks[0] < b for a, b in inside):
                    found.append(one)
        found.sort(key=lambda one: one.start)
        return list(each_once(number_all(found)))

    # labels

    def _labelled(self) -> Iterator[StatedAdvice]:
        """Yield what a label with a number introduces, the second time perhaps its answer."""
        met: set[str] = set()
        for i, block in enumerate(self.paper.blocks):
            answer = ANSWER_LABEL.match(self._words[i])
            if answer is not None:
                yield StatedAdvice(answer[1], "", block.start, block.end, "label", blocks=(i, i))
            label = None if block.style is Style.ROW else LABEL.match(self._words[i])
            if label is None or _LEADER.search(self._words[i]) or self._is_within(i):
                continue
            number = to_number(label[1])
            rest = self._words[i][label.end() :].strip(" *_")
            first = i
            said = next(sentences(rest, 0, len(rest)), (0, 0))
            is_answer = number in met and is_bare_verdict(rest[slice(*said)])
            met.add(number)
            if not is_answer and self._is_title(rest, i):
                first = i + 1
                if first >= len(self._words) or not self._may_be_text(first):
                    continue
                rest = self._words[first]
            if is_answer or is_bare_verdict(rest) or is_answer_of_somebody(rest):
                start, end = self._start_of(first, rest), self.paper.blocks[first].end
                yield StatedAdvice(
                    number, "", start, end, "label", blocks=(i, first + 1), answer=(start, rest)
                )
                continue
            last = self._last_part(first, rest)
            text = " ".join([rest, *self._words[first + 1 : last]])
            start = self._start_of(first, rest)
            end = self.paper.blocks[last - 1].end
            if len(text.split()) >= 2:
                yield StatedAdvice(
                    number,
                    text.strip(" *_"),
                    start,
                    end,
                    "label",
                    to=label[2] or "",
                    blocks=(i, last),
                )

    def _is_within(self, i: int) -> bool:
        """Return whether a block only goes on with the sentence of that before it."""
        if i == 0 or self.paper.blocks[i].style is Style.HEADING:
            return False
        return re.search(r"\w$", self._words[i - 1]) is not None and (
            _UNFINISHED.search(self._words[i - 1]) is not None
        )

    def _is_title(self, rest: str, i: int) -> bool:
        """Return whether the words behind a label only name what the next block recommends."""
        if not rest:
            return True
        if len(rest.split()) > _TITLE_WORDS or _ADVISES.search(rest) or i + 1 >= len(self._words):
            return False
        is_head = self.paper.blocks[i].style is Style.HEADING or rest[-1] not in ".;"
        return (
            is_head and self._may_be_text(i + 1) and _ADVISES.search(self._words[i + 1]) is not None
        )

    def _may_be_text(self, i: int) -> bool:
        block = self.paper.blocks[i]
        if block.style in (Style.HEADING, Style.ROW, Style.NOTE):
            return False
        return LABEL.match(self._words[i]) is None

    def _last_part(self, i: int, text: str) -> int:
        """Return the block behind the last that belongs to a recommendation, such as its items."""
        last, in_list = i + 1, False
        while last < min(i + _MOST_BLOCKS, len(self._words)):
            words, style = self._words[last], self.paper.blocks[last].style
            if style in (Style.HEADING, Style.ROW, Style.NOTE) or LABEL.match(words):
                break
            whole = self._words[last - 1] if last > i + 1 else text
            item = ITEM.match(words)
            is_sub = _SUB_ITEM.match(words) is not None and not (item and item[1])
            opens = whole.endswith(":") or _UNFINISHED.search(whole) is not None
            goes_on = words[:1].islower() if whole.endswith(":") else opens
            in_list = is_sub and (opens or in_list)
            if not in_list and not goes_on:
                break
            last += 1
        return last

    def _start_of(self, i: int, rest: str) -> int:
        """Return where in the text the words of a block begin that stand behind its label."""
        block = self.paper.blocks[i]
        skipped = len(self._words[i]) - len(rest.rstrip()) if rest else 0
        skipped = self._words[i].find(rest) if rest in self._words[i] else skipped
        letters = sum(not letter.isspace() for letter in self._words[i][:skipped])
        return skip_letters(self.paper.text, block.start, letters)

    def _below_conclusions(self) -> Iterator[StatedAdvice]:
        """Yield what a label without a number introduces; a conclusion above it has the number."""
        number = ""
        for i, block in enumerate(self.paper.blocks):
            if block.style is Style.ROW:
                continue
            words = self._words[i]
            item = ITEM.match(words)
            if item is not None:
                number = number_of_item(item)
            label = BARE_LABEL.match(words)
            inner = INNER_LABEL.search(words) if label is None else None
            found = label or inner
            if found is None:
                continue
            rest = words[found.end() :].strip(" *_")
            first = i
            if not rest and i + 1 < len(self._words) and self._may_be_text(i + 1):
                first, rest = i + 1, self._words[i + 1]
            if len(rest.split()) < FEWEST_WORDS:
                continue
            last = self._last_part(first, rest)
            text = " ".join([rest, *self._words[first + 1 : last]])
            yield StatedAdvice(
                number,
                text,
                self._start_of(first, rest),
                self.paper.blocks[last - 1].end,
                "unnumbered label",
                not number,
                blocks=(i, last),
            )
            number = ""

    def _coded(self, *, has_labels: bool) -> Iterator[StatedAdvice]:
        """Yield what a code of the report's own introduces, such as TRE 10, used repeatedly.

        Where nothing is labelled, R1, Rec 1 and Action 1 introduce what somebody should do.
        """
        coded = [
            (i, code)
            for i, block in enumerate(self.paper.blocks)
            if block.style is not Style.ROW and (code := CODE.match(self._words[i]))
        ]
        times = Counter(code[1] for _, code in coded)
        is_headed = any(_HEADING.fullmatch(words) for words in self._words)
        for i, code in coded:
            first, rest = i, self._words[i][code.end() :]
            is_own = code[1] not in ADVICE_CODES
            if not (rest or is_own) and i + 1 < len(self._words) and self._may_be_text(i + 1):
                first, rest = i + 1, self._words[i + 1]
            is_meant = is_headed if is_own else not has_labels and _ADVISES.search(rest)
            if times[code[1]] < _OFTEN or code[1] in _NO_CODES or not (rest and is_meant):
                continue
            last = self._last_part(first, rest)
            text = " ".join([rest, *self._words[first + 1 : last]])
            yield StatedAdvice(
                "".join(code.groups()) if code[1].isupper() else code[3],
                text,
                self._start_of(first, rest),
                self.paper.blocks[last - 1].end,
                "code",
                blocks=(i, last),
            )

    # sentences

    def _recommending(self) -> Iterator[StatedAdvice]:
        """Yield paragraphs and sentences in which somebody recommends something."""
        for i, block in enumerate(self.paper.blocks):
            if block.style in (Style.HEADING, Style.ROW, Style.NOTE):
                continue
            words = self._words[i]
            said = _RECOMMEND.search(words)
            if said is None or _LEAD.search(words) or _is_told(words, said):
                continue
            item = ITEM.match(words)
            spans = list(sentences(words, item.end() if item else 0, len(words)))
            at = next(n for n, (a, b) in enumerate(spans) if a <= said.start() < b)
            last = self._last_part(i, words)
            begin = spans[0 if item and at == 0 else at][0]
            rest = words[begin:] if item else words[begin : _advising_end(words, spans[at:])]
            text = " ".join([rest, *self._words[i + 1 : last]])
            number = number_of_item(item) if item else ""
            how = PARAGRAPH if item else "sentence"
            yield StatedAdvice(
                number,
                text,
                self._start_of(i, rest),
                self.paper.blocks[last - 1].end,
                how,
                not item,
                blocks=(i, last),
            )

    # lists

    def _listed(self) -> Iterator[StatedAdvice]:
        """Yield the items of lists below a heading, or a sentence, that says what they are."""
        i = 0
        while i < len(self._words):
            words = self._words[i]
            is_mixed = _MIXED_HEADING.fullmatch(words) is not None
            if is_mixed or _HEADING.fullmatch(words) or _LEAD.search(words):
                end = yield from self._items(i + 1, is_mixed)
                i = max(end, i + 1)
            else:
                i += 1

    def _items(self, i: int, is_mixed: bool) -> Generator[StatedAdvice, None, int]:
        """Yield the items of one list; returns the block behind it."""
        begun = skipped = numbered = 0
        while i < len(self._words):
            words, style = self._words[i], self.paper.blocks[i].style
            item, bullet = ITEM.match(words), _BULLET.match(words)
            if style in (Style.ROW, Style.NOTE) or (style is Style.HEADING and not item):
                if begun or _HEADING.fullmatch(words):
                    return i
                skipped += 1
            elif item is None and (bullet is None or numbered):
                skipped += bullet is None
            else:
                mark = item or bullet
                assert mark is not None
                rest = words[mark.end() :]
                last = self._last_part(i, rest) if item else i + 1
                text = " ".join([rest, *self._words[i + 1 : last]])
                is_advice = not is_mixed or _ADVISES.search(text) is not None
                if is_advice and len(text.split()) >= FEWEST_WORDS:
                    begun += 1
                    numbered += item is not None
                    yield StatedAdvice(
                        number_of_item(item) if item else "",
                        text,
                        self._start_of(i, rest),
                        self.paper.blocks[last - 1].end,
                        MIXED if is_mixed else "list",
                        item is None,
                        blocks=(i, last),
                    )
                skipped = 0
                i = last
                continue
            if skipped > (0 if begun and not is_mixed else 2):
                return i
            i += 1
        return i


def _advising_end(words: str, spans: Sequence[tuple[int, int]]) -> int:
    """Return where sentences end that go on advising, from the first of some."""
    end = spans[0][1]
    for start, stop in spans[1:]:
        if not _ADVISES.search(words, start, stop):
            break
        end = stop
    return end


def _is_told(words: str, said: re.Match[str]) -> bool:
    """Return whether a recommendation is only told of: one not made, or made elsewhere."""
    before = words[max(0, said.start() - 30) : said.start()].casefold()
    after = words[said.end() : said.end() + 30].casefold()
    return before.rstrip().endswith(
        ("as", "which", "that", "what", "do not", "if")
    ) or after.startswith(" no ")
