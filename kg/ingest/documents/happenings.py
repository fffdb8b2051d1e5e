"""What sentences say happened, by pattern: experimental, and never more than a proposal.

A pattern sees a sentence with its names taken out: "⟨0⟩ was replaced by ⟨1⟩ in April 2013". What
was only planned or told is marked so, what is denied is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.model import schema
from kg.model.dates import PartialDate

ORGANISATIONS = frozenset(schema.BODIES)
DELIVERED = schema.classes_in("programmes", "systems")
BOUGHT = DELIVERED | {"Company"}
THINGS = ORGANISATIONS | DELIVERED
PEOPLE = schema.classes_in("people")
WRITINGS = schema.classes_in("documents", "legislation")

_ADVERB = (
    r"(?: (?:\w+ly|also|then|later|itself|since|now|already|soon|first|today|yesterday|"
    r"effectively))?"
)
_GAP = r"(?:[^.;⟨⟩]|\.(?=\d)){0,60}"
_PAST = rf"(?:(?:has|have|had){_ADVERB} been|was|were|is|are|got|being){_ADVERB}"
_COMING = (
    rf"(?:will be|would be|is to be|are to be|was to be|were to be|to be|is being|are being|"
    rf"should be|could be|"
    rf"may be|might be|must be|is due to be|are due to be|is set to be|are set to be){_ADVERB}"
)
_BE = rf"(?:{_COMING}|{_PAST})"
_WHEN = r"(?:,? (?:in|on|from|by|at|since|as of) [^⟨⟩.;]{1,60}?)?"
_ROLE = (
    r"(?P<role>(?:(?:its|the|their|an?|as|to be) )?(?:(?:new|first|next|interim|acting|deputy|"
    r"joint|former|national|"
    r"permanent|associate|group|regional|executive|non-executive|senior|global|inaugural|"
    r"part-time|second|founding) )*"
    r"(?:chief (?:\w+ ){0,3}(?:officer|executive|adviser|inspector|scientist)|chief executive|"
    r"(?:CEO|CIO|CCIO|CTO|CDIO|CNIO|CMIO|COO|CFO|CDO|SRO)|"
    r"(?:\w+ ){0,3}director(?:[- ]general)?(?: (?:of|for) (?:\w+ ?(?:and )?){1,4}?(?=,|\.| "
    r"(?:of|at|in|for) |$))?|"
    r"chair(?:man|woman|person)?|president|vice[- ]president|permanent secretary|(?:\w+ "
    r"){0,2}secretary|"
    r"(?:\w+ ){0,3}minister|head of (?:\w+ ?){1,4}?(?= (?:at|of|in|for) |,|\.|$)|programme "
    r"director|"
    r"medical director|senior responsible owner|tsar|(?:\w+ ){0,2}commissioner|(?:\w+ "
    r"){0,2}guardian|(?:\w+ ){0,2}lead))"
)
_MONEY = re.compile(r"£ ?([\d,]+(?:\.\d+)?) ?(bn|billion|m|million|k|thousand)?\b", re.IGNORECASE)
_SCALE = {
    "bn": 10**9,
    "billion": 10**9,
    "m": 10**6,
    "million": 10**6,
    "k": 10**3,
    "thousand": 10**3,
}
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH = "|".join(m.capitalize() for m in _MONTHS)
_DATE = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)? )?(?:(?P<month>{_MONTH}) )?(?P<year>(?:19|"
    rf"20)\d\d)\b(?![-–/]\d)"
    rf"|\b(?P<month2>{_MONTH}) (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year2>(?:19|20)\d\d)\b"
)
_PLANNED = re.compile(
    r"\b(?:will|would|shall|plan(?:s|ned|ning)?|propos(?:es|ed|al|als|ing)|due to|set to|"
    r"expected to|intends?|intended|"
    r"is to|are to|was to|were to|to be|may|might|could|should|must|aims?|hopes?|considering|"
    r"calls? for|recommend\w*|"
    r"is being|are being|bids?|promis\w+|pledg\w+|potential|prospective|if|unless|whether|"
    r"urg\w+|want(?:s|ed)?)\b",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"\b(?:according to|reported(?:ly)?|reports? (?:suggest|say|claim)\w*|is understood|are "
    r"understood|it is said|allegedly|"
    r"alleged|claim(?:s|ed)?|rumou?r\w*|believed to|thought to|said|says|told|tells|argued|"
    r"suggested|sources)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:not|never|no longer|nor|neither|denied|denies|rather than|instead of|without|"
    r"failed to|refused to|rejected|"
    r"cancelled|abandoned|n[’']t)\b|n[’']t\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"\W*(?:\w+ )?⟨\d+⟩,? (?:which|who|that)\b")
"""What says something of a name by the way, whatever the rest of its sentence says."""
_NEAR = 60
"""Letters about a pattern in which words deny what it says."""


_LEAD = (
    r"(?:(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Bb]oth) )?"
    r"(?:(?:new|former|then|old|current|existing) )?"
)


def _slot(name: str, several: bool = False) -> str:
    more = r"(?:(?:, (?:and )?(?:the )?| and (?:the )?)⟨\d+⟩)*" if several else ""
    return rf"{_LEAD}(?P<{name}>⟨\d+⟩{more})(?:['’]s?)?(?:,[^,;.⟨⟩]{{1,60}},)?"


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a sentence: its letters, what it means, and of which kind that is."""

    start: int
    end: int
    text: str
    id: str
    kind: str


