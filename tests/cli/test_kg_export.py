"""`kg export`: files and standard output, parts, and what is said of wrong wishes."""

from __future__ import annotations

from pathlib import Path

import pytest
import rdflib

from tests.conftest import RunKg


@pytest.fixture
def export(run_kg: RunKg, small_tables: Path) -> RunKg:
    run_kg("build", "-q")
    return lambda *arguments: run_kg("export", *arguments)


def test_turtle_to_standard_output_is_that_of_the_build(export: RunKg) -> None:
    assert export("ttl").stdout == Path("output/nhs-it.ttl").read_text("utf8")


@pytest.mark.parametrize(
    "form", ["nt", "nq", "trig", "jsonld", "rdfxml", "graphml", "gexf", "html"]
)
def test_a_file_holds_what_standard_output_would(export: RunKg, form: str) -> None:
    ran = export(form, "-o", f"out.{form}")
    assert (ran.code, ran.stdout) == (0, "")
    assert Path(f"out.{form}").read_text("utf8") == export(form).stdout != ""


def test_tables_go_to_a_folder(export: RunKg) -> None:
    ran = export("csv", "-o", "tables")
    assert (ran.code, ran.stdout) == (0, "")
    assert "Old Body" in Path("tables/Body.csv").read_text("utf8")
    assert export("csv").code == 2


def test_a_part_is_named_in_words_and_takes_a_day(export: RunKg) -> None:
    about = rdflib.Graph().parse(data=export("ttl", "--about", "OB", "--depth", "0").stdout)
    assert (None, None, rdflib.Literal("Old Body", lang="en")) in about
    on = export("ttl", "--as-of", "2010").stdout
    assert "Old Body" in on
    assert "New Body" not in on


def test_a_kind_is_named_in_words(export: RunKg) -> None:
    events = export("ttl", "--type", "change event").stdout
    assert "id:succession a " in events
    assert "nhsit:tier" not in events


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["ttl", "--about", "nobody"], "'nobody'"),
        (
            ["ttl", "--type", "Bodygrup"],
            "--type: nothing is a 'Bodygrup'; did you mean 'BodyGroup'?",
        ),
        (["ttl", "--as-of", "June"], "--as-of: 'June' is not a date"),
        (["ttl", "--as-of", ".."], "--as-of: '..' is not a day"),
        (["graphml", "--projection", "whol"], "unknown projection 'whol'; did you mean 'whole'?"),
        (["ttl", "-o", "nowhere/x.ttl"], "nowhere/x.ttl: cannot be written"),
        (["ttl", "--graph", "nowhere"], "nowhere: no such graph"),
    ],
)
def test_a_wrong_wish_is_one_line(export: RunKg, arguments: list[str], message: str) -> None:
    ran = export(*arguments)
    assert (ran.code, ran.stdout) == (2, "")
    assert message in ran.stderr
