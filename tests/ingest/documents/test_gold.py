"""How well documents are read, measured on texts written for it: what is found, and what is wrong.

In `gold/` names stand as [[words|id]]; new ones with the table that they belong to, [[words|+people]]; and
what names nothing that is asked for, [[words|-]]. Below the text stands what it says happened, a line each:
`> who | what | whom | date | modality`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kg.engine.store import open_graph
from kg.index.index import index_of
from kg.ingest.documents.papers.plain import split
from kg.ingest.documents.reader import DocumentReader
from kg.ingest.documents.readings import Origin, Reading
from kg.model.dates import PartialDate

GOLD = sorted((Path(__file__).parent / "gold").glob("*.md"))
_MARK = re.compile(r"\[\[([^|\]]+)\|([^\]]+)\]\]")
_FAMILY = {
    "created-by": "created",
    "absorbed": "merged",
    "merged-with": "merged",
    "left": "held",
    "appointed": "held",
}

pytestmark = pytest.mark.slow


@dataclass
class Annotated:
    text: str
    on: PartialDate
    names: list[tuple[int, int, str]] = field(default_factory=list)
    said: list[tuple[str, ...]] = field(default_factory=list)


def load(path: Path) -> Annotated:
    head, _, body = path.read_text("utf8").partition("\n\n")
    lines = body.splitlines()
    said = [
        tuple(part.strip() for part in line[1:].split("|"))
        for line in lines
        if line.startswith(">")
    ]
    marked = "\n".join(line for line in lines if not line.startswith(">"))
    text, names, at = "", [], 0
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        names.append((len(text), len(text) + len(mark[1]), mark[2]))
        text += mark[1]
        at = mark.end()
    return Annotated(
        text + marked[at:], PartialDate.parse(head.removeprefix("date: ")), names, said
    )


@pytest.fixture(scope="module")
def read(shipped_output: Path) -> list[tuple[Annotated, Reading]]:
    graph = open_graph(shipped_output)
    reader = DocumentReader(graph, index_of(graph))
    found = []
    for path in GOLD:
        gold = load(path)
        found.append((gold, reader.read(split(gold.text), Origin("src", "src", gold.on))))
    return found


def test_known_names_are_linked_and_hardly_anything_else(
    read: list[tuple[Annotated, Reading]],
) -> None:
    right = wrong = missed = 0
    for gold, reading in read:
        wanted = {id for *_, id in gold.names if id[0] not in "+-"}
        found = {mention.id for mention in reading.mentions if mention.id}
        right, wrong, missed = (
            right + len(wanted & found),
            wrong + len(found - wanted),
            missed + len(wanted - found),
        )
    assert right / (right + wrong) >= 0.93
    assert right / (right + missed) >= 0.85


def test_no_mention_is_linked_to_another_thing(read: list[tuple[Annotated, Reading]]) -> None:
    for gold, reading in read:
        spans = {(start, end): id for start, end, id in gold.names}
        assert [
            m for m in reading.mentions if m.id and spans.get((m.start, m.end), m.id) != m.id
        ] == []


def test_new_names_are_found_with_few_offers_a_hit(read: list[tuple[Annotated, Reading]]) -> None:
    hits = wanted = offers = 0
    for gold, reading in read:
        names = {gold.text[a:b] for a, b, id in gold.names if id[0] == "+"}
        found = {one.name for one in reading.newcomers}
        hits, wanted, offers = hits + len(names & found), wanted + len(names), offers + len(found)
    assert hits / wanted >= 0.85
    assert offers / hits <= 3


def _said(reading: Reading) -> Iterator[tuple[str, str, str, str]]:
    for one in reading.happenings:
        what = _FAMILY.get(one.what, one.what)
        sides = [[n.id or n.text for n in some] for some in one.parts.values()]
        for first in sides[0]:
            for second in sides[1] if len(sides) > 1 else [""]:
                yield what, *sorted((first, second)), one.modality


def test_happenings_are_right_more_often_than_not_and_plans_are_never_asserted(
    read: list[tuple[Annotated, Reading]],
) -> None:
    right = wrong = missed = 0
    for gold, reading in read:
        wanted = {
            (_FAMILY.get(what, what), *sorted((who, whom)), how)
            for who, what, whom, _, how in gold.said
        }
        found = set(_said(reading))
        right, wrong, missed = (
            right + len(wanted & found),
            wrong + len(found - wanted),
            missed + len(wanted - found),
        )
        plans = {one[:3] for one in wanted if one[3] != "asserted"}
        assert not {one[:3] for one in found if one[3] == "asserted"} & plans
    assert right / (right + wrong) >= 0.6
    assert right / (right + missed) >= 0.25
