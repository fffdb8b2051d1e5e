from __future__ import annotations

import csv
import io

from kg.ask.questions import ask, find_questions
from kg.engine.result import Result
from kg.pages.frame import Frame
from kg.pages.library import Library
from kg.pages.question_pages import QuestionPages, to_csv
from tests.conftest import RECORD as VOCABULARY
from tests.conftest import plain_graph
from tests.hostile import HOSTILE


def _html(pages: QuestionPages, path: str) -> str:
    document = pages.render(path)
    assert document is not None
    return document.content.decode()


def test_each_question_has_a_page_with_the_answer_that_the_terminal_gives(
    railway_frame: Frame,
) -> None:
    graph = railway_frame.library.graph
    for name, question in find_questions(graph).items():
        given = {p.name: p.example for p in question.parameters if p.need == "required"}
        answer = ask(graph, question, given)
        document = QuestionPages(railway_frame).render(f"question/{name}.csv")
        assert document is not None
        rows = [*csv.reader(io.StringIO(document.content.decode()))]
        assert len(rows) - 1 == len(answer), name


def test_a_page_shows_the_query_and_links_its_things(railway_frame: Frame) -> None:
    html = _html(QuestionPages(railway_frame), "question/operators.html")
    assert '<a href="../thing/gner.html">' in html
    assert "kg ask operators" in html
    assert "SELECT" in html


def test_a_question_that_must_be_told_something_says_what_and_answers_an_example(
    railway_frame: Frame,
) -> None:
    html = _html(QuestionPages(railway_frame), "question/successors.html")
    assert "must be given" in html
    assert "Answer for the example" in html


def test_a_table_holds_no_formula_and_every_hostile_text_as_it_is() -> None:
    facts = "".join(
        f'id:{name} a nhsit:Body ; skos:prefLabel "{_escape(text)}" . '
        for name, text in HOSTILE.items()
        if "\x00" not in text
    )
    graph = plain_graph(VOCABULARY + facts)
    answer = graph.query("SELECT ?b ?name { ?b a nhsit:Body ; skos:prefLabel ?name } ORDER BY ?b")
    table = to_csv(Result.of(answer, graph, entities=["b"]), Library(graph).facts)
    rows = [*csv.DictReader(io.StringIO(table))]
    assert rows
    for row in rows:
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row.values())
        assert row["name"].lstrip("'")[:5].strip() in HOSTILE[row["b"]].replace("\r", "\n")


def _escape(text: str) -> str:
    return text.encode("unicode_escape").decode().replace('"', '\\"').replace("\\x", "\\u00")
