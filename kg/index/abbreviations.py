"""Words that the names of many things share, short and spelt out, such as CCG in NHS Ashford CCG.

The record says them itself: a group of bodies has a name and, as another name, its initials.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from kg.model.spelling import fold, initials

GROUP = "BodyGroup"
"""The kind of thing whose members are called by its name."""

Spelt = tuple[str, str]
"""A short form with the words it stands for, both folded; the words in the singular or plural."""


def find_spelt(names: Iterable[str], dropped: Collection[str] = ()) -> list[Spelt]:
    """Return what the names of one group say is short for what, the singular before the plural.

    >>> find_spelt(["Primary Care Trusts", "PCTs"])
    [('pct', 'primary care trust'), ('pct', 'primary care trusts')]
    >>> find_spelt(["Health Authorities 1996-2002", "HAs"])
    []
    """
    known = sorted(set(names))
    found = []
    for name in known:
        shorts = initials(name, dropped, 2)
        for other in known:
            short = fold(other)
            short = short if short in shorts else short.removesuffix("s")
            if " " not in short and short in shorts:
                whole = fold(name)
                found += [(short, _singular(whole)), (short, whole)]
    return list(dict.fromkeys(found))


def spellings(folded: str, spelt: Sequence[Spelt]) -> list[str]:
    """Return a folded name as it is, then shortened, then spelt out; each that differs.

    >>> pairs = [("ft", "nhs foundation trust")]
    >>> spellings("barts nhs foundation trust", pairs), spellings("barts nhs ft", pairs)
    (['barts nhs foundation trust', 'barts ft'], ['barts nhs ft', 'barts nhs foundation trust'])
    """
    short = long = f" {folded} "
    for abbreviation, words in spelt:
        short = short.replace(f" {words} ", f" {abbreviation} ")
        long = long.replace(f" {words.split()[0]} {abbreviation} ", f" {words} ")
        long = long.replace(f" {abbreviation} ", f" {words} ")
    return list(dict.fromkeys([folded, short.strip(), long.strip()]))


def _singular(folded: str) -> str:
    if folded.endswith("ies"):
        return folded[:-3] + "y"
    return folded.removesuffix("s")
