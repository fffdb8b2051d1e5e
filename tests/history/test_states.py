"""Where a recommendation stands, as auditors keep it: derived once, by the rule `state`."""

from __future__ import annotations

from datetime import date

import pytest

from kg.history.advice import Advice, read_advice
from tests.analysis.advised import days, derived_from

FACTS = f"""
id:src a nhsit:Source ; {days("date", "2020-01-01")} .
id:rep a nhsit:Report ; skos:prefLabel "Report"@en ; {days("date", "2000-01-01")} .
id:project a nhsit:Project ; skos:prefLabel "This project"@en .
id:auditor a nhsit:Body ; nhsit:standing nhsit:OversightStanding .
id:centre a nhsit:Body ; skos:prefLabel "Centre"@en .
id:agency a nhsit:Body ; {days("ended", "2005-01-01")} .
id:heirless a nhsit:Body ; {days("ended", "2005-01-01")} .
id:giver a nhsit:Body ; {days("ended", "2005-01-01")} .
id:later a nhsit:Body ; {days("ended", "2030-01-01")} .
id:end a nhsit:Replacement ; nhsit:status nhsit:Happened ; nhsit:endedBody id:agency ;
  nhsit:createdBody id:centre ; {days("date", "2005-01-01")} .
id:move a nhsit:FunctionTransfer ; nhsit:status nhsit:Happened ; nhsit:losingBody id:giver ;
  nhsit:gainingBody id:centre ; {days("date", "2004-01-01")} .
"""


def state(to: str, *said: str) -> Advice:
    """Return advice to some bodies, of which things were said: facet, verdict, by, day."""
    facts = (
        FACTS
        + f"""
id:r a nhsit:Recommendation ; nhsit:recommendedIn id:rep ; nhsit:due "2002-01-01" ;
  {days("due", "2002-01-01")}"""
    )
    facts += "".join(f" ; nhsit:addressedTo id:{body}" for body in to.split()) + " .\n"
    for number, words in enumerate(said):
        facet, verdict, by, day = words.split()
        facts += (
            f"id:v{number} a nhsit:Assessment ; nhsit:assesses id:r ; nhsit:{facet} "
            f"nhsit:{verdict} ; prov:wasAttributedTo id:{by} ; {days('date', day)} .\n"
        )
    (advice,), _ = read_advice(derived_from(facts))
    return advice


NOT_DONE, REFUSED = "implementation NotEnacted", "response Rejected"


@pytest.mark.parametrize(
    ("to", "said", "expected"),
    [
        pytest.param("centre", [], "Open", id="nobody has said anything"),
        pytest.param("centre", ["implementation Enacted auditor 2001-01-01"], "ClosedDone", id="done"),
        pytest.param("centre", ["implementation PartlyEnacted auditor 2001-01-01"], "Open", id="in part"),
        pytest.param("centre", ["implementation Superseded auditor 2001-01-01"], "ClosedSuperseded",
                     id="overtaken"),
        pytest.param("centre", [f"{NOT_DONE} auditor 2001-01-01"], "Open", id="found undone"),
        pytest.param("centre", [f"{NOT_DONE} centre 2001-01-01"], "ClosedNotDone", id="owned up to"),
        pytest.param("centre", [f"{REFUSED} centre 2001-01-01"], "ClosedNotDone", id="refused"),
        pytest.param("centre", [f"{REFUSED} centre 2001-01-01", f"{NOT_DONE} project 2009-01-01"],
                     "ClosedNotDone", id="refused and found undone"),
        pytest.param("centre", [f"{REFUSED} centre 2001-01-01", "response Accepted centre 2003-01-01"],
                     "Open", id="refused, then accepted"),
        pytest.param("centre", [f"{REFUSED} centre 2001-01-01",
                                "implementation InProgress auditor 2003-01-01"],
                     "Open", id="refused, and begun after all"),
        pytest.param("agency", [], "Open", id="the heir has the duty"),
        pytest.param("giver", [], "Open", id="somebody has the functions"),
        pytest.param("later", [], "Open", id="its end is to come"),
        pytest.param("heirless", [], "NoLongerPossible", id="nobody is left"),
        pytest.param("heirless centre", [], "Open", id="one of two is left"),
        pytest.param("heirless", ["implementation Enacted auditor 2001-01-01"], "ClosedDone",
                     id="done before nobody was left"),
    ],
)  # fmt: skip
def test_a_recommendation_stands(to: str, said: list[str], expected: str) -> None:
    assert state(to, *said).state == expected


def test_the_first_to_say_that_it_was_done_closes_it() -> None:
    advice = state("centre", "implementation Enacted auditor 2003-01-01",
                   "implementation Enacted centre 2004-01-01")  # fmt: skip
    assert advice.closed_by is not None
    assert advice.closed_by.by == "auditor"
    assert state("centre").closed_by is None


def test_it_is_late_by_when_it_was_done_or_by_now() -> None:
    done = state("centre", "implementation Enacted auditor 2002-01-11")
    assert done.days_late(date(2020, 1, 1)) == (10, 10)
    assert state("centre").days_late(date(2002, 1, 3)) == (2, 2)
    assert state("centre").days_late(date(2001, 1, 1)) == (0, 0)
    assert state("centre").days_late(None) is None
    assert state("heirless").days_late(date(2020, 1, 1)) is None
