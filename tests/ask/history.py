"""A history in which each ready question has an answer that can be worked out by hand.

It goes on from `tests.memory`: Oldest Body (until April 2001) gave way to Old Body (2001 to
April 2013), that to New Body. Around Old Body there are a system, a programme, a supplier with
two contracts, a second report twelve years after the first, and a man who changed sides.
"""

from __future__ import annotations

import copy

from tests.memory import MEMORY

HISTORY = copy.deepcopy(MEMORY)


def _add(table: str, *rows: dict[str, str]) -> None:
    HISTORY.setdefault(table, []).extend({"sources": "src"} | row for row in rows)


def _claim(subject: str, predicate: str, value: str, start: str = "", end: str = "") -> None:
    row = {"subject": subject, "property": predicate, "object": value, "start": start, "end": end}
    _add("claims", row | {"rank": "normal", "confidence": "high"})


_BODY = {"tier": "national", "it_role": "main", "jurisdiction": "England"}
_SUPPLIER = {"type": "Company", "tier": "supplier", "it_role": "main", "jurisdiction": "England"}
_ASSESSED = {"facet": "implementation", "by": "project", "date": "2014"}

_add(  # the new body took over the code of the old
    "identities",
    {"entity": "old-body", "scheme": "ods", "code": "X1Y", "start": "2001", "end": "2013-04-01"},
    {"entity": "new-body", "scheme": "ods", "code": "X1Y", "start": "2013-04-01"},
)  # fmt: skip
_add(
    "bodies",
    _BODY | {"id": "brief-unit", "type": "Unit", "label": "Brief Unit", "start": "2020-01",
             "end": "2021-06"},
    _SUPPLIER | {"id": "acme", "label": "Acme"},
    _SUPPLIER | {"id": "betaco", "label": "Betaco"},
)  # fmt: skip
_add("bodies", _BODY | {"id": "old-kinds", "type": "BodyGroup", "label": "Old kinds",
                        "start": "1990", "end": "2021-06"})  # fmt: skip
for _member in ("old-body", "oldest-body", "brief-unit"):
    _claim(_member, "inGroup", "old-kinds")
_add("systems", {"id": "ledger", "label": "Ledger", "kind": "software", "start": "2004",
                 "end": ".."})  # fmt: skip
_add("systems", {"id": "beta", "label": "Beta", "kind": "software"})
_add("programmes", {"id": "programme", "label": "Programme", "start": "2003", "end": "2013-01",
                    "jurisdiction": "England"})  # fmt: skip
_add("events", {"id": "launch", "kind": "Launch", "label": "Programme launched", "date": "2003",
                "created": "programme", "status": "happened"})  # fmt: skip
_add("events", {"id": "move", "kind": "FunctionTransfer", "label": "Statistics moved",
                "date": "2008", "losing": "old-body", "gaining": "gone", "legal_basis": "an-act",
                "status": "happened"})  # fmt: skip
_add(
    "documents",
    {"id": "b-report", "type": "Report", "label": "B Report", "date": "2012-06"},
    {"id": "plan-1", "type": "Strategy", "label": "Plan 1", "date": "2000"},
    {"id": "plan-2", "type": "Strategy", "label": "Plan 2", "date": "2005"},
)
_add("people", {"id": "bob-jones", "label": "Bob Jones"}, {"id": "cat-hill", "label": "Cat Hill"})
_add(
    "posts",
    {"id": "acme-director", "label": "Director, Acme", "body": "acme"},
    {"id": "betaco-director", "label": "Director, Betaco", "body": "betaco"},
    {"id": "gone-head", "label": "Head of Gone Body", "body": "gone"},
)
_add(
    "tenures",
    {"person": "bob-jones", "post": "old-head", "start": "2004", "end": "2006-01",
     "capacity": "acting", "rank": "normal"},
    {"person": "bob-jones", "post": "acme-director", "start": "2007-02", "capacity": "substantive",
     "rank": "normal"},
    # neither move is to a supplier of what she left: Acme never supplied Gone Body
    {"person": "cat-hill", "post": "gone-head", "start": "2008", "end": "2009-01",
     "capacity": "substantive", "rank": "normal"},
    {"person": "cat-hill", "post": "acme-director", "start": "2009-06", "end": "2010-06",
     "capacity": "substantive", "rank": "normal"},
    {"person": "cat-hill", "post": "betaco-director", "start": "2010-09",
     "capacity": "substantive", "rank": "normal"},
)  # fmt: skip
_add(
    "recommendations",
    {"id": "advice-3", "report": "b-report", "number": "1", "summary": "Do the thing now",
     "addressed_to": "old-body", "topics": "topic-a", "reiterates": "advice-1"},
    {"id": "advice-4", "report": "b-report", "number": "2", "summary": "Do a small thing",
     "addressed_to": "new-body", "topics": "topic-a", "due": "2013-06"},
)  # fmt: skip
_add(
    "assessments",
    _ASSESSED | {"recommendation": "advice-4", "verdict": "enacted"},
    {"recommendation": "advice-3", "facet": "implementation", "verdict": "not-enacted",
     "by": "gone", "date": "2015"},
    {"recommendation": "advice-4", "facet": "response", "verdict": "accepted", "by": "new-body",
     "date": "2013"},
)  # fmt: skip
_add(
    "contracts",
    {"id": "contract-1", "label": "Ledger contract", "buyer": "old-body", "supplier": "acme",
     "subject": "ledger", "value_gbp": "100", "value_kind": "award", "start": "2004",
     "end": "2009", "agreed_end": "2009", "ending": "ran-its-term",
     "outcome": "Ran its course"},
    {"id": "contract-2", "label": "Second contract", "buyer": "new-body", "supplier": "acme",
     "announced": "2014"},
)  # fmt: skip
_cost = {"subject": "programme", "unit": "gbp", "period_start": "2003", "period_end": "2013"}
_add(  # two speakers differ, and a third is known to be wrong
    "figures",
    _cost | {"id": "fig-a", "measure": "cost-outturn", "value": "90", "stated_by": "gone",
             "stated_on": "2014"},
    _cost | {"id": "fig-b", "measure": "cost-outturn", "low": "100", "high": "120",
             "stated_by": "old-body", "stated_on": "2012"},
    _cost | {"id": "fig-c", "measure": "budget", "value": "5", "rank": "deprecated"},
    {"id": "fig-d", "subject": "programme", "measure": "staff", "value": "40", "unit": "people",
     "note": "At its height"},
)  # fmt: skip
HISTORY["aims"] = [
    {"id": "aim-one-record", "label": "One record", "definition": "One record for each."}
]
_claim("programme", "attempts", "aim-one-record", "2003")
_claim("a-report", "reviewed", "oldest-body", "2000-01")
_claim("b-report", "reviewed", "old-body", "2012-06")
_claim("b-report", "reviewed", "programme", "2012-06")
_claim("gone", "published", "b-report", "2012-06")
_claim("old-body", "ran", "ledger", "2004")
_claim("ledger", "suppliedBy", "acme")
_claim("ledger", "deployedAt", "gone")
_claim("beta", "suppliedBy", "betaco")
_claim("acme", "acquired", "betaco", "2010")
_claim("ann-smith", "ledProgramme", "programme", "2003", "2005")
_claim("plan-2", "supersedes", "plan-1", "2005")
_claim("old-body", "sponsoredBy", "gone", "2001", "2006")
_claim("old-body", "sponsoredBy", "new-body", "2005", "2013")
