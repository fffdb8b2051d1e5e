"""To whom a recommendation is addressed: the words that say so, and the things that they name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.ingest.documents.bearers import best_on
from kg.ingest.documents.gazetteer import Gazetteer, KnownName
from kg.ingest.documents.lexicon import ACTORS, listed
from kg.ingest.documents.sentences import sentences
from kg.ingest.proposals import Candidate
from kg.model.dates import PartialDate

_MODAL = (
    r"(?:should|must|needs? to|ought to|has to|have to|will need to|is asked to|are asked to|"
    r"be required to)"
)
_SUBJECT = re.compile(rf"^(.{{3,200}}?),?\s+(?:\w+ly )?{_MODAL}\b")
_BY = re.compile(
    rf"{_MODAL} (?:\w+ )?be (?:\w+ ){{1,6}}?by ((?:the |all |each )?[A-Z][\w’'& -]*|(?:the|"
    rf"all|each|every) [\w’' -]+)"
)
_ASKED = re.compile(
    r"\b(?:urges?|asks?|calls? (?:on|upon)|recommends?(?: that)?) ((?:the |all |each "
    r")?(?:[A-Z][\w’'&-]*(?: (?:of|for|and|the) )? ?){1,9})(?: to\b| [a-z]+)"
)
_PART = re.compile(
    r",? (?:and|or|with|together with|working with|along with|in (?:partnership|collaboration|"
    r"conjunction) with|alongside|supported by) |, |; "
)
_START = re.compile(
    r"^(?:the|all|each|every|any|both|its|their|a|an|local|national|new) ", re.IGNORECASE
)
_BY_DATE = re.compile(
    r"^(?:by|from|before|within) (?:the end of )?[^,]{0,20}\d{4},? ", re.IGNORECASE
)
_RECOMMENDING = re.compile(
    r"\b(?:recommends?(?: that)?|recommended that|that|urges?|suggests? that),? "
)
_CLAUSE = re.compile(
    r"^(?:By|In|From|Before|After|Within|Over|As|To|For|When|Where|Until|If|On|At|Given|Following|"
    r"Once|Alongside)\b[^,]*, ?(?=.)"
)
"""What leads a sentence before those who should do something, up to a comma."""
_SAYS_MORE = re.compile(r"(?<!that )(?<!which )(?<!who )\b(?:will|has|have|is|was|were)\b")
"""What stands before "should" is a sentence of its own, and names nobody."""
_LONGEST = 30
"""Words of those who are addressed at the most."""
_PRONOUNS = listed("it they this these that those we he she there which who such nothing nobody")


@dataclass(frozen=True, slots=True)
class Addressed:
    """Those to whom something is addressed, in the words of the document, and what these mean."""

    words: str
    ids: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    is_whole: bool = False
    """Whether each part of the words means one thing for certain."""


def find_addressed(
    text: str, gazetteer: Gazetteer, on: PartialDate | None, local: dict[str, str], stated: str = ""
) -> Addressed | None:
    """Return to whom a recommendation is addressed; None where it does not say.

    `local` is what the document calls what, and `stated` what it says beside the number.
    """
    words = stated if stated and _is_actor(stated) else _subject(text)
    if not words:
        return None
    ids: list[str] = []
    candidates: list[Candidate] = []
    is_whole = True
    for part in parts_of(words, gazetteer):
        found = _mean(part, gazetteer, on, local)
        if len(found) == 1:
            ids.append(found[0].id)
        else:
            is_whole = False
            candidates += found
    unique = tuple(dict.fromkeys(ids))
    if not is_whole and len(unique) > 1:
        known = [entity.label for one in unique if (entity := gazetteer.index.entity(one))]
        joined = Candidate(
            "|".join(unique), "; ".join(known), 100.0, "those of them that are known"
        )
        candidates.insert(0, joined)
    elif not is_whole:
        known_one = [entity for one in unique if (entity := gazetteer.index.entity(one))]
        candidates[:0] = [Candidate(e.slug, e.label, 100.0, "one of them") for e in known_one]
    return Addressed(words, unique, tuple(candidates), is_whole and bool(ids))


def _subject(text: str) -> str:
    """Return the words of those who should do something; empty where nobody is named."""
    for start, end in sentences(text, 0, len(text)):
        sentence = text[start:end]
        by, asked = _BY.search(sentence), _ASKED.search(sentence)
        for found in (_before(sentence), by[1] if by else "", asked[1] if asked else ""):
            words = found.strip(" ,")
            if words and _is_actor(words) and len(words.split()) <= _LONGEST:
                return words
    return ""


def _before(sentence: str) -> str:
    """Return those who stand before "should", behind whatever leads to them."""
    found = _SUBJECT.search(sentence)
    if found is None:
        return ""
    words = found[1]
    if _SAYS_MORE.search(words):
        return ""
    leads = list(_RECOMMENDING.finditer(words))
    words = words[leads[-1].end() :] if leads else _CLAUSE.sub("", words)
    return _BY_DATE.sub("", words)


def _is_actor(words: str) -> bool:
    """Return whether words are of somebody who can act, told by the words alone."""
    plain = _START.sub("", words)
    first = plain.split(" ")[0].casefold() if plain else ""
    if not first or first in _PRONOUNS:
        return False
    named = re.findall(r"[^\W\d_]+", plain)
    if not named:
        return False
    head = _PART.split(re.split(r" (?:of|for|in|at|which|that|who|to|on) ", plain)[0])
    is_kind = any(
        part.split()[-1].casefold().rstrip("s") in ACTORS for part in head if part.split()
    )
    is_name = any(word[:1].isupper() for word in (named[1:] if plain == words else named))
    is_acronym = re.fullmatch(r"[A-Z]{2,}s?", named[0]) is not None
    return is_kind or is_name or is_acronym


def parts_of(words: str, gazetteer: Gazetteer) -> Iterator[str]:
    """Yield the parts of words that name several; a name that has an "and" is whole."""
    tokens = gazetteer.tokens(words, 0, len(words))
    held = [
        (tokens[first].start, tokens[last - 1].end)
        for first, last, _ in gazetteer.find(words, tokens, is_strict=False)
    ]
    begin = 0
    for match in _PART.finditer(words):
        if any(a <= match.start() and match.end() <= b for a, b in held):
            continue
        if words[begin : match.start()].strip():
            yield words[begin : match.start()].strip()
        begin = match.end()
    if words[begin:].strip():
        yield words[begin:].strip()


def _mean(
    part: str, gazetteer: Gazetteer, on: PartialDate | None, local: dict[str, str]
) -> list[Candidate]:
    """Return the things that some words may mean: one where there is no doubt."""
    plain = _START.sub("", part).strip()
    for called in (part, plain):
        if local.get(called):
            entity = gazetteer.index.entity(local[called])
            if entity is not None:
                return [Candidate(entity.slug, entity.label, 100.0, "called so here")]
    tokens = gazetteer.tokens(part, 0, len(part))
    found = list(gazetteer.find(part, tokens, is_strict=False))
    if not found and not part.endswith("s"):
        return _mean(f"{part}s", gazetteer, on, local)  # every trust: a class by its plural
    whole = [names for first, last, names in found if last == len(tokens) and first <= 2]
    if not whole:
        return [_offered(name) for _, _, names in found for name in _single(names)][:3]
    names = _single(whole[-1])
    fit = best_on(names, on) if on is not None else names
    return [_offered(name) for name in (fit or names)]


def _single(names: Sequence[KnownName]) -> list[KnownName]:
    """Return names, one of each thing."""
    return list({name.entity.slug: name for name in names}.values())


def _offered(name: KnownName) -> Candidate:
    return Candidate(name.entity.slug, name.entity.label, 100.0, name.kind)
