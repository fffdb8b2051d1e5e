"""What Datasette is told of an SQLite export: titles, labels, facets and where to search."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from kg.export.sqlite_tables import ClassTable
from kg.export.sqlite_views import SqlView
from kg.model.notation import name_of

if TYPE_CHECKING:
    from kg.model.record import Dataset
    from kg.model.vocabulary import Vocabulary

_MOST = 6
"""Facets that a table opens with: each is a count over all of it."""
_SEARCHED = {"fts_table": "things_fts", "fts_pk": "docid"}
_FIXED: dict[str, dict[str, Any]] = {
    "things": {"description": "Everything, a row a thing", "label_column": "label",
               "facets": ["class"], **_SEARCHED},
    "relations": {"description": "What things have to do with each other",
                  "facets": ["property", "derived"]},
    "sources": {"description": "What the facts rest on", "label_column": "title",
                "facets": ["kind", "publisher"]},
    "evidence": {"description": "Which thing rests on which source, and where in it"},
    "claims": {"description": "Statements with rank and days", "facets": ["property", "rank"]},
    "claim_evidence": {"description": "Which claim rests on which source, and where in it"},
    "terms": {"description": "The words of the vocabulary", "label_column": "label",
              "facets": ["scheme"]},
}  # fmt: skip


def describe(
    name: str,
    dataset: Dataset,
    vocabulary: Vocabulary,
    tables: Iterable[ClassTable],
    views: Iterable[SqlView],
) -> dict[str, Any]:
    """Return the metadata of a database, named as its file is, as `datasette -m` takes it."""
    told: dict[str, Any] = {name: dict(about) for name, about in _FIXED.items()}
    for table in tables:
        told[table.name] = _describe(table, vocabulary)
    for view in views:
        told[view.name] = {"description": view.told, "facets": list(view.facets)[:_MOST]}
    known = {
        "title": dataset.title,
        "description": dataset.description,
        "license": dataset.licence,
        "license_url": dataset.licence_url,
        "source": dataset.citation,
    }
    about: dict[str, Any] = {key: text for key, text in known.items() if text}
    return {**about, "databases": {name: {"tables": told}}}


def _describe(table: ClassTable, vocabulary: Vocabulary) -> dict[str, Any]:
    properties = vocabulary.properties
    meant = {
        column.name: properties[iri].comment
        for column in table.columns
        if (iri := name_of(column.predicate)) in properties and properties[iri].comment
    }
    facets: list[Any] = [column.name for column in table.facets()]
    lists = [{"array": c.name} for c in table.columns if c.is_concept and c.name in table.lists]
    label = vocabulary.label(vocabulary.space.term(table.kind))
    return {
        "title": label,
        "label_column": "label",
        "facets": [*facets, *lists][:_MOST],
        "columns": meant,
        **_SEARCHED,
    }
