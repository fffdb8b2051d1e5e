"""Which verdict the words of an answer give: accepted, in principle, partly, rejected, or none."""

from __future__ import annotations

import re
from collections.abc import Set

from kg.ingest.documents.sentences import sentences
from kg.retrieval.stems import stems_of

ACCEPTED, IN_PRINCIPLE, PARTLY, REJECTED = (
    "accepted",
    "accepted-in-principle",
    "partly-accepted",
    "rejected",
)
_ASSENT = r"(?:accept(?:s|ed|ing)?|agree[sd]?|concur(?:s|red)?|endors(?:e|es|ed)|adopt(?:s|ed)?)"
_REFUSAL = r"(?:reject(?:s|ed)?|declin(?:e|es|ed)|refus(?:e|es|ed)|oppos(?:e|es|ed))"
_WHAT = (
    r"(?:(?: (?:with|to|in full|fully))*(?: (?:the|this|these|those|that|both|all|each|its|their|"
    r"other|earlier|of|committee|inquiry|review|panel|commission|report|[\w]+[’'‘`]s?))"
    r"{0,6} (?:recommendations?|proposals?|suggestions?)\b|"
    r"(?: (?:with|to))? (?:it|them|this|these|the (?:committee|inquiry|review|panel))"
    r"(?= ?(?:[.,;:)]|$)))"
)
"""What an answer is about: the recommendation, by that word or by one that stands for it."""
_ALONE = r"(?: (?:fully|in full|wholly|entirely|in its entirety))?(?= ?(?:[.,;:)]|$))"
"""Words of assent alone, with nothing that is agreed to."""
_IT_IS = (
    r"(?:recommendations?|this|these|they) (?:is|are|was|were|has been|have been|can be|"
    r"cannot be)(?: (?:also|therefore|already|fully|broadly|all|both|partly|partially|not))*"
)
_PRINCIPLE = (
    r"the (?:\w+ ){0,2}(?:principles?|spirit|intent(?:ion)?s?|thrust|aims?|sentiments?|"
    r"objectives?|ambitions?)"
)
_NOT = r"(?:do(?:es)?|did|is|are|was|were|can|could|will|would)(?: not|n[’']t|not)"
_MANNERED = (
    r"(?: (?:fully|able to|minded to|intend to|propose to|wish to|be|therefore|currently)){0,3}"
)
_NEEDED = (
    r"[^.]{0,120}\b(?:necessary|appropriate|needed|required|right|helpful|practicable|feasible|"
    r"proportionate|desirable|(?:a )?need|case for|should)\b"
)
_VERDICTS = (
    (
        REJECTED,
        re.compile(
            rf"^\W*{_REFUSAL}\b|\b(?:{_REFUSAL}(?:{_WHAT}|{_ALONE})|disagree[sd]?\b|"
            rf"{_IT_IS} {_REFUSAL}|"
            rf"{_NOT}{_MANNERED} (?:{_ASSENT}|support|endorse|take (?:this|it) forward|persuaded|"
            rf"convinced|see the need|implement|pursue)\b|"
            rf"{_NOT}{_MANNERED} (?:believe|consider|think){_NEEDED}|"
            rf"unable to (?:{_ASSENT}|support)|"
            rf"not (?:be )?(?:{_ASSENT}|taken forward)(?! (?:by|until))|"
            rf"no plans to|do(?:es)? not (?:intend|plan|propose) to\b)",
            re.I,
        ),
    ),
    (
        PARTLY,
        re.compile(
            rf"^\W*(?:part(?:ly|ially)|in part)\b|\b(?:part(?:ly|ially) {_ASSENT}|"
            rf"{_ASSENT}\b[^.]{{0,80}}\b(?:in part|partly|partially|with (?:some )?"
            rf"(?:modifications?|reservations?|caveats?|qualifications?|exceptions?)|with (?:the )?"
            rf"exception|not in full)|(?:accept|agree|support)(?:s|ed)?(?: with| to)? (?:parts?|"
            rf"some|elements?|most|many|all but|the (?:first|second|third|majority)(?: \w+)?"
            rf"(?: of)?)(?: of)?(?: (?:the|this|these|it|them)\b|$|[.,;])|accept(?:s|ed)? the "
            rf"(?:first|second|third) part)",
            re.I,
        ),
    ),
    (
        IN_PRINCIPLE,
        re.compile(
            rf"^\W*(?:in principle|support(?:s|ed|ive)?|(?:broadly|generally) {_ASSENT})\b|"
            rf"\b(?:(?:{_ASSENT}|support(?:s|ed|ive)?|{_IT_IS})\b[^.]{{0,120}}\bin principle|"
            rf"(?:{_ASSENT}|support(?:s|ed|ive of)?|endorses?|sympath\w+|welcom\w+)(?: with)? "
            rf"{_PRINCIPLE}(?: (?:of|behind|underlying|in|underpinning)\b|[.,;]|$)|"
            rf"broadly {_ASSENT}|"
            rf"{_ASSENT},?(?: \w+){{0,6}},? subject to (?:\w+ ){{0,4}}(?:funding|resources?|"
            rf"approval|consultation|review|available|affordab)|"
            rf"(?:support(?:s|ed|ive of)?|sympath\w+)(?:{_WHAT}|{_ALONE}))",
            re.I,
        ),
    ),
    (
        ACCEPTED,
        re.compile(
            rf"^\W*(?:fully )?(?:{_ASSENT}(?! (?:that|to|with|on|by|as)\b)|yes|implemented)\b|"
            rf"\b(?:{_ASSENT}(?:{_WHAT}|{_ALONE}| and (?:will|has|have|is|are)\b)|"
            rf"{_IT_IS} (?:{_ASSENT}|implemented)|"
            rf"agrees? that (?:(?:this|the|these) recommendations?|this|it (?:is|was) (?:needed|"
            rf"necessary|right|sensible)(?=[.,;]|$)|it should)|"
            rf"will implement{_WHAT}|(?:has|have) (?:already )?(?:been )?implemented(?:{_WHAT}|"
            rf"{_ALONE}))",
            re.I,
        ),
    ),
)
"""Verdicts with the words of them, in the order in which they are looked for.

To agree that something is so, or to have agreed to do something, is no verdict.
"""
_LATELY = r"(?: (?:now|also|already|since|therefore|fully|formally|jointly))*"
_AGREEING = r"(?:agree[sd]?|undert(?:akes?|ook|aken)|commit(?:s|ted)?|pledge[sd]?|promise[sd]?)"
_PROMISE = re.compile(
    rf"^\W*(?:[^.,;]{{0,120}}?\b)?(?:(?:has|have|had|was|were|been|is|are){_LATELY} )*{_LATELY} ?"
    rf"{_AGREEING}(?: (?:in (?:full|principle)|with [^.,;]{{1,60}}))? "
    r"(?P<what>(?:to|that) (?P<verb>\w+)[^.]*)",
    re.I,
)
"""What somebody agreed to do, or what was agreed, at the head of a sentence."""
_REFUSED = re.compile(
    rf"^\W*(?:[^.,;]{{0,120}}?\b)?(?:(?:{_REFUSAL}) to (?!comment|say)\w+|"
    rf"(?:{_NOT}|(?:has|have|had)(?: not|n[’']t)|will not|won[’']t) (?:be )?{_AGREEING} to \w+)",
    re.I,
)
_NO_PROMISE = re.compile(
    r"\b(?:yet to|whether|would|could|might|may|should|was told|were told|to be|"
    r"consider(?:s|ed|ing)|hopes?|expects?|intends?|not|n[’']t|never|if|unless|until|nor|(?:un)?likely)\b",
    re.I,
)
"""What stands before a verb of agreeing where nothing is agreed yet, or where it is only told."""
_ONLY_LOOKED_AT = frozenset(
    re.findall(
        r"\w+",
        "consider explore examine discuss look review note reflect think assess investigate work "
        "meet keep talk continue differ disagree",
    )
)
"""What is agreed to that is no carrying out."""
_CONDITION = re.compile(
    r"\b(?:subject to|provided (?:that )?|if|as long as|depending on|"
    r"(?:once|when) (?:funding|resources?|money)|where (?:possible|practicable|resources?))\b",
    re.I,
)
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
_IS_ANSWERED = re.compile(
    r"(?:(?:This|These|The|All|Both|Each)(?: \w+){0,3} )?[Rr]ecommendations?(?: [\d.]+\w?)? "
    r"(?:is|are|was|were|has been|have been)(?: (?:also|therefore|"
    r"already|partially|partly|fully|not|broadly))* "
    r"(?:accepted|rejected|agreed|noted|supported|implemented|adopted)\b"
)
"""How an answer begins that does not begin with who gives it."""
_FOR_IT = re.compile(r"\b(?:(?:do|does|doing) (?:so|this|that|it)|this|it)(?=[.,;]|$)", re.I)
"""What stands for the recommendation at the end of a clause."""
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
            if pattern.search(words[start:end]):
                return verdict
    return ""


