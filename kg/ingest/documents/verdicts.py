"""Which verdict the words of an answer give: accepted, in principle, partly, rejected, or none."""

from __future__ import annotations

import re

from kg.ingest.documents.sentences import sentences

ACCEPTED, IN_PRINCIPLE, PARTLY, REJECTED = (
    "accepted", "accepted-in-principle", "partly-accepted", "rejected",
)  # fmt: skip
_VERB = r"(?:accept|agree|support|endorse|concur|adopt)"
_VERDICTS = (
    (
        REJECTED,
        re.compile(
            rf"\b(?:reject(?:s|ed)?|disagree[sd]?|declin(?:e|es|ed)|refus(?:e|es|ed)|"
            rf"oppos(?:e|es|ed)|"
            rf"(?:do(?:es)?|did|is|are|was|were|can|could|will|would)(?: not|n[’']t|not)"
            rf"(?: (?:fully|able to|minded to|intend to|propose to|wish to|be|therefore|"
            rf"currently)){{0,3}} "
            rf"(?:{_VERB}\w*|take (?:this|it) forward|persuaded|convinced|believe|consider|"
            rf"think|see the need|"
            rf"implement|pursue)|unable to {_VERB}|not (?:{_VERB}ed|taken forward)|no plans to|"
            rf"do(?:es)? not (?:intend|plan|propose) to)\b",
            re.I,
        ),
    ),
    (
        PARTLY,
        re.compile(
            rf"\b(?:part(?:ly|ially)|in part|(?:{_VERB}\w*) (?:parts?|some|elements?|the "
            rf"(?:first|second|majority)|"
            rf"most|many|all but)|with (?:some )?(?:modifications?|reservations?|caveats?|"
            rf"qualifications?|exceptions?)|"
            rf"with (?:the )?exception|not in full)\b",
            re.I,
        ),
    ),
    (
        IN_PRINCIPLE,
        re.compile(
            rf"\b(?:in principle|{_VERB}\w* (?:with )?the (?:\w+ )?(?:principles?|spirit|"
            rf"intent(?:ion)?s?|thrust|aims?|"
            rf"sentiments?|objectives?|ambition|need)|broadly|subject to (?:\w+ "
            rf"){{0,4}}(?:funding|resources?|approval|"
            rf"consultation|review|available|affordab)|support(?:s|ed|ive)?|sympath\w+|"
            rf"welcom\w+ (?:the )?(?:principle|aim|intent))\b",
            re.I,
        ),
    ),
    (
        ACCEPTED,
        re.compile(
            r"\b(?:accept(?:s|ed|ing)?|agree[sd]?|concur(?:s|red)?|endors(?:e|es|ed)|adopt(?:s|ed)|"
            r"will implement|(?:has|have) (?:already )?(?:been )?implemented|yes)\b",
            re.I,
        ),
    ),
)
"""Verdicts with the words of them, in the order in which they are looked for."""
_SHORT = 8
"""Words of a verdict that stands alone at the most."""
_LOOKED_AT = 2
"""Sentences of an answer in which its verdict is looked for."""
_ADVISING = re.compile(r"\b(?:should|must|ought to)\b")


def find_verdict(words: str) -> str:
    """Return the verdict that an answer gives in its first sentences; empty where it gives none.

    >>> find_verdict("The Government accepts this recommendation in principle.")
    'accepted-in-principle'
    >>> find_verdict("We do not accept this."), find_verdict("We note this.")
    ('rejected', '')
    """
    spans = list(sentences(words, 0, len(words)))[:_LOOKED_AT]
    for start, end in spans:
        for verdict, pattern in _VERDICTS:
            if pattern.search(words, start, end):
                return verdict
    return ""


def is_bare_verdict(words: str) -> bool:
    """Return whether words are a verdict and nothing else, such as "Accepted in full"."""
    return (
        len(words.split()) <= _SHORT and find_verdict(words) != "" and not _ADVISING.search(words)
    )