@dataclass(frozen=True, slots=True)
class Happening:
    """What a sentence says: what happened, who took which part, when, and how it is said."""

    what: str
    parts: dict[str, tuple[Named, ...]]
    date: str
    modality: str
    start: int
    end: int
    role: str = ""
    pounds: int = 0


@dataclass(frozen=True, slots=True)
class _Pattern:
    """How something that happens is said; `kinds` are those that each part may be of."""

    what: str
    regex: re.Pattern[str]
    kinds: dict[str, frozenset[str]] = field(default_factory=dict)


def _pattern(what: str, words: str, **kinds: frozenset[str]) -> _Pattern:
    several = {"old", "new", "made", "ended", "supplier"}
    for name in kinds:
        slot = _slot(name, name in several)
        if words.startswith(f"<{name}>"):
            slot = slot.removeprefix(_LEAD)  # a pattern is looked for from its first name on
        words = words.replace(f"<{name}>", slot)
    parts = {"BE": _BE, "GAP": _GAP, "WHEN": _WHEN, "ROLE": _ROLE, "ADV": _ADVERB}
    for name, part in parts.items():
        words = words.replace(f"<{name}>", part)
    return _Pattern(what, re.compile(words), kinds)


_MAKE = r"(?:set up|established|created|formed|founded|launched|brought into being)"
_END = (
    r"(?:abolished|scrapped|disbanded|dissolved|wound up|wound down|axed|shut down|closed "
    r"down|closed|done away with|ended)"
)
_PATTERNS = (
    _pattern(
        "merged",
        r"<ended> (?:<BE> merged|merged|have merged|has merged|(?:will|would|is to|are to|to) "
        r"merge)<WHEN> (?:to (?:form|create|become)|into (?:the new|a new|a single) ?)<ADV> "
        r"?<new>",
        ended=THINGS,
        new=THINGS,
    ),
    _pattern(
        "absorbed",
        r"<ended> (?:<BE> (?:merged|absorbed|subsumed|folded|incorporated|rolled|brought|"
        r"taken|integrated|transferred|moved|put) (?:in)?to|<BE> (?:absorbed|subsumed|taken "
        r"over|swallowed) by|(?:merged|will merge|would merge|is to merge|are to merge) into|"
        r"(?:became|becomes|will become|would become) part of|joined)<ADV> ?<gaining>",
        ended=THINGS,
        gaining=THINGS,
    ),
    _pattern(
        "absorbed",
        r"<gaining> (?:(?:has |have |had |will |would |is to )?(?:absorbed?|subsumed?|"
        r"incorporated?)|took over|has taken over|will take over)<ADV> <ended>",
        ended=THINGS,
        gaining=THINGS,
    ),
    _pattern(
        "merged-with",
        r"<ended> (?:<BE> merged|merged|has merged|will merge|would merge|is to merge|are to "
        r"merge) with<ADV> <gaining>",
        ended=THINGS,
        gaining=THINGS,
    ),
    _pattern(
        "merged-with",
        r"\bmerger (?:of|between)<ADV> <gaining> (?:and|with) <ended>",
        ended=THINGS,
        gaining=THINGS,
    ),
    _pattern(
        "replaced",
        r"<ended> (?:<BE> (?:replaced|succeeded|superseded)|(?:gave|gives|will give|would "
        r"give|made|makes) way)<WHEN> (?:by|to|with)<ADV> <made>",
        ended=THINGS,
        made=THINGS,
    ),
    _pattern(
        "replaced",
        r"<made>(?:,? which|,? that|,)? (?:(?:has |have |had |will |would |is to "
        r")?(?:replaced?|succeeded?|superseded?)|replaces|took over from|takes over from|took "
        r"the place of|is the successor (?:body )?to|was the successor (?:body )?to)<ADV> "
        r"<ended>",
        ended=THINGS,
        made=THINGS,
    ),
    _pattern(
        "renamed",
        r"<was>,?(?: which)? (?:<BE> (?:renamed|rebranded)(?: as)?|(?:has |have )?changed its "
        r"name to|<BE> (?:rebranded|relaunched) as|(?:later |has )?(?:became|become) known as|"
        r"then became|later became)<ADV> <is>",
        was=THINGS,
        **{"is": THINGS},
    ),
    _pattern(
        "renamed",
        r"<is>,? \(?(?:formerly|previously|originally)(?: known as| called| named)? <was>",
        was=THINGS,
        **{"is": THINGS},
    ),
    _pattern("created", r"<made>(?:,? which|,? that)? <BE> " + _MAKE, made=THINGS),
    _pattern(
        "created",
        r"\b(?:creation|establishment|formation|setting up|launch) of <made>",
        made=THINGS,
    ),
    _pattern(
        "created-by",
        r"<made>(?:,? which|,? that)?(?: <BE>|,)? " + _MAKE + r"<WHEN> by<ADV> <by>",
        made=THINGS,
        by=ORGANISATIONS | PEOPLE,
    ),
    _pattern(
        "created-by",
        r"<by> (?:has |have |had |will |would |is to )?(?:"
        + _MAKE
        + r"|set up|establish|create|found|launch)<ADV> <made>",
        made=THINGS,
        by=ORGANISATIONS | PEOPLE,
    ),
    _pattern("abolished", r"<ended>(?:,? which|,? that)? <BE> " + _END, ended=THINGS),
    _pattern(
        "abolished",
        r"<ended>(?:,? which|,? that)? (?:closed|ceased to exist|ceased|came to an end|will "
        r"cease to exist|would cease to exist|will close)\b",
        ended=THINGS,
    ),
    _pattern(
        "abolished",
        r"\b(?:abolition|closure|demise|dissolution|scrapping|winding up) of <ended>",
        ended=THINGS,
    ),
    _pattern(
        "abolished",
        r"\b(?:abolished|scrapped|disbanded|dissolved|axed|abolish|scrap|abolishes|"
        r"abolishing) <ended>",
        ended=THINGS,
    ),
    _pattern(
        "appointed",
        r"<person>,? (?:<BE> (?:appointed|named|made|confirmed|announced|hired|recruited)(?: "
        r"as)?|(?:has |had )?(?:became|becomes|become)|(?:has |had )?(?:took|taken|takes) "
        r"(?:over|up post|on the role) (?:as|of)|will (?:become|take over as)|(?:has |had "
        r")?joined <body> as|succeeded ⟨\d+⟩ as) <ROLE>(?:,? (?:of|at|for|to|in) <body2>)?",
        person=PEOPLE,
        body=THINGS,
        body2=THINGS,
    ),
    _pattern(
        "appointed",
        r"<body> (?:has |had |have )?(?:appointed|appoints|named|names|hired|recruited|"
        r"made)<ADV> <person>,? (?:as |to be |its |their |the )<ROLE>",
        person=PEOPLE,
        body=THINGS,
    ),
    _pattern(
        "left",
        r"<person>,? (?:has |had |is )?(?:stepped down|stepping down|resigned|retired|stood "
        r"down|left|quit|quits|resigns|to step down|departed|was sacked|removed)(?: from "
        r"(?:his|her|the) (?:post|role|job|position))? as <ROLE>(?:,? (?:of|at|for|in) <body>)?",
        person=PEOPLE,
        body=THINGS,
    ),
    _pattern(
        "held",
        r"<person>, (?:who (?:was|is) )?(?:the )?<ROLE>,? (?:of|at|for|in) <body>",
        person=PEOPLE,
        body=THINGS,
    ),
    _pattern("held", r"<body>(?:['’]s?)? <ROLE>,? <person>", person=PEOPLE, body=THINGS),
    _pattern(
        "held",
        r"<person> (?:was|is|has been|had been|served as|serves as|acted as) <ROLE>,? (?:of|"
        r"at|for|in) <body>",
        person=PEOPLE,
        body=THINGS,
    ),
    _pattern(
        "awarded",
        r"<buyer>,?(?: which)? (?:has |have |had |will |would |is to )?(?:awards?|awarded|"
        r"signed|signs?|agreed|let|gave|given|placed)<ADV> (?:<GAP>(?:contract|deal|"
        r"agreement|framework|order)s?<GAP> (?:to|with)) <supplier>",
        buyer=ORGANISATIONS,
        supplier=ORGANISATIONS,
    ),
    _pattern(
        "awarded",
        r"<buyer>,?(?: which)? (?:has |have |had |will |would |is to )?(?:awards?|awarded|"
        r"gave|given)<ADV> <supplier> <GAP>(?:contract|deal|agreement)",
        buyer=ORGANISATIONS,
        supplier=ORGANISATIONS,
    ),
    _pattern(
        "awarded",
        r"<supplier>,?(?: which)? (?:(?:has |have |had |will |would )?(?:won|wins?|secured?|"
        r"signed|landed)|<BE> (?:awarded|given|handed))<ADV> <GAP>(?:contract|deal|"
        r"agreement|framework|order)s?<GAP>(?:by|from|with|for) <buyer>",
        buyer=ORGANISATIONS,
        supplier=ORGANISATIONS,
    ),
    _pattern(
        "procured",
        r"<buyer>,?(?: which)? (?:has |have |had |will |would |is to )?(?:chose|chosen|choose|"
        r"selected?|bought|buys?|procured?|purchased?|opted for|ordered?|adopted?)<ADV> "
        r"<bought>",
        buyer=ORGANISATIONS,
        bought=BOUGHT,
    ),
    _pattern(
        "deployed",
        r"<user>,?(?: which)? (?:has |have |had |will |would )?(?:went live with|gone live "
        r"with|go live with|deployed?|installed?|implemented?|rolled out)<ADV> <bought>",
        user=ORGANISATIONS,
        bought=BOUGHT,
    ),
    _pattern(
        "deployed",
        r"<bought>(?: (?:system|product|record|software|platform|app|service))? (?:went live|"
        r"has gone live|goes live|will go live|<BE> (?:deployed|installed|implemented|rolled out))"
        r"<WHEN> (?:at|in|across|by)<ADV> <user>",
        user=ORGANISATIONS,
        bought=BOUGHT,
    ),
    _pattern(
        "published",
        r"<author>,?(?: which)? (?:has |have |had |will |would |is to )?(?:published|publish|"
        r"publishes|issued|issues?|released?|brought out|unveiled)<ADV> <writing>",
        author=ORGANISATIONS | PEOPLE,
        writing=WRITINGS,
    ),
    _pattern(
        "published",
        r"<writing>,?(?: which)? (?:<BE> )?(?:published|issued|released|produced)<WHEN> "
        r"by<ADV> <author>",
        author=ORGANISATIONS | PEOPLE,
        writing=WRITINGS,
    ),
    _pattern(
        "part-of",
        r"<inner>,? (?:which )?(?:is |was |then |now )?(?:an? )?part of <outer>",
        inner=THINGS,
        outer=THINGS,
    ),
    _pattern(
        "supplied",
        r"<bought>,?(?: which)?(?: <BE>)? (?:supplied|developed|provided|built|made|"
        r"delivered)<WHEN> by<ADV> <supplier>",
        bought=DELIVERED,
        supplier=ORGANISATIONS,
    ),
    _pattern(
        "ran",
        r"<thing>,?(?: which)?(?: <BE>)? (?:run|managed|overseen|led) by<ADV> <runner>",
        thing=BOUGHT,
        runner=ORGANISATIONS,
    ),
    _pattern(
        "ran",
        r"<runner>,?(?: which)? (?:ran|runs|managed|manages|oversaw|oversees)<ADV> <thing>",
        thing=BOUGHT,
        runner=ORGANISATIONS,
    ),
    _pattern(
        "led",
        r"<person>,?(?: who)? (?:led|ran|headed|heads|leads|oversaw)<ADV> <led>",
        person=PEOPLE,
        led=DELIVERED,
    ),
)
"""The patterns, those that say more before those that say less of the same."""
_SAME = {"created-by": "created", "merged-with": "merged", "absorbed": "merged"}
"""What is said less fully by another pattern of the same words."""


