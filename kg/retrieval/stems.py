"""The words of a text that carry meaning, each brought to its stem.

The stem is that of Porter (1980), "An algorithm for suffix stripping", with British endings read as
American ones and a few words that the algorithm would throw together or tear apart. The page does
the same in `web/model/stems.js`; a test holds the two together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from kg.model.spelling import fold

STOP = frozenset(
    re.findall(
        r"[a-z]+",
        "a about across again all also an and any are as at be became become been before being "
        "both but by can could did do does each either every for from had has have he her his how "
        "i if in into is it its itself just like made make makes making may me might more most "
        "much must my no nor not of on only onto or other others our out over own s shall she "
        "should so some such t take takes than that the their them then there therefore these "
        "they this those through to too under until up upon us use used uses using very was we "
        "well were what when where whether which while who whom whose why will with within "
        "without would you your one two three four five six "
        "ensure ensures ensuring sure need needs needed recommend recommendation recommendations "
        "recommended recommending recommends department departments government governments "
        "minister ministers "
        "january february march april june july august september october november december",
    )
)
"""Words without a meaning of their own, in advice."""
IRREGULAR = {
    "bought": "bui", "built": "build", "chose": "choos", "chosen": "choos",
    "communities": "community", "community": "community", "criteria": "criterion",
    "led": "lead", "met": "meet", "paid": "pai", "policies": "policy",
    "policy": "policy", "productivity": "productivity", "sold": "sell", "spent": "spend",
    "taught": "teach", "universal": "universal", "universally": "universal",
    "universities": "university", "university": "university",
}  # fmt: skip
"""Words whose stem no ending shows, and those that it would throw together with others."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_JOINED = re.compile(r"\b([Cc]o|[Rr]e|[Pp]re|[Mm]ulti|[Ii]nter|[Nn]on)[-‑](?=[a-z])")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_BRITISH = re.compile(r"(?<=..)is(e|ed|es|er|ers|ing|ation|ations|able)$")
_SHORTEST_BRITISH = 6
_STEP_2 = (
    ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"),
    ("bli", "ble"), ("alli", "al"), ("entli", "ent"), ("eli", "e"), ("ousli", "ous"),
    ("ization", "ize"), ("ation", "ate"), ("ator", "ate"), ("alism", "al"), ("iveness", "ive"),
    ("fulness", "ful"), ("ousness", "ous"), ("aliti", "al"), ("iviti", "ive"), ("biliti", "ble"),
)  # fmt: skip
_STEP_3 = (
    ("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"),
    ("ful", ""), ("ness", ""),
)  # fmt: skip
_STEP_4 = (
    "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ion", "ism", "ate", "iti",
    "ous", "ive", "ize", "al", "er", "ic", "ou",
)  # fmt: skip
"""The longest first."""
RULES: Mapping[str, Any] = {
    "stop": sorted(STOP),
    "irregular": IRREGULAR,
    "steps": [_STEP_2, _STEP_3, _STEP_4],
}
"""All of these, for the page."""


def words_of(text: str) -> Iterator[tuple[str, str]]:
    """Yield the words that carry meaning, in their order, each with its stem; years are left out.

    A word in capitals that would be a small word without them, such as IT, keeps them.
    """
    for word in _WORD.findall(_JOINED.sub(r"\1", text)):
        folded = fold(word)
        if folded in STOP:
            if word.isupper() and len(word) > 1:
                yield word, word
        elif folded and not _YEAR.fullmatch(folded):
            yield from ((word, stem(part)) for part in folded.split())


def stems_of(text: str) -> list[str]:
    """Return the stems of the words of a text that carry meaning.

    >>> stems_of("The trusts should standardise their IT systems by 2015")
    ['trust', 'standard', 'IT', 'system']
    """
    return [stem for _, stem in words_of(text)]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return the stem of a word in small letters.

    >>> [stem(word) for word in ("interoperability", "organised", "policies", "funding")]
    ['interoper', 'organ', 'policy', 'fund']
    """
    if word in IRREGULAR:
        return IRREGULAR[word]
    if len(word) < 3 or not word.isalpha():
        return word
    if len(word) >= _SHORTEST_BRITISH:
        word = _BRITISH.sub(r"iz\1", word)
    return _step_5(_step_4(_steps_2_and_3(_step_1(word))))


def _forms(word: str) -> str:
    """Return `v` for each vowel and `c` for each consonant of a word."""
    found = ""
    for i, letter in enumerate(word):
        is_vowel = letter in "aeiou" or (letter == "y" and i > 0 and found[-1] == "c")
        found += "v" if is_vowel else "c"
    return found


def _measure(word: str) -> int:
    """Return how often a consonant follows a vowel."""
    return _forms(word).count("vc")


def _ends_short(word: str) -> bool:
    """Return whether a word ends as `hop` does: consonant, vowel, consonant but w, x or y."""
    return _forms(word).endswith("cvc") and word[-1] not in "wxy"


def _step_1(word: str) -> str:
    if word.endswith("s"):
        if word.endswith(("sses", "ies")):
            word = word[:-2]
        elif not word.endswith("ss"):
            word = word[:-1]
    if word.endswith("eed"):
        word = word[:-1] if _measure(word[:-3]) > 0 else word
    else:
        for ending in ("ed", "ing"):
            rest = word.removesuffix(ending)
            if rest != word and "v" in _forms(rest):
                word = _mend(rest)
                break
    if word.endswith("y") and "v" in _forms(word[:-1]):
        word = word[:-1] + "i"
    return word


def _mend(word: str) -> str:
    """Return a word that lost its -ed or -ing as it stood before it."""
    if word.endswith(("at", "bl", "iz")):
        return word + "e"
    is_double = len(word) > 1 and word[-1] == word[-2] and _forms(word).endswith("c")
    if is_double and word[-1] not in "lsz":
        return word[:-1]
    return word + "e" if _measure(word) == 1 and _ends_short(word) else word


def _steps_2_and_3(word: str) -> str:
    for endings in (_STEP_2, _STEP_3):
        for ending, other in endings:
            if word.endswith(ending):
                rest = word[: -len(ending)]
                word = rest + other if _measure(rest) > 0 else word
                break
    return word


def _step_4(word: str) -> str:
    for ending in _STEP_4:
        if word.endswith(ending):
            rest = word[: -len(ending)]
            fits = ending != "ion" or rest.endswith(("s", "t"))
            return rest if fits and _measure(rest) > 1 else word
    return word


def _step_5(word: str) -> str:
    if word.endswith("e"):
        rest, measure = word[:-1], _measure(word[:-1])
        if measure > 1 or (measure == 1 and not _ends_short(rest)):
            word = rest
    if word.endswith("ll") and _measure(word) > 1:
        word = word[:-1]
    return word
