"""What sentences say happened, by pattern: experimental, and never more than a proposal.

A pattern sees a sentence with its names taken out: "⟨0⟩ was replaced by ⟨1⟩ in April 2013". What
was only planned or told is marked so, what is denied is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.ingest.documents.happening_patterns import PATTERNS, SAME, HappeningPattern
from kg.model.dates import PartialDate

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
    r"\b(?:will|would|shall|plan(?:ned|ning|s? to|s? for)|propos(?:es|ed|ing)|"
    r"proposals? (?:to|for|that)|due to|set to|"
    r"expected to|intends?|intended|"
    r"is to|are to|was to|were to|to be|may|might|could|should|must|aims?|hopes?|considering|"
    r"calls? for|recommend(?:s|ed|ing)?|recommendations? (?:to|for|that)|"
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
_BESIDE = re.compile(
    r"\b(?:in|at|on|of|for|by|with|to|from|within|under|via|through|into|than|in use (?:on|at|in))"
    r" (?:(?:the|its|their|a) )?$",
    re.IGNORECASE,
)
"""How words end behind which a name is no subject."""
_NOUN = re.compile(
    r"(?:creation|establishment|formation|setting up|launch|abolition|closure|demise"
    r"|dissolution|scrapping|winding up)\b"
)
"""How a pattern begins that names what happened."""
_WHEN = re.compile(
    r"\b(?:since|from|prior to|before|after|following|until|till|between|beyond|upon|time of|"
    r"day of|"
    r"date of|and|on|at)(?: (?:the|its|their))?(?: (?:first|initial|formal|announcement and))* $",
    re.IGNORECASE,
)
"""How words end that tell the time of something by another thing."""
_LETTERS = re.compile(r" \([A-Z][A-Z&]{1,5}\)")
"""A post in short, behind its name."""
_OPENING = re.compile(r"(?<= )‘(?=\w)")
_NEAR = 60
"""Letters about a pattern in which words deny what it says."""


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
    also: tuple[tuple[int, int], ...] = ()
    """The letters of other sentences that say the same, or less."""


def told_once(found: Iterable[Happening]) -> list[Happening]:
    """Return what happened, each thing once: with the date that says most, and all its places."""
    kept: list[Happening] = []
    for one in found:
        for i, held in enumerate(kept):
            if _is_same(held, one):
                best, other = sorted((held, one), key=lambda h: -len(h.date))
                is_so = "asserted" in (best.modality, other.modality)
                modality = "asserted" if is_so else best.modality
                also = (*best.also, (other.start, other.end), *other.also)
                kept[i] = replace(best, modality=modality, also=also)
                break
        else:
            kept.append(one)
    return kept


def _is_same(one: Happening, other: Happening) -> bool:
    """Return whether two sentences tell of the same thing, one of them perhaps without its day."""
    if SAME.get(one.what, one.what) != SAME.get(other.what, other.what) or one.role != other.role:
        return False
    if (one.modality == "planned") != (other.modality == "planned"):
        return False
    if not (one.date.startswith(other.date) or other.date.startswith(one.date)):
        return False
    return _who(one) == _who(other)


def _who(one: Happening) -> set[tuple[str, str]]:
    return {
        (name, n.id or n.text) for name, some in one.parts.items() for n in some if name != "by"
    }


def find_happenings(
    text: str, sentence: tuple[int, int], names: Sequence[Named]
) -> Iterator[Happening]:
    """Yield what one sentence says happened to the names in it."""
    start, end = sentence
    shown = _take_out(text, start, end, names)
    if shown.rstrip().endswith("?"):
        return
    taken: dict[str, list[tuple[int, int]]] = {}
    for pattern in PATTERNS:
        family = SAME.get(pattern.what, pattern.what)
        for match in pattern.regex.finditer(shown):
            if any(a < match.end() and match.start() < b for a, b in taken.get(family, ())):
                continue
            parts = _parts(match, pattern, names)
            is_beside = not pattern.is_apposed and _is_of_another(shown, match)
            if is_beside or _is_only_when(shown, match):
                continue
            if parts is None or _DENIED.search(shown[max(0, match.start() - 25) : match.end()]):
                continue
            taken.setdefault(family, []).append(match.span())
            role = match.groupdict().get("role") or ""
            how = _modality(shown, match, pattern.is_apposed)
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
    """Return a sentence with a mark for each of its names, without short forms in brackets."""
    parts, at = [], start
    for number, name in enumerate(names):
        parts += [text[at : name.start], f"⟨{number}⟩"]
        at = name.end
    shown = " ".join("".join([*parts, text[at:end]]).split())
    shown = _LETTERS.sub("", _OPENING.sub("", shown))
    return re.sub(r"(⟨\d+⟩) \((?:the |[“\"])?⟨\d+⟩[”\"]?\)", r"\1", shown)


def _parts(
    match: re.Match[str], pattern: HappeningPattern, names: Sequence[Named]
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


def _is_of_another(shown: str, match: re.Match[str]) -> bool:
    """Return whether the name that a pattern begins with only stands beside what did it.

    >>> words = "The system in use on the ⟨0⟩ was established."
    >>> _is_of_another(words, re.compile("⟨0⟩ was established").search(words))
    True
    """
    return match[0].startswith("⟨") and _BESIDE.search(shown, 0, match.start()) is not None


def _is_only_when(shown: str, match: re.Match[str]) -> bool:
    """Return whether something is only told as the time of another thing: since the launch of X."""
    return _NOUN.match(match[0]) is not None and _WHEN.search(shown, 0, match.start()) is not None


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
    is_by_the_way = is_apposed or _RELATIVE.match(match[0]) is not None
    begin = match.start() if is_by_the_way else _clause_start(shown, match.start())
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