def find_happenings(
    text: str, sentence: tuple[int, int], names: Sequence[Named]
) -> Iterator[Happening]:
    """Yield what one sentence says happened to the names in it."""
    start, end = sentence
    shown = _take_out(text, start, end, names)
    if shown.rstrip().endswith("?"):
        return
    taken: dict[str, list[tuple[int, int]]] = {}
    for pattern in _PATTERNS:
        family = _SAME.get(pattern.what, pattern.what)
        for match in pattern.regex.finditer(shown):
            if any(a < match.end() and match.start() < b for a, b in taken.get(family, ())):
                continue
            parts = _parts(match, pattern, names)
            if parts is None or _DENIED.search(shown[max(0, match.start() - 25) : match.end()]):
                continue
            taken.setdefault(family, []).append(match.span())
            role = match.groupdict().get("role") or ""
            how = _modality(shown, match, is_apposed=pattern.what == "held")
            yield Happening(
                pattern.what,
                parts,
                _date(shown, match),
                how,
                start,
                end,
                role=re.sub(r"^(?:its|the|their|an?|as|to be) ", "", role).strip(),
                pounds=_pounds(shown) if pattern.what == "awarded" else 0,
            )


def _take_out(text: str, start: int, end: int, names: Sequence[Named]) -> str:
    """Return a sentence with a mark for each of its names, without names in brackets."""
    parts, at = [], start
    for number, name in enumerate(names):
        parts += [text[at : name.start], f"⟨{number}⟩"]
        at = name.end
    shown = " ".join("".join([*parts, text[at:end]]).split())
    return re.sub(r"(⟨\d+⟩) \((?:the |[“\"])?⟨\d+⟩[”\"]?\)", r"\1", shown)


