"""What the index holds of an entity: its life by its events, else as stated."""

from __future__ import annotations

from datetime import date

from kg.index.entries import Entity
from kg.model.dates import Span


def test_the_life_of_an_entity_has_its_bounds_and_its_words() -> None:
    life = ("2001", "..", "2001-04-01", "2001-04-30")
    born, ended = Entity("a", "Body", "A", "", *life).life
    assert born is not None and ended is not None
    assert (born.text, born.days) == ("2001", Span(date(2001, 4, 1), date(2001, 4, 30)))
    assert (ended.text, ended.days) == ("..", None)


def test_of_what_only_the_name_is_known_there_is_no_life_and_no_weight() -> None:
    known = Entity("a", "Body", "A")
    assert (known.life, known.weight, known.about) == ((None, None), 0, "")
