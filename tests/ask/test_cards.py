"""Cards: everything that is said of a thing, each line with its sources, marked where it must be."""

from __future__ import annotations

import json

from kg.ask.cards import make_card
from kg.ask.cardtext import SHOWN, Card, Line, to_html, to_json, to_markdown, to_text
from kg.engine.store import LocalGraph, open_graph
from kg.index.index import Index, index_of


def lines(card: Card, heading: str) -> list[Line]:
    return list(card.sections.get(heading, ()))


def test_a_card_tells_what_came_before_and_after_with_law_and_cause(
    graph: LocalGraph, index: Index
) -> None:
    card = make_card(graph, index, "old-body")
    (before,) = lines(card, "Where it came from")
    (after,) = lines(card, "What followed")
    assert before.when == "1 April 2001"
    assert "An Act 2000" in before.text
    assert "A Report" in before.text
    assert after.node == "succession"


def test_every_line_has_a_source(graph: LocalGraph, index: Index) -> None:
    for slug in ("old-body", "new-body", "a-report", "ann-smith", "advice-1", "an-act"):
        card = make_card(graph, index, slug)
        assert card.sections
        for heading, found in card.sections.items():
            if heading == "What we do not know":
                continue
            assert all(line.sources for line in found), slug


def test_a_source_comes_with_its_title_and_the_place_in_it(graph: LocalGraph, index: Index) -> None:
    (line,) = lines(make_card(graph, index, "old-body"), "What it was part of")
    assert [str(s) for s in line.sources] == ["A source, p. 2", "Another source"]


def test_an_opinion_is_marked_with_its_author(graph: LocalGraph, index: Index) -> None:
    (line,) = lines(make_card(graph, index, "old-body"), "What was said of it")
    assert line.mark == "opinion of Ann Smith, critical"
    held = lines(make_card(graph, index, "ann-smith"), "What they said")
    assert len(held) == 2
    assert all(line.mark.startswith("opinion") for line in held)


def test_what_was_only_announced_stands_apart(graph: LocalGraph, index: Index) -> None:
    card = make_card(graph, index, "new-body")
    (line,) = lines(card, "Announced, not happened")
    assert line.mark == "announced"
    assert "What followed" not in card.sections


def test_what_was_said_wrongly_is_kept_and_marked(graph: LocalGraph, index: Index) -> None:
    card = make_card(graph, index, "new-body")
    (line,) = lines(card, "Said, but wrongly")
    assert line.mark == "deprecated"
    assert "What it was part of" not in card.sections


def test_a_person_has_posts_and_a_body_has_people(graph: LocalGraph, index: Index) -> None:
    (person,) = lines(make_card(graph, index, "ann-smith"), "Posts held")
    assert (person.text, person.when) == ("Head of Old Body", "2002 to 2004")
    (people,) = lines(make_card(graph, index, "old-body"), "Its people")
    assert people.other == "ann-smith"


def test_a_recommendation_shows_each_view_of_it(graph: LocalGraph, index: Index) -> None:
    views = lines(make_card(graph, index, "advice-1"), "What became of it")
    assert [view.when for view in views] == ["2002", "2004", "2005"]


def test_a_node_without_a_label_is_named_in_words(graph: LocalGraph, index: Index) -> None:
    claims = [s["c"].value for s in graph.query("SELECT ?c { ?c rdf:predicate nhsit:parentBody }")]
    from kg.model.terms import SHIPPED

    labels = {make_card(graph, index, SHIPPED.slug(claim)).label for claim in claims}
    assert "Old Body parent body Gone Body" in labels


def test_text_of_the_data_is_escaped_in_html_and_markdown(graph: LocalGraph, index: Index) -> None:
    card = make_card(graph, index, "undated")
    assert "<b>" not in to_html(card)
    assert "Undated Unit &lt;b&gt;" in to_html(card)
    assert "Undated Unit \\<b\\>" in to_markdown(card)


def test_json_carries_all_lines_with_their_sources(graph: LocalGraph, index: Index) -> None:
    found = json.loads(json.dumps(to_json(make_card(graph, index, "old-body"))))
    assert set(found) == {
        "id", "iri", "kind", "label", "about", "date", "start", "end", "facts", "identifiers", "aliases",
        "sections", "sources", "life",
    }  # fmt: skip
    (line,) = found["sections"]["What followed"]
    assert set(line) == {"text", "when", "day", "mark", "other", "node", "sources", "note", "also"}
    assert line["sources"] == [{"slug": "src", "title": "A source", "locator": ""}]


def test_text_cuts_long_lists_and_says_so(graph: LocalGraph, index: Index) -> None:
    card = make_card(graph, index, "src")
    (rests,) = [found for heading, found in card.sections.items() if heading == "What rests on it"]
    assert len(rests) > SHOWN
    cut, whole = to_text(card), to_text(card, full=True)
    assert f"… and {len(rests) - SHOWN} more (--all)" in cut
    assert "more (--all)" not in whole
    assert len(whole) > len(cut)


def test_a_turtle_file_gives_the_same_card_as_the_built_folder(
    graph: LocalGraph, index: Index
) -> None:
    from kg.index.index import index_of

    built = make_card(graph, index, "old-body")
    file = open_graph(f"{graph.place}/nhs-it.ttl")
    assert make_card(file, index_of(file), "old-body") == built


def test_a_claim_of_low_confidence_is_marked_and_no_other(rivals: LocalGraph) -> None:
    for slug, mark in (("old-body", "low confidence"), ("new-body", "")):
        (line,) = lines(make_card(rivals, index_of(rivals), slug), "What it was part of")
        assert line.mark == mark
    text = to_text(make_card(rivals, index_of(rivals), "old-body"))
    assert "low confidence" in text
