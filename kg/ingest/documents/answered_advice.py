"""Recommendations that are known as such only because an answer below them says so.

2a. A memorial be established …
2b. Events be held …
These recommendations are accepted in full by …
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.ingest.documents.advice_extent import AdviceWords
from kg.ingest.documents.advice_labels import FEWEST_WORDS
from kg.ingest.documents.papers.paper import Style
from kg.ingest.documents.stated_advice import StatedAdvice

_NUMBERED = re.compile(
    r"\(?(\d{1,2}(?:\.\d{1,2})?\s?[a-z]?\)?\s?(?:\(?[ivx]{1,4}\)?)?)[.):]\s*(?=[A-Z“\"‘])"
)
_ANSWERS = re.compile(
    r"(?:(?:(?:This|These|Both) r|R)ecommendations?(?: [\d()a-z,. -]{1,20})? (?:is|are|has been|"
    r"have been) (?:\w+ )?(?:accepted|rejected|agreed|noted|supported)|"
    r"[A-Z][^.]{3,200} (?:accepts?|rejects?|supports?) (?:this|these|both) recommendations?)\b"
)
_ENDED = re.compile(r"[.;,](?: and| or)?$")


def advice_above_answers(said: AdviceWords) -> Iterator[StatedAdvice]:
    """Yield the numbered paragraphs that stand right above an answer to "these recommendations"."""
    met: set[str] = set()
    held: list[tuple[str, int, str]] = []
    for i, words in enumerate(said.words):
        if said.style(i) in (Style.HEADING, Style.ROW):
            held = []
        elif _ANSWERS.match(words):
            start = said.paper.blocks[i].start
            for number, at, text in held:
                met.add(number)
                last = min(said.last_part(at, text), i)
                yield StatedAdvice(
                    number,
                    said.whole(at, text, last),
                    said.start_of(at, text),
                    said.end_of(last),
                    "answered",
                    blocks=(at, i),
                    answer=(start, words),
                )
            held = []
        elif said.style(i) is not Style.NOTE:
            label = _NUMBERED.match(words)
            if label is None:
                continue
            number = "".join(re.sub(r"[().]", " ", label[1]).split())
            text = words[label.end() :]
            if number not in met and len(text.split()) >= FEWEST_WORDS and _ENDED.search(text):
                held.append((number, i, text))
