"""What the documents promise exists, and what exists is documented."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from kg.cli.main import COMMANDS
from tests.conftest import ROOT, RunKg

README = (ROOT / "README.md").read_text("utf8")


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_a_command_has_help_with_an_example_and_a_row_in_the_readme(
    run_kg: RunKg, command: str
) -> None:
    ran = run_kg(command, "--help")
    assert "<list[str]>" not in ran.stdout
    assert ran.code == 0
    assert f"kg {command}" in ran.stdout
    assert f"`kg {command}" in README


def test_the_readme_names_no_command_that_does_not_exist() -> None:
    assert set(re.findall(r"^\| `kg ([a-z-]+)", README, re.MULTILINE)) <= set(COMMANDS)
    assert set(re.findall(r"\bkg ([a-z-]+) [^|]*#", README)) <= set(COMMANDS)


def _tour() -> list[str]:
    block = README.partition("<!-- tour -->")[2].partition("<!-- /tour -->")[0]
    return [line.split("  #")[0].strip() for line in block.splitlines() if line.strip()]


@pytest.mark.slow
@pytest.mark.parametrize("line", _tour())
def test_each_line_of_the_tour_runs_and_prints_something(
    line: str, run_kg: RunKg, shipped_output: Path, tmp_path: Path
) -> None:
    (tmp_path / "output").symlink_to(shipped_output)
    name, *arguments = shlex.split(line)
    assert name == "kg"
    ran = run_kg(*arguments)
    assert ran.code == 0, ran.stderr
    assert ran.stdout or "wrote" in ran.stderr


def test_local_links_of_the_readme_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", README):
        if not target.startswith("http"):
            assert (ROOT / target).exists(), target


@pytest.mark.slow
def test_the_guide_to_python_runs_from_top_to_bottom(
    shipped_output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "output").symlink_to(shipped_output)
    monkeypatch.chdir(tmp_path)
    guide = (ROOT / "docs" / "python.md").read_text("utf8")
    blocks = re.findall(r"^```python\n(.*?)^```", guide, re.MULTILINE | re.DOTALL)
    assert len(blocks) == guide.count("```python")
    names: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, "docs/python.md", "exec"), names)
