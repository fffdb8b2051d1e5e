"""The wheel carries the facts and the ontology, and builds outside the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.mark.slow
def test_the_wheel_builds_the_shipped_facts_in_any_folder(
    tmp_path: Path, shipped_output: Path
) -> None:
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(tmp_path), str(ROOT)],
        check=True, capture_output=True,
    )  # fmt: skip
    (wheel,) = tmp_path.glob("*.whl")
    site, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    elsewhere.mkdir()
    zipfile.ZipFile(wheel).extractall(site)
    subprocess.run(
        [sys.executable, "-m", "kg", "build", "--quiet"],
        cwd=elsewhere, env={**os.environ, "PYTHONPATH": str(site)}, check=True,
    )  # fmt: skip
    for part in ("nhs-it.ttl", "nhs-it.html"):
        assert (elsewhere / "output" / part).read_bytes() == (shipped_output / part).read_bytes()
