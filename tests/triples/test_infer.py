"""The rules derive what they say, from events that happened, and nothing twice."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import UsageError
from kg.model import terms
from kg.triples.infer import infer
from tests.inference import derive
from tests.mutants import PREFIXES

ROOT = Path(__file__).parents[2]

Triples = set[tuple[str, str, str]]
"""Subject, predicate and object in short."""


@pytest.fixture(scope="module")
def derived() -> Triples:
    return _derive((ROOT / "tests" / "example.ttl").read_text("utf8"))


def _derive(turtle: str) -> Triples:
    found = "\n".join(derive(turtle))
    triples = [quad.triple for quad in ox.parse(found.encode(), ox.RdfFormat.N_TRIPLES)]
    return {
        (
            terms.SHIPPED.compress(t.subject.value),
            terms.SHIPPED.compress(t.predicate.value),
            _short(t.object),
        )
        for t in triples
    }


def _short(term: ox.NamedNode | ox.Literal) -> str:
    return terms.SHIPPED.compress(term.value) if isinstance(term, ox.NamedNode) else term.value


def _pairs(derived: Triples, predicate: str) -> set[tuple[str, str]]:
    return {(s, o) for s, p, o in derived if p == predicate}


def test_what_ended_was_replaced_by_what_took_its_place(
    derived: Triples,
) -> None:
    assert _pairs(derived, "nhsit:replacedBy") == {
        ("id:region", "id:region-east"),
        ("id:region", "id:region-west"),
        ("id:north-trust", "id:joint-trust"),
        ("id:south-trust", "id:joint-trust"),
        ("id:records-centre", "id:data-agency"),
        ("id:data-agency", "id:national-board"),
        ("id:old-net", "id:new-net"),
    }


def test_what_is_only_planned_ends_nothing(derived: Triples) -> None:
    assert not any(s == "id:national-board" and "ended" in p for s, p, _ in derived)


def test_what_is_planned_replaces_nothing_even_where_it_names_what_would_end() -> None:
    event = (
        "id:e a nhsit:Replacement ; nhsit:endedBody id:a ; nhsit:createdBody id:b ; nhsit:status "
    )
    assert not _pairs(_derive(f"{PREFIXES} {event} nhsit:Planned ."), "nhsit:replacedBy")
    assert _pairs(_derive(f"{PREFIXES} {event} nhsit:Happened ."), "nhsit:replacedBy")


def test_lineage_reaches_beyond_the_next_heir(derived: Triples) -> None:
    assert ("id:records-centre", "id:national-board") in _pairs(derived, "nhsit:precedes")
    assert ("id:national-board", "id:records-centre") in _pairs(derived, "nhsit:follows")


def test_a_life_is_that_of_the_event_and_only_else_that_of_the_row(
    derived: Triples,
) -> None:
    assert _pairs(derived, "nhsit:bornEarliest") >= {
        ("id:data-agency", "2013-04-01"),
        ("id:records-programme", "2003-06-01"),
        ("id:digital-unit", "2015-01-01"),
    }
    assert ("id:data-agency", "2013-01-01") not in _pairs(derived, "nhsit:bornEarliest")
    assert ("id:digital-unit", "2020-06-30") in _pairs(derived, "nhsit:endedLatest")


def test_latest_views_that_differ_are_contested(derived: Triples) -> None:
    """Of recommendation 8 the early view was given up, and unknown disputes nobody."""
    assert _pairs(derived, "nhsit:contested") == {("id:rec-7", "true")}


# what counts

COUNTING = """
id:claim a nhsit:Claim ; nhsit:rank nhsit:Normal .
id:rival a nhsit:Claim ; nhsit:rank nhsit:Deprecated .
id:best a nhsit:Tenure ; nhsit:rank nhsit:Preferred .
id:wrong a nhsit:Tenure ; nhsit:rank nhsit:Deprecated .
id:view a nhsit:Assessment . id:opinion a nhsit:Opinion . id:contract a nhsit:Contract .
id:name a nhsit:DatedName . id:body a nhsit:Body .
id:done a nhsit:Merger ; nhsit:status nhsit:Happened .
id:plan a nhsit:Merger ; nhsit:status nhsit:Planned .
id:notice a nhsit:Announcement ; nhsit:status nhsit:Announced .
id:reform a nhsit:Reorganisation ; nhsit:status nhsit:Cancelled .
id:stage a nhsit:Reorganisation ; nhsit:status nhsit:Happened ; nhsit:partOfEvent id:reform .
id:pair a nhsit:Replacement ; nhsit:status nhsit:Happened ; nhsit:partOfEvent id:stage .
id:begun a nhsit:Replacement ; nhsit:status nhsit:Happened ; nhsit:partOfEvent id:plan .
"""


def test_what_is_deprecated_or_has_not_happened_does_not_count() -> None:
    """Nor does what is part of a cancelled event, at any depth; a part done of a plan does."""
    assert {s for s, _ in _pairs(_derive(PREFIXES + COUNTING), "nhsit:counts")} == {
        *("id:claim", "id:best", "id:view", "id:opinion", "id:contract", "id:name"),
        *("id:done", "id:begun"),
    }


# what became of a recommendation

WORLD = """
id:board a nhsit:Body . id:agency a nhsit:Body . id:stranger a nhsit:Company .
id:office a nhsit:Body ; nhsit:standing nhsit:OverseerStanding .
id:ministry a nhsit:Body ; nhsit:standing nhsit:GovernmentStanding .
id:project a nhsit:Project .
id:review a nhsit:Report . id:office nhsit:published id:review .
id:leaflet a nhsit:Report . id:stranger nhsit:authored id:leaflet .
id:minister a nhsit:Person . id:critic a nhsit:Person . id:chief a nhsit:Person .
id:office-held a nhsit:Tenure ; org:member id:minister ; org:organization id:ministry ;
    nhsit:startEarliest "2010-01-01"^^xsd:date ; nhsit:endLatest "2012-01-01"^^xsd:date .
