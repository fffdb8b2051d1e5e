"""What words mean, in a built graph and behind an endpoint: the same IRIs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from kg.ask.meaning import find_entity, find_kind, find_property, find_topic, find_verdict
from kg.engine.store import LocalGraph
from kg.errors import UnknownEntity, UsageError
from kg.model.terms import Space


@dataclass
class Endpoint:
    """A graph that can only be asked."""

    behind: LocalGraph
    place: str = "http://example.org/sparql"

    @property
    def space(self) -> Space:
        return self.behind.space

    def query(self, text: str, bindings: Mapping[str, Any] | None = None) -> Any:
        return self.behind.query(text, bindings)


@pytest.fixture(params=["built", "endpoint"])
def asked(graph: LocalGraph, request: pytest.FixtureRequest) -> Any:
    return graph if request.param == "built" else Endpoint(graph)


@pytest.mark.parametrize(
    "text", ["old-body", "id:old-body", "Old Body", "old body", "OB", "Former Bureau", " old-body "]
)
def test_an_entity_is_meant(asked: Any, text: str) -> None:
    assert find_entity(asked, text) == asked.space.things + "old-body"
    assert find_entity(asked, text, ("Body", "Unit")) == asked.space.things + "old-body"


def test_an_iri_means_itself(asked: Any) -> None:
    whole = asked.space.things + "old-body"
    assert find_entity(asked, whole) == find_entity(asked, f"<{whole}>") == whole


def test_a_name_that_nothing_has_is_refused(asked: Any) -> None:
    with pytest.raises(UnknownEntity, match="nobody at all"):
        find_entity(asked, "nobody at all")
    with pytest.raises(UnknownEntity):
        find_entity(asked, "Old Body", ("Person",))


def test_a_topic_is_meant(asked: Any) -> None:
    assert find_topic(asked, "Topic A") == asked.space.things + "topic-a"


@pytest.mark.parametrize("text", ["Body", "body"])
def test_a_kind_is_meant(asked: Any, text: str) -> None:
    assert find_kind(asked, text) == asked.space.ns + "Body"


def test_a_kind_that_nothing_is_is_refused(asked: Any) -> None:
    with pytest.raises(UsageError):
        find_kind(asked, "Bodi")


@pytest.mark.parametrize("text", ["parentBody", "parent body", "nhsit:parentBody"])
def test_a_property_is_meant(asked: Any, text: str) -> None:
    assert find_property(asked, text) == asked.space.ns + "parentBody"


def test_a_property_that_does_not_exist_is_refused(asked: Any) -> None:
    with pytest.raises(UsageError):
        find_property(asked, "no such thing")


@pytest.mark.parametrize("text", ["not enacted", "NotEnacted", "Not-Enacted", " not enacted "])
def test_a_verdict_is_meant(asked: Any, text: str) -> None:
    assert find_verdict(asked, text) == asked.space.ns + "NotEnacted"


def test_a_verdict_that_nobody_gives_is_refused_with_the_nearest(asked: Any) -> None:
    with pytest.raises(UsageError, match="'enactd' is no verdict; did you mean 'enacted'"):
        find_verdict(asked, "enactd")
    with pytest.raises(UsageError, match="is no verdict; expected accepted, "):
        find_verdict(asked, "zzqqyy")
