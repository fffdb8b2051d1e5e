"""The balance of the ledger: how much advice there is under each heading, and in which state."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from kg.history.advice import STATES, Advice, spell
from kg.history.made import Made


class By(StrEnum):
    """What a balance is drawn by."""

    report = "report"
    told = "told"
    heir = "heir"
    topic = "topic"
    judge = "judge"


@dataclass(frozen=True, slots=True)
class Balance:
    """The advice under one heading: the ids that are held, by state, and those that are contested.

    `made` is how many recommendations a report is said to make, rivals side by side; empty where
    nobody says it, or the heading is no report. What stands for a whole document is not counted.
    """

    id: str
    label: str
    date: str
    made: tuple[Made, ...]
    states: dict[str, tuple[str, ...]]
    contested: tuple[str, ...]

    @property
    def held(self) -> tuple[str, ...]:
        """The ids of all recommendations under the heading that the record holds."""
        return tuple(sorted(one for ids in self.states.values() for one in ids))

    def to_dict(self) -> dict[str, Any]:
        """Return plain values: each number with the ids that make it up."""
        return {
            "id": self.id,
            "label": self.label,
            "date": self.date,
            "made": [{"figure": m.figure, "number": m.number, "by": m.by} for m in self.made],
            "held": len(self.held),
            "states": {spell(state): list(ids) for state, ids in self.states.items()},
            "contested": list(self.contested),
        }


def draw_balance(
    advice: Iterable[Advice], by: By, made: Mapping[str, Sequence[Made]]
) -> list[Balance]:
    """Return the balance of some advice under each heading; reports by date, others by name."""
    headings: dict[str, tuple[str, str]] = {}
    found: dict[str, list[Advice]] = {}
    for one in advice:
        for slug, label in {} if one.is_whole else _HEADINGS[by](one):
            headings[slug] = (one.date if by is By.report else "", label)
            found.setdefault(slug, []).append(one)
    drawn = [
        Balance(
            id=slug,
            label=headings[slug][1],
            date=headings[slug][0],
            made=tuple(made.get(slug, ())) if by is By.report else (),
            states={s: tuple(a.id for a in group if a.state == s) for s in STATES},
            contested=tuple(a.id for a in group if a.is_contested),
        )
        for slug, group in found.items()
    ]
    return sorted(drawn, key=lambda b: (b.date, b.label.casefold(), b.id))


def draw_empty(
    made: Mapping[str, Sequence[Made]],
    held: Collection[str],
    outlines: Mapping[str, tuple[str, ...]],
) -> list[Balance]:
    """Return the documents of which nothing is held, though it is known how much they advise."""
    return [
        Balance(
            slug,
            outlines.get(slug, (slug, ""))[0] or slug,
            outlines.get(slug, (slug, ""))[1],
            tuple(made[slug]),
            dict.fromkeys(STATES, ()),
            (),
        )
        for slug in sorted(made)
        if slug not in held
    ]


Headings = Iterable[tuple[str, str]]
_HEADINGS: dict[By, Callable[[Advice], Headings]] = {
    By.report: lambda a: [(a.report, a.report_label)],
    By.told: lambda a: a.addressees.items() or [("", a.addressee_note or "nobody named")],
    By.heir: lambda a: a.heirs.items(),
    By.topic: lambda a: a.topics.items(),
    By.judge: lambda a: {view.by: view.by_label for view in a.judgements}.items(),
}
