"""Link what a document names to things of the record, and never where there is doubt.

A name that two things bear is told apart by the date of the document, by the year that its sentence
begins with, and by what the document itself calls what; where these leave a doubt, all that it may
be is offered and nothing is linked.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from kg.index.entries import INITIALS
from kg.ingest.documents.bearers import best_on, life_in_words, may_be_meant
from kg.ingest.documents.gazetteer import Gazetteer, KnownName
from kg.ingest.documents.lexicon import DETERMINERS, FUNCTION, ROLES, TITLES
from kg.ingest.documents.papers.paper import CELL, Paper, Style
from kg.ingest.documents.sentences import Word, sentences
from kg.ingest.proposals import Candidate
from kg.model.dates import PartialDate

_OFFERED = 3
_LOCALLY = "called so here"
"""How a mention was linked that only its document explains."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_LOCAL = re.compile(
    r"\s*,?\s*\(\s*(?:the |hereafter |henceforth |now )?[\"“'‘]?(?:the )?"
    r"([A-Z][\w&.-]*(?: [A-Z][\w&-]*){0,3})[\"”'’]?\s*\)"
)
"""What a document says that it calls something, in brackets behind its name."""
_BEFORE = re.compile(r"\b([A-Z][\w'’-]*) $")
_AFTER = re.compile(r"[ -][A-Z]| (?:of|for) (?:the )?[A-Z]")
_LEAD = re.compile(
    r"\W*(?:in|during|by|since|until|from|of|on \d{1,2} \w+|(?:early |late |mid-)?\w+)? ?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of a document that name something: a thing of the record, or one that may be meant.

    `id` is empty where the record knows several that may be; `candidates` are these.
    """

    start: int
    end: int
    text: str
    id: str = ""
    how: str = ""
    kind: str = ""
    candidates: tuple[Candidate, ...] = ()


@dataclass(slots=True)
class _Hit:
    """Names that some words of a document are, before it is known which is meant."""

    start: int
    end: int
    names: tuple[KnownName, ...]
    sentence: tuple[int, int]


@dataclass(slots=True)
class Linker:
    """Links the names of documents; `on` is the date of the document, if that is known."""

    gazetteer: Gazetteer
    on: PartialDate | None = None

    def link(self, paper: Paper) -> list[Mention]:
        """Return what a document names, in the order of its text."""
        page = _Page(paper, self.gazetteer, self.on)
        page.read()
        return page.mentions


@dataclass(slots=True)
class _Page:
    """One document as it is linked."""

    paper: Paper
    gazetteer: Gazetteer
    on: PartialDate | None
    mentions: list[Mention] = field(default_factory=list)
    _hits: list[_Hit] = field(default_factory=list)
    _lower: set[str] = field(default_factory=set)
    _middle: Counter[str] = field(default_factory=Counter)
    _sentences: list[tuple[tuple[int, int], list[Word]]] = field(default_factory=list)

    def read(self) -> None:
        """Find, check and link."""
        text = self.paper.text
        for start, end in _passages(self.paper):
            tokens = self.gazetteer.tokens(text, start, end)
            self._sentences.append(((start, end), tokens))
            for i, token in enumerate(tokens):
                if token.text.islower():
                    self._lower.add(token.folded)
                elif i:
                    self._middle[token.bare] += 1
        for sentence, tokens in self._sentences:
            self._find(sentence, tokens)
        local = self._local_names()
        for hit in self._hits:
            mention = self._decide(hit, local)
            if mention is not None:
                self.mentions.append(mention)
        self._add_local(local)
        self._add_surnames()
        self.mentions.sort(key=lambda mention: (mention.start, -mention.end))
        self.mentions = list(_without_overlaps(self.mentions))

    def _find(self, sentence: tuple[int, int], tokens: list[Word]) -> None:
        found = list(self.gazetteer.find(self.paper.text, tokens))
        taken = {i for first, last, _ in found for i in range(first, last)}
        shouts = sum(t.text.isupper() and len(t.text) > 3 for t in tokens)
        is_shouted = len(tokens) > 2 and shouts > 0.6 * len(tokens)
        for first, last, names in found:
            fit = tuple(n for n in names if not (is_shouted and n.kind == INITIALS))
            inside = _Inside(self.paper.text, tokens, first, last, taken, self.gazetteer.places)
            if fit and not inside.is_longer() and not self._is_ordinary(tokens, first, last, fit):
                start, end = tokens[first].start, _end(tokens[last - 1], fit)
                self._hits.append(_Hit(start, end, fit, sentence))

    def _is_ordinary(
        self, tokens: Sequence[Word], first: int, last: int, names: Sequence[KnownName]
    ) -> bool:
        """Return whether a single word is no name but a word: where any has a capital."""
        token = tokens[first]
        if last - first > 1 or sum(map(str.isupper, token.text)) > 1:
            return False
        if first:
            beside = [*tokens[first - 1 : first], *tokens[last : last + 1]]
            return token.bare in self._lower and any(word.is_capital for word in beside)
        after = tokens[1].folded if len(tokens) > 1 else ""
        is_joined = after == "and" and len(tokens) > 2 and tokens[2].is_capital
        if after in DETERMINERS and not is_joined:
            return True
        return token.bare in self._lower and not self._middle[token.bare]

    def _local_names(self) -> dict[str, str]:
        """Return what the document itself calls what: words -> id, empty for what is not known."""
        text = self.paper.text
        found: dict[str, set[str]] = defaultdict(set)
        for hit in self._hits:
            said = _LOCAL.match(text, hit.end, hit.sentence[1])
            if said is None:
                continue
            mention = self._decide(hit, {})
            if mention is not None and mention.id:
                found[said[1]].add(mention.id)
        for (_, end), tokens in self._sentences:
            for i, token in enumerate(tokens):
                said = _LOCAL.match(text, token.end, end)
                short = said[1] if said is not None else ""
                is_new = short not in found and len(short) > 1 and short.isupper()
                if is_new and _spells(tokens[: i + 1], short):
                    found[short] = {""}
        return {words: min(ids) if len(ids) == 1 else "" for words, ids in found.items()}

    def _decide(self, hit: _Hit, local: dict[str, str]) -> Mention | None:
        """Return what some words mean; None where they name nothing of the record."""
        text = self.paper.text[hit.start : hit.end]
        if text in local:
            if not local[text]:
                return None
            own = [n for n in hit.names if n.entity.slug == local[text]]
            kind = own[0].entity.kind if own else self._kind(local[text])
            return Mention(hit.start, hit.end, text, local[text], _LOCALLY, kind)
        owners = {name.entity.slug: name for name in sorted(hit.names, key=lambda n: -n.rank)}
        fit = self._fitting(owners.values(), hit)
        if len(fit) == 1:
            name = fit[0]
            how = "name" if len(owners) == 1 else "date"
            return Mention(hit.start, hit.end, text, name.entity.slug, how, name.entity.kind)
        offered = [
            Candidate(name.entity.slug, name.entity.label, 100.0, life_in_words(name))
            for name in sorted(owners.values(), key=lambda n: (n.rank, -n.entity.weight))
        ]
        kind = next(
            name.entity.kind for name in owners.values() if name.entity.slug == offered[0].id
        )
        return Mention(hit.start, hit.end, text, kind=kind, candidates=tuple(offered[:_OFFERED]))

    def _kind(self, slug: str) -> str:
        entity = self.gazetteer.index.entity(slug)
        return entity.kind if entity is not None else ""

    def _fitting(self, names: Iterable[KnownName], hit: _Hit) -> list[KnownName]:
        """Return the names that may be meant: one where there is no doubt."""
        known = list(names)
        year = self._year(hit)
        days = [day for day in (year, self.on) if day is not None]
        if len(known) == 1:
            return known if may_be_meant(known[0], self.on, days) else []
        if not days:
            return known
        chosen = [best_on(known, day) for day in days]
        if len(chosen) == 1:
            return chosen[0]
        said, of_document = chosen
        both = [name for name in said if name in of_document]
        if both:
            return both
        is_led = _LEAD.fullmatch(self._before_year(hit)) is not None
        return said if is_led and len(said) == 1 else [*said, *of_document]

    def _year(self, hit: _Hit) -> PartialDate | None:
        """Return the one year that a sentence says, if it is not the year of the document."""
        found = set(_YEAR.findall(self.paper.text, *hit.sentence))
        if len(found) != 1:
            return None
        year = PartialDate.parse(found.pop())
        if self.on is not None and self.on.is_before(year) is True:
            return None
        return year

    def _before_year(self, hit: _Hit) -> str:
        found = _YEAR.search(self.paper.text, *hit.sentence)
        return self.paper.text[hit.sentence[0] : found.start()] if found else "-- --"

    def _add_local(self, local: dict[str, str]) -> None:
        """Add the other places of what the document calls by words of its own."""
        taken = [(mention.start, mention.end) for mention in self.mentions]
        for words, slug in local.items():
            if not slug:
                continue
            kind = self._kind(slug)
            for match in re.finditer(rf"\b{re.escape(words)}\b", self.paper.text):
                is_free = not any(a < match.end() and match.start() < b for a, b in taken)
                if is_free and _stands_alone(self.paper.text, match.start(), match.end()):
                    found = Mention(match.start(), match.end(), words, slug, _LOCALLY, kind)
                    self.mentions.append(found)

    def _add_surnames(self) -> None:
        """Add the surnames of people whom the document names in full before."""
        first: dict[str, Mention] = {}
        several = set()
        for mention in self.mentions:
            if mention.kind == "Person" and mention.id and " " in mention.text:
                surname = mention.text.split()[-1]
                if surname in first and first[surname].id != mention.id:
                    several.add(surname)
                first.setdefault(surname, mention)
        taken = {i for mention in self.mentions for i in range(mention.start, mention.end)}
        for _, tokens in self._sentences:
            for i, token in enumerate(tokens):
                surname = token.text[: len(token.bare)]
                full = first.get(surname)
                if full is None or surname in several or token.start in taken:
                    continue
                if token.start > full.start and not _has_other_name(self.paper.text, tokens, i):
                    end = token.start + len(surname)
                    self.mentions.append(
                        replace(full, start=token.start, end=end, text=surname, how="surname")
                    )


def _passages(paper: Paper) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a document, each cell of a table apart."""
    for block in paper.blocks:
        if block.style is Style.ROW and CELL in paper.text[block.start : block.end]:
            start = block.start
            for cell in paper.text[block.start : block.end].split(CELL):
                yield from sentences(paper.text, start, start + len(cell))
                start += len(cell) + 1
        else:
            yield from sentences(paper.text, block.start, block.end)


def _end(token: Word, names: Sequence[KnownName]) -> int:
    """Return where a name ends, without a possessive that is not its own."""
    own = any(name.words[-1] == token.text for name in names)
    return token.end if own else token.start + len(token.text.split("'")[0].split("’")[0])


@dataclass(slots=True)
class _Inside:
    """Words that were found, among those about them."""

    text: str
    tokens: Sequence[Word]
    first: int
    last: int
    taken: set[int]
    places: frozenset[str]
    """Words with which names of institutions end."""

    def is_longer(self) -> bool:
        """Return whether they are a part of a longer name, which means something else."""
        return self._goes_on() or self._began_before()

    def _goes_on(self) -> bool:
        last = self.tokens[self.last - 1]
        if last.text != last.text[: len(last.bare)]:
            return False  # a possessive ends a name
        after = self._at(self.last)
        if after is None or self.last in self.taken:
            return False
        between = self.text[last.end : after.start]
        is_joined = between.strip() in ("", "-", "&") and between.strip(" ") == between.strip()
        if is_joined and after.is_capital and after.folded not in ROLES:
            return True
        second = self._at(self.last + 1)
        joins = after.folded in ("and", "for", "of", "&") and not between.strip()
        if not joins or second is None or not second.is_capital or self.last + 1 in self.taken:
            return False
        if after.folded in ("and", "&"):
            ends = last.folded in self.places or self.last - self.first == 1
            return not ends and self._ends_as_place(self.last + 1)
        return any(word.folded in self.places for word in self.tokens[self.first : self.last])

    def _ends_as_place(self, at: int) -> bool:
        """Return whether a run of capitals ends as names of institutions do."""
        while (token := self._at(at)) is not None and token.is_capital:
            if token.folded in self.places:
                return True
            at += 1
        return False

    def _began_before(self) -> bool:
        if not self.first or self.first - 1 in self.taken:
            return False
        before, own = self.tokens[self.first - 1], self.tokens[self.first]
        between = self.text[before.end : own.start]
        if between.strip() not in ("", "-", "&") or before.text[: len(before.bare)] != before.text:
            return False
        if before.folded in ("and", "&") and self.first > 1:
            return self._is_second_half()
        if not before.is_capital or before.folded in FUNCTION | TITLES | ROLES:
            return False
        is_first = self.first == 1 and len(before.text) > 3
        return not (is_first and before.folded.endswith(("ly", "ing", "ed")))

    def _is_second_half(self) -> bool:
        """Return whether the words stand behind an "and" that is within a longer name."""
        before, earlier, own = (self.tokens[self.first - i] for i in (1, 2, 0))
        if self.text[earlier.end : before.start].strip() or own.text.isupper():
            return False
        is_capital = earlier.is_capital and earlier.folded not in FUNCTION | self.places
        is_place = self.tokens[self.last - 1].folded in self.places
        return is_place and is_capital and self.first - 2 not in self.taken

    def _at(self, at: int) -> Word | None:
        return self.tokens[at] if at < len(self.tokens) else None


def _has_other_name(text: str, tokens: Sequence[Word], at: int) -> bool:
    """Return whether a surname stands beside another name than that of its bearer."""
    before = tokens[at - 1] if at else None
    if before is not None and not text[before.end : tokens[at].start].strip():
        is_name = before.is_capital and before.folded not in FUNCTION | TITLES | ROLES
        if is_name:
            return True
    if at + 1 < len(tokens):
        after = tokens[at + 1]
        own = tokens[at]
        is_possessive = own.text != own.text[: len(own.bare)]
        return not is_possessive and not text[own.end : after.start].strip() and after.is_capital
    return False


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Return whether words are no part of a longer name, such as the Department of a department."""
    before = _BEFORE.search(text, max(0, start - 40), start)
    is_alone = before is None or before[1].casefold() in FUNCTION
    return is_alone and _AFTER.match(text, end) is None


def _spells(tokens: Sequence[Word], short: str) -> bool:
    """Return whether the last words of some are what an abbreviation is short for."""
    letters = [token.text[0] for token in tokens if token.is_capital or token.text.isdigit()]
    wanted = [letter for letter in short if letter.isalnum()]
    return letters[-len(wanted) :] == wanted


def _without_overlaps(mentions: Iterable[Mention]) -> Iterator[Mention]:
    end = -1
    for mention in mentions:
        if mention.start >= end:
            yield mention
            end = mention.end


def local_names(mentions: Iterable[Mention]) -> dict[str, str]:
    """Return what a document calls by words of its own: words -> id."""
    return {mention.text: mention.id for mention in mentions if mention.how == _LOCALLY}
