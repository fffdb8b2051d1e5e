"""A small history whose right answers are known: three bodies in line, a plan, an advice, a row."""

from __future__ import annotations

import copy

from tests.conftest import SMALL

MEMORY = copy.deepcopy(SMALL)
MEMORY["sources"].append(
    {"id": "src-2", "title": "Another source", "publisher": "A paper", "kind": "News",
     "url": "https://example.org/b"}
)  # fmt: skip
MEMORY["bodies"] += [
    {"id": "oldest-body", "type": "Body", "tier": "national", "it_role": "main",
     "label": "Oldest Body", "end": "2001-04-01", "jurisdiction": "England", "sources": "src"},
    {"id": "undated", "type": "Unit", "tier": "national", "it_role": "main",
     "label": "Undated Unit <b>", "jurisdiction": "England", "sources": "src"},
    {"id": "gone", "type": "Body", "tier": "national", "it_role": "main", "label": "Gone Body",
     "start": "2005", "end": "..", "jurisdiction": "England", "sources": "src"},
]  # fmt: skip
MEMORY["events"] += [
    {"id": "first", "kind": "Replacement", "label": "Old Body follows Oldest Body",
     "date": "2001-04-01", "ended": "oldest-body", "created": "old-body", "legal_basis": "an-act",
     "triggered_by": "a-report", "status": "happened", "sources": "src"},
    {"id": "plan", "kind": "Announcement", "label": "New Body to go", "date": "2020",
     "losing": "new-body", "gaining": "gone", "status": "announced", "sources": "src"},
]  # fmt: skip
MEMORY["legislation"] = [{"id": "an-act", "label": "An Act 2000", "date": "2000", "sources": "src"}]
MEMORY["documents"] = [
    {"id": "a-report", "type": "Report", "label": "A Report", "date": "2000-01",
     "sources": "src"},
]  # fmt: skip
MEMORY["people"] = [{"id": "ann-smith", "label": "Ann Smith", "sources": "src"}]
MEMORY["posts"] = [
    {"id": "old-head", "label": "Head of Old Body", "body": "old-body", "sources": "src"}
]
MEMORY["tenures"] = [
    {"person": "ann-smith", "post": "old-head", "start": "2002", "end": "2004",
     "capacity": "substantive", "rank": "normal", "sources": "src"},
]  # fmt: skip
MEMORY["topics"] = [{"id": "topic-a", "label": "Topic A"}]
MEMORY["recommendations"] = [
    {"id": "advice-1", "report": "a-report", "number": "1", "summary": "Do the thing",
     "addressed_to": "old-body", "topics": "topic-a", "sources": "src#p. 3"},
    {"id": "advice-2", "report": "a-report", "number": "2", "summary": "Do another",
     "addressed_to": "new-body", "topics": "topic-a", "sources": "src"},
]  # fmt: skip
MEMORY["assessments"] = [
    {"recommendation": "advice-1", "facet": "implementation", "verdict": "in-progress",
     "by": "project", "date": "2002", "sources": "src"},
    {"recommendation": "advice-1", "facet": "implementation", "verdict": "not-enacted",
     "by": "project", "date": "2005", "sources": "src"},
    {"recommendation": "advice-1", "facet": "implementation", "verdict": "enacted",
     "by": "old-body", "date": "2004", "sources": "src-2"},
]  # fmt: skip
MEMORY["opinions"] = [
    {"id": "op-1", "by": "ann-smith", "about": "old-body", "stance": "critical",
     "summary": "Was too slow", "date": "2003", "sources": "src"},
    {"id": "op-2", "by": "ann-smith", "about": "undated", "stance": "neutral",
     "summary": "Was never seen", "date": "2003", "sources": "src"},
]  # fmt: skip
MEMORY["claims"] = [
    {"subject": "old-body", "property": "parentBody", "object": "gone", "start": "2006",
     "end": "2010", "rank": "normal", "confidence": "high", "sources": "src#p. 2|src-2"},
    {"subject": "new-body", "property": "parentBody", "object": "old-body", "rank": "deprecated",
     "confidence": "low", "note": "A slip of the pen", "sources": "src"},
]  # fmt: skip
MEMORY["aliases_of_ids"] = [{"old_id": "ancient-body", "id": "oldest-body"}]
MEMORY["names"] = [
    {"entity": "old-body", "name": "Former Bureau", "kind": "FormerName", "start": "2001",
     "end": "2003", "sources": "src"},
]  # fmt: skip
