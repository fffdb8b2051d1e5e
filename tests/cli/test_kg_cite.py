"""`kg cite`, and the ledger as citations, a balance and a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from kg.ask.balance import By
from kg.cli.kg_cite import CiteFormat
from kg.cli.ledger_options import CountBy
from kg.export.citations import CitationFormat
from tests.conftest import RunKg


def test_a_recommendation_is_cited_by_its_id(run_kg: RunKg, memory_output: Path) -> None:
    ran = run_kg("cite", "advice-1", "--graph", memory_output)
    assert ran.stdout.startswith("A Report (2000), recommendation 1 [advice-1]\n")
    both = run_kg("cite", "advice-1", "advice-2", "-f", "ris", "--graph", memory_output).stdout
    assert both.count("ER  - ") == 2
    assert run_kg("cite", "old-body", "--graph", memory_output).code == 2


def test_the_ledger_is_cited_as_a_whole(run_kg: RunKg, memory_output: Path) -> None:
    said = run_kg("recommendations", "-f", "csl", "--graph", memory_output).stdout
    assert [one["id"] for one in json.loads(said)] == ["advice-1", "advice-2"]


def test_the_ledger_is_counted_by_report(run_kg: RunKg, memory_output: Path) -> None:
    ran = run_kg("recommendations", "--by", "report", "-f", "csv", "--graph", memory_output)
    (row,) = csv.DictReader(io.StringIO(ran.stdout))
    assert (row["report"], row["held"], row["open"], row["done"]) == ("A Report", "2", "1", "1")
    found = json.loads(
        run_kg("recommendations", "--by", "told", "-f", "json", "--graph", memory_output).stdout
    )
    assert found[0]["states"]["open"] == ["advice-2"]
    ran = run_kg("recommendations", "--by", "told", "-f", "ris", "--graph", memory_output)
    assert (ran.code, ran.stderr) == (2, "kg: --by cannot be used with -f ris\n")


def test_a_spreadsheet_has_every_verdict_with_its_sources_and_addresses(
    run_kg: RunKg, memory_output: Path
) -> None:
    text = run_kg("recommendations", "--told", "old-body", "-f", "csv", "--graph",
                  memory_output).stdout  # fmt: skip
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["line of time"] == (
        "2002: in progress (This project) [A source https://example.org/a]; "
        "2004: enacted (Old Body) [Another source https://example.org/b]; "
        "2005: not enacted (This project) [A source https://example.org/a]"
    )
    assert (row["state"], row["page"], row["heir ids"]) == ("closed done", "p. 3", "new-body")
    assert row["IRI"] == "https://w3id.org/nhs-it/id/advice-1"


def test_the_words_of_the_options_are_those_of_what_they_choose() -> None:
    """The command line names them itself, so that its help need not load what answers."""
    assert [*map(str, CiteFormat)] == [*map(str, CitationFormat)]
    assert [*map(str, CountBy)] == [*map(str, By)]
