"""A record that begins: it builds at once, and nothing that stands is written over."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.model import schema
from kg.read.dataset import load_dataset
from tests.conftest import RunKg


def test_a_new_record_builds_and_answers_at_once(
    run_kg: RunKg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = run_kg("new", "Old Railways")
    assert ran.code == 0
    assert "cd 'Old Railways' && kg build" in ran.stdout
    monkeypatch.chdir(tmp_path / "Old Railways")
    assert run_kg("check", "--strict", "--quiet").code == 0
    assert run_kg("build", "-o", "output").code == 0
    assert "Office of Examples" in run_kg("lineage", "Board of Examples").stdout
    card = run_kg("show", "Office of Examples", "-f", "json")
    assert '"iri": "https://example.org/old-railways/id/office-of-examples"' in card.stdout
    assert (tmp_path / "Old Railways" / "output" / "old-railways.html").is_file()


def test_it_has_every_table_a_licence_and_what_to_do_next(run_kg: RunKg, tmp_path: Path) -> None:
    run_kg("new", "railways")
    folder = tmp_path / "railways"
    tables = {path.stem for path in (folder / "data").glob("*.csv")}
    assert tables == schema.BY_NAME.keys() - {
        *("SEED_COVERAGE", "properties", "aliases_of_ids", "synonyms"), *schema.ABOUT_ROWS,
    }  # fmt: skip
    found = load_dataset(folder / "data")
    assert (found.title, found.name, found.space.prefix) == (
        "The record of railways", "railways", "railways",
    )  # fmt: skip
    assert found.licence_url
    assert "data/dataset.toml" in (folder / "README.md").read_text("utf8")
    assert (folder / ".gitignore").read_text("utf8") == "output/\n"


def test_a_name_that_is_a_prefix_of_something_else_gets_another(
    run_kg: RunKg, tmp_path: Path
) -> None:
    run_kg("new", "void")
    assert load_dataset(tmp_path / "void" / "data").space.prefix == "myvoid"


def test_a_folder_that_holds_anything_is_left_as_it_is(run_kg: RunKg, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "a.txt").write_text("a", "utf8")
    (tmp_path / "file").write_text("a", "utf8")
    for name in ("full", "file"):
        ran = run_kg("new", name)
        assert (ran.code, ran.stdout) == (2, "")
        assert ran.stderr == f"kg: {name}: is not empty; name a new folder\n"
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["a.txt"]


def test_an_empty_folder_may_be_the_one_that_is_here(
    run_kg: RunKg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine").mkdir()
    monkeypatch.chdir(tmp_path / "mine")
    assert run_kg("new", ".").code == 0
    assert load_dataset(tmp_path / "mine" / "data").name == "mine"
