"""Which verdict the words of an answer give: accepted, in principle, partly, rejected, or none."""

from __future__ import annotations

import re

from kg.ingest.documents.sentences import sentences

ACCEPTED, IN_PRINCIPLE, PARTLY, REJECTED = (
    "accepted",
    "accepted-in-principle",
    "partly-accepted",
    "rejected",
)
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
_SOMEBODY = (
    r"[A-Z][\w’'&-]*(?: (?:of|for|and|the|government|department|board|trust|council|"
    r"[A-Z][\w’'&-]*)){0,8}"
)
_MANNER = (
    r"(?:(?:fully|therefore|also|broadly|partially|partly|strongly|now|do|does|cannot|not|has|"
    r"have) ){0,3}"
)
_ANSWERS = re.compile(
    rf"{_SOMEBODY} {_MANNER}(?:accept(?:s|ed)?|agrees?|rejects?|disagrees?|notes?|supports?|"
    rf"welcomes?)(?: with)?(?:(?: (?:this|the|that|these|all|both|parts?|most|of|spirit|intent|"
    rf"[\w’']+[’']s?)){{1,4}} recommendations?\b|(?: in (?:principle|part|full))?[.,])"
)
_THEY_ANSWER = re.compile(
    rf"(?!(?:I|We|(?:The|This|Our) (?:\w+ ){{0,2}}(?:committee|inquiry|review|panel|commission))\b)"
    rf"{_SOMEBODY} {_MANNER}(?:(?:dis)?agrees (?:with|that)|(?:accepts|rejects)\b|"
    rf"(?<=not )(?:accept|agree)\b)",
)
"""How the answer of others begins; "we agree that" may also be said by who recommends."""
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


def is_answer_of_somebody(words: str) -> bool:
    """Return whether words begin by saying who accepts a recommendation, or does not.

    >>> is_answer_of_somebody("The Government partially accepts this recommendation.")
    True
    >>> is_answer_of_somebody("We support the plan and recommend that it be published.")
    False
    """
    return _ANSWERS.match(words) is not None or _THEY_ANSWER.match(words) is not None
