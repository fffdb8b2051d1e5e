"""Whether a text is in English, told by the small words of languages."""

from __future__ import annotations

import re
from collections import Counter

_SMALL = {
    "English": "the of and to in that is for was with as on by are be this from which should",
    "Welsh": "y yr a i o yn ar ac mae ei am gan wedi eu bod gyda hyn cael fod",
    "French": "le la les de des du et en un une que est pour dans qui par sur au pas",
    "German": "der die das und in zu den von ist mit des auf für im nicht ein eine dem werden",
    "Spanish": "el la los de del y en un una que es para por con las se su al no",
    "Italian": "il la di e che in un una per del della le i con non sono da al dei",
    "Dutch": "de het een en van in is dat op te zijn voor met die niet aan door om bij",
    "Portuguese": "o a os de do da e em um uma que para com não por na no dos as",
}
_LEAST_WORDS, _LEAST_SHARE = 60, 0.12
"""A text of fewer words is of any language; in English, this much of it are small words."""
_WORD = re.compile(r"[^\W\d_]+")


def other_language(text: str) -> str:
    """Return the language that a text is in, if it is not English; "another language" if unknown.

    >>> other_language("short"), other_language("le rapport de la commission et des trusts " * 20)
    ('', 'French')
    """
    counted = Counter(word.casefold() for word in _WORD.findall(text))
    total = sum(counted.values())
    if total < _LEAST_WORDS:
        return ""
    shares = {
        name: sum(counted[word] for word in set(small.split())) / total
        for name, small in _SMALL.items()
    }
    if shares["English"] >= _LEAST_SHARE:
        return ""
    likeliest = max(shares, key=lambda name: shares[name])
    return likeliest if shares[likeliest] >= _LEAST_SHARE else "another language"
