"""A small history in which it matters what counts: plans, slips of the pen, views of one day."""

from __future__ import annotations

import copy

from tests.conftest import SMALL

RIVALS = copy.deepcopy(SMALL)


def _body(slug: str, kind: str = "Body", tier: str = "national") -> dict[str, str]:
    label = slug.replace("-", " ").title()
    return {"id": slug, "type": kind, "tier": tier, "it_role": "main", "label": label,
            "jurisdiction": "England", "sources": "src"}  # fmt: skip


def _claim(subject: str, name: str, object_: str, rank: str, confidence: str) -> dict[str, str]:
    return {"subject": subject, "property": name, "object": object_, "rank": rank,
            "confidence": confidence, "sources": "src"}  # fmt: skip


def _transfer(slug: str, date: str, status: str, losing: str, gaining: str) -> dict[str, str]:
    return {"id": slug, "kind": "FunctionTransfer", "label": slug.replace("-", " "), "date": date,
            "losing": losing, "gaining": gaining, "status": status, "sources": "src"}  # fmt: skip


RIVALS["bodies"] += [
    *map(_body, ("third-body", "planner", "planned-for", "canceller", "cancelled-for")),
    *(_body(slug, "Company", "supplier") for slug in ("buyer", "bought", "spared")),
]
RIVALS["systems"] = [
    {"id": slug, "label": slug.title(), "kind": "software", "sources": "src"}
    for slug in ("one", "two")
]
RIVALS["events"] += [
    # the heir of Old Body lost functions, and is its heir of today all the same
    _transfer("some-functions-move", "2015-04-01", "happened", "new-body", "third-body"),
    _transfer("a-plan", "2016-04-01", "planned", "planner", "planned-for"),
    _transfer("a-dead-plan", "2016-04-01", "cancelled", "canceller", "cancelled-for"),
]
RIVALS["claims"] = [
    _claim("buyer", "acquired", "bought", "normal", "high"),
    _claim("buyer", "acquired", "spared", "deprecated", "high"),
    _claim("two", "supersedes", "one", "deprecated", "high"),
    _claim("old-body", "parentBody", "third-body", "normal", "low"),
    _claim("new-body", "parentBody", "third-body", "normal", "medium"),
]
RIVALS["documents"] = [
    {"id": "a-report", "type": "Report", "label": "A Report", "date": "2000-01", "sources": "src"}
]
RIVALS["topics"] = [{"id": "topic-a", "label": "Topic A"}]
RIVALS["recommendations"] = [
    {"id": "advice", "report": "a-report", "number": "1", "summary": "Do the thing",
     "addressed_to": "old-body", "topics": "topic-a", "sources": "src"},
]  # fmt: skip
RIVALS["assessments"] = [
    {"recommendation": "advice", "facet": "implementation", "verdict": verdict, "by": "new-body",
     "date": date, "sources": "src"}
    for verdict, date in (("enacted", "2004"), ("in-progress", "2006-01-01"),
                          ("partly-enacted", "2006-01-01"))
]  # fmt: skip
