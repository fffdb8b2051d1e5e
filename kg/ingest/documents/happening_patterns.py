"""The patterns by which sentences say that something happened, and what each part may be."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kg.model import schema

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
    r"(?:\w+ ){0,3}director(?:[- ]general)?(?: (?:of|for) (?:\w+ ?(?:and )?){1,4}?(?=[,.)]| "
    r"(?:of|at|in|for) |$))?|"
    r"chair(?:man|woman|person)?|president|vice[- ]president|permanent secretary|(?:\w+ "
    r"){0,2}secretary|"
    r"(?:\w+ ){0,3}minister|head of (?:\w+ ?){1,4}?(?= (?:at|of|in|for) |,|\.|$)|programme "
    r"director|"
    r"medical director|senior responsible owner|tsar|(?:\w+ ){0,2}commissioner|(?:\w+ "
    r"){0,2}guardian|(?:\w+ ){0,2}lead))"
)
_LEAD = (
    r"(?:(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Bb]oth) )?"
    r"(?:(?:new|former|then|old|current|existing) )?"
)


_NOW = r"(?:(?:currently|formerly|previously|now|then|also|still|at the time) )?"
"""How it is told that somebody holds or held a post at another time than the rest."""
_CLASS = r"(?: (?:agency|body|organisation|programme|system|unit|trust))?"
"""What a name is, said behind it."""
_BY_THE_WAY = (
    r"(?:,[^,;.⟨⟩]{1,60},|, (?:the|an?|its|then|now|currently|formerly|former|who|which|whose) "
    r"[^,;.]{1,100},)?"
)
"""What is told of a name between commas; it may name others if it begins by saying what it is."""


def _slot(name: str, several: bool = False) -> str:
    more = r"(?:(?:, (?:the )?⟨\d+⟩)*,? and (?:the )?⟨\d+⟩)?" if several else ""
    return rf"{_LEAD}(?P<{name}>⟨\d+⟩{more})(?:['’]s?)?{_CLASS}{_BY_THE_WAY}"


@dataclass(frozen=True, slots=True)
class HappeningPattern:
    """How something that happens is said; `kinds` are those that each part may be of."""

    what: str
    regex: re.Pattern[str]
    kinds: dict[str, frozenset[str]] = field(default_factory=dict)
    is_apposed: bool = False
    """Whether it says what somebody is, whatever the rest of the sentence says of them."""


def _pattern(what: str, words: str, **kinds: frozenset[str]) -> HappeningPattern:
    several = {"old", "new", "made", "ended", "supplier", "buyer"}
    for name in kinds:
        slot = _slot(name, name in several)
        if words.startswith(f"<{name}>"):
            slot = slot.removeprefix(_LEAD)  # a pattern is looked for from its first name on
        if words.endswith(f"<{name}>"):
            slot = slot.removesuffix(_BY_THE_WAY)  # what follows is for other patterns
        words = words.replace(f"<{name}>", slot)
    parts = {"BE": _BE, "GAP": _GAP, "WHEN": _WHEN, "ROLE": _ROLE, "ADV": _ADVERB, "NOW": _NOW}
    for name, part in parts.items():
        words = words.replace(f"<{name}>", part)
    is_apposed = what == "held" or "the new name" in words
    return HappeningPattern(what, re.compile(words), kinds, is_apposed)


_MAKE = r"(?:set up|established|created|formed|founded|launched|brought into being)"
_END = (
    r"(?:abolished|scrapped|disbanded|dissolved|wound up|wound down|axed|shut down|closed "
    r"down|closed|done away with|ended)"
)
PATTERNS = (
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
        "merged",
        r"<new>,?(?: which)? <BE> " + _MAKE + r"<WHEN> (?:with|by|through|from|in|out of) (?:the )?"
        r"(?:merger|amalgamation|union) of <ended>",
        ended=THINGS,
        new=THINGS,
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
    _pattern(
        "renamed",
        r"<is>[”\"]?,? (?:[-–—(] ?)?the new name (?:of|for) <was>",
        was=THINGS,
        **{"is": THINGS},
    ),
    _pattern(
        "replaced",
        r"<made> (?:was|is|<BE>) [^;.]{1,120}, having (?:replaced|superseded|succeeded) <ended>",
        made=THINGS,
        ended=THINGS,
    ),
    _pattern(
        "created",
        r"<made> (?:was|is) (?:an? |the )?[^;.,]{1,80} and (?:was|were) " + _MAKE,
        made=THINGS,
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
        r"<ended>(?:,? which|,? that)? "
        r"(?:closed(?= ?(?:[.,;)]|$|in |on |its doors))|ceased to exist|ceased|came to an end|will "
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
        r"(?:over|up post|on the (?:role|post|job)|up the (?:role|post)) (?:as|of)|"
        r"will (?:become|take over as)|(?:has |had )?joined <body> as|succeeded ⟨\d+⟩ as) "
        r"<ROLE>(?:,? (?:of|at|for|to|in) <body2>)?",
        person=PEOPLE,
        body=THINGS,
        body2=THINGS,
    ),
    _pattern(
        "appointed",
        r"<body> (?:has |had |have )?(?:appointed|appoints|named|names|hired|recruited|"
        r"made)<ADV> (?:(?:⟨\d+⟩(?:['’]s?)? )?[^⟨⟩.;]{1,60}?,? )?"
        r"<person>,? (?:as |to be |its |their |the )+<ROLE>",
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
        r"<person>, (?:who (?:was|is) )?<NOW><ROLE>,? (?:of|at|for|in) <body>",
        person=PEOPLE,
        body=THINGS,
    ),
    _pattern("held", r"<body>(?:['’]s?)? <ROLE>,? <person>", person=PEOPLE, body=THINGS),
    _pattern("held", r"<person> \((?:the )?<body>(?:['’]s?)? <ROLE>\)", person=PEOPLE, body=THINGS),
    _pattern(
        "held",
        r"<person>,?(?: and)? (?:was|is|has been|had been|(?:has |had )?(?:previously )?served as|"
        r"serves as|acted as|will continue as|continues as) <NOW><ROLE>,? (?:of|"
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
        "awarded",
        r"<supplier> (?:has |have |had )?(?:won|secured) (?:the )?<buyer>(?:['’]s?)? "
        r"[^⟨⟩.;,]{0,60}?(?:procurement|contract|deal|tender|bid)\b",
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
        r"with|go live with|deployed?|installed?|implemented?|rolled out|received|"
        r"(?:began|begun|started|completed) (?:the )?(?:implementation|deployment|roll-?out) of)"
        r"<ADV> <bought>",
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
SAME = {"created-by": "created", "merged-with": "merged", "absorbed": "merged"}
"""What is said less fully by another pattern of the same words."""
