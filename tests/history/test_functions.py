"""Functions passed on: what was run by whom, in order of the first recorded day."""

from __future__ import annotations

from kg.history.functions import Function, read_functions
from tests.analysis.advised import days, graph_of

RAN = "a nhsit:Claim ; rdf:predicate nhsit:ran ; rdf:object id:spine ; rdf:subject"
SPINE = f"""id:spine a nhsit:System ; skos:prefLabel "Spine"@en .
id:old a nhsit:Body ; skos:prefLabel "Old"@en . id:new a nhsit:Body .
claim:n {RAN} id:new ; {days("start", "2010-01-01")} .
claim:o {RAN} id:old ; {days("attested", "2005-01-01")} .
"""


def test_bodies_are_in_order_of_the_first_day_on_which_they_ran_it() -> None:
    found = read_functions(graph_of(SPINE))
    assert found == [Function("spine", "Spine", "System", ("old", "new"), ("Old", "new"))]


def test_a_claim_that_is_deprecated_says_nothing() -> None:
    (found,) = read_functions(graph_of(SPINE + "claim:o nhsit:rank nhsit:Deprecated ."))
    assert found.bodies == ("new",)


def test_an_earlier_day_of_the_same_body_counts_and_one_without_a_day_comes_last() -> None:
    more = f"""claim:e {RAN} id:new ; {days("start", "2001-01-01")} .
      claim:u {RAN} id:any ."""
    (found,) = read_functions(graph_of(SPINE + more))
    assert found.bodies == ("new", "old", "any")


def test_a_company_or_report_that_was_run_is_no_function() -> None:
    assert read_functions(graph_of(SPINE.replace("a nhsit:System", "a nhsit:Company"))) == []


def test_who_is_known_only_to_have_ended_stands_before_who_began_on_that_day() -> None:
    more = f"claim:z {RAN} id:zero ; {days('end', '2010-01-01')} ."
    (found,) = read_functions(graph_of(SPINE + more))
    assert found.bodies == ("old", "zero", "new")
