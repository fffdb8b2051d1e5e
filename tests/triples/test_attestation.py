"""Which rows attest that a thing existed, from when and until when."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.model.terms import SHIPPED
from kg.read.ontology import load_rules
from kg.triples.infer import infer
from tests.analysis.advised import days

ONTOLOGY = Path(__file__).parents[2] / "ontology"
HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in SHIPPED.prefixes.items())
READ = f"id:s a nhsit:Source ; {days('date', '2020-06-01')} . id:a a nhsit:Body . "


def claim(predicate: str, subject: str, value: str, more: str) -> str:
    return (
        f"id:c a nhsit:Claim ; rdf:subject {subject} ; rdf:predicate nhsit:{predicate} ; "
        f"rdf:object {value} ; {more} . "
    )


def tenure(more: str) -> str:
    return f"id:t a nhsit:Tenure ; org:organization id:a ; org:member id:ann ; {more} . "


def event(kind: str, role: str, more: str) -> str:
    return f"id:e a nhsit:{kind} ; nhsit:{role} id:a ; {more} . "


def attested(turtle: str) -> tuple[str, str] | None:
    """Return the first and last attestation of `id:a`; None where nothing attests it."""
    store = ox.Store()
    store.load(path=str(ONTOLOGY / "nhs-it.ttl"), format=ox.RdfFormat.TURTLE)
    store.load((HEAD + READ + turtle).encode(), ox.RdfFormat.TURTLE)
    infer(store, load_rules(ONTOLOGY))
    thing = ox.NamedNode(SHIPPED.things + "a")
    found = [
        quad.object.value
        for name in ("attestedFirst", "attestedLast")
        for quad in store.quads_for_pattern(thing, ox.NamedNode(SHIPPED.ns + name), None)
    ]
    return (found[0], found[1]) if found else None


HAPPENED = f"nhsit:status nhsit:Happened ; {days('date', '2010-05-05')}"


@pytest.mark.parametrize(
    ("turtle", "expected"),
    [
        pytest.param("", None, id="nothing"),
        pytest.param(
            f"id:a {days('start', '2001-01-01', '2001-12-31')} .", ("2001-12-31", "2001-01-01"),
            id="its own beginning, as far as it is known",
        ),
        pytest.param(
            f"id:a {days('end', '2009-04-01')} .", ("2009-03-31", "2009-03-31"),
            id="the day before its end",
        ),
        pytest.param(
            f"id:a {days('end', '2009-01-01', '2009-12-31')} .", ("2009-12-31", "2008-12-31"),
            id="an end of some day in a year",
        ),
        pytest.param(
            tenure(f"{days('start', '2003-02-01')} ; {days('end', '2005-04-01')}"),
            ("2003-02-01", "2005-03-31"), id="who held a post in it",
        ),
        pytest.param(
            tenure(f"nhsit:rank nhsit:Deprecated ; {days('start', '2003-02-01')}"), None,
            id="a row that does not count",
        ),
        pytest.param(
            tenure(f"{days('start', '2003-02-01')} ; {days('end', '2030-04-01')}"),
            ("2003-02-01", "2003-02-01"), id="an end after the reading is a plan",
        ),
        pytest.param(
            tenure(days("attested", "2004-01-01", "2004-12-31")), ("2004-12-31", "2004-01-01"),
            id="seen in a post",
        ),
        pytest.param(
            claim("ran", "id:a", "id:x", days("start", "2002-01-01")),
            ("2002-01-01", "2002-01-01"), id="running something",
        ),
        pytest.param(
            claim("ran", "id:x", "id:a", days("start", "2002-01-01")),
            ("2002-01-01", "2002-01-01"), id="being run",
        ),
        pytest.param(
            claim("reviewed", "id:x", "id:a", days("start", "2002-01-01")), None,
            id="a review attests nothing",
        ),
        pytest.param(
            claim("memberOf", "id:a", "id:x", days("start", "2002-01-01")), None,
            id="only the end that is marked",
        ),
        pytest.param(
            f"id:d a nhsit:Report ; {days('date', '2008-03-01')} . "
            + claim("published", "id:a", "id:d", "nhsit:note 'x'"),
            ("2008-03-01", "2008-03-01"), id="what it published, on its day",
        ),
        pytest.param(
            f"id:d a nhsit:Report ; {days('date', '2008-03-01')} . "
            + claim("published", "id:a", "id:d", days("start", "2007-01-01")),
            ("2007-01-01", "2007-01-01"), id="a day of its own comes before that of the document",
        ),
        pytest.param(
            f"id:k a nhsit:Contract ; nhsit:buyer id:a ; {days('start', '2006-01-01')} ; "
            f"{days('end', '2011-01-01')} .",
            ("2006-01-01", "2006-01-01"), id="a contract on its start, not over its term",
        ),
        pytest.param(
            f"id:k a nhsit:Contract ; nhsit:supplier id:a ; {days('announcedOn', '2006-02-01')} .",
            ("2006-02-01", "2006-02-01"), id="a contract on its award",
        ),
        pytest.param(
            event("Merger", "gainingBody", HAPPENED), ("2010-05-05", "2010-05-05"),
            id="a part in an event",
        ),
        pytest.param(
            event("Merger", "endedBody", HAPPENED), ("2010-05-04", "2010-05-04"),
            id="ended by an event, on the day before",
        ),
        pytest.param(
            event("Merger", "gainingBody", HAPPENED.replace("Happened", "Planned")), None,
            id="a plan",
        ),
        pytest.param(
            tenure(days("start", "2003-02-01"))
            + claim("ran", "id:a", "id:x", days("start", "2007-01-01", "2007-12-31")),
            ("2003-02-01", "2007-01-01"), id="the earliest and the latest of several",
        ),
    ],
)  # fmt: skip
def test_a_row_attests_on_its_days(turtle: str, expected: tuple[str, str] | None) -> None:
    assert attested(turtle) == expected


def _is_alive(turtle: str) -> bool:
    store = ox.Store()
    store.load(path=str(ONTOLOGY / "nhs-it.ttl"), format=ox.RdfFormat.TURTLE)
    store.load((HEAD + READ + turtle).encode(), ox.RdfFormat.TURTLE)
    infer(store, load_rules(ONTOLOGY))
    alive = ox.NamedNode(SHIPPED.ns + "aliveWhenRead")
    return any(store.quads_for_pattern(ox.NamedNode(SHIPPED.things + "a"), alive, None))


def test_what_goes_on_was_alive_when_read_unless_an_event_ended_it() -> None:
    goes_on = 'id:a nhsit:end ".." . '
    assert _is_alive(goes_on)
    assert not _is_alive(goes_on + event("Abolition", "endedBody", HAPPENED))
    assert not _is_alive('id:a nhsit:end "2010" . ')