def find_verdict_of_answer(words: str, advised: str) -> str:
    """Return the verdict of words that are known to be an answer to what was advised.

    To have agreed to do something of it, or to refuse to, is a verdict in an answer, though no
    words of accepting are said; a condition makes it one in principle. To agree to look at it is
    none, nor is what might be agreed.

    >>> find_verdict_of_answer("New Body has agreed to publish the plan.", "Publish a plan.")
    'accepted'
    >>> find_verdict_of_answer("New Body has agreed to publish accounts.", "Train the staff.")
    ''
    """
    verdict = find_verdict(words)
    if verdict:
        return verdict
    wanted = {*stems_of(advised)}
    for start, end in list(sentences(words, 0, len(words)))[:_LOOKED_AT]:
        said = words[start:end]
        if _REFUSED.match(said) and _is_of(said, wanted):
            return REJECTED
        promise = _PROMISE.match(said)
        if promise is not None and not _NO_PROMISE.search(said, 0, promise.start("what")):
            is_done = promise["verb"].casefold() not in _ONLY_LOOKED_AT
            if is_done and _is_of(promise["what"], wanted):
                return IN_PRINCIPLE if _CONDITION.search(promise["what"]) else ACCEPTED
    return ""


def _is_of(words: str, wanted: Set[str]) -> bool:
    """Return whether words are of what was advised: they share a word, or stand for it."""
    return _FOR_IT.search(words) is not None or not wanted.isdisjoint(stems_of(words))


def is_bare_verdict(words: str) -> bool:
    """Return whether words are a verdict and nothing else, such as "Accepted in full"."""
    return (
        len(words.split()) <= _SHORT and find_verdict(words) != "" and not _ADVISING.search(words)
    )


def is_answer_of_somebody(words: str) -> bool:
    """Return whether words begin by saying who accepts a recommendation, or that it is accepted.

    >>> is_answer_of_somebody("The Government partially accepts this recommendation.")
    True
    >>> is_answer_of_somebody("We support the plan and recommend that it be published.")
    False
    """
    return any(begin.match(words) for begin in (_ANSWERS, _THEY_ANSWER, _IS_ANSWERED))
