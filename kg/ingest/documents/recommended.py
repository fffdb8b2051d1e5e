"""The recommendations of a report, by the ways in which reports write them down.

    Recommendation 7: …            a label with a number, or a heading above the words
    Recommendation: …              a label without one, below a numbered conclusion
    12. We recommend that …        a numbered paragraph
    We therefore recommend that …  a sentence
    Recommendations, 1. … 2. …     a list below a heading
    … (Recommendation 7)           a number behind the words
    number | recommendation | …    a table

A report with labels, numbers or a table has its recommendations there; what it says elsewhere
repeats them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.ingest.documents.advice_extent import AdviceWords
from kg.ingest.documents.advice_labels import (
    ADVICE_CODES,
    ADVISES,
    ANSWER_LABEL,
    BARE_LABEL,
    CLOSING_NUMBER,
    CODE,
    FEWEST_WORDS,
    INNER_LABEL,
    ITEM,
    LABEL,
    number_of_item,
    to_number,
)
from kg.ingest.documents.advice_lists import BULLET, HEADED, HEADING, AdviceLists, is_lead
from kg.ingest.documents.advice_tables import advice_in_tables
from kg.ingest.documents.answered_advice import advice_above_answers
from kg.ingest.documents.papers.paper import Paper, Style
from kg.ingest.documents.sentences import sentences
from kg.ingest.documents.stated_advice import (
    PARAGRAPH,
    StatedAdvice,
    each_once,
    number_all,
    numbers_in_a_row,
    told_once,
)
from kg.ingest.documents.verdicts import is_answer_of_somebody, is_bare_verdict

_RECOMMEND = re.compile(
    r"\b(?:(?:we|i|(?:this|our) report|(?:the|this|our) (?:\w+ ){0,3}"
    r"(?:committee|review|commission|"
    r"inquiry|panel|board|"
    r"group|taskforce|council))(?: (?:would|also|further|therefore|strongly|accordingly|again|thus|"
    r"consequently|hereby|now|urgently|specifically)){0,3},? recommends?|it is (?:therefore |"
    r"also |further |"
    r"strongly )?recommended|we are (?:\w+ )?recommending)\b(?! (?:against any|in))",
    re.IGNORECASE,
)
_LEADER = re.compile(r"(?:\.\s?){4,}\s*\d*$|(?:…+|\.{3})\s*\d+$")
"""The dots of a table of contents."""
_ANNEX = re.compile(r"[#\s*_]*(?:appendix|annex)(?: [A-Z\d]{1,2}\b)?[^.]{0,60}", re.I)
_FOR_ACTION = re.compile(
    r"^\W*(?:\d+(?:\.\d+)*\.?\s+)?(?:our |the )?recommendations?\b|"
    r"recommendations? for \w+ action\b",
    re.IGNORECASE,
)
"""A heading below which recommendations stand, perhaps among others that a page put into one."""
_SHOULD = re.compile(r"(?:The|Each|All|Every) [A-Z][^.]{2,160}? should\b")
_LOOKED_AT = 6
"""Blocks behind a heading in which its one recommendation stands."""
_ONE = re.compile(r"[#\s*_]*(?:\d+(?:\.\d+)*\.?\s+)?recommendations?\b[^.]{0,60}", re.IGNORECASE)
"""A heading below which one recommendation may stand."""
_OFTEN = 3
"""Times that a report uses a code of its own at the least."""
_NO_CODES = frozenset(["BOX", "TABLE", "FIGURE", "FIG", "ANNEX", "PART", "NOTE", "PAGE", "STEP"])
_A_LIST = 3
"""Numbers in a row that a list has at the least of which nothing else of a report is taken."""


@dataclass(slots=True)
class AdviceFinder:
    """Finds the recommendations of one document."""

    paper: Paper
    _said: AdviceWords = field(init=False)
    _lists: AdviceLists = field(init=False)

    def __post_init__(self) -> None:
        self._said = AdviceWords(self.paper)
        self._lists = AdviceLists(self._said)

    def find(self) -> list[StatedAdvice]:
        """Return the recommendations in the order of their places, each number once."""
        labelled = [*self._labelled(), *advice_in_tables(self.paper)]
        labelled += self._coded(has_labels=bool(labelled))
        labelled += self._closed()
        listed = list(self._lists.find())
        found, is_all = self._choose(labelled, listed)
        answered = list(advice_above_answers(self._said))
        if len(answered) > len(found):
            found, is_all = answered, True
        if not is_all:
            inside = [one.blocks for one in found]
            for one in self._recommending():
                if not any(a <= one.blocks[0] < b for a, b in inside):
                    found.append(one)
        found = found or list(self._below_heading())
        found.sort(key=lambda one: one.start)
        return told_once(list(each_once(number_all(found))))

    def _choose(
        self, labelled: list[StatedAdvice], listed: list[StatedAdvice]
    ) -> tuple[list[StatedAdvice], bool]:
        """Return what a report has as its recommendations, and whether these are all.

        Labels come first, unless they are few and a list has far more numbers in a row: then
        they are those of another report.
        """
        in_list = numbers_in_a_row(listed)
        if labelled and 2 * len({one.number for one in labelled}) >= in_list:
            return labelled, True
        if in_list >= _A_LIST:
            return [one for one in listed if one.number.isdigit()], True
        headed = [one for one in listed if one.how == HEADED and not one.is_counted]
        headed = [one for one in headed if one.blocks[0] < self._annexes()] or headed
        closed = [one for one in headed if "/" in one.number]
        if len(closed) > 1:  # the other paragraphs tell why, and what was answered
            return closed, True
        if len(headed) >= _A_LIST:
            return headed, True
        found = list(self._below_conclusions())
        if not found:
            found = listed if len(listed) > 1 else []
        return found, False

    def _below_heading(self) -> Iterator[StatedAdvice]:
        """Yield what stands right below a heading of recommendations and advises."""
        said = self._said
        for i in range(1, len(said)):
            if not self._is_headed(i):
                continue
            words = said.words[i]
            last = said.last_part(i, words, is_headed=True)
            start, end = said.start_of(i, words), said.end_of(last)
            text = said.whole(i, words, last)
            yield StatedAdvice("", text, start, end, "heading", True, blocks=(i, last))

    def _is_headed(self, i: int) -> bool:
        """Return whether a paragraph is what a heading of recommendations stands above."""
        said = self._said
        if not (said.may_be_text(i) and said.advises(i)):
            return False
        if said.style(i - 1) is Style.HEADING and _ONE.fullmatch(said.heading(i - 1)):
            return True
        if _SHOULD.match(said.words[i]) is None:
            return False
        heads = (
            j for j in range(i - 1, max(-1, i - _LOOKED_AT), -1) if said.style(j) is Style.HEADING
        )
        head = next(heads, None)
        return head is not None and _FOR_ACTION.search(said.words[head]) is not None

    def _annexes(self) -> int:
        """Return the block with which the annexes begin, which may tell what others recommended."""
        said = self._said
        begins = (i for i, words in enumerate(said.words) if _ANNEX.fullmatch(words))
        return next(begins, len(said))

    # labels

    def _labelled(self) -> Iterator[StatedAdvice]:
        """Yield what a label with a number introduces, the second time perhaps its answer."""
        met: set[str] = set()
        for i, block in enumerate(self.paper.blocks):
            answer = ANSWER_LABEL.match(self._said.words[i])
            if answer is not None:
                yield StatedAdvice(answer[1], "", block.start, block.end, "label", blocks=(i, i))
            label = None if block.style is Style.ROW else LABEL.match(self._said.words[i])
            if label is None or _LEADER.search(self._said.words[i]) or self._said.is_within(i):
                continue
            number = to_number(label[1])
            rest = self._said.words[i][label.end() :].strip(" *_")
            first = i
            said = next(sentences(rest, 0, len(rest)), (0, 0))
            is_answer = number in met and is_bare_verdict(rest[slice(*said)])
            met.add(number)
            if not is_answer and self._said.is_title(rest, i):
                first = i + 1
                if first >= len(self._said.words) or not self._said.may_be_text(first):
                    continue
                rest = self._said.words[first]
            if is_answer or is_bare_verdict(rest) or is_answer_of_somebody(rest):
                start, end = self._said.start_of(first, rest), self.paper.blocks[first].end
                yield StatedAdvice(
                    number, "", start, end, "label", blocks=(i, first + 1), answer=(start, rest)
                )
                continue
            is_headed = first != i or block.style is Style.HEADING
            last = self._said.last_part(first, rest, is_headed=is_headed)
            text = self._said.whole(first, rest, last)
            start = self._said.start_of(first, rest)
            end = self._said.end_of(last)
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

    def _below_conclusions(self) -> Iterator[StatedAdvice]:
        """Yield what a label without a number introduces; a conclusion above it has the number."""
        number = ""
        for i, block in enumerate(self.paper.blocks):
            if block.style is Style.ROW:
                continue
            words = self._said.words[i]
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
            if not rest and i + 1 < len(self._said.words) and self._said.may_be_text(i + 1):
                first, rest = i + 1, self._said.words[i + 1]
            if len(rest.split()) < FEWEST_WORDS:
                continue
            last = self._said.last_part(first, rest)
            text = self._said.whole(first, rest, last)
            yield StatedAdvice(
                number,
                text,
                self._said.start_of(first, rest),
                self._said.end_of(last),
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
            if block.style is not Style.ROW and (code := CODE.match(self._said.words[i]))
        ]
        times = Counter(code[1] for _, code in coded)
        is_headed = any(HEADING.fullmatch(words) for words in self._said.words)
        for i, code in coded:
            first, rest = i, self._said.words[i][code.end() :]
            is_own = code[1] not in ADVICE_CODES
            if (
                not (rest or is_own)
                and i + 1 < len(self._said.words)
                and self._said.may_be_text(i + 1)
            ):
                first, rest = i + 1, self._said.words[i + 1]
            is_meant = is_headed if is_own else not has_labels and ADVISES.search(rest)
            if times[code[1]] < _OFTEN or code[1] in _NO_CODES or not (rest and is_meant):
                continue
            last = self._said.last_part(first, rest)
            text = self._said.whole(first, rest, last)
            yield StatedAdvice(
                "".join(code.groups()) if code[1].isupper() else code[3],
                text,
                self._said.start_of(first, rest),
                self._said.end_of(last),
                "code",
                blocks=(i, last),
            )

    def _closed(self) -> Iterator[StatedAdvice]:
        """Yield paragraphs of a list that have their number at the end: (Recommendation 3)."""
        said = self._said
        is_open, before = False, ""
        for i, words in enumerate(said.words):
            closing = CLOSING_NUMBER.search(words)
            if said.style(i) is Style.HEADING:
                is_open = is_open or _FOR_ACTION.search(words) is not None
            elif is_lead(words):
                is_open = True
            elif closing is not None and closing[1] and is_open and not ITEM.match(words):
                bullet, first = BULLET.match(words), i
                begin = bullet.end() if bullet else 0
                text = words[begin : closing.start()].rstrip()
                if words[:1].islower() and before:
                    first = max(j for j in range(i) if said.words[j] == before)
                    text = f"{before} {text}"
                start = said.start_of(first, words[begin:] if first == i else before)
                end = said.end_of(i + 1)
                yield StatedAdvice(closing[1], text, start, end, "label", blocks=(first, i + 1))
                before = ""
            elif said.style(i) is not Style.NOTE:
                is_unended = re.search(r"[.!?:;]\W*$", words) is None
                is_open, before = is_open and is_unended, words if is_unended else ""

    # sentences

    def _recommending(self) -> Iterator[StatedAdvice]:
        """Yield paragraphs and sentences in which somebody recommends something."""
        for i, block in enumerate(self.paper.blocks):
            if block.style in (Style.HEADING, Style.ROW, Style.NOTE):
                continue
            words = self._said.words[i]
            said = _RECOMMEND.search(words)
            if said is None or _is_told(words, said):
                continue
            if words.endswith(":") and is_lead(words) and not self._lists.is_one(i):
                continue
            item = ITEM.match(words)
            spans = list(sentences(words, item.end() if item else 0, len(words)))
            at = next(n for n, (a, b) in enumerate(spans) if a <= said.start() < b)
            last = self._said.last_part(i, words)
            begin = spans[0 if item and at == 0 else at][0]
            rest = words[begin:] if item else words[begin : _advising_end(words, spans[at:])]
            text = self._said.whole(i, rest, last)
            number = number_of_item(item) if item else ""
            how = PARAGRAPH if item else "sentence"
            yield StatedAdvice(
                number,
                text,
                self._said.start_of(i, rest),
                self._said.end_of(last),
                how,
                not item,
                blocks=(i, last),
            )


def _advising_end(words: str, spans: Sequence[tuple[int, int]]) -> int:
    """Return where sentences end that go on advising, from the first of some."""
    end = spans[0][1]
    for start, stop in spans[1:]:
        if not ADVISES.search(words, start, stop):
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
