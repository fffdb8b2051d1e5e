"""What happened, as rows that a person may accept: events, names, tenures, contracts and claims.

What is planned is an announcement and never a change; what is only told has no status, so that a
person must say whether it happened.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.index.index import Index
from kg.ingest.documents.happening_patterns import DELIVERED, THINGS
from kg.ingest.documents.happenings import Happening, Named, find_happenings, told_once
from kg.ingest.documents.language_model import Door
from kg.ingest.documents.readings import READER, Reading
from kg.ingest.documents.sentences import sentences
from kg.ingest.proposals import Candidate, Proposal
from kg.ingest.registers.drafts import make_slug
from kg.model.schema import BY_NAME

_EVENTS = {
    "created": ("Creation", {"made": "created"}, "created"),
    "created-by": ("Creation", {"made": "created"}, "created"),
    "abolished": ("Abolition", {"ended": "ended"}, "abolished"),
    "merged": ("Merger", {"ended": "ended", "new": "created"}, "merged"),
    "merged-with": ("Merger", {"ended": "ended", "gaining": "ended"}, "merged"),
    "absorbed": ("Absorption", {"ended": "ended", "gaining": "gaining"}, "merged"),
    "replaced": ("Replacement", {"ended": "ended", "made": "created"}, "replaced"),
}
"""What happened -> the kind of event, the column of each part, and the word for its label."""
_PLANNED = {"created": "gaining", "gaining": "gaining", "ended": "losing"}
"""The column of a part in what is only planned."""
_CLAIMS = {
    "procured": ("buyer", "procured", "bought"),
    "deployed": ("bought", "deployedAt", "user"),
    "published": ("author", "published", "writing"),
    "part-of": ("inner", "partOf", "outer"),
    "supplied": ("bought", "suppliedBy", "supplier"),
    "ran": ("runner", "ran", "thing"),
    "led": ("person", "ledProgramme", "led"),
}
"""What happened -> the part that is the subject, the property, and the part that is its object."""
_PRONOUN = re.compile(r"\b[Ii]ts?\b")
_LATE = re.compile(r"\b(?:when|until|once|after|before|since|as) $")
"""How words end behind which "it" may stand for anything."""
_LEADING = 3
"""Words before the name that a sentence begins with at the most."""
_LIKE, _OFFERED = 60.0, 3
"""Likeness, of 100, from which a post is offered; and how many are."""
_NOW = re.compile(r"\b(?:is|are|has|have|says?|said|told|will|now|today|currently|appoints?)\b")
"""Words of a sentence that speaks of the time in which it was written."""
_NOT_YET = {
    "planned": "Planned when this was written.",
    "reported": "As reported by others.",
}
"""What is kept of how something was said, in a row that has no other place for it."""
_TIMED = frozenset(["procured", "published"])
"""Claims of what happens on a day: it is their start."""


@dataclass(frozen=True, slots=True)
class HappeningRows:
    """Makes rows of what a document says happened."""

    index: Index

    def ask(self, reading: Reading, door: Door) -> list[Happening]:
        """Return what a model says that the paragraphs of a document say, if they bear it out."""
        names = _names(reading)
        found: list[Happening] = []
        for block in reading.paper.blocks:
            own = [name for name in names if block.start <= name.start and name.end <= block.end]
            if own:
                found += door.find(reading.paper.text, (block.start, block.end), own)
        return found

    def find(self, reading: Reading) -> list[Happening]:
        """Return what the sentences of a document say happened."""
        text, names = reading.paper.text, _names(reading)
        found: list[Happening] = []
        at = 0
        for block in reading.paper.blocks:
            subject: Named | None = None
            for sentence in sentences(text, block.start, block.end):
                while at < len(names) and names[at].start < sentence[0]:
                    at += 1
                own = []
                while at < len(names) and names[at].end <= sentence[1]:
                    own.append(names[at])
                    at += 1
                if own:
                    known = _with_pronouns(text, sentence, own, subject)
                    found += find_happenings(text, sentence, known)
                subject = _subject(text, sentence, own) or subject
        return found

    def propose(self, reading: Reading) -> Iterator[Proposal]:
        """Yield the rows of what a document says happened."""
        offered = {(m.start, m.end): m.candidates for m in reading.mentions if m.candidates}
        for reader, happenings in (
            (f"{READER} patterns", reading.happenings),
            (f"{READER} model {reading.model}", reading.told),
        ):
            for one in told_once(happenings):
                yield from _Row(self.index, reading, one, offered, reader).propose()


def _subject(text: str, sentence: tuple[int, int], names: Sequence[Named]) -> Named | None:
    """Return the organisation or programme that a sentence begins with."""
    for name in names[:1]:
        if name.kind in THINGS and len(text[sentence[0] : name.start].split()) <= _LEADING:
            return name
    return None


def _with_pronouns(
    text: str, sentence: tuple[int, int], names: Sequence[Named], before: Named | None
) -> list[Named]:
    """Return the names of a sentence with "it" and "its" where they stand for what began it.

    At its beginning they stand for what the sentence before began with.
    """
    subject = _subject(text, sentence, names)
    found = list(names)
    for match in _PRONOUN.finditer(text, *sentence):
        things = [n for n in names if n.kind in THINGS and n.end <= match.start()]
        is_late = _LATE.search(text, sentence[0], match.start()) is not None
        meant = None if is_late or len(things) != 1 else subject  # of two it may be either
        meant = before if match.start() == sentence[0] else meant
        if meant is not None and not any(
            n.start < match.end() and match.start() < n.end for n in names
        ):
            found.append(replace(meant, start=match.start(), end=match.end()))
    return sorted(found, key=lambda name: name.start)


@dataclass(frozen=True, slots=True)
class _Row:
    """One thing that happened, as a row is made of it."""

    index: Index
    reading: Reading
    said: Happening
    offered: Mapping[tuple[int, int], tuple[Candidate, ...]]
    reader: str

    def propose(self) -> Iterator[Proposal]:
        """Yield its row, or several where several took part in what a row says of one."""
        what = self.said.what
        if what in _EVENTS:
            yield self._event()
        elif what == "renamed":
            yield self._name()
        elif what in ("appointed", "left", "held"):
            yield from self._tenure()
        elif what == "awarded":
            yield self._contract()
        elif what in _CLAIMS:
            yield from self._claims()

    def _make(
        self, table: str, cells: dict[str, str], parts: Mapping[str, Sequence[Named]]
    ) -> Proposal:
        """Return a row; each part stands in a column, linked where it is known."""
        said, reading = self.said, self.reading
        passage = reading.passage(said.start, said.end)
        named, candidates = {}, {}
        for column, several in parts.items():
            named[column] = " | ".join(one.text for one in several)
            if all(one.id for one in several):
                cells[column] = "|".join(one.id for one in several)
            else:
                found = [c for one in several for c in self.offered.get((one.start, one.end), ())]
                candidates[column] = tuple(found)
        cells["sources"] = reading.cited(passage.locator)
        if table != "events" and said.modality in _NOT_YET:  # an event has a status
            cells["note"] = _NOT_YET[said.modality]
        filled = {column: cell for column, cell in cells.items() if cell}
        passages = (passage, *(reading.passage(start, end) for start, end in said.also))
        return Proposal(table, filled, passages, self.reader, said.modality, candidates, named)

    def _event(self) -> Proposal:
        said = self.said
        kind, columns, word = _EVENTS[said.what]
        parts: dict[str, list[Named]] = {}
        for name, several in said.parts.items():
            if name in columns:
                parts.setdefault(columns[name], []).extend(several)
        everybody = [one for several in parts.values() for one in several]
        if kind == "Creation" and all(one.kind in DELIVERED for one in everybody):
            kind = "Launch"
        label = f"{' and '.join(one.text for one in everybody)} {word}"
        status = {"asserted": "happened", "planned": "planned"}.get(said.modality, "")
        if said.modality == "planned":
            kind = "Announcement"
            planned: dict[str, list[Named]] = {}
            for column, some in parts.items():
                planned.setdefault(_PLANNED[column], []).extend(some)
            parts = planned
        cells = {"id": self._known(parts) or make_slug(f"{label} {said.date[:4]}")}
        cells |= {"kind": kind, "label": label, "date": said.date, "status": status}
        return self._make("events", cells, parts)

    def _known(self, parts: Mapping[str, Sequence[Named]]) -> str:
        """Return the event by which the record says the same, or nothing."""
        ended = [one.id for one in parts.get("ended", ())]
        after = {one.id for column in ("created", "gaining") for one in parts.get(column, ())}
        for slug in filter(None, ended):
            for link in self.index.closure(slug):
                if link.before == slug and link.after in after:
                    return link.via
        return ""

    def _name(self) -> Proposal:
        was, now = self.said.parts["was"][0], self.said.parts["is"][0]
        bearer = now if now.id else was
        cells = {"name": was.text, "kind": "FormerName", "end": self.said.date}
        return self._make("names", cells, {"entity": [bearer]})

    def _tenure(self) -> Iterator[Proposal]:
        said = self.said
        body = said.parts.get("body", ())
        if not body:
            return
        post = Named(said.start, said.start, f"{said.role}, {body[0].text}", "", "Post")
        on = self.reading.origin.on
        is_so = said.modality == "asserted"
        seen = self._seen() if said.what == "held" else ""
        words = said.role.casefold()
        capacity = next((c for c in ("interim", "acting", "joint") if c in words), "substantive")
        cells = {
            "start": said.date if said.what == "appointed" else "",
            "end": said.date if said.what == "left" else "",
            "seen": seen or ("" if said.date or on is None or not is_so else self._today()),
            "capacity": capacity,
            "rank": "normal",
        }
        parts = {"person": said.parts["person"], "post": [post]}
        made = self._make("tenures", cells, parts)
        candidates = dict(made.candidates) | {"post": self._posts(said.role, body[0])}
        yield Proposal(
            made.table,
            made.cells,
            made.passages,
            made.reader,
            made.modality,
            candidates,
            made.named,
        )

    def _seen(self) -> str:
        """Return when somebody is seen in a post: on the date that the sentence has, else now."""
        return self.said.date or (self._today() if self.said.modality == "asserted" else "")

    def _today(self) -> str:
        """Return the date of the document, where a sentence speaks of the time of its writing."""
        on = self.reading.origin.on
        words = self.reading.paper.text[self.said.start : self.said.end]
        return on.text if on is not None and _NOW.search(words) else ""

    def _posts(self, role: str, body: Named) -> tuple[Candidate, ...]:
        """Return the posts of the record that may be meant, by their labels."""
        from rapidfuzz import fuzz

        entity = self.index.entity(body.id) if body.id else None
        wanted = f"{role} {entity.label if entity else body.text}".casefold()
        scored = [
            (fuzz.token_sort_ratio(wanted, post.label.casefold(), score_cutoff=_LIKE), post)
            for post in self.index.of_kinds(["Post"])
        ]
        best = sorted((s for s in scored if s[0]), key=lambda s: (-s[0], s[1].slug))[:_OFFERED]
        return tuple(
            Candidate(post.slug, post.label, round(score, 1), "like its title")
            for score, post in best
        )

    def _contract(self) -> Proposal:
        said = self.said
        buyer, supplier = said.parts["buyer"], said.parts["supplier"]
        label = f"{supplier[0].text} for {buyer[0].text}"
        is_so = said.modality == "asserted"
        cells = {
            "id": make_slug(f"{label} {said.date[:4]}"),
            "label": label,
            "value_gbp": str(said.pounds) if said.pounds else "",
            "value_kind": ("award" if is_so else "estimate") if said.pounds else "",
            "announced": said.date,
        }
        return self._make("contracts", cells, {"buyer": buyer, "supplier": supplier})

    def _claims(self) -> Iterator[Proposal]:
        said = self.said
        subject, relation, object = _CLAIMS[said.what]
        on = self.reading.origin.on if said.modality == "asserted" else None
        for one in said.parts[subject]:
            for other in said.parts[object]:
                cells = {
                    "property": relation,
                    "start": said.date if said.what in _TIMED else "",
                    "seen": "" if said.what in _TIMED else said.date or (on.text if on else ""),
                    "rank": "normal",
                    "confidence": "high" if said.modality == "asserted" else "low",
                }
                yield self._make("claims", cells, {"subject": [one], "object": [other]})


def _names(reading: Reading) -> list[Named]:
    """Return every name of a document, known and new, at each of its places, in order."""
    found = [Named(m.start, m.end, m.text, m.id, m.kind) for m in reading.mentions]
    for newcomer in reading.newcomers:
        kind = newcomer.cls or BY_NAME[newcomer.table].classes[0]
        found += [Named(a, b, newcomer.name, "", kind) for a, b in newcomer.places]
    found.sort(key=lambda name: (name.start, -name.end))
    kept: list[Named] = []
    for name in found:
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
    return kept