def _parts(
    match: re.Match[str], pattern: _Pattern, names: Sequence[Named]
) -> dict[str, tuple[Named, ...]] | None:
    """Return who takes which part; None where one is not of a kind that can."""
    found: dict[str, tuple[Named, ...]] = {}
    for name, kinds in pattern.kinds.items():
        said = match.groupdict().get(name)
        if not said:
            continue
        several = tuple(names[int(n)] for n in re.findall(r"\d+", said))
        if any(one.kind not in kinds for one in several):
            return None
        found[name.rstrip("2")] = several
    everybody = [one.id or one.text for several in found.values() for one in several]
    is_whole = len(everybody) == len(set(everybody)) or pattern.what == "renamed"
    return found if is_whole else None


def say_how(words: str) -> str:
    """Return how words say something: planned and reported by cue words, else asserted.

    >>> say_how("It will be closed."), say_how("It was closed.")
    ('planned', 'asserted')
    """
    if _PLANNED.search(words):
        return "planned"
    return "reported" if _REPORTED.search(words) else "asserted"


def _modality(shown: str, match: re.Match[str], is_apposed: bool) -> str:
    """Return how something is said; what stands beside a name is not what its bearer says."""
    begin = match.start() if _RELATIVE.match(match[0]) else _clause_start(shown, match.start())
    clause = shown[begin : match.end()]
    if _PLANNED.search(clause):
        return "planned"
    before = shown[: match.start()]
    is_told = before.count("“") > before.count("”") or _REPORTED.search(clause) is not None
    rest = "" if is_apposed else shown[match.end() : match.end() + _NEAR]
    return "reported" if is_told or _REPORTED.search(rest) else "asserted"


def _clause_start(shown: str, at: int) -> int:
    return max(shown.rfind(mark, 0, at) for mark in (";", ":")) + 1


def _date(shown: str, match: re.Match[str]) -> str:
    """Return the date nearest to a pattern, behind it rather than before; at its precision."""
    found = []
    for date in _DATE.finditer(shown):
        after = date.start() >= match.start()
        distance = max(date.start() - match.end(), match.start() - date.end(), 0)
        found.append((distance + (0 if after else 20), date))
    if not found:
        return ""
    distance, date = min(found, key=lambda pair: pair[0])
    if distance > 2 * _NEAR:
        return ""
    year = date["year"] or date["year2"]
    month, day = date["month"] or date["month2"], date["day"] or date["day2"]
    written = year
    if month:
        written += f"-{_MONTHS.index(month.lower()) + 1:02}"
        written += f"-{int(day):02}" if day else ""
    try:
        return PartialDate.parse(written).text
    except ValueError:
        return year


def _pounds(shown: str) -> int:
    found = _MONEY.search(shown)
    if found is None:
        return 0
    return round(float(found[1].replace(",", "")) * _SCALE.get((found[2] or "").lower(), 1))
