"""Names in a document that the record does not know, each with what it may be a name of."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.ingest.documents.gazetteer import Gazetteer
from kg.ingest.documents.lexicon import FUNCTION, JOINING, MONTHS, NO_NAMES, SPEAKS, TITLES
from kg.ingest.documents.mentions import Mention
from kg.ingest.documents.papers.paper import CELL, Paper, Style
from kg.ingest.documents.sentences import Word, sentences

_INSTITUTION = re.compile(
    r"\b(trust|hospitals?|council|board|agency|ltd|limited|plc|inc|llp|gmbh|university|"
    r"college|group|"
    r"committee|commission|department|authority|services?|foundation|institute|association|society|"
    r"networks?|partnership|company|corporation|centre|center|office|unit|taskforce|ministry|union|"
    r"federation|alliance|consortium|academy|laborator(?:y|ies)|systems|solutions|technologies|"
    r"software|healthcare|consulting|informatics|school|charity|practice|partners|gazette|"
    r"times|journal|magazine|press|forum|collaborative|directorate)\b",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(
    r"\b(report|review|white paper|green paper|strategy|framework|guidance|plan|inquiry|memorandum|"
    r"statement|manifesto|mandate|charter|code)$",
    re.IGNORECASE,
)
_LAW = re.compile(r"\b(act|bill|regulations?|order|directive)( (?:19|20)\d\d)?$", re.IGNORECASE)
_PROGRAMME = re.compile(
    r"\b(programme|program|project|initiative|scheme|pilot|campaign|challenge|fund|pathfinders?)$",
    re.IGNORECASE,
)
_SYSTEM = re.compile(
    r"\b(system|platform|app|record|records|portal|registry|dashboard|database|network|index|"
    r"service|"
    r"software|"
    r"api|cloud|suite|module)$",
    re.IGNORECASE,
)
_LINK = re.compile(r"(?:https?://|www\.)\S+")
_NO_NAME = re.compile(
    r"[IVXLC]+|[A-Z]|[A-Z]{2,}s|(?:Part|Module|Section|Appendix|Annex|Table|Figure|Box|Chapter|"
    r"Stage|Phase|Level|See|Page|Vol(?:ume)?) \w{1,8}"
)
"""Numbers, several of a kind by their initials, and parts of a document."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_BEGINS = re.compile(r"[:;•●▪–—|/(\"“‘]")
"""What words in capitals stand behind that only begin something."""
_MOST_WORDS = 9


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A name that the record does not know: the letters of its places, and what it may be.

    `table` is that in which a row of it would stand, and `cls` the class where the table has
    several.
    """

    name: str
    places: tuple[tuple[int, int], ...]
    table: str
    cls: str = ""


@dataclass(slots=True)
class _Seen:
    """A run of words in capitals, with where it stood."""

    places: list[tuple[int, int]] = field(default_factory=list)
    titled: int = 0
    speaks: int = 0
    middle: int = 0
    headed: int = 0
    the: int = 0


def find_newcomers(
    paper: Paper, gazetteer: Gazetteer, mentions: Sequence[Mention]
) -> list[Newcomer]:
    """Return the names of a document that nothing of the record has, in order of their places."""
    taken = {i for mention in mentions for i in range(mention.start, mention.end)}
    taken |= {i for link in _LINK.finditer(paper.text) for i in range(*link.span())}
    seen: dict[str, _Seen] = defaultdict(_Seen)
    lower: Counter[str] = Counter()
    for block in paper.blocks:
        for start, end in sentences(paper.text, block.start, block.end):
            tokens = gazetteer.tokens(paper.text, start, end)
            lower.update(token.folded for token in tokens if token.text.islower())
            is_head = block.style is Style.HEADING or _is_headline(tokens)
            for first, last in _runs(paper.text, tokens, taken):
                _note(paper.text, seen, tokens, first, last, is_head)
    kept = {
        name: one
        for name, one in seen.items()
        if _is_name(name, one, lower) and not gazetteer.is_common(name.casefold())
    }
    surnames = {name.split()[-1] for name in kept if " " in name}
    found = []
    for name, one in kept.items():
        if " " not in name and name in surnames and not gazetteer.named(name.casefold()):
            continue
        table, cls = _kind(name, one)
        found.append(Newcomer(name, tuple(one.places), table, cls))
    return sorted(found, key=lambda one: one.places)


def _is_headline(tokens: Sequence[Word]) -> bool:
    """Return whether most words of a sentence have capitals, as headlines have."""
    long = [token for token in tokens if len(token.text) > 3]
    return len(long) > 3 and all(token.is_capital for token in long)


def _runs(text: str, tokens: Sequence[Word], taken: set[int]) -> Iterator[tuple[int, int]]:
    """Yield the runs of words in capitals, with small words only between them."""
    i = 0
    while i < len(tokens):
        if not _is_proper(tokens[i]) or tokens[i].start in taken:
            i += 1
            continue
        last = j = i + 1
        while j < len(tokens) and j - i < _MOST_WORDS and tokens[j].start not in taken:
            if not _goes_on(text, tokens[j - 1], tokens[j]):
                break
            is_year = _YEAR.fullmatch(tokens[j].text) is not None and j == last
            if _is_proper(tokens[j]) or is_year:
                if j > last and not _may_join(tokens, i, last, j):
                    break
                last = j + 1
            elif tokens[j].folded not in JOINING:
                break
            j += 1
        yield i, last
        i = last


def _goes_on(text: str, one: Word, other: Word) -> bool:
    """Return whether a word may belong to the name that the one before it belongs to."""
    between = text[one.end : other.start]
    mark = between.strip()
    if CELL in between:
        return False
    if mark not in ("", "-", "–", ".", "'", "’") or (mark == "." and len(one.text) > 2):
        return False
    is_possessive = one.text != one.text[: len(one.bare)]
    return not ((is_possessive or mark in ("'", "’")) and other.folded in JOINING)


def _may_join(tokens: Sequence[Word], first: int, last: int, after: int) -> bool:
    """Return whether small words join what stands before and behind them to one name."""
    words = {token.folded for token in tokens[last:after]}
    before = " ".join(token.text for token in tokens[first:last])
    if words & {"in", "at", "on", "to"}:
        return False
    if tokens[first].folded in TITLES or (first and tokens[first - 1].folded in TITLES):
        return not words & {"of", "and", "for", "the", "&"}
    named = any(p.search(before) for p in (_INSTITUTION, _DOCUMENT, _PROGRAMME))
    if "and" in words or "&" in words:
        rest = []
        for token in tokens[after : after + _MOST_WORDS]:
            if not _is_proper(token):
                break
            rest.append(token.text)
        return not named and _INSTITUTION.search(" ".join(rest)) is not None
    return named or last - first == 1 or "for" in words


def _is_proper(token: Word) -> bool:
    """Return whether a word is written as names are: a capital first, or one within."""
    return token.is_capital or any(letter.isupper() for letter in token.text[1:])


def _note(
    text: str, seen: dict[str, _Seen], tokens: Sequence[Word], first: int, last: int, is_head: bool
) -> None:
    begin = first
    is_titled = begin > 0 and tokens[begin - 1].folded in TITLES
    while begin < last - 1 and tokens[begin].folded in TITLES | FUNCTION:
        begin += 1
        is_titled = tokens[begin - 1].folded in TITLES
    while begin < last and (tokens[begin].folded in JOINING or _is_of_date(tokens, begin, last)):
        begin += 1
    if begin >= last:
        return
    start, end = tokens[begin].start, tokens[last - 1].end
    own = tokens[last - 1]
    if own.text != own.text[: len(own.bare)]:
        end = own.start + len(own.bare)
    name = " ".join(text[start:end].split())
    one = seen[name]
    one.places.append((start, end))
    one.the += begin > 0 and tokens[begin - 1].folded == "the"
    one.titled += is_titled
    between = text[tokens[begin - 1].end : start] if begin else ""
    one.middle += begin > 0 and not is_head and not _BEGINS.search(between)
    one.headed += is_head
    one.speaks += last < len(tokens) and tokens[last].folded in SPEAKS


def _is_of_date(tokens: Sequence[Word], i: int, last: int) -> bool:
    """Return whether a word is the month or year of a date that a name only follows."""
    word = tokens[i]
    if word.folded in MONTHS:
        return i + 1 < last and _YEAR.fullmatch(tokens[i + 1].text) is not None
    return _YEAR.fullmatch(word.text) is not None and i > 0 and tokens[i - 1].folded in MONTHS


def _is_name(name: str, one: _Seen, lower: Counter[str]) -> bool:
    words = name.replace("-", " ").split()
    if all(word.strip(".,").casefold() in NO_NAMES or not word[0].isalpha() for word in words):
        return False
    if len(name) < 2 or _NO_NAME.fullmatch(name):
        return False
    inner = any(letter.isupper() for letter in name[1:].replace(" ", ""))
    if len(words) == 1:
        if not one.middle and not one.titled and not (inner and not name.isupper()):
            return False
        return not (lower[name.casefold()] and not inner)
    if one.titled or one.speaks:
        return True
    if all(lower[word.casefold()] or word.casefold() in JOINING for word in words):
        return False
    return bool(one.middle or len(one.places) > one.headed)


def _kind(name: str, one: _Seen) -> tuple[str, str]:
    """Return the table, and the class, of what a name may be a name of."""
    words = name.split()
    if one.titled:
        return "people", ""
    for pattern, table, cls in (
        (_LAW, "legislation", ""),
        (_PROGRAMME, "programmes", ""),
        (_DOCUMENT, "documents", "Report"),
        (_INSTITUTION, "bodies", "Body"),
        (_SYSTEM, "systems", ""),
    ):
        if pattern.search(name):
            return table, cls
    is_person = (
        not one.the
        and 2 <= len(words) <= 3
        and all(re.fullmatch(r"[A-Z][a-z'’]+(?:[A-Z-][\w'’]+)?|[A-Z]\.?", word) for word in words)
    )
    if is_person or (one.speaks and len(words) == 2):
        return "people", ""
    if len(words) == 1 and not name.isupper():
        return ("bodies", "Company") if not re.search(r"[a-z][A-Z]|\d", name) else ("systems", "")
    return "bodies", "Body"
