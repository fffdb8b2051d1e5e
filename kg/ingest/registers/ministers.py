"""Offices that ministers held, as registers of ministers list them: tenures of the record.

A tenure is proposed where the record knows the post, or the person and the body; of the thousands
of others it would make none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.ingest.match import Sought
from kg.ingest.proposals import Proposal
from kg.ingest.registers.drafts import Cells, Drafts, Linked, life_of

_UNDER = re.compile(r"^(Parliamentary Under-Secretary)(?! of State)(.*)$")
_DEPARTMENT = re.compile(r"^Department (?:of|for) ")


@dataclass(frozen=True, slots=True)
class HeldOffice:
    """An office that somebody held: all names of the person, the post, its body, the days."""

    person: Sequence[str]
    post: str
    body: str
    start: str
    end: str
    key: str
    is_acting: bool = False


class Ministers:
    """Drafts tenures; each name is looked up once."""

    def __init__(self, drafts: Drafts) -> None:
        self._drafts = drafts
        self._found: dict[tuple[str, str, str], Linked] = {}

    def draft(self, office: HeldOffice) -> Iterator[Proposal]:
        """Yield the tenure that an office makes, if the record knows of it."""
        life = office.start, office.end
        posts = _titles(office.post, office.body)
        post = self._first(posts, "Post", life)
        body = self._first((office.body,), "Body", life)
        if not post.id and not body.id:
            return
        person = self._first(office.person, "Person", ("", ""))
        if not post.id and not person.id:
            return
        if not post.id:
            post = Linked(f"{office.post}, {office.body}", "", "", post.candidates)
        cells: Cells = {"person": person, "post": post}
        cells |= {"start": office.start, "end": office.end, "rank": "normal"}
        cells["capacity"] = "acting" if office.is_acting else "substantive"
        quote = (
            f"{office.person[0]}, {office.post}, {office.body}, "
            f"{office.start or '?'} to {office.end or 'now'}"
        )
        yield self._drafts.draft("tenures", office.key, quote, cells)

    def _first(self, names: Sequence[str], kind: str, life: tuple[str, str]) -> Linked:
        """Return what one of some names means, the first that is known; else the candidates."""
        last = Linked(names[0])
        for name in names:
            key = (name, kind, "".join(life))
            if key not in self._found:
                self._found[key] = self._drafts.link(Sought(name, (kind,), life_of(*life)))
            found = self._found[key]
            if found.id:
                return Linked(names[0], found.id, found.how)
            if found.candidates and not last.candidates:
                last = Linked(names[0], candidates=found.candidates)
        return last


def _titles(post: str, body: str) -> list[str]:
    """Return what a post may be called: with its body, with its subject, and bare.

    >>> _titles("Secretary of State", "Department of Health")[:2]
    ['Secretary of State, Department of Health', 'Secretary of State for Health']
    """
    post = _UNDER.sub(r"\1 of State\2", post)
    subject = _DEPARTMENT.sub("", body)
    titles = [f"{post}, {body}"]
    if subject != body and " for " not in post:
        titles.append(f"{post} for {subject}")
    return [*titles, post]
