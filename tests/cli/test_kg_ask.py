"""`kg ask`: the list, the explanation, the query, the answer in each format, and what is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
import typer.core

from kg.ask.questions import find_questions
from kg.cli.completion import complete_question
from tests.conftest import Ran, RunKg


@pytest.fixture
def ask(run_kg: RunKg, memory_output: Path) -> RunKg:
    def run(*arguments: str | Path) -> Ran:
        return run_kg("ask", *arguments, "--graph", memory_output)

    return run


def test_questions_are_listed_by_theme(run_kg: RunKg) -> None:
    lines = run_kg("ask").stdout.splitlines()
    themes = [line for line in lines if not line.startswith(" ")]
    assert themes == sorted({q.theme for q in find_questions().values()})
    assert any(line.split()[:3] == ["successors", "What", "replaced"] for line in lines)
    named = [line for line in lines if line.startswith("  ") and line[2] != " "]
    assert len(named) == len(find_questions())


def test_the_list_is_rows_for_machines(run_kg: RunKg) -> None:
    rows = {row["question"]: row for row in json.loads(run_kg("ask", "-f", "json").stdout)}
    assert set(rows) == set(find_questions())
    assert rows["existed-on"]["parameters"] == "on, [kind]"


@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_help_explains_a_question(run_kg: RunKg, flag: str) -> None:
    ran = run_kg("ask", "existed-on", flag)
    for text in (
        "What existed on a day?",
        "  on: date; required, such as 2013-06-01\n      the day, month or year",
        "  kind: kind; optional, such as Unit",
        "Columns: thing, kind, held, start, end",
        "Example: kg ask existed-on on=2013-06-01",
    ):
        assert text in ran.stdout
    assert "Usage:" in run_kg("ask", flag).stdout


def test_a_table_shows_names_and_one_line_for_all_sources(ask: RunKg) -> None:
    lines = ask("evidence", "Old Body").stdout.splitlines()
    assert len(lines) == 2 + 1  # two places in one source and another are two lines, and the head
    assert "Gone Body" in lines[1]
    assert "old-body" in ask("successors", "Oldest Body", "--ids").stdout
    assert "Old Body" in ask("successors", "--param", "body=ancient-body").stdout


def test_rows_for_machines_hold_ids_and_names(ask: RunKg) -> None:
    [row] = json.loads(ask("predecessors", "New Body", "-f", "json").stdout)
    assert row == {
        "predecessor": "old-body", "predecessor_label": "Old Body",
        "change": "succession", "change_label": "New Body follows Old Body",
        "kind": "nhsit:Replacement", "kind_label": "replacement", "date": "2013-04-01",
        "law": None, "law_label": None, "source": "src", "source_label": "A source",
    }  # fmt: skip
    head = ask("predecessors", "New Body", "-f", "csv").stdout.splitlines()[0]
    assert head.split(",") == list(row)


def test_no_answer_is_told_and_keeps_its_columns(ask: RunKg) -> None:
    ran = ask("successors", "New Body", "-f", "csv")
    assert (ran.code, ran.stderr) == (1, "nothing found\n")
    assert ran.stdout.startswith("successor,successor_label,change,")
    assert ask("successors", "New Body").stdout == ""


def test_the_query_is_printed_ready_to_run(ask: RunKg, run_kg: RunKg, memory_output: Path) -> None:
    text = ask("successors", "Oldest Body", "--sparql").stdout
    assert text.startswith("# What replaced a body?\nPREFIX nhsit:")
    assert "VALUES ?body { id:oldest-body }" in text
    ran = run_kg("query", "-e", text, "-f", "csv", "--graph", memory_output)
    assert "id/old-body," in ran.stdout
    assert "VALUES ?body" in run_kg("ask", "successors", "--sparql").stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["sucessors"], "there is no question 'sucessors'; did you mean 'successors'?"),
        (["successors"], "successors needs body=…"),
        (["successors", "old-body", "more"], "successors takes body; 'more' is one too many"),
        (["successors", "old-body", "-p", "body=x"], "'old-body' is one too many"),
        (["contradictions", "x"], "contradictions takes no parameters; 'x' is one too many"),
        (["successors", "-p", "body"], "--param 'body': expected NAME=VALUE"),
        (["successors", "-p", "body=a", "-p", "body=b"], "--param body: is given twice"),
        (["existed-on", "soon"], "on: 'soon' is not a date"),
    ],
)
def test_what_is_wrong_is_one_line(ask: RunKg, arguments: list[str], told: str) -> None:
    ran = ask(*arguments)
    assert (ran.code, ran.stdout, len(ran.stderr.splitlines())) == (2, "", 1)
    assert told in ran.stderr


def test_a_graph_that_is_missing_is_one_line(run_kg: RunKg) -> None:
    ran = run_kg("ask", "contradictions")
    assert (ran.code, ran.stderr) == (
        2, "kg: output/: no graph has been built here; run 'kg build' first\n",
    )  # fmt: skip


def test_names_of_questions_are_completed_those_of_a_record_too(tmp_path: Path) -> None:
    context = typer.Context(typer.core.TyperCommand("ask"))
    context.params = {"graph": None}
    assert complete_question(context, "succ") == ["successors"]
    assert "lineage" in complete_question(context, "")
    own = tmp_path / "ontology" / "questions" / "successions-of-lines.rq"
    own.parent.mkdir(parents=True)
    own.write_text("", "utf8")
    context.params = {"graph": tmp_path}
    assert complete_question(context, "succ") == ["successions-of-lines", "successors"]


def test_a_parameter_is_taken_as_the_message_about_it_says(ask: RunKg) -> None:
    missing = ask("successors").stderr
    assert "successors needs body=" in missing
    assert "Old Body" in ask("successors", "body=ancient-body").stdout
    assert "has no parameter 'bdy'; did you mean 'body'?" in ask("successors", "bdy=x").stderr