id:post-held a nhsit:Tenure ; org:member id:chief ; org:organization id:board ; nhsit:post id:head .
id:end a nhsit:Replacement ; nhsit:status nhsit:Happened ;
    nhsit:endedBody id:board ; nhsit:createdBody id:agency .
id:advice a nhsit:Recommendation ; nhsit:addressedTo id:board .
"""


def _views(*views: str) -> Triples:
    """Derive from views such as `office NotEnacted 2011`, with `deprecated` behind or not."""
    lines = []
    for view in views:
        by, verdict, year, *rank = view.split()
        facet = "response" if verdict in ("Accepted", "Rejected") else "implementation"
        lines.append(
            f"id:{by}-{verdict}-{year} a nhsit:Assessment ; nhsit:assesses id:advice ; "
            f"nhsit:{facet} nhsit:{verdict} ; prov:wasAttributedTo id:{by} ; "
            f'nhsit:date "{year}"^^edtf:EDTF ; nhsit:dateEarliest "{year}-01-01"^^xsd:date ; '
            f'nhsit:dateLatest "{year}-12-31"^^xsd:date'
            + (" ; nhsit:rank nhsit:Deprecated" if rank else "")
            + " ."
        )
    return _derive(PREFIXES + WORLD + "\n".join(lines))


CASES = [
    pytest.param([], None, False, id="nobody says anything"),
    pytest.param(["office Unknown 2011"], None, False, id="somebody found nothing"),
    pytest.param(["office Enacted 2011 deprecated"], None, False, id="what was said is wrong"),
    pytest.param(["office Accepted 2011"], None, False, id="a response is no outcome"),
    pytest.param(["project Enacted 2011"], "project Enacted 2011", False, id="only the project"),
    pytest.param(
        ["office NotEnacted 2011", "office Enacted 2013"],
        "office Enacted 2013", False, id="the last word of an assessor",
    ),
    pytest.param(
        ["office Enacted 2011", "office Unknown 2013"],
        "office Enacted 2011", False, id="finding nothing takes nothing back",
    ),
    pytest.param(
        ["stranger Enacted 2011", "project Enacted 2013"],
        "stranger Enacted 2011", False, id="others before the project, whatever the dates",
    ),
    pytest.param(
        ["stranger Enacted 2011", "project NotEnacted 2013"],
        "stranger Enacted 2011", True, id="the project may dispute, not decide",
    ),
    pytest.param(
        ["stranger NotEnacted 2011", "critic Enacted 2013"],
        "critic Enacted 2013", False, id="the latest of equal standing",
    ),
    pytest.param(
        ["stranger NotEnacted 2011", "critic Enacted 2011"],
        "stranger NotEnacted 2011", True, id="two others of one day, the last by name",
    ),
    pytest.param(
        ["project NotEnacted 2011", "project Enacted 2011"],
        "project NotEnacted 2011", False, id="the project does not dispute itself",
    ),
    pytest.param(
        ["office NotEnacted 2011", "board Enacted 2013", "stranger Enacted 2014"],
        "office NotEnacted 2011", True, id="an overseer before the one who was asked",
    ),
    pytest.param(
        ["board NotEnacted 2011", "stranger Enacted 2013"],
        "board NotEnacted 2011", True, id="the one who was asked before an outsider",
    ),
    pytest.param(
        ["agency NotEnacted 2011", "stranger Enacted 2013"],
        "agency NotEnacted 2011", True, id="the heir of the one who was asked, too",
    ),
    pytest.param(
        ["ministry NotEnacted 2011", "board Enacted 2013"],
        "board Enacted 2013", False, id="the government is no higher than the one it answers for",
    ),
    pytest.param(
        ["office Enacted 2011", "stranger Enacted 2013"],
        "stranger Enacted 2013", False, id="where all agree the latest",
    ),
    pytest.param(
        ["review NotEnacted 2011", "board Enacted 2013"],
        "review NotEnacted 2011", True, id="a document speaks for its publisher",
    ),
    pytest.param(
        ["leaflet NotEnacted 2011", "board Enacted 2010"],
        "board Enacted 2010", True, id="a document of an outsider is an outsider",
    ),
    pytest.param(
        ["minister NotEnacted 2011", "stranger Enacted 2013"],
        "minister NotEnacted 2011", True, id="a person speaks for the post of that day",
    ),
    pytest.param(
        ["minister NotEnacted 2012", "stranger Enacted 2013"],
        "stranger Enacted 2013", False, id="and not for a post that was over",
    ),
    pytest.param(
        ["chief NotEnacted 2011", "stranger Enacted 2013"],
        "chief NotEnacted 2011", True, id="an undated post may have been held",
    ),
    pytest.param(
        ["office NotEnacted 2011 deprecated", "board Enacted 2010"],
        "board Enacted 2010", False, id="what is wrong disputes nothing",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("views", "decides", "is_contested"), CASES)
def test_one_view_decides_what_became_of_a_recommendation(
    views: list[str], decides: str | None, is_contested: bool
) -> None:
    derived = _views(*views)
    expected = set()
    if decides:
        by, verdict, year = decides.split()
        expected = {
            ("nhsit:outcome", f"nhsit:{verdict}"), ("nhsit:outcomeBy", f"id:{by}"),
            ("nhsit:outcomeDate", year), ("nhsit:outcomeView", f"id:{by}-{verdict}-{year}"),
        }  # fmt: skip
    if is_contested:
        expected.add(("nhsit:contested", "true"))
    told = {
        (p, o)
        for s, p, o in derived
        if s == "id:advice" and p not in ("nhsit:assessment", "nhsit:state")
    }
    assert told == expected


def test_the_last_view_of_an_assessor_is_the_latest_in_each_respect() -> None:
    derived = _views(
        "office NotEnacted 2011", "office Enacted 2013", "office Unknown 2014",
        "office Rejected 2010", "office Accepted 2012", "board Unknown 2011",
        "board PartlyEnacted 2012 deprecated", "critic Enacted 2011", "critic NotEnacted 2011",
        "critic InProgress 2011 deprecated",
    )  # fmt: skip
    assert {s for s, _ in _pairs(derived, "nhsit:isLatest")} == {
        *("id:office-Enacted-2013", "id:office-Accepted-2012", "id:board-Unknown-2011"),
        *("id:critic-Enacted-2011", "id:critic-NotEnacted-2011"),
    }


def test_functions_pass_between_bodies_that_go_on(derived: Triples) -> None:
    assert _pairs(derived, "nhsit:functionsTo") == {("id:department", "id:national-board")}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("CONSTRUCT {", "rules/01-bad.rq: ", id="a rule that does not parse"),
        pytest.param("ASK {}", "is not a CONSTRUCT query", id="a rule that constructs nothing"),
    ],
)
def test_a_broken_rule_is_named(text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        infer(ox.Store(), [("01-bad", text)])
