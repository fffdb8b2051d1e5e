"""The vocabulary answers what the tables and the encoder ask of the ontology."""

from __future__ import annotations

from kg.model import schema, terms
from kg.model.vocabulary import Vocabulary


def _ns(*names: str) -> set[str]:
    return {terms.SHIPPED.ns + name for name in names}


def test_classes_know_what_is_above_and_below(vocabulary: Vocabulary) -> None:
    assert _ns("Merger", "ChangeEvent", "Event") <= vocabulary.ancestors(
        terms.SHIPPED.ns + "Merger"
    )
    assert _ns("Report", "Strategy") <= set(vocabulary.descendants(terms.SHIPPED.ns + "Document"))


def test_a_thing_fits_where_a_wider_class_is_wanted(vocabulary: Vocabulary) -> None:
    assert vocabulary.fits(terms.SHIPPED.ns + "Report", _ns("Document"))
    assert not vocabulary.fits(terms.SHIPPED.ns + "Person", _ns("Document"))
    assert vocabulary.fits(terms.SHIPPED.ns + "Person", ())


def test_every_column_has_its_term_and_every_choice_its_words(vocabulary: Vocabulary) -> None:
    for table in schema.TABLES:
        for column in table.columns:
            wanted = {column.term, *(column.roles or {}).values()} - {""}
            assert wanted <= vocabulary.terms.keys(), (table.name, column.name)
            if column.scheme:
                assert vocabulary.by_notation[column.scheme], (table.name, column.name)
            if column.claim:
                assert column.claim in vocabulary.relations


def test_every_class_of_the_tables_is_declared(vocabulary: Vocabulary) -> None:
    named = {table.cls for table in schema.TABLES if table.cls} | {
        cls for table in schema.TABLES for column in table.columns for cls in column.classes
    }
    for cls in named - {"Concept"}:
        assert terms.SHIPPED.ns + cls in vocabulary.classes


def test_a_class_bears_the_mark_of_the_nearest_above_it_that_has_one() -> None:
    a, b, c, d = (terms.SHIPPED.ns + kind for kind in "ABCD")
    above = {a: frozenset[str](), b: frozenset({a}), c: frozenset({b}), d: frozenset({c})}
    says = {a: ("all",), b: ("some", "more"), d: ("one",)}
    known = Vocabulary({}, above, {}, {}, {}, marks={"group": says})
    assert [known.word("group", kind) for kind in "ABCD"] == ["all", "some", "some", "one"]
    assert known.marked("group", "C") == ("some", "more")
    assert (known.word("group", "E"), known.word("other", "D")) == ("", "")


def test_only_relations_may_be_claimed(vocabulary: Vocabulary) -> None:
    assert "suppliedBy" in vocabulary.relations
    assert not {"endedBody", "evidence", "replacedBy", "topic"} & vocabulary.relations.keys()


def test_what_has_no_label_is_called_by_its_curie(vocabulary: Vocabulary) -> None:
    assert vocabulary.label(terms.SHIPPED.ns + "suppliedBy") == "supplied by"
    assert vocabulary.label(terms.SHIPPED.ns + "PartlyEnacted") == "partly enacted"
    assert vocabulary.label(terms.SHIPPED.ns + "nothing") == "nhsit:nothing"


def test_what_shows_a_vocabulary_shows_it_in_a_line(vocabulary: Vocabulary) -> None:
    shown = repr(vocabulary)
    assert vocabulary.space.ns in shown
    assert len(shown) < 100
