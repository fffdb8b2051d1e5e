"""A record with figures, codes and names of laws and events: rivals, bounds, a code handed on."""

from __future__ import annotations

import copy

from tests.conftest import SMALL

COST = {"subject": "old-body", "measure": "cost-outturn", "unit": "gbp", "sources": "src#p. 7"}
CODE = {"sources": "src"}

NUMBERS = copy.deepcopy(SMALL)
NUMBERS["figures"] = [
    COST | {"id": "fig-a", "value": "90000000", "period_start": "2004", "period_end": "2006",
            "stated_by": "new-body", "stated_on": "2014-05"},
    COST | {"id": "fig-b", "low": "100000000", "high": "120000000", "period_start": "2004",
            "period_end": "2006", "note": "Other sums were named"},
    COST | {"id": "fig-c", "value": "1", "rank": "deprecated"},
    COST | {"id": "fig-d", "measure": "share", "unit": "percent", "value": "12.5",
            "low": "12.5", "period_start": "2005"},
    COST | {"id": "fig-e", "subject": "succession", "measure": "number", "unit": "number",
            "value": "1200", "note": "Boxes moved"},
]  # fmt: skip
NUMBERS["identities"] = [
    CODE | {"entity": "old-body", "scheme": "ods", "code": "X1Y", "end": "2013-04-01"},
    CODE | {"entity": "new-body", "scheme": "ods", "code": "X1Y", "start": "2013-04-01"},
    CODE | {"entity": "old-body", "scheme": "ods", "code": "RX1"},
    CODE | {"entity": "new-body", "scheme": "wikidata", "code": "Q123"},
]
NUMBERS["names"] = [
    CODE | {"entity": "succession", "name": "The Big Move", "kind": "PopularName"},
    CODE | {"entity": "an-act", "name": "Snoopers’ Charter", "kind": "PopularName"},
]
NUMBERS["legislation"] = [CODE | {"id": "an-act", "label": "An Act", "aliases": "AA 2016"}]
NUMBERS["events"][0]["aliases"] = "The Handover"
