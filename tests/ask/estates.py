"""A record in which a body has something of everything that it can leave."""

from __future__ import annotations

import copy

from tests.conftest import SMALL

SOURCED = {"sources": "src"}
CLAIM = {"rank": "normal", "confidence": "high", "sources": "src"}
DEAL = {"buyer": "new-body", "supplier": "maker", "value_gbp": "5", "value_kind": "award"} | SOURCED


def estate() -> dict[str, list[dict[str, str]]]:
    """Return its tables; New Body took the place of Old Body in 2013, and Other Body goes on."""
    tables = copy.deepcopy(SMALL)
    source, body = tables["sources"][0], tables["bodies"][1]
    body |= {"end": "..", "jurisdiction": "England"}
    tables["sources"] += [source | {"id": "late", "title": "Read last", "date": "2020-06-01"}]
    tables["bodies"] += [
        body | {"id": "other-body", "label": "Other Body"},
        body | {"id": "its-unit", "label": "Its Unit", "type": "Unit", "start": "2015"},
        {"id": "maker", "type": "Company", "tier": "supplier", "it_role": "none", "label": "Maker"}
        | SOURCED,
    ]
    tables["documents"] = [
        {"id": "rep", "type": "Report", "label": "Rep", "date": "2010"} | SOURCED,
        {"id": "plan", "type": "Strategy", "label": "Plan", "date": "2014",
         "authors": "new-body"} | SOURCED,
    ]  # fmt: skip
    tables["topics"] = [{"id": "topic-a", "label": "Topic A"}]
    advice = {"report": "rep", "topics": "topic-a"} | SOURCED
    tables["recommendations"] = [
        advice | {"id": "rep-r1", "number": "1", "summary": "Begin", "addressed_to": "old-body"},
        advice | {"id": "rep-r2", "number": "2", "summary": "Go on",
                  "addressed_to": "new-body|other-body"},
        advice | {"id": "rep-r3", "number": "3", "summary": "Done", "addressed_to": "new-body"},
        advice | {"id": "plan-r1", "number": "1", "report": "plan", "summary": "We shall",
                  "addressee_note": "All"},
    ]  # fmt: skip
    tables["assessments"] = [
        {"recommendation": "rep-r3", "facet": "implementation", "verdict": "enacted",
         "by": "other-body", "date": "2016"} | SOURCED,
    ]  # fmt: skip
    tables["systems"] = [
        {"id": "runs", "kind": "software", "label": "Runs", "start": "2011", "end": ".."} | SOURCED,
        {"id": "gone", "kind": "software", "label": "Gone", "start": "2011", "end": "2016"}
        | SOURCED,
    ]
    tables["claims"] = [
        CLAIM | {"subject": "old-body", "property": "ran", "object": "runs", "start": "2011"},
        CLAIM | {"subject": "new-body", "property": "ran", "object": "runs", "start": "2013-04-01"},
        CLAIM | {"subject": "new-body", "property": "ran", "object": "gone", "start": "2013-04-01"},
        CLAIM | {"subject": "its-unit", "property": "partOf", "object": "new-body",
                 "start": "2015"},
    ]  # fmt: skip
    tables["contracts"] = [
        DEAL | {"id": "long", "label": "Long", "start": "2018", "agreed_end": "2030",
                "ending": "running"},
        DEAL | {"id": "over", "label": "Over", "start": "2014", "end": "2016",
                "ending": "ran-its-term"},
        DEAL | {"id": "loose", "label": "Loose", "start": "2014", "ending": "unknown"},
    ]  # fmt: skip
    tables["people"] = [{"id": "ann", "label": "Ann"} | SOURCED]
    tables["posts"] = [
        {"id": "head", "label": "Head of New Body", "body": "new-body", "kind": "head"} | SOURCED
    ]
    tables["tenures"] = [
        {"person": "ann", "post": "head", "start": "2018", "end": "..",
         "capacity": "substantive", "rank": "normal"} | SOURCED,
    ]  # fmt: skip
    return tables
