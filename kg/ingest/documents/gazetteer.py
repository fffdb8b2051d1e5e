"""Every name that the record knows, ready to be found in a text: whose it is, and when it was."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from kg.index.abbreviations import GROUP, spellings
from kg.index.entries import CODE, INITIALS, Entity, Name
from kg.index.index import Index
from kg.ingest.documents.lexicon import INSTITUTIONS, PLACES, SMALL
from kg.ingest.documents.sentences import Word, words_of
from kg.ingest.match import Life
from kg.model.schema import classes_in
from kg.model.spelling import fold

_NO_NAME = frozenset(["identifier", "citation", "given-up id"])
_NOT_NAMED = classes_in("sources", "recommendations", "contracts", "topics", "aims") | {"Project"}
"""Kinds of things whose labels are words about them rather than names."""
SHORT = "short form"
"""The kind of a name that is another without its common ending."""
_RANK = {"label": 0, SHORT: 2, "operating name": 2, INITIALS: 3}
_RANK_OTHER = 1
_LAST_KINDS = classes_in("posts")
"""Kinds that give way where a name is of something else too."""
_LONGEST = 14
"""Words of a name that is looked for."""
_COMMON = 10
"""Names from which on a word of them names nothing by itself, and an ending may be left out."""
_TURNED = re.compile(r"(?:.* )?Committee (?:of|on) (?:the )?([A-Z][^,()]+)")
_OPENED = classes_in("bodies", "programmes", "systems")
"""Kinds of things whose names may have a later name or a place in brackets."""
_BRACKETED = re.compile(r"([A-Z][^()]+) \([A-Z][^()]*\)")
_LONG = 2
"""Spaces that a name has that may be called without its leading abbreviation."""


@dataclass(frozen=True, slots=True)
class KnownName:
    """A name, whose it is, of what kind it is and when it was borne."""

    entity: Entity
    text: str
    kind: str
    days: Life
    words: tuple[str, ...]

    @property
    def rank(self) -> int:
        """How good the right to the name is, the best first."""
        return _RANK.get(self.kind, _RANK_OTHER) + 4 * (self.entity.kind in _LAST_KINDS)

    @property
    def is_generic(self) -> bool:
        """Whether it is an ordinary word or a class of things, such as "Acute trusts"."""
        later = [word for word in self.words[1:] if word not in SMALL]
        return bool(later) and later[-1].islower()


Found = tuple[int, int, tuple[KnownName, ...]]
"""The first word, the one behind the last, and the names that are written so."""


@dataclass(slots=True)
class Gazetteer:
    """The names of the record by their folded words."""

    index: Index
    _names: dict[str, list[KnownName]] = field(default_factory=lambda: defaultdict(list))
    _begun: set[str] = field(default_factory=set)
    _folds: dict[str, str] = field(default_factory=dict)
    _uses: Counter[str] = field(default_factory=Counter)
    places: frozenset[str] = PLACES
    """Words with which names of institutions end, in short and spelt out."""

    def __post_init__(self) -> None:
        bracketed: list[KnownName] = []
        borne: dict[tuple[str, str], Life | None] = {}
        for slug, dated in self.index.borne("borne").items():
            for one in dated:
                key = slug, one.words
                borne[key] = None if key in borne else one.days
        spelt = self.index.spelt
        self.places |= {short for short, _ in spelt}
        sharing = {word for short, words in spelt for word in (short, words.split()[0])}
        for name, entity in self.index.all_names():
            if entity.kind in _NOT_NAMED or name.kind.endswith(CODE) or name.kind in _NO_NAME:
                continue
            days = borne.get((entity.slug, name.text)) or (None, None)
            for text in _ways(name):
                words = tuple(token.text for token in words_of(text, 0, len(text), self._folds))
                known = KnownName(entity, text, name.kind, days, words)
                if text.endswith(")") and entity.kind in _OPENED:
                    bracketed.append(known)
                folded = fold(text)
                self._uses.update(set(folded.split()))
                forms = [folded]
                if not sharing.isdisjoint(folded.split()):
                    forms = spellings(folded, spelt)
                for form in (*forms, *_joined(text, folded)):
                    self._add(form, known)
        self._open_brackets(bracketed)
        self._shorten()

    def _open_brackets(self, bracketed: Sequence[KnownName]) -> None:
        """Add names without a later name or a place in brackets, where they are of nobody else."""
        heads: dict[str, list[KnownName]] = defaultdict(list)
        for known in bracketed:
            head = _BRACKETED.fullmatch(known.text)
            if head is not None:
                heads[fold(head[1])].append(known)
        for form, names in heads.items():
            if form not in self._names and len({known.entity.slug for known in names}) == 1:
                text = names[0].text.rpartition(" (")[0]
                words = tuple(word.text for word in words_of(text, 0, len(text), self._folds))
                self._add(form, replace(names[0], text=text, kind=SHORT, words=words))

    def _shorten(self) -> None:
        """Add institutions without an ending that many names have from an abbreviation on.

        So Barts Health is found that the record knows as Barts Health NHS Trust.
        """
        ended: dict[str, list[KnownName]] = defaultdict(list)
        for known in {id(n): n for names in self._names.values() for n in names}.values():
            at = next((i for i, w in enumerate(known.words) if i > 1 and w.isupper()), 0)
            if at and known.entity.kind == "Body" and known.kind != INITIALS:
                ended[" ".join(known.words[at:]).casefold()].append(known)
        for ending, names in ended.items():
            for known in names if " " in ending and len(names) >= _COMMON else ():
                words = known.words[: -ending.count(" ") - 1]
                if words[-1].casefold() in INSTITUTIONS:
                    text = " ".join(words)
                    self._add(fold(text), replace(known, text=text, kind=SHORT, words=words))

    def _add(self, form: str, known: KnownName) -> None:
        if known in self._names[form] or not form:
            return
        self._names[form].append(known)
        begun = ""
        for word in form.split()[:-1]:
            begun = f"{begun} {word}" if begun else word
            self._begun.add(begun)

    def named(self, form: str) -> list[KnownName]:
        """Return the names that are written so when folded."""
        return self._names.get(form, [])

    def is_common(self, word: str) -> bool:
        """Return whether a word is a part of many names, so that alone it names nothing."""
        return self._uses[word] >= _COMMON

    def tokens(self, text: str, start: int, end: int) -> list[Word]:
        """Return the words of a part of a text."""
        return words_of(text, start, end, self._folds)

    def find(self, text: str, tokens: Sequence[Word], is_strict: bool = True) -> Iterator[Found]:
        """Yield the names in some words: the longest at each place, whose capitals fit.

        Where not strict, names of classes of things may be in small letters.
        """
        i = 0
        while i < len(tokens):
            found = self._longest(text, tokens, i, is_strict)
            if found is None:
                i += 1
            else:
                yield found
                i = found[1]

    def _longest(self, text: str, tokens: Sequence[Word], i: int, is_strict: bool) -> Found | None:
        best: Found | None = None
        begun = ""
        for j in range(i, min(i + _LONGEST, len(tokens))):
            if j > i and not _adjoin(text, tokens[j - 1], tokens[j]):
                break
            token = tokens[j]
            for last in dict.fromkeys((token.folded, token.bare)):
                form = f"{begun} {last}" if begun else last
                names = self._names.get(form)
                if names:
                    fit = [n for n in names if _fits(text, n, tokens[i : j + 1], is_strict)]
                    if fit:
                        best = i, j + 1, tuple(fit)
            begun = f"{begun} {token.folded}" if begun else token.folded
            if begun not in self._begun:
                break
        return best


def _ways(name: Name) -> Iterator[str]:
    """Yield how a name is written.

    Initials stand in capitals. Long names go without a leading abbreviation too, and a Committee of
    Public Accounts is also the Public Accounts Committee.
    """
    if name.kind == INITIALS:
        yield name.text.upper()
        return
    yield name.text
    first, _, rest = name.text.partition(" ")
    if first.isupper() and len(first) > 1 and rest.count(" ") >= _LONG and rest[:1].isupper():
        yield rest
    turned = _TURNED.fullmatch(name.text)
    if turned:
        yield f"{turned[1]} Committee"


def _joined(text: str, folded: str) -> list[str]:
    """Return a name of two words as one, where one of them is an abbreviation: NHS X as NHSX."""
    words = text.split()
    if len(words) == 2 and any(word.isupper() for word in words):
        return [folded.replace(" ", "")]
    return []


def _adjoin(text: str, one: Word, other: Word) -> bool:
    """Return whether two words may be of one name, by what stands between them."""
    between = text[one.end : other.start]
    mark = between.strip()
    if mark == "." and between != "." and len(one.text) > 2:
        return False
    return mark in ("", "-", "–", "/", "'", "’", ",", ".", "(", "‑") and "\n\n" not in between


def _fits(text: str, name: KnownName, tokens: Sequence[Word], is_strict: bool) -> bool:
    """Return whether the capitals and marks of some words are those of a name."""
    between = text[tokens[0].start : tokens[-1].end]
    if "," in between and "," not in name.text:
        return False
    if "(" in between and "(" not in name.text:
        return False
    if not any(letter.isupper() for letter in name.text):
        return between.casefold() == name.text.casefold()
    if not is_strict and (name.is_generic or name.entity.kind == GROUP):
        return True
    if len(name.words) != len(tokens):
        return all(t.is_capital or t.folded in SMALL or t.text.isdigit() for t in tokens)
    for word, token in zip(name.words, tokens, strict=True):
        capitals = sum(letter.isupper() for letter in word)
        bare = token.text if len(token.text) == len(word) else token.text[: len(token.bare)]
        if capitals > 1 and bare not in (word, word.upper()):
            return False
        if capitals == 1 and word[0].isupper() and not token.is_capital:
            return False
        if name.is_generic and not token.is_capital and token.folded not in SMALL:
            return False
    return True
