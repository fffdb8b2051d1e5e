"""The views of an SQLite export: the common questions, each where its tables are there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.export.sqlite_tables import ClassTable


@dataclass(frozen=True, slots=True)
class SqlView:
    """A question as a view; it needs columns of the tables of some classes."""

    name: str
    told: str
    text: str
    needs: Mapping[str, tuple[str, ...]]
    facets: tuple[str, ...] = ()


_NAMED = """(SELECT group_concat(label, ' | ') FROM (SELECT t.label FROM relations r
    JOIN things t ON t.id = r.object WHERE r.subject = %s AND r.property = '%s' ORDER BY t.label))
"""

VIEWS = (
    SqlView("sourced", "Everything with each source that it rests on", """
SELECT t.id, t.class, t.label, s.id AS source, s.title, s.publisher, s.date, e.locator, s.kind,
  s.url
FROM evidence e JOIN things t ON t.id = e.thing JOIN sources s ON s.id = e.source""",
         {}, ("class", "kind")),
    SqlView("related", "Relations in words, each told once", """
SELECT a.id AS subject_id, a.label AS subject, r.property, b.label AS object, b.id AS object_id,
  r.start_earliest, r.start_latest, r.end_earliest, r.end_latest, r.derived
FROM relations r JOIN things a ON a.id = r.subject JOIN things b ON b.id = r.object
WHERE NOT r.mirrors""", {}, ("property",)),
    SqlView("lives", "What began or ended, and when", """
SELECT id, class, label, start_earliest, start_latest, end_earliest, end_latest FROM things
WHERE start_earliest IS NOT NULL OR end_earliest IS NOT NULL""", {}, ("class",)),
    SqlView("successions", "What took the place of what, by an event that happened", """
SELECT a.id AS before_id, a.label AS before, b.label AS after, b.id AS after_id, a.end_earliest,
  a.end_latest
FROM relations r JOIN things a ON a.id = r.subject JOIN things b ON b.id = r.object
WHERE r.property = 'replacedBy'""", {"Body": ()}),
    SqlView("recommendations", "Recommendations, and what became of them", f"""
SELECT r.id, r.label, r.description, d.label AS report, d.date_earliest AS reported, r.state,
  r.outcome, r.contested, {_NAMED % ('r.id', 'addressedTo')} AS addressees,
  {_NAMED % ('r.id', 'topic')} AS topics
FROM Recommendation r LEFT JOIN things d ON d.id = r.recommendedIn""",
         {"Recommendation": ("description", "state", "outcome", "contested", "recommendedIn")},
         ("state", "outcome")),
    SqlView("said_again", "Advice that says again what was said before", """
SELECT a.id, a.label, b.id AS earlier_id, b.label AS earlier
FROM relations r JOIN things a ON a.id = r.subject JOIN things b ON b.id = r.object
WHERE r.property = 'reiterates'""", {"Recommendation": ()}),
    SqlView("who_held_what", "Who held which post, and when", """
SELECT t.id, p.label AS person, o.label AS post, b.label AS body, t.start, t."end",
  t.start_earliest, t.start_latest, t.end_earliest, t.end_latest
FROM Tenure t JOIN things p ON p.id = t.member LEFT JOIN things o ON o.id = t.post
LEFT JOIN things b ON b.id = t.organization WHERE t.counts""",
         {"Tenure": ("member", "post", "organization", "counts", "start", "end")},
         ("body",)),
    SqlView("contracts_by_supplier", "The stated values of contracts by supplier and kind; they "
            "do not add up, and one with several suppliers stands under each", """
SELECT s.id, s.label AS supplier, c.valueKind, count(*) AS contracts, sum(c.valueGBP) AS pounds
FROM Contract c JOIN relations r ON r.subject = c.id AND r.property = 'supplier'
JOIN things s ON s.id = r.object WHERE c.counts
GROUP BY s.id, c.valueKind""", {"Contract": ("valueKind", "valueGBP", "counts")}, ("valueKind",)),
)  # fmt: skip


def find_views(tables: Iterable[ClassTable]) -> list[SqlView]:
    """Return the views whose tables are there, with the columns that they need."""
    known = {table.name: {*table.names} for table in tables}
    return [
        view
        for view in VIEWS
        if all(table in known and known[table] >= {*names} for table, names in view.needs.items())
    ]
