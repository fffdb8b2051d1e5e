"""A part of the graph holds what was asked for, its sources, and the names of the rest."""

from __future__ import annotations

from itertools import pairwise

import pytest

from kg.export.select import Selection, select
from kg.model import terms
from kg.model.dates import PartialDate

BODY = terms.SHIPPED.entity("data-agency")


def _subjects(lines: list[str]) -> set[str]:
    return {terms.SHIPPED.compress(line.split(" ", 1)[0][1:-1]) for line in lines}


def _described(lines: list[str]) -> set[str]:
    """Subjects of which more than the name and the kind is kept."""
    counts: dict[str, set[str]] = {}
    for line in lines:
        s, p, _ = line.split(" ", 2)
        counts.setdefault(terms.SHIPPED.compress(s[1:-1]), set()).add(p)
    return {s for s, found in counts.items() if len(found) > 2}


def test_the_whole_is_everything_in_its_order(lines: list[str]) -> None:
    assert select(lines, Selection()) == lines


def test_a_greater_depth_keeps_what_a_smaller_one_kept(lines: list[str]) -> None:
    parts = [set(select(lines, Selection(BODY, depth))) for depth in range(4)]
    for smaller, greater in pairwise(parts):
        assert _described(list(smaller)) <= _described(list(greater))
    assert len(parts[0]) < len(parts[1]) < len(lines)


def test_one_step_reaches_what_took_its_place_through_the_event(lines: list[str]) -> None:
    found = _described(select(lines, Selection(BODY, 1)))
    assert {"id:data-agency", "id:agency-absorption", "id:national-board"} <= found


def test_a_part_keeps_the_citations_and_sources_of_what_it_keeps(lines: list[str]) -> None:
    part = select(lines, Selection(BODY, 1))
    evidence = f"<{terms.SHIPPED.ns}evidence>"
    cited = {line.split(" ", 2)[2][:-2] for line in part if f" {evidence} " in line}
    assert cited
    assert cited <= {line.split(" ", 1)[0] for line in part}


def test_whatever_is_only_mentioned_has_a_name(lines: list[str]) -> None:
    part = select(lines, Selection(BODY, 1))
    mentioned = {
        o[:-2]
        for o in (line.split(" ", 2)[2] for line in part)
        if o.startswith("<" + terms.SHIPPED.things)
    }
    named = {line.split(" ", 1)[0] for line in lines if f" <{terms.SKOS}prefLabel> " in line}
    assert mentioned & named <= {line.split(" ", 1)[0] for line in part}


def test_a_kind_keeps_only_things_of_that_kind(lines: list[str]) -> None:
    part = select(lines, Selection(kind=frozenset({terms.SHIPPED.ns + "Person"})))
    assert "id:ann" in _described(part)
    assert not {"id:data-agency", "id:agency-absorption", "id:rec-7"} & _described(part)


@pytest.mark.parametrize(
    ("day", "is_there"),
    [
        pytest.param("2012", False, id="before it began"),
        pytest.param("2013-04-01", True, id="on its first day"),
        pytest.param("2023-01-31", True, id="on its last day"),
        pytest.param("2023-02-01", False, id="on the day it ended"),
        pytest.param("2023", True, id="in a year of which it saw a part"),
    ],
)
def test_a_day_keeps_what_may_have_held_then(lines: list[str], day: str, is_there: bool) -> None:
    part = select(lines, Selection(on=PartialDate.parse(day)))
    assert ("id:data-agency" in _subjects(part)) is is_there


def test_a_relation_that_had_ended_is_gone_with_its_claim(lines: list[str]) -> None:
    sponsored = f"<{BODY}> <{terms.SHIPPED.ns}sponsoredBy> <{terms.SHIPPED.entity('department')}> ."
    during = select(lines, Selection(on=PartialDate.parse("2015-06")))
    after = select(lines, Selection(on=PartialDate.parse("2024-06")))
    assert sponsored in during
    assert sponsored not in after


@pytest.mark.parametrize(
    ("selection", "words"),
    [
        pytest.param(Selection(), "", id="the whole"),
        pytest.param(
            Selection(about=terms.SHIPPED.things + "nhsx", depth=2, on=PartialDate.parse("2019")),
            "within 2 steps of nhsx, as of 2019", id="about a thing on a day",
        ),
        pytest.param(
            Selection(kind=frozenset({terms.SHIPPED.ns + "Unit", terms.SHIPPED.ns + "Body"})), "only Body, Unit",
            id="of a kind",
        ),
    ],
)  # fmt: skip
def test_a_part_is_told_in_words(selection: Selection, words: str) -> None:
    assert selection.words == words
