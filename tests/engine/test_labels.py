"""What things are called: the same from a store and from an endpoint."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pyoxigraph as ox

from kg.engine.labels import labels_of
from kg.engine.store import LocalGraph
from kg.model.terms import RDFS, SKOS

TURTLE = f"""
<x:both> <{SKOS}prefLabel> "Preferred"@en ; <{RDFS}label> "Label" .
<x:german> <{SKOS}prefLabel> "Körper"@de , "Body"@en .
<x:plain> <{RDFS}label> "Plain" , "Arabic"@ar .
<x:french> <{SKOS}prefLabel> "Corps"@fr , "Autre"@fr .
<x:none> <x:p> <x:both> .
"""
ASKED = ["x:both", "x:german", "x:plain", "x:french", "x:none", "x:unknown"]


def _store() -> ox.Store:
    store = ox.Store()
    store.load(TURTLE, format=ox.RdfFormat.TURTLE)
    return store


@dataclass
class Endpoint:
    """A graph that can only be asked, and counts how often it was."""

    held: ox.Store = field(default_factory=_store)
    asked: int = 0

    def query(self, text: str, bindings: Mapping[str, Any] | None = None) -> Any:
        self.asked += 1
        return self.held.query(text)


def test_a_preferred_label_comes_first_and_english_before_others() -> None:
    assert labels_of(LocalGraph(_store(), "here"), ASKED) == {
        "x:both": "Preferred", "x:german": "Body", "x:plain": "Plain", "x:french": "Autre",
    }  # fmt: skip


def test_an_endpoint_gives_labels_for_the_same_things() -> None:
    found = labels_of(Endpoint(), ASKED)  # type: ignore[arg-type]
    assert found.keys() == labels_of(LocalGraph(_store(), "here"), ASKED).keys()
    assert (found["x:german"], found["x:plain"], found["x:french"]) == ("Body", "Plain", "Autre")


def test_many_are_asked_for_some_hundreds_at_once() -> None:
    endpoint = Endpoint()
    labels_of(endpoint, [*ASKED, *(f"x:n{number}" for number in range(795))])  # type: ignore[arg-type]
    assert endpoint.asked == 3
    assert labels_of(endpoint, []) == {}  # type: ignore[arg-type]
    assert endpoint.asked == 3
