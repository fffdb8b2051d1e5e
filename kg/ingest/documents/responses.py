"""What was answered to a recommendation: the words of the answer, who gave it, and its verdict.

An answer stands in the row of a table, below a label ("Government response"), or as prose that
begins with who accepts or rejects. Words that say less than "accepted" are never made more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.ingest.documents.advice_labels import LABEL, skip_letters
from kg.ingest.documents.lexicon import ACTORS
from kg.ingest.documents.papers.paper import Paper, Style
from kg.ingest.documents.sentences import sentences
from kg.ingest.documents.stated_advice import StatedAdvice
from kg.ingest.documents.verdicts import (
    find_verdict,
    find_verdict_of_answer,
    is_answer_of_somebody,
    is_bare_verdict,
)

_LABEL = re.compile(
    r"[\s*_>#•-]*(?:the )?((?:[\w’'&-]+ ){0,6}?)(?:official )?(?:response|reply|position|"
    r"decision|answer)"
    r"(?: to recommendation [\w.]+)?[*_\s]*(?:[:–—.-]+[*_]*\s*|$)",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"[\s*_>•-]*(responsibility|responsible|owner|lead|status|verdict|accepted\??|decision|"
    r"position|timescale|"
    r"timing|due|target (?:implementation )?date|deadline|progress|government position|"
    r"implementation)[*_]*\s*:[*_]*\s*(.*)",
    re.IGNORECASE,
)
_SAYS_VERDICT = frozenset(
    ["status", "verdict", "accepted", "decision", "position", "government position"]
)
_SUBJECT = re.compile(
    r"(?:^|[“\"(]|\b[Tt]hat |[,;] )(?!(?:Fully|Partially|Partly|Broadly|Not|To|Also|Therefore|"
    r"As|While|Whilst|Although)\b)"
    r"((?:[Tt]he )?(?:[A-Z][\w’'&-]*(?: (?:of|for|and|the) "
    r"(?=[A-Z])| )?){1,8}|"
    r"[Ww]e|[Mm]inisters|[Tt]he (?:government|department|committee|trust|board)) ?"
    r"(?:(?:fully|therefore|also|broadly|partially|partly|now|has|have|does|do|did|cannot|"
    r"will|is|are|not|unable|to|"
    r"strongly|only|can|welcomes? (?:and|but)|notes? (?:and|but)) ){0,4}"
    r"(?:(?:accept|agree(?!d to (?!(?:this|the|that|these)\b))|reject|support|disagree|endors|"
    r"concur|declin|welcom)(?!ment|able|ance)|not)",
)
_BY = re.compile(
    r"\b(?:accepted|agreed|rejected|supported|noted)(?: in (?:full|principle|part))? by "
    r"((?:the )?[A-Z][^.;]{2,200}?)(?=[.;]|$)"
)
"""Who gives an answer that does not begin with who gives it."""
_PARAGRAPH = re.compile(r"^\W*\d{1,3}(?:\.\d{1,3})*[a-z]?[.):]?\s+")
"""The number of a paragraph."""
_SAYS = re.compile(r"accept|agree|reject|support|endors|declin|in principle", re.IGNORECASE)
"""What a status says that is a verdict, and no progress."""
_SMALL = frozenset(["the", "of", "and", "for", "s"])
_MOST_BLOCKS = 15


@dataclass(frozen=True, slots=True)
class StatedResponse:
    """An answer as it was read: of which recommendation, its words, their letters, and who gave it.

    `verdict` is a word of the record, empty where the answer says none; `by` are words.
    """

    advice: StatedAdvice
    text: str
    start: int
    end: int
    verdict: str
    by: str


def find_responses(paper: Paper, advice: Sequence[StatedAdvice]) -> list[StatedResponse]:
    """Return the answers of a document to recommendations that stand in it."""
    words = [paper.words(block) for block in paper.blocks]
    begins = sorted(one.blocks[0] for one in advice)
    answers: list[StatedResponse] = []
    for one in advice:
        in_row = list(_in_row(paper, one))
        if in_row or one.how == "table":
            answers += in_row
            continue
        later = [begin for begin in begins if begin > one.blocks[0]]
        end = min([*later[:1], one.blocks[1] + _MOST_BLOCKS, len(words)])
        answers += _Below(paper, words, one, end).find()
    return answers


def _in_row(paper: Paper, advice: StatedAdvice) -> Iterator[StatedResponse]:
    """Yield what the row of a table answers: its status says the verdict, if it has one."""
    (start, answer), (status_start, status) = advice.answer, advice.status
    said = answer or status
    if not said or said in ("-", "–", "n/a", "N/A"):
        return
    begin = start if answer else status_start
    verdict = find_verdict(status) if _SAYS.search(status) else ""
    verdict = verdict or find_verdict_of_answer(answer, advice.text)
    block = next(block for block in paper.blocks if block.start <= begin < block.end)
    end = begin + len(paper.text[begin : block.end].split("\t")[0].split("|")[0].rstrip())
    yield StatedResponse(advice, said, begin, end, verdict, _subject(answer))


@dataclass(slots=True)
class _Below:
    """The blocks between a recommendation and the next, in which its answer may stand."""

    paper: Paper
    words: Sequence[str]
    advice: StatedAdvice
    end: int

    def find(self) -> Iterator[StatedResponse]:
        """Yield the answer, if there is one."""
        first = self.advice.blocks[1]
        by, status, begin = "", "", -1
        i = first
        while i < self.end:
            block, words = self.paper.blocks[i], self.words[i]
            if block.style is Style.NOTE or (i > self.advice.blocks[0] and LABEL.match(words)):
                break
            label, fields = _label_of_answer(words), _FIELD.match(words)
            if fields is not None:
                name = fields[1].rstrip("?").casefold()
                if name in _SAYS_VERDICT and find_verdict(fields[2]):
                    status, begin = fields[2], i if begin < 0 else begin
                elif name in ("responsibility", "responsible", "owner", "lead"):
                    by = fields[2].strip(" *_.")
                    begin = i if begin < 0 else begin
            elif label is not None:
                by, begin = label[1].strip(" *_") or by, i
                if words[label.end() :].strip(" *_"):
                    yield self._answer(i, label.end(), by, status)
                    return
            elif block.style is Style.HEADING:
                break
            elif begin >= 0 or (i <= first + 1 and _is_answer(words)):
                yield self._answer(i, 0, by, status)
                return
            elif i > first + 1:
                break
            i += 1
        if status and begin >= 0:
            yield self._answer(begin, 0, by, status)

    def _answer(self, i: int, begin: int, by: str, status: str) -> StatedResponse:
        """Return the answer that a block gives behind its label."""
        block, whole = self.paper.blocks[i], self.words[i]
        words = whole[begin:].strip(" *_")
        start = skip_letters(self.paper.text, block.start, len("".join(whole[:begin].split())))
        verdict = find_verdict(status) or find_verdict_of_answer(words, self.advice.text)
        return StatedResponse(self.advice, words, start, block.end, verdict, _subject(words) or by)


def _label_of_answer(words: str) -> re.Match[str] | None:
    """Return the label of an answer: whose it is, if it says so, is a name or somebody who acts."""
    label = _LABEL.match(words)
    if label is None:
        return None
    by = [word.strip("*_") for word in label[1].split() if word.casefold() not in _SMALL]
    if by and label[1].split()[-1].casefold() in _SMALL:
        return None
    acts = bool(by) and re.split("[’']", by[-1])[0].casefold().rstrip("s") in ACTORS
    return label if acts or all(word[:1].isupper() for word in by) else None


def _is_answer(words: str) -> bool:
    """Return whether a paragraph begins with who accepts or rejects, or with a bare verdict."""
    words = _PARAGRAPH.sub("", words)
    first = next(sentences(words, 0, len(words)), (0, 0))
    said = words[slice(*first)]
    found = _SUBJECT.search(said)
    is_past = found is not None and re.match(r"ed\b", said[found.end() :]) is not None
    is_begun = found is not None and found.start() == 0 and not is_past
    begins = is_begun or (found is not None and find_verdict(said) != "")
    return begins or is_bare_verdict(said) or is_answer_of_somebody(said)


def _subject(words: str) -> str:
    """Return who says that something is accepted or not, as the answer says it."""
    words = _PARAGRAPH.sub("", words)
    first = next(sentences(words, 0, len(words)), (0, 0))
    found = _BY.search(words, *first) or _SUBJECT.search(words, *first)
    return found[1].strip() if found else ""
