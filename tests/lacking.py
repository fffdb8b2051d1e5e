"""A record that has each gap once, beside what only looks like it."""

from __future__ import annotations

import copy

from tests.conftest import SMALL

VIEW = {"facet": "implementation", "verdict": "unknown", "by": "project", "date": "2012"}


def _tables() -> dict[str, list[dict[str, str]]]:
    tables = copy.deepcopy(SMALL)
    source, body = tables["sources"][0], tables["bodies"][0]
    tables["sources"] += [
        source | {"id": "report-page", "title": "Of the report", "date": "2011"},
        source | {"id": "found-in", "title": "Looked into", "date": "2012"},
        source | {"id": "latest", "title": "The latest", "date": "2020"},
    ]
    tables["bodies"] += [
        body | {"id": "never", "label": "Never Seen", "aliases": "", "start": "", "end": ""}
    ]
    plan = {"kind": "Announcement", "status": "planned", "sources": "report-page"}
    tables["events"] += [
        plan | {"id": "late", "label": "Late", "date": "2015"},
        plan | {"id": "told", "label": "Told of since", "date": "2015", "sources": "latest"},
        plan | {"id": "to-come", "label": "To come", "date": "2030"},
    ]
    deal = {"buyer": "old-body", "supplier": "new-body", "sources": "src", "value_gbp": "1"}
    tables["contracts"] = [
        deal | {"id": "over", "label": "Over", "agreed_end": "2014", "start": "2004"},
        deal | {"id": "ran", "label": "Ran", "agreed_end": "2014", "ending": "ran-its-term"},
        deal | {"id": "open", "label": "Open", "agreed_end": "2030"},
    ]
    tables["documents"] = [
        {"id": "rep", "type": "Report", "label": "Rep", "date": "2011", "sources": "report-page"}
    ]
    tables["topics"] = [{"id": "topic-a", "label": "Topic A"}]
    advice = {"report": "rep", "summary": "Do it", "sources": "report-page"}
    advice |= {"addressee_note": "All trusts"}
    tables["recommendations"] = [
        advice | {"id": "r1", "number": "1", "topics": "topic-a"},
        advice | {"id": "r2", "number": "2"},
        advice | {"id": "r4", "number": "4", "addressed_to": "old-body"},
    ]
    tables["figures"] = [
        {"id": "fig", "subject": "rep", "measure": "recommendations", "unit": "number", "value": "5",
         "sources": "report-page#p. 1"},
    ]  # fmt: skip
    tables["assessments"] = [
        VIEW | {"recommendation": "r1", "sources": "report-page|rep"},
        VIEW | {"recommendation": "r2", "sources": "report-page|found-in"},
        VIEW | {"recommendation": "r4", "verdict": "enacted", "date": "2012", "sources": "latest"},
    ]
    return tables


LACKING = _tables()
