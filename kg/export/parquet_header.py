"""What the Parquet tables of a graph say of themselves, in `tables.json` beside them.

Who reads only rows needs none of it. An engine that counts as the program does reads from it which
day is now, which classes are bodies, and what the terms that stand in columns are called.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from kg.engine.classes import classes_of
from kg.history.solutions import find_as_of
from kg.model.terms import Space
from kg.model.vocabulary import Vocabulary

if TYPE_CHECKING:
    from kg.engine.graph import SparqlGraph

HEADER = "tables.json"
LAYOUT = 1
"""Raised with every change of columns by which an older reader would count otherwise."""


def write_header(graph: SparqlGraph, vocabulary: Vocabulary) -> str:
    """Return what the tables of a graph say of themselves, as JSON."""
    classes, space, now = classes_of(graph), graph.space, find_as_of(graph)
    header = {
        "layout": LAYOUT,
        "space": asdict(space),
        "read_up_to": now.isoformat() if now else None,
        "classes": {
            iri: {
                "label": classes.classes.get(iri, ""),
                "above": sorted(classes.superclasses.get(iri, ())),
                "marks": {
                    mark: list(said[iri]) for mark, said in classes.marks.items() if iri in said
                },
            }
            for iri in {*classes.classes, *classes.superclasses}
        },
        "terms": {space.local(iri): term.label for iri, term in vocabulary.concepts.items()},
    }
    return json.dumps(header, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def read_classes_of(header: Mapping[str, Any]) -> Vocabulary:
    """Return the classes that a header tells of, with their marks and the addresses of all."""
    told = header["classes"]
    marks: dict[str, dict[str, tuple[str, ...]]] = {}
    for iri, one in told.items():
        for mark, values in one["marks"].items():
            marks.setdefault(mark, {})[iri] = tuple(values)
    return Vocabulary(
        {iri: one["label"] for iri, one in told.items()},
        {iri: frozenset(one["above"]) for iri, one in told.items()},
        {}, {}, {},
        space=Space(**header["space"]),
        marks=marks,
    )  # fmt: skip
